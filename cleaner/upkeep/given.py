"""A page that upkeep looks at, and the reading of files that may be packed."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cleaner.batch.compression import unpack
from cleaner.errors import InputError
from cleaner.sources import MAX_BYTES


@dataclass(frozen=True, slots=True)
class GivenPage:
    """A page to look at, with what is known of it.

    Attributes:
        name: how messages call it: a path, ``file.jsonl:12``, ``corpus/id``.
        data: its HTML or text.
        url: its address, "" when unknown.
        fetched_at: when it was fetched.
        kind: ``auto``, ``html`` or ``text``.
        gold: what a person says is right, any of ``title``, ``authors``, ``date``, ``datetime``, ``body``, ``with`` and ``without``
            (snippets that must and must not be in the body); None when nobody said.
    """

    name: str
    data: bytes | str
    url: str = ""
    fetched_at: datetime.datetime | None = None
    kind: str = "auto"
    gold: Mapping[str, Any] | None = None


def read_packed(path: Path, shown: str) -> bytes:
    """Return the contents of a file, unpacked when it is packed.

    Raises:
        InputError: it cannot be read, or holds more than :data:`~cleaner.sources.MAX_BYTES`.
    """
    try:
        with opened(path) as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise unreadable(shown, error) from error
    if len(data) > MAX_BYTES:
        raise InputError(f"{shown}: cannot be read: it is larger than {MAX_BYTES} bytes.")
    return data


def opened(path: Path) -> BinaryIO:
    """Open a file to read its bytes, unpacked when it is packed with gzip or zstd."""
    stream = open(path, "rb")  # noqa: SIM115 - the caller closes what is returned
    return unpack(stream, stream.peek(4))


def unreadable(shown: str, error: Exception) -> InputError:
    """Return the error that says which file could not be read, and why."""
    cause = getattr(error, "strerror", None) or str(error)
    return InputError(f"{shown}: cannot be read: {cause}.")
