"""The text door: text that another tool extracted, as the same blocks. A line is a block."""

from __future__ import annotations

from cleaner.text.fold import fold, visible
from cleaner.text.words import count_sentences, count_words
from cleaner.values import Block, Node, Page


def read_text(text: str, url: str = "") -> Page:
    """Return the page of a plain text: one block a line that is not empty, all in one node."""
    blocks: list[Block] = []
    gap = True
    for line in text.splitlines():
        shown = visible(line)
        if not shown:
            gap = True
            continue
        index = len(blocks)
        blocks.append(Block(
            index, shown, fold(shown), "line", 0, count_words(shown), continues=not gap, sentences=count_sentences(shown),
        ))
        gap = False
    root = Node(0, -1, 0, "text", frozenset(), 0, len(blocks))
    return Page(kind="text", url=url, blocks=tuple(blocks), nodes=(root,))
