"""What a config says, gathered on the way to a rule file: body, fields, boxes that go, lines that go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from cleaner.domains import registered_domain
from cleaner.upkeep.ftr.css import Selector
from cleaner.upkeep.ftr.sources import FieldSource
from cleaner.upkeep.ftr.wordings import Wording


class Box(NamedTuple):
    """Elements that go: their selector as CSS, their role, the selector's parts."""

    css: str
    role: str
    selector: Selector


class Line(NamedTuple):
    """Lines that go: their role and what they say."""

    role: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class Parts:
    """What files can have in common.

    Attributes:
        content: selectors of the body, the first that matches decides.
        fields: field → its sources.
        boxes: elements that go.
        lines: lines that go.
        inside: what is body of what the selectors hold: ``finder`` or ``all``, as ``content.inside``.
    """

    content: tuple[str, ...] = ()
    fields: tuple[tuple[str, tuple[FieldSource, ...]], ...] = ()
    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    inside: str = "finder"

    def __bool__(self) -> bool:
        return bool(self.content or self.fields or self.boxes or self.lines)

    @property
    def size(self) -> int:
        """Return how many things it says."""
        return len(self.content) + len(self.fields) + len(self.boxes) + len(self.lines)


class Home(NamedTuple):
    """Where the file of a config belongs: its site, its name without ``.yaml``, the hosts that it serves (none: all)."""

    site: str
    stem: str
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A site file to be.

    Attributes:
        source: the config's name.
        home: where it belongs.
        parts: what it says.
        pages: addresses that the config was made for.
        extends: the family that says the rest, "" for none.
    """

    source: str
    home: Home
    parts: Parts
    pages: tuple[str, ...] = ()
    extends: str = ""


def home_of(name: str) -> Home:
    """Return where the config ``name`` belongs: ``example.com.txt`` to that host, ``.example.com.txt`` to all below it.

    Raises:
        ValueError: the name is that of no site; the message says why.
    """
    stem = PurePath(name).name.removesuffix(".txt").lower()
    host = stem.strip(".").removeprefix("www.")
    site = registered_domain(host) if "." in host else ""
    if "." not in host:
        raise ValueError(f"{stem!r} is no host, so the file says of no site")
    if not site:
        raise ValueError(f"{host!r} is a public suffix, below which many sites stand; families tell such pages by a fingerprint")
    return Home(site, host, () if stem.startswith(".") else (host,))
