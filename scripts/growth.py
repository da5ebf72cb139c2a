"""How time and memory grow with a page's size and the number of rules, and what a start costs: parts of ``scripts/bench.py``."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from contenders import Contender, cleaner_of, parse, write_rules
from corpus import Case

from cleaner.pipeline import Cleaner
from cleaner.rules.load import load_rules

_HEAD = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Old bridge reopens to traffic | Example Daily</title>
<meta property="og:title" content="Old bridge reopens to traffic"><meta name="author" content="Jane Example">
<meta property="article:published_time" content="2024-03-05T08:30:00Z"></head><body>
<nav class="menu"><ul><li><a href="/a">World</a></li><li><a href="/b">Sport</a></li></ul></nav>
<main><article class="story"><h1>Old bridge reopens to traffic</h1><p class="byline">By Jane Example</p>
"""
_PARAGRAPH = """<p>Crossing number {n} was counted before noon on the old bridge, and the <a href="/river">river</a> office said that
the new beams would carry twice what the wooden ones did. "Nobody had to wait," said a driver from the other bank.</p>
"""
_BESIDE = """<div class="teaser card"><h3><a href="/story/{n}">Ferry number {n} is to stay until spring</a></h3>
<span class="time">{n} comments</span></div>
"""
_TAIL = "</article></main><footer class=\"footer\"><p>Copyright Example Daily. All rights reserved.</p></footer></body></html>"
_CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from growth import print_peak; print_peak(int(sys.argv[2]))"


def made_page(size: int) -> bytes:
    """Return a page of about ``size`` bytes: paragraphs of a story, every third time a teaser among them."""
    parts = [_HEAD]
    left, number = size - len(_HEAD) - len(_TAIL), 0
    while left > 0:
        number += 1
        parts.append((_PARAGRAPH if number % 3 else _BESIDE).format(n=number))
        left -= len(parts[-1])
    return "".join([*parts, _TAIL]).encode()


def by_size(sizes: Sequence[int]) -> Iterator[tuple[int, float, float]]:
    """Yield size, milliseconds of this cleaner and of one parse for made-up pages, the best of a few runs."""
    clean = cleaner_of(Cleaner(load_rules(sites=False)))
    clean(made_page(20_000), "")
    for size in sizes:
        data = made_page(size)
        runs = max(2, min(20, 2_000_000 // size))
        yield size, best(clean, data, runs), best(parse, data, runs)


def best(contender: Contender, data: bytes, runs: int) -> float:
    """Return the least milliseconds of several runs over a page."""
    return min(timed(contender, data, "") for _ in range(runs))


def timed(contender: Contender, data: bytes, url: str) -> float:
    """Return the milliseconds of one run over a page."""
    start = time.process_time()  # processor time: other processes on the machine do not count
    contender(data, url)
    return (time.process_time() - start) * 1000


def by_rules(counts: Sequence[int], cases: Sequence[Case]) -> Iterator[tuple[int, float]]:
    """Yield the number of rules that are added to the shipped ones, and the median milliseconds of the pages with them.

    The rulebooks take turns page by page.
    """
    every: dict[int, Callable[[bytes, str], Any]] = {n: cleaner_of(Cleaner(load_rules(write_rules(n), sites=False))) for n in counts}
    times: dict[int, list[float]] = {count: [] for count in counts}
    for case in cases:
        runs = [(n, timed(clean, case.data, case.url)) for _ in range(3) for n, clean in every.items()]
        for count in counts:
            times[count].append(min(ms for n, ms in runs if n == count))
    yield from ((count, median(found)) for count, found in times.items())


def peak_of(size: int) -> tuple[float, float]:
    """Return the megabytes by which cleaning, and by which parsing, a made-up page raises the peak of a process of its own."""
    words = [sys.executable, "-c", _CHILD, str(Path(__file__).parent), str(size)]
    ours, theirs = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
    return float(ours), float(theirs)


def print_peak(size: int) -> None:
    """Print by how many megabytes cleaning, and parsing, a page of ``size`` bytes raises this process's peak: for a process of its own."""
    data = made_page(size)
    clean = cleaner_of(Cleaner(load_rules(sites=False)))
    clean(made_page(20_000), "")
    idle = _peak()
    parse(data, "")
    parsed = _peak()
    clean(data, "")
    print(_peak() - idle, parsed - idle)


def _peak() -> float:
    """Return the most megabytes that this process has held; Linux alone tells (``getrusage`` there inherits the parent's peak)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6


def _installed(folder: str) -> dict[str, str]:
    """Return an environment in which modules are compiled once, as those of an installed package are."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}


def start_times(runs: int) -> dict[str, float]:
    """Return the median wall milliseconds of processes: bare Python, ``--version``, one small page. They take turns."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_bytes(made_page(5000))
        program = Path(sys.executable).with_name("clean-news")
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "clean-news --version": [str(program), "--version"],
            "clean-news page.html (5 KB)": [str(program), str(page)],
        }
        for words in commands.values():
            subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env=_installed(folder))
        found: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, words in commands.items():
                start = time.perf_counter()
                subprocess.run(words, check=True, stdout=subprocess.DEVNULL, env=_installed(folder))
                found[name].append((time.perf_counter() - start) * 1000)
    return {name: median(times) for name, times in found.items()}
