"""The names under which pages keep their dates, in the order in which they are believed."""

from __future__ import annotations

import re
from functools import lru_cache

#: Parts of an article object in JSON-LD and of article microdata.
LD_PUBLISHED = ("datePublished", "dateCreated", "uploadDate")
LD_MODIFIED = ("dateModified",)

#: Meta names of the publication, the first ones first; then every name that :func:`is_published` knows.
META_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "parsely-pub-date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued", "sailthru.date", "pubdate",
)  # fmt: skip
#: Names that say "date" and no more: mostly the publication, sometimes the last change or the day of the page.
META_VAGUE = (
    "date", "dc.date", "dc:date", "dcterms.date", "dc.date.created", "dcterms.created", "dcterms:created", "dc.created",
    "datecreated", "date_created", "citation_date", "created", "article.created", "displaydate", "search:contentdate",
    "og:article:time",
)  # fmt: skip
META_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "last-modified",
)  # fmt: skip

_PUBLISHED = re.compile(
    r"(?:first|original|articles?|recs|epi|skd|date)?"
    r"(?:publish(?:ed)?|publication|publi|pub|post(?:ed)?|issued?|releas(?:ed?)?)(?:date|time|day|at|on|datetime)$"
    r"|(?:date|time)(?:published|publication|posted|issued|pub)$|published$|issued$|dateoriginal$"
)
_MODIFIED = re.compile(r"(?:modified|updated?|moddate|modificationdate|lastmod|revised|revisiondate|updatedtime)")
_NEITHER = re.compile(r"expir|valid|until|render|build|generat|crawl|event|start|end(?:date|time)|filing|fb:|video")


@lru_cache(maxsize=1024)
def is_published(name: str) -> bool:
    """Tell whether a meta tag of this lower-cased name gives the publication."""
    plain = "".join(filter(str.isalpha, name))
    return bool(_PUBLISHED.search(plain)) and not _MODIFIED.search(plain) and not _NEITHER.search(name)


@lru_cache(maxsize=1024)
def is_modified(name: str) -> bool:
    """Tell whether a meta tag of this lower-cased name gives the last change."""
    plain = "".join(filter(str.isalpha, name))
    return bool(_MODIFIED.search(plain)) and not _NEITHER.search(name)
