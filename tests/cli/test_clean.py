"""``clean-news [INPUT]...``: what goes where, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cleaner.article import Article
from cleaner.batch.kinds import KINDS
from cleaner.batch.written import OUTPUT_FORMATS
from cleaner.cli import main
from cleaner.cli.clean import FORMAT_NAMES
from cleaner.cli.options import INPUT_FORMATS
from cleaner.errors import PageError

PAGES = Path(__file__).parent.parent / "fixtures" / "pages"
DRUPAL = str(PAGES / "drupal-7" / "page.html")
GERMAN = str(PAGES / "german" / "page.html")
TITLE = "Velmora says task of raising sunken tram 'finished'"


def run(*args: object, **kwargs: Any) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args], **kwargs)


def run_here(*args: object, **kwargs: Any) -> Result:
    """Run in this process, where the stub is."""
    return run(*args, "--workers", "0", **kwargs)


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


class Stub:
    """A cleaner whose pages do as they are told: the words of the page say what happens."""

    def clean(self, data: bytes, url: str | None = None, **options: object) -> Article:
        words = data.decode()
        if words == "page error":
            raise PageError("decode", "The page is empty.", url)
        if words == "bug":
            raise ZeroDivisionError("division by\nzero")
        if words == "interrupt":
            raise KeyboardInterrupt
        return Article(url=url, title=words)


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.cli.clean.load_cleaner", lambda *rules: Stub())


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, words in {"1.txt": "one", "2.txt": "page error", "3.txt": "bug", "4.txt": "four"}.items():
        (folder / name).write_text(words)
    return folder


def test_a_page_is_a_line_of_json() -> None:
    result = run(DRUPAL, "--url", "http://example.org/tram")
    assert (result.exit_code, result.stderr) == (0, "")
    [row] = rows(result)
    assert (row["title"], row["url"]) == (TITLE, "http://example.org/tram")
    assert row.keys().isdisjoint({"sources", "removed"})


@pytest.mark.parametrize("inputs", [[], ["-"]])
def test_standard_input(inputs: list[str]) -> None:
    result = run(*inputs, input=Path(DRUPAL).read_bytes())
    assert [row["title"] for row in rows(result)] == [TITLE]


def test_the_command_can_be_named() -> None:
    assert run("clean", DRUPAL).stdout == run(DRUPAL).stdout


def test_options_may_come_first() -> None:
    assert run("--format", "text", DRUPAL).stdout == run(DRUPAL, "--format", "text").stdout


def test_sources_and_removed() -> None:
    [row] = rows(run(DRUPAL, "--sources", "--removed"))
    assert row["sources"]["title"]["source"]
    assert {"rule", "at", "role", "text"} <= row["removed"][0].keys()


def test_several_inputs_in_their_order() -> None:
    titles = [row["title"] for row in rows(run(GERMAN, DRUPAL, GERMAN))]
    assert titles == [titles[0], TITLE, titles[0]]


def test_formats_are_those_there_are() -> None:
    assert OUTPUT_FORMATS == FORMAT_NAMES
    assert ("auto", *KINDS) == INPUT_FORMATS


def test_json_is_an_object_or_an_array(stub: None, pages: Path) -> None:
    assert json.loads(run_here(pages / "1.txt", "--format", "json").stdout)["title"] == "one"
    array = json.loads(run_here(pages, "--format", "json").stdout)
    assert [row.get("title") for row in array] == ["one", None, None, "four"]
    empty = pages / "none"
    empty.mkdir()
    assert len(json.loads(run_here(empty, "--format", "json").stdout)) == 1


def test_failed_pages_are_rows_and_messages(stub: None, pages: Path) -> None:
    result = run_here(pages)
    assert result.exit_code == 1
    assert [row.get("title") for row in rows(result)] == ["one", None, None, "four"]
    two, three = rows(result)[1:3]
    assert two["error"] == {"stage": "decode", "type": "PageError", "message": "The page is empty."}
    assert three["error"] == {
        "stage": "batch", "type": "ZeroDivisionError", "message": "unexpected ZeroDivisionError: division by zero"
    }  # fmt: skip
    assert two["input"] == str(pages / "2.txt")
    assert len(result.stderr.splitlines()) == 2
    assert "2.txt: decode: The page is empty." in result.stderr


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_where_no_row_can_stand_the_message_tells(stub: None, pages: Path, form: str) -> None:
    result = run_here(pages, "--format", form)
    assert result.exit_code == 1
    assert "decode" not in result.stdout
    assert "2.txt: decode: The page is empty." in result.stderr


def test_the_row_of_a_failed_page_has_its_address(stub: None, pages: Path) -> None:
    [row] = rows(run_here(pages / "2.txt", "--url", "https://example.org/"))
    assert row["url"] == "https://example.org/"
    assert row.keys() == {"url", "error"}


def test_a_missing_file_stops_nothing(tmp_path: Path) -> None:
    result = run(tmp_path / "missing.html", DRUPAL)
    assert result.exit_code == 1
    failed, fine = rows(result)
    assert (failed["error"]["stage"], fine["title"]) == ("input", TITLE)


@pytest.mark.parametrize(
    "args",
    [
        ["--unknown"],
        ["--format", "xml", DRUPAL],
        ["--kind", "pdf", DRUPAL],
        ["--fetched-at", "yesterday", DRUPAL],
        ["--rules", "no-such-folder", DRUPAL],
        ["--url", "http://example.org/", DRUPAL, GERMAN],
        ["--url", "http://example.org/", str(PAGES)],
        ["-o", "no-such-folder/out.jsonl", DRUPAL],
        ["-o", str(PAGES), DRUPAL],
    ],
    ids=lambda args: " ".join(args[:2]),
)
def test_wrong_usage_exits_with_2(args: list[str]) -> None:
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr
    assert "Traceback" not in result.stderr


def test_a_wrong_rule_exits_with_2_and_its_place(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "mine.yaml").write_text("version: 1\nlayer: local\nruels: []\n")
    result = run("--rules", rules, DRUPAL)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{rules / 'mine.yaml'}:3:1:" in result.stderr


def test_output_file(tmp_path: Path, stub: None, pages: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    out.chmod(0o640)
    result = run_here(pages, "-o", out)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(out.read_text().splitlines()) == 4
    assert out.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.jsonl", "pages"]


def test_a_new_output_file_has_the_usual_permissions(tmp_path: Path, stub: None, pages: Path) -> None:
    (tmp_path / "other").touch()
    run_here(pages, "-o", tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_output_through_a_link(tmp_path: Path, stub: None, pages: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    run_here(pages / "1.txt", "-o", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert json.loads((tmp_path / "target").read_text())["title"] == "one"


@pytest.mark.parametrize(("form", "left"), [("jsonl", ["out.part"]), ("json", []), ("text", [])])
def test_interrupted_leaves_the_file_as_it_was(tmp_path: Path, stub: None, pages: Path, form: str, left: list[str]) -> None:
    out = tmp_path / "out"
    out.write_text("old")
    (pages / "3.txt").write_text("interrupt")
    result = run_here(pages, "-o", out, "--format", form)
    assert result.exit_code == 130
    assert out.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", *left, "pages"]
    assert "Traceback" not in result.stderr


def test_a_device_is_written_not_replaced(stub: None, pages: Path) -> None:
    assert run_here(pages / "1.txt", "-o", os.devnull).exit_code == 0
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no full device")
def test_a_full_disk_is_one_sentence(stub: None, pages: Path) -> None:
    result = run_here(pages / "1.txt", "-o", "/dev/full")
    assert result.exit_code == 2
    assert result.stderr == "Error: /dev/full: cannot be written: No space left on device.\n"


def test_an_empty_page_on_standard_input() -> None:
    result = run(input=b"")
    assert result.exit_code == 1
    assert rows(result)[0]["error"]["stage"] == "decode"
    assert result.stderr.startswith("clean-news: standard input: decode: ")


def test_the_traceback_shows_only_if_asked_for(stub: None, pages: Path) -> None:
    assert "Traceback" not in run_here(pages / "3.txt").stderr
    assert "Traceback" in run_here(pages / "3.txt", env={"CLEAN_NEWS_DEBUG": "1"}).stderr


def test_an_error_nobody_foresaw_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*rules: object) -> None:
        raise RuntimeError("lost\nmy keys")

    monkeypatch.setattr("cleaner.cli.clean.load_cleaner", broken)
    result = run(DRUPAL)
    assert result.exit_code == 2
    assert result.stderr == (
        "clean-news: cli: unexpected RuntimeError: lost my keys (set CLEAN_NEWS_DEBUG=1 for the traceback)\n"
    )


def test_version_and_help() -> None:
    assert run("--version").stdout.startswith("clean-news ")
    shown = run("--help").stdout
    assert all(word in shown for word in ("--removed", "--rules", "explain", "Exit codes"))


class TestProcess:
    """What only a process of its own can show."""

    def test_module(self) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "cleaner", DRUPAL], capture_output=True, text=True, encoding="utf-8", check=True
        )
        assert json.loads(done.stdout)["title"] == TITLE
        assert done.stderr == ""

    def test_utf_8_whatever_the_locale(self) -> None:
        env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
        done = subprocess.run([sys.executable, "-m", "cleaner", GERMAN], capture_output=True, env=env, check=True)
        assert json.loads(done.stdout.decode("utf-8"))["title"].startswith("Fähre")

    def test_a_closed_pipe_ends_quietly(self) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "cleaner", *[DRUPAL] * 40], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait() == 141

    def test_ctrl_c(self) -> None:
        pipe = subprocess.PIPE
        process = subprocess.Popen([sys.executable, "-m", "cleaner", DRUPAL, "-"], stdin=pipe, stdout=pipe, stderr=pipe)
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
        assert process.returncode == 130
        assert told.decode().strip() == "clean-news: interrupted"
