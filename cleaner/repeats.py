"""What stands twice: a block of the body that another one already holds, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.body_roles import body_role
from cleaner.values import Claim, Page

RANK = (15,)
_LETTERS = re.compile(r"[^\W_]+")
#: Words from which on a repeated block is no coincidence.
_LEAST_WORDS = 12.0
#: Quotations that are looked for in the rest of the body, at most: each costs a search through all of it.
_MOST_QUOTES = 100


def repeated(page: Page, body: Sequence[int]) -> Iterator[Claim]:
    """Yield a claim for each body block whose words an earlier block is, and for each quotation that another block holds.

    Pull quotes repeat a sentence of a paragraph; templates print a lead or a paragraph twice for two screen widths.
    """
    blocks = [page.blocks[i] for i in body if page.blocks[i].words >= _LEAST_WORDS]
    whole = [_letters(b.folded) for b in blocks]
    text = "\n".join(whole)
    quotes = frozenset([b.index for b in blocks if body_role(b.tag, page.nodes[b.node], page.nodes) == "quote"][:_MOST_QUOTES])
    seen: set[str] = set()
    for block, letters in zip(blocks, whole, strict=True):
        if not letters:
            continue  # a row of asterisks says nothing, so it says nothing twice
        if letters in seen:
            yield Claim(block.index, "repeated", "engine/repeated", "", RANK)
        elif block.index in quotes and text.count(letters) > 1:
            yield Claim(block.index, "repeated", "engine/pull-quote", "", RANK)
        seen.add(letters)


def _letters(folded: str) -> str:
    return "".join(_LETTERS.findall(folded))
