"""The headline among the lines of a plain text: by the page's address, by place and by shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

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
#: near below, likeness to the address.
_WORDS, _STEP, _REPEATED, _AGAIN, _DATED, _SLUG = 8.0, 0.5, 4.0, 1.5, 1.5, 16.0
#: Likeness to the address from which a line counts behind the story's first line, there with a date below it, and anywhere on the page.
_ALIKE, _ALIKE_DATED, _ALIKE_FAR = 0.6, 0.15, 0.7
#: How many of the likeliest lines are looked at more closely, and fewest words of a paragraph.
_CLOSELY, _PROSE = 4, 12


def title_line(page: Page, story: int, chrome: frozenset[int], other: Callable[[Block], bool] | None = None) -> Found[str] | None:
    """Return the line that looks most like a headline.

    Args:
        page: a page of plain text.
        story: index of the first prose block.
        chrome: blocks that rules claim as something else.
        other: tells whether a likely line is another field's, such as a byline; it is asked for few lines.
    """
    slug = slug_words(page.url)
    often = Counter(b.folded for b in page.blocks)
    likely: dict[int, float] = {}
    for block, near in _looked_at(page, story, told=bool(slug)):
        alike = slug_likeness(block.text, slug)
        if block.index in chrome or not _fits(block, story, alike) or not _stands(block, page, story, (alike, bool(slug), near)):
            continue
        again = _AGAIN * (often[block.folded] > 1 and block.words > _LEAST_WORDS)
        likely[block.index] = _shape(block, story) + _company(block, page) + again + _SLUG * alike
    for index in sorted(likely, key=lambda i: (-likely[i], i))[:_CLOSELY]:
        if likely[index] > 0 and not (other and other(page.blocks[index])):
            best = _inner(page.blocks[index], [page.blocks[i] for i in likely])
            return Found(best.text, f"block:{best.index}", best.text)
    return None


def _inner(best: Block, others: Sequence[Block]) -> Block:
    """Return the line that the best one only repeats behind a label, ``Share this story: Bridge opens``; else the best."""
    return next((b for b in others if b is not best and b.words >= _LEAST_INNER and best.folded.endswith(": " + b.folded)), best)


def _looked_at(page: Page, story: int, *, told: bool) -> Iterator[tuple[Block, bool]]:
    """Yield the lines that may be the headline, each with whether it stands near: among the page's first, or right above the story.

    Menus may be longer than all that is looked at. The others count where the address tells a headline (``told``).
    """
    start = max(_LOOKED_AT, story - _ABOVE)
    for block in page.blocks if told else (*page.blocks[:_LOOKED_AT], *page.blocks[start:story + 1]):
        if _LEAST_KNOWN <= block.words <= _MOST_KNOWN:
            yield block, block.index < _LOOKED_AT or start <= block.index <= story


def _stands(block: Block, page: Page, story: int, likeness: tuple[float, bool, bool]) -> bool:
    """Tell whether a line stands where a headline can: ``likeness`` to the address, whether that says anything, whether it is near."""
    alike, told, near = likeness
    if not near:
        # A heading inside the story has prose below it; what names the story far from its beginning is a link or a label.
        return alike >= _ALIKE_FAR and not any(b.sentences and b.words >= _PROSE for b in page.blocks[block.index + 1:block.index + 2])
    if alike >= _ALIKE or block.index <= story:
        return True
    return (alike > _ALIKE_DATED or not told) and not block.sentences and _dated(block, page)


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
    return _REPEATED * repeated + _DATED * _dated(block, page)


def _dated(block: Block, page: Page) -> bool:
    """Tell whether a short line right below holds a year."""
    return any(b.words <= 14 and any(year in b.text for year in _YEARS) for b in page.blocks[block.index + 1:block.index + 4])
