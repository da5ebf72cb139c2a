"""Which blocks of a page its gold body holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from cleaner.upkeep.gold import RUN, WORD

#: A block is gold when this share of its 4-word shingles stands in the gold body.
GOLD_SHARE = 0.6


def gold_blocks(texts: Sequence[str], gold: str) -> list[bool]:
    """Tell for each block whether the gold body holds it.

    A block of five words and more is looked up by its shingles; of blocks that claim the same words of the gold the longest
    wins, then the one in the densest company. A shorter block must stand in the gold between its neighbours.
    """
    words = [WORD.findall(t.lower()) for t in texts]
    target = WORD.findall(gold.lower())
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(target) - RUN + 1):
        places[tuple(target[i:i + RUN])].append(i)
    spans = [_long_span(w, places) for w in words]
    _drop_covered(spans, len(target))
    for i, block in enumerate(words):
        if spans[i] is None and 0 < len(block) < 12:
            lo, hi = _window(spans, i, len(target))
            at = _find(target, block, lo, hi)
            if at is not None:
                spans[i] = (at, at + len(block))
    return [s is not None for s in spans]


def _long_span(block: list[str], places: dict[tuple[str, ...], list[int]]) -> tuple[int, int] | None:
    """Return where in the gold a block of five words and more stands, None when less than the share is there."""
    grams = [tuple(block[i:i + RUN]) for i in range(len(block) - RUN + 1)]
    hits = [(i, places[g]) for i, g in enumerate(grams) if g in places]
    if len(block) <= RUN or len(hits) < GOLD_SHARE * len(grams):
        return None
    starts = Counter(at - i for i, found in hits for at in found[:8])
    start = max(starts, key=lambda s: (starts[s], -s))
    return max(0, start), max(0, start) + len(block)


def _drop_covered(spans: list[tuple[int, int] | None], size: int) -> None:
    """Leave out blocks whose words of the gold another block holds already (pull quotes, teasers of the same page)."""
    def company(i: int) -> int:
        return sum(s is not None for s in spans[max(0, i - 4):i + 5])

    order = sorted((i for i, s in enumerate(spans) if s), key=lambda i: (spans[i][0] - spans[i][1], -company(i), i))  # type: ignore[index]
    taken = bytearray(size + 1)
    for i in order:
        start, end = spans[i]  # type: ignore[misc]
        end = min(end, size)
        if end > start and sum(taken[start:end]) > (end - start) / 2:
            spans[i] = None
        else:
            taken[start:end] = b"\1" * (end - start)


def _window(spans: Sequence[tuple[int, int] | None], i: int, size: int) -> tuple[int, int]:
    """Return the part of the gold between the nearest found neighbours of block ``i``."""
    before = next((s for s in reversed(spans[:i]) if s), None)
    after = next((s for s in spans[i + 1:] if s), None)
    lo = max(0, before[1] - 2) if before else 0
    if before and after and after[0] >= before[1] - 2:
        return lo, after[0] + 2
    if after and not before:
        return max(0, after[0] - 60), after[0] + 2
    return lo, min(size, lo + 60)


def _find(target: list[str], block: list[str], lo: int, hi: int) -> int | None:
    size = len(block)
    for at in range(lo, min(hi, len(target)) - size + 1):
        if target[at:at + size] == block:
            return at
    return None
