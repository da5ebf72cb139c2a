"""The headline among the lines of a plain text: by place and shape."""

from __future__ import annotations

from cleaner.fields.found import Found
from cleaner.values import Block, Page

#: Lines before the story among which it is looked for, and its length in words.
_LOOKED_AT = 40
_LEAST_WORDS, _MOST_WORDS = 2.5, 32.0
#: A line that ends so is a sentence or a label, less likely a headline.
_SENTENCE, _LABEL = ".。", ":："
_MARKS = ("|", "@", "http", " > ", "▸", "»", "›", "©")
_YEARS = ("/20", " 20", ".20", "20", "19")
#: Points by hand, tried on the development corpora: each line further down, a line repeated, a date near below.
_STEP, _REPEATED, _DATED = 0.5, 4.0, 1.5


def title_line(page: Page, story: int, chrome: frozenset[int]) -> Found[str] | None:
    """Return the line before the story that looks most like a headline.

    Args:
        page: a page of plain text.
        story: index of the first prose block.
        chrome: blocks that rules claim as something else.
    """
    head = [b for b in page.blocks[:min(story, _LOOKED_AT) + 1] if b.index not in chrome]
    likely = {b.index: _likeness(b, story) + _company(b, page) for b in head if _likeness(b, story) > -9}
    if not likely:
        return None
    best = page.blocks[max(likely, key=lambda i: (likely[i], -i))]
    return Found(best.text, f"block:{best.index}", best.text) if likely[best.index] > 0 else None


def _likeness(block: Block, story: int) -> float:
    """Return how much a line looks like a headline by itself; -9 for one that cannot be one."""
    text = block.text
    if not _LEAST_WORDS <= block.words <= _MOST_WORDS or (block.index >= story and block.sentences > 1):
        return -9.0
    score = min(block.words, 9.0)
    score -= 3.0 * (text[-1] in _SENTENCE) + 4.0 * (text[-1] in _LABEL)
    score -= 2.5 * (sum(map(str.isdigit, text)) > len(text) / 5) + 3.0 * any(mark in text for mark in _MARKS)
    score -= _STEP * min(block.index, 25)
    return score - 2.0 * text[0].islower() - 3.0 * (block.index >= story)


def _company(block: Block, page: Page) -> float:
    """Return what the lines around say: headlines are repeated by careless tools, and date or byline follow them."""
    after = page.blocks[block.index + 1:block.index + 4]
    repeated = any(b.folded == block.folded for b in after)
    dated = any(b.words <= 14 and any(year in b.text for year in _YEARS) for b in after)
    return _REPEATED * repeated + _DATED * dated
