"""Where on a page its date lines stand: around the headline and the beginning of the story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.structured.jsonld import articles, texts
from cleaner.text.fold import fold
from cleaner.values import Block, Page

#: Words from which a block is prose, in which dates are the story's.
PROSE_WORDS = 30
#: Words from which the first block of a known body is where the story begins.
STORY_WORDS = 12
#: Blocks without prose that part two runs of prose.
_GAP = 15
#: Blocks before the headline and after the first prose block that may hold the date line.
_BEFORE, _AFTER = 8, 4
#: How far before the story its headline may stand.
_FARTHEST = 60
_SHORTEST_TITLE = 10


class Place(NamedTuple):
    """Indices of blocks: the window's first, the headline, the story's first, one past the window's last."""

    first: int
    headline: int
    story: int
    last: int


def date_place(page: Page, body: Sequence[int] = ()) -> Place:
    """Return the part of the page in which a date is the page's own.

    Args:
        page: the page.
        body: blocks that are known as the story; without them the heaviest run of prose is taken for it.
    """
    blocks = page.blocks
    story = next((i for i in body if blocks[i].words >= STORY_WORDS), -1) if page.kind == "html" else -1
    story = story if story >= 0 else _story(blocks)
    if page.kind == "text":
        return Place(0, 0, story, min(len(blocks), story + _AFTER))
    headline = _headline(page, story)
    if headline > story or not body:
        story = next((b.index for b in blocks[headline:] if _is_prose(b)), story)
    prose = next((b.index for b in blocks[story : story + _GAP] if _is_prose(b)), story)
    last = min(len(blocks), prose + _AFTER, headline + _FARTHEST)
    # A list below the story's beginning is one of other stories.
    last = next((b.index for b in blocks[story + 1 : last] if b.tag == "li"), last)
    return Place(max(0, headline - _BEFORE), headline, story, last)


def _is_prose(block: Block) -> bool:
    return block.words >= PROSE_WORDS and block.link_share < 0.5


def _story(blocks: Sequence[Block]) -> int:
    """Return the first block of the heaviest run of prose, 0 on a page without prose."""
    runs: list[tuple[float, int]] = []
    last = -_GAP - 1
    for block in blocks:
        if _is_prose(block):
            if block.index - last > _GAP:
                runs.append((0.0, block.index))
            runs[-1] = (runs[-1][0] + block.words, runs[-1][1])
            last = block.index
    return max(runs, key=lambda run: (run[0], -run[1]))[1] if runs else 0


def _headline(page: Page, story: int) -> int:
    """Return the heading that says the title, else the last heading before the story, else the story."""
    named = [*_named(page.blocks, _titles(page))]
    for tags in (("h1",), ("h2", "h3")):
        if found := [b.index for b in named if b.tag in tags]:
            return found[0]
    near = range(max(0, story - _FARTHEST), story + 1)
    if found := [b.index for b in named if b.index in near]:
        return found[-1]
    for tag in ("h1", "h2"):
        if found := [b.index for b in page.blocks[near.start : near.stop] if b.tag == tag and b.words >= 2]:
            return found[-1]
    return story


def _titles(page: Page) -> tuple[str, ...]:
    said = [meta.content for meta in page.structured.metas if meta.name in ("og:title", "twitter:title")]
    said += [text for item in articles(page.structured.ld)[:3] for text in texts(item, "headline")]
    return tuple(fold(text) for text in (*said, page.structured.title) if len(text) >= _SHORTEST_TITLE)


def _named(blocks: Sequence[Block], titles: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks of which a title is the beginning, or which begin a title."""
    letters = min((*map(len, titles), _SHORTEST_TITLE))
    starts = {title[:letters] for title in titles}
    for block in blocks:
        if block.folded[:letters] in starts:  # as hardly any does
            text = block.folded
            if block.words >= 2 and len(text) >= _SHORTEST_TITLE and any(text.startswith(t) or t.startswith(text) for t in titles):
                yield block
