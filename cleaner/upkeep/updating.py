"""Expectations of page tests as they would have to be, for ``clean-news rules test --update``: a person says yes to each page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.errors import InputError
from cleaner.placing import moved_into_place
from cleaner.upkeep.expecting import wanted
from cleaner.upkeep.suite import PageUnit, Ran, Unit
from cleaner.upkeep.writing import rewrite


@dataclass(frozen=True, slots=True)
class Revision:
    """An ``expected.yaml`` that says what the cleaner gives.

    Attributes:
        case: the page test.
        path: its ``expected.yaml``.
        before: what the file holds.
        after: what it would hold.
        fields: the expectations that change.
        unsettled: failing expectations that cannot be met: with and without the rules of sites the cleaner gives different values.
    """

    case: str
    path: Path
    before: str
    after: str
    fields: tuple[str, ...]
    unsettled: tuple[str, ...] = ()

    def write(self) -> None:
        """Write the file.

        Raises:
            InputError: it cannot be written.
        """
        try:
            with moved_into_place(str(self.path)) as stream:
                stream.write(self.after.encode("utf-8"))
        except OSError as error:
            raise InputError(f"{self.path}: cannot be written: {error.strerror}.") from error


def revisions(ran: Iterable[tuple[Unit, Ran]]) -> list[Revision]:
    """Return a revision for each page test with failing expectations, in the order in which they ran.

    Raises:
        InputError: an ``expected.yaml`` is written so that a value cannot be replaced alone.
    """
    by_case: dict[str, list[tuple[PageUnit, Ran]]] = defaultdict(list)
    for unit, run in ran:
        if isinstance(unit, PageUnit) and run.found is not None:
            by_case[unit.case.id].append((unit, run))
    found = (_revision(pairs) for pairs in by_case.values())
    return [revision for revision in found if revision.fields or revision.unsettled]


def _revision(pairs: list[tuple[PageUnit, Ran]]) -> Revision:
    case = pairs[0][0].case
    failing = dict.fromkeys(result.name for _, run in pairs for result in run.results if not result.passed)
    changes: dict[str, Any] = {}
    for field in failing:
        values = [wanted(field, case.expected.values[field], run.found) for _, run in pairs if run.found is not None]
        if all(value == values[0] for value in values):
            changes[field] = values[0]
    after = rewrite(case.expected.text, changes, case.expected.path) if changes else case.expected.text
    return Revision(
        case.id, case.expected.path, case.expected.text, after, tuple(changes), tuple(f for f in failing if f not in changes),
    )
