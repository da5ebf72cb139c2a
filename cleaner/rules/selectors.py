"""Simple selectors: what generic, language and family rules may ask of an element.

``tag``, ``.class``, ``#id``, ``tag.class``, ``[itemprop=x]``, ``[role=x]``, several names on one element, one ancestor before it, and
``*`` at the beginning or end of a name. They need no tree: a :class:`~cleaner.values.Node` answers them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cleaner.values import Node

_PART = re.compile(
    r"(?P<tag>^[a-zA-Z][a-zA-Z0-9-]*)|(?P<mark>[.#])(?P<name>[^\s.#\[\]:>+~,]+)|\[(?P<key>itemprop|role)=[\"']?(?P<value>[^\s\"'\]]+)[\"']?\]"
)
#: Layers whose rules have simple selectors; those of site and local files are CSS.
SIMPLE_LAYERS = frozenset({"generic", "language", "family"})

_MARKS = {"itemprop": "@", "role": "~"}


class SimpleSelector(NamedTuple):
    """A tag ("" for any), the tokens an element must carry (``*`` at one end stands for any letters), an ancestor to meet."""

    tag: str
    tokens: frozenset[str]
    ancestor: SimpleSelector | None = None

    def meets(self, node: Node) -> bool:
        """Tell whether the node itself meets tag and tokens; the ancestor is the caller's to check."""
        return self.fits(node.tag, node.tokens)

    def fits(self, tag: str, tokens: frozenset[str]) -> bool:
        """Tell the same of an element with this tag and these tokens."""
        if self.tag and tag != self.tag:
            return False
        return all(t in tokens if "*" not in t else any(is_like(t, token) for token in tokens) for t in self.tokens)


def is_like(name: str, token: str) -> bool:
    """Tell whether ``token`` meets ``name``, which has a ``*`` at one end (both with the mark before them)."""
    if name[-1] == "*":
        return token.startswith(name[:-1])
    return token[0] == name[0] and token.endswith(name[2:])


@lru_cache(maxsize=8192)
def parse_selector(text: str) -> SimpleSelector:
    """Return the selector that ``text`` writes.

    Raises:
        ValueError: it is no simple selector; the message says what is one.
    """
    parts = text.split()
    if not 1 <= len(parts) <= 2:
        raise ValueError(f"{text!r} is no simple selector: one element with at most one ancestor before it")
    made: SimpleSelector | None = None
    for part in parts:
        made = _parse_part(part, text, made)
    assert made is not None
    return made


def _parse_part(part: str, whole: str, ancestor: SimpleSelector | None) -> SimpleSelector:
    tag, tokens, at = "", set(), 0
    while at < len(part):
        found = _PART.match(part, at) if at else _PART.match(part)
        if not found:
            raise ValueError(f"{whole!r} is no simple selector at {part[at:]!r}: tag, .class, #id, [itemprop=x], [role=x] and one ancestor")
        if found["tag"]:
            tag = found["tag"].lower()
        elif found["mark"]:
            tokens.add(found["mark"] + found["name"])
        else:
            tokens.add(_MARKS[found["key"]] + found["value"])
        at = found.end()
    for token in tokens:
        if "*" in token[2:-1] or token.count("*") > 1 or (len(token) < 4 and "*" in token):
            raise ValueError(f"'*' stands for the beginning or the end of a name, not as in {whole!r}")
    return SimpleSelector(tag, frozenset(tokens), ancestor)
