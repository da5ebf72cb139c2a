"""Registered domains by the Public Suffix List that ``publicsuffixlist`` brings along; no network."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_HOST = re.compile(r"[^\s/@?#\\]{1,253}")
_ADDRESS = re.compile(r"[0-9.]+|\[?[0-9a-f:]+\]?")


@lru_cache(maxsize=1)
def _suffixes() -> Any:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


def host_of(url: str | None) -> str:
    """Return the host of an address, lower case, without port or ``www.``; "" when there is none."""
    from urllib.parse import urlsplit

    if not url:
        return ""
    try:
        host = (urlsplit(url if "//" in url else "//" + url).hostname or "").rstrip(".").lower()
    except ValueError:
        return ""
    return host.removeprefix("www.")


@lru_cache(maxsize=4096)
def registered_domain(host: str) -> str:
    """Return the domain that somebody registered: ``news.example.co.uk`` gives ``example.co.uk``.

    Private suffixes count, so ``name.blogspot.com`` is a site of its own. Addresses in figures and hosts without a dot are returned as
    they are; a bare public suffix gives "".
    """
    host = host.strip(".").lower()
    if not _HOST.fullmatch(host):
        return ""
    if _ADDRESS.fullmatch(host) or "." not in host:
        return host
    return str(_suffixes().privatesuffix(host) or "")
