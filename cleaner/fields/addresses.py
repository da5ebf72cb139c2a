"""Addresses of pages and pictures as structured data gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from cleaner.structured.jsonld import values


def absolute(address: str, base: str) -> str:
    """Return ``address`` as an absolute http(s) address seen from ``base``, "" when it is none."""
    address = address.strip()
    try:
        joined = urljoin(base, address) if base else address
        parts = urlsplit(joined)
    except ValueError:
        return ""
    return joined if address and parts.scheme in ("http", "https") and parts.netloc and " " not in joined else ""


def path_of(address: str) -> str:
    """Return path and query of an address, "" of a broken one."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.path + parts.query


def addresses(item: Mapping[str, Any], key: str) -> Iterator[str]:
    """Yield the addresses under a key of a JSON-LD object: texts, or what an object there calls its address."""
    for value in values(item, key):
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            found = (text for inner in ("url", "contentUrl", "@id") for text in values(value, inner))
            yield from (text for text in found if isinstance(text, str))
