"""What an input file holds: a page, JSON lines, a web archive or a Parquet table. Told by its first bytes and its name."""

from __future__ import annotations

import glob
import os
import re

from cleaner.batch.compression import without_packing
from cleaner.sources import PAGE_SUFFIXES, STDIN

#: Kinds of input files.
KINDS = ("page", "jsonl", "warc", "parquet")

_MAGIC = ((b"WARC/", "warc"), (b"PAR1", "parquet"))
_SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".warc": "warc", ".parquet": "parquet", ".pq": "parquet"}
#: A file whose name says nothing holds rows when it begins as an object with one of their keys.
_ROW_START = re.compile(rb"""[\s\xef\xbb\xbf]{0,99}\{\s{0,99}"[^"\\]{1,99}"\s{0,99}:""")
_ROW_KEY = re.compile(rb'"(?:html|text|url)"\s{0,9}:')


def kind_of(name: str, head: bytes) -> str:
    """Return one of :data:`KINDS`.

    Args:
        name: the file's name, ``-`` for standard input.
        head: its first bytes, unpacked.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    suffix = suffix_of(name)
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if suffix and suffix in PAGE_SUFFIXES:
        return "page"
    return "jsonl" if _ROW_START.match(head) and _ROW_KEY.search(head) else "page"


def suffix_of(name: str) -> str:
    """Return the ending of a file's name in small letters, without that of its packing: ``.jsonl`` of ``a.jsonl.gz``."""
    return os.path.splitext(without_packing(os.path.basename(name)))[1].lower() if name != STDIN else ""


def named_like_input(name: str) -> bool:
    """Tell whether a file of a folder is taken for an input by its name."""
    suffix = suffix_of(name)
    return suffix in PAGE_SUFFIXES or suffix in _SUFFIXES


def may_hold_many(name: str) -> bool:
    """Tell whether a path may stand for more than one page, by its name alone."""
    return os.path.isdir(name) or suffix_of(name) in _SUFFIXES or (glob.has_magic(name) and not os.path.lexists(name))
