"""Where rows go: :func:`open_output`.

A file is written as ``FILE.part`` and moved into place when it is whole. In JSON lines the part stays when a run breaks off:
:mod:`cleaner.batch.resume` goes on from there.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from cleaner.batch.compression import MEMBER_BYTES, member_maker, packing_of
from cleaner.batch.folders import FolderNames
from cleaner.batch.resume import ORDER, PART, Kept
from cleaner.batch.rows import Row
from cleaner.batch.written import text_of
from cleaner.errors import InputError
from cleaner.placing import move, moved_into_place, sync
from cleaner.sources import STDIN

#: What stands between two records, where a format needs anything there.
_BETWEEN = {"json": ",\n", "markdown": "\n", "text": "\n\n"}
#: Endings of the files of a folder.
_SUFFIXES = {"jsonl": ".json", "json": ".json", "jsonld": ".jsonld", "markdown": ".md", "text": ".txt"}


class Output(Protocol):
    """Takes rows."""

    def write(self, row: Row) -> None:
        """Write a row."""
        ...


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """How an output is written.

    Attributes:
        several: there may be more than one row: JSON is then an array, and what a break leaves of JSON lines is kept.
        ordered: rows come in the order of the inputs; else their order is written to ``FILE.order``.
        kept: what an earlier run left, to go on from.
        sources: a table has a column ``sources``.
        removed: a table has a column ``removed``.
        roots: paths that the inputs were given as, by which a folder's files are named.
    """

    several: bool = True
    ordered: bool = True
    kept: Kept | None = None
    sources: bool = False
    removed: bool = False
    roots: tuple[str, ...] = ()


@contextlib.contextmanager
def open_output(path: str | None, form: str = "jsonl", options: OutputOptions | None = None) -> Iterator[Output]:
    """Open what takes the rows of a run whose ``finish`` is :class:`~cleaner.batch.written.Written` of the same format.

    Args:
        path: None or ``-`` for standard output; a file, packed if its name ends in ``.gz`` or ``.zst``; a folder, which ends in ``/``.
        form: one of :data:`~cleaner.batch.written.OUTPUT_FORMATS`.
        options: see :class:`OutputOptions`.

    Raises:
        InputError: the output cannot be of this format, or another run is writing it.
        OSError: it cannot be written.
    """
    options = options or OutputOptions()
    if path is not None and is_folder(path):
        names = folder_names(path, form, options.roots)
        os.makedirs(path, exist_ok=True)
        yield _Folder(names, form)
    elif path is None or path == STDIN:
        yield from _written(sys.stdout.buffer, "", form, options)
    elif os.path.exists(path) and not os.path.isfile(path):
        # A pipe or a device is written as it is and never replaced by a file; a folder fails here.
        with open(path, "wb") as stream:
            yield from _written(stream, packing_of(path), form, options)
    else:
        yield from _placed(os.path.realpath(path), form, options)


def is_folder(path: str) -> bool:
    """Tell whether an output's name stands for a folder."""
    return path.endswith(("/", os.sep))


def folder_names(path: str, form: str, roots: tuple[str, ...]) -> FolderNames:
    """Return what names the files of a folder output; InputError when the format has none."""
    if form == "parquet":
        raise InputError(f"{path}: a table is one file; give a name that ends in .parquet.")
    return FolderNames(path, _SUFFIXES[form], roots)


def _placed(target: str, form: str, options: OutputOptions) -> Iterator[Output]:
    resumable = form == "jsonl" and options.several
    if not resumable:
        with moved_into_place(target) as stream:
            yield from _written(stream, packing_of(target), form, options)
        return
    part, kept = target + PART, options.kept
    whole = kept is not None and kept.path == target
    if whole:
        os.rename(target, part)
    try:
        with open(part, "ab") as stream:
            _lock(stream, target)
            stream.truncate(kept.end if kept else 0)
            with _order_file(target, options) as order:
                yield from _written(stream, packing_of(target), form, options, order)
            sync(stream)
    except Exception:
        if whole and kept and os.path.getsize(part) == kept.end:
            os.rename(part, target)  # no row was added: it is what it was
        raise
    move(part, target)


