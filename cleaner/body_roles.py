"""What a block of the body is by its element: paragraph, heading, list item, quote, table cell."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.values import Node

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"li", "dt", "dd"})
_ABOVE = {"li": "list", "blockquote": "quote", "td": "table", "th": "table", "pre": "preformatted", "dd": "list"}


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


def _data_cell(node: Node, nodes: Sequence[Node]) -> bool:
    """Tell the cell of a table of data, one block among several in its row, from a cell that lays a page out."""
    row = nodes[node.parent] if node.parent >= 0 else node
    return node.end - node.start == 1 and row.end - row.start > 1
