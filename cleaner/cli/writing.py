"""Where output goes: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import Any, BinaryIO

import click

from cleaner.article import Article
from cleaner.outputs import FORMATS
from cleaner.outputs.failure import failure_line

#: What stands between two records, where a format needs anything there.
_BETWEEN = {"json": ",\n", "markdown": "\n", "text": "\n\n"}

#: Formats in which the row of a failed page can stand; in the others only the message tells of it.
_HOLDS_FAILURES = {"jsonl": None, "json": 2}


class RecordWriter:
    """Writes records in a format, in the order given; used in a ``with`` statement.

    Args:
        stream: where the bytes go, as UTF-8.
        format_name: a name of :data:`cleaner.outputs.FORMATS`.
        several: True when there may be more than one record: JSON is then an array.
        sources: also where each field came from.
        removed: also every removed block.
    """

    def __init__(
        self, stream: BinaryIO, format_name: str, *, several: bool = False, sources: bool = False, removed: bool = False
    ) -> None:
        self._stream, self._name = stream, format_name
        self._array = several and format_name == "json"
        self._shown = {"sources": sources, "removed": removed}
        self._empty = True

    def __enter__(self) -> RecordWriter:
        self._put("[\n" if self._array else "")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if kind is None and self._array:
            self._put("]\n" if self._empty else "\n]\n")

    def write(self, article: Article) -> None:
        """Write a record."""
        self._add(FORMATS[self._name](article, **self._shown))

    def write_failure(self, row: dict[str, Any]) -> None:
        """Write the row of a page that failed, where the format can hold it."""
        if self._name in _HOLDS_FAILURES:
            self._add(failure_line(row, _HOLDS_FAILURES[self._name]))

    def _add(self, text: str) -> None:
        if self._array:
            text = text.rstrip("\n")
        self._put(text if self._empty else _BETWEEN.get(self._name, "") + text)
        self._empty = False
        # A reader of standard output sees each page when it is done.
        self._stream.flush()

    def _put(self, text: str) -> None:
        self._stream.write(text.encode("utf-8"))


@contextlib.contextmanager
def opened(path: str | None) -> Iterator[BinaryIO]:
    """Open standard output (None or ``-``) or a file that takes its place only when all was written.

    Raises:
        click.ClickException: the file cannot be written.
    """
    try:
        if path is None or path == "-":
            yield sys.stdout.buffer
        elif os.path.exists(path) and not os.path.isfile(path):
            # A pipe or a device is written as it is and never replaced by a file; a folder fails here.
            with open(path, "wb") as stream:
                yield stream
        else:
            with _moved_into_place(os.path.realpath(path)) as stream:
                yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "standard output" if path is None or path == "-" else path
        raise click.ClickException(f"{name}: cannot be written: {error.strerror or error}.") from error


@contextlib.contextmanager
def _moved_into_place(target: str) -> Iterator[BinaryIO]:
    folder, name = os.path.split(target)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, _mode_of(target))
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _mode_of(target: str) -> int:
    """Return the permissions of the file that is replaced, or those that a new file gets."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(os.stat(target).st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
