"""Any kind of data in, one of two doors: HTML (as text or tree) or plain text."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from cleaner.dom.decode import MAX_BYTES, decode
from cleaner.dom.parse import as_html, is_tree, root_of
from cleaner.errors import PageError
from cleaner.late import late

#: How pages begin, and the tags they are made of. Text about the web quotes tags, but neither begins with one nor has one a line.
_BEGINNING = re.compile(r"[\s\ufeff]{0,999}(?:<\?xml[^>]{0,300}\?>\s{0,999})?<(?:!--|!doctype\b|[a-z][a-z0-9-]{0,30}[\s/>])", re.I)
_TAG = late(
    r"</?(?:html|head|body|meta|title|link|div|p|span|article|section|table|t[rdh]|a|h[1-6]|br|ul|ol|li|script|main|font|center|img|b|i|em|strong)"
    r"\b[^<>]{0,2000}>",
    re.I,
)
_LOOKED_AT = 20_000
_SOMETHING = re.compile("[^\ufeff \t\r\n\0]")
_XML_DECLARATION = re.compile(r"^\s{0,99}<\?xml[^>]{0,300}\?>")

KINDS = ("auto", "html", "text")


class Taken(NamedTuple):
    """Data of a known kind: ``html`` with a str or an lxml root element, ``text`` with a str; a str perhaps with its bytes in UTF-8."""

    kind: str
    source: Any
    warnings: tuple[str, ...] = ()
    utf8: bytes | None = None


def take(data: Any, kind: str = "auto", encoding: str | None = None) -> Taken:
    """Return ``data`` as HTML or text.

    Args:
        data: ``bytes`` or ``str`` of HTML or text, an lxml element or tree, or a BeautifulSoup object.
        kind: ``auto``, ``html`` or ``text``.
        encoding: encoding of bytes from outside, such as an HTTP header's.

    Raises:
        PageError: nothing in it, not text, too large.
        TypeError: data of another type.
        ValueError: an unknown kind.
    """
    if kind not in KINDS:
        raise ValueError(f"kind is one of {', '.join(KINDS)}, not {kind!r}")
    if is_tree(data):
        return _tree(root_of(data))
    if type(data).__module__.partition(".")[0] == "bs4" and hasattr(data, "decode"):
        data = data.decode()
    warnings: tuple[str, ...] = ()
    utf8: bytes | None = None
    if isinstance(data, (bytes, bytearray, memoryview)):
        decoded = decode(bytes(data), encoding)
        data, warnings, utf8 = decoded.text, decoded.warnings, decoded.utf8
    elif not isinstance(data, str):
        raise TypeError(f"data is bytes, str, an lxml tree or a BeautifulSoup object, not {type(data).__name__}")
    if len(data) > MAX_BYTES:
        raise PageError("decode", f"the page has {len(data):,} characters, more than the {MAX_BYTES:,} that are read")
    if not _SOMETHING.search(data):
        raise PageError("decode", "the page is empty")
    if kind == "auto":
        kind = "html" if _is_markup(data[:_LOOKED_AT]) else "text"
    if kind == "text":
        return Taken("text", data.replace("\0", ""), warnings)
    if utf8 is None or b"\0" in utf8 or _XML_DECLARATION.match(data):  # a NUL is found thirty times as fast in bytes
        return Taken("html", _XML_DECLARATION.sub("", data, count=1).replace("\0", ""), warnings)
    return Taken("html", data, warnings, utf8)


def _is_markup(text: str) -> bool:
    """Tell HTML from text: it begins with a tag, or holds a tag a line."""
    if _BEGINNING.match(text):
        return True
    lines = sum(bool(line.strip()) for line in text.splitlines())
    return sum(1 for _ in _TAG.finditer(text)) >= max(1, lines)


def _tree(root: Any) -> Taken:
    """Return a caller's tree as it is; one in an XML namespace is read again as HTML, since its names differ."""
    if root is None:
        raise PageError("parse", "the tree is empty")
    if isinstance(root.tag, str) and root.tag.startswith("{"):
        return Taken("html", as_html(root))
    return Taken("html", root)
