"""Every kind of input as items in their order: pages, rows that are still JSON, and what cannot be read. One at a time, never all."""

from __future__ import annotations

import contextlib
import io
import os
import select
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from cleaner.batch.compression import BrokenMember, unpack
from cleaner.batch.json_rows import JsonRow, read_lines
from cleaner.batch.kinds import kind_of, named_like_input
from cleaner.sources import MAX_BYTES, STDIN, Input, Unreadable, iter_files, read_page, unreadable

#: What the inputs are made of.
Item = Input | JsonRow | Unreadable

_HEAD = 4096


class Meter:
    """How much of the inputs is read, in bytes of their files."""

    def __init__(self) -> None:
        self._whole = 0
        self._open: BinaryIO | None = None

    def begin(self, stream: BinaryIO) -> None:
        """Look at a file that is read from here on."""
        self._open = stream

    def end(self) -> None:
        """A file is read."""
        self._whole, self._open = self.read, None

    @property
    def in_the_middle(self) -> bool:
        """Whether a file is open of which more is to be read."""
        try:
            return self._open is not None and self._open.tell() < os.fstat(self._open.fileno()).st_size
        except (OSError, ValueError):
            return False

    @property
    def read(self) -> int:
        """Bytes read."""
        try:
            return self._whole + (self._open.tell() if self._open else 0)
        except (OSError, ValueError):  # a pipe, or closed
            return self._whole


def stdin_ready(options: InputOptions) -> bool:
    """Tell whether reading on does not wait for whoever writes to standard input."""
    if options.meter.in_the_middle:
        return True
    try:
        return bool(select.select([options.stdin or sys.stdin.buffer], [], [], 0)[0])
    except (OSError, ValueError):  # no such file, or a system that can ask this of sockets only
        return True


def size_of(paths: Iterable[str | os.PathLike[str]]) -> int | None:
    """Return the size of all files of the inputs in bytes, None when standard input or a pipe is among them."""
    total = 0
    for name in iter_files(paths, named_like_input):
        if isinstance(name, str):
            if name == STDIN or (os.path.exists(name) and not os.path.isfile(name)):
                return None
            with contextlib.suppress(OSError, ValueError):
                total += os.path.getsize(name)
    return total


@dataclass(frozen=True, slots=True)
class InputOptions:
    """How inputs are read.

    Attributes:
        form: one of :data:`~cleaner.batch.kinds.KINDS`, or ``auto``: by content and name.
        url: address of a page that is a file of its own.
        keep: also keys of rows that the cleaner does not know.
        max_bytes: largest page, and longest row.
        skipped: counts what archives hold besides pages.
        stdin: the stream that ``-`` reads; the process's own by default.
        meter: is told how much is read.
        output: a file that is written, which is no input unless it is named as one.
    """

    form: str = "auto"
    url: str | None = None
    keep: bool = False
    max_bytes: int = MAX_BYTES
    skipped: Counter[str] = field(default_factory=Counter)
    stdin: BinaryIO | None = None
    meter: Meter = field(default_factory=Meter)
    output: str | None = None


def iter_inputs(paths: Iterable[str | os.PathLike[str]], options: InputOptions | None = None) -> Iterator[Item]:
    """Yield the pages of files, folders, patterns and standard input, in the order given; a folder's in the order of names.

    A file may be a page, JSON lines, a WARC archive or a Parquet table; all but the last may be packed with gzip or zstd. What cannot be
    read is an :class:`~cleaner.sources.Unreadable` in its place.
    """
    options = options or InputOptions()
    given = [os.fspath(path) for path in paths]
    output = os.path.realpath(options.output) if options.output else None
    for name in iter_files(given, named_like_input):
        if isinstance(name, Unreadable):
            yield name
        elif output is None or name in given or os.path.realpath(name) != output:
            yield from _read_file(name, options)


def _read_file(name: str, options: InputOptions) -> Iterator[Item]:
    opened: contextlib.AbstractContextManager[BinaryIO]
    try:
        opened = contextlib.nullcontext(options.stdin or sys.stdin.buffer) if name == STDIN else open(name, "rb")  # noqa: SIM115 - closed below
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        yield unreadable(name, options.url, getattr(error, "strerror", None) or str(error))
        return
    with opened as stream:
        if name != STDIN:
            options.meter.begin(stream)
        try:
            yield from _read_opened(name, stream, options)
        except (OSError, BrokenMember) as error:
            yield unreadable(name, options.url, getattr(error, "strerror", None) or str(error))
        options.meter.end()


def _read_opened(name: str, stream: BinaryIO, options: InputOptions) -> Iterator[Item]:
    packed = _Rewound(stream)
    unpacked = unpack(cast(BinaryIO, packed), packed.head())
    plain = cast(Any, unpacked) is packed
    source = packed if plain else _Rewound(unpacked)
    kind = options.form if options.form != "auto" else kind_of(name, source.head())
    if kind == "jsonl":
        yield from read_lines(name, cast(BinaryIO, source), options.max_bytes, options.keep)
    elif kind == "warc" and source.head() and not source.head().startswith((b"WARC/", b"filedesc:")):
        yield unreadable(name, None, "it is no WARC archive, which begins with WARC/")
    elif kind == "warc":
        from cleaner.batch.warc import read_records

        yield from read_records(name, cast(BinaryIO, source), options.skipped, options.max_bytes)
    elif kind == "parquet":
        from cleaner.batch.parquet import read_table

        with _seekable(name, stream if plain and name != STDIN else None, source) as table:
            yield from read_table(name, table, options.max_bytes, options.keep)
    else:
        yield read_page(name, cast(BinaryIO, source), options.url, options.max_bytes)


class _Rewound:
    """A stream whose first bytes can be looked at before they are read; nothing is waited for longer than these need."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._head = stream, b""
        self._broken: BrokenMember | None = None

    def head(self) -> bytes:
        """Return the first bytes, fewer than :data:`_HEAD` when no more are there yet."""
        # The first line is enough, and may be all that is there for now.
        while len(self._head) < 4 or (len(self._head) < _HEAD and b"\n" not in self._head):
            try:
                more = self._stream.read1(_HEAD)  # type: ignore[attr-defined]
            except BrokenMember as error:
                self._broken = error
                break
            if not more:
                break
            self._head += more
        return self._head

    def read1(self, size: int = -1) -> bytes:
        """Return what is there, up to ``size`` bytes; empty at the end."""
        if self._head:
            size = len(self._head) if size < 0 else size
            data, self._head = self._head[:size], self._head[size:]
            return data
        if self._broken:
            broken, self._broken = self._broken, None
            raise broken
        return cast(bytes, self._stream.read1(size))  # type: ignore[attr-defined]

    def read(self, size: int = -1) -> bytes:
        """Return ``size`` bytes, or all; fewer only at the end."""
        parts, wanted = [], size if size >= 0 else sys.maxsize
        while wanted and (data := self.read1(min(wanted, 1 << 20))):
            parts.append(data)
            wanted -= len(data)
        return b"".join(parts)

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()


@contextlib.contextmanager
def _seekable(name: str, stream: BinaryIO | None, source: _Rewound) -> Iterator[BinaryIO]:
    """Open a table, which is read from its end: in place where that can be, or as a copy on the disk."""
    if stream is not None and stream.seekable():
        stream.seek(0, io.SEEK_SET)
        yield stream
        return
    import tempfile  # slow to import

    with tempfile.TemporaryFile(prefix="clean-news-") as copy:
        while data := source.read1(1 << 20):
            copy.write(data)
        copy.seek(0)
        yield cast(BinaryIO, copy)
