"""Running the linter over rule files."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from cleaner.errors import RuleError
from cleaner.rules.check import read_all
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Lint, Rule
from cleaner.rules.shelf import Shelf, shipped_shelf
from cleaner.upkeep.lint.finding import MISTAKE, Finding, Kind, Spot
from cleaner.upkeep.lint.places import Places
from cleaner.upkeep.lint.subject import Subject
from cleaner.upkeep.lint.table import CODES, IDLE_ALLOW, KINDS


def check_rules(paths: Sequence[str | Path] | None = None, *, today: datetime.date) -> list[Finding]:
    """Return the mistakes and the findings in rule files, in order of file, line and column.

    Args:
        paths: files or folders; None for the shipped rulebook. A file with mistakes is not looked at any further.
        today: the day by which reviews are old and windows past.
    """
    mistakes, read = read_all(paths)
    # A file may be given twice, by itself and with its folder.
    files = {loaded.file.origin.path: (path, loaded) for path, loaded in read}
    found = lint((loaded for _, loaded in files.values()), {name: path for name, (path, _) in files.items()}, today=today)
    return sorted([*map(_of_mistake, mistakes), *found])


def lint(files: Iterable[LoadedFile], paths: dict[str, Path], *, today: datetime.date, shelf: Shelf | None = None) -> list[Finding]:
    """Return the findings in rule files that have no mistakes, in order of file, line and column.

    Args:
        files: the files.
        paths: where each of them is, by the name that it has in findings (``rules/generic/votes.yaml``).
        today: the day by which reviews are old and windows past.
        shelf: the rulebook whose rules may make others redundant; the shipped one where it is None.
    """
    subject = Subject(files, today, shelf or shipped_shelf())
    places = Places(paths)
    allowed = _Allowed(subject.files)
    shown = [_place(kind, spot, places) for kind in KINDS for spot in kind.look(subject) if not allowed.takes(kind, spot)]
    shown += [_place(IDLE_ALLOW, spot, places) for spot in allowed.idle()]
    return sorted(shown)


class _Allowed:
    """What files and rules allow, and which of it was of use."""

    def __init__(self, files: Sequence[LoadedFile]) -> None:
        self._files = files
        self._used: set[tuple[str, int, str]] = set()

    def takes(self, kind: Kind, spot: Spot) -> bool:
        """Tell whether a spot's rule or file allows findings of this kind."""
        allows = [lint for lint in (spot.rule.lint if spot.rule else None, spot.loaded.file.lint) if lint and kind.code in lint.allow]
        if allows:
            self._used.add(_key(allows[0], kind.code))
        return bool(allows)

    def idle(self) -> Iterator[Spot]:
        """Yield the codes that allowed nothing."""
        for loaded in self._files:
            rules: list[Rule | None] = [None, *loaded.file.rules]
            for number, rule in enumerate(rules, -1):
                given = rule.lint if rule else loaded.file.lint
                for i, code in enumerate(given.allow if given else ()):
                    if given and _key(given, code) not in self._used:
                        above = ("rules", number) if rule else ()
                        yield Spot(loaded, (*above, "lint", "allow", i), _idle(code, CODES), rule)


def _key(given: Lint, code: str) -> tuple[str, int, str]:
    return given.origin.path, given.origin.line, code


def _idle(code: str, codes: Collection[str]) -> str:
    return f"there is no finding {code!r} here to allow" if code in codes else f"there is no kind of finding called {code!r}"


def _place(kind: Kind, spot: Spot, places: Places) -> Finding:
    line, column = places.of(spot)
    rule = spot.loaded.full_id(spot.rule) if spot.rule else ""
    return Finding(spot.loaded.file.origin.path, line, column, kind.code, kind.severity, rule, spot.message, kind.fix)


def _of_mistake(mistake: RuleError) -> Finding:
    return Finding(mistake.path, mistake.line, mistake.column, MISTAKE, "error", mistake.rule, mistake.message, "")
