"""What the linter says: findings, and where in a file each of them stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Rule

if TYPE_CHECKING:
    from cleaner.upkeep.lint.subject import Subject

Severity = Literal["error", "warning"]

#: The code of what is no finding but a mistake: the file cannot be used before it is mended.
MISTAKE = "mistake"


class Spot(NamedTuple):
    """Where a finding stands, and what is wrong there.

    Attributes:
        loaded: the file.
        path: keys and places in lists that lead to it from the file's root: ``("rules", 3, "lines", 0)``.
        message: what is wrong, without a full stop.
        rule: the rule it stands in, None outside of rules.
    """

    loaded: LoadedFile
    path: tuple[str | int, ...]
    message: str
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding.

    Attributes:
        code: its name, by which a rule allows it.
        severity: ``error`` where a rule cannot do what it says, ``warning`` where it will not do so for long, or does too much.
        summary: what is wrong.
        fix: what to do about it.
        look: finds it.
    """

    code: str
    severity: Severity
    summary: str
    fix: str
    look: Callable[[Subject], Iterator[Spot]]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A finding, or a mistake (code ``mistake``), at its place.

    Attributes:
        path: the file as given; ``rules/…`` in the shipped rulebook.
        line: 1-based, 0 when unknown.
        column: 1-based, 0 when unknown.
        code: what kind of finding.
        severity: ``error`` or ``warning``.
        rule: full id of the rule it stands in, "" outside of rules.
        message: what is wrong.
        fix: what to do; "" where the message of a mistake says it.
    """

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    rule: str
    message: str
    fix: str

    def __str__(self) -> str:
        place = ":".join(str(p) for p in (self.path, self.line, self.column) if p)
        rule = f" [{self.rule}]" if self.rule else ""
        return f"{place}: {self.severity} {self.code}: {self.message}{'; ' + self.fix if self.fix else ''}{rule}"
