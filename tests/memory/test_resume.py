"""A run that is killed and goes on: its records and its memory are those of one that nothing disturbed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cleaner.cli import main
from cleaner.errors import InputError
from cleaner.memory.evidence import PageSeen, SiteEvidence
from cleaner.memory.journal import Journal
from cleaner.memory.memory import Memory
from cleaner.memory.spool import Spool
from cleaner.memory.store import Store

TAIL = ("The moonlight edition reaches 14 villages by bicycle", "Our presses stand in the old mill and have done so since 1911.")
PAGES = 150


def _command(source: Path, output: str, memory: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "cleaner", str(source), "-o", output, "--site-memory", str(memory), "-q", *more]


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def _kill_when(command: list[str], there: Any) -> None:
    """Start a run and kill it (SIGKILL) once something is there."""
    with subprocess.Popen(command) as process:
        deadline = time.monotonic() + 60
        while process.poll() is None and not there() and time.monotonic() < deadline:
            time.sleep(0.005)
        process.kill()


@pytest.mark.parametrize(("output", "workers"), [("o.jsonl", "2"), ("o.jsonl.gz", "1"), ("o/", "1")])
def test_killed_and_resumed_is_undisturbed(tmp_path: Path, text_site: Any, output: str, workers: str) -> None:
    first = text_site.write_crawl(tmp_path / "a.jsonl", range(900, 930), TAIL, 3)
    source = text_site.write_crawl(tmp_path / "b.jsonl", range(PAGES), TAIL, 3)
    for name in ("quiet", "killed"):
        (tmp_path / name).mkdir()
        subprocess.run(_command(first, str(tmp_path / name / "first"), tmp_path / name / "m", "--workers", "0"), check=True)
    subprocess.run(_command(source, f"{tmp_path}/quiet/{output}", tmp_path / "quiet" / "m", "--workers", workers), check=True)
    memory = tmp_path / "killed" / "m"
    resumed = _command(source, f"{tmp_path}/killed/{output}", memory, "--workers", workers, "--resume")
    for share in (3, 2):
        _kill_when(resumed, lambda n=PAGES // share: sum(path.read_bytes().count(b"\n") for path in memory.glob(".run-*")) > n // 2)
        assert len([*memory.glob(".run-*.jsonl")]) == 1, "it was killed before its end"
    assert Store(memory).run == 1, "a run that broke off has taught nothing yet"
    subprocess.run(resumed, check=True)
    assert _files(tmp_path / "killed") == _files(tmp_path / "quiet")
    assert Store(memory).run == 2


def test_what_others_taught_in_between_does_not_count(tmp_path: Path, text_site: Any) -> None:
    """The broken run knew nothing of the site; half of its records with what a later run has learned would be of two kinds."""
    source, memory = text_site.write_crawl(tmp_path / "b.jsonl", range(20), TAIL, 3), tmp_path / "m"
    journal = Journal(memory, str(tmp_path / "o.jsonl"))
    journal.begin(0, anew=True)
    journal.close()
    first = text_site.write_crawl(tmp_path / "a.jsonl", range(900, 930), TAIL, 3)
    for output, given in (("first", first), ("o.jsonl", source), ("again.jsonl", source)):
        done = CliRunner().invoke(main, _command(given, str(tmp_path / output), memory, "--workers", "0", "--resume")[3:])
        assert done.exit_code == 0, done.stderr
    assert (tmp_path / "o.jsonl").read_text(encoding="utf-8").count(TAIL[1]) > 10
    assert TAIL[1] not in (tmp_path / "again.jsonl").read_text(encoding="utf-8")


def test_a_run_that_starts_anew_forgets_the_broken_one(tmp_path: Path, text_site: Any) -> None:
    source, memory = text_site.write_crawl(tmp_path / "b.jsonl", range(3), TAIL, 3), tmp_path / "m"
    journal = Journal(memory, str(tmp_path / "o.jsonl"))
    journal.begin(0, anew=True)
    journal.add("other.example", _told("a"))
    journal.close()
    done = CliRunner().invoke(main, _command(source, str(tmp_path / "o.jsonl"), memory, "--workers", "0")[3:])
    assert done.exit_code == 0, done.stderr
    assert Store(memory).sites() == ["paper0.example", "paper1.example", "paper2.example"]


def _told(name: str, line: str = "0" * 12) -> SiteEvidence:
    return SiteEvidence({name: PageSeen(0, "text", "")}, {line: "a line\nof two"})


def test_a_journal_that_is_cut_anywhere_holds_its_whole_lines(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "o.jsonl")
    assert (journal.run(), list(journal.evidence())) == (None, [])
    journal.begin(7, anew=True)
    for number in range(3):
        journal.add(f"s{number}.example", _told(str(number)))
    journal.close()
    whole = journal.path.read_bytes()
    ends = [n + 1 for n, byte in enumerate(whole) if byte == 10]
    for cut in range(0, len(whole) + 1, 7):
        journal.path.write_bytes(whole[:cut])
        lines = sum(end <= cut for end in ends)
        assert journal.run() == (7 if lines else None)
        assert len(list(journal.evidence())) == max(0, lines - 1)
        journal.begin(8, anew=False)
        journal.add("new.example", _told("x"))
        journal.close()
        assert [site for site, _ in journal.evidence()][-1] == "new.example"
        assert len(list(journal.evidence())) == max(1, lines)
    journal.remove()
    journal.remove()
    assert not journal.path.exists()


def test_a_journal_holds_few_pages_of_a_large_site(tmp_path: Path) -> None:
    memory = Memory.open(tmp_path)
    journal = Journal(tmp_path, "o.jsonl")
    memory.note_in(journal)
    for number in range(5000):
        memory.add({"a.example": _told(f"{number * 2654435761 % 2**32:08x}")})
    assert 48 <= journal.path.read_bytes().count(b"\n") < 600
    memory.save()
    assert not journal.path.exists()
    assert len(Store(tmp_path).evidence("a.example").pages) == 48


def test_a_journal_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "m").write_text("")
    with pytest.raises(InputError, match="the site memory cannot be written"):
        Journal(tmp_path / "m", "o").begin(0, anew=True)


def test_what_a_killed_run_left_is_swept_and_what_a_living_one_holds_is_not(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    living = Spool(tmp_path)
    living.add({"a.example": _told("a")})
    (tmp_path / ".gathered-dead").mkdir()
    (tmp_path / ".gathered-dead" / "a.example.json").write_text("{}")
    Spool(tmp_path).sweep()
    assert [path.name == ".gathered-dead" for path in tmp_path.glob(".gathered-*")] == [False]
    assert list(living.sites()) == ["a.example"]
    living.clear()
    assert not [*tmp_path.glob(".gathered-*")]
