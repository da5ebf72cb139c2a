"""Rows of JSON lines, rows of a corpus and test cases as pages."""

from __future__ import annotations

import datetime
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cleaner.batch.json_rows import JsonRow
from cleaner.domains import host_of
from cleaner.errors import InputError
from cleaner.sources import Unreadable
from cleaner.text.iso import read_iso
from cleaner.upkeep.given import GivenPage, read_packed

#: A corpus' id that begins with the page's host and goes on with a day says when the page was fetched.
_DAY_IN_ID = re.compile(r"-(\d{4})(\d{2})(\d{2})-")


def row_page(line: bytes, where: str) -> GivenPage:
    """Return the page of a row ``{"url", "html" or "text", "fetched_at", "gold"}``; other keys are not looked at.

    Raises:
        InputError: the row is no page; ``where`` names it.
    """
    page = JsonRow(where, line, keep=True).read()
    if isinstance(page, Unreadable):
        raise page.error
    fetched = read_iso(page.fetched_at) if page.fetched_at else None
    return GivenPage(where, page.data, page.url or "", fetched, page.kind or "auto", _gold(page.given or {}, where))


def corpus_page(folder: Path, line: bytes, where: str) -> GivenPage:
    """Return the page of a row of ``cases.jsonl``.

    Raises:
        InputError: the row is none, or its file cannot be read; ``where`` names it.
    """
    row = _row(line, where)
    file, url = row.get("html"), _url(row, where)
    if not isinstance(file, str):
        raise InputError(f"{where}: 'html' names the file of the page below the corpus folder; this row has {_listed(row)}.")
    path = Path(os.path.normpath(folder / file))  # a link to the pages may lead anywhere, a name may not
    if folder not in path.parents:
        raise InputError(f"{where}: {file!r} leads out of the corpus folder.")
    name = str(row.get("id") or file)
    kind = "text" if file.endswith((".txt", ".txt.gz")) else "auto"
    fetched = _fetched(row, where) or _day_of(name, url)
    return GivenPage(f"{folder.name}/{name}", read_packed(path, f"{where}: {file}"), url, fetched, kind, _gold(row, where))


def case_page(path: Path, data: bytes | str) -> GivenPage:
    """Return a page file; one that is called ``page`` with address and gold of the ``meta.yaml`` and ``expected.yaml`` beside it.

    Raises:
        InputError: one of these is no mapping in YAML.
    """
    if path.stem != "page":
        return GivenPage(str(path), data)
    meta, expected = _beside(path, "meta.yaml"), _beside(path, "expected.yaml")
    where = str(path.with_name("meta.yaml"))
    kind = meta.get("kind") or "auto"
    if kind not in ("auto", "html", "text"):
        raise InputError(f"{where}: 'kind' is auto, html or text, not {kind!r}.")
    return GivenPage(str(path), data, _url(meta, where), _fetched(meta, where), kind, _expected_gold(expected))


def _beside(path: Path, name: str) -> Mapping[str, Any]:
    file = path.with_name(name)
    if not file.is_file():
        return {}
    import yaml

    try:
        loaded = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"{file}: cannot be read as YAML: {' '.join(str(error).split())}.") from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise InputError(f"{file}: holds no mapping.")
    return loaded


def _expected_gold(expected: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return what a case expects of its record in the words of a corpus."""
    gold: dict[str, Any] = {key: expected[key] for key in ("title", "authors") if expected.get(key)}
    if isinstance(expected.get("body"), list):
        gold["body"] = "\n\n".join(str(text) for text in expected["body"])
    if expected.get("published"):
        gold["date"] = str(expected["published"])
    return gold or None


def _row(line: bytes, where: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: is not JSON: {error}.") from error
    if not isinstance(row, dict):
        raise InputError(f"{where}: a row is a JSON object, not {type(row).__name__}.")
    return row


def _listed(row: Mapping[str, Any]) -> str:
    return ", ".join(repr(key) for key in list(row)[:8]) or "no key"


def _url(row: Mapping[str, Any], where: str) -> str:
    url = row.get("url") or ""
    if not isinstance(url, str):
        raise InputError(f"{where}: 'url' is a string, not {type(url).__name__}.")
    return url


def _gold(row: Mapping[str, Any], where: str) -> Mapping[str, Any] | None:
    gold = row.get("gold")
    if gold is not None and not isinstance(gold, dict):
        raise InputError(f"{where}: 'gold' is an object with title, authors, date, body, not {type(gold).__name__}.")
    gold = {key: value for key, value in (gold or {}).items() if value is not None}
    for key, kind in (("title", str), ("body", str), ("date", str), ("authors", list), ("with", list), ("without", list)):
        if key in gold and not isinstance(gold[key], kind):
            raise InputError(f"{where}: 'gold.{key}' is a {kind.__name__}, not {type(gold[key]).__name__}.")
    return gold or None


def _fetched(row: Mapping[str, Any], where: str) -> datetime.datetime | None:
    given = row.get("fetched_at")
    if not given:
        return None
    if isinstance(given, datetime.datetime):
        return given
    try:
        return read_iso(str(given))
    except ValueError as error:
        raise InputError(f"{where}: 'fetched_at' is no date such as 2026-11-23T08:30:00+00:00: {given!r}.") from error


def _day_of(name: str, url: str) -> datetime.datetime | None:
    """Return the day that an id such as ``example.com-20111128-5be5`` names."""
    host = host_of(url)
    start = next((len(b) for b in (f"www.{host}", host) if host and name.startswith(b)), 0)
    found = _DAY_IN_ID.match(name, start) if start else None
    if not found:
        return None
    year, month, day = map(int, found.groups())
    try:
        return datetime.datetime(year, month, day, tzinfo=datetime.timezone.utc)
    except ValueError:
        return None
