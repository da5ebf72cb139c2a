"""What a cluster's tasks do and cost: shards of pages through ``clean-news ray`` while processes are killed, against the local command.

    python scripts/measure_ray.py ../shared/corpora/news ../shared/corpora/many --pages 5000 --shards 20

Pages of the corpora are repeated under new addresses until there are enough. When half of the shards are done, a Ray worker is killed
(SIGKILL) in the middle of its shard, and then a process that cleans for another. Then the outputs are compared with those of the local
command, byte for byte, a second run is to find nothing to do, and every figure is printed as Markdown. Processor time is read off the
processes themselves, so that it holds on a busy machine too.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import psutil
from corpus import read_corpus

from cleaner.dom.decode import decode

_EVERY = 0.5
#: What Ray calls a process while it runs a task. Its own agents have names of the same kind, and end everything when they are killed.
_TASK = "ray::_run_task"


class Usage:
    """Processor seconds and memory of a process and all below it, sampled."""

    def __init__(self, process: psutil.Process) -> None:
        self._process = process
        self._seconds: dict[tuple[int, float], float] = {}
        self.task_megabytes = self.cleaning_megabytes = 0.0

    @property
    def seconds(self) -> float:
        """Processor seconds so far."""
        return sum(self._seconds.values())

    def look(self) -> list[psutil.Process]:
        """Take a sample; return the processes that Ray runs tasks in."""
        tasks = []
        for process in family(self._process):
            try:
                spent, size = process.cpu_times(), process.memory_info().rss / 1e6
                self._seconds[process.pid, process.create_time()] = spent.user + spent.system
                if (process.cmdline() or [""])[0].startswith(_TASK):
                    tasks.append(process)
                    self.task_megabytes = max(self.task_megabytes, size)
                elif "forkserver" in " ".join(process.cmdline()):
                    self.cleaning_megabytes = max(self.cleaning_megabytes, size)
            except psutil.Error:
                continue
        return tasks


def family(process: psutil.Process) -> list[psutil.Process]:
    """Return a process and all below it that still are."""
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


class Measured(NamedTuple):
    """A run: wall seconds, processor seconds, megabytes of a Ray worker and of a cleaning process, what was killed."""

    wall: float
    cpu: float
    task_megabytes: float
    cleaning_megabytes: float
    killed: list[str]


def main() -> None:
    """Make shards, run, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--shards", type=int, default=20)
    parser.add_argument("--tasks", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="measure-ray-") as name:
        folder = Path(name)
        make_shards(args.corpora, folder / "in", args.pages, args.shards)
        local = measure([*_command(), f"{folder}/in", "-o", f"{folder}/local.jsonl", "--workers", str(args.tasks), "-q"])
        report = folder / "report.json"
        ray = [*_command(), "ray", f"{folder}/in", f"{folder}/out", "--tasks", str(args.tasks), "--report", str(report), "-q"]
        measured = measure(ray, folder / "out", args.shards // 2)
        again = measure([*ray[:-3], "-q"])
        figures = json.loads(report.read_text(encoding="utf-8"))
        outputs = sorted((folder / "out").glob("*.jsonl"))
        same = b"".join(path.read_bytes() for path in outputs) == (folder / "local.jsonl").read_bytes()
        left = [path.name for path in (folder / "out").iterdir() if path not in outputs]
        size = sum(path.stat().st_size for path in outputs)
        packed = len(gzip.compress((folder / "local.jsonl").read_bytes(), 6))
        given = sum(path.stat().st_size for path in (folder / "in").iterdir())
    print(f"killed: {'; '.join(measured.killed)}")
    print(f"shards: {figures['shards']}; pages {figures['pages']}, failed {figures['failed']}")
    print(f"outputs {'are the same as' if same else 'DIFFER FROM'} those of the local run; files left over: {left or 'none'}")
    print("\n| | wall s | pages/s | processor ms a page | Ray worker MB | cleaning process MB |\n| --- | --- | --- | --- | --- | --- |")
    for title, run in (("local command", local), ("Ray", measured)):
        cost = f"{1000 * run.cpu / args.pages:.0f} | {run.task_megabytes:.0f} | {run.cleaning_megabytes:.0f}"
        print(f"| {title} | {run.wall:.0f} | {args.pages / run.wall:.1f} | {cost} |")
    print(f"\nthe same command again: {again.wall:.1f} s")
    sizes = [f"{total / args.pages / 1000:.1f} kB" for total in (given, size, packed)]
    print(f"a page: {sizes[0]} in (gzip), {sizes[1]} out, {sizes[2]} out (gzip)")
    sys.exit(not same)


def _command() -> list[str]:
    return [sys.executable, "-m", "cleaner"]


def make_shards(corpora: Sequence[Path], folder: Path, pages: int, shards: int) -> None:
    """Write pages as JSON lines, packed, the same number a shard."""
    folder.mkdir()
    rows = itertools.islice(_rows(corpora), pages)
    for number in range(shards):
        share = pages // shards + (number < pages % shards)
        with gzip.open(folder / f"part-{number:04d}.jsonl.gz", "wt", encoding="utf-8", compresslevel=3) as stream:
            stream.writelines(json.dumps(row) + "\n" for row in itertools.islice(rows, share))


def _rows(corpora: Sequence[Path]) -> Iterator[dict[str, str]]:
    """Yield pages without end, those of a later round under other addresses; the corpora by turns."""
    for turn in itertools.count(1):
        streams = [read_corpus(folder) for folder in corpora]
        for cases in itertools.zip_longest(*streams):
            for case in filter(None, cases):
                url = f"{case.url}{'&' if '?' in case.url else '?'}round={turn}"
                yield {"url": url, case.kind: decode(case.data).text.encode("utf-8", "replace").decode()}


def measure(command: list[str], output: Path | None = None, kill_at: int = 0) -> Measured:
    """Run a command to its end. When ``kill_at`` outputs are there, a Ray worker is killed, then a process that cleans."""
    began = time.monotonic()
    driver = subprocess.Popen(command)
    usage, killed = Usage(psutil.Process(driver.pid)), list[str]()
    waiter = threading.Thread(target=driver.wait)
    waiter.start()
    while waiter.is_alive():
        tasks = usage.look()
        done = sum(1 for path in output.glob("*.jsonl")) if output and output.is_dir() else 0
        if kill_at and not killed and done >= kill_at and tasks:
            killed.append(_kill(tasks[0], f"Ray worker, {done} shards done"))
        elif len(killed) == 1 and done > kill_at and (cleaning := _cleaning(tasks)):
            killed.append(_kill(cleaning, f"cleaning process, {done} shards done"))
        waiter.join(_EVERY)
    if driver.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {driver.returncode}")
    return Measured(time.monotonic() - began, usage.seconds, usage.task_megabytes, usage.cleaning_megabytes, killed)


def _kill(process: psutil.Process, what: str) -> str:
    process.kill()
    return f"{what} (pid {process.pid})"


def _cleaning(tasks: Sequence[psutil.Process]) -> psutil.Process | None:
    """Return a process that cleans: the one with the most processor time below a Ray worker."""
    below = [process for task in tasks for process in family(task)[1:]]
    return max(below, key=lambda process: sum(process.cpu_times()[:2]), default=None)


if __name__ == "__main__":
    main()
