"""``clean-news rules test`` and ``rules new``: what a person sees, and the exit codes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from cleaner.cli import main

SITE = "harbour.example"
PAGE = """\
<html lang="en"><head><title>Ferry sails</title></head><body><h1>Ferry sails</h1><div class="text">
<p>The night ferry to the island left the old quay on Friday for the first time in eleven years, with a harp on board.</p>
<div class="crew"><p>Join the crew.</p></div>
<p>Captain Ines Rolvaag, who sailed the last crossing as a deckhand, said that the bridge had been bad for sleep.</p>
<p>The ferry sails on Fridays until the end of September, and the harp, which belongs to the cook, stays on board.</p>
</div></body></html>
"""
RULES = """\
content: {select: [.text]}
rules:
  - id: crew
    role: promo
    why: The box stands between the paragraphs.
    select: [.crew]
    tests:
      - html: '<p>The harp stays.</p><div class=crew>Join</div>'
        claims: [Join]
        keeps: [The harp stays.]
"""


def run(*args: object, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, ["rules", *(str(arg) for arg in args)], input=answers)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of rules with a site file and a page test, both as ``rules new`` makes them, and a rule."""
    monkeypatch.chdir(tmp_path)
    Path("ferry.html").write_text(PAGE, encoding="utf-8")
    assert run("new", SITE, "--from", "ferry.html", "--rules", "mine").exit_code == 0
    path = Path("mine", "sites", f"{SITE}.yaml")
    path.write_text(path.read_text(encoding="utf-8") + RULES, encoding="utf-8")
    _spoil(Path("mine"), '  - "Join the crew."\n', "")
    return Path("mine")


def expected(home: Path) -> Path:
    return home / "fixtures" / SITE / "ferry" / "expected.yaml"


def _spoil(home: Path, old: str = "Ferry sails", new: str = "Ferry sinks") -> None:
    path = expected(home)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# ---- test

def test_green(home: Path) -> None:
    result = run("test", home, "--coverage")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "clean-news: 6 passed, 0 failed\n")


def test_red(home: Path) -> None:
    _spoil(home)
    result = run("test", home)
    assert result.exit_code == 1
    assert result.stdout == f"{expected(home)}:3: {SITE}/ferry/title: wrong: title is 'Ferry sails', not 'Ferry sinks'\n"
    assert result.stderr == "clean-news: 5 passed, 1 failed\n"


def test_coverage(home: Path) -> None:
    path = home / "sites" / f"{SITE}.yaml"
    crew = RULES.partition("rules:\n")[2]
    never = crew.replace("id: crew", "id: mast").replace("class=crew", "class=nobody").replace(".crew", ".mast")
    path.write_text(path.read_text(encoding="utf-8") + never, encoding="utf-8")
    assert "coverage" not in run("test", home).stdout
    result = run("test", home, "--coverage")
    assert result.exit_code == 1
    assert f"local/sites/{SITE}/mast/coverage: missing: no test of its own and no page test makes this rule fire" in result.stdout
    assert f"local/sites/{SITE}/crew/coverage" not in result.stdout


def test_only_some(home: Path) -> None:
    _spoil(home)
    assert run("test", home, "-k", "crew").stderr == "clean-news: 1 passed, 0 failed\n"
    assert run("test", home, "-k", "ferry/title").exit_code == 1


def test_page_tests_elsewhere(home: Path, tmp_path: Path) -> None:
    (home / "fixtures").rename("pages")
    assert "1 passed" in run("test", home, "-k", "crew").stderr
    assert "6 passed" in run("test", home, "--fixtures", "pages", "-k", "").stderr


def test_json(home: Path) -> None:
    _spoil(home)
    result = run("test", home, "--format", "json")
    data = json.loads(result.stdout)
    assert (result.exit_code, data["passed"], data["failed"]) == (1, 5, 1)
    [row] = [row for row in data["results"] if not row["passed"]]
    assert row == {
        "kind": "page", "id": f"{SITE}/ferry/title", "subject": f"{SITE}/ferry", "name": "title",
        "at": f"{expected(home)}:3", "passed": False,
        "differences": [{"outcome": "wrong", "text": "title is 'Ferry sails', not 'Ferry sinks'"}],
    }


def test_words_of_a_file_do_not_steer_the_terminal(home: Path) -> None:
    with expected(home).open("a", encoding="utf-8") as file:
        file.write('captions: [{text: "a\u202eb", credit: null}]\n')
    result = run("test", home)
    assert 'missing: {"text": "a\\u202eb", "credit": null} is not in captions' in result.stdout


@pytest.mark.parametrize(("answers", "code", "written"), [
    ("y\n", 0, True), ("n\n", 1, False), ("q\n", 1, False), ("", 1, False), ("?\ny\n", 0, True),
])
def test_update_asks(home: Path, answers: str, code: int, written: bool) -> None:
    _spoil(home)
    before = expected(home).read_text(encoding="utf-8")
    result = run("test", home, "--update", answers=answers)
    assert result.exit_code == code
    assert '-title: "Ferry sinks"\n+title: "Ferry sails"\n' in result.stdout
    after = expected(home).read_text(encoding="utf-8")
    assert after == (before.replace("Ferry sinks", "Ferry sails") if written else before)


