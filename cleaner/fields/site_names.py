"""How a site and its publisher call themselves: what no title ends in and no author is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from cleaner.structured.jsonld import articles, texts, types, values
from cleaner.values import Page

_METAS = frozenset({
    "og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site", "twitter:app:name:iphone", "publisher",
    "article:publisher", "dc.publisher", "cre", "al:ios:app_name", "al:android:app_name", "twitter:app:name:googleplay",
})  # fmt: skip
_TYPES = frozenset({"website", "newsmediaorganization", "organization"})
#: What an article is part of besides the site: its own page.
_PAGES = frozenset({"webpage", "itempage", "article", "newsarticle", "blogposting"})
#: Parts of a host name that say nothing.
_COMMON = frozenset({"www", "com", "org", "net", "co", "amp", "edition", "mobile", "web", "blog", "blogs", "news", "en", "de"})
_LONGEST = 60


def site_names(page: Page, known: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the names of the page's site and publisher, the surest first, each once.

    Args:
        page: the page, of which metas, JSON-LD and address are read.
        known: names that the site's rule file gives.
    """
    found = dict.fromkeys((*known, *_said(page), *_of_host(page)))
    return tuple(name for name in found if 1 < len(name) <= _LONGEST)


def _said(page: Page) -> Iterator[str]:
    structured = page.structured
    for meta in structured.metas:
        if meta.name in _METAS and "://" not in meta.content:
            yield meta.content.lstrip("@").strip()
    for article in articles(structured.ld, structured.canonical, page.url)[:3]:
        yield from texts(article, "publisher")
        for whole in values(article, "isPartOf"):
            if isinstance(whole, Mapping) and not set(types(whole)) & _PAGES:
                yield from texts(whole, "name")
    for item in structured.ld:
        if _TYPES.intersection(types(item)) and "person" not in types(item):
            yield from texts(item, "name")
            yield from texts(item, "alternateName")


def host_labels(page: Page) -> tuple[str, ...]:
    """Return the parts of the page's host name that may say who its site is: ``example`` of ``news.example.com``."""
    labels = (label for host in _hosts(page) for label in host.split(".")[:-1])
    return tuple(dict.fromkeys(label for label in labels if len(label) > 2 and label not in _COMMON))


def _of_host(page: Page) -> Iterator[str]:
    yield from _hosts(page)
    yield from host_labels(page)


def _hosts(page: Page) -> Iterator[str]:
    for address in (page.url, page.structured.canonical):
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            continue
        if host:
            yield host.removeprefix("www.")


def addresses(page: Page) -> tuple[str, ...]:
    """Return the page's own addresses, by which its article is told from teasers."""
    urls = (m.content for m in page.structured.metas if m.name == "og:url")
    return tuple(filter(None, (page.structured.canonical, page.url, *urls)))


def is_organization(item: Mapping[str, Any]) -> bool:
    """Tell whether a JSON-LD object is an organisation."""
    return any(name.endswith("organization") or name in ("corporation", "website", "brand") for name in types(item))
