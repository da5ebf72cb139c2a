"""What a block of the body is by its element: paragraph, heading, list item, quote, table cell."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.values import Block, Node, Page

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"li", "dt", "dd"})
_ABOVE = {"li": "list", "blockquote": "quote", "td": "table", "th": "table", "pre": "preformatted", "dd": "list"}
#: A figure that holds more blocks than this, or a block of more words, is taken for a part of the text.
_MOST_PICTURED, _MOST_WORDS = 12, 90


def body_role(tag: str, node: Node, nodes: Sequence[Node]) -> str:
    """Return the role of a block of the body by its element and those around it."""
    if tag in _HEADINGS:
        return "heading"
    if tag in _LISTS:
        return "list"
    for _ in range(4):
        if node.tag in _ABOVE:
            return _ABOVE[node.tag] if node.tag not in ("td", "th") or _data_cell(node, nodes) else "body"
        if node.parent < 0:
            break
        node = nodes[node.parent]
    return "body"


def pictured(page: Page) -> frozenset[int]:
    """Return the blocks that belong to a picture: what a small figure holds but for quotations, lists, tables and code.

    Of 36 such blocks that the finder takes for body on the development corpora one is gold; the rest are captions without the name,
    credits, titles of charts.
    """
    figures = [node for node in page.nodes if node.tag == "figure" and node.end - node.start <= _MOST_PICTURED]
    held = {i for node in figures for i in range(node.start, node.end)}
    return frozenset(i for i in held if page.blocks[i].words <= _MOST_WORDS and _bare(page.blocks[i], page.nodes))


def _bare(block: Block, nodes: Sequence[Node]) -> bool:
    """Tell whether nothing but plain elements stand between a block and the figure around it."""
    node = nodes[block.node]
    while node.tag != "figure":
        if node.tag in _ABOVE or node.tag in _LISTS:
            return False
        node = nodes[node.parent]
    return block.tag not in _LISTS


def _data_cell(node: Node, nodes: Sequence[Node]) -> bool:
    """Tell the cell of a table of data, one block among several in its row, from a cell that lays a page out."""
    row = nodes[node.parent] if node.parent >= 0 else node
    return node.end - node.start == 1 and row.end - row.start > 1
