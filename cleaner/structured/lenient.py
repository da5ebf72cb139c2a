"""A reader for JSON that the json module refuses.

It reads what publishers write: comments, trailing and missing commas, single quotes, raw line breaks and bare
quotes inside strings, values without quotes, several values in a row, an end that is cut off. It keeps its own
stack with a limited depth and looks at every character a constant number of times.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from cleaner.late import late

#: Where containers nest deeper than this, the reading ends.
MAX_DEPTH = 40

_SKIP = late(r"(?:[\s,;\ufeff]|//[^\n]*)+")
_SPACE = late(r"\s*")
#: A value without quotes runs to the end of its line or to the next mark.
_BARE = late(r"[^,\]}\n\r]*")
_STRING_STOP = {'"': re.compile(r'["\\]'), "'": re.compile(r"['\\]")}
#: After the quote that ends a string comes one of these; any other quote stands inside the text.
_ENDS_STRING = frozenset(",:}]")
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None}
_ESCAPE = late(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.S)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def read_lenient(text: str) -> tuple[Any, ...]:
    """Return the objects and lists that ``text`` holds one after another, as far as they can be made out.

    Args:
        text: anything; what is not JSON gives an empty tuple.

    Returns:
        Dicts and lists of str, int, float, bool, None, dict and list.
    """
    return tuple(_Reader(text).documents())


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.stack: list[dict[str, Any] | list[Any]] = []
        self.keys: list[str | None] = []

    def documents(self) -> Iterator[Any]:
        """Yield each outermost container once it is closed or the text ends."""
        while (mark := self._next_mark()) != "":
            if mark in "{[":
                self._open(mark)
            elif not self.stack:
                self.at += 1
            elif mark in "}]":
                self.at += 1
                top = self.stack.pop()
                self.keys.pop()
                if not self.stack:
                    yield top
            elif mark == ":":
                self.at += 1
            else:
                self._scalar(mark)
        if self.stack:
            yield self.stack[0]

    def _next_mark(self) -> str:
        while True:
            if skipped := _SKIP.match(self.text, self.at):
                self.at = skipped.end()
            if not self.text.startswith("/*", self.at):
                return self.text[self.at : self.at + 1]
            end = self.text.find("*/", self.at + 2)
            self.at = len(self.text) if end < 0 else end + 2

    def _open(self, mark: str) -> None:
        self.at += 1
        container: dict[str, Any] | list[Any] = {} if mark == "{" else []
        if len(self.stack) >= MAX_DEPTH:
            self.at = len(self.text)
            return
        if self.stack:
            self._put(container)
        self.stack.append(container)
        self.keys.append(None)

    def _scalar(self, mark: str) -> None:
        value = self._string(mark) if mark in _STRING_STOP else self._bare()
        if isinstance(self.stack[-1], dict) and self.keys[-1] is None:
            self.keys[-1] = str(value)
            return
        self._put(value)

    def _put(self, value: Any) -> None:
        top = self.stack[-1]
        if isinstance(top, list):
            top.append(value)
        elif (key := self.keys[-1]) is not None:
            top[key] = value
            self.keys[-1] = None

    def _bare(self) -> Any:
        expects_key = isinstance(self.stack[-1], dict) and self.keys[-1] is None
        found = _BARE.match(self.text, self.at)
        word = found.group() if found else ""
        if expects_key and ":" in word:
            word = word[: word.index(":")]
        self.at += max(1, len(word))
        word = word.partition(" //")[0].strip()
        if word in _CONSTANTS:
            return _CONSTANTS[word]
        try:
            return json.loads(word) if word[:1] in "-0123456789" and word else word
        except ValueError:
            return word

    def _string(self, quote: str) -> str:
        start, stop = self.at + 1, _STRING_STOP[quote]
        position = start
        while found := stop.search(self.text, position):
            if found.group() == "\\":
                position = found.end() + 1
            elif self._ends_here(found.end()):
                self.at = found.end()
                return _unescape(self.text[start : found.start()])
            else:
                position = found.end()
        self.at = len(self.text)
        return _unescape(self.text[start:])

    def _ends_here(self, after: int) -> bool:
        space = _SPACE.match(self.text, after)
        following = space.end() if space else after
        mark = self.text[following : following + 1]
        if mark in _ENDS_STRING or mark == "":
            return True
        return (mark in "\"'/" and "\n" in self.text[after:following]) or self.text.startswith("//", following)


def _unescape(raw: str) -> str:
    """Return the text of a string's inside; bare quotes and control characters are taken as they stand."""
    return _ESCAPE.sub(_escaped, raw) if "\\" in raw else raw


def _escaped(match: re.Match[str]) -> str:
    code, char = match.groups()
    return chr(int(code, 16)) if code else _ESCAPED.get(char, char)
