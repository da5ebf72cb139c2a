"""The section of a page, as its trail of breadcrumbs tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cleaner.fields.addresses import addresses, path_of
from cleaner.fields.found import Found
from cleaner.structured.jsonld import articles, texts, types, values
from cleaner.text.fold import fold, squeeze
from cleaner.values import Page

#: A crumb with more words is a headline.
_MAX_WORDS = 5


def section_of_breadcrumbs(page: Page) -> Found[str] | None:
    """Return the last crumb of the trail that is neither the front page nor the page itself."""
    own = {fold(text) for item in articles(page.structured.ld) for text in texts(item, "headline")}
    own.add(fold(page.structured.title))
    for item in page.structured.ld:
        if "breadcrumblist" not in types(item):
            continue
        crumbs = [crumb for crumb in values(item, "itemListElement") if isinstance(crumb, Mapping)]
        named = [(name, _crumb_address(crumb)) for crumb in crumbs if (name := _crumb_name(crumb))]
        inner = [name for place, (name, address) in enumerate(named) if place or path_of(address).strip("/")]
        if inner and (fold(inner[-1]) in own or len(inner[-1].split()) > _MAX_WORDS or _is_page(named[-1][1], page)):
            inner.pop()
        if inner and len(named) > 1 and (name := inner[-1]) != named[0][0]:
            return Found(name, "ld:BreadcrumbList", " > ".join(name for name, _ in named))
    return None


def _crumb_name(crumb: Mapping[str, Any]) -> str:
    found = texts(crumb, "name") or texts(crumb, "item.name")
    return squeeze(found[0]) if found else ""


def _crumb_address(crumb: Mapping[str, Any]) -> str:
    return next((text for key in ("item", "url") for text in addresses(crumb, key)), "")


def _is_page(address: str, page: Page) -> bool:
    path = path_of(address).strip("/")
    return bool(path) and path in {path_of(own).strip("/") for own in (page.url, page.structured.canonical)}
