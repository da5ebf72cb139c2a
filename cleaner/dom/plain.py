"""The text door: text that another tool extracted, as the same blocks. A line is a block."""

from __future__ import annotations

from cleaner.text.measure import measured_visible
from cleaner.values import Block, Node, Page


def read_text(text: str, url: str = "") -> Page:
    """Return the page of a plain text: one block a line that is not empty, all in one node."""
    blocks: list[Block] = []
    gap = True
    for line in text.splitlines():
        shown, folded, words, sentences = measured_visible(line)
        if not folded:  # nothing, or only joiners and soft hyphens, which nobody sees
            gap = True
            continue
        blocks.append(Block(len(blocks), shown, folded, "line", 0, words, continues=not gap, sentences=sentences))
        gap = False
    root = Node(0, -1, 0, "text", frozenset(), 0, len(blocks))
    return Page(kind="text", url=url, blocks=tuple(blocks), nodes=(root,))
