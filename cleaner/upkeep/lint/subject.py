"""What the linter looks at: the rules of the given files, and the wider layers that act beside them."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from cleaner.errors import RuleErrors
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Rule
from cleaner.rules.ranges import parse_range
from cleaner.rules.shelf import Shelf
from cleaner.upkeep.lint.finding import Spot
from cleaner.upkeep.testing import Run, run_test

T = TypeVar("T")

#: Share of linked characters from which on a block is a link, and no sentence of an article.
_LINKED = 0.3
#: The language whose rules act on every page.
ALWAYS = "en"


@dataclass(frozen=True, eq=False)
class Linted:
    """A rule, its file and its place among the file's rules."""

    loaded: LoadedFile
    number: int
    rule: Rule

    @property
    def id(self) -> str:
        """The rule's full id."""
        return self.loaded.full_id(self.rule)

    @property
    def at(self) -> str:
        """The rule's ``file:line``."""
        return f"{self.rule.origin.path}:{self.rule.origin.line}"

    @property
    def general(self) -> bool:
        """Whether the rule acts on pages of sites that it knows nothing of."""
        return self.loaded.file.layer in ("generic", "language") or (self.loaded.file.layer == "local" and not self.loaded.file.site)

    @property
    def in_body(self) -> bool:
        """Whether the rule may claim any block between paragraphs of the article, whatever it stands in."""
        where = self.rule.where
        linked = bool(where.links) and parse_range(where.links)[0] >= _LINKED
        return not (where.inside or where.tag or linked) and (not where.zone or "body" in where.zone)

    @property
    def bounded(self) -> bool:
        """Whether the rule's own conditions limit how long a block it takes may be."""
        return bool(self.rule.where.words) and not self.rule.where.words.rstrip().endswith("..")

    def spot(self, message: str, *path: str | int) -> Spot:
        """Return a spot below the rule."""
        return Spot(self.loaded, ("rules", self.number, *path), message, self.rule)


class Subject:
    """What is linted.

    Args:
        files: the files to look at.
        today: the day by which reviews are old and windows past.
        shelf: the rulebook whose wider layers act beside the files.
    """

    def __init__(self, files: Iterable[LoadedFile], today: datetime.date, shelf: Shelf) -> None:
        self.files, self.today, self._shelf = tuple(files), today, shelf
        self._spoken: dict[str, tuple[LoadedFile, ...]] = {}
        self._made: dict[Callable[[Subject], Any], Any] = {}
        self._runs: dict[Linted, tuple[Run, ...]] = {}

    @cached_property
    def rules(self) -> tuple[Linted, ...]:
        """All rules of the files."""
        return tuple(Linted(loaded, i, rule) for loaded in self.files for i, rule in enumerate(loaded.file.rules))

    def wider(self, loaded: LoadedFile) -> tuple[tuple[LoadedFile, ...], ...]:
        """Return the groups of files of wider layers that act on every page on which this file does."""
        file = loaded.file
        shipped = self._shipped_site(file.site) if loaded.layer == "local" and file.site else ()
        if file.layer == "generic" or not file.generic:
            return (shipped,) if shipped else ()
        # A site in two languages has pages on which only one of them acts.
        own = file.lang[0] if file.site and len(file.lang) == 1 else ALWAYS
        codes = () if file.layer == "language" and ALWAYS in file.lang else sorted({ALWAYS, own})
        groups = [self._generic, *map(self._language, codes), *((f,) for name in file.extends if (f := self._families.get(name))), shipped]
        return tuple(group for group in groups if group)

    def common_words(self, loaded: LoadedFile) -> frozenset[str]:
        """Return the commonest words of the languages of a file, case-folded."""
        spoken = (*(f for code in loaded.file.lang or (ALWAYS,) for f in self._language(code)), loaded)
        return frozenset(word.casefold() for f in spoken for word in f.file.words)

    @cached_property
    def beside(self) -> tuple[LoadedFile, ...]:
        """The rulebook's families and site files that are not among the files, nor of the site of one of them."""
        given = {(f.folder.removeprefix("local/"), f.stem) for f in self.files} | {("sites", f.file.site) for f in self.files}
        return tuple(
            f for folder in ("families", "sites") for f in self._found(folder, sorted(self._shelf.paths[folder]))
            if (folder, f.stem) not in given
        )

    def rule(self, full_id: str) -> Rule | None:
        """Return the rule of this full id in the files or the rulebook, None when there is none."""
        return self._by_id.get(full_id)

    def remembered(self, make: Callable[[Subject], T]) -> T:
        """Return what ``make`` gives of this, made once."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def runs(self, it: Linted) -> tuple[Run, ...]:
        """Return what the rule's own tests give, each run once."""
        if it not in self._runs:
            self._runs[it] = tuple(run_test(it.loaded, it.rule, test) for test in it.rule.tests)
        return self._runs[it]

    @cached_property
    def _by_id(self) -> dict[str, Rule]:
        return {f.full_id(r): r for f in (*self._shelf.readable(), *self.files) for r in f.file.rules}

    @cached_property
    def _generic(self) -> tuple[LoadedFile, ...]:
        return tuple(f for f in self._found("generic", sorted(self._shelf.paths["generic"])) if not f.file.lang)

    @cached_property
    def _families(self) -> dict[str, LoadedFile]:
        return {f"families/{f.stem}": f for f in self._found("families", self._shelf.paths["families"])}

    def _shipped_site(self, site: str) -> tuple[LoadedFile, ...]:
        return tuple(self._found("sites", [site]))

    def _language(self, code: str) -> tuple[LoadedFile, ...]:
        if code not in self._spoken:
            stems = sorted(s for s in self._shelf.paths["languages"] if s.partition("-")[0] == code)
            self._spoken[code] = tuple(self._found("languages", stems))
        return self._spoken[code]

    def _found(self, folder: str, stems: Iterable[str]) -> Iterator[LoadedFile]:
        for stem in stems:
            with contextlib.suppress(RuleErrors):  # its mistakes are told elsewhere
                if found := self._shelf.find(folder, stem):
                    yield found
