"""Any kind of data in, one of two doors: HTML (as text or tree) or plain text."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from cleaner.dom.decode import MAX_BYTES, decode
from cleaner.dom.parse import as_html, is_tree, root_of
from cleaner.errors import PageError

#: What tells HTML from plain text: a tag that pages have, near the beginning.
_MARKUP = re.compile(
    r"\A\s{0,999}<!--|<(?:!doctype|html|head|body|meta|title|link|div|p|span|article|section|table|a|h[1-6]|br|ul|ol|script|main|font|center|img)\b[^<]{0,2000}>",
    re.I,
)
_LOOKED_AT = 20_000
_XML_DECLARATION = re.compile(r"^\s{0,99}<\?xml[^>]{0,300}\?>")

KINDS = ("auto", "html", "text")


class Taken(NamedTuple):
    """Data of a known kind: ``html`` with a str or an lxml root element, ``text`` with a str."""

    kind: str
    source: Any
    warnings: tuple[str, ...] = ()


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
    if isinstance(data, (bytes, bytearray, memoryview)):
        decoded = decode(bytes(data), encoding)
        data, warnings = decoded.text, decoded.warnings
    elif not isinstance(data, str):
        raise TypeError(f"data is bytes, str, an lxml tree or a BeautifulSoup object, not {type(data).__name__}")
    if len(data) > MAX_BYTES:
        raise PageError("decode", f"the page has {len(data):,} characters, more than the {MAX_BYTES:,} that are read")
    if not data.strip("\ufeff \t\r\n\0"):
        raise PageError("decode", "the page is empty")
    if kind == "auto":
        kind = "html" if _MARKUP.search(data[:_LOOKED_AT]) else "text"
    if kind == "html":
        return Taken("html", _XML_DECLARATION.sub("", data, count=1).replace("\0", ""), warnings)
    return Taken("text", data.replace("\0", ""), warnings)


def _tree(root: Any) -> Taken:
    """Return a caller's tree as it is; one in an XML namespace is read again as HTML, since its names differ."""
    if root is None:
        raise PageError("parse", "the tree is empty")
    if isinstance(root.tag, str) and root.tag.startswith("{"):
        return Taken("html", as_html(root))
    return Taken("html", root)
