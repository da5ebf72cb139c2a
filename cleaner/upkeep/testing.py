"""Running the tests that stand inside rules. Each test loads its rule alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cleaner.claims import Prose, claim, find_hits
from cleaner.dom.door import open_html, read_blocks
from cleaner.dom.plain import read_text
from cleaner.rules.compile import ActiveRules, Tables, is_css
from cleaner.rules.files import rule_files
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Rule, RuleTest
from cleaner.upkeep.outcomes import Difference, TestResult, missing, noisy, wrong
from cleaner.values import Page
from cleaner.zones import find_zones, prose_block


class Run(NamedTuple):
    """What a test of a rule gave: the differences to what it says, and whether the rule claimed anything."""

    differences: tuple[Difference, ...]
    fired: bool


def run_tests(paths: Sequence[str | Path] | None = None) -> list[TestResult]:
    """Return the results of all tests inside the rules of ``paths`` (files or folders; None for the shipped rulebook).

    Raises:
        RuleErrors: a file cannot be loaded.
    """
    return [rule_result(*test, run_test(*test)) for loaded in rule_files(paths) for test in tests_of(loaded)]


def tests_of(loaded: LoadedFile) -> Iterator[tuple[LoadedFile, Rule, RuleTest]]:
    """Yield the tests of a file, each with what :func:`run_test` takes."""
    return ((loaded, rule, test) for rule in loaded.file.rules for test in rule.tests)


def name_of(rule: Rule, test: RuleTest) -> str:
    """Return the name of a test, its number in the rule when it has none."""
    return test.name or str(next(number for number, other in enumerate(rule.tests, 1) if other is test))



def rule_result(loaded: LoadedFile, rule: Rule, test: RuleTest, run: Run) -> TestResult:
    """Return the result of a test that was run."""
    at = f"{rule.origin.path}:{rule.origin.line}"
    return TestResult("rule", loaded.full_id(rule), name_of(rule, test), at, run.differences)


def run_test(loaded: LoadedFile, rule: Rule, test: RuleTest) -> Run:
    """Run a test with its rule alone, whatever the rule's status."""
    acting = dataclasses.replace(rule, status="stable")
    file = dataclasses.replace(loaded.file, rules=(acting,), content=None, disable=(), override=())
    alone = dataclasses.replace(loaded, file=file)
    active = ActiveRules((alone,), (Tables((alone,)),))
    return _run_lines(active, test) if test.lines else _run_html(active, acting, test)


def claimed(page: Page, active: ActiveRules) -> set[int]:
    """Return the blocks that the rules claim, zones taken from the prose of the page itself."""
    before = [0.0]
    for block in page.blocks:
        before.append(before[-1] + (block.words if prose_block(block) else 0.0))
    found = claim(page, active, find_hits(page, active), find_zones(page.blocks), Prose(tuple(before)))
    return {c.block for c in found}


def _run_lines(active: ActiveRules, test: RuleTest) -> Run:
    lines = [line for line in test.lines.splitlines() if line.strip()]
    page = read_text("\n".join(line[2:] for line in lines))
    if len(page.blocks) != len(lines):
        return Run(wrong("a line of the test holds no text"), fired=False)
    taken = claimed(page, active)
    differences = [
        *missing(f"{line[2:]!r} was not claimed" for i, line in enumerate(lines) if line[0] == "-" and i not in taken),
        *noisy(f"{line[2:]!r} was claimed" for i, line in enumerate(lines) if line[0] == "=" and i in taken),
    ]
    return Run(tuple(differences), bool(taken))


def _run_html(active: ActiveRules, rule: Rule, test: RuleTest) -> Run:
    css = rule.select if is_css(active.files[0]) else ()
    page = read_blocks(open_html(test.html), select=css)
    taken = claimed(page, active)
    differences = (*_compare(page, test.claims, taken, wanted=True), *_compare(page, test.keeps, taken, wanted=False))
    return Run(differences, bool(taken))


def _compare(page: Page, texts: Iterable[str], taken: set[int], *, wanted: bool) -> Iterator[Difference]:
    for text in texts:
        blocks = [b.index for b in page.blocks if b.text == " ".join(text.split())]
        if not blocks:
            yield from wrong(f"no block of the test reads {text!r}; blocks are {[b.text for b in page.blocks][:12]}")
        elif wanted and not taken.intersection(blocks):
            yield from missing([f"{text!r} was not claimed"])
        elif not wanted and taken.intersection(blocks):
            yield from noisy([f"{text!r} was claimed"])
