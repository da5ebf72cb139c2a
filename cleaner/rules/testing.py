"""Running the tests that stand inside rules. Each test loads its rule alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleaner.claims import Prose, claim, find_hits
from cleaner.dom.door import open_html, read_blocks
from cleaner.dom.plain import read_text
from cleaner.rules.compile import ActiveRules, Tables, is_css
from cleaner.rules.files import rule_files
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Rule, RuleTest
from cleaner.values import Page
from cleaner.zones import find_zones, prose_block


@dataclass(frozen=True, slots=True)
class TestResult:
    """What a test inside a rule gave: full rule id, the test's name or number, ``file:line``, whether it passed, what was wrong."""

    __test__ = False

    rule: str
    name: str
    at: str
    passed: bool
    message: str = ""


def run_tests(paths: Sequence[str | Path] | None = None) -> list[TestResult]:
    """Return the results of all tests inside the rules of ``paths`` (files or folders; None for the shipped rulebook).

    Raises:
        RuleErrors: a file cannot be loaded.
    """
    return [result for loaded in rule_files(paths) for result in test_file(loaded)]


def test_file(loaded: LoadedFile) -> Iterator[TestResult]:
    """Yield the results of the tests of one file."""
    for rule in loaded.file.rules:
        for number, test in enumerate(rule.tests, 1):
            message = run_test(loaded, rule, test)
            at = f"{rule.origin.path}:{rule.origin.line}"
            yield TestResult(loaded.full_id(rule), test.name or str(number), at, not message, message)


test_file.__test__ = False  # type: ignore[attr-defined]  # a function of the product, not of pytest


def run_test(loaded: LoadedFile, rule: Rule, test: RuleTest) -> str:
    """Return what is wrong with the outcome of a test, "" when it is as expected."""
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


def _run_lines(active: ActiveRules, test: RuleTest) -> str:
    lines = [line for line in test.lines.splitlines() if line.strip()]
    page = read_text("\n".join(line[2:] for line in lines))
    if len(page.blocks) != len(lines):
        return "a line of the test holds no text"
    taken = claimed(page, active)
    wrong = []
    for i, line in enumerate(lines):
        if line[0] == "-" and i not in taken:
            wrong.append(f"missing: {line[2:]!r} was not claimed")
        elif line[0] == "=" and i in taken:
            wrong.append(f"noisy: {line[2:]!r} was claimed")
    return "; ".join(wrong)


def _run_html(active: ActiveRules, rule: Rule, test: RuleTest) -> str:
    css = rule.select if is_css(active.files[0]) else ()
    page = read_blocks(open_html(test.html), select=css)
    taken = claimed(page, active)
    return "; ".join([
        *_compare(page, test.claims, taken, wanted=True), *_compare(page, test.keeps, taken, wanted=False),
    ])


def _compare(page: Page, texts: Iterable[str], taken: set[int], *, wanted: bool) -> Iterator[str]:
    for text in texts:
        blocks = [b.index for b in page.blocks if b.text == " ".join(text.split())]
        if not blocks:
            yield f"no block of the test reads {text!r}; blocks are {[b.text for b in page.blocks][:12]}"
        elif wanted and not taken.intersection(blocks):
            yield f"missing: {text!r} was not claimed"
        elif not wanted and taken.intersection(blocks):
            yield f"noisy: {text!r} was claimed"
