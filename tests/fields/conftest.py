"""The shipped words of bylines and names of agencies, as a page of a language has them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from cleaner.fields.byline_words import AgencyNames, BylineWords, byline_words
from cleaner.finder.hints import Hints
from cleaner.rules.model import RuleFile
from cleaner.rules.read import read_rule_file
from cleaner.rules.tables import word_table

sys.path.insert(0, str(Path(__file__).parent))

RULES = Path(__file__).parents[2] / "rules"


@lru_cache(maxsize=64)
def _rule_file(name: str) -> RuleFile:
    path = RULES / name
    return read_rule_file(path.read_text(encoding="utf-8"), str(path))


@lru_cache(maxsize=64)
def _words(language: str = "en") -> BylineWords:
    return byline_words(_rule_file(f"languages/{code}.yaml") for code in dict.fromkeys((language, "en")))


@pytest.fixture(scope="session")
def words() -> Callable[[str], BylineWords]:
    """The words of a language, with English behind it."""
    return _words


@pytest.fixture(scope="session")
def agencies() -> AgencyNames:
    return AgencyNames(_rule_file("generic/agencies.yaml").agencies)


@pytest.fixture(scope="session")
def name_hints() -> Hints:
    return Hints(word_table("fields/hints.yaml"))
