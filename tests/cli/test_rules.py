"""``clean-news rules``: check, test, show."""

from __future__ import annotations

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


def test_rules_that_pass_their_tests(rule_file: Path) -> None:
    result = run("test", rule_file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 passed, 0 failed" in result.stderr


def test_a_rule_that_fails_its_test(rule_file: Path) -> None:
    rule_file.write_text(GOOD)
    result = run("test", rule_file)
    assert result.exit_code == 2
    assert "weather-line" in result.stdout
    assert str(rule_file) in result.stdout


def test_show(rule_file: Path) -> None:
    result = run("show", "--url", "https://example.org/story", "--rules", rule_file.parent)
    assert result.exit_code == 0
    [line] = [line for line in result.stdout.splitlines() if "weather-line" in line]
    assert "weather" in line
    assert f"{rule_file}:4" in line


@pytest.mark.parametrize("args", [["check", "missing.yaml"], ["test", "missing.yaml"], ["show"], ["unknown"]])
def test_wrong_usage(args: list[str]) -> None:
    assert run(*args).exit_code == 2


def test_the_shipped_rulebook_has_no_mistakes() -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")
