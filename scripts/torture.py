"""Kill workers and whole runs at random times and resume, many times: the output must be that of an undisturbed run.

    .venv/bin/python scripts/torture.py [--kills 20] [--pages 600] [--seed 1] [--name out.jsonl.gz] [--unordered]

Exits with 1 at the first output that differs. What it prints last is what it did.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import zstandard

WORDS = ("harbour", "ferry", "quay", "captain", "storm", "tram", "lantern", "council", "winter", "bridge", "market", "choir", "engine")


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20, help="how often the whole run is killed")
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--name", default="out.jsonl", help="name of the output: .gz and .zst are packed")
    parser.add_argument("--unordered", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        return _torture(Path(name), args)


def _torture(folder: Path, args: argparse.Namespace) -> int:
    chance = random.Random(args.seed)
    source = folder / "in.jsonl.gz"
    source.write_bytes(gzip.compress("".join(_row(i) for i in range(args.pages)).encode()))
    command = [sys.executable, "-m", "cleaner", str(source), "--workers", "2", "-q", "-o"]
    began = time.monotonic()
    subprocess.run([*command, str(folder / args.name)], check=True)
    length = time.monotonic() - began
    expected = _lines(folder / args.name, args.unordered)
    runs = kills = workers = 0
    while kills < args.kills:
        runs += 1
        out = folder / f"{runs}-{args.name}"
        resumed = [*command, str(out), "--resume", *(["--unordered"] if args.unordered else [])]
        # Each life is a part of a whole run: most runs die more than once.
        while True:
            ended, killed = _live(resumed, length, chance, kills < args.kills)
            workers += killed
            if ended:
                break
            kills += 1
        if _lines(out, args.unordered) != expected:
            print(f"run {runs} of seed {args.seed} differs: {out} against {folder / args.name}")
            return 1
    print(
        f"{args.pages} pages, {args.name}{', unordered' if args.unordered else ''}: the run killed {kills} times, workers {workers} times, "
        f"{runs} outputs, each as undisturbed"
    )
    return 0


def _live(command: list[str], length: float, chance: random.Random, deadly: bool) -> tuple[bool, int]:
    """Run for a while, killing workers now and then; return whether it came to its end, and how many workers were killed."""
    # What tidies up after a killed process would tell of each.
    process = subprocess.Popen(command, env={**os.environ, "PYTHONWARNINGS": "ignore"})
    deadline, killed = time.monotonic() + chance.uniform(0.3, 0.8) * length, 0
    while process.poll() is None:
        if deadly and time.monotonic() > deadline:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return False, killed
        # Workers that are killed faster than they start come to nothing.
        time.sleep(chance.uniform(0.005, 0.08) * length)
        if deadly and chance.random() < 0.3:
            killed += _kill_a_worker(process.pid, chance)
    if process.returncode:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(command)}")
    return True, killed


def _kill_a_worker(pid: int, chance: random.Random) -> int:
    with contextlib.suppress(psutil.Error, IndexError):
        servers = [child for child in psutil.Process(pid).children() if "forkserver" in " ".join(child.cmdline())]
        chance.choice(servers[0].children()).kill()
        return 1
    return 0


def _lines(path: Path, in_any_order: bool) -> list[bytes]:
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    elif path.suffix == ".zst":
        data = zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    lines = data.splitlines()
    return sorted(lines) if in_any_order else lines


def _row(number: int) -> str:
    chance = random.Random(number)
    paragraphs = "".join(f"<p>{' '.join(chance.choices(WORDS, k=30)).capitalize()}.</p>" for _ in range(8))
    html = f"<html><head><title>Report {number}</title></head><body><article><h1>Report {number}</h1>{paragraphs}</article></body></html>"
    # Every other page shares its address with the one before.
    return json.dumps({"url": f"https://news.example/{number // 2}", "html": html}) + "\n"


if __name__ == "__main__":
    sys.exit(main())
