"""JSON-LD: from the raw texts of a page's scripts to flat objects, and reading values out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from cleaner.structured.documents import flatten, read_documents, resolve, tidy

#: Limits on what a page may make us read.
MAX_SCRIPTS, MAX_OBJECTS = 100, 500

#: Kinds of article, the most telling first; a page that says several things of itself is read in this order.
ARTICLE_TYPES = (
    "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "backgroundnewsarticle",
    "reviewnewsarticle", "askpublicnewsarticle", "liveblogposting", "satiricalarticle", "advertisercontentarticle",
    "blogposting", "article", "scholarlyarticle", "techarticle", "medicalscholarlyarticle", "report",
    "socialmediaposting", "discussionforumposting", "creativework", "review", "recipe",
    "medicalwebpage", "itempage", "faqpage", "webpage",
)  # fmt: skip
_RANK = {name: rank for rank, name in enumerate(ARTICLE_TYPES)}
_FIRST_PAGE_KIND = _RANK["medicalwebpage"]

Ld = Sequence[Mapping[str, Any]]


def parse_json_ld(scripts: Sequence[str]) -> tuple[Mapping[str, Any], ...]:
    """Return the objects that JSON-LD scripts hold, flattened, in page order.

    Lists, ``@graph`` and ``mainEntity`` are flattened; an object that only points to another one by ``@id`` is
    replaced by it, one level deep; HTML entities in strings are resolved. Broken JSON gives what can be read of it.

    Args:
        scripts: the raw texts of the ``application/ld+json`` scripts.

    Returns:
        Dicts of plain JSON values; never raises. More than :data:`MAX_OBJECTS` objects are cut off.
    """
    found: list[dict[str, Any]] = []
    for script in scripts[:MAX_SCRIPTS]:
        for document in read_documents(script):
            found.extend(flatten(tidy(document)))
            if len(found) >= MAX_OBJECTS:
                return resolve(found[:MAX_OBJECTS])
    return resolve(found)


def articles(ld: Ld, *addresses: str) -> tuple[Mapping[str, Any], ...]:
    """Return the objects that describe this page's article, the best first.

    Of several articles, those that name another address as their own are teasers and left out, unless all do: then
    the first one stands for the page. Objects that describe the page as such (``WebPage``) come last.

    Args:
        ld: objects of :func:`parse_json_ld`.
        addresses: the page's own addresses: canonical, as fetched, ``og:url``.
    """
    own = {key for address in addresses if (key := _address_key(address))}
    told: list[tuple[bool, int, int, Mapping[str, Any]]] = []
    for item in ld:
        if ranks := [_RANK[name] for name in types(item) if name in _RANK]:
            told.append((min(ranks) >= _FIRST_PAGE_KIND, -_about(item, own), min(ranks), item))
    works = [entry for entry in told if not entry[0]]
    kept = [entry for entry in works if entry[1] <= 0] or works[:1]
    pages = [entry for entry in told if entry[0]]
    return tuple(entry[3] for entry in sorted(kept + pages, key=lambda entry: entry[:3]))


def types(item: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the lower-cased ``@type`` names of an object, without their namespace."""
    names = item.get("@type")
    every = names if isinstance(names, list) else [names]
    return tuple(re.split(r"[/#:]", name)[-1].lower() for name in every if isinstance(name, str))


def kind(item: Mapping[str, Any]) -> str:
    """Return the first ``@type`` of an object as the page writes it, "" without one."""
    names = item.get("@type")
    first = names[0] if isinstance(names, list) and names else names
    return re.split(r"[/#:]", first)[-1] if isinstance(first, str) else ""


def values(item: Any, path: str) -> tuple[Any, ...]:
    """Return all values at a dotted path, through lists: ``author.name``; None values are left out.

    Args:
        item: a JSON value.
        path: keys joined by dots; "" gives the value itself.
    """
    reached: list[Any] = [item]
    for key in path.split(".") if path else ():
        reached = [v[key] for v in _spread(reached) if isinstance(v, Mapping) and key in v]
    return tuple(v for v in _spread(reached) if v is not None)


def texts(item: Any, path: str) -> tuple[str, ...]:
    """Return the values at ``path`` that are text or numbers, as stripped text; a dict gives its name, value or url."""
    found = []
    for value in values(item, path):
        if isinstance(value, Mapping):
            named = (value.get(key) for key in ("name", "@value", "url", "@id"))
            value = next((v for v in named if isinstance(v, str) and v.strip()), None)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
            found.append(str(value).strip())
    return tuple(found)


def _spread(items: Sequence[Any]) -> Iterator[Any]:
    for item in items:
        if isinstance(item, list):
            yield from _spread(item)
        else:
            yield item


def _about(item: Mapping[str, Any], own: set[str]) -> int:
    """Return 1 when the object names this page as its own, -1 when it names another one, 0 when it names none."""
    said = [text for path in ("mainEntityOfPage", "url", "@id") for text in _addresses(item, path)]
    named = {key for text in said if (key := _address_key(text))}
    if not named or not own:
        return 0
    return 1 if named & own else -1


def _addresses(item: Mapping[str, Any], path: str) -> Iterator[str]:
    for value in values(item, path):
        if isinstance(value, Mapping):
            yield from (v for key in ("@id", "url") if isinstance(v := value.get(key), str))
        elif isinstance(value, str):
            yield value


def _address_key(address: str) -> str:
    """Return what is the same in all spellings of an address: host without www, path, no ending slash or query."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if not parts.netloc:
        return ""
    host = parts.netloc.lower().removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    path = parts.path.rstrip("/")
    return host + path if path else ""
