"""The rule language as values: what a rule file may say.

These frozen dataclasses are the schema. :mod:`cleaner.rules.read` fills them from
YAML by their annotations: a name that is not a field here is an unknown key there. The
first lines of each docstring are the reference that editors and docs show.

Annotations understood: ``str``, ``int``, ``float``, ``bool``, ``datetime.date``, ``Literal``, ``X | None``,
``tuple[X, ...]`` (a YAML list; ``Many[X]`` also takes a single value), ``Mapping[str, X]``, another dataclass.
Fields without a default are required; ``metadata={"key": …}`` gives the name in YAML where it is a Python keyword.
``origin`` is filled by the reader.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeVar

from cleaner.rules.vocabulary import NOWHERE, Agency, Byline, Dates, Origin

T = TypeVar("T")


class OneOrMany:
    """Marks a list that YAML may write as a single value."""


Many = Annotated[tuple[T, ...], OneOrMany]

Zone = Literal["head", "body", "tail"]
Layer = Literal["generic", "language", "family", "site", "local"]


@dataclass(frozen=True, slots=True)
class Valid:
    """Fetch dates for which a rule holds, both ends included; pages without a fetch date match every window."""

    since: datetime.date | None = field(default=None, metadata={"key": "from"})
    """First day. Written ``from`` in YAML."""
    until: datetime.date | None = None
    """Last day."""


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions on the block, all of which must hold."""

    zone: Many[Zone] = ()
    """Part of the page: ``head`` ends at the first prose block, ``tail`` starts after the last."""
    tag: Many[str] = ()
    """The block's own tag or that of an ancestor inside the same container, such as ``li``."""
    inside: Many[str] = ()
    """Simple selector (``.class``, ``#id``, ``tag``, ``tag.class``, ``[itemprop=x]``, ``[role=x]``) that the block or an ancestor meets."""
    words: str = ""
    """Range of the number of words: ``..8``, ``3..``, ``2..12``."""
    links: str = ""
    """Range of the share of characters inside links: ``0.8..``."""
    kind: Many[Literal["html", "text"]] = ()
    """Kind of page."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a sequence: literals of which one must match, or an anchor that must."""

    any_of: Many[str] = ()
    """Literals with holes; a step of these never claims alone."""
    anchor: Many[str] = ()
    """The specific step: literals with holes that cannot be mistaken."""
    times: str = "1..1"
    """How often the step may stand there: ``0..2``."""


@dataclass(frozen=True, slots=True)
class RuleTest:
    """A test inside a rule: lines with ``-`` (claimed) or ``=`` (stays), or HTML with what it keeps and claims."""

    lines: str = ""
    """One block a line, marked ``- `` or ``= `` in the first column."""
    html: str = ""
    """A fragment of HTML."""
    keeps: Many[str] = ()
    """Texts of blocks that must stay unclaimed by this rule."""
    claims: Many[str] = ()
    """Texts of blocks that this rule must claim."""
    name: str = ""
    """What the test shows."""


@dataclass(frozen=True, slots=True)
class Lint:
    """Findings of ``clean-news rules check`` that are meant to be so."""

    allow: Many[str]
    """Codes of the findings, such as ``short-literal``."""
    reason: str
    """Why they are right here."""
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: one matcher (lines, re, sequence or select), a role, a reason, tests."""

    id: str
    """Name inside the file; the full id is ``layer-folder/file/id``."""
    role: str
    """What the claimed blocks are; one of the closed list of roles."""
    why: str
    """The reason, for whoever reads ``explain``."""
    tests: tuple[RuleTest, ...]
    """At least one test in which it fires and one in which it must not."""
    lines: Many[str] = ()
    """Whole-block literals with typed holes, case-folded."""
    re: Many[str] = ()
    """Whole-block RE2 patterns: the escape hatch."""
    sequence: tuple[Step, ...] = ()
    """Consecutive blocks: all steps or none; at least one anchor."""
    select: Many[str] = ()
    """Selectors; simple ones in generic, language and family layers, any CSS in site and local files."""
    where: Where = Where()
    """Conditions on every block that the rule claims."""
    keep: bool = False
    """True protects the blocks from every chrome claim instead of removing them."""
    status: Literal["stable", "experimental", "proposed"] = "stable"
    """Proposed rules are loaded but do not act."""
    valid: Valid = Valid()
    """Fetch dates for which the rule holds."""
    lint: Lint | None = None
    """Findings of ``rules check`` that are meant to be so in this rule."""
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Disable:
    """Switches a rule of another file off, by its full id."""

    rule: str
    reason: str
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Override:
    """Changes where, status or validity of a rule of another file, by its full id; never its patterns."""

    rule: str
    reason: str
    where: Where | None = None
    status: Literal["stable", "experimental", "proposed"] | None = None
    valid: Valid | None = None
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Content:
    """Where the body stands: the first selector that matches decides."""

    select: Many[str]
    inside: Literal["all", "finder"] = "all"
    """What is body of what the selector holds: ``all``, or what the ``finder`` takes; outside then stays what stands before or is sure."""
    status: Literal["stable", "proposed"] = "stable"
    """Proposed content is loaded but does not act."""
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Source:
    """Where a field's value comes from: exactly one of ld, meta, css, line, text."""

    ld: str = ""
    """Type and path in JSON-LD: ``NewsArticle.author.name``."""
    meta: str = ""
    """Name or property of a meta tag."""
    css: str = ""
    """Selector of an element whose text is the value."""
    attr: str = ""
    """With css: the attribute whose value is taken instead of the text."""
    after: str = ""
    """The value is what stands behind the first of these words; without them there is none."""
    before: str = ""
    """The value is what stands before the first of these words (looked for behind ``after``); without them there is none."""
    line: str = ""
    """A literal with a hole; what the hole takes is the value."""
    zone: Many[Zone] = ()
    """With line: the zone in which it is looked for."""
    text: str = ""
    """The value itself, such as the one author of a site."""
    first: bool = False
    """True takes the first value alone where there are several."""


