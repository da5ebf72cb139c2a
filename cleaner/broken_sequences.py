"""Where sequences of a rule stand on a page, whole or with one step missing. For ``explain``; claims want them whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleaner.claims import LineHits, is_first_anchor, sequence_span
from cleaner.rules.compile import CompiledRule

WHOLE = -1


class Standing(NamedTuple):
    """Blocks that a sequence meets, and the number of the step that is missing, :data:`WHOLE` for none."""

    blocks: tuple[int, ...]
    missing: int


def sequences(rule: CompiledRule, number: int, at: set[int], lines: LineHits) -> Iterator[Standing]:
    """Yield where a sequence stands as a whole; of blocks outside of these, the longest stretches with one step missing.

    Args:
        rule: a rule with steps.
        number: its place in the group that ``lines`` speaks of.
        at: blocks that meet any of its steps.
        lines: the group's hits.
    """
    done: set[int] = set()
    for index in sorted(at):
        for step in range(len(rule.steps)):
            if (number, step) in lines[index] and is_first_anchor(rule, step):
                span = sequence_span(rule, number, step, index, lines)
                if span:
                    done.update(span)
                    yield Standing(tuple(span), WHOLE)
    for index in sorted(at):
        if index not in done:
            found = _all_but_one(rule, number, index, lines)
            if found:
                done.update(found.blocks)
                yield found


def _all_but_one(rule: CompiledRule, number: int, start: int, lines: LineHits) -> Standing | None:
    """Return the most blocks from ``start`` on that a sequence meets when one step is let go; None when more is missing."""
    ways = {(start, WHOLE): 0}  # the next block and the step let go → blocks met
    for step, times in enumerate(rule.steps):
        after: dict[tuple[int, int], int] = {}
        for (place, missing), met in ways.items():
            here = 0
            while here < times.most and (number, step) in lines.get(place + here, ()):
                here += 1
            reached = [((place + n, missing), met + n) for n in range(times.least, here + 1)]
            if missing == WHOLE and here < times.least:
                # Either its block is not there, or another one stands in its place.
                reached += [((place + here, step), met + here), ((place + here + 1, step), met + here)]
            for way, count in reached:
                after[way] = max(count, after.get(way, 0))
        ways = after
    broken = [(count, -missing, end) for (end, missing), count in ways.items() if missing != WHOLE and count]
    if not broken:
        return None
    _, last, end = max(broken)
    blocks = tuple(i for i in range(start, end) if any(key[0] == number for key in lines.get(i, ())))
    # Where most steps may be absent, a word of a far one says nothing: one that stands beside the gap must be there.
    beside = ((number, -last - 1), (number, -last + 1))
    return Standing(blocks, -last) if any(key in lines[i] for i in blocks for key in beside) else None
