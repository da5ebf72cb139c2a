"""Where a page's data names its authors: JSON-LD, microdata, meta tags. Reading and choosing is not done here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from cleaner.fields.byline_words import BylineWords
from cleaner.fields.date_place import Place
from cleaner.fields.site_names import addresses, is_organization
from cleaner.structured.jsonld import articles, kind, types, values
from cleaner.values import Page

#: Meta tags for authors, in order of belief; some hold a profile's address, which is no name.
METAS = (
    "author", "article:author", "article:author_name", "article_author", "articleauthor", "parsely-author", "sailthru.author",
    "byl", "og:author", "og:article:author", "dc.creator", "dcterms.creator", "dc.contributor", "citation_author", "authors", "creator",
    "cxenseparse:author", "vr:author", "rbauthors", "lp.article:author", "shareaholic:article_author_name", "bt:author", "news_authors",
)  # fmt: skip
#: Most names that are taken from one place.
_MOST = 30
#: Longest text of a microdata property that is a name.
_MAX_TEXT = 200
#: How far before the headline an author's microdata may stand; most different ones that stand elsewhere.
AROUND = 25
_MOST_ELSEWHERE = 3
#: Microdata scopes (and properties that hold one) whose authors are not the article's.
_OTHER_SCOPES = frozenset({"Comment", "UserComments", "Review", "Answer", "ImageObject", "VideoObject", "comment", "review", "image"})
_ADDRESS = re.compile(r"\s*(?:https?://|www\.|/)\S*\s*", re.I)


class Named(NamedTuple):
    """Text that names authors: the text, whether its source says Person or Organization (``""`` neither), the place."""

    text: str
    said: str = ""
    block: int = -1


@dataclass(frozen=True, slots=True)
class AuthorPlace:
    """All that one place says.

    Attributes:
        source: its name in the record's ``sources``.
        named: the values in order.
        sure: each is a name, because the place says so; else it is a line that readers see.
        blocks: indices of the blocks that it stands in.
        support: how much around a bare name says that it is the author's (:mod:`cleaner.fields.author_bare`).
    """

    source: str
    named: tuple[Named, ...]
    sure: bool = True
    blocks: tuple[int, ...] = ()
    support: int = 0


def from_ld(page: Page) -> Iterator[AuthorPlace]:
    """Yield what the article objects in JSON-LD say, the best object first."""
    for item in articles(page.structured.ld, *addresses(page))[:4]:
        for name in ("author", "creator"):
            if named := tuple(_ld_names(item, name))[:_MOST]:
                yield AuthorPlace(f"ld:{kind(item)}.{name}", named)
                break


def _ld_names(item: Any, name: str) -> Iterator[Named]:
    for value in values(item, name):
        if isinstance(value, str):
            yield Named(value)
        elif isinstance(value, dict):
            said = "Organization" if is_organization(value) else "Person" if "person" in types(value) else ""
            names = [n for n in values(value, "name") if isinstance(n, str)]
            yield from (Named(n, said) for n in names)


def from_items(page: Page, place: Place, others: Callable[[int], bool]) -> Iterator[AuthorPlace]:
    """Yield what microdata says around the beginning of the story, or anywhere when it says it nowhere else.

    Args:
        others: tells whether the block at an index stands in a container of comments or other stories.
    """
    items = [i for i in page.structured.items if i.scope not in _OTHER_SCOPES and i.within not in _OTHER_SCOPES]
    items = [i for i in items if not others(i.block)]
    near = [i for i in items if place.headline - AROUND <= i.block < place.last and i.name in ("author", "creator", "name")]
    items = near if any(i.name in ("author", "creator") or i.within in ("author", "creator") for i in near) else items
    persons = [i for i in items if i.within in ("author", "creator") and i.name == "name"]
    plain = [i for i in items if i.name in ("author", "creator") and i.within not in ("comment", "review")]
    for name, found in (("author.name", persons), ("author", plain)):
        named = [Named(i.text or i.value, i.scope if i.scope in ("Person", "Organization") else "", i.block) for i in found]
        named = [n for n in dict.fromkeys(named) if n.text and len(n.text) <= _MAX_TEXT]
        if named and (near or len({n.text for n in named}) <= _MOST_ELSEWHERE):
            yield AuthorPlace(f"microdata:{name}", tuple(named)[:_MOST])


def from_metas(page: Page, words: BylineWords) -> Iterator[AuthorPlace]:
    """Yield what each kind of meta tag says, in the order of :data:`METAS`."""
    metas = page.structured.metas
    for name in METAS:
        named = tuple(dict.fromkeys(Named(m.content) for m in metas if m.name == name and not _ADDRESS.fullmatch(m.content)))
        if named:
            yield AuthorPlace(f"meta:{name}", named[:_MOST])
    said = {m.name: m.content for m in metas if m.name.startswith(("twitter:label", "twitter:data"))}
    for number in "12":
        label, data = said.get(f"twitter:label{number}", ""), said.get(f"twitter:data{number}", "")
        if data and label in words.by:
            yield AuthorPlace(f"meta:twitter:data{number}", (Named(data),))
