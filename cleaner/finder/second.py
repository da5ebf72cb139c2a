"""The second look: each block sees the first verdicts of its neighbours, its siblings and its like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

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
    count = len(blocks)
    sums = [0.0]
    for block, value in zip(blocks, first, strict=True):
        sums.append(sums[-1] + value * block.words)
    words = [0.0]
    for block in blocks:
        words.append(words[-1] + block.words)

    def mean(start: int, end: int) -> float:
        inside = words[end] - words[start]
        return (sums[end] - sums[start]) / inside if inside else 0.0

    alike: dict[object, list[float]] = defaultdict(lambda: [0.0, 0.0])
    keys = [(b.tag, nodes[b.node].tokens) for b in blocks]
    for key, block, value in zip(keys, blocks, first, strict=True):
        alike[key][0] += value * block.words
        alike[key][1] += block.words
    sure = _SureWords([b.words if v > _SURE else 0.0 for b, v in zip(blocks, first, strict=True)])
    padded = (0.0, 0.0, *first, 0.0, 0.0)
    for i in seen:
        parent = nodes[max(nodes[blocks[i].node].parent, 0)]
        grand = nodes[max(parent.parent, 0)]
        total, weight = alike[keys[i]]
        yield [
            first[i], padded[i + 1], padded[i], padded[i + 3], padded[i + 4], mean(parent.start, parent.end),
            mean(grand.start, grand.end), total / weight if weight else 0.0, *sure.around(i),
            max(padded[i:i + 2]), max(padded[i + 3:i + 5]), mean(max(0, i - 5), min(count, i + 6)),
        ]


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
