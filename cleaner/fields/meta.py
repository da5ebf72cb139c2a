"""What a page says of itself besides title, authors and dates: address, section, tags, image, paywall, live.

Each function reads its places in the order written in its table and returns the first value that holds, with its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cleaner.fields.addresses import absolute, addresses, path_of
from cleaner.fields.breadcrumbs import section_of_breadcrumbs
from cleaner.fields.found import Found
from cleaner.late import late
from cleaner.structured.jsonld import articles, kind, texts, types, values
from cleaner.text.fold import fold, squeeze
from cleaner.values import Page

#: Meta names, the most telling first.
_SECTION_METAS = ("article:section", "og:article:section", "parsely-section", "section")
_TAG_METAS = ("article:tag", "og:article:tag", "parsely-tags", "news_keywords", "sailthru.tags", "keywords")
_IMAGE_METAS = ("og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src", "image")
_TIER_METAS = ("article:content_tier", "og:article:content_tier", "content_tier")
_FREE_METAS = ("isaccessibleforfree",)

#: Tiers of ``article:content_tier``: whether they are behind a paywall.
_TIERS = {"free": False, "locked": True, "metered": True, "premium": True, "paid": True}
_YES_NO = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_SEPARATORS = late(r"[,;|，；、\n]")
#: Addresses, host names and the keys of content systems, which are no words.
_NO_TAG = late(r"://|^_|^[\w-]{2,60}(?:\.[a-z]{2,10}){1,2}$|^[0-9a-fA-F]{8}-[0-9a-fA-F-]{20,28}$|^[0-9a-f]{24,64}$")
_MAX_TAGS, _MAX_TAG_CHARS = 100, 120


def canonical_url(page: Page) -> Found[str] | None:
    """Return the page's own address as it names it, absolute; one that leads to the front page is no article's."""
    structured = page.structured
    named = [(structured.canonical, "link:canonical")]
    named += [(meta.content, "meta:og:url") for meta in structured.metas if meta.name == "og:url"]
    for item in _articles(page)[:3]:
        for key in ("mainEntityOfPage", "url"):
            named += [(text, f"ld:{kind(item)}.{key}") for text in addresses(item, key)]
    deep = len(path_of(page.url).strip("/")) > 0
    for raw, source in named:
        address = absolute(raw, page.url)
        if address and not (deep and not path_of(address).strip("/")):
            return Found(address.partition("#")[0], source, raw)
    return None


def section(page: Page) -> Found[str] | None:
    """Return the section that the page files itself under: JSON-LD, meta tags, microdata, then the breadcrumbs."""
    for item in _articles(page):
        for text in texts(item, "articleSection"):
            if name := _plain_name(text):
                return Found(name, f"ld:{kind(item)}.articleSection", text)
    for source, text in _metas(page, _SECTION_METAS):
        if name := _plain_name(text):
            return Found(name, source, text)
    for prop in page.structured.items:
        if prop.name == "articleSection" and (name := _plain_name(prop.value or prop.text)):
            return Found(name, "itemprop:articleSection", prop.value or prop.text)
    return section_of_breadcrumbs(page)


def tags(page: Page) -> Found[tuple[str, ...]] | None:
    """Return the tags of the first place that has any, without doubles, in the page's order."""
    for item in _articles(page):
        if found := _split(texts(item, "keywords")):
            return Found(found, f"ld:{kind(item)}.keywords", ", ".join(texts(item, "keywords")))
    for name in _TAG_METAS:
        contents = [text for _, text in _metas(page, (name,))]
        if found := _split(contents):
            return Found(found, f"meta:{name}", ", ".join(contents))
    shown = [prop.value or prop.text for prop in page.structured.items if prop.name == "keywords"]
    found = _split(shown)
    return Found(found, "itemprop:keywords", ", ".join(shown)) if found else None


def image(page: Page) -> Found[str] | None:
    """Return the address of the page's main picture, absolute."""
    for source, text in _metas(page, _IMAGE_METAS):
        if address := absolute(text, page.url):
            return Found(address, source, text)
    for item in _articles(page):
        for key in ("image", "thumbnailUrl", "primaryImageOfPage"):
            for text in addresses(item, key):
                if address := absolute(text, page.url):
                    return Found(address, f"ld:{kind(item)}.{key}", text)
    return None


def paywalled(page: Page) -> Found[bool] | None:
    """Return whether the page says that its text is behind a paywall; None when it says nothing.

    What an article says of itself goes before what it says of its parts.
    """
    for path in ("isAccessibleForFree", "hasPart.isAccessibleForFree"):
        for item in _articles(page):
            for value in values(item, path):
                if (free := _truth(value)) is not None:
                    return Found(not free, f"ld:{kind(item)}.{path}", str(value))
    for source, text in _metas(page, _FREE_METAS):
        if (free := _truth(text)) is not None:
            return Found(not free, source, text)
    for source, text in _metas(page, _TIER_METAS):
        if (locked := _TIERS.get(text.strip().lower())) is not None:
            return Found(locked, source, text)
    for prop in page.structured.items:
        if prop.name == "isAccessibleForFree" and (free := _truth(prop.value or prop.text)) is not None:
            return Found(not free, "itemprop:isAccessibleForFree", prop.value or prop.text)
    return None


def live(page: Page) -> Found[bool]:
    """Return whether the page is a live blog by its own word (``LiveBlogPosting``)."""
    for item in _articles(page):
        if "liveblogposting" in types(item):
            return Found(True, "ld:LiveBlogPosting", kind(item))
    for prop in page.structured.items:
        if prop.scope == "LiveBlogPosting":
            return Found(True, "itemtype:LiveBlogPosting", prop.scope)
    return Found(False, "", "")


def _articles(page: Page) -> tuple[Mapping[str, Any], ...]:
    return articles(page.structured.ld, page.structured.canonical, page.url)


def _metas(page: Page, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        for meta in page.structured.metas:
            if meta.name == name and meta.content.strip():
                yield f"meta:{name}", meta.content


def _truth(value: Any) -> bool | None:
    if isinstance(value, (bool, int)):
        return bool(value)
    word = str(value).strip().lower().rstrip("/").rpartition("/")[2].rpartition(":")[2]
    return _YES_NO.get(word)


def _plain_name(text: str) -> str:
    """Return a section's name, "" where the value is an address or a number."""
    name = squeeze(text)
    return name if 0 < len(name) <= 80 and "://" not in name and not name.isdigit() else ""


def _split(found: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for text in found:
        for part in _SEPARATORS.split(text[:5000]):
            tag = squeeze(part).strip("\"'#[] ")
            if tag and len(tag) <= _MAX_TAG_CHARS and not _NO_TAG.search(tag) and any(map(str.isalpha, tag)):
                kept.setdefault(fold(tag), tag)
    return tuple(kept.values())[:_MAX_TAGS]
