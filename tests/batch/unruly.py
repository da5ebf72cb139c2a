"""A cleaner whose pages do as they are told: the first word of the page says what happens. Workers import it by name."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from cleaner.article import Article, Removed
from cleaner.errors import PageError

SLOW = 0.004
#: What pages leave in memory.
HELD: list[bytearray] = []


class Unruly:
    def clean(self, data: Any, url: str | None = None, **known: Any) -> Article:
        text = data if isinstance(data, str) else data.decode("utf-8", "replace")
        word = text[:20].split(" ")[0]
        if word == "hang":
            while True:
                pass
        if word == "sleep":
            time.sleep(3600)
        if word == "eat":
            bytearray(5_000_000_000)
        if word in ("hoard", "feast"):
            held = bytearray(int(text.split()[1]) * 1_000_000)
            if word == "hoard":
                HELD.append(held)
        if word == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "fault":
            os.kill(os.getpid(), signal.SIGSEGV)
        if word == "leave":
            os._exit(7)
        if word == "bug":
            raise ZeroDivisionError("division by zero")
        if not text:
            raise PageError("decode", "the page is empty", url)
        if word == "slow":
            time.sleep(SLOW)
        if word == "late":
            time.sleep(0.3)
        removed = (Removed("test/rule", "rule.yaml:1", "related", "x", 0),)
        body = f"{len(text)} {known.get('encoding')} {known.get('fetched_at')}"
        return Article(url=url, title=text[:40], body=body, extractor="rule", removed=removed)


def load() -> Unruly:
    return Unruly()


def load_with_rules(*rules: object) -> Unruly:
    """Stand in for the command's own."""
    return Unruly()


def load_nothing() -> Unruly:
    raise PageError("rules", "the rules cannot be loaded")


def shout(article: Article, given: object) -> str:
    return str(article.title).upper()
