"""Time the cleaner beside one parse of the same bytes and beside its peers, page by page in one process.

    python scripts/bench.py FOLDER [FOLDER …] [--every N] [--rounds N] [--sites N] [--no-peers] [--profile] [--growth] [--start]

Folders are corpora in the ``cases.jsonl`` form; their pages of plain text are left out. On each page all contenders run in turn, in
another order each round, and each one's best round counts. A ratio is a contender's time on a page by the parse's on the same page;
the brackets hold 95 % of the bootstrap's medians and means over pages.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import io
import pstats
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean, median
from typing import Any

from contenders import OURS, YARDSTICK, Contender, contenders
from corpus import Case, case_lines, read_case
from growth import by_rules, by_size, peak_of, start_times, timed

_RESAMPLES = 2000
_SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
_RULES = (100, 500, 5000)
_PEAK_OF = 5_000_000


def read_cases(folders: Sequence[Path], every: int) -> list[Case]:
    """Return every n-th page of HTML of the corpora."""
    cases = [read_case(folder, line) for folder in folders for line in case_lines(folder)[::every]]
    return [case for case in cases if case.kind == "html"]


def run(every: Mapping[str, Contender], cases: Sequence[Case], rounds: int) -> dict[str, list[float]]:
    """Return the milliseconds of each contender on each page: the best of its rounds."""
    times = {name: [float("inf")] * len(cases) for name in every}
    for contender in every.values():  # the first page of a process pays for imports and rule files
        for case in cases[:3]:
            contender(case.data, case.url)
    names = list(every)
    gc.collect()
    for turn in range(rounds):  # all other pages between two looks at one, so that no memory of it is left
        for number, case in enumerate(cases):
            start = (number + turn) % len(names)
            for name in names[start:] + names[:start]:
                times[name][number] = min(times[name][number], timed(every[name], case.data, case.url))
    return times


def bracket(values: Sequence[float], of: Any) -> str:
    """Return a figure of some values with its 95 % interval by bootstrap; the seed is fixed."""
    dice = random.Random(7)
    drawn = sorted(of(dice.choices(values, k=len(values))) for _ in range(_RESAMPLES))
    return f"{of(values):.2f} [{drawn[_RESAMPLES // 40]:.2f}, {drawn[-_RESAMPLES // 40]:.2f}]"


def time_table(times: Mapping[str, Sequence[float]]) -> str:
    """Return the table of ratios and pages a second."""
    rows = [f"{'':<28}{'median × parse':>22}{'mean × parse':>22}{'pages/s':>9}{'median ms':>11}"]
    yardstick = times[YARDSTICK]
    for name, found in times.items():
        ratios = [ms / base for ms, base in zip(found, yardstick, strict=True)]
        pages = 1000 * len(found) / sum(found)
        rows.append(f"{name:<28}{bracket(ratios, median):>22}{bracket(ratios, fmean):>22}{pages:>9.1f}{median(found):>11.2f}")
    return "\n".join(rows)


@contextmanager
def stage_clock(spent: dict[str, float]) -> Iterator[None]:
    """Add up the seconds of the pipeline's stages while the block runs. The product itself has no clock."""
    from cleaner import pipeline

    @contextmanager
    def clock(name: str, options: Any) -> Iterator[None]:
        start = time.process_time()
        yield
        spent[name] = spent.get(name, 0.0) + time.process_time() - start

    own = pipeline._stage
    pipeline._stage = clock
    try:
        yield
    finally:
        pipeline._stage = own


def profile(every: Mapping[str, Contender], cases: Sequence[Case], rounds: int, most: int) -> str:
    """Return the time by stage beside a parse, and the functions that take most by cProfile, whose own cost blows small ones up."""
    clean, parse = every[OURS], every[YARDSTICK]
    spent: dict[str, float] = {}
    base = 0.0
    for case in cases:
        clean(case.data, case.url)
    with stage_clock(spent):
        for case in cases * rounds:
            base += timed(parse, case.data, case.url) / 1000
            clean(case.data, case.url)
    pages = len(cases) * rounds
    rows = [f"{name:<12}{spent[name] / base:8.2f} × parse{1000 * spent[name] / pages:9.2f} ms a page" for name in spent]
    rows.append(f"{'all':<12}{sum(spent.values()) / base:8.2f} × parse, which takes {1000 * base / pages:.2f} ms a page\n")
    profiler = cProfile.Profile()
    for case in cases:
        profiler.runcall(clean, case.data, case.url)
    text = io.StringIO()
    pstats.Stats(profiler, stream=text).sort_stats("tottime").print_stats(most)
    return "\n".join(rows) + text.getvalue()


def growth_tables(cases: Sequence[Case]) -> Iterator[str]:
    """Yield how time grows with the page and with the rules, and the peak of memory."""
    sizes = [*by_size(_SIZES)]
    per_byte = {size: ours / size for size, ours, _ in sizes}
    for size, ours, _ in sizes:
        share = per_byte[size] / per_byte[_SIZES[1]]
        yield f"{size / 1000:8,.0f} KB {ours:10.1f} ms, {share:.2f} of the time a byte at {_SIZES[1] // 1000} KB"
    counts = dict(by_rules(_RULES, cases[:40]))
    for count, ms in counts.items():
        yield f"{count:8,} more rules {ms:8.2f} ms, {ms / counts[_RULES[1]]:.2f} of {_RULES[1]} rules"
    ours, parsed = peak_of(_PEAK_OF)
    yield f"{_PEAK_OF / 1e6:.0f} MB page: peak {ours:.0f} MB over idle, {ours * 1e6 / _PEAK_OF:.1f} × its size (one parse {parsed:.0f} MB)"


def _options(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th page")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="runs of each contender on each page")
    parser.add_argument("--sites", type=int, default=0, metavar="N", help="also with N made-up site files, such as 2000")
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, default=True, help="also the other tools")
    parser.add_argument("--profile", type=int, nargs="?", const=30, default=0, metavar="N", help="by stage, and the N dearest functions")
    parser.add_argument("--growth", action="store_true", help="also how time and memory grow")
    parser.add_argument("--start", type=int, nargs="?", const=20, default=0, metavar="N", help="also what N starts of a process cost")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> None:
    """Measure and print."""
    options = _options(words)
    cases = read_cases(options.folders, options.every)
    if options.profile:
        print(profile(contenders(0, False), cases, options.rounds, options.profile))
        return
    print(f"{len(cases)} pages, {sum(len(c.data) for c in cases) / 1e6:.1f} MB, best of {options.rounds} rounds\n")
    print(time_table(run(contenders(options.sites, options.peers), cases, options.rounds)))
    if options.growth:
        print("\n" + "\n".join(growth_tables(cases)))
    if options.start:
        found = start_times(options.start)
        bare = found["python -c pass"]
        print("\n" + "\n".join(f"{name:<30}{ms:8.1f} ms {ms / bare:6.2f} × bare" for name, ms in found.items()))


if __name__ == "__main__":
    main()
