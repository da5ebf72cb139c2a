"""What a proposed site file holds, as plain values: each part with the pages that speak for it. Whoever has evidence may emit it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a part.

    Attributes:
        pages: pages on which it was seen.
        of: pages that were looked at.
        examples: texts that it takes or gives, as they stand on pages.
        not_on: names of pages on which it was not seen.
        remarks: what else a reviewer should know, a sentence each.
    """

    pages: int
    of: int
    examples: tuple[str, ...] = ()
    not_on: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContentPart:
    """A selector of ``content.select``."""

    select: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class FieldPart:
    """A source of a field: its name, one of css (with ``attr`` for an attribute), ld, meta, the source's value, beginnings to take off."""

    name: str
    source: Literal["css", "ld", "meta"]
    value: str
    evidence: Evidence
    attr: str = ""
    strip_prefix: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepPart:
    """A step of a sequence: a literal, whether it is the anchor, and whether it may be missing."""

    literal: str
    anchor: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class TestPart:
    """A test inside a rule: marked lines, or HTML with the texts that the rule must claim and keep; and what it shows."""

    __test__ = False  # no class of pytest's

    name: str
    lines: tuple[str, ...] = ()
    html: str = ""
    claims: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RulePart:
    """A rule with one matcher (selectors, lines or sequence).

    Attributes:
        id: its name in the file.
        role: what it says the blocks are.
        why: the reason.
        evidence: what speaks for it.
        tests: at least one in which it fires and one in which it must not.
        select: selectors.
        lines: literals.
        sequence: steps.
        zone: zones in which it acts; () for all.
    """

    id: str
    role: str
    why: str
    evidence: Evidence
    tests: tuple[TestPart, ...]
    select: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    sequence: tuple[StepPart, ...] = ()
    zone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteDraft:
    """A proposed site file.

    Attributes:
        site: the registered domain.
        about: where it comes from, a line each; the head of the file.
        content: selectors, the one that decides first.
        fields: sources of fields.
        rules: chrome.
    """

    site: str
    about: tuple[str, ...] = ()
    content: tuple[ContentPart, ...] = ()
    fields: tuple[FieldPart, ...] = ()
    rules: tuple[RulePart, ...] = ()

    @property
    def parts(self) -> int:
        """How many parts it has that may be accepted one by one."""
        return bool(self.content) + len({f.name for f in self.fields}) + len(self.rules)
