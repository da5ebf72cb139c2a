"""The first look at plain text: lines have no elements, so length, shape, place and neighbours must tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cleaner.text.words import digits_and_capitals
from cleaner.values import Block, Page
from cleaner.zones import Zones, find_zones, prose_block

_OWN = (
    "words", "chars_a_word", "sentences", "digits", "capitals", "commas", "ends_sentence", "ends_colon", "starts_lower", "quotes",
    "starts_mark", "title_case", "bars", "has_url", "has_year", "continues",
)
_AROUND = tuple(f"{what}_{n}" for n in (-2, -1, 1, 2) for what in ("words", "ends", "capitals"))
_PLACE = (
    "place", "from_first_prose", "from_last_prose", "prose_before", "prose_after", "words_window", "short_run", "repeated", "lines",
    "mean_words", "prose_share", "from_start", "from_end", "label", "said", "said_prev", "said_next", "said_before", "said_after",
)
TEXT_NAMES = (*_OWN, *_AROUND, *_PLACE)
_CLIP = 40


def text_signals(page: Page, said: Sequence[int]) -> list[list[float] | None]:
    """Return what :func:`text_rows` yields."""
    return [*text_rows(page, said)]


def text_rows(page: Page, said: Sequence[int]) -> Iterator[list[float] | None]:
    """Yield a row of figures for each block of plain text, in the order of :data:`TEXT_NAMES`.

    Args:
        page: the page.
        said: how rules read each block: 2 chrome, 1 a field, 0 nothing.
    """
    blocks = page.blocks
    own = [_own(b) for b in blocks]
    prose = [prose_block(b) for b in blocks]
    zones = find_zones(blocks)
    before = [0.0]
    for block, is_prose in zip(blocks, prose, strict=True):
        before.append(before[-1] + (block.words if is_prose else 0.0))
    texts = Counter(b.folded for b in blocks)
    runs = _short_runs(prose)
    whole = [len(blocks), sum(b.words for b in blocks) / max(1, len(blocks)), sum(prose) / max(1, len(blocks))]
    signs = (0, *said, 0)
    chrome = [0]
    for sign in said:
        chrome.append(chrome[-1] + (sign == 2))
    for i, block in enumerate(blocks):
        around = [value for n in (-2, -1, 1, 2) for value in _neighbour(own, i + n)]
        yield [
            *own[i], *around, i / len(blocks), *_from_prose(i, zones), before[i] / (before[-1] or 1.0),
            (before[-1] - before[i + 1]) / (before[-1] or 1.0), _window(blocks, i), runs[i], texts[block.folded], *whole,
            min(i, _CLIP), min(len(blocks) - 1 - i, _CLIP), ":" in block.text[1:30], signs[i + 1], signs[i], signs[i + 2],
            chrome[i] - chrome[max(0, i - 4)], chrome[min(len(blocks), i + 5)] - chrome[i + 1],
        ]


def _own(block: Block) -> list[float]:
    text = block.text
    sample = text[:300]
    first, last = text[0], text[-1]
    tokens = text.split()[:30]
    digits, capitals = digits_and_capitals(sample)
    return [
        block.words, len(text) / block.words if block.words else 0.0, block.sentences, digits / len(sample),
        capitals / len(sample), text.count(",") + text.count("，"), last in ".!?…。！？؟\"”»“'’)", last in ":：",
        first.islower(), first in "\"“„«'‘»「『", not first.isalnum() and first not in "\"“„«'‘»「『([",
        sum(t[0].isupper() for t in tokens) / max(1, len(tokens)), text.count("|") + text.count("·") + text.count("•") + text.count("/"),
        "http" in text or "www." in text or "@" in text, "20" in text or "19" in text, block.continues,
    ]


def _neighbour(own: Sequence[Sequence[float]], i: int) -> list[float]:
    if not 0 <= i < len(own):
        return [-1.0, -1.0, -1.0]
    return [own[i][0], own[i][6], own[i][4]]


def _from_prose(i: int, zones: Zones) -> list[float]:
    return [max(-_CLIP, min(_CLIP, i - zones.start)), max(-_CLIP, min(_CLIP, i - zones.end + 1))]


def _window(blocks: Sequence[Block], i: int) -> float:
    near = blocks[max(0, i - 3):i + 4]
    return (sum(b.words for b in near) - blocks[i].words) / max(1, len(near) - 1)


def _short_runs(prose: Sequence[bool]) -> list[int]:
    """Return for each line the length of the run of lines without prose that it stands in, 0 for prose."""
    runs = [0] * len(prose)
    start = 0
    for i in range(len(prose) + 1):
        if i == len(prose) or prose[i]:
            for k in range(start, i):
                runs[k] = min(i - start, _CLIP)
            start = i + 1
    return runs
