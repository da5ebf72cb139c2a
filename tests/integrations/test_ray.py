"""Shards on Ray: what is told where it is not installed, and, where it is, that a killed worker changes nothing."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest
from click.testing import CliRunner

from cleaner.cli import main
from cleaner.cli.ray import PACKINGS, SHARD_FORMATS
from cleaner.integrations import shards

needs_ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="the extra clean-news[ray] is not installed")


def test_without_ray_one_sentence_says_what_to_do(tmp_path: Path, write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    done = CliRunner().invoke(main, ["ray", write("in/a.jsonl", []), str(tmp_path / "out")])
    assert done.exit_code == 2
    assert "clean-news: Ray is not installed: pip install 'clean-news[ray]'." in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--compress", "gzip", "--format", "parquet"], "--compress"),
        (["--fetched-at", "yesterday"], "no date and time"),
        (["--format", "markdown"], "markdown"),
    ],
)
def test_wrong_options_are_refused(tmp_path: Path, write: Any, options: list[str], said: str) -> None:
    done = CliRunner().invoke(main, ["ray", write("in/a.jsonl", []), str(tmp_path / "out"), *options])
    assert (done.exit_code, said in done.stderr) == (2, True)
    assert not (tmp_path / "out").exists()


def test_a_pattern_without_files_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["ray", str(tmp_path / "*.gz"), str(tmp_path / "out")])
    assert (done.exit_code, "no file fits this pattern" in done.stderr) == (2, True)


def test_what_is_done_needs_no_ray(tmp_path: Path, write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    write("out/a.jsonl", [])
    report = tmp_path / "report.json"
    command = ["ray", write("in/a.jsonl", []), str(tmp_path / "out"), "--report", str(report)]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert json.loads(report.read_text())["shards"] == {"all": 1, "done": 0, "done_before": 1, "failed": {}, "task_seconds": 0}


def test_the_choices_are_those_of_the_library() -> None:
    assert (shards.SHARD_FORMATS, tuple(shards.PACKINGS)) == (SHARD_FORMATS, PACKINGS)


@needs_ray
def test_a_killed_worker_changes_nothing(tmp_path: Path, write: Any, rows: list[dict[str, Any]]) -> None:
    for number, part in enumerate((rows[:3], rows[3:], rows * 12)):
        write(f"in/{number}.jsonl", part)
    report = tmp_path / "report.json"
    command = [sys.executable, "-m", "cleaner", "ray", str(tmp_path / "in"), str(tmp_path / "out"), "--tasks", "2", "--report", str(report)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as driver:
        killed = _kill_a_worker(psutil.Process(driver.pid), tmp_path / "out")
        _, told = driver.communicate(timeout=240)
    assert killed, f"no worker was seen at work: {told}"
    assert driver.returncode == 1, told
    figures = json.loads(report.read_text())
    assert (figures["pages"], figures["failed"], figures["shards"]["failed"]) == (78, 13, {})
    local = tmp_path / "local.jsonl"
    CliRunner().invoke(main, [str(tmp_path / "in"), "-o", str(local), "--workers", "0", "-q"])
    outputs = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in outputs] == ["0.jsonl", "1.jsonl", "2.jsonl"]
    assert b"".join(path.read_bytes() for path in outputs) == local.read_bytes()
    again = CliRunner().invoke(main, ["ray", str(tmp_path / "in"), str(tmp_path / "out")])
    assert (again.exit_code, "3 of them done before" in again.stderr) == (0, True)


def _kill_a_worker(driver: psutil.Process, output: Path) -> bool:
    """Kill the Ray worker that is at the long shard, once it has begun to write; False when none was seen."""
    until = time.monotonic() + 120
    while driver.is_running() and driver.status() != psutil.STATUS_ZOMBIE and time.monotonic() < until:
        if list(output.glob(".2.jsonl.*.part")):
            for process in driver.children(recursive=True):
                if _writes(process, ".2.jsonl."):
                    process.kill()
                    return True
        time.sleep(0.02)
    return False


def _writes(process: psutil.Process, name: str) -> bool:
    try:
        return any(os.path.basename(file.path).startswith(name) for file in process.open_files())
    except psutil.Error:
        return False
