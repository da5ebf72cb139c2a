"""The headline among the lines of a plain text: by the page's address, by place and by shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleaner.fields.found import Found
from cleaner.fields.slug import slug_likeness, slug_words
from cleaner.values import Block, Page

#: Lines among which it is looked for: the page's first, and those above the story.
_LOOKED_AT, _ABOVE = 60, 20
#: Its length in words, without and with a word of the address, and where another line repeats it.
_LEAST_WORDS, _MOST_WORDS = 2.5, 32.0
_LEAST_KNOWN, _MOST_KNOWN, _LEAST_INNER = 1.5, 40.0, 4.0
#: A line that ends so is a sentence or a label, less likely a headline.
_SENTENCE, _LABEL = ".。", ":："
_MARKS = ("|", "@", "http", " > ", "▸", "»", "›", "©")
_YEARS = ("/20", " 20", ".20", "20", "19")
#: Points, tried on the development corpora: a word up to so many, each line further down, a line repeated at once or anywhere, a date
#: near below, likeness to the address; and the likeness from which a line far behind the story's first counts.
_WORDS, _STEP, _REPEATED, _AGAIN, _DATED, _SLUG, _ALIKE = 8.0, 0.5, 4.0, 1.5, 1.5, 16.0, 0.6


def title_line(page: Page, story: int, chrome: frozenset[int]) -> Found[str] | None:
    """Return the line that looks most like a headline.

    Args:
        page: a page of plain text.
        story: index of the first prose block.
        chrome: blocks that rules claim as something else.
    """
    slug = slug_words(page.url)
    often = Counter(b.folded for b in page.blocks)
    likely: dict[int, float] = {}
    for block in _looked_at(page, story):
        alike = slug_likeness(block.text, slug)
        if block.index in chrome or (block.index > story and alike < _ALIKE) or not _fits(block, story, alike):
            continue
        again = _AGAIN * (often[block.folded] > 1 and block.words > _LEAST_WORDS)
        likely[block.index] = _shape(block, story) + _company(block, page) + again + _SLUG * alike
    if not likely:
        return None
    best = _inner(page.blocks[max(likely, key=lambda i: (likely[i], -i))], [page.blocks[i] for i in likely])
    return Found(best.text, f"block:{best.index}", best.text) if likely[best.index] > 0 else None


def _inner(best: Block, others: Sequence[Block]) -> Block:
    """Return the line that the best one only repeats behind a label, ``Share this story: Bridge opens``; else the best."""
    return next((b for b in others if b is not best and b.words >= _LEAST_INNER and best.folded.endswith(": " + b.folded)), best)


def _looked_at(page: Page, story: int) -> tuple[Block, ...]:
    """Return the page's first lines, and those right above the story: menus may be longer than all that is looked at."""
    start = max(_LOOKED_AT, story - _ABOVE)
    return (*page.blocks[:_LOOKED_AT], *page.blocks[start:story + 1])


def _fits(block: Block, story: int, alike: float) -> bool:
    """Tell whether a line can be a headline at all."""
    if alike:
        return _LEAST_KNOWN <= block.words <= _MOST_KNOWN
    return _LEAST_WORDS <= block.words <= _MOST_WORDS and (block.index < story or block.sentences <= 1)


def _shape(block: Block, story: int) -> float:
    """Return how much a line looks like a headline by itself."""
    text = block.text
    score = min(block.words, _WORDS)
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
