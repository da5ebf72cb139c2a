"""Who is timed by ``scripts/bench.py``: one parse, this cleaner, and peers that make an article of a page. Each takes bytes and address."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from cleaner.errors import PageError
from cleaner.pipeline import Cleaner
from cleaner.rules.load import load_rules

Contender: TypeAlias = Callable[[bytes, str], Any]

#: The one that the others are measured by.
YARDSTICK = "lxml parse"
OURS = "clean-news"

_SITE = """version: 1
layer: site
site: paper{number}.example
names: [Paper {number}]
rules:
  - id: member-box
    role: promo
    lines: ["members of paper {number} read on"]
    why: the site's own box
    tests:
      - lines: |
          - members of paper {number} read on
          = the bridge reopened on Monday
"""
_RULES = """version: 1
layer: generic
rules:
"""
_RULE = """  - id: line-{number}
    role: promo
    lines: ["read story {number} of our series", "{{int}} people liked story {number}"]
    why: counts stories
    tests:
      - lines: |
          - read story {number} of our series
          = the bridge reopened on Monday
  - id: box-{number}
    role: promo
    select: [".promo-box-{number}"]
    why: a box
    tests:
      - html: <p class="promo-box-{number}">Box</p>
        claims: [Box]
      - html: <p>Story</p>
        keeps: [Story]
"""


def contenders(sites: int, peers: bool) -> Mapping[str, Contender]:
    """Return the contenders by name, the yardstick first.

    Args:
        sites: number of made-up site files in a second cleaner's rulebook, 0 for no second cleaner.
        peers: also the other tools, which must be installed.
    """
    found: dict[str, Contender] = {YARDSTICK: parse, OURS: cleaner_of(Cleaner(load_rules(sites=False)))}
    if sites:
        found[f"{OURS}, {sites:,} site files"] = cleaner_of(Cleaner(load_rules(write_sites(sites))))
    return {**found, **_peers()} if peers else found


def parse(data: bytes, url: str) -> Any:
    """Parse a page with lxml and do nothing else."""
    from lxml import etree

    return etree.fromstring(data, etree.HTMLParser())


def cleaner_of(cleaner: Cleaner) -> Contender:
    """Return the whole way of a page through a cleaner; a page that cannot be cleaned is none."""

    def clean(data: bytes, url: str) -> Any:
        try:
            return cleaner.clean(data, url)
        except PageError:
            return None

    return clean


def write_sites(count: int) -> Path:
    """Write a folder of as many site files, of sites that no page is from."""
    folder = Path(tempfile.mkdtemp(prefix="bench-sites-")) / "sites"
    folder.mkdir()
    for number in range(count):
        (folder / f"paper{number}.example.yaml").write_text(_SITE.format(number=number), encoding="utf-8")
    return folder.parent


def write_rules(count: int) -> Path:
    """Write a folder of as many generic rules, half of them of lines and half of selectors, that no page meets."""
    folder = Path(tempfile.mkdtemp(prefix="bench-rules-")) / "generic"
    folder.mkdir()
    for part in range(0, count // 2, 250):
        rules = "".join(_RULE.format(number=n) for n in range(part, min(part + 250, count // 2)))
        (folder / f"part-{part}.yaml").write_text(_RULES + rules, encoding="utf-8")
    return folder.parent


def _peers() -> Mapping[str, Contender]:
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    def whole(data: bytes, url: str) -> Any:
        return trafilatura.bare_extraction(data, url=url, with_metadata=True)

    def fast(data: bytes, url: str) -> Any:
        return trafilatura.bare_extraction(data, url=url, fast=True)

    def main_content(data: bytes, url: str) -> Any:
        return extract_plain_text(bytes_to_str(data, detect_encoding(data)), main_content=True)

    return {"trafilatura, metadata": whole, "trafilatura fast": fast, "resiliparse text": main_content}
