"""JSON-LD: from the raw texts of a page's scripts to flat objects, and reading values out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple
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
#: What parts the name of a kind from its namespace: ``https://schema.org/Article``, ``schema:Article``.
_NAMESPACE = re.compile(r"[/#:]")

Ld = Sequence[Mapping[str, Any]]


class _Work(NamedTuple):
    """An object that describes an article or its page: whether the page, the rank of its kind, the addresses that it names, itself."""

    is_page: bool
    rank: int
    named: frozenset[str]
    item: Mapping[str, Any]


class Objects(tuple[Mapping[str, Any], ...]):
    """The JSON-LD objects of a page. They remember which of them are its articles: a dozen places ask that of every page."""

    def articles(self, addresses: tuple[str, ...]) -> tuple[Mapping[str, Any], ...]:
        """Return what the function :func:`articles` does."""
        if (known := self._articles.get(addresses)) is None:
            own = frozenset(key for address in addresses if (key := _address_key(address)))
            known = self._articles[addresses] = tuple(_best_first(self._works, own))
        return known

    @cached_property
    def _articles(self) -> dict[tuple[str, ...], tuple[Mapping[str, Any], ...]]:
        return {}

    @cached_property
    def _works(self) -> tuple[_Work, ...]:
        return tuple(
            _Work(min(ranks) >= _FIRST_PAGE_KIND, min(ranks), _named(item), item)
            for item in self
            if (ranks := [_RANK[name] for name in types(item) if name in _RANK])
        )


def parse_json_ld(scripts: Sequence[str]) -> Objects:
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
                return Objects(resolve(found[:MAX_OBJECTS]))
    return Objects(resolve(found))


def articles(ld: Ld, *addresses: str) -> tuple[Mapping[str, Any], ...]:
    """Return the objects that describe this page's article, the best first.

    Of several articles, those that name another address as their own are teasers and left out, unless all do: then
    the first one stands for the page. Objects that describe the page as such (``WebPage``) come last.

    Args:
        ld: objects of :func:`parse_json_ld`.
        addresses: the page's own addresses: canonical, as fetched, ``og:url``.
    """
    objects = ld if isinstance(ld, Objects) else Objects(ld)
    return objects.articles(addresses)


def _best_first(works: Sequence[_Work], own: frozenset[str]) -> Iterator[Mapping[str, Any]]:
    told = [(work.is_page, -_about(work, own), work.rank, work.item) for work in works]
    stories = [entry for entry in told if not entry[0]]
    kept = [entry for entry in stories if entry[1] <= 0] or stories[:1]
    pages = [entry for entry in told if entry[0]]
    yield from (entry[3] for entry in sorted(kept + pages, key=lambda entry: entry[:3]))


def types(item: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the lower-cased ``@type`` names of an object, without their namespace."""
    names = item.get("@type")
    every = names if isinstance(names, list) else [names]
    return tuple(_NAMESPACE.split(name)[-1].lower() for name in every if isinstance(name, str))


def kind(item: Mapping[str, Any]) -> str:
    """Return the first ``@type`` of an object as the page writes it, "" without one."""
    names = item.get("@type")
    first = names[0] if isinstance(names, list) and names else names
    return _NAMESPACE.split(first)[-1] if isinstance(first, str) else ""


def values(item: Any, path: str) -> tuple[Any, ...]:
    """Return all values at a dotted path, through lists: ``author.name``; None values are left out.

    Args:
        item: a JSON value.
        path: keys joined by dots; "" gives the value itself.
    """
    if type(item) is dict and path and "." not in path:  # the most common question by far
        value = item.get(path)
        if type(value) is not list:
            return () if value is None else (value,)
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


def _about(work: _Work, own: frozenset[str]) -> int:
    """Return 1 when the object names this page as its own, -1 when it names another one, 0 when it names none."""
    if not work.named or not own:
        return 0
    return 1 if work.named & own else -1


def _named(item: Mapping[str, Any]) -> frozenset[str]:
    said = (text for path in ("mainEntityOfPage", "url", "@id") for text in _addresses(item, path))
    return frozenset(key for text in said if (key := _address_key(text)))


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
