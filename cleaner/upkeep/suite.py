"""All tests of rule files: those inside rules, and the page tests beside them; and the rules that none of them makes fire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeAlias

from cleaner.errors import PageError
from cleaner.pipeline import Options, clean_page
from cleaner.rules.book import Rulebook
from cleaner.rules.files import rule_files
from cleaner.rules.load import load_rules
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Rule, RuleTest
from cleaner.rules.shelf import shipped_shelf
from cleaner.upkeep.cases import Case
from cleaner.upkeep.expecting import Actual, actual, compare_field
from cleaner.upkeep.fixtures import cases_of, fixtures_of, home_of, is_shipped
from cleaner.upkeep.outcomes import TestResult, missing, wrong
from cleaner.upkeep.testing import name_of, rule_result, run_test, tests_of


class RuleUnit(NamedTuple):
    """A test inside a rule."""

    loaded: LoadedFile
    rule: Rule
    test: RuleTest

    @property
    def id(self) -> str:
        """The rule's full id and the test's name: ``generic/votes/vote-widget/1``."""
        return f"{self.loaded.full_id(self.rule)}/{name_of(self.rule, self.test)}"


class PageUnit(NamedTuple):
    """A page test, with or without the shipped rules of sites; only the fields named, None for all."""

    case: Case
    sites: bool
    fields: tuple[str, ...]

    @property
    def id(self) -> str:
        """What results call it: ``example.com/bridge``."""
        return self.case.id if self.sites else f"{self.case.id} (generic)"


Unit: TypeAlias = "RuleUnit | PageUnit"


class Ran(NamedTuple):
    """What a unit gave: its results, the full ids of the rules that claimed something, what cleaning its page gave."""

    results: tuple[TestResult, ...]
    fired: frozenset[str]
    found: Actual | None = None


@dataclass(frozen=True)
class Suite:
    """The tests of rule files.

    Attributes:
        files: the rule files.
        units: their tests, each to be run by :func:`run_unit`.
        homes: the folders of the user's rules among them.
        lost: results for page tests that a site file names and that are not there.
    """

    files: tuple[LoadedFile, ...]
    units: tuple[Unit, ...]
    homes: tuple[Path, ...]
    lost: tuple[TestResult, ...] = ()

    @cached_property
    def book(self) -> Rulebook:
        """The shipped rules with the user's laid over them."""
        return load_rules(*self.homes)

    @cached_property
    def book_without_sites(self) -> Rulebook:
        """The same without the shipped rules of sites."""
        return load_rules(*self.homes, sites=False)


def collect(paths: Sequence[str | Path] | None = None, *, fixtures: str | Path | None = None, only: str = "") -> Suite:
    """Return the tests of rule files and folders; none is run.

    Args:
        paths: rule files and folders; None for the shipped rulebook.
        fixtures: a folder of page tests, instead of those that stand beside the rules.
        only: part of the ids of the tests that are wanted.

    Raises:
        RuleErrors: a rule file is wrong.
        InputError: a page test is not whole.
    """
    files = tuple(rule_files(paths))
    given = [Path(path) for path in paths] if paths else [shipped_shelf().root]
    cases = cases_of(given, {f.file.site for f in files if f.file.site}, Path(fixtures) if fixtures is not None else None)
    units: list[Unit] = [RuleUnit(*test) for loaded in files for test in tests_of(loaded)]
    units += [PageUnit(case, sites, tuple(case.expected.values)) for case in cases for sites in case.sites]
    # In the order given: of two files for a site, both act, and the record says which came last.
    homes = tuple(dict.fromkeys(home for path in given if not is_shipped(home := home_of(path))))
    lost = () if fixtures is not None else tuple(_lost(files))
    return Suite(
        files, tuple(kept for unit in units if (kept := _matching(unit, only))), homes, tuple(r for r in lost if only in r.id),
    )


def run_unit(unit: Unit, suite: Suite) -> Ran:
    """Run a test.

    Raises:
        RuleErrors: a rule file that a page needs is wrong.
        InputError: a page cannot be read.
    """
    if isinstance(unit, RuleUnit):
        run = run_test(*unit)
        return Ran((rule_result(*unit, run),), frozenset({unit.loaded.full_id(unit.rule)} if run.fired else ()))
    return _run_page(unit, suite.book if unit.sites else suite.book_without_sites)


def run_all(suite: Suite) -> Iterator[Ran]:
    """Yield what each test gives."""
    return (run_unit(unit, suite) for unit in suite.units)


def uncovered(suite: Suite, fired: Iterable[str]) -> list[TestResult]:
    """Return a failing result for each rule that claimed nothing in any test; a line that another rule took does not count.

    Args:
        suite: the tests.
        fired: the full ids of the rules that claimed something when they ran.
    """
    known = frozenset(fired)
    reason = missing(["no test of its own and no page test makes this rule fire"])
    return [
        TestResult("coverage", loaded.full_id(rule), "coverage", f"{rule.origin.path}:{rule.origin.line}", reason)
        for loaded in suite.files for rule in loaded.file.rules if loaded.full_id(rule) not in known
    ]


def _matching(unit: Unit, only: str) -> Unit | None:
    """Return what is left of a unit when only some ids are wanted, None when that is nothing."""
    if isinstance(unit, RuleUnit):
        return unit if only in unit.id else None
    fields = tuple(field for field in unit.fields if only in f"{unit.id}/{field}")
    return unit._replace(fields=fields) if fields or not only else None


def _lost(files: Iterable[LoadedFile]) -> Iterator[TestResult]:
    for loaded in files:
        path = loaded.file.origin.path
        local = loaded.folder.startswith("local")
        folder = fixtures_of(home_of(Path(path)) if local else shipped_shelf().root)
        # The installed rulebook comes without its page tests.
        for fixture in loaded.file.fixtures if local or folder.is_dir() else ():
            place = folder / loaded.file.site / fixture.page
            if not place.is_dir():
                at = f"{path}:{fixture.origin.line or 1}"
                yield TestResult("page", f"{loaded.file.site}/{fixture.page}", "page", at, missing([f"there is no folder {place}"]))


def _run_page(unit: PageUnit, book: Rulebook) -> Ran:
    case, subject = unit.case, unit.id
    try:
        found = actual(*clean_page(case.data(), book, Options(case.url, case.kind, case.fetched_at)))
    except PageError as error:
        told = wrong(f"the page cannot be cleaned: {error.stage}: {error.message}")
        return Ran((TestResult("page", subject, "page", str(case.page), told),), frozenset())
    results = tuple(
        TestResult("page", subject, field, case.expected.at(field), compare_field(field, case.expected.values[field], found))
        for field in unit.fields
    )
    return Ran(results, frozenset(found.hits), found)

