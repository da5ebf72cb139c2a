"""Findings about files, and about the tests inside rules."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from cleaner.rules.model import Disable, Override, RuleTest, Valid, Where

Make = Callable[..., Any]

DAY = datetime.date(2026, 11, 23)
PROSE = "= The mayor opened the bridge on Tuesday, ending a closure of two years.\n"


@pytest.mark.parametrize("reviewed", [None, DAY, datetime.date(2025, 5, 24), datetime.date(2027, 1, 1)])
def test_reviews_that_are_fresh(loaded: Make, found: Make, reviewed: datetime.date | None) -> None:
    assert found("stale-review", loaded(reviewed=reviewed)) == []


@pytest.mark.parametrize(("reviewed", "months"), [(datetime.date(2025, 5, 23), 18), (datetime.date(2020, 12, 31), 70)])
def test_reviews_that_are_old(loaded: Make, found: Make, reviewed: datetime.date, months: int) -> None:
    [finding] = found("stale-review", loaded(reviewed=reviewed))
    assert f"{months} months" in finding.message


@pytest.mark.parametrize(
    "valid", [Valid(), Valid(until=DAY), Valid(since=datetime.date(2020, 1, 1)), Valid(until=datetime.date(2030, 1, 1))]
)
def test_windows_that_are_open(rule: Make, loaded: Make, found: Make, valid: Valid) -> None:
    assert found("past-window", loaded(rule(valid=valid))) == []


def test_a_window_that_has_closed(rule: Make, loaded: Make, found: Make) -> None:
    assert len(found("past-window", loaded(rule(valid=Valid(until=datetime.date(2026, 11, 22)))))) == 1


def off(rule: str) -> Disable:
    return Disable(rule, "x")


def on(rule: str, **given: Any) -> Override:
    return Override(rule, "x", **given)


BOOK = {
    "generic/ads.yaml": "version: 1\nlayer: generic\nrules:\n"
    + "".join(
        f"  - {{id: {i}, role: ad, why: x, select: .ad, status: {i}, tests: [{{html: <p>a</p>, claims: a, keeps: b}}]}}\n"
        for i in ("stable", "proposed")
    ),
}


@pytest.mark.parametrize(
    "given",
    [
        {"disable": (off("generic/ads/stable"),)},
        {"disable": (off("generic/ads/stable"), off("generic/ads/other"))},
        {"override": (on("generic/ads/stable"),)},
        {"override": (on("generic/ads/proposed", status="stable"),)},
        {"generic": False, "disable": (off("families/x/y"),)},
    ],
)
def test_changes_that_matter(loaded: Make, found: Make, given: Any) -> None:
    assert found("idle-change", loaded(**given), shipped=BOOK) == []


@pytest.mark.parametrize(
    "given",
    [
        {"disable": (off("generic/ads/stable"), off("generic/ads/stable"))},
        {"disable": (off("generic/ads/stable"),), "override": (on("generic/ads/stable"),)},
        {"generic": False, "disable": (off("generic/ads/stable"),)},
        {"generic": False, "override": (on("languages/en/x"),)},
        {"disable": (off("generic/ads/proposed"),)},
        {"override": (on("generic/ads/proposed", where=Where()),)},
        {"override": (on("generic/ads/stable"), on("generic/ads/stable"))},
    ],
)
def test_changes_that_do_not(loaded: Make, found: Make, given: Any) -> None:
    assert len(found("idle-change", loaded(**given), shipped=BOOK)) == 1


def test_rules_that_do_what_their_tests_show(rule: Make, loaded: Make, found: Make) -> None:
    file = loaded(rule(lines=("Print this page",), tests=(RuleTest(lines=PROSE + "- Print this page\n= Print this"),)))
    assert found("never-fires", file) == found("failed-test", file) == []


def test_a_rule_that_never_fires(rule: Make, loaded: Make, found: Make) -> None:
    file = loaded(rule(lines=("Print this page",), tests=(RuleTest(lines=PROSE + "- Print this pages"), RuleTest(lines=PROSE))))
    [finding] = found("never-fires", file)
    assert finding.severity == "error"
    assert found("failed-test", file) == [], "one finding says it"


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ((RuleTest(lines=PROSE + "- Print\n- Sprint"),), "missing: 'Sprint'"),
        ((RuleTest(lines=PROSE + "- Print"), RuleTest(lines="= Print", name="alone")), "test alone fails: noisy"),
        ((RuleTest(html="<p>Print</p><p>x</p>", claims=("Print",), keeps=("y",)),), "no block of the test reads 'y'"),
    ],
)
def test_a_test_that_fails(rule: Make, loaded: Make, found: Make, tests: Any, said: str) -> None:
    [finding] = found("failed-test", loaded(rule(lines=("Print",), tests=tests)))
    assert said in finding.message
