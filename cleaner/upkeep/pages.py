"""The pages that upkeep looks at: files, folders, rows of JSON lines, corpora with gold, test cases. Read one at a time.

A *corpus* is a folder with ``cases.jsonl``: a row a page with ``id``, ``url``, ``html`` (a file below the folder, often ``….html.gz``;
``….txt.gz`` is text that another tool extracted), ``gold``, and ``fetched_at`` where it is known. A *case* is a page beside a
``meta.yaml`` (``url``, ``kind``, ``fetched_at``) and an ``expected.yaml`` (fields of the record; ``body`` is its paragraphs).
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from cleaner.batch.compression import packing_of, without_packing
from cleaner.errors import InputError
from cleaner.sources import MAX_BYTES, STDIN, Unreadable, iter_inputs
from cleaner.upkeep.given import GivenPage, opened, read_packed, unreadable
from cleaner.upkeep.page_rows import case_page, corpus_page, row_page

__all__ = ["GivenPage", "read_pages"]

CASES = "cases.jsonl"
_ROW_SUFFIXES = (".jsonl", ".ndjson")
_TEXT_SUFFIXES = (".txt", ".text")


def read_pages(paths: Iterable[str | os.PathLike[str]]) -> Iterator[GivenPage]:
    """Yield the pages of files, folders, JSON lines and corpora, in the order given; a folder's in the order of names.

    Args:
        paths: a file of HTML or text, a file of JSON lines (``{"url", "html" or "text", "fetched_at", "gold"}``), both also packed
            (``.gz``, ``.zst``), a folder of pages, a corpus folder, or ``-`` for a page on standard input.

    Raises:
        InputError: a path that is not there (told before the first page), a file that cannot be read, a row that is no page; it
            names the file and the line.
    """
    names = [os.fspath(path) for path in paths]
    for name in names:
        if name != STDIN and not os.path.exists(name):
            raise InputError(f"{name}: there is no such file or folder.")
    for name in names:
        yield from _pages_of(name)


def _pages_of(name: str) -> Iterator[GivenPage]:
    plain = without_packing(name).lower()
    if os.path.isdir(name) and os.path.isfile(os.path.join(name, CASES)):
        name = os.path.join(name, CASES)
    if os.path.basename(name) == CASES:
        folder = Path(name).resolve().parent
        for number, line in _lines(name):
            yield corpus_page(folder, line, f"{name}:{number}")
    elif plain.endswith(_ROW_SUFFIXES):
        for number, line in _lines(name):
            yield row_page(line, f"{name}:{number}")
    elif packing_of(name):
        kind = "text" if plain.endswith(_TEXT_SUFFIXES) else "auto"
        yield GivenPage(name, read_packed(Path(name), name), kind=kind)
    else:
        for item in iter_inputs([name]):
            if isinstance(item, Unreadable):
                raise item.error
            yield case_page(Path(item.name), item.data) if item.name != STDIN else GivenPage(item.name, item.data)


def _lines(name: str) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bytes of each line that is not blank."""
    number = 0
    try:
        with opened(Path(name)) as stream:
            while line := stream.readline(MAX_BYTES + 1):
                number += 1
                if len(line) > MAX_BYTES:
                    raise InputError(f"{name}:{number}: the line is longer than {MAX_BYTES} bytes.")
                if line.strip():
                    yield number, line
    except (OSError, EOFError, zlib.error) as error:
        raise unreadable(name, error) from error