@dataclass(frozen=True, slots=True)
class Field:
    """How a field is read on this site; replaces the generic way when a source gives a value."""

    take: Many[Source] = field(metadata={"key": "from"})
    """Sources in order; the first that gives a value decides. Written ``from`` in YAML."""
    split: Many[str] = ()
    """Separators between values."""
    strip_prefix: Many[str] = ()
    """Literal beginnings to take off."""
    strip_suffix: Many[str] = ()
    """Literal ends to take off."""
    drop: Many[str] = ()
    """Values that are none."""
    format: str = ""
    """For dates: a strptime format."""
    status: Literal["stable", "proposed"] = "stable"
    """A proposed field is loaded but not read so."""
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """How a family is recognised: any one of these suffices."""

    generator: Many[str] = ()
    """Beginning of the generator meta tag, case-folded."""
    asset: Many[str] = ()
    """Part of the address of a script or style sheet."""
    token: Many[str] = ()
    """Token of html or body: ``.class``, ``#id``; a trailing ``*`` matches any ending."""
    meta: Many[str] = ()
    """Name of a meta tag that only this family writes."""
    domains: Many[str] = ()
    """Registered domains of a publisher group."""


@dataclass(frozen=True, slots=True)
class Fixture:
    """A page test of a site file: folder below ``tests/fixtures/sites``."""

    page: str
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rule file."""

    version: Literal[1]
    """Version of the rule language."""
    layer: Layer
    """generic, language, family, site or local."""
    site: str = ""
    """Site files: the registered domain; the file has its name."""
    hosts: tuple[str, ...] = ()
    """Site files: only these hosts; ``-host`` excludes one."""
    lang: Many[str] = ()
    """Languages (ISO 639-1) for which the rules hold; none means all."""
    timezone: str = ""
    """Site files: IANA zone of dates that name none."""
    date_order: Literal["DMY", "MDY", "YMD", ""] = ""
    """Site files: order of day, month and year in figures."""
    extends: tuple[str, ...] = ()
    """Families that this site belongs to: ``families/drupal-7``."""
    fingerprint: Fingerprint | None = None
    """Family files: how the family is recognised."""
    maintainers: tuple[str, ...] = ()
    """Whom to ask."""
    reviewed: datetime.date | None = None
    """When somebody last looked."""
    generic: bool = True
    """False switches the generic and language rules off for this site."""
    disable: tuple[Disable, ...] = ()
    """Rules of other files that must not act here."""
    override: tuple[Override, ...] = ()
    """Rules of other files that act differently here."""
    content: Content | None = None
    """Where the body stands."""
    fields: Mapping[str, Field] = field(default_factory=dict)
    """How single fields are read."""
    rules: tuple[Rule, ...] = ()
    """The rules."""
    fixtures: tuple[Fixture, ...] = ()
    """Page tests."""
    words: tuple[str, ...] = ()
    """Language files: the commonest words, by which a text's language is told."""
    byline: Byline | None = None
    """Language files: words of bylines."""
    dates: Dates | None = None
    """Language files: words around dates."""
    credits: tuple[str, ...] = ()
    """Language files: how a caption ends when it names its credit: ``({words} photo)``, ``Photo: {words}``; the hole is the credit."""
    datelines: tuple[str, ...] = ()
    """Language files: RE2 patterns of datelines at the beginning of a paragraph, the place in the first group."""
    agencies: tuple[Agency, ...] = ()
    """Generic files: news agencies."""
    names: tuple[str, ...] = ()
    """Site files: how the site calls itself in titles and bylines."""
    lint: Lint | None = None
    """Findings of ``rules check`` that are meant to be so in this file."""
    origin: Origin = NOWHERE
