"""The one place that turns HTML into an lxml tree, and trees of callers into one that is safe to read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lxml import etree

from cleaner.errors import PageError


def parse_html(text: str) -> Any:
    """Return the ``html`` element of ``text``.

    Raises:
        PageError: nothing in it is markup or text.
    """
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PageError("parse", f"the page is no HTML: {error}") from error
    if root is None:
        raise PageError("parse", "the page is empty")
    return root


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
