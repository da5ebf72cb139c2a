"""Linting of rules that are made here, without files."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Rule, RuleFile
from cleaner.rules.shelf import Shelf
from cleaner.rules.vocabulary import Origin
from cleaner.upkeep.lint import Finding, lint

TODAY = datetime.date(2026, 11, 23)
FOLDERS = {"generic": "generic", "language": "languages", "family": "families", "site": "sites", "local": "local"}
ROOT = Path("/rulebook")


@pytest.fixture
def rule() -> Callable[..., Rule]:
    """Make a rule that claims advertisements."""

    def make(id: str = "r", **given: Any) -> Rule:
        return Rule(**{"id": id, "role": "ad", "why": "x", "tests": (), **given})

    return make


@pytest.fixture
def loaded() -> Callable[..., LoadedFile]:
    """Make a rule file, of a site unless told otherwise."""

    def make(*rules: Rule, layer: str = "site", stem: str = "example.com", **given: Any) -> LoadedFile:
        path = f"rules/{FOLDERS[layer]}/{stem}.yaml"
        placed = tuple(dataclasses.replace(r, origin=Origin(path, 10 * i, 5)) for i, r in enumerate(rules, 1))
        site = {"site": stem} if layer == "site" else {}
        file = RuleFile(**{"version": 1, "layer": layer, "rules": placed, "origin": Origin(path, 1, 1), **site, **given})
        return LoadedFile(file, FOLDERS[layer], stem, "0")

    return make


@pytest.fixture
def found() -> Callable[..., list[Finding]]:
    """Lint files and return the findings of one kind; ``shipped`` maps names such as ``generic/ads.yaml`` to texts of the rulebook."""

    def look(code: str, *files: LoadedFile, shipped: dict[str, str] | None = None, today: datetime.date = TODAY) -> list[Finding]:
        texts = {ROOT / name: text.encode() for name, text in (shipped or {}).items()}
        every = lint(files, {}, today=today, shelf=Shelf(ROOT, local=False, texts=texts))
        return [finding for finding in every if finding.code == code]

    return look
