"""Registered domains by the Public Suffix List that ``publicsuffixlist`` brings along; no network."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_HOST = re.compile(r"[^\s/@?#\\]{1,253}")
_ADDRESS = re.compile(r"[0-9.]+|\[?[0-9a-f:]+\]?")


@lru_cache(maxsize=1)
def _list() -> tuple[bytes, ...]:
    from publicsuffixlist import PSLFILE

    with open(PSLFILE, "rb") as file:
        return tuple(file.read().split(b"\n"))


@lru_cache(maxsize=256)
def _suffixes(top: str) -> Any:
    """Return the list's part below one top-level domain: the whole of it takes 40 ms to read, ``com`` 4, most others 1."""
    from publicsuffixlist import PublicSuffixList

    names = {top}
    if top.startswith("xn--"):
        names.add(top.encode().decode("idna"))
    ends = tuple(f".{name}".encode() for name in names)
    whole = {name.encode() for name in names}
    return PublicSuffixList([line for line in _list() if line.endswith(ends) or line in whole])


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
    try:
        suffixes = _suffixes(host.rpartition(".")[2])
    except UnicodeError:
        return ""
    return str(suffixes.privatesuffix(host) or "")
