"""What the elements around a block are named and tagged, as bits.

Most nodes of a page hold menus, which nothing asks about: a node is looked at when a block asks about one inside it, once.
"""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from cleaner.finder.hints import Hints
from cleaner.values import Node

#: Ancestor elements that count, each as "is there one, and how near".
ANCESTOR_TAGS = ("aside", "nav", "footer", "header", "figure", "li", "table", "blockquote", "form", "article", "main", "section", "button")
_TAG_BITS = {tag: 1 << i for i, tag in enumerate(ANCESTOR_TAGS)}
#: Elements whose names say something of the page, not of a part of it.
_WHOLE = frozenset({"html", "body"})


class Marks(NamedTuple):
    """Bits of a node: hints of its own, of it and one level above, of it and two, of it and all; the tags of it and all above."""

    own: int
    pair: int
    near: int
    far: int
    tags: int


_NONE = Marks(0, 0, 0, 0, 0)


class Lineage:
    """The marks of a page's nodes."""

    def __init__(self, nodes: tuple[Node, ...], hints: Hints) -> None:
        self._nodes, self._hints = nodes, hints
        self._known = {-1: _NONE}

    def of(self, index: int) -> Marks:
        """Return the marks of a node."""
        known, nodes = self._known, self._nodes
        unknown = []
        while index not in known:
            unknown.append(index)
            index = nodes[index].parent
        above = known[index]
        for index in reversed(unknown):
            node = nodes[index]
            own = self._hints.bits(node.tokens) if node.tokens and node.tag not in _WHOLE else 0
            tags = above.tags | _TAG_BITS.get(node.tag, 0)
            above = known[index] = Marks(own, own | above.own, own | above.pair, own | above.far, tags)
        return above


class Way:
    """The way of each node up to the line from the best node to the root."""

    def __init__(self, nodes: tuple[Node, ...], lineage: Lineage, line: Set[int]) -> None:
        self._nodes, self._lineage = nodes, lineage
        self._known = {index: (0, index, 0) for index in line}

    def of(self, index: int) -> tuple[int, int, int]:
        """Return the levels on the way, the node where it ends, and the hints on it."""
        known, nodes = self._known, self._nodes
        unknown = []
        while index not in known:  # the root is in the line
            unknown.append(index)
            index = nodes[index].parent
        levels, end, hints = known[index]
        for index in reversed(unknown):
            levels, hints = levels + 1, hints | self._lineage.of(index).own
            known[index] = levels, end, hints
        return levels, end, hints
