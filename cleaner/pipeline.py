"""The way of a page, end to end. Only this module knows the order of the stages."""

from __future__ import annotations

import datetime
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.article import Article
from cleaner.bodies import Body, find_body
from cleaner.claims import Hits, claim, find_hits, prose_of, wording
from cleaner.dom.door import Opened, open_html, read_blocks, running_texts
from cleaner.dom.plain import read_text
from cleaner.domains import host_of
from cleaner.errors import CleanNewsError, PageError
from cleaner.fields.read import Fields, Reading, read_fields
from cleaner.finder.find import Finder, Finding, shipped_finder
from cleaner.finder.signals import headline
from cleaner.intake import Taken, take
from cleaner.languages import page_languages
from cleaner.leads import calls_itself_news, find_leads
from cleaner.other_stories import other_stories
from cleaner.record import make_record
from cleaner.repeats import repeated
from cleaner.rules.book import Rulebook
from cleaner.rules.choose import Chosen, PageFacts, choose
from cleaner.rules.load import load_rules
from cleaner.settle import Settled, settle, settle_further
from cleaner.text.iso import read_iso
from cleaner.text_mending import mend_text
from cleaner.values import BODY_ROLES, Claim, Page, Structured
from cleaner.zones import Zones, find_zones, prose_block

if TYPE_CHECKING:
    from cleaner.explain import Explanation
    from cleaner.memory.memory import Memory


class Options(NamedTuple):
    """What is known of a page from outside: address, kind (``auto``, ``html``, ``text``), fetch time, encoding of the bytes."""

    url: str = ""
    kind: str = "auto"
    fetched_at: datetime.datetime | None = None
    encoding: str | None = None


class Cleaned(NamedTuple):
    """Everything the stages found, for the record and for ``explain``."""

    page: Page
    chosen: Chosen
    finding: Finding
    body: Body
    fields: Fields
    settled: Settled
    hits: tuple[Hits, ...]
    zones: Zones
    claims: tuple[Claim, ...]


def clean_page(
    data: Any, book: Rulebook, options: Options, memory: Memory | None = None, finder: Finder | None = None,
) -> tuple[Cleaned, Article]:
    """Return what the stages found on a page, and its record.

    Args:
        data: as for :meth:`Cleaner.clean`.
        book: the rules.
        options: what is known of the page.
        memory: what is known of its site, which also sees the page.
        finder: with other weights than the shipped one's.

    Raises:
        PageError: the page cannot be cleaned; it names the stage and the cause.
    """
    with _stage("decode", options):
        taken = take(data, options.kind, options.encoding)
    with _stage("parse", options):
        opened = _open(taken)
    with _stage("rules", options):
        chosen = choose(book, _facts(taken, opened, book, options))
    with _stage("blocks", options):
        page = _read(taken, opened, chosen, options)
        opened = None  # the tree is half of the memory that a page takes, and nothing asks it any more
    with _stage("finder", options):
        hits = find_hits(page, chosen.active)
        finding = (finder or shipped_finder()).find(page, wording(page, chosen.active, hits))
    with _stage("claims", options):
        zones = _zones(page, finding)
        claims = [*claim(page, chosen.active, hits, zones, prose_of(page)), *_leads(page, finding)]
    with _stage("body", options):
        body = find_body(page, chosen.active, finding, frozenset(c.block for c in claims), lambda: _last_resort(taken, page))
        claims += [*mend_text(page, finding, claims), *body.claims, *repeated(page, body.blocks), *other_stories(page, body.blocks)]
        if memory:
            claims += memory.claims(page, settle(page, claims), finding.scores)
    with _stage("fields", options):
        ruled = settle(page, claims)
        reading = Reading(page, chosen, zones, _body_of(ruled), tuple(claims), options.fetched_at, _source(taken))
        fields = read_fields(reading)
    with _stage("record", options):
        settled = settle_further(page, ruled, claims, fields.claims)
        if memory:
            memory.observe(page, settled, finding.scores)
        cleaned = Cleaned(page, chosen, finding, body, fields, settled, hits, zones, tuple(claims))
        return cleaned, make_record(page, body, fields, settled, chosen)


