"""``clean-news rules``: check, test, show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleaner.cli import main

GOOD = """\
version: 1
layer: local
rules:
  - id: weather-line
    role: weather
    why: The paper prints the weather above each story.
    lines: ["Weather: {words}"]
    where: {zone: head}
    tests:
      - lines: |
          = Mayor opens bridge
          - Weather: mild and grey
          = The mayor opened the bridge on Tuesday, ending a closure of two years for drivers in the town.
      - lines: |
          = Mayor opens bridge
          = Weather: nobody knows
          = The mayor opened the bridge on Tuesday, ending a closure of two years for drivers in the town.
"""


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["rules", *(str(arg) for arg in args)])


@pytest.fixture
def rule_file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD.replace("          = Weather: nobody knows\n", "          = Weather the storm\n"))
    return path


def test_check_of_good_rules(rule_file: Path) -> None:
    result = run("check", rule_file)
    assert (result.exit_code, result.stdout) == (0, "")


def test_check_names_the_place(rule_file: Path) -> None:
    rule_file.write_text(GOOD.replace("why:", "whi:"))
    result = run("check", rule_file)
    assert result.exit_code == 2
    assert f"{rule_file}:6:" in result.stdout
    assert "why" in result.stdout


PASSES = GOOD.replace("          = Weather: nobody knows\n", "          = Weather the storm\n")
FOUND = PASSES.replace("    where: {zone: head}\n", "")


def test_check_of_what_can_be_better(rule_file: Path) -> None:
    rule_file.write_text(FOUND)
    result = run("check", rule_file)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{rule_file}:7:13: warning short-literal: 'Weather: {{words}}' is too little")
    assert result.stdout.endswith("[local/mine/weather-line]\n")
    assert "1 warning" in result.stderr


def test_check_of_errors_alone(rule_file: Path) -> None:
    rule_file.write_text(FOUND)
    result = run("check", rule_file, "--level", "error")
    assert (result.exit_code, result.stdout) == (0, "")
    rule_file.write_text(FOUND.replace("- Weather: mild", "- Climate: mild").replace("= Weather the", "- Weather the"))
    result = run("check", rule_file, "--level", "error")
    assert (result.exit_code, result.stdout.count("\n")) == (1, 1)
    assert "error never-fires" in result.stdout


@pytest.mark.parametrize(("text", "code"), [(PASSES, 0), (FOUND, 1), (FOUND.replace("why:", "whi:"), 2)])
def test_check_as_json(rule_file: Path, text: str, code: int) -> None:
    rule_file.write_text(text)
    result = run("check", rule_file, "--format", "json")
    rows = json.loads(result.stdout)
    assert (result.exit_code, bool(rows)) == (code, code > 0)
    assert all(row["path"] == str(rule_file) and row["line"] > 0 for row in rows)


def test_check_for_github(rule_file: Path) -> None:
    rule_file.write_text(FOUND)
    result = run("check", rule_file, "--format", "github")
    assert result.stdout.startswith(f"::warning file={rule_file},line=7,col=13,title=short-literal::")


def test_rules_that_pass_their_tests(rule_file: Path) -> None:
    result = run("test", rule_file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 passed, 0 failed" in result.stderr


def test_a_rule_that_fails_its_test(rule_file: Path) -> None:
    rule_file.write_text(GOOD)
    result = run("test", rule_file)
    assert result.exit_code == 1
    assert "weather-line" in result.stdout
    assert str(rule_file) in result.stdout


def test_show(rule_file: Path) -> None:
    result = run("show", "--url", "https://example.org/story", "--rules", rule_file.parent)
    assert result.exit_code == 0
    [line] = [line for line in result.stdout.splitlines() if "weather-line" in line]
    assert "weather" in line
    assert f"{rule_file}:4" in line


@pytest.mark.parametrize("url", ["", "no-address", "https://", "//"])
def test_show_wants_an_address(url: str) -> None:
    result = run("show", "--url", url)
    assert result.exit_code == 2
    assert "is no address" in result.stderr


@pytest.mark.parametrize("args", [["check", "missing.yaml"], ["test", "missing.yaml"], ["show"], ["unknown"]])
def test_wrong_usage(args: list[str]) -> None:
    assert run(*args).exit_code == 2


def test_the_shipped_rulebook_has_no_mistakes() -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")
