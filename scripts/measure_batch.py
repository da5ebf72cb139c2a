"""Pages a second and memory of a run over many pages: one worker against two, as JSONL.gz and as WARC.gz.

    .venv/bin/python scripts/measure_batch.py CORPUS [CORPUS ...] [--pages 20000] [--workers 2] [--one 2000]

A CORPUS is a folder with ``cases.jsonl``. Its pages are repeated under new addresses. One worker is measured on the first ``--one`` pages
and two on the same number for the speed-up, beside what runs that know nothing of each other reach at the same time; then all pages go
through two. The memory of the parent and of the largest worker is read every half second; its median in the last quarter of the run is set
against that in the first. What is printed stands in docs/batch.md.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import psutil
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


class Measured(NamedTuple):
    """A run: its report, memory by time in MB, of the parent and of the largest worker, and whether all rows stood in order."""

    report: dict[str, float]
    memory: list[float]
    workers: list[float]
    ordered: bool


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--one", type=int, default=2_000, help="pages of the comparison with one worker")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="where inputs and outputs go (a temporary folder)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="measure-", dir=args.folder) as name:
        folder = Path(name)
        for kind in ("jsonl.gz", "warc.gz"):
            _compare(folder, kind, args)
    return 0


def _compare(folder: Path, kind: str, args: argparse.Namespace) -> None:
    small, large = folder / f"small.{kind}", folder / f"large.{kind}"
    _write(small, kind, itertools.islice(_pages(args.corpora), args.one))
    one, several = _run(small, 1, folder, args.one), _run(small, args.workers, folder, args.one)
    # A busy machine is busier with one than with the other: again, the other way round, and the better of each counts.
    several2, one2 = _run(small, args.workers, folder, args.one), _run(small, 1, folder, args.one)
    alone = max(_speed(one), _speed(one2))
    together = max(_speed(several), _speed(several2))
    times = f"{args.workers} workers {together:.1f} pages/s, {together / alone:.2f} times"
    apart = _side_by_side(small, folder, args)
    ceiling = f"{args.workers} runs with a worker each, side by side, {apart:.1f} pages/s, {apart / alone:.2f} times"
    print(f"{kind}: {args.one} pages: 1 worker {alone:.1f} pages/s, {times}; {ceiling}", flush=True)
    small.unlink()
    if args.pages <= args.one:
        return
    _write(large, kind, itertools.islice(_pages(args.corpora), args.pages))
    whole = _run(large, args.workers, folder, args.pages)
    rows = "all rows there and in order" if whole.ordered else "ROWS MISSING OR NOT IN ORDER"
    print(f"{kind}: {args.pages} pages: {args.workers} workers {_speed(whole):.1f} pages/s; {rows}")
    print(f"{kind}: memory of the parent {_told(whole.memory)}")
    print(f"{kind}: memory of the largest worker {_told(whole.workers)}", flush=True)
    large.unlink()


def _side_by_side(source: Path, folder: Path, args: argparse.Namespace) -> float:
    """Return the pages a second of runs that know nothing of each other: what the machine's cores give together."""
    folders = [folder / f"run-{number}" for number in range(args.workers)]
    for each in folders:
        each.mkdir(exist_ok=True)
    with ThreadPoolExecutor(args.workers) as threads:
        return sum(_speed(run) for run in threads.map(lambda each: _run(source, 1, each, args.one), folders))


def _run(source: Path, workers: int, folder: Path, pages: int) -> Measured:
    out, report = folder / "out.jsonl.gz", folder / "report.json"
    command = [sys.executable, "-m", "cleaner", source, "-o", out, "--workers", workers, "-q", "--report", report]
    with open(folder / "messages", "w", encoding="utf-8") as messages:
        process = subprocess.Popen(list(map(str, command)), stderr=messages)
        watched, memory, largest = psutil.Process(process.pid), list[float](), list[float]()
        while process.poll() is None:
            memory.append(_size(watched))
            largest.append(max(map(_size, _workers(watched)), default=0.0))
            time.sleep(0.5)
    with gzip.open(out, "rt", encoding="utf-8") as rows:
        # The address of page n ends in "?n".
        numbers = [int(str(json.loads(row)["url"]).rpartition("?")[2]) for row in rows]
    return Measured(json.loads(report.read_text()), memory, largest, numbers == list(range(pages)))


def _workers(parent: psutil.Process) -> list[psutil.Process]:
    with contextlib.suppress(psutil.Error):
        return parent.children(recursive=True)
    return []


def _size(process: psutil.Process) -> float:
    with contextlib.suppress(psutil.Error):
        return float(process.memory_info().rss / 1e6)
    return 0.0


def _told(memory: list[float]) -> str:
    first, last = (statistics.median(part) for part in _quarters(memory))
    return f"{first:.1f} MB in the first quarter, {last:.1f} MB in the last ({last / first - 1:+.1%}), at most {max(memory):.1f} MB"


def _speed(run: Measured) -> float:
    return run.report["pages_per_second"]


def _quarters(values: list[float]) -> tuple[list[float], list[float]]:
    # What is there before the first pages are done is the start and not the run.
    running = values[len(values) // 50 + 4 :]
    size = max(1, len(running) // 4)
    return running[:size], running[-size:]


def _pages(corpora: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield pages for ever, each under an address of its own."""
    files = []
    for corpus in corpora:
        for line in (corpus / "cases.jsonl").read_bytes().splitlines():
            row = json.loads(line)
            if row["html"].endswith(".html.gz"):
                files.append((row["url"], corpus / row["html"]))
    for number in itertools.count():
        url, path = files[number % len(files)]
        yield f"{url.partition('?')[0]}?{number}", gzip.decompress(path.read_bytes())


def _write(path: Path, kind: str, pages: Iterator[tuple[str, bytes]]) -> None:
    if kind == "jsonl.gz":
        with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as stream:
            for url, data in pages:
                stream.write(json.dumps({"url": url, "html": data.decode("utf-8", "replace")}) + "\n")
        return
    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, data in pages:
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(data), http_headers=headers))


if __name__ == "__main__":
    sys.exit(main())
