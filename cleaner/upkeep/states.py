"""A page as a state of the rulebook sees it, and what differs between two states."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from cleaner.article import Article
from cleaner.errors import PageError
from cleaner.pipeline import Cleaned, Options, clean_page
from cleaner.rules.book import Rulebook
from cleaner.settle import Verdict
from cleaner.upkeep.given import GivenPage
from cleaner.upkeep.gold import FIELD_FIGURES, page_figures, record_of
from cleaner.upkeep.gold_blocks import gold_blocks
from cleaner.values import BODY_ROLES, Block

#: Fields of the record that are no field of the article: what the blocks show, how the program came to it.
_NO_FIELDS = frozenset({"url", "body", "blocks", "extractor", "confidence", "rules_digest", "sources", "removed", "version"})
FIELDS = tuple(f.name for f in dataclasses.fields(Article) if f.name not in _NO_FIELDS)


class Seen(NamedTuple):
    """What the stages found on a page, and its record."""

    cleaned: Cleaned
    article: Article


@dataclass(frozen=True, slots=True)
class FailedPage:
    """A page that could not be cleaned: its name, its address, why."""

    name: str
    url: str
    message: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose value differs: its name, both values (as :meth:`~cleaner.article.Article.to_dict` gives them), both sources."""

    name: str
    before: Any
    after: Any
    source_before: str = ""
    source_after: str = ""


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block that is body in one state only, or body of another role.

    Attributes:
        index: its place on the page.
        text: its words.
        words: how many they are.
        before: its role before.
        after: its role after.
        rule: who says so now, or said so before where the block has come into the body: a rule's full id or the engine.
        at: ``file:line`` of that rule, "" for the engine.
        gold: whether the gold body holds it, None when there is none.
    """

    index: int
    text: str
    words: float
    before: str
    after: str
    rule: str
    at: str
    gold: bool | None = None

    @property
    def kind(self) -> str:
        """``lost`` from the body, ``gained`` by it, or ``role`` when it stayed."""
        if self.after not in BODY_ROLES:
            return "lost"
        return "role" if self.before in BODY_ROLES else "gained"


@dataclass(frozen=True, slots=True)
class PageChange:
    """What differs between two records of a page; nothing when they are alike.

    Attributes:
        name: the page's name.
        url: its address.
        fields: fields whose values differ.
        blocks: blocks that differ.
        has_gold: whether the page has gold for its body.
        fields_lost: gold fields that were right and no longer are: ``title``, ``author_exact``, ``date``, ``datetime``.
        fields_won: gold fields that have become right.
    """

    name: str
    url: str
    fields: tuple[FieldChange, ...] = ()
    blocks: tuple[BlockChange, ...] = ()
    has_gold: bool = False
    fields_lost: tuple[str, ...] = ()
    fields_won: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the records differ."""
        return bool(self.fields or self.blocks)

    def gold_words(self, kind: str) -> int:
        """Return the words of gold blocks that were ``lost`` or ``gained``."""
        return round(sum(b.words for b in self.blocks if b.gold and b.kind == kind))


def see(page: GivenPage, book: Rulebook) -> Seen:
    """Return a page as a rulebook sees it.

    Raises:
        PageError: the page cannot be cleaned.
        RuleErrors: the site's or language's rule file is wrong.
    """
    return Seen(*clean_page(page.data, book, Options(page.url, page.kind, page.fetched_at)))


def see_all(pages: Iterable[GivenPage], *books: Rulebook) -> Iterator[tuple[GivenPage, tuple[Seen, ...]] | FailedPage]:
    """Yield each page with what each rulebook makes of it, or why that cannot be; one page is held at a time."""
    for page in pages:
        try:
            yield page, tuple(see(page, book) for book in books)
        except PageError as error:
            yield failed(page, error)


def failed(page: GivenPage, error: PageError) -> FailedPage:
    """Return the note of a page that cannot be cleaned."""
    return FailedPage(page.name, page.url, f"{error.stage}: {error.message}")


def of_site(page: GivenPage, site: str, book: Rulebook) -> GivenPage:
    """Return a page that names no address, neither its own nor outside, with that of ``site``; any other as it is.

    Raises:
        PageError: the page cannot be cleaned.
    """
    if page.url or not site or see(page, book).article.site:
        return page
    return dataclasses.replace(page, url=f"https://{site}/")


def compare(page: GivenPage, before: Seen, after: Seen) -> PageChange:
    """Return what differs between two states' records of a page."""
    gold = page.gold or {}
    marks = _marks(gold.get("body") or "", before.cleaned.page.blocks, _differing(before, after))
    lost, won = _figures(gold, before.article, after.article)
    return PageChange(
        page.name, page.url, tuple(_field_changes(before.article, after.article)), tuple(_block_changes(before, after, marks)),
        bool(gold.get("body")), lost, won,
    )


def marked_gold(seen: Seen, gold: str) -> list[bool]:
    """Tell for each block of a page whether its gold body holds it."""
    return gold_blocks([b.text for b in seen.cleaned.page.blocks], gold)


def _differing(before: Seen, after: Seen) -> bool:
    pairs = zip(before.cleaned.settled.verdicts, after.cleaned.settled.verdicts, strict=True)
    return any(_differs(one, other) for one, other in pairs)


def _differs(one: Verdict, other: Verdict) -> bool:
    return one.role != other.role and (one.role in BODY_ROLES or other.role in BODY_ROLES)


def _marks(gold: str, blocks: tuple[Block, ...], wanted: bool) -> list[bool] | None:
    # Most pages do not change, and looking blocks up in the gold takes as long as cleaning the page.
    return gold_blocks([b.text for b in blocks], gold) if gold and wanted else None


def _figures(gold: Any, before: Article, after: Article) -> tuple[tuple[str, ...], tuple[str, ...]]:
    fields = {key: value for key, value in gold.items() if key in ("title", "authors", "date", "datetime")}
    old, new = page_figures(fields, record_of(before)), page_figures(fields, record_of(after))
    lost = tuple(key for key in FIELD_FIGURES if old.get(key, 0.0) > new.get(key, 0.0))
    return lost, tuple(key for key in FIELD_FIGURES if old.get(key, 0.0) < new.get(key, 0.0))


def _field_changes(before: Article, after: Article) -> Iterator[FieldChange]:
    old, new = before.to_dict(), after.to_dict()
    for name in FIELDS:
        if old[name] != new[name]:
            yield FieldChange(name, old[name], new[name], _source(before, name), _source(after, name))


def _source(article: Article, name: str) -> str:
    found = article.sources.get(name)
    return found.source if found else ""


def _block_changes(before: Seen, after: Seen, marks: list[bool] | None) -> Iterator[BlockChange]:
    verdicts = zip(before.cleaned.page.blocks, before.cleaned.settled.verdicts, after.cleaned.settled.verdicts, strict=True)
    for block, old, new in verdicts:
        if _differs(old, new):
            # A block that comes into the body owes it to whoever took it before; the finder had it as body all along.
            claim = old.claim if new.role in BODY_ROLES and old.role not in BODY_ROLES else new.claim
            mark = marks[block.index] if marks is not None else None
            yield BlockChange(block.index, block.text, block.words, old.role, new.role, claim.rule, claim.at, mark)