def test_update_asks_for_each_page_until_it_is_told_to_stop(home: Path) -> None:
    Path("bridge.html").write_text(PAGE, encoding="utf-8")
    Path("quay.html").write_text(PAGE, encoding="utf-8")
    assert run("new", SITE, "--from", "bridge.html", "quay.html", "--rules", "mine").exit_code == 0
    files = [expected(home).parents[1] / name / "expected.yaml" for name in ("bridge", "ferry", "quay")]
    for file in files:
        text = re.sub(r'(?m)^  - "Join.*\n', "", file.read_text(encoding="utf-8"))
        file.write_text(text.replace("Ferry sails", "Ferry sinks"), encoding="utf-8")
    result = run("test", home, "--update", answers="n\ny\nq\n")
    assert result.exit_code == 1
    assert [yaml.safe_load(file.read_text(encoding="utf-8"))["title"] for file in files] == ["Ferry sinks", "Ferry sails", "Ferry sinks"]
    assert "3 failed; 1 of the failed now expect" in result.stderr


def test_nobody_can_say_yes_to_all(home: Path) -> None:
    assert run("test", home, "--update", "--yes").exit_code == 2


def test_a_file_without_rules_has_nothing_to_test(home: Path) -> None:
    Path("alone.yaml").write_text(f"version: 1\nlayer: site\nsite: {SITE}\ncontent: {{select: [.story]}}\n", encoding="utf-8")
    result = run("test", "alone.yaml")
    assert (result.exit_code, result.stderr) == (0, "clean-news: 0 passed, 0 failed\n")


@pytest.mark.parametrize(("args", "said"), [
    (["missing"], "does not exist"), (["mine", "-k", "nothing"], "no test has 'nothing' in its id"),
    (["empty"], "there are no tests in empty"),
    (["mine", "--coverage", "-k", "x"], "leave -k out"), (["mine", "--update", "--format", "json"], "leave --format json out"),
    (["mine", "--fixtures", "ferry.html"], "is a file"), (["ferry.html"], "ferry.html"),
])
def test_wrong_usage_of_test(home: Path, args: list[str], said: str) -> None:
    Path("empty").mkdir()
    result = run("test", *args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(("file", "text", "said"), [
    ("sites/harbour.example.yaml", "version: 1\nlayer: site\nsit: x\n", "sites/harbour.example.yaml:3:1: "),
    ("fixtures/harbour.example/ferry/expected.yaml", "titel: x\n",
     "expected.yaml:1: 'titel' is no key of this file; did you mean 'title'?"),
    ("fixtures/harbour.example/ferry/meta.yaml", "[\n", "meta.yaml:2:1: is not YAML"),
])
def test_wrong_files(home: Path, file: str, text: str, said: str) -> None:
    (home / file).write_text(text)
    result = run("test", home)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_a_bar_grows_on_a_terminal_only(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import click

    from cleaner.cli.rules.test import test

    def seen(*args: str) -> tuple[int, str, str]:
        code = test.main([str(home), *args], standalone_mode=False)
        return code, *capsys.readouterr()

    assert seen() == (0, "", "clean-news: 6 passed, 0 failed\n")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    code, out, err = seen()
    assert (code, out) == (0, "")
    assert "tests" in click.unstyle(err).replace("\r", "")
    assert "100%" in err
    assert "100%" not in seen("--format", "json")[2]


def test_under_pytest_as_the_document_says(home: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "keeping-rules.md").read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(import pytest\n.*?)```", text, re.S)
    Path("test_mine.py").write_text(code.replace("my-rules", str(home)), encoding="utf-8")

    def outcome() -> str:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_mine.py"]
        return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8").stdout

    assert "2 passed" in outcome()
    _spoil(home)
    said = outcome()
    assert "1 failed, 1 passed" in said
    assert f"test_rules[{SITE}/ferry]" in said


# ---- new

def test_new_names_what_it_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ferry.html").write_text(PAGE, encoding="utf-8")
    Path("quay.html").write_text(PAGE, encoding="utf-8")
    result = run("new", SITE, "--from", "ferry.html", "quay.html")
    assert result.exit_code == 0
    made = [Path(line) for line in result.stdout.splitlines()]
    assert made[0] == Path("my-rules", "sites", f"{SITE}.yaml")
    assert len(made) == 8
    assert all(path.is_file() for path in made)
    assert "nobody said what its address is" in result.stderr
    assert run("check", "my-rules").exit_code == 0
    assert run("test", "my-rules", "--coverage").exit_code == 0


@pytest.mark.parametrize(("args", "said"), [
    ([SITE], "--from"), ([SITE, "--from", "missing.html"], "missing.html: there is no such file or folder."),
    (["co.uk", "--from", "ferry.html"], "'co.uk' is a public suffix"), (["--from", "ferry.html"], "DOMAIN"),
    ([SITE, "--from", "rows.jsonl"], "rows.jsonl:1: cannot be read: it is not JSON"),
    ([SITE, "--from", "ferry.html", "--rules", "mine"], "is not overwritten"),
    ([SITE, "--from", "ferry.html", "--rules", "ferry.html"], "is a file"),
])
def test_wrong_usage_of_new(home: Path, args: list[str], said: str) -> None:
    Path("rows.jsonl").write_text("{\n")
    before = sorted(Path().rglob("*"))
    result = run("new", *args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert sorted(Path().rglob("*")) == before
