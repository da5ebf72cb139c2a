"""Rows of JSON lines: ``{"url", "html" or "text", "fetched_at", …}``. They are split where files are read and understood in a worker."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from cleaner.batch.compression import BrokenMember
from cleaner.errors import InputError
from cleaner.sources import MAX_BYTES, Input, Unreadable, unreadable
from cleaner.text.iso import read_iso

#: Keys of a row that the cleaner understands.
KNOWN = ("url", "html", "text", "fetched_at")
_READ = 256 * 1024


@dataclass(frozen=True, slots=True)
class JsonRow:
    """A row that is still JSON."""

    name: str
    line: bytes
    keep: bool = False

    def read(self) -> Input | Unreadable:
        """Return the page of the row; :class:`Unreadable` says what is wrong with it."""
        try:
            row = json.loads(self.line)
        except (ValueError, RecursionError) as error:
            return unreadable(self.name, None, f"it is not JSON ({error})")
        if not isinstance(row, dict):
            return unreadable(self.name, None, f"a row is a JSON object, not {type(row).__name__}")
        return page_of_row(self.name, row, self.keep)


def page_of_row(name: str, row: Mapping[str, Any], keep: bool) -> Input | Unreadable:
    """Return the page of a row of JSON lines or of a table.

    Args:
        name: what messages call the row.
        row: ``html`` is taken before ``text`` where both are there; None is as good as absent.
        keep: also its other keys.
    """
    given = {key: value for key, value in row.items() if key not in KNOWN} if keep else None
    url, fetched_at = row.get("url"), row.get("fetched_at")
    address = url if isinstance(url, str) else None
    kind = next((key for key in ("html", "text") if row.get(key) is not None), None)
    if kind is None:
        keys = ", ".join(repr(key) for key in list(row)[:8]) or "none"
        problem = f"a row holds its page under the key 'html' or 'text'; its keys are {keys}"
    elif not isinstance(row[kind], (str, bytes)):
        problem = f"{kind!r} is the page as a string, not {type(row[kind]).__name__}"
    elif url is not None and address is None:
        problem = f"'url' is a string, not {type(url).__name__}"
    elif fetched_at and not is_moment(fetched_at):
        problem = f"'fetched_at' is no date and time such as 2026-11-23T08:30:00+00:00: {str(fetched_at)[:40]!r}"
    else:
        return Input(name, address, row[kind], kind, fetched_at or None, None, given)
    return Unreadable(name, address, InputError(f"{name}: {problem}."), given)


def read_lines(name: str, stream: BinaryIO, max_bytes: int = MAX_BYTES, keep: bool = False) -> Iterator[JsonRow | Unreadable]:
    """Yield the rows of a stream; blank lines are none.

    A line that is too long, and a broken packed member, is :class:`Unreadable` in its place; what follows is read on. A member is taken
    to begin with a new line.
    """
    number, parts, size = 1, list[bytes](), 0
    while True:
        try:
            data = stream.read1(_READ)  # type: ignore[attr-defined]
        except BrokenMember as error:
            yield unreadable(f"{name}:{number}", None, str(error))
            number, parts, size = number + 1, [], 0
            continue
        except OSError as error:
            yield unreadable(f"{name}:{number}", None, error.strerror or str(error))
            return
        lines = data.split(b"\n") if data else [b"", b""]
        for line in lines[:-1]:
            if size + len(line) > max_bytes:
                yield unreadable(f"{name}:{number}", None, f"the line is longer than {max_bytes} bytes")
            elif (whole := b"".join((*parts, line))) and not whole.isspace():
                yield JsonRow(f"{name}:{number}", whole, keep)
            number, parts, size = number + 1, [], 0
        if not data:
            return
        size += len(lines[-1])
        if size <= max_bytes:
            parts.append(lines[-1])


def is_moment(value: Any) -> bool:
    """Tell whether a value is a date and time in ISO 8601."""
    try:
        read_iso(value)
    except (ValueError, AttributeError, TypeError):
        return False
    return True
