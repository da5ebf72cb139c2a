"""Parquet tables: pages in, records out. The only module that knows pyarrow, which is an extra: ``pip install clean-news[parquet]``."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from cleaner.batch.json_rows import page_of_row
from cleaner.errors import InputError
from cleaner.sources import Input, Unreadable, unreadable
from cleaner.text.iso import read_iso

_ROWS_AT_A_TIME = 64
#: Rows of a group in an output: what is held in memory until it is written.
_GROUP = 512
_NEEDED = "Parquet needs pyarrow: pip install 'clean-news[parquet]'."


def read_table(name: str, file: BinaryIO, max_bytes: int, keep: bool = False) -> Iterator[Input | Unreadable]:
    """Yield the rows of a table with the columns ``html`` or ``text``, and ``url`` and ``fetched_at`` where it has them.

    Args:
        name: the table's; a page is called ``name:number-of-the-row``.
        file: the table, seekable.
        max_bytes: largest page.
        keep: also read its other columns.
    """
    pyarrow, parquet = _libraries()
    try:
        # Buffered: a column of a row group is read as it is needed and not at once.
        table = parquet.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20)
        names = table.schema_arrow.names
        if not {"html", "text"} & set(names):
            yield unreadable(name, None, f"it has no column 'html' or 'text', but {', '.join(map(repr, names[:8]))}")
            return
        columns = names if keep else [n for n in names if n in ("url", "html", "text", "fetched_at")]
        number = 0
        for batch in table.iter_batches(_ROWS_AT_A_TIME, columns=columns, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield _page(f"{name}:{number}", row, max_bytes, keep)
    except (pyarrow.ArrowException, OSError) as error:
        yield unreadable(name, None, " ".join(str(error).split()))


def _page(name: str, row: dict[str, Any], max_bytes: int, keep: bool) -> Input | Unreadable:
    plain = {key: _plain(value) if key not in ("html", "text") else value for key, value in row.items()}
    item = page_of_row(name, plain, keep)
    if isinstance(item, Input) and len(item.data) > max_bytes:
        return unreadable(name, item.url, f"it is larger than {max_bytes} bytes")
    return item


def _plain(value: Any) -> Any:
    """Return a cell as JSON knows it."""
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


class TableWriter:
    """Writes records as a table with typed columns.

    A date is three columns: ``published`` is the moment in UTC (to the start of what is known; where the offset is unknown, the page's
    clock read as UTC), ``published_offset`` the offset in minutes, null when unknown, ``published_iso`` what the record says.

    Args:
        file: where the bytes go.
        sources: also a column ``sources``, as JSON.
        removed: also a column ``removed``.
    """

    def __init__(self, file: BinaryIO, *, sources: bool = False, removed: bool = False) -> None:
        self._pyarrow, parquet = _libraries()
        self._schema = self._make_schema(sources, removed)
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def write(self, record: Mapping[str, Any]) -> None:
        """Write a record (:meth:`~cleaner.article.Article.to_dict`) or the row of a failed page."""
        self._rows.append(_cells(record))
        if len(self._rows) >= _GROUP:
            self._flush()

    def close(self) -> None:
        """Write what is left, and the table's end."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._pyarrow.Table.from_pylist(self._rows, self._schema))
            self._rows = []

    def _make_schema(self, sources: bool, removed: bool) -> Any:
        pa = self._pyarrow
        texts, moment = pa.list_(pa.string()), pa.timestamp("us", tz="UTC")
        fields = [(name, pa.string()) for name in ("url", "canonical_url", "site", "language", "title", "kicker", "lead", "byline")]
        fields += [("authors", texts), ("agencies", texts)]
        for name in ("published", "modified"):
            fields += [(name, moment), (f"{name}_offset", pa.int32()), (f"{name}_iso", pa.string())]
        fields += [("dateline", pa.string()), ("section", pa.string()), ("tags", texts), ("image", pa.string())]
        fields += [("captions", pa.list_(pa.struct([("text", pa.string()), ("credit", pa.string())]))), ("body", pa.string())]
        fields += [("blocks", pa.list_(pa.struct([("role", pa.string()), ("text", pa.string())])))]
        fields += [("paywalled", pa.bool_()), ("live", pa.bool_()), ("notes", texts), ("extractor", pa.string())]
        fields += [("confidence", pa.float64()), ("needs_review", pa.bool_()), ("warnings", texts), ("rules_digest", pa.string())]
        fields += [("version", pa.int32())]
        if sources:
            fields.append(("sources", pa.string()))
        if removed:
            taken = [("rule", pa.string()), ("at", pa.string()), ("role", pa.string()), ("text", pa.string()), ("block", pa.int32())]
            fields.append(("removed", pa.list_(pa.struct(taken))))
        failed = [("input", pa.string()), ("error_stage", pa.string()), ("error_type", pa.string()), ("error_message", pa.string())]
        return pa.schema([*fields, *failed, ("given", pa.string())])


def _cells(record: Mapping[str, Any]) -> dict[str, Any]:
    cells = {key: _storable(value) for key, value in record.items()}
    for name in ("published", "modified"):
        iso = cells.get(name)
        cells[f"{name}_iso"] = iso
        cells[name], cells[f"{name}_offset"] = _moment(iso) if iso else (None, None)
    for name in ("sources", "given"):
        if cells.get(name):
            cells[name] = json.dumps(cells[name], ensure_ascii=False)
    error = cells.pop("error", None)
    if error:
        cells |= {f"error_{key}": value for key, value in error.items()}
    return cells


def _moment(iso: str) -> tuple[datetime.datetime | None, int | None]:
    """Return the moment of an ISO 8601 date of any precision, in UTC, and its offset in minutes."""
    parts = iso.split("T")[0].split("-")
    try:
        if len(parts) < 3:
            year, month = (*map(int, parts), 1)[:2]
            return datetime.datetime(year, month, 1, tzinfo=datetime.timezone.utc), None
        found = read_iso(iso)
        offset = found.utcoffset()
        if offset is None:
            return found.replace(tzinfo=datetime.timezone.utc), None
        return found.astimezone(datetime.timezone.utc), round(offset.total_seconds() / 60)
    except (ValueError, OverflowError):
        return None, None


def _storable(value: Any) -> Any:
    """Return a value whose strings are valid UTF-8: a page may hold half a surrogate pair."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, (list, tuple)):
        return [_storable(v) for v in value]
    if isinstance(value, Mapping):
        return {k: _storable(v) for k, v in value.items()}
    return value


def _libraries() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise InputError(_NEEDED) from error
    return pyarrow, parquet
