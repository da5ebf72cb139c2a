"""Mending the finder's choice: what it would tear out of a run of body blocks.

Losing a sentence is worse than leaving a line of chrome, so a doubtful block stays when its company speaks for it and no rule against it:
a sentence dressed like the body block beside it, a list item or quotation with body blocks on both sides, an item of a list of body
items, a paragraph that opens the story. A list goes with the line that announces it with a colon.
On the development corpora 18 of 24 such sentences are gold.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.body_roles import body_role
from cleaner.finder.find import Finding
from cleaner.values import Block, Page

#: Probability from which on a doubtful sentence, and a doubtful list item or quotation, and a heading, stays.
_SENTENCE, _ENCLOSED, _HEADING = 0.3, 0.2, 0.4
_MOST_LINKED = 0.3
#: Elements whose blocks are items or lines of one list; how many others, and what share of them, must be body for a left-out one to be
#: body too. Of 18 such on the development corpora 14 are gold.
_LISTS = frozenset({"ul", "ol"})
_LISTED, _OTHERS, _SHARE = _LISTS | {"p"}, 3, 0.9
#: Probability and words from which on a paragraph before the first body block opens the story, and how far it is looked for. Of 11 such
#: on the development corpora 7 are gold, on news pages all 3.
_OPENS, _PARAGRAPH, _LOOKED_AT = 0.38, 20, 8

#: What ends a line that introduces a list, and the fewest items of one. Of 15 such lists on the development corpora all are gold; behind
#: headings, of which some are chrome themselves, 5 of 7.
_COLONS, _ITEMS = (":", "："), 2


def mend(page: Page, finding: Finding, claimed: frozenset[int]) -> tuple[int, ...]:
    """Return the finder's choice with the doubtful blocks that stay.

    Args:
        page: a page of HTML; plain text is returned as chosen.
        finding: what the finder says.
        claimed: blocks that rules claim.
    """
    chosen = finding.chosen()
    if page.kind != "html" or not chosen:
        return chosen
    inside = frozenset(chosen)
    doubtful = [b for b in page.blocks if b.index not in inside and finding.scores[b.index] >= _ENCLOSED and b.link_share <= _MOST_LINKED]
    stays = [
        b.index for b in doubtful
        if _enclosed(b, page, finding.scores[b.index], inside)
        or (finding.scores[b.index] >= _SENTENCE and b.index not in claimed and _listed(b, page, inside))
        or (finding.scores[b.index] >= _SENTENCE and b.index not in claimed and _goes_on(b, page, inside, claimed))
    ]
    return tuple(sorted({*chosen, *stays, *_opening(page, finding, claimed), *_introduced(page, inside, claimed)}))


def _opening(page: Page, finding: Finding, claimed: frozenset[int]) -> Iterator[int]:
    """Yield the doubtful paragraphs, next to each other but for what rules claim, that stand before the first body block."""
    first = min(finding.chosen())
    for block in reversed(page.blocks[max(0, first - _LOOKED_AT):first]):
        if block.index in claimed:
            continue
        if block.tag != "p" or block.words < _PARAGRAPH or block.sentences <= 0 or block.link_share > _MOST_LINKED:
            return
        if finding.scores[block.index] < _OPENS:
            return
        yield block.index


def _introduced(page: Page, inside: frozenset[int], claimed: frozenset[int]) -> Iterator[int]:
    """Yield the items of lists, all left out and few of them links, behind a line of the body that is no heading and ends in a colon."""
    for index in sorted(inside):
        line = page.blocks[index]
        if index + 1 in inside or body_role(line.tag, page.nodes[line.node], page.nodes) == "heading" or not line.text.endswith(_COLONS):
            continue
        items = _list_at(index + 1, page)
        free = len(items) >= _ITEMS and inside.isdisjoint(items) and claimed.isdisjoint(items)
        if free and sum(page.blocks[i].link_share > _MOST_LINKED for i in items) <= _MOST_LINKED * len(items):
            yield from items


def _list_at(index: int, page: Page) -> range:
    """Return the blocks of the outermost list that begins at ``index``, none where none does."""
    found, at = range(0), page.blocks[index].node if index < len(page.blocks) else -1
    while at >= 0 and (node := page.nodes[at]).start == index:
        found = range(node.start, node.end) if node.tag in _LISTS else found
        at = node.parent
    return found


def _goes_on(block: Block, page: Page, inside: frozenset[int], claimed: frozenset[int]) -> bool:
    """Tell whether a block is a sentence dressed like the nearest body block, with nothing but claimed blocks between."""
    if block.sentences <= 0 or block.words < 4:
        return False
    for step in (-1, 1):
        near = block.index + step
        while near in claimed and near not in inside:
            near += step
        if near in inside:
            return _alike(block, page.blocks[near], page)
    return False


def _enclosed(block: Block, page: Page, score: float, inside: frozenset[int]) -> bool:
    """Tell whether a block is an item of a list with body items before and after it, or a quotation or heading between body blocks."""
    role = body_role(block.tag, page.nodes[block.node], page.nodes)
    if role in ("quote", "heading"):
        return block.index - 1 in inside and block.index + 1 in inside and (role == "quote" or score >= _HEADING)
    if role != "list":
        return False
    around = page.nodes[max(page.nodes[block.node].parent, 0)]
    return any(i in inside for i in range(around.start, block.index)) and any(i in inside for i in range(block.index + 1, around.end))


def _listed(block: Block, page: Page, inside: frozenset[int]) -> bool:
    """Tell whether a block is an item of a list, or a line of a paragraph of lines, of which the finder takes all but a few others."""
    node = page.nodes[block.node]
    while node.end - node.start == 1 and node.parent >= 0:
        node = page.nodes[node.parent]
    if node.tag not in _LISTED:
        return False
    taken = sum(i in inside for i in range(node.start, node.end))
    return taken >= max(_OTHERS, _SHARE * (node.end - node.start - 1))


def _alike(block: Block, other: Block, page: Page) -> bool:
    one, two = page.nodes[block.node], page.nodes[other.node]
    return one.parent == two.parent and one.tag == two.tag and one.tokens == two.tokens
