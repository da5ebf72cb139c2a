"""Stories behind the story: pages that go on with the next article where one ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.values import Claim, Node, Page

#: Above what rules for lines and the fields say: a caption or byline in there is the other story's.
RANK = (38,)
#: Within how many of its first blocks an article has its headline: kicker, byline and date may stand before it.
_HEAD = 8


def other_stories(page: Page, body: Sequence[int]) -> Iterator[Claim]:
    """Yield a claim for each block of an ``article`` behind the body's own that has a headline of its own and a class of the other's.

    Both must begin with an h1: parts of one story and comments do not (on the development corpora 11 articles on two pages, none of
    which holds a block of the gold; without the h1 the items of lists would be among them).
    """
    own = _article(page, body[0]) if body and page.kind == "html" else None
    if own is None or not (headline := _headline(page, own)):
        return
    classes, passed = _classes(own), own.end
    for node in page.nodes[own.index:]:
        alike = node.tag == "article" and node.start >= passed and not classes.isdisjoint(_classes(node))
        if alike and _headline(page, node) not in ("", headline):
            passed = node.end  # an article inside another is claimed with it
            yield from (Claim(i, "related", "engine/other-story", "", RANK) for i in range(node.start, node.end))


def _article(page: Page, block: int) -> Node | None:
    """Return the innermost ``article`` with a headline around a block."""
    index = page.blocks[block].node
    while index >= 0:
        node = page.nodes[index]
        if node.tag == "article" and _headline(page, node):
            return node
        index = node.parent
    return None


def _headline(page: Page, node: Node) -> str:
    heads = page.blocks[node.start:min(node.end, node.start + _HEAD)]
    return next((b.folded for b in heads if b.tag == "h1"), "")


def _classes(node: Node) -> frozenset[str]:
    return frozenset(token for token in node.tokens if token.startswith("."))
