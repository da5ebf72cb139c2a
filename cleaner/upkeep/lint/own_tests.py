"""Findings about the tests that stand inside rules: what they show is what the rule does."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.upkeep.lint.finding import Spot
from cleaner.upkeep.lint.subject import Linted, Subject
from cleaner.upkeep.testing import Run


def never_fires(subject: Subject) -> Iterator[Spot]:
    """Yield rules that claim nothing in any of their tests."""
    for it, runs in _runs(subject):
        if not any(run.fired for run in runs):
            yield it.spot("the rule claims nothing in any of its tests", "tests")


def failed_test(subject: Subject) -> Iterator[Spot]:
    """Yield tests that fail, of rules that do claim something: it misses what it must claim, or claims what it must leave alone."""
    for it, runs in _runs(subject):
        for i, (test, run) in enumerate(zip(it.rule.tests, runs, strict=True)):
            if run.differences and any(other.fired for other in runs):
                said = "; ".join(map(str, run.differences))
                yield it.spot(f"test {test.name or i + 1} fails: {said}", "tests", i)


def _runs(subject: Subject) -> Iterator[tuple[Linted, tuple[Run, ...]]]:
    return ((it, subject.runs(it)) for it in subject.rules)
