"""The words of an address: most papers write the headline into it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

_WORD = re.compile(r"[^\W_]{2,}")
_ENDING = re.compile(r"\.[a-z]{2,5}$")
#: Fewest words of an address that are a headline, and most that are looked at.
_FEWEST, _MOST = 3, 60


def slug_words(address: str) -> frozenset[str]:
    """Return the words of the last part of an address's path that looks like a headline, plain and small; none where no part does."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return frozenset()
    parts = (_words(_ENDING.sub("", unquote(part))) for part in reversed(path.split("/")))
    return next((words for words in parts if len(words) >= _FEWEST), frozenset())


def slug_likeness(text: str, slug: frozenset[str]) -> float:
    """Return how much of a text's words and of an address's words are the same, 0 to 1 (Dice)."""
    words = _words(text)
    return 2 * len(words & slug) / (len(words) + len(slug)) if words and slug else 0.0


def _words(text: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", text[:2000].lower())
    return frozenset(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))[:_MOST])
