"""Going on where a run broke off: what its output holds, and the pages that are left.

In JSON lines, rows stand in the order of the inputs: the first rows are those of the first pages, so that their number says it all. A
page is known by its place, not by its address, which two pages may share. Where rows come as they are done, ``FILE.order`` holds the
place of each row's page, a line a row. A row counts when its line is whole, in a packed output when its member is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cleaner.batch.compression import member_reader, packing_of, unpack
from cleaner.batch.inputs import Item
from cleaner.batch.json_rows import JsonRow
from cleaner.errors import InputError
from cleaner.placing import sweep

#: Ending of an output that is not whole yet, and of the file that says which page each row is of.
PART, ORDER = ".part", ".order"

_READ = 1 << 20
#: Rows that are compared with their pages: all of the first, then some.
_FIRST_COMPARED, _COMPARED = 100, 20


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier run left.

    Attributes:
        path: the file with its rows.
        rows: how many are whole.
        end: where in the file the last of them ends.
        places: a bit a page, 1 when its row is there; None when the rows are those of the first pages.
        order_end: where in the order file the place of the last row ends; None when there is none.
    """

    path: str
    rows: int
    end: int
    places: bytes | None = None
    order_end: int | None = None

    def has(self, position: int) -> bool:
        """Tell whether the row of a page is there."""
        if self.places is None:
            return position < self.rows
        return position >> 3 < len(self.places) and bool(self.places[position >> 3] & 1 << (position & 7))


def kept_of(target: str) -> Kept | None:
    """Return what is there of an output: what a run left that broke off, or a whole one; None when nothing is.

    Raises:
        OSError: it cannot be read.
    """
    target = os.path.realpath(target)
    part = next((path for path in (target + PART, target) if os.path.exists(path)), None)
    if part is None:
        return None
    packing = packing_of(target)
    with open(part, "rb") as stream:
        ends = _members(stream, packing) if packing else _lines(stream)
        if not os.path.exists(target + ORDER):
            rows = whole = 0
            for end, count in ends:
                rows, whole = rows + count, end
            return Kept(part, rows, whole)
        return _ordered(part, target + ORDER, ends)


def left(items: Iterable[Item], kept: Kept | None) -> Iterator[tuple[int, Item]]:
    """Yield the items whose rows are not there yet, each with its place.

    Raises:
        InputError: a row is not of the page in its place: the inputs are not those of the first run.
    """
    if kept is None:
        yield from enumerate(items)
        return
    last = -1
    check = _check_rows(kept) if kept.places is None else None
    for last, item in enumerate(items):
        if not kept.has(last):
            yield last, item
        elif check is not None:
            check(last, item)
    if last + 1 < kept.rows:
        raise InputError(f"{kept.path}: holds {kept.rows} rows, but the inputs only {last + 1} pages: they are not those of the first run.")


def _check_rows(kept: Kept) -> Callable[[int, Item], None]:
    """Return a function that compares the next row with its page."""
    rows = _rows(kept.path)

    def check(position: int, item: Item) -> None:
        line = next(rows, b"")
        if position >= _FIRST_COMPARED and position % _COMPARED:
            return
        row = json.loads(line)
        page = item.read() if isinstance(item, JsonRow) else item
        same = row.get("url") == (page.url or None) and row.get("input", item.name) == item.name
        if not same:
            raise InputError(
                f"{kept.path}: row {position + 1} is of {row.get('url') or row.get('input')}, but page {position + 1} of the inputs is "
                f"{page.url or page.name}: go on with the inputs of the first run, or start anew without --resume."
            )

    return check


def _rows(path: str) -> Iterator[bytes]:
    packing = packing_of(path.removesuffix(PART))
    # A whole output is a part again once it is written on.
    with open(path if os.path.exists(path) else path + PART, "rb") as stream:
        head = stream.read(4)
        stream.seek(0)
        yield from unpack(stream, head) if packing else stream


def _lines(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield where each whole row ends, and how many rows end there."""
    end = 0
    for line in stream:
        # After a power cut there may be anything.
        if not (line.startswith(b"{") and line.endswith(b"}\n")):
            return
        end += len(line)
        yield end, 1


def _members(stream: BinaryIO, packing: str) -> Iterator[tuple[int, int]]:
    """Yield where each whole packed member ends, and how many rows end there."""
    make, errors = member_reader(packing)
    packed, end = b"", 0
    while True:
        member, rows, last = make(), 0, b"\n"
        while not member.eof:
            packed = packed or stream.read(_READ)
            if not packed:
                return
            try:
                piece = member.decompress(packed)
            except errors:
                return
            end += len(packed)
            packed = b""
            rows += piece.count(b"\n")
            last = piece[-1:] or last
        packed = member.unused_data
        end -= len(packed)
        if last != b"\n":
            return
        yield end, rows


def _ordered(part: str, order: str, ends: Iterator[tuple[int, int]]) -> Kept:
    """Return what is kept of rows in any order: as many as have their places written."""
    places, rows, end, order_end = bytearray(), 0, 0, 0
    with open(order, "rb") as stream:
        for row_end, count in ends:
            lines = [stream.readline() for _ in range(count)]
            if not all(line.endswith(b"\n") and line.strip().isdigit() for line in lines):
                break
            for line in lines:
                position = int(line)
                places.extend(bytes(max(0, (position >> 3) + 1 - len(places))))
                places[position >> 3] |= 1 << (position & 7)
            rows, end, order_end = rows + count, row_end, stream.tell()
    return Kept(part, rows, end, bytes(places), order_end)


def sweep_folder(folder: str) -> None:
    """Remove the files that a killed run was writing in a folder output or a folder within."""
    for inner, _, _ in os.walk(folder):
        sweep(inner)


def left_of_folder(items: Iterable[Item], holds: Callable[[str], bool]) -> Iterator[tuple[int, Item]]:
    """Yield the items that have no file in a folder output yet, each with its place."""
    for position, item in enumerate(items):
        if not holds(item.name):
            yield position, item
