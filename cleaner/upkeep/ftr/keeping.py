"""Leaving imported files out that are worse than none, by pages with gold."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleaner.domains import host_of
from cleaner.errors import PageError
from cleaner.rules.book import Rulebook
from cleaner.rules.load import load_rules
from cleaner.upkeep.ftr.importing import Import
from cleaner.upkeep.given import GivenPage
from cleaner.upkeep.gold import Figures, figures_of, page_figures, record_of
from cleaner.upkeep.states import see


@dataclass(frozen=True, slots=True)
class Judged:
    """What an imported site file does to pages with gold.

    Attributes:
        pages: how many they are.
        with_file: their figures with it (and its family, and the shipped rules).
        without: their figures with the shipped rules alone.
        changed: pages whose record differs.
    """

    pages: int
    with_file: Figures
    without: Figures
    changed: int

    @property
    def worse(self) -> bool:
        """Whether the file is worse than none: bodies first, then exact bodies, then fields."""
        return self.with_file.order < self.without.order


@dataclass
class _Sums:
    now: list[Mapping[str, Any]] = field(default_factory=list)
    then: list[Mapping[str, Any]] = field(default_factory=list)
    changed: int = 0


def judge(folder: Path, pages: Iterable[GivenPage], *, sites: bool = True) -> dict[str, Judged]:
    """Return what the site files below ``folder`` do, by their names without ``.yaml``. Pages without gold tell nothing.

    Args:
        folder: a folder of rules.
        pages: the pages, read one at a time.
        sites: False leaves the shipped site files out on both sides.

    Raises:
        RuleErrors: a rule file is wrong.
    """
    book, bare = load_rules(folder, sites=sites), load_rules(sites=sites)
    sums: dict[str, _Sums] = {}
    for page in pages:
        stem = _stem(book, host_of(page.url))
        if not page.gold or not stem:
            continue
        try:
            now, then = see(page, book).article, see(page, bare).article
        except PageError:
            continue  # it cannot be cleaned in either state
        found = sums.setdefault(stem, _Sums())
        found.now.append(page_figures(page.gold, record_of(now)))
        found.then.append(page_figures(page.gold, record_of(then)))
        found.changed += record_of(now) != record_of(then)
    return {stem: Judged(len(s.now), figures_of(s.now), figures_of(s.then), s.changed) for stem, s in sorted(sums.items())}


def _stem(book: Rulebook, host: str) -> str:
    """Return the name of the user's file that serves a host, "" when none does."""
    return next((f.stem for f in book.site_files(host) if f.layer == "local"), "") if host else ""


def keep_if_better(made: Import, pages: Iterable[GivenPage]) -> tuple[Import, dict[str, Judged]]:
    """Return the import without the files that are worse than none on pages with gold, and what each file does.

    Files that no page with gold tells of stay.
    """
    with tempfile.TemporaryDirectory() as name:
        made.write(name)
        judged = judge(Path(name), pages)
    worse = {f"sites/{stem}.yaml": found for stem, found in judged.items() if found.worse}
    files = {name: text for name, text in made.files.items() if name not in worse}
    reports = tuple(
        dataclasses.replace(r, left_out=True, note=_note(worse[r.target])) if r.target in worse else r for r in made.reports
    )
    return Import(reports, files), judged


def _note(found: Judged) -> str:
    now, then = found.with_file, found.without
    return f"left out: on {found.pages} pages with gold body_f1 is {now.body_f1:.4f} with it and {then.body_f1:.4f} without"
