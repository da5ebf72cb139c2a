"""The HTML door: data in, :class:`~cleaner.values.Page` out. After it nothing knows lxml."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, NamedTuple

from cleaner.dom.head import read_head
from cleaner.dom.parse import compile_css, parse_html
from cleaner.dom.walk import walk
from cleaner.text.fold import visible
from cleaner.values import Page, Structured

#: Values that a field selector may give, at most.
_MAX_PICKS = 50
#: Characters from which a text is running text, and how many such texts are looked at.
_RUNNING, _MOST_RUNNING = 40, 300


class Opened(NamedTuple):
    """A parsed page before its blocks are read: the element tree and what the head says."""

    root: Any
    structured: Structured
    warnings: tuple[str, ...] = ()


def open_html(source: Any, warnings: tuple[str, ...] = (), utf8: bytes | None = None) -> Opened:
    """Return the tree (parsed when ``source`` is a str, as it is when it is an element) with what its head says.

    Args:
        source: the page, or an element.
        warnings: what was odd about it so far.
        utf8: the page in UTF-8, where it is at hand.
    """
    root, odd = parse_html(source, utf8) if isinstance(source, str) else (source, ())
    return Opened(root, read_head(root, ()), (*warnings, *odd))


def read_blocks(opened: Opened, url: str = "", select: Sequence[str] = (), picks: Sequence[str] = ()) -> Page:
    """Return the page's blocks.

    Args:
        opened: what :func:`open_html` gave.
        url: the page's address.
        select: CSS selectors of rules, whose elements become blocks of their own.
        picks: CSS selectors of fields, ``css`` or ``css@attribute``, whose values are read.
    """
    marks: dict[Any, list[str]] = {}
    for selector in select:
        for element in compile_css(selector)(opened.root):
            marks.setdefault(element, []).append(selector)
    walked = walk(opened.root, marks)
    return Page(
        kind="html", url=url, blocks=walked.blocks, nodes=walked.nodes,
        structured=_with_items(opened.structured, walked.items), matches=walked.matches,
        picks={p: _pick(opened.root, p) for p in picks}, warnings=opened.warnings,
    )


def running_texts(opened: Opened) -> list[str]:
    """Return the texts that paragraphs and cells begin with, enough of them to tell a language by."""
    found = (text for e in opened.root.iter("p", "td", "div", "li", "span") if (text := e.text) and len(text) >= _RUNNING)
    return list(itertools.islice(found, _MOST_RUNNING))


def read_html(source: Any, url: str = "") -> Page:
    """Return the page of an HTML text or lxml element with no rules' selectors applied."""
    return read_blocks(open_html(source), url)


def _with_items(structured: Structured, items: Any) -> Structured:
    import dataclasses

    return dataclasses.replace(structured, items=items) if items else structured


def _pick(root: Any, selector: str) -> tuple[str, ...]:
    css, _, attribute = selector.partition("@")
    found = compile_css(css)(root)[:_MAX_PICKS]
    if attribute:
        return tuple(visible(e.get(attribute)) for e in found if e.get(attribute))
    texts = (visible("".join(e.itertext())) for e in found)
    return tuple(t for t in texts if t)
