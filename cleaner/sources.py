"""Inputs: files, folders, patterns and standard input, as named files in their order, and the page that a file is.

What cannot be read is an item of its own in the same order, so that one bad file stops nothing. Files that hold many pages, and
packed ones, are read by :mod:`cleaner.batch.inputs` on top of this.
"""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cleaner.errors import InputError

#: The name that stands for standard input.
STDIN = "-"

#: Largest input in bytes. Far above any page; it keeps a wrong file (a disk image, an endless pipe) out of memory.
MAX_BYTES = 64 * 1024 * 1024

#: Endings of the files that a folder is walked for; any file can be given by its own name.
PAGE_SUFFIXES = frozenset({"", ".htm", ".html", ".shtml", ".text", ".txt", ".xht", ".xhtml"})


@dataclass(frozen=True, slots=True)
class Input:
    """A page to clean, with what is known of it.

    Attributes:
        name: how messages call it: a path, ``-``, ``file.jsonl:12``.
        url: its address, where known.
        data: its bytes, or its text where it came as text.
        kind: ``html`` or ``text``, None where nothing tells.
        fetched_at: when it was fetched, ISO 8601.
        encoding: encoding of the bytes that stood outside of them, such as an HTTP header's.
        given: keys of its row that the cleaner does not know, for the record.
    """

    name: str
    url: str | None
    data: bytes | str
    kind: str | None = None
    fetched_at: str | None = None
    encoding: str | None = None
    given: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input that could not be read, in the place where its page would stand."""

    name: str
    url: str | None
    error: InputError
    given: Mapping[str, Any] | None = None


def iter_inputs(
    paths: Iterable[str | os.PathLike[str]],
    url: str | None = None,
    *,
    stdin: BinaryIO | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Input | Unreadable]:
    """Read files, folders and standard input, each file a page, one at a time, in the order of :func:`iter_files`.

    Args:
        paths: files, folders, patterns, or ``-`` for standard input.
        url: the pages' address, where it is known.
        stdin: the stream that ``-`` reads; the process's own by default.
        max_bytes: a larger input is :class:`Unreadable`.
    """
    for name in iter_files(paths):
        if isinstance(name, Unreadable):
            yield name
        elif name == STDIN:
            yield read_page(STDIN, stdin or sys.stdin.buffer, url, max_bytes)
        else:
            yield _read_file(name, url, max_bytes)


def iter_files(
    paths: Iterable[str | os.PathLike[str]], is_page: Callable[[str], bool] | None = None
) -> Iterator[str | Unreadable]:
    """Yield the names of files (and ``-``), one at a time, in the order given.

    A folder is walked in the order of its names; hidden files and folders are passed over (a saved page's pictures and scripts are no
    pages), links to folders are not followed. A name with ``*``, ``?`` or ``[`` that is no file is a pattern, with ``**`` for any
    folders between; what it fits comes in the order of names.

    Args:
        paths: files, folders, patterns, or ``-``.
        is_page: which file names of a folder are taken; by default those with :data:`PAGE_SUFFIXES`.
    """
    wanted = is_page or _named_like_a_page
    for path in paths:
        name = os.fspath(path)
        if name != STDIN and glob.has_magic(name) and not os.path.lexists(name):
            yield from _read_pattern(name, wanted)
        elif name != STDIN and os.path.isdir(name):
            yield from _walk(Path(name), wanted)
        else:
            yield name


def shown_name(name: str) -> str:
    """Return an input's name as messages give it."""
    return "standard input" + name[1:] if name == STDIN or name.startswith(STDIN + ":") else name


def _read_pattern(pattern: str, wanted: Callable[[str], bool]) -> Iterator[str | Unreadable]:
    try:
        found = sorted(glob.glob(pattern, recursive=True))
    except ValueError as error:  # a null byte in the name
        yield unreadable(pattern, None, str(error))
        return
    for name in found:
        # What "**" fits holds every folder beside the files in it.
        if os.path.isdir(name):
            if "**" not in pattern:
                yield from _walk(Path(name), wanted)
        else:
            yield name
    if not found:
        yield Unreadable(pattern, None, InputError(f"{pattern}: no file fits this pattern."))


def _walk(folder: Path, wanted: Callable[[str], bool]) -> Iterator[str | Unreadable]:
    failures: list[OSError] = []
    found = False
    for root, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(root, name)
            # Opening a pipe would wait for its other end; a broken link is left to fail with its cause.
            if not name.startswith(".") and wanted(name) and (os.path.isfile(path) or os.path.islink(path)):
                found = True
                yield path
    for failure in failures:
        yield unreadable(str(failure.filename), None, failure.strerror or str(failure))
    if not found and not failures:
        yield Unreadable(str(folder), None, InputError(f"{folder}: the folder holds no page."))


def _named_like_a_page(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in PAGE_SUFFIXES


def _read_file(name: str, url: str | None, max_bytes: int) -> Input | Unreadable:
    try:
        with open(name, "rb") as stream:
            return read_page(name, stream, url, max_bytes)
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        return unreadable(name, url, getattr(error, "strerror", None) or str(error))


def read_page(name: str, stream: BinaryIO, url: str | None, max_bytes: int = MAX_BYTES) -> Input | Unreadable:
    """Return all of a stream as one page."""
    try:
        data = stream.read(max_bytes + 1)
    except OSError as error:
        return unreadable(name, url, error.strerror or str(error))
    if len(data) > max_bytes:
        return unreadable(name, url, f"it is larger than {max_bytes} bytes")
    return Input(name, url, data)


def unreadable(name: str, url: str | None, cause: str) -> Unreadable:
    """Return an input that cannot be read for a cause."""
    return Unreadable(name, url, InputError(f"{shown_name(name)}: cannot be read: {cause.rstrip('.')}."))
