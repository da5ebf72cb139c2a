"""Web archives (WARC): the pages in their records. The only module that knows warcio."""

from __future__ import annotations

import contextlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from cleaner.batch.compression import BrokenMember
from cleaner.sources import MAX_BYTES, Input, Unreadable, unreadable

_HTML = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})
_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})""", re.I)
_READ = 64 * 1024


def read_records(
    name: str, stream: BinaryIO, skipped: Counter[str] | None = None, max_bytes: int = MAX_BYTES
) -> Iterator[Input | Unreadable]:
    """Yield the pages of response and resource records, with the record's address and date and the charset of the HTTP header.

    Content and transfer encodings are undone. A record that is damaged or too large is :class:`Unreadable` in its place; after damage the
    next packed record is read on, in an unpacked archive nothing can be.

    Args:
        name: the archive's; a page is called ``name:number-of-the-record``.
        stream: the unpacked archive.
        skipped: is told what is no page: ``revisit``, ``not HTML``, ``HTTP status`` of answers that are not 2xx. Records about the crawl
            itself (requests, metadata) are not counted.
        max_bytes: largest page.
    """
    counts: Counter[str] = Counter() if skipped is None else skipped
    reader, number = _Archive(stream), 0
    while True:
        number += 1
        where = f"{name}:{number}"
        try:
            record = reader.next_record()
            if record is None:
                return
            item = _page_of(record, where, counts, max_bytes)
        except BrokenMember as error:
            yield unreadable(where, None, str(error))
            reader = _Archive(stream)
        except _errors() as error:
            yield unreadable(where, None, " ".join(str(error).split()) or type(error).__name__)
            return
        else:
            if item is not None:
                yield item


class _Archive:
    """An iterator over an archive's records; warcio writes to standard error what becomes a row here."""

    def __init__(self, stream: BinaryIO) -> None:
        from warcio.archiveiterator import ArchiveIterator

        self._records = iter(ArchiveIterator(_OneRead(stream)))

    def next_record(self) -> Any:
        """Return the next record, None at the end."""
        with contextlib.redirect_stderr(io.StringIO()):
            return next(self._records, None)


class _OneRead:
    """A stream for warcio: a read gives what is there, so that nothing before a broken member is lost."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._offset = stream, 0

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes, empty at the end."""
        data: bytes = self._stream.read1(size)  # type: ignore[attr-defined]
        self._offset += len(data)
        return data

    def tell(self) -> int:
        """Return how much was read; warcio asks for it."""
        return self._offset


def _errors() -> tuple[type[Exception], ...]:
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    # warcio raises what reading a header that is none raises.
    return (ArchiveLoadFailed, StatusAndHeadersParserException, OSError, ValueError, IndexError, AttributeError)


def _page_of(record: Any, where: str, counts: Counter[str], max_bytes: int) -> Input | Unreadable | None:
    if record.rec_type == "revisit":
        counts["revisit"] += 1
        return None
    if record.rec_type not in ("response", "resource"):
        return None
    headers = record.http_headers
    content_type = (headers.get_header("content-type") if headers else record.content_type) or ""
    status = headers.get_statuscode() if headers else "200"
    url = record.rec_headers.get_header("WARC-Target-URI")
    # Old crawlers wrote the address in angle brackets.
    url = url.strip("<>") if url else None
    if status.isdigit() and not 200 <= int(status) < 300:
        counts["HTTP status"] += 1
        return None
    media = content_type.partition(";")[0].strip().lower()
    if media and media not in _HTML:
        counts["not HTML"] += 1
        return None
    data, problem = _content(record, max_bytes)
    if problem:
        return unreadable(where, url, problem)
    if not media and b"<" not in data[:512]:
        counts["not HTML"] += 1
        return None
    return Input(where, url, data, "html", _moment(record), charset_of(content_type))


def charset_of(content_type: str) -> str | None:
    """Return the encoding that an HTTP header ``Content-Type`` names, None where it names none."""
    found = _CHARSET.search(content_type)
    return found.group(1) if found else None


def _content(record: Any, max_bytes: int) -> tuple[bytes, str]:
    """Return a record's content without its HTTP encodings, or what is wrong with it."""
    headers = record.http_headers
    coding = (headers.get_header("content-encoding") or "").strip().lower() if headers else ""
    parts, size = [], 0
    with contextlib.redirect_stderr(io.StringIO()):
        stream = record.content_stream()
        while size <= max_bytes and (data := stream.read(_READ)):
            parts.append(data)
            size += len(data)
    if size > max_bytes:
        return b"", f"it is larger than {max_bytes} bytes"
    if getattr(record.raw_stream, "limit", 0) > 0:
        return b"", "the record ends before its end"
    data = b"".join(parts)
    if coding in ("zstd", "br"):
        return _undo(coding, data, max_bytes)
    return data, ""


def _undo(coding: str, data: bytes, max_bytes: int) -> tuple[bytes, str]:
    """Undo what warcio may not: zstd always, Brotli where its library is not installed."""
    from cleaner.batch.compression import ZSTD_MAGIC, unpack

    if coding == "zstd" and data.startswith(ZSTD_MAGIC):
        try:
            unpacked = unpack(io.BytesIO(data), data[:4]).read(max_bytes + 1)
        except BrokenMember as error:
            return b"", str(error)
        return (unpacked, "") if len(unpacked) <= max_bytes else (b"", f"it is larger than {max_bytes} bytes")
    from warcio.bufferedreaders import BufferedReader

    if coding == "br" and "br" not in BufferedReader.get_supported_decompressors():
        return b"", "it is packed with Brotli; install the package brotli"
    return data, ""


def _moment(record: Any) -> str | None:
    """Return the record's date, None where it has none that can be read."""
    from cleaner.batch.json_rows import is_moment

    date = record.rec_headers.get_header("WARC-Date")
    return date if date and is_moment(date) else None
