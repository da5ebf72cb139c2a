"""The second look: each block sees the first verdicts of its neighbours, its siblings and its like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cleaner.values import Page

#: Names of the figures that :func:`second_signals` gives, in order.
SECOND_NAMES = (
    "first", "first_prev", "first_prev2", "first_next", "first_next2", "first_parent", "first_grand", "first_alike", "sure_before",
    "sure_after", "steps_from_sure", "steps_to_sure", "best_before", "best_after", "first_window",
)
#: From here on a first verdict counts as sure.
_SURE = 0.6
_FAR = 30


def second_signals(page: Page, first: Sequence[float], seen: Sequence[int]) -> list[list[float]]:
    """Return what :func:`second_rows` yields."""
    return [*second_rows(page, first, seen)]


def second_rows(page: Page, first: Sequence[float], seen: Sequence[int]) -> Iterator[list[float]]:
    """Yield a row of figures for each of the blocks ``seen``.

    Args:
        page: the page, of HTML or text.
        first: the first look's probability that a block is body, by block; 0 for those that it did not look at.
        seen: indices of the blocks that are looked at.
    """
    blocks, nodes = page.blocks, page.nodes
    words = [block.words for block in blocks]
    before, sums = [0.0], [0.0]
    for value, count in zip(first, words, strict=True):
        before.append(before[-1] + count)
        sums.append(sums[-1] + value * count)

    def mean(start: int, end: int) -> float:
        inside = before[end] - before[start]
        return (sums[end] - sums[start]) / inside if inside else 0.0

    keys = [(block.tag, nodes[block.node].tokens) for block in blocks]
    alike = _alike(keys, words, first, seen)
    sure = _SureWords([count if value > _SURE else 0.0 for count, value in zip(words, first, strict=True)])
    padded = (0.0, 0.0, *first, 0.0, 0.0)
    for i in seen:
        parent = nodes[max(nodes[blocks[i].node].parent, 0)]
        grand = nodes[max(parent.parent, 0)]
        far_before, just_before, own, just_after, far_after = padded[i:i + 5]
        yield [
            own, just_before, far_before, just_after, far_after, mean(parent.start, parent.end), mean(grand.start, grand.end),
            alike[keys[i]], *sure.around(i), max(far_before, just_before), max(just_after, far_after),
            mean(max(0, i - 5), min(len(words), i + 6)),
        ]


def _alike(keys: Sequence[Any], words: Sequence[float], first: Sequence[float], seen: Sequence[int]) -> dict[Any, float]:
    """Return the mean first verdict of blocks by key, weighed by words, for the keys of those ``seen``."""
    sums = {keys[i]: [0.0, 0.0] for i in seen}
    for key, count, value in zip(keys, words, first, strict=True):
        if key in sums:
            known = sums[key]
            known[0] += value * count
            known[1] += count
    return {key: total / weight if weight else 0.0 for key, (total, weight) in sums.items()}


class _SureWords:
    """Words of sure blocks before and after each block, and how far the nearest ones are."""

    def __init__(self, words: Sequence[float]) -> None:
        self.total = sum(words) or 1.0
        self.before: list[float] = []
        self.since: list[int] = []
        gathered, steps = 0.0, _FAR
        for value in words:
            self.before.append(gathered)
            self.since.append(min(steps, _FAR))
            gathered += value
            steps = 1 if value else steps + 1
        self.until = [0] * len(words)
        steps = _FAR
        for i in range(len(words) - 1, -1, -1):
            self.until[i] = min(steps, _FAR)
            steps = 1 if words[i] else steps + 1
        self.words = words

    def around(self, i: int) -> tuple[float, float, int, int]:
        """Return the share of sure words before and after block ``i``, and the steps to the nearest sure block each way."""
        before = self.before[i] / self.total
        return before, 1.0 - before - self.words[i] / self.total, self.since[i], self.until[i]
