"""The tests inside the rules of the rulebook, one by one; and that the runner of such tests tells right from wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleaner.errors import RuleErrors
from cleaner.rules.files import rule_paths
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Rule, RuleFile, RuleTest, Where
from cleaner.rules.shelf import load_file
from cleaner.upkeep.testing import name_of, run_test, run_tests


def _tests() -> Iterator[Any]:
    """Yield a test item for each test of each rule; one for the file when it cannot be read."""
    for path, folder, shown in rule_paths():
        try:
            loaded = load_file(path, folder, shown)
        except RuleErrors as errors:
            yield pytest.param(None, None, errors, id=shown)
            continue
        for rule in loaded.file.rules:
            for test in rule.tests:
                yield pytest.param(loaded, rule, test, id=f"{loaded.full_id(rule)}/{name_of(rule, test)}")


@pytest.mark.parametrize(("loaded", "rule", "test"), list(_tests()))
def test_rule(loaded: LoadedFile, rule: Rule, test: RuleTest | RuleErrors) -> None:
    if isinstance(test, RuleErrors):
        raise test
    assert [str(difference) for difference in run_test(loaded, rule, test).differences] == []


# ---- the runner itself

PROSE = "The mayor opened the bridge on Tuesday, ending a closure of two years."


def _said(test: RuleTest, layer: str = "generic", **given: Any) -> str:
    rule = Rule(**{"id": "r", "role": "ad", "why": "x", "tests": (test,), **given})
    loaded = LoadedFile(RuleFile(version=1, layer=layer, rules=(rule,)), layer, "file", "0")  # type: ignore[arg-type]
    return "; ".join(map(str, run_test(loaded, rule, test).differences))


MENU = {"lines": ("menu",), "where": Where(zone=("head",))}
BOX = {"select": (".box",)}


@pytest.mark.parametrize(("given", "test"), [
    (MENU, RuleTest(lines=f"- Menu\n= {PROSE}\n= Menu")), (MENU, RuleTest(lines=f"= x\n\n- menu\n\n= {PROSE}\n")),
    (BOX, RuleTest(html=f"<p>{PROSE}</p><div class=box>a<b>b</b><p>c  d</p></div>", claims=("ab", "c d"), keeps=(PROSE,))),
    # no file but the rule's own acts, whatever its status
    (MENU | {"status": "proposed"}, RuleTest(lines=f"- Menu\n= {PROSE}")),
])
def test_right_tests(given: dict[str, Any], test: RuleTest) -> None:
    assert _said(test, **given) == ""


@pytest.mark.parametrize(("given", "test", "said"), [
    (MENU, RuleTest(lines=f"= Menu\n= {PROSE}"), "noisy: 'Menu' was claimed"),
    (MENU, RuleTest(lines=f"- Home\n= {PROSE}"), "missing: 'Home' was not claimed"),
    (MENU, RuleTest(lines=f"- Home\n= Menu\n= {PROSE}"), "missing: 'Home' was not claimed; noisy: 'Menu' was claimed"),
    (MENU, RuleTest(lines=f"= {PROSE}\n- Menu\n= {PROSE}"), "missing: 'Menu' was not claimed"),
    (MENU, RuleTest(lines="- Menu\n= \u200b"), "wrong: a line of the test holds no text"),
    (BOX, RuleTest(html=f"<p>{PROSE}</p><div class=box>a</div>", keeps=("a",)), "noisy: 'a' was claimed"),
    (BOX, RuleTest(html=f"<p>{PROSE}</p><div class=bax>a</div>", claims=("a",)), "missing: 'a' was not claimed"),
    (BOX, RuleTest(html="<div class=box>a</div>", claims=("b",)), "wrong: no block of the test reads 'b'; blocks are ['a']"),
])
def test_wrong_tests(given: dict[str, Any], test: RuleTest, said: str) -> None:
    assert _said(test, **given) == said


def test_css_of_site_rules() -> None:
    test = RuleTest(html=f"<p>{PROSE}</p><div class=box><p>a</p></div>", claims=("a",), keeps=(PROSE,))
    assert _said(test, "site", select=("div.box > p:first-child",)) == ""
    assert _said(test, "site", select=("div.box > p:nth-child(2)",)) == "missing: 'a' was not claimed"


def test_a_folder_of_rules(tmp_path: Path) -> None:
    tests = "[{name: first, lines: '- x'}, {lines: '- y\n\n= x'}]"
    text = f"version: 1\nlayer: local\nrules:\n- {{id: a, role: ad, why: It is one., lines: [x], tests: {tests}}}\n"
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    results = run_tests([tmp_path])
    assert [(r.subject, r.name, r.passed, r.at) for r in results] == [
        ("local/mine/a", "first", True, f"{tmp_path / 'mine.yaml'}:4"), ("local/mine/a", "2", False, f"{tmp_path / 'mine.yaml'}:4"),
    ]
    assert results[1].message == "missing: 'y' was not claimed; noisy: 'x' was claimed"
