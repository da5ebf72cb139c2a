"""Selectors taken apart, as far as the linter must see into them. Simple selectors and CSS are read alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TAG = re.compile(r"[a-zA-Z*][\w-]*")
_NAME = re.compile(r"[.#](?:\\.|[^\s.#\[\]:>+~,()\\])+")
_ATTRIBUTE = re.compile(r"""\[\s*([\w-]+)\s*(?:([~|^$*]?=)\s*(?:"([^"]*)"|'([^']*)'|([^\s\]]*))\s*[iIsS]?\s*)?\]""")
_PSEUDO = re.compile(r"::?([\w-]+)")
#: Pseudo-classes whose arguments the element itself meets.
_SAME = frozenset({"is", "where", "matches", "any"})


class Compound(NamedTuple):
    """What a selector asks of one element.

    Attributes:
        tag: the element's name, "" for any.
        names: ``.class`` and ``#id``, as written.
        attributes: name, operator (``=``, ``*=`` …, "" for mere presence) and value of each attribute.
        pseudos: name and argument of each pseudo-class.
    """

    tag: str = ""
    names: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()
    pseudos: tuple[tuple[str, str], ...] = ()

    @property
    def bare(self) -> bool:
        """Whether it is a tag and nothing else."""
        return bool(self.tag) and self == Compound(self.tag)

    @property
    def tokens(self) -> frozenset[str]:
        """The tokens (see :class:`cleaner.values.Node`) that an element which meets it is sure to have."""
        marks = {"itemprop": "@", "role": "~", "class": ".", "id": "#"}
        equal = (marks[key] + word for key, sign, value in self.attributes if sign == "=" and key in marks for word in value.split()[:1])
        return frozenset((*self.names, *equal))


def split_list(text: str) -> list[str]:
    """Return the selectors of a comma-separated list."""
    found, depth, start, quote = [], 0, 0, ""
    for i, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == "," and depth == 0:
            found.append(text[start:i])
            start = i + 1
    return [part.strip() for part in (*found, text[start:]) if part.strip()]


def compounds(selector: str) -> tuple[Compound, ...]:
    """Return what a single selector asks of its elements, the subject last; combinators are left out."""
    found: list[Compound] = []
    at, fresh = 0, True
    while at < len(selector):
        if selector[at] in " \t\n>+~":
            at, fresh = at + 1, True
            continue
        part, end = _next(selector, at)
        if fresh or not found:
            found.append(part)
        else:
            last = found[-1]
            found[-1] = Compound(
                part.tag or last.tag, last.names + part.names, last.attributes + part.attributes, last.pseudos + part.pseudos,
            )
        at, fresh = end, False
    return tuple(found)


def _next(selector: str, at: int) -> tuple[Compound, int]:
    """Return the piece of a compound at a place, and where it ends."""
    if found := _NAME.match(selector, at):
        return Compound(names=(found[0].replace("\\", ""),)), found.end()
    if found := _ATTRIBUTE.match(selector, at):
        value = next((v for v in found.groups()[2:] if v is not None), "")
        return Compound(attributes=((found[1].lower(), found[2] or "", value),)), found.end()
    if found := _PSEUDO.match(selector, at):
        argument, end = _argument(selector, found.end())
        return Compound(pseudos=((found[1].lower(), argument),)), end
    if found := _TAG.match(selector, at):
        return Compound(tag=found[0].lower().strip("*")), found.end()
    return Compound(), at + 1


def _argument(selector: str, at: int) -> tuple[str, int]:
    """Return what stands in the round brackets at a place, and where they end."""
    if selector[at:at + 1] != "(":
        return "", at
    depth = 0
    for i in range(at, len(selector)):
        depth += {"(": 1, ")": -1}.get(selector[i], 0)
        if depth == 0:
            return selector[at + 1:i], i + 1
    return selector[at + 1:], len(selector)


def subjects(text: str) -> Iterator[Compound]:
    """Yield what a selector list asks of the elements that it selects, alternatives in ``:is()`` one by one."""
    waiting = split_list(text)
    while waiting:
        selector = waiting.pop()
        if made := compounds(selector):
            yield made[-1]
            waiting += [way for name, argument in made[-1].pseudos if name in _SAME for way in split_list(argument)]


def lone_compounds(text: str) -> Iterator[Compound]:
    """Yield what a selector list asks of elements of which it asks nothing about those around them."""
    waiting = split_list(text)
    while waiting:
        made = compounds(waiting.pop())
        if len(made) == 1:
            yield made[0]
            if made[0] == Compound(pseudos=made[0].pseudos):
                waiting += [way for name, argument in made[0].pseudos if name in _SAME for way in split_list(argument)]


def every_compound(text: str) -> Iterator[Compound]:
    """Yield what a selector list asks of any element, arguments of pseudo-classes included."""
    waiting = split_list(text)
    while waiting:
        for made in compounds(waiting.pop()):
            yield made
            waiting += [way for name, argument in made.pseudos if not name.startswith("nth-") for way in split_list(argument)]
