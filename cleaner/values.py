"""The values that travel between the stages. All frozen; none knows lxml.

The small ones, of which a page has thousands, are named tuples: they cost a third of a frozen dataclass to make.

A :class:`Page` is a list of :class:`Block`; rules and finder answer with
:class:`Claim`; settling gives one :class:`Verdict` a block; the record is an
:class:`~cleaner.article.Article`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, TypeVar

_T = TypeVar("_T", bound=tuple[Any, ...])


def maker(kind: type[_T]) -> Callable[[Iterable[Any]], _T]:
    """Return what makes a named tuple of all its values in order, for those of which a page has hundreds.

    It takes half of the time that the constructor does; nothing counts the values.
    """
    return partial(tuple.__new__, kind)


#: Roles whose blocks make up the article's body, in the record's ``blocks``.
BODY_ROLES = frozenset({"body", "heading", "list", "quote", "table", "preformatted"})

#: Roles that the record keeps in a field of its own.
FIELD_ROLES = frozenset({"title", "kicker", "lead", "byline", "date", "caption", "credit", "note", "section", "tags"})

#: Roles of site chrome: what the record leaves out and names in ``removed``.
CHROME_ROLES = frozenset({
    "ad", "app", "audio", "author-bio", "boilerplate", "breadcrumb", "comments", "consent", "copyright", "disclaimer",
    "footer", "gallery", "label", "live", "login", "navigation", "newsletter", "paywall", "poll", "print", "promo",
    "reading-time", "related", "repeated", "search", "share", "source", "video", "vote", "weather",
})

ROLES = BODY_ROLES | FIELD_ROLES | CHROME_ROLES


#: The token of an element that the page itself calls the article's body.
ARTICLE_BODY = "@articleBody"


class Node(NamedTuple):
    """An element that holds blocks; plain text has one root node.

    Attributes:
        index: place in ``Page.nodes``; a parent comes before its children.
        parent: index of the parent node, -1 for the root.
        depth: number of ancestors.
        tag: the element's name in lower case.
        tokens: the names it carries: ``.class``, ``#id``, ``@itemprop``, ``~role``; each with its mark, case kept.
        start: first block inside.
        end: one past the last block inside.
    """

    index: int  # type: ignore[assignment]  # a tuple has a method of this name, which nothing here calls
    parent: int
    depth: int
    tag: str
    tokens: frozenset[str]
    start: int
    end: int


class Link(NamedTuple):
    """A link inside a block: its text, its address as written and its ``rel`` words."""

    text: str
    href: str
    rel: str = ""


class Block(NamedTuple):
    """A paragraph, heading, list item, table cell, caption or line.

    Attributes:
        index: place in ``Page.blocks``.
        text: the words as the page shows them, white space collapsed, typography kept.
        folded: ``text`` for matching (:func:`cleaner.text.fold.fold`).
        tag: name of the block's own element (``p``, ``h2``, ``li``, ``td``, ``div`` …), ``line`` in plain text.
        node: index of the innermost :class:`Node` that holds the block.
        words: number of words; a CJK character counts as half a word.
        link_chars: characters that stand inside links.
        links: the links inside, in order.
        continues: True when only a single line break parts it from the block before.
        bold: True when all of it stands in ``b``/``strong``/a heading.
        datetime: ``datetime`` attribute of a ``time`` element inside, else "".
        sentences: number of sentence ends.
        italic: True when all of it stands in ``i`` or ``em``.
    """

    index: int  # type: ignore[assignment]  # a tuple has a method of this name, which nothing here calls
    text: str
    folded: str
    tag: str
    node: int
    words: float
    link_chars: int = 0
    links: tuple[Link, ...] = ()
    continues: bool = False
    bold: bool = False
    datetime: str = ""
    sentences: int = 0
    italic: bool = False

    @property
    def link_share(self) -> float:
        """Share of the characters that stand inside links, 0 to 1."""
        return min(1.0, self.link_chars / len(self.text)) if self.text else 0.0


class Meta(NamedTuple):
    """A ``meta`` tag: lower-cased name (from name, property, itemprop or http-equiv) and content."""

    name: str
    content: str


class ItemProp(NamedTuple):
    """A microdata property or ``time`` element: name (``""`` for a bare ``time``), value, and the block it stands in.

    ``scope`` is the last part of the enclosing ``itemtype`` (``Person``, ``NewsArticle`` …), ``""`` outside any; ``within``
    is the property that the scope itself is the value of (``author`` for a Person that is an author).
    """

    name: str
    value: str
    text: str
    block: int
    scope: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Structured:
    """What a page says of itself outside its text. All raw: reading it is the fields' work.

    Attributes:
        ld: JSON-LD objects, graphs and lists flattened, in page order.
        metas: ``meta`` tags in page order.
        items: microdata properties and ``time`` elements in page order.
        title: text of the ``title`` element.
        canonical: ``link rel=canonical`` address.
        lang: ``html lang`` as written.
        assets: addresses of scripts and style sheets, for family fingerprints.
        root_tokens: tokens of ``html`` and ``body``, for family fingerprints.
    """

    ld: tuple[Mapping[str, Any], ...] = ()
    metas: tuple[Meta, ...] = ()
    items: tuple[ItemProp, ...] = ()
    title: str = ""
    canonical: str = ""
    lang: str = ""
    assets: tuple[str, ...] = ()
    root_tokens: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as every stage after the doors sees it.

    Attributes:
        kind: ``"html"`` or ``"text"``.
        url: the page's address or "".
        blocks: all blocks in page order.
        nodes: all nodes that hold blocks, parents first; ``nodes[0]`` is the root.
        structured: what the page says of itself.
        matches: selector → start, end and tag of each element that it selects, as blocks ``[start, end)`` (site rules only).
        picks: field selector (``css`` or ``css@attr``) → the values that it finds (site rules only).
        warnings: what was odd about the page.
    """

    kind: str
    url: str
    blocks: tuple[Block, ...]
    nodes: tuple[Node, ...]
    structured: Structured = Structured()
    matches: Mapping[str, tuple[tuple[int, int, str], ...]] = field(default_factory=dict)
    picks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


class Claim(NamedTuple):
    """A rule (or the engine) says what a block is.

    Attributes:
        block: index of the block.
        role: one of :data:`ROLES`.
        rule: full id of the rule, such as ``generic/votes/vote-widget``.
        at: ``file:line`` of the rule; "" for the engine's own.
        rank: order of precedence, a larger one wins (see :mod:`cleaner.settle`).
        keep: True when the claim protects the block from chrome claims.
    """

    block: int
    role: str
    rule: str
    at: str = ""
    rank: tuple[int, ...] = ()
    keep: bool = False


class Candidate(NamedTuple):
    """A possible value of a field.

    Attributes:
        value: the raw value, as found (text).
        source: where it stood: ``ld:NewsArticle.headline``, ``meta:og:title``, ``block:12``, ``rule:sites/…``.
        block: index of the block it stood in, -1 when it stood in none.
    """

    value: str
    source: str
    block: int = -1
