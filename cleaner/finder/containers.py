"""Which element holds the article: paragraphs give points to the elements around them.

Each paragraph gives points for its length and against its links to its nearest ancestors, fewer a
level up, fewer inside what is named or tagged as chrome (``docs/design.md``; the measure is readability's, the numbers are
fitted on the development corpora).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from cleaner.values import Node, Page

#: Characters a word counts for: lengths in words serve all scripts alike.
_CHARS_A_WORD = 6.0
_LEAST_CHARS, _MOST_CHARS = 60.0, 600.0
_MOST_LINKED = 0.35
_LEVELS, _DECAY = 6, 0.82
#: What a paragraph inside chrome counts for.
_CHROME_SHARE = 0.2


class Containers(NamedTuple):
    """Points by node, the best node, and the nodes from the best to the root."""

    points: tuple[float, ...]
    best: int
    line: frozenset[int]


def find_containers(page: Page, is_chrome: Callable[[int], bool], shares: Sequence[float]) -> Containers:
    """Return the points of all nodes.

    Args:
        page: a page of HTML.
        is_chrome: tells whether the node of an index stands in what is named or tagged as chrome.
        shares: the share of characters inside links, by block.
    """
    points = [0.0] * len(page.nodes)
    for block, share in zip(page.blocks, shares, strict=True):
        chars = block.words * _CHARS_A_WORD
        if chars < _LEAST_CHARS or share >= _MOST_LINKED:
            continue
        worth = min(chars, _MOST_CHARS) * (1 - share)
        if is_chrome(block.node):
            worth *= _CHROME_SHARE
        _give(worth, page.nodes[block.node], page.nodes, points)
    best = points.index(max(points, default=0.0)) if points else -1
    return Containers(tuple(points), best, frozenset(ancestry(best, page.nodes)))


def _give(worth: float, node: Node, nodes: tuple[Node, ...], points: list[float]) -> None:
    """Add ``worth`` to the ancestors of a paragraph's element, decaying."""
    share = 1.0
    for _ in range(_LEVELS):
        if node.parent < 0:
            return
        node = nodes[node.parent]
        points[node.index] += worth * share
        share *= _DECAY


def ancestry(index: int, nodes: tuple[Node, ...]) -> list[int]:
    """Return a node's index and those of its ancestors, innermost first."""
    found = []
    while index >= 0:
        found.append(index)
        index = nodes[index].parent
    return found
