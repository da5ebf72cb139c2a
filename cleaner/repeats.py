"""What stands twice: a block of the body that another one already holds, word for word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.body_roles import body_role
from cleaner.text.fold import letters
from cleaner.text.words import CLOSERS, ENDS
from cleaner.values import Block, Claim, Page

RANK = (15,)
#: Words from which on a repeated block is no coincidence.
_LEAST_WORDS = 12.0
#: Quotations that are looked for in the rest of the body, at most: each costs a search through all of it.
_MOST_QUOTES = 100
#: Blocks of a pull quote at most: what is said, and lines that name who says it.
_MOST_LINES = 3
#: Words of a sentence of plain text that is a pull quote when a line near by holds it, and how near. Of 37 such on the development
#: corpus 6 stand in the gold; the body keeps the words of each in the longer line.
_LEAST_PULLED, _MOST_PULLED, _NEAR = 8.0, 80.0, 6
#: Characters by which the line that holds it is longer at least: two lines of a list may differ in a word.
_LONGER = 12
_QUOTING = "\"'“”„«»‘’‚‹›「『"
_AROUND = " " + ENDS + _QUOTING + CLOSERS


def repeated(page: Page, body: Sequence[int]) -> Iterator[Claim]:
    """Yield a claim for each body block whose words an earlier block is, and for each quotation that another block holds.

    Pull quotes repeat a sentence of a paragraph; templates print a lead or a paragraph twice for two screen widths. Plain text
    has lost what marks a quotation: there, a sentence that stands alone is one when a longer line near by holds it.
    """
    if page.kind == "text":
        yield from _pulled(page, body)
    blocks = [page.blocks[i] for i in body if page.blocks[i].words >= _LEAST_WORDS]
    whole = [letters(b.folded) for b in blocks]
    text = "\n".join(whole)
    quotes = frozenset([b.index for b in blocks if body_role(b.tag, page.nodes[b.node], page.nodes) == "quote"][:_MOST_QUOTES])
    seen: set[str] = set()
    for block, words in zip(blocks, whole, strict=True):
        if not words:
            continue  # a row of asterisks says nothing, so it says nothing twice
        if words in seen:
            yield Claim(block.index, "repeated", "engine/repeated", "", RANK)
        elif block.index in quotes and text.count(words) > 1:
            yield from (Claim(i, "repeated", "engine/pull-quote", "", RANK) for i in (block.index, *_speaker(page, block)))
        seen.add(words)


def _speaker(page: Page, quote: Block) -> list[int]:
    """Return the short lines of a quotation, which name who speaks: they go with the words. All 5 on the development corpora do."""
    node = page.nodes[quote.node]
    while node.tag != "blockquote" and node.parent >= 0:
        node = page.nodes[node.parent]
    if node.tag != "blockquote" or node.end - node.start > _MOST_LINES:
        return []
    return [i for i in range(node.start, node.end) if i != quote.index and page.blocks[i].words < _LEAST_WORDS]


def _pulled(page: Page, body: Sequence[int]) -> Iterator[Claim]:
    """Yield a claim for each sentence alone on its line that a longer line of the body holds: near by, or anywhere if it is quoted."""
    lines = [page.blocks[i] for i in body]
    quotes = 0
    for place, block in enumerate(lines):
        if not _LEAST_PULLED <= block.words <= _MOST_PULLED or block.text.rstrip(CLOSERS)[-1:] not in ENDS:
            continue
        around = lines[max(0, place - _NEAR):place + _NEAR + 1]
        if block.text[0] in _QUOTING and quotes < _MOST_QUOTES:
            around, quotes = lines, quotes + 1
        said, least = block.folded.strip(_AROUND), len(block.folded) + _LONGER
        if any(len(other.folded) >= least and said in other.folded for other in around):
            yield Claim(block.index, "repeated", "engine/pull-quote", "", RANK)
