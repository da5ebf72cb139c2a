"""Where a page says its dates to machines: the site's rules, JSON-LD, microdata, meta tags, its address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cleaner.fields.date_names import (
    LD_MODIFIED,
    LD_PUBLISHED,
    META_MODIFIED,
    META_PUBLISHED,
    META_VAGUE,
    is_modified,
    is_published,
)
from cleaner.fields.date_reading import DatePage, Reading
from cleaner.fields.moment import moment
from cleaner.late import late
from cleaner.structured.jsonld import ARTICLE_TYPES, kind, texts
from cleaner.values import Candidate, ItemProp

_ADDRESS_DAY = late(r"(?<!\d)((?:19|20)\d\d)([/._-]?)(\d\d)\2(\d\d)(?!\d)")
_ADDRESS_MONTH_NAME = late(r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d\d?)(?=/)")
_ADDRESS_DAY_FIRST = late(r"/(\d\d[._-]\d\d[._-](?:19|20)\d\d)(?!\d)")
_ADDRESS_CHARS = 500
#: Article microdata; "" is a property outside any scope.
SCOPES = frozenset({"", *ARTICLE_TYPES})
_MAX_VALUES = 3


def site_published(page: DatePage) -> Iterator[Reading]:
    """Yield what the site's rules found as publication."""
    return _site(page, page.hints.published)


def site_modified(page: DatePage) -> Iterator[Reading]:
    """Yield what the site's rules found as last change."""
    return _site(page, page.hints.modified)


def _site(page: DatePage, candidates: Iterable[Candidate]) -> Iterator[Reading]:
    for candidate in candidates:
        yield from page.read(candidate.value, candidate.source, page.hints.format)


def ld_published(page: DatePage) -> Iterator[Reading]:
    """Yield the publication by JSON-LD."""
    return _ld(page, LD_PUBLISHED)


def ld_modified(page: DatePage) -> Iterator[Reading]:
    """Yield the last change by JSON-LD."""
    return _ld(page, LD_MODIFIED)


def _ld(page: DatePage, keys: Iterable[str]) -> Iterator[Reading]:
    for key in keys:
        for item in page.articles:
            for text in texts(item, key)[:_MAX_VALUES]:
                yield from page.read(text, f"ld:{kind(item)}.{key}")


def items_published(page: DatePage) -> Iterator[Reading]:
    """Yield the publication by microdata."""
    return _items(page, LD_PUBLISHED)


def items_modified(page: DatePage) -> Iterator[Reading]:
    """Yield the last change by microdata."""
    return _items(page, LD_MODIFIED)


def _items(page: DatePage, keys: Iterable[str]) -> Iterator[Reading]:
    named = [i for i in page.page.structured.items if i.name.lower().startswith(("date", "upload"))]
    if not named:
        return
    first, headline, _, last = page.place

    def distance(item: ItemProp) -> int:
        """Teasers have dates, too: the nearest to the headline is the page's own."""
        return abs(item.block - headline) if first <= item.block < last else len(page.page.blocks)

    ordered = sorted(named, key=distance)
    for key in keys:
        items = [item for item in ordered if item.name.lower() == key.lower() and item.scope.lower() in SCOPES]
        if items and distance(items[0]) == len(page.page.blocks) and len({(item.value or item.text)[:10] for item in items}) > 1:
            # Far from the headline, and each of another day: those of a list of stories.
            continue
        for item in items:
            yield from page.read(item.value or item.text, f"itemprop:{item.name}")


def metas_published(page: DatePage) -> Iterator[Reading]:
    """Yield the publication by meta tags: the usual names in their order, then any name that says so."""
    yield from _named_metas(page, META_PUBLISHED)
    yield from _metas_like(page, is_published)


def metas_vague(page: DatePage) -> Iterator[Reading]:
    """Yield what meta tags call just a date."""
    return _named_metas(page, META_VAGUE)


def metas_modified(page: DatePage) -> Iterator[Reading]:
    """Yield the last change by meta tags."""
    yield from _named_metas(page, META_MODIFIED)
    yield from _metas_like(page, is_modified)


def _named_metas(page: DatePage, names: Iterable[str]) -> Iterator[Reading]:
    for name in names:
        for meta in page.page.structured.metas:
            if meta.name == name:
                yield from page.read(meta.content, f"meta:{name}")


def _metas_like(page: DatePage, known: Callable[[str], bool]) -> Iterator[Reading]:
    for meta in page.page.structured.metas:
        if known(meta.name) and any(map(str.isdigit, meta.content[:60])):
            yield from page.read(meta.content, f"meta:{meta.name}")


def address(page: DatePage) -> Iterator[Reading]:
    """Yield the day under which the page's address files it."""
    for whole in (page.page.structured.canonical, page.page.url):
        text = whole[:_ADDRESS_CHARS]
        if match := _ADDRESS_DAY.search(text):
            if found := moment((int(match[1]), int(match[3]), int(match[4]))):
                yield Reading(found, match[0], "url")
        elif match := _ADDRESS_MONTH_NAME.search(text):
            yield from page.read(f"{match[3]} {match[2]} {match[1]}", "url")
        elif match := _ADDRESS_DAY_FIRST.search(text):
            yield from page.read(match[1], "url")
