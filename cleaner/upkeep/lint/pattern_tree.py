"""RE2 patterns as trees, as far as the linter must see into them. RE2 itself has accepted each before it comes here."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

_COUNT = re.compile(r"\{([0-9]+)(,?)([0-9]*)\}")
_CLASS = re.compile(r"\[\^?\]?(?:\[:\^?[a-z]+:\]|\\[\s\S]|[^\]\\])*\]")
_ESCAPE = re.compile(r"\\(?:[pP](?:\{[^}]*\}|.)|x(?:\{[0-9A-Fa-f]+\}|[0-9A-Fa-f]{2})|[0-7]{2,3}|[\s\S])")
_OPENING = re.compile(r"\((?:\?(?:P?<\w+>|[a-zA-Z-]*(?P<end>[:)])))?")
#: Escapes that match a place between characters.
_EDGES = frozenset({r"\b", r"\B", r"\A", r"\z"})
#: Escapes that stand for many characters.
_SETS = frozenset("dDwWsSpP")
_QUANTIFIERS = frozenset("*+?{")


class Part(NamedTuple):
    """A piece of a pattern, and how often it may stand there.

    Attributes:
        kind: ``char`` a character, ``set`` one of many (a class, ``.``, ``\\d``), ``edge`` a place (``^``, ``\\b``), ``group``.
        text: as it is written; of an escaped character the character itself.
        ways: of a group: its alternatives, each a sequence of parts.
        least: fewest times.
        most: most times, ``math.inf`` without an end.
        said: the least that every match of it holds: fixed characters, ``?`` for one of few, a blank for any.
        empty: whether it can match without taking a character.
    """

    kind: Literal["char", "set", "edge", "group"]
    text: str
    ways: tuple[tuple[Part, ...], ...] = ()
    least: int = 1
    most: float = 1
    said: str = ""
    empty: bool = False

    @property
    def endless(self) -> bool:
        """Tell whether the part may stand there any number of times."""
        return self.most == math.inf

    @property
    def wide(self) -> bool:
        """Tell whether the part is any character but few: ``.``, ``[^.]``, ``\\S``."""
        return _wide(self.text) if self.kind == "set" else False


@lru_cache(maxsize=4096)
def parse(pattern: str) -> Part:
    """Return the pattern as a group of its alternatives. Nesting costs memory, not stack."""
    levels: list[list[list[Part]]] = [[[]]]
    at = 0
    while at < len(pattern):
        here = pattern[at]
        if here == "(" and (opening := _OPENING.match(pattern, at)):
            at = opening.end()
            if opening["end"] != ")":
                levels.append([[]])
            continue
        if here == "|":
            levels[-1].append([])
            at += 1
            continue
        if here == ")" and len(levels) > 1:
            part, end = _group(levels.pop()), at + 1
        else:
            part, end = _single(pattern, at)
        part, at = _repeated(part, pattern, end)
        levels[-1][-1].append(part)
    return _group(levels[0])


def _group(ways: list[list[Part]]) -> Part:
    said = min(("".join(part.said for part in way) for way in ways), key=lambda text: (len(text.split()), len(text)))
    return Part("group", "", tuple(map(tuple, ways)), said=said, empty=any(all(part.empty for part in way) for way in ways))


def _wide(text: str) -> bool:
    return text.startswith("[^") or text in (".", r"\S", r"\D", r"\W")


def _set(text: str) -> Part:
    return Part("set", text, said=" " if _wide(text) else "?")


def _edge(text: str) -> Part:
    return Part("edge", text, said=" ", empty=True)


def _char(text: str) -> Part:
    return Part("char", text, said=text)


def _single(pattern: str, at: int) -> tuple[Part, int]:
    """Return the part that begins at a place and is no group, and where it ends."""
    here = pattern[at]
    if here == "[" and (found := _CLASS.match(pattern, at)):
        return _set(found[0]), found.end()
    if here == "\\" and (found := _ESCAPE.match(pattern, at)):
        text = found[0]
        if text in _EDGES:
            return _edge(text), found.end()
        return (_set(text) if text[1] in _SETS else _char(text[1:])), found.end()
    if here == ".":
        return _set("."), at + 1
    return (_edge(here) if here in "^$" else _char(here)), at + 1


def _repeated(part: Part, pattern: str, at: int) -> tuple[Part, int]:
    """Return the part with the quantifier that stands behind it, and where that ends."""
    if pattern[at:at + 1] not in _QUANTIFIERS:
        return part, at
    least, most, end = 1, 1.0, at
    if pattern[at] != "{":
        least, most = {"*": (0, math.inf), "+": (1, math.inf), "?": (0, 1.0)}[pattern[at]]
        end = at + 1
    elif count := _COUNT.match(pattern, at):
        least = int(count[1])
        most = math.inf if count[2] and not count[3] else float(count[3] or least)
        end = count.end()
    if end > at and pattern[end:end + 1] == "?":
        end += 1
    if least == 0:
        part = part._replace(said="", empty=True)
    return part._replace(least=least, most=most), end


def every_part(tree: Part) -> Iterator[Part]:
    """Yield the tree and all parts in it, outer ones first."""
    stack = [tree]
    while stack:
        part = stack.pop()
        yield part
        stack.extend(inner for way in reversed(part.ways) for inner in reversed(way))


def edge_parts(tree: Part, *, last: bool = False) -> Iterator[Part]:
    """Yield the single parts with which a match of the tree may begin (``last``: end)."""
    stack = [tree]
    while stack:
        part = stack.pop()
        if part.kind != "group":
            yield part
            continue
        for way in part.ways:
            for inner in reversed(way) if last else way:
                if inner.kind != "edge":
                    stack.append(inner)
                if not inner.empty:
                    break