@contextmanager
def _unswept() -> Iterator[None]:
    """Keep Python's cycle collector off a page: it would look through tens of thousands of small values, and hardly find a cycle."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Cleaner:
    """Cleans pages with one rulebook. Make one, use it for many pages, from any number of threads.

    Args:
        rules: what :func:`cleaner.load_rules` gives; None loads the shipped rulebook.
        memory: what earlier runs have learned of sites, such as ``Memory.open(folder)`` gives; ``memory.save()`` keeps what this one sees.
    """

    def __init__(self, rules: Rulebook | None = None, memory: Memory | None = None) -> None:
        self.rules = rules if rules is not None else load_rules()
        self.memory = memory

    @_unswept()
    def clean(
        self, data: Any, url: str | None = None, *, kind: str = "auto", fetched_at: datetime.datetime | str | None = None,
        encoding: str | None = None,
    ) -> Article:
        """Return the clean record of a page.

        Args:
            data: ``bytes`` or ``str`` of HTML or of text that another tool extracted, an lxml tree, or a BeautifulSoup object. A
                caller's tree is only read.
            url: the page's address; it chooses the site's rules. Nothing is ever fetched.
            kind: ``html`` or ``text`` where it is known; ``auto`` looks.
            fetched_at: when the page was fetched (a datetime or ISO 8601): later dates are refused, and it chooses rules of old
                layouts.
            encoding: encoding of bytes from outside, such as an HTTP header's.

        Raises:
            PageError: the page cannot be cleaned (empty, binary, too large …); it names the stage and the cause.
            RuleErrors: the site's or language's rule file is wrong.
            TypeError: data of another type.
            ValueError: an unknown kind or a fetch time that is no date.
        """
        return clean_page(data, self.rules, _options(url, kind, fetched_at, encoding), self.memory)[1]

    def explain(
        self, data: Any, url: str | None = None, *, kind: str = "auto", fetched_at: datetime.datetime | str | None = None,
        encoding: str | None = None, near_misses: bool = True,
    ) -> Explanation:
        """Return every block of a page with the rule that decided about it; arguments and errors as for :meth:`clean`.

        Args:
            near_misses: also look for the rules that nearly took a block, which asks those of all languages.
        """
        from cleaner.explaining import explain_page

        cleaned, article = clean_page(data, self.rules, _options(url, kind, fetched_at, encoding), self.memory)
        return explain_page(cleaned, article, self.rules if near_misses else None)


def clean(data: Any, url: str | None = None, **options: Any) -> Article:
    """Return the clean record of one page with the shipped rulebook: see :meth:`Cleaner.clean`."""
    return Cleaner().clean(data, url, **options)


def worded_page(data: Any, book: Rulebook, options: Options) -> tuple[Page, list[int]]:
    """Return a page's blocks with what the rules read in each, which is what the finder sees: for its fit."""
    taken = take(data, options.kind, options.encoding)
    opened = _open(taken)
    chosen = choose(book, _facts(taken, opened, book, options))
    page = _read(taken, opened, chosen, options)
    return page, wording(page, chosen.active, find_hits(page, chosen.active))


def _leads(page: Page, finding: Finding) -> list[Claim]:
    """Return the claim on the lead; where a page does not call itself news, only if the finder does not take it for body."""
    inside = frozenset() if calls_itself_news(page) else frozenset(finding.chosen())
    return [lead for lead in find_leads(page, headline(page)) if lead.block not in inside]


def _options(url: str | None, kind: str, fetched_at: datetime.datetime | str | None, encoding: str | None) -> Options:
    if isinstance(fetched_at, str):
        try:
            fetched_at = read_iso(fetched_at)
        except ValueError as error:
            raise ValueError(f"fetched_at is no ISO 8601 date: {fetched_at!r}") from error
    return Options(url or "", kind, fetched_at, encoding)


@contextmanager
def _stage(name: str, options: Options) -> Iterator[None]:
    """Name the stage in whatever goes wrong in it: a crawler must be able to skip a page whatever is in it."""
    try:
        yield
    except PageError as error:
        raise PageError(error.stage, error.message, error.url or options.url or None) from error
    except CleanNewsError:
        raise
    except Exception as error:
        if name == "decode" and isinstance(error, (TypeError, ValueError)):
            raise  # the caller gave data of another type or an unknown kind
        raise PageError(name, f"unexpected {type(error).__name__}: {error}", options.url or None) from error


def _open(taken: Taken) -> Opened | None:
    return open_html(taken.source, taken.warnings, taken.utf8) if taken.kind == "html" else None


def _facts(taken: Taken, opened: Opened | None, book: Rulebook, options: Options) -> PageFacts:
    structured = opened.structured if opened else Structured()
    host = host_of(options.url) or host_of(structured.canonical)
    declared = [f for s in book.site_files(host) for f in s.file.lang] if host else []
    texts = partial(running_texts, opened) if opened else taken.source.splitlines
    languages = page_languages(texts, structured, declared, book)
    fetched = options.fetched_at.date() if options.fetched_at else None
    return PageFacts(host, languages, structured, fetched)


def _read(taken: Taken, opened: Opened | None, chosen: Chosen, options: Options) -> Page:
    if opened is None:
        return read_text(taken.source, options.url)
    select: list[str] = []
    for tables in chosen.active.tables:
        select += [css for _, rule in tables.css_rules for css in rule.css]
    for loaded in chosen.active.files:
        select += loaded.content.select if loaded.content else ()
    picks = [f"{s.css}@{s.attr}" if s.attr else s.css for field in chosen.fields.values() for s in field.take if s.css]
    return read_blocks(opened, options.url, tuple(dict.fromkeys(select)), tuple(dict.fromkeys(picks)))


def _zones(page: Page, finding: Finding) -> Zones:
    """Head, body and tail: on HTML only what the finder takes for the article counts, since side bars hold prose too."""
    chosen = finding.chosen()
    if page.kind == "html" and any(prose_block(page.blocks[i]) for i in chosen):
        return find_zones(page.blocks, chosen)
    return find_zones(page.blocks)


def _last_resort(taken: Taken, page: Page) -> Sequence[int]:
    if taken.kind == "text":
        return ()
    from cleaner.fallback import trafilatura_blocks

    return trafilatura_blocks(taken.source, page)


def _body_of(settled: Settled) -> tuple[int, ...]:
    """Return the blocks that are body."""
    return tuple([i for i, verdict in enumerate(settled.verdicts) if verdict.role in BODY_ROLES])


def _source(taken: Taken) -> str:
    return taken.source if taken.kind == "html" and isinstance(taken.source, str) else ""
