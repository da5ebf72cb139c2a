"""``--site-memory``, ``memory show`` and ``rules suggest --from-memory``, on a small crawl."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cleaner.cli import main
from cleaner.memory.store import Store
from cleaner.upkeep.from_memory import memory_draft

SLOGAN = "The moonlight edition reaches 14 villages by bicycle"
PRESSES = "Our presses stand in the old mill and have done so since 1911."
TAIL = (SLOGAN, PRESSES, "Come and see the presses on Sundays")


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def learned(tmp_path: Path, text_site: Any) -> Path:
    """Give the folder of a memory that has seen nine pages."""
    pages = text_site.write_crawl(tmp_path / "a.jsonl", range(9), TAIL)
    made = run(pages, "-o", tmp_path / "a.out", "--site-memory", tmp_path / "m", "--workers", 0)
    assert made.exit_code == 0
    return tmp_path / "m"


def bodies(path: Path) -> list[str]:
    return [json.loads(line)["body"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_run_without_the_option_writes_nothing(tmp_path: Path, text_site: Any) -> None:
    assert run(text_site.write_crawl(tmp_path / "a.jsonl", range(2), TAIL), "-o", tmp_path / "out.jsonl", "--workers", 0).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "out.jsonl"]


def test_the_run_that_learns_does_not_yet_claim_and_the_next_one_does(tmp_path: Path, text_site: Any, learned: Path) -> None:
    assert all(SLOGAN in body for body in bodies(tmp_path / "a.out"))
    pages = text_site.write_crawl(tmp_path / "b.jsonl", range(20, 24), TAIL)
    made = run(pages, "-o", tmp_path / "b.out", "--site-memory", learned, "--workers", 0)
    assert made.exit_code == 0
    assert bodies(tmp_path / "b.out") == ["\n\n".join(text_site.story(n)) for n in range(20, 24)]
    assert Store(learned).run == 2


def test_workers_write_the_same_records_and_the_same_memory(tmp_path: Path, text_site: Any, learned: Path) -> None:
    made = run(tmp_path / "a.jsonl", "-o", tmp_path / "two.out", "--site-memory", tmp_path / "two", "--workers", 2)
    assert made.exit_code == 0
    assert (tmp_path / "two.out").read_bytes() == (tmp_path / "a.out").read_bytes()
    name = Path("sites", "paper.example.json")
    assert (tmp_path / "two" / name).read_bytes() == (learned / name).read_bytes()


def test_a_folder_that_is_no_memory_is_refused(tmp_path: Path, text_site: Any) -> None:
    pages = text_site.write_crawl(tmp_path / "a.jsonl", range(1), TAIL)
    result = run(pages, "--site-memory", tmp_path, "--workers", 0)
    assert (result.exit_code, result.stdout) == (2, "")


def test_show_names_sites_and_lines(learned: Path) -> None:
    sites = json.loads(run("memory", "show", learned, "--json").stdout)
    assert sites == {"run": 1, "sites": [{"site": "paper.example", "pages": 9, "sure": 3, "run": 1}]}
    shown = run("memory", "show", learned, "www.paper.example").stdout
    assert "9 of 9" in shown and "the moonlight edition reaches 0 villages by bicycle" in shown
    found = json.loads(run("memory", "show", learned, "paper.example", "--all", "--json").stdout)
    assert {line["doubt"] for line in found["lines"]} >= {""}
    assert all(line["rule"] == f"memory/paper.example/{line['key']}" for line in found["lines"])


def test_show_of_a_site_that_was_never_seen(learned: Path) -> None:
    result = run("memory", "show", learned, "other.example")
    assert result.exit_code == 2 and "has seen no page of other.example" in result.stderr


def test_explain_with_a_memory_learns_nothing(tmp_path: Path, text_site: Any, learned: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("\n\n".join(["Story of the day", *text_site.story(30), *TAIL]), encoding="utf-8")
    before = (learned / "sites" / "paper.example.json").read_bytes()
    shown = run("explain", page, "--url", "https://paper.example/30", "--site-memory", learned, "--kind", "text").stdout
    assert "memory/paper.example/" in shown
    assert (learned / "sites" / "paper.example.json").read_bytes() == before


def test_rules_made_of_a_memory_pass_check_and_test_and_act(tmp_path: Path, text_site: Any, learned: Path) -> None:
    file = tmp_path / "own" / "sites" / "paper.example.yaml"
    made = run("rules", "suggest", "--from-memory", learned, "--site", "paper.example", "-o", file)
    assert (made.exit_code, made.stdout) == (0, "")
    assert "proposed from the site memory" in made.stderr
    assert run("rules", "check", file).exit_code == 0
    assert run("rules", "test", file).exit_code == 0
    assert run("rules", "accept", file).exit_code == 0
    pages = text_site.write_crawl(tmp_path / "b.jsonl", range(30, 31), TAIL)
    assert run(pages, "-o", tmp_path / "b.out", "--rules", tmp_path / "own", "--workers", 0).exit_code == 0
    assert bodies(tmp_path / "b.out") == ["\n\n".join(text_site.story(30))]


def test_a_draft_joins_lines_that_follow_each_other(learned: Path) -> None:
    [rule] = memory_draft(Store(learned), "paper.example").rules
    assert [step.literal for step in rule.sequence] == [
        "the moonlight edition reaches {int} villages by bicycle", "our presses stand in the old mill and have done so since {int}.",
        "come and see the presses on sundays",
    ]
    assert [step.anchor for step in rule.sequence] == [False, True, False]
    assert (rule.evidence.pages, rule.evidence.of) == (9, 9)


@pytest.mark.parametrize(
    "args, says",
    [
        (["--site", "paper.example"], "from PAGES, or from a site memory"),
        (["--from-memory", "m", "--site", "other.example"], "has seen no page of other.example"),
        (["--from-memory", "m", "--site", ""], "is no site"),
    ],
)
def test_suggest_says_what_is_missing(learned: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], says: str) -> None:
    monkeypatch.chdir(learned.parent)
    result = run("rules", "suggest", *args)
    assert result.exit_code == 2 and says in result.stderr


def test_a_memory_that_knows_nothing_proposes_nothing(tmp_path: Path, text_site: Any) -> None:
    pages = text_site.write_crawl(tmp_path / "a.jsonl", range(2), TAIL)
    run(pages, "-o", tmp_path / "a.out", "--site-memory", tmp_path / "m", "--workers", 0)
    result = run("rules", "suggest", "--from-memory", tmp_path / "m", "--site", "paper.example")
    assert (result.exit_code, result.stdout) == (1, "")