def _written(
    stream: BinaryIO, packing: str, form: str, options: OutputOptions, order: BinaryIO | None = None
) -> Iterator[Output]:
    if form == "parquet":
        from cleaner.batch.parquet import TableWriter

        if packing:
            raise InputError("A Parquet table is packed inside; give a name that ends in .parquet.")
        table = TableWriter(stream, sources=options.sources, removed=options.removed)
        yield _Table(table)
        table.close()
        return
    packed = _PackedStream(stream, packing) if packing else None
    output = _Text(packed or stream, form, options.several, order)
    try:
        output.begin()
        yield output
        output.end()
    finally:
        if packed:
            packed.end_member()


class _Text:
    """Rows one after the other in a stream."""

    def __init__(self, stream: Any, form: str, several: bool, order: BinaryIO | None) -> None:
        self._stream, self._form, self._order = stream, form, order
        self._array = several and form == "json"
        self._empty = True

    def begin(self) -> None:
        """Write what stands before all rows."""
        self._put("[\n" if self._array else "")

    def end(self) -> None:
        """Write what stands after all rows."""
        if self._array:
            self._put("]\n" if self._empty else "\n]\n")

    def write(self, row: Row) -> None:
        """Write a row."""
        text = text_of(row, self._form)
        if not text:
            return
        if self._array:
            text = text.rstrip("\n")
        if self._order is not None:
            # First the place, then the row: what is in the output has its place whenever this ends.
            self._order.write(b"%d\n" % row.position)
            self._order.flush()
        self._put(text if self._empty else _BETWEEN.get(self._form, "") + text)
        self._empty = False
        # A reader of standard output sees each page when it is done.
        self._stream.flush()

    def _put(self, text: str) -> None:
        if text:
            self._stream.write(text.encode("utf-8"))


class _PackedStream:
    """A stream whose bytes are packed in members that each hold whole rows."""

    def __init__(self, stream: BinaryIO, packing: str) -> None:
        self._stream, self._make = stream, member_maker(packing)
        self._member, self._size = self._make(), 0

    def write(self, data: bytes) -> None:
        """Take a row."""
        self._stream.write(self._member.compress(data))
        self._size += len(data)
        if self._size >= MEMBER_BYTES:
            self.end_member()

    def flush(self) -> None:
        """Do nothing: a member that is not over cannot be read, and many small ones pack badly."""

    def end_member(self) -> None:
        """End the member at hand."""
        if self._size:
            self._stream.write(self._member.flush())
            self._stream.flush()
            self._member, self._size = self._make(), 0


class _Table:
    def __init__(self, table: Any) -> None:
        self._table = table

    def write(self, row: Row) -> None:
        """Write a row."""
        self._table.write(row.failure if row.failure is not None else row.value)


class _Folder:
    """A file a page. A page that failed has one only in formats that can say so."""

    def __init__(self, names: FolderNames, form: str) -> None:
        self._names, self._form = names, form

    def write(self, row: Row) -> None:
        """Write a row."""
        text = text_of(row, self._form)
        if text:
            path = self._names.path_of(row.name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            # A disk that is waited for at every page would set the pace.
            with moved_into_place(path, synced=False) as stream:
                stream.write(text.encode("utf-8"))


@contextlib.contextmanager
def _order_file(target: str, options: OutputOptions) -> Iterator[BinaryIO | None]:
    """Open ``FILE.order``, which says of every row which page it is of; without need of one, an old one is gone."""
    path = target + ORDER
    kept = options.kept
    if options.ordered and not (kept and kept.order_end is not None):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
        yield None
        return
    with open(path, "ab") as stream:
        stream.truncate(kept.order_end or 0 if kept else 0)
        yield stream


def _lock(stream: BinaryIO, target: str) -> None:
    try:
        import fcntl
    except ImportError:  # Windows lets no other process open the file to begin with
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise InputError(f"{target}: another run is writing it; wait for its end or write to another file.") from error


