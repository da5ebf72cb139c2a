"""Page tests: a folder that holds a page, what is known of it, and what its record must be.

    example.com/bridge/page.html      (or page.txt, also packed: page.html.gz)
    example.com/bridge/meta.yaml      url, kind, fetched_at, about, sites
    example.com/bridge/expected.yaml  the record's fields; body_first, body_last; hits

``sites`` is true, false or both, ``[true, false]``: with and without the shipped rules of sites.
"""

from __future__ import annotations

import dataclasses
import datetime
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.article import Article
from cleaner.errors import InputError
from cleaner.text.iso import read_iso
from cleaner.upkeep.casefile import CaseFile, read_case_file
from cleaner.upkeep.given import read_packed

META, EXPECTED = "meta.yaml", "expected.yaml"
META_KEYS = ("url", "kind", "fetched_at", "about", "sites")
#: Keys of the expectation that are no field of the record as they stand.
OTHER_KEYS = ("body_first", "body_last", "hits")
#: Fields that say how the program came to the record, or change with every edit of a rule.
_NOT_EXPECTED = ("rules_digest", "version", "sources", "confidence")
RECORD_KEYS = tuple(f.name for f in dataclasses.fields(Article) if f.name not in _NOT_EXPECTED)
EXPECTED_KEYS = (*RECORD_KEYS, *OTHER_KEYS)
_LISTS = ("body", "blocks", "removed", "authors", "agencies", "tags", "captions", "notes", "warnings")
_TEXTS = ("body_first", "body_last")
_KINDS = ("auto", "html", "text")
_PAGE_ENDINGS = re.compile(r"(?i)\.(?:gz|s?html?|xht(?:ml)?|txt|text|jsonl|ndjson)\b")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Case:
    """A page test.

    Attributes:
        id: its folder below the fixtures: ``example.com/bridge``.
        page: its page file.
        expected: what its record must be.
        url: the page's address, "" when unknown.
        kind: ``auto``, ``html`` or ``text``.
        fetched_at: when it was fetched.
        sites: with and without the shipped rules of sites: one or both.
    """

    id: str
    page: Path
    expected: CaseFile
    url: str = ""
    kind: str = "auto"
    fetched_at: datetime.datetime | None = None
    sites: tuple[bool, ...] = (True,)

    @property
    def site(self) -> str:
        """The site that its place says it is of, "" when none."""
        return self.id.rpartition("/")[0].partition("/")[0]

    def data(self) -> bytes:
        """Return the page's bytes.

        Raises:
            InputError: they cannot be read.
        """
        return read_packed(self.page, str(self.page))


def find_cases(fixtures: Path) -> Iterator[Case]:
    """Yield the page tests below a folder, in the order of names.

    Raises:
        InputError: there is no such folder, or one of the tests is not whole; it says what is missing or wrong.
    """
    if not fixtures.is_dir():
        raise InputError(f"{fixtures}: is no folder of page tests.")
    names = (META, EXPECTED)
    folders = {p.parent for p in fixtures.rglob("*") if p.name in names or (p.name.split(".")[0] == "page" and p.suffix and p.is_file())}
    for folder in sorted(folders):
        yield read_case(folder, folder.relative_to(fixtures).as_posix() if folder != fixtures else folder.resolve().name)


def read_case(folder: Path, name: str) -> Case:
    """Return the page test in a folder.

    Raises:
        InputError: it is not whole, or one of its files is wrong.
    """
    pages = sorted(p for p in folder.glob("page.*") if p.is_file())
    if len(pages) != 1:
        found = ", ".join(p.name for p in pages) or "no page"
        raise InputError(f"{folder}: a page test has one page, page.html or page.txt (or packed, page.html.gz); here is {found}.")
    for file in (META, EXPECTED):
        if not (folder / file).is_file():
            raise InputError(f"{folder}: a page test has a {file}, which is missing here.")
    meta = read_case_file(folder / META, META_KEYS)
    expected = read_case_file(folder / EXPECTED, EXPECTED_KEYS)
    _check_expected(expected)
    return Case(
        name, pages[0], expected, _text(meta, "url"), _kind(meta), _fetched(meta), _sites(meta),
    )


def case_name(page: str, url: str = "") -> str:
    """Return a folder's name for a page's test.

    Args:
        page: the page's name: its file's decides, unless it is a row of many (``pages.jsonl:12``).
        url: the page's address, whose end names a row.
    """
    last = os.path.basename(page)
    if last.rpartition(":")[2].isdigit() and url.count("/") > 3:
        last = url.rstrip("/").rpartition("/")[2]
    stem = _PAGE_ENDINGS.sub("", last)
    return re.sub(r"[^\w]+", "-", stem.casefold()).strip("-_")[:_LONGEST_NAME].rstrip("-_") or "page"


def _text(meta: CaseFile, key: str) -> str:
    value = meta.values.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f"{meta.at(key)}: {key!r} is a text, not {value!r}.")
    return value or ""


def _kind(meta: CaseFile) -> str:
    kind = meta.values.get("kind") or "auto"
    if kind not in _KINDS:
        raise InputError(f"{meta.at('kind')}: 'kind' is one of {', '.join(_KINDS)}, not {kind!r}.")
    return str(kind)


def _fetched(meta: CaseFile) -> datetime.datetime | None:
    given = _text(meta, "fetched_at")
    if not given:
        return None
    try:
        return read_iso(given)
    except ValueError as error:
        raise InputError(f"{meta.at('fetched_at')}: {given!r} is no date and time such as 2026-11-23T08:30:00+00:00.") from error


def _sites(meta: CaseFile) -> tuple[bool, ...]:
    given = meta.values.get("sites", True)
    sites = tuple(given) if isinstance(given, list) else (given,)
    if not sites or not all(isinstance(value, bool) for value in sites):
        raise InputError(f"{meta.at('sites')}: 'sites' is true, false or [true, false], not {given!r}.")
    return sites


def _check_expected(file: CaseFile) -> None:
    for key, value in file.values.items():
        if key in _LISTS and not isinstance(value, list):
            raise InputError(f"{file.at(key)}: {key!r} is a list, {_example(key)}, not {value!r}.")
        if key in _TEXTS and not isinstance(value, str):
            raise InputError(f"{file.at(key)}: {key!r} is a text, not {value!r}.")
    hits = file.values.get("hits", {})
    if not isinstance(hits, Mapping) or not all(type(number) is int and number >= 0 for number in hits.values()):
        raise InputError(f"{file.at('hits')}: 'hits' holds a number of blocks for each rule, such as 'sites/example.com/box: 2'.")


def _example(key: str) -> Any:
    return "a paragraph an item" if key == "body" else "such as [\"…\"]"
