"""``clean-news explain``: one block a line, safe for a terminal."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from cleaner.article import Article
from cleaner.cli import main
from cleaner.cli.explain import lines_of
from cleaner.explain import ExplainedBlock, Explanation, NearMiss, Obstacle, RuleNote

DRUPAL = Path(__file__).parent.parent / "fixtures" / "pages" / "drupal-7" / "page.html"

SIGNALS = (("length", 1.5), ("links", -0.25))

EXPLANATION = Explanation(
    blocks=(
        ExplainedBlock(0, "Mayor\x1b[2J opens", "title", "fields/title", "", 0.0),
        ExplainedBlock(1, "up", "vote", "generic/votes/vote-widget", "generic/votes.yaml:9", 0.0),
        ExplainedBlock(2, "The mayor " + "x" * 200, "body", "finder", "", 0.875, SIGNALS, (("a/b/c", "share"),)),
    ),
    article=Article(extractor="finder", confidence=0.9),
)


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["explain", *(str(arg) for arg in args)])


def test_lines() -> None:
    assert list(lines_of(EXPLANATION)) == [
        "+    0  title  fields/title                                      Mayor\\u001b[2J opens",
        "-    1  vote   generic/votes/vote-widget (generic/votes.yaml:9)  up",
        "=    2  body   finder                                            The mayor " + "x" * 60,
        "# 3 blocks, body by finder, confidence 0.90",
    ]


def test_why() -> None:
    assert list(lines_of(EXPLANATION, why=True))[5:7] == [
        "        score 0.88: length +1.50, links -0.25",
        "        lost: a/b/c (share)",
    ]


def test_why_tells_reasons_and_near_misses() -> None:
    obstacles = (Obstacle("zone", "stands in the \x1b[31mbody"), Obstacle("words", "holds 9 words"))
    near = NearMiss("generic/votes/counter", "vote", obstacles), NearMiss("sites/a/k", "ad", obstacles[1:], keep=True)
    block = ExplainedBlock(0, "55 votes", "body", "generic/a/b", "", 0.5, near=near)
    notes = {"generic/a/b": RuleNote("a.yaml:3", "Because."), "generic/votes/counter": RuleNote("votes.yaml:7", "A counter.")}
    assert list(lines_of(Explanation((block,), Article(), notes), why=True))[1:-1] == [
        "        why: Because.",
        "        score 0.50",
        "        near: generic/votes/counter (votes.yaml:7), vote: stands in the \\u001b[31mbody; holds 9 words",
        "        near: sites/a/k, keep: holds 9 words",
    ]


KEPT = DRUPAL.parent.parent / "keeps-poll" / "page.html"


def test_near_misses_are_looked_for_when_they_are_shown() -> None:
    assert "near:" not in run(KEPT).stdout
    assert "near: languages/en-comments/vote-counter (rules/" in run(KEPT, "--why").stdout


def test_a_report_is_written_whole_and_alone(tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    result = run(DRUPAL, "--html", report)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]
    text = report.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "55 users have voted." in text
    assert run(DRUPAL, "--html", "-").stdout == text


def test_a_page_that_fails_leaves_the_report_as_it_was(tmp_path: Path) -> None:
    report, page = tmp_path / "report.html", tmp_path / "page.html"
    report.write_text("before")
    page.write_bytes(b"")
    assert run(page, "--html", report).exit_code == 1
    assert report.read_text() == "before"


def test_a_report_that_cannot_be_written(tmp_path: Path) -> None:
    for target in (tmp_path, tmp_path / "missing" / "report.html"):
        result = run(DRUPAL, "--html", target)
        assert (result.exit_code, result.stdout) == (2, "")
        assert str(target) in result.stderr


def test_every_block_of_a_page_is_shown() -> None:
    result = run(DRUPAL)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[-1].startswith(f"# {len(lines) - 1} blocks")
    [vote] = [line for line in lines if "55 users have voted." in line]
    assert vote.startswith("-")
    assert ".yaml:" in vote
    [body] = [line for line in lines if "VELMORA — The city" in line]
    assert body.startswith("=")


def test_a_page_that_fails(tmp_path: Path) -> None:
    result = run(tmp_path / "missing.html")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "missing.html" in result.stderr


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "1.html").write_text("x")
    (tmp_path / "2.html").write_text("x")
    assert run(tmp_path).exit_code == 2
