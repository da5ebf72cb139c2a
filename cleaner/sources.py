"""Inputs: files, folders and standard input become named pages of bytes.

What cannot be read is an item of its own in the same order, so that one bad file stops nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cleaner.errors import InputError

#: The name that stands for standard input.
STDIN = "-"

#: Largest input in bytes. Far above any page; it keeps a wrong file (a disk image, an endless pipe) out of memory.
MAX_BYTES = 64 * 1024 * 1024

#: Endings of the files that a folder is walked for; any file can be given by its own name.
PAGE_SUFFIXES = frozenset({"", ".htm", ".html", ".shtml", ".text", ".txt", ".xht", ".xhtml"})


@dataclass(frozen=True, slots=True)
class Input:
    """A page to clean: its name for messages (a path, or ``-``), its address where known, its bytes."""

    name: str
    url: str | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input that could not be read, in the place where its page would stand."""

    name: str
    url: str | None
    error: InputError


def iter_inputs(
    paths: Iterable[str | os.PathLike[str]],
    url: str | None = None,
    *,
    stdin: BinaryIO | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Input | Unreadable]:
    """Read files, folders and standard input, one at a time, in the order given.

    A folder is walked in the order of its names for files with :data:`PAGE_SUFFIXES`; hidden files and folders are
    passed over (a saved page's pictures and scripts are no pages), links to folders are not followed.

    Args:
        paths: files, folders, or ``-`` for standard input.
        url: the pages' address, where it is known.
        stdin: the stream that ``-`` reads; the process's own by default.
        max_bytes: a larger input is :class:`Unreadable`.
    """
    for path in paths:
        if os.fspath(path) == STDIN:
            yield _read(STDIN, stdin or sys.stdin.buffer, url, max_bytes)
        elif os.path.isdir(path):
            yield from _read_folder(Path(path), url, max_bytes)
        else:
            yield _read_file(os.fspath(path), url, max_bytes)


def shown_name(name: str) -> str:
    """Return an input's name as messages give it."""
    return "standard input" if name == STDIN else name


def _read_folder(folder: Path, url: str | None, max_bytes: int) -> Iterator[Input | Unreadable]:
    failures: list[OSError] = []
    found = False
    for root, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(root, name)
            if _can_be_page(path):
                found = True
                yield _read_file(path, url, max_bytes)
    for failure in failures:
        yield _unreadable(str(failure.filename), url, failure.strerror or str(failure))
    if not found and not failures:
        yield Unreadable(str(folder), url, InputError(f"{folder}: the folder holds no page."))


def _can_be_page(path: str) -> bool:
    name = os.path.basename(path)
    if name.startswith(".") or os.path.splitext(name)[1].lower() not in PAGE_SUFFIXES:
        return False
    # Opening a pipe would wait for its other end; a broken link is left to fail with its cause.
    return os.path.isfile(path) or os.path.islink(path)


def _read_file(name: str, url: str | None, max_bytes: int) -> Input | Unreadable:
    try:
        with open(name, "rb") as stream:
            return _read(name, stream, url, max_bytes)
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        return _unreadable(name, url, getattr(error, "strerror", None) or str(error))


def _read(name: str, stream: BinaryIO, url: str | None, max_bytes: int) -> Input | Unreadable:
    try:
        data = stream.read(max_bytes + 1)
    except OSError as error:
        return _unreadable(name, url, error.strerror or str(error))
    if len(data) > max_bytes:
        return _unreadable(name, url, f"it is larger than {max_bytes} bytes")
    return Input(name, url, data)


def _unreadable(name: str, url: str | None, cause: str) -> Unreadable:
    return Unreadable(name, url, InputError(f"{shown_name(name)}: cannot be read: {cause}."))
