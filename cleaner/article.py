"""The record: what cleaning a page gives."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple

#: Version of the record's form; it grows when a key changes its meaning.
RECORD_VERSION = 1


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture's caption without its credit, and the credit without its label, where there is one."""

    text: str
    credit: str | None = None


class RoleText(NamedTuple):
    """A block of the article: its role (``body``, ``heading``, ``list``, ``quote``, ``table``, ``preformatted``) and its words."""

    role: str
    text: str


class Removed(NamedTuple):
    """A block that is not in the record: the rule that took it, where the rule stands (file:line), the role, the words."""

    rule: str
    at: str
    role: str
    text: str
    block: int


@dataclass(frozen=True, slots=True)
class FieldSource:
    """Where a field came from: the place (``ld:NewsArticle.headline``), the raw value, the steps that changed it."""

    source: str
    raw: str
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A clean article record.

    Dates are ISO 8601 strings to the precision that is known (``2017-12``, ``2017-12-08``,
    ``2017-12-08T14:30:00+02:00``); the offset is there only when the page or its site file gives it. ``body`` holds
    paragraphs, verbatim, parted by an empty line.
    """

    url: str | None = None
    """The address that was given with the page."""
    canonical_url: str | None = None
    """The address by which the page calls itself."""
    site: str | None = None
    """Registered domain of the address."""
    language: str | None = None
    """Language of the text, ISO 639-1."""
    title: str | None = None
    """The headline."""
    kicker: str | None = None
    """The line above the headline."""
    lead: str | None = None
    """The standfirst: what stands between headline and story in a dress of its own."""
    byline: str | None = None
    """The byline as printed."""
    authors: tuple[str, ...] = ()
    """Persons who wrote it, without titles and roles."""
    agencies: tuple[str, ...] = ()
    """News agencies that it comes from, by their usual names."""
    published: str | None = None
    """When it was published."""
    modified: str | None = None
    """When it was last changed."""
    dateline: str | None = None
    """Where it was filed."""
    section: str | None = None
    """Part of the site that it belongs to."""
    tags: tuple[str, ...] = ()
    """Keywords that the page gives it."""
    image: str | None = None
    """Address of its main picture."""
    captions: tuple[Caption, ...] = ()
    """Captions of its pictures."""
    body: str = ""
    """Paragraphs, verbatim, parted by an empty line."""
    blocks: tuple[RoleText, ...] = ()
    """The body block by block."""
    paywalled: bool | None = None
    """True when the page says that it is not for everybody, null when it says nothing."""
    live: bool = False
    """True for a live blog."""
    notes: tuple[str, ...] = ()
    """Editor's notes and corrections."""
    extractor: str = "none"
    """Who chose the body: rule, finder, trafilatura or none."""
    confidence: float = 0.0
    """How sure that choice is, 0 to 1."""
    needs_review: bool = False
    """True when a person should look at it."""
    warnings: tuple[str, ...] = ()
    """What was odd about the page."""
    rules_digest: str = ""
    """SHA-256 over the rule files that acted."""
    sources: dict[str, FieldSource] = field(default_factory=dict)
    """Where each field came from."""
    removed: tuple[Removed, ...] = ()
    """Every block that is not in the record, with the rule that took it."""
    version: int = RECORD_VERSION
    """Version of the record's form."""

    def to_dict(self, *, sources: bool = False, removed: bool = False) -> dict[str, Any]:
        """Return the record as plain strings, numbers, lists, dicts and None.

        Args:
            sources: also where each field came from.
            removed: also every block that is not in the record, with the rule that took it.
        """
        unwanted = [name for name, wanted in (("sources", sources), ("removed", removed)) if not wanted]
        return {f.name: _plain(getattr(self, f.name)) for f in dataclasses.fields(self) if f.name not in unwanted}

    def to_json(self, *, sources: bool = False, removed: bool = False, indent: int | None = None) -> str:
        """Return :meth:`to_dict` as JSON; a single line unless ``indent`` is given."""
        return json.dumps(self.to_dict(sources=sources, removed=removed), ensure_ascii=False, indent=indent)

    @classmethod
    def model_json_schema(cls) -> dict[str, Any]:
        """Return the JSON Schema (draft 2020-12) of :meth:`to_dict` with everything asked for."""
        from cleaner.schema import record_schema

        return record_schema(cls)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, (RoleText, Removed)):
        return value._asdict()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(v) for v in value]
    return value
