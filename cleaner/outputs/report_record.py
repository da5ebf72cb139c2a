"""The record as the report shows it: each field with its values and where they came from, within bounds."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from cleaner.article import Article, Caption, FieldSource

#: Values of a field that are shown, at most, and characters of each.
_MOST_VALUES, _MOST_CHARS = 40, 1500
#: What the report shows elsewhere, or as a whole.
_ELSEWHERE = frozenset({
    "body", "blocks", "removed", "sources", "version", "extractor", "confidence", "needs_review", "warnings", "rules_digest",
})
_ADDRESSES = frozenset({"url", "canonical_url", "image"})


class Value(NamedTuple):
    """A value of a field: its text, what stands beside it (a caption's credit), and its address where it may be a link."""

    text: str
    beside: str = ""
    href: str = ""


class Row(NamedTuple):
    """A field of the record: its name, its values, where it came from."""

    name: str
    values: tuple[Value, ...]
    source: FieldSource | None


def rows(article: Article) -> list[Row]:
    """Return the fields that have a value, in the order of the record."""
    return [Row(name, tuple(_values(name, value)), _source(article.sources.get(name))) for name, value in _fields(article) if _known(value)]


def empty(article: Article) -> list[str]:
    """Return the names of the fields that have no value."""
    return [name for name, value in _fields(article) if not _known(value)]


def cut(text: str, most: int = _MOST_CHARS) -> str:
    """Return a text, or its beginning and how many characters are left out."""
    return text if len(text) <= most else f"{text[:most]} … ({len(text) - most:,} characters more)"


def web_address(text: str) -> str:
    """Return an address that may be a link: ``http`` or ``https``, with a host, nothing odd in it; "" for any other."""
    if len(text) > _MOST_CHARS or any(c.isspace() or not c.isprintable() or c in "\\\"'<>`" for c in text):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc else ""


def _fields(article: Article) -> Iterator[tuple[str, Any]]:
    for field in dataclasses.fields(article):
        if field.name not in _ELSEWHERE:
            yield field.name, getattr(article, field.name)


def _known(value: Any) -> bool:
    return value not in (None, "", ())


def _values(name: str, value: Any) -> Iterator[Value]:
    several = value if isinstance(value, tuple) else (value,)
    for one in several[:_MOST_VALUES]:
        if isinstance(one, Caption):
            yield Value(cut(one.text), cut(one.credit or ""))
        elif isinstance(one, bool):
            yield Value("yes" if one else "no")
        else:
            yield Value(cut(str(one)), href=web_address(str(one)) if name in _ADDRESSES else "")
    if len(several) > _MOST_VALUES:
        yield Value(f"and {len(several) - _MOST_VALUES:,} more")


def _source(source: FieldSource | None) -> FieldSource | None:
    if source is None:
        return None
    return FieldSource(cut(source.source, 300), cut(source.raw, 600), tuple(cut(step, 300) for step in source.steps[:20]))
