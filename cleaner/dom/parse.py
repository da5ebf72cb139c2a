"""The one place that turns HTML into an lxml tree, and trees of callers into one that is safe to read."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any

from lxml import etree

from cleaner.errors import PageError
from cleaner.late import late

#: Open elements from which on further ones are taken out of a page that libxml2 finds too deep; its own limit is 2,048.
_MOST_OPEN = 1000
_TAG = late(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>|!--)")
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"])
_RAW = frozenset({"script", "style", "textarea", "title"})


def parse_html(text: str, utf8: bytes | None = None) -> tuple[Any, tuple[str, ...]]:
    """Return the ``html`` element of ``text``, and warnings: a page that is nested too deep for libxml2 is made flatter.

    Args:
        text: the page.
        utf8: the same in UTF-8, where it is at hand.

    Raises:
        PageError: nothing in it is markup or text.
    """
    root, cut = _parse(text.encode("utf-8", "replace") if utf8 is None else utf8)
    if not cut:
        return root, ()
    root, cut = _parse(_flattened(text).encode("utf-8", "replace"))
    what = "what follows is not read" if cut else f"elements below {_MOST_OPEN:,} levels are joined"
    return root, (f"the page is nested more than 2,000 levels deep; {what}",)


def _parse(utf8: bytes) -> tuple[Any, bool]:
    """Return the tree, and whether it is cut off because of its depth."""
    parser = _parser()
    try:
        root = etree.fromstring(utf8, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PageError("parse", f"the page is no HTML: {error}") from error
    if root is None:
        raise PageError("parse", "the page is empty")
    last = parser.error_log.last_error
    return root, last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT


def _flattened(text: str) -> str:
    """Return a page without the tags of elements that open while a thousand others are open; its text stays."""
    parts: list[str] = []
    opened: list[str] = []
    dropped: Counter[str] = Counter()
    at = copied = 0
    while tag := _TAG.search(text, at):
        at, name = tag.end(), (tag[2] or "").lower()
        if not name or (name in _RAW and not tag[1]):
            end = text.find(f"</{name}" if name else "-->", at)
            if end < 0:
                break
            at = end
        elif name in _VOID:
            continue
        elif not tag[1] and len(opened) < _MOST_OPEN:
            opened.append(name)
        elif not tag[1] or dropped[name]:
            dropped[name] += -1 if tag[1] else 1
            parts.append(text[copied:tag.start()] + " ")
            copied = at
        elif opened and opened[-1] == name:
            opened.pop()
    return "".join([*parts, text[copied:]])


def _parser() -> Any:
    # A parser is not safe to share between threads; making one costs 4 µs.
    return etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)


def is_tree(data: object) -> bool:
    """Tell whether ``data`` is an lxml element or tree."""
    return isinstance(data, etree._Element | etree._ElementTree)


def root_of(tree: Any) -> Any:
    """Return the root element of an lxml element or tree; the tree is only read."""
    return tree.getroot() if isinstance(tree, etree._ElementTree) else tree


def as_html(root: Any) -> str:
    """Return an element of an XML parser as HTML text, without namespace prefixes."""
    return re.sub(r"<(/?)[a-z]{1,8}:", r"<\1", etree.tostring(root, encoding="unicode", method="html"))


@lru_cache(maxsize=4096)
def compile_css(selector: str) -> Any:
    """Return an XPath for a CSS selector, compiled once a process.

    Raises:
        ValueError: it is no CSS selector, or one that HTML has no use for.
    """
    from cssselect import HTMLTranslator, SelectorError

    try:
        made = etree.XPath(HTMLTranslator().css_to_xpath(selector))
        made(etree.Element("html"))  # a prefix that stands for no namespace shows only in use
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(f"{selector!r} is no CSS selector: {error}") from error
    return made
