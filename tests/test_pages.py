"""Whole pages: a folder below ``fixtures/pages`` or ``fixtures/sites/<site>`` is a case, a field of its ``expected.yaml`` a test.

``meta.yaml``: url, kind, fetched_at, and sites (true, false or both: with and without the rules of sites).
``expected.yaml``: the record's fields, compared as they are, and

* ``body``: its paragraphs, all of them, in order;
* ``body_first``, ``body_last``: how it begins and ends;
* ``blocks``, ``removed``: each of these must be among the record's;
* ``hits``: how many blocks a rule claims.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from cleaner import load_rules
from cleaner.pipeline import Options, clean_page
from cleaner.rules.book import Rulebook
from cleaner.upkeep.cases import Case, find_cases
from cleaner.upkeep.expecting import Actual, actual, compare_field

FIXTURES = Path(__file__).parent / "fixtures"
CASES = {case.id: case for part in ("pages", "sites") for case in find_cases(FIXTURES / part)}
RUNS = [pytest.param(case.id, sites, id=f"{case.id}-{'sites' if sites else 'generic'}") for case in CASES.values() for sites in case.sites]


def _fields() -> list[Any]:
    return [
        pytest.param(*run.values, field, id=f"{run.id}-{field}")
        for run in RUNS for field in CASES[str(run.values[0])].expected.values
    ]


@lru_cache(2)
def _book(sites: bool) -> Rulebook:
    return load_rules(sites=sites)


@lru_cache
def _found(name: str, sites: bool) -> Actual:
    case: Case = CASES[name]
    return actual(*clean_page(case.data(), _book(sites), Options(case.url, case.kind, case.fetched_at)))


@pytest.mark.parametrize(("name", "sites", "field"), _fields())
def test_field(name: str, sites: bool, field: str) -> None:
    differences = compare_field(field, CASES[name].expected.values[field], _found(name, sites))
    assert [str(difference) for difference in differences] == []


@pytest.mark.parametrize(("name", "sites"), RUNS)
def test_every_removed_block_names_its_rule(name: str, sites: bool) -> None:
    assert [block for block in _found(name, sites).record["removed"] if not (block["rule"] and block["role"])] == []


def test_there_are_pages() -> None:
    assert len(CASES) > 100
