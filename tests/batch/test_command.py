"""``clean-news`` over many pages: what only the command, in a process of its own, can show."""

from __future__ import annotations

import gzip
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cleaner.cli import main

COMMAND = [sys.executable, str(Path(__file__).parent / "command.py")]
PAGE = "<html><body><article><h1>Ferry sails again</h1>" + "<p>The ferry left the quay at noon with forty people on board.</p>" * 8


def command(*args: object, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, args)], capture_output=True, text=True, timeout=60, check=False, **options)


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """Give rows of pages that each take a moment."""
    path = tmp_path / "in.jsonl.gz"
    words = ["kill" if i == 77 else "" if i == 50 else f"slow {i}" for i in range(300)]
    # Two pages have the same address.
    rows = (json.dumps({"url": f"https://a.example/{i // 2}", "text": word, "id": i}) + "\n" for i, word in enumerate(words))
    path.write_bytes(gzip.compress("".join(rows).encode()))
    return path


def test_real_pages_are_the_same_with_workers_and_without(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    ends = [f"<p>It was crossing number {i} of the year, and the captain rang the bell twice before the ferry left." for i in range(12)]
    path.write_text("".join(json.dumps({"url": f"https://a.example/{i}", "html": PAGE + end}) + "\n" for i, end in enumerate(ends)))
    outputs = []
    for workers in ("0", "1", "2"):
        result = CliRunner().invoke(main, [str(path), "--workers", workers, "-q"])
        assert (result.exit_code, result.stderr) == (0, "")
        outputs.append(result.stdout)
    assert outputs[0] == outputs[1] == outputs[2]
    assert len(outputs[0].splitlines()) == 12
    assert "crossing number 7 of" in outputs[0]


def test_the_table_and_the_report(tmp_path: Path, crawl: Path) -> None:
    done = command(crawl, "-o", tmp_path / "o.jsonl", "--workers", "2", "--report", tmp_path / "r.json")
    assert done.returncode == 1
    report = json.loads((tmp_path / "r.json").read_text())
    assert {key: report[key] for key in ("pages", "failed", "failures", "extractors", "needs_review", "rules", "kept_from_earlier")} == {
        "pages": 300, "failed": 2, "failures": {"decode": 1, "worker": 1}, "extractors": {"rule": 298}, "needs_review": 0,
        "rules": {"test/rule": 298}, "kept_from_earlier": 0,
    }  # fmt: skip
    assert report["pages_per_second"] > 1
    assert "in.jsonl.gz:51: decode: the page is empty\n" in done.stderr
    assert all(word in done.stderr for word in ("pages", "300", "body by rule", "blocks taken by test/rule", "need a look"))


def test_quiet(tmp_path: Path, crawl: Path) -> None:
    done = command(crawl, "-o", tmp_path / "o.jsonl", "-q")
    assert len(done.stderr.splitlines()) == 2, "one message a failed page"


def test_other_keys(crawl: Path) -> None:
    rows = [json.loads(line) for line in command(crawl, "--keep-keys").stdout.splitlines()]
    assert [row["id"] for row in rows] == list(range(300))


def test_unordered_rows_can_be_put_in_order(tmp_path: Path, crawl: Path) -> None:
    command(crawl, "-o", tmp_path / "a", "--workers", "2")
    command(crawl, "-o", tmp_path / "b", "--workers", "2", "--unordered")
    places = [int(line) for line in (tmp_path / "b.order").read_text().split()]
    lines = (tmp_path / "b").read_text().splitlines()
    assert [line for _, line in sorted(zip(places, lines, strict=True))] == (tmp_path / "a").read_text().splitlines()


@pytest.mark.parametrize(
    ("name", "more"), [("o.jsonl", []), ("o.jsonl.gz", []), ("o.jsonl", ["--unordered"])], ids=["plain", "gzip", "unordered"]
)
def test_killed_and_resumed_is_undisturbed(tmp_path: Path, crawl: Path, name: str, more: list[str]) -> None:
    quiet, out = tmp_path / f"undisturbed-{name}", tmp_path / name
    command(crawl, "-o", quiet)
    chance = random.Random(name + str(more))
    for _ in range(3):
        _start_and_kill([str(crawl), "-o", str(out), "--workers", "2", "--resume", *more], out, chance.uniform(0.0, 0.5))
    command(crawl, "-o", out, "--workers", "2", "--resume", *more)
    assert _lines(out, bool(more)) == _lines(quiet, bool(more))
    assert not out.with_name(name + ".part").exists()


def _start_and_kill(args: list[str], out: Path, wait: float) -> None:
    process = subprocess.Popen([*COMMAND, *args], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while process.poll() is None and not out.with_name(out.name + ".part").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.4 + wait)
    process.kill()
    process.wait()


def _lines(path: Path, sort: bool) -> list[bytes]:
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines()
    return sorted(lines) if sort else lines


def test_ctrl_c_keeps_what_is_done(tmp_path: Path, crawl: Path) -> None:
    out = tmp_path / "o.jsonl"
    process = subprocess.Popen([*COMMAND, str(crawl), "-o", str(out), "--workers", "2"], stderr=subprocess.PIPE, text=True)
    part = tmp_path / "o.jsonl.part"
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not (part.exists() and part.read_bytes().count(b"\n") > 20):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert process.returncode == 130
    whole = part.read_text().splitlines()
    assert all(json.loads(line) for line in whole)
    assert [line for line in told.splitlines() if line][-2:] == [
        f"clean-news: {len(whole)} rows are in {out}.part; the same command with --resume goes on from there", "clean-news: interrupted",
    ]  # fmt: skip
    assert not out.exists()
    command(crawl, "-o", out, "--resume")
    assert len(out.read_text().splitlines()) == 300


def test_a_closed_pipe_ends_quietly(crawl: Path) -> None:
    process = subprocess.Popen([*COMMAND, str(crawl), "--workers", "2"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=20) == 141


def test_a_row_is_given_before_the_next_one_is_there() -> None:
    process = subprocess.Popen([*COMMAND, "--workers", "2", "-q"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    for i in range(3):
        process.stdin.write(json.dumps({"text": f"row {i}"}).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["title"] == f"row {i}"
    process.stdin.close()
    assert process.wait(timeout=20) == 0


def test_a_folder_into_a_folder_and_on(tmp_path: Path) -> None:
    for name in ("a.html", "d/b.html", "d/c.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(f"page {name}")
    args = [tmp_path / "in", "-o", f"{tmp_path}/out/", "--format", "text"]
    assert command(*args).returncode == 0
    assert sorted(str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.txt")) == [
        "a.html.txt", "d/b.html.txt", "d/c.txt.txt",
    ]  # fmt: skip
    (tmp_path / "out" / "d" / "b.html.txt").unlink()
    (tmp_path / "out" / "a.html.txt").write_text("mine")
    assert "1 " in command(*args, "--resume").stderr.splitlines()[0]
    assert (tmp_path / "out" / "a.html.txt").read_text() == "mine"
    assert (tmp_path / "out" / "d" / "b.html.txt").exists()


@pytest.mark.parametrize(
    "args",
    [["--resume"], ["--resume", "-o", "-"], ["--resume", "-o", "o.json", "--format", "json"], ["--keep-keys", "--format", "text"],
     ["--workers", "-1"], ["--input-format", "pdf"], ["-o", "out/", "--format", "parquet"], ["-o", "o.gz", "--format", "parquet"]],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage(tmp_path: Path, args: list[str]) -> None:
    (tmp_path / "p.html").write_text(PAGE)
    done = command("p.html", *args, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["p.html"]


def test_resuming_with_other_inputs_is_told(tmp_path: Path, crawl: Path) -> None:
    (tmp_path / "o.jsonl").write_text('{"url": "https://b.example/"}\n')
    done = command(crawl, "-o", tmp_path / "o.jsonl", "--resume")
    assert done.returncode == 2
    assert "row 1 is of https://b.example/, but page 1 of the inputs is https://a.example/0" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "o.jsonl").read_text() == '{"url": "https://b.example/"}\n'


def test_the_output_in_the_input_folder_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(PAGE)
    for _ in range(2):
        assert command(tmp_path, "-o", tmp_path / "o.jsonl").returncode == 0
    assert len((tmp_path / "o.jsonl").read_text().splitlines()) == 1


def test_a_single_page_starts_no_worker(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(PAGE)
    code = (
        "import sys; from click.testing import CliRunner; from cleaner.cli import main\n"
        "assert CliRunner().invoke(main, sys.argv[1:]).exit_code == 0\n"
        "print(sorted({'pebble', 'rich', 'warcio', 'pyarrow', 'zstandard', 'psutil', 'multiprocessing'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "p.html")], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_limit_in_which_nothing_can_be_done_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(PAGE)
    for verb in ((), ("ray",)):
        done = command(*verb, tmp_path / "p.html", tmp_path / "out", "--memory", "5")
        assert (done.returncode, "5 MB are too few to load the rules; give 256 or more, or 0 for any." in done.stderr) == (2, True)


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(PAGE)
    (tmp_path / "empty.warc").write_bytes(b"")
    for form, said in (("warc", "it is no WARC archive, which begins with WARC/."), ("parquet", "this is not a parquet file.")):
        done = command(tmp_path / "p.html", "--input-format", form)
        assert (done.returncode, json.loads(done.stdout)["error"]["message"].endswith(said)) == (1, True), done.stdout
        assert ".." not in done.stdout
    assert command(tmp_path / "empty.warc").returncode == 0


@pytest.mark.parametrize("name", ["o.jsonl", "o.jsonl.gz"])
def test_a_full_disk_keeps_what_is_written(tmp_path: Path, crawl: Path, name: str) -> None:
    resource = pytest.importorskip("resource")
    out = tmp_path / name

    def little() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    done = command(crawl, "-o", out, "--workers", "1", "-q", preexec_fn=little)
    assert done.returncode == 2
    assert f"make room: what is written is in {out}.part; the same command with --resume goes on from there" in done.stderr
    assert f"{out}: cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()
    assert command(crawl, "-o", out, "--workers", "1", "-q", "--resume").returncode == 1
    assert len(_lines(out, sort=False)) == 300
