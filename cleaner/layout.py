"""How a page shows its blocks: as headings, items of lists, quotations, cells of tables, captions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from cleaner.values import Node, Page

FormKind = Literal["paragraph", "heading", "item", "quote", "cell", "caption", "preformatted"]

_LISTS = frozenset({"ul", "ol", "dl", "menu"})
_ITEMS = frozenset({"li", "dt", "dd"})
_CELLS = frozenset({"td", "th"})
_CAPTIONS = frozenset({"figcaption", "caption"})
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


class Form(NamedTuple):
    """How a page shows a block. Numbers of elements are places in ``Page.nodes``, -1 for none.

    Attributes:
        kind: what it is part of.
        level: of a heading 1 to 6, of an item how deep its list lies in lists; otherwise 0.
        group: the list, quotation or table that holds it; blocks of one group stand together.
        part: the item or cell that holds it.
        row: the table row that holds it.
        ordered: True for an item of a numbered list.
        head: True for a cell that heads a row or column.
    """

    kind: FormKind
    level: int = 0
    group: int = -1
    part: int = -1
    row: int = -1
    ordered: bool = False
    head: bool = False


PARAGRAPH = Form("paragraph")


def forms(page: Page) -> Iterator[Form]:
    """Yield the form of each block of a page, in order."""
    inherited: list[Form] = []
    for node in page.nodes:
        inherited.append(_inside(node, inherited[node.parent] if node.parent >= 0 else PARAGRAPH, page))
    for block in page.blocks:
        form = inherited[block.node]
        level = _HEADINGS.get(block.tag, 0)
        # A heading inside of an item or a cell of data is shown as part of it.
        yield Form("heading", level) if level and form.kind not in ("item", "cell") else form


def _inside(node: Node, above: Form, page: Page) -> Form:
    """Return the form of blocks that stand directly in a node, by the form of those around it."""
    if above.kind in ("cell", "preformatted"):
        return above
    if node.tag in _LISTS:
        # Neighbouring lists are told apart, a list inside of a list is not.
        numbered = node.tag == "ol"
        return above._replace(ordered=numbered) if above.kind == "item" else Form("paragraph", 0, node.index, ordered=numbered)
    if node.tag in _ITEMS:
        nested = above.level + 1 if above.kind == "item" else 1
        return Form("item", min(nested, 6), above.group if above.group >= 0 else node.parent, node.index, ordered=above.ordered)
    if node.tag in _CELLS:
        return _cell(node, above, page)
    if above.kind == "item":
        return above
    if node.tag == "blockquote":
        return Form("quote", 0, node.index)
    if node.tag == "pre":
        return Form("preformatted")
    return Form("caption") if node.tag in _CAPTIONS else above


def _cell(node: Node, above: Form, page: Page) -> Form:
    """Return the form of a cell: one block among several of its row is data; any other cell lays the page out."""
    row = page.nodes[node.parent] if node.parent >= 0 else node
    if row.tag != "tr" or node.end - node.start != 1 or row.end - row.start <= 1:
        return above
    table = page.nodes[row.parent] if row.parent >= 0 else row
    if table.tag in ("tbody", "thead", "tfoot") and table.parent >= 0:
        table = page.nodes[table.parent]
    return Form("cell", 0, table.index, node.index, row.index, head=node.tag == "th")
