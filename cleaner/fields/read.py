"""All fields of a page, and the claims on the blocks that show them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cleaner.fields import meta
from cleaner.fields.author_readings import AuthorHints
from cleaner.fields.authors import PageAuthors, read_authors
from cleaner.fields.claimed import Claimed
from cleaner.fields.date_place import Place, date_place
from cleaner.fields.date_search import search_date
from cleaner.fields.dates import DateHints, PageDates, read_dates
from cleaner.fields.endings import endings
from cleaner.fields.found import Found
from cleaner.fields.language import language
from cleaner.fields.site import site_values
from cleaner.fields.site_names import site_names
from cleaner.fields.title import TitleHints, read_title
from cleaner.fields.title_bylines import BylineLines
from cleaner.fields.wording import FieldWords, field_words, name_hints
from cleaner.rules.choose import Chosen
from cleaner.text.fold import fold
from cleaner.values import CHROME_ROLES, FIELD_ROLES, Candidate, Claim, Page
from cleaner.zones import Zones, prose_block

RANK = (35,)
#: Chrome that is interface. Boxes around a story (share bars, author's boxes, footers of posts) often hold its byline.
_INTERFACE_ROLES = frozenset({"navigation", "search", "label", "login", "consent", "poll", "vote", "weather"})
#: What the words of a line say that is a label, in the language's own layer. A line of the source may name the author as well.
_LANGUAGE_RANK = (30,)
_LABEL_ROLES = CHROME_ROLES - {"author-bio", "source"}
#: What no title is called.
_NO_TITLE_ROLES = CHROME_ROLES | FIELD_ROLES - {"title"}
#: Longest line that shows authors or a date, in words; and of lines of a text's body, which cannot be told from the head for sure: of
#: 30 such bylines on the development corpus 4 are gold, of 12 such dates none.
_SHOWN_WORDS = 40
_LONGEST = {"byline": _SHOWN_WORDS, "date": 10}
#: Words up to which a body block that only holds an author's name is a signature.
_SIGNATURE_WORDS = 4


class Reading(NamedTuple):
    """What the fields are read from.

    Attributes:
        page: the page.
        chosen: its rules and site facts.
        zones: head, body, tail.
        body: blocks that are body so far.
        claims: the rules' claims.
        fetched: fetch time, None when unknown.
        source: the page's HTML, "" where only a tree was given.
    """

    page: Page
    chosen: Chosen
    zones: Zones
    body: tuple[int, ...]
    claims: tuple[Claim, ...]
    fetched: datetime.datetime | None
    source: str

    @property
    def words(self) -> FieldWords:
        """The words of the page's languages."""
        return field_words(self.chosen.spoken, self.chosen.general)

    def site(self, name: str) -> tuple[Candidate, ...]:
        """Return the values that the site's rule file gives for a field."""
        return site_values(self.page, self.chosen.fields.get(name), self.zones, name)


class _Shared(NamedTuple):
    """What several fields ask of a page: the claims, names of the site, section, blocks that are no title, where the story is."""

    claimed: Claimed
    sites: tuple[str, ...]
    section: Found[str] | None
    no_titles: frozenset[int]
    story: int
    place: Place


class Fields(NamedTuple):
    """The fields' values with their places, and claims on the blocks they stand in."""

    found: Mapping[str, Found[Any]]
    authors: PageAuthors
    dates: PageDates
    claims: tuple[Claim, ...]

    def value(self, name: str) -> Any:
        """Return a field's value, None when the page has none."""
        found = self.found.get(name)
        return found.value if found else None


def read_fields(reading: Reading) -> Fields:
    """Return title, lead, authors, dates and the rest, each with where it came from."""
    page, shared = reading.page, _shared(reading)
    found: dict[str, Found[Any] | None] = {
        "title": read_title(page, _title_hints(reading, shared)), "language": _language(reading),
        "canonical_url": meta.canonical_url(page), "section": shared.section, "tags": meta.tags(page), "image": meta.image(page),
        "paywalled": meta.paywalled(page), "live": meta.live(page),
    }
    for name in ("lead", "kicker", "section"):
        for candidate in reading.site(name)[:1]:
            found[name] = Found(candidate.value, candidate.source, candidate.value)
    authors = read_authors(page, _author_hints(reading, shared, found["title"]))
    dates = read_dates(page, _date_hints(reading, shared.place))
    known = {name: value for name, value in found.items() if value is not None}
    return Fields(known, authors, dates, tuple(_claims(reading, shared.story, known, authors, dates)))


def _shared(reading: Reading) -> _Shared:
    page, claimed = reading.page, Claimed(reading.claims)
    no_titles = claimed.taken(_NO_TITLE_ROLES)
    sites, place = site_names(page, reading.chosen.names), date_place(page, reading.body)
    return _Shared(claimed, sites, meta.section(page), no_titles, _story(reading, no_titles), place)


def _title_hints(reading: Reading, shared: _Shared) -> TitleHints:
    words = reading.words
    return TitleHints(
        site=reading.site("title"), sites=shared.sites, section=shared.section.value if shared.section else "",
        story=shared.story, blocks=shared.claimed.blocks("title"), chrome=shared.no_titles,
        other=BylineLines(reading.page, words.bylines, words.agencies).is_byline if reading.page.kind == "text" else None,
    )


def _story(reading: Reading, chrome: frozenset[int]) -> int:
    """Return the index of the story's first prose block; a text may begin with sentences of chrome."""
    if reading.page.kind == "html":
        return reading.zones.start
    blocks = reading.page.blocks
    return next((i for i in reading.body if i not in chrome and prose_block(blocks[i])), reading.zones.start)


def _author_hints(reading: Reading, shared: _Shared, title: Found[Any] | None) -> AuthorHints:
    words, claimed = reading.words, shared.claimed
    return AuthorHints(
        title=title.value if title else "",
        words=words.bylines, agencies=words.agencies, sites=shared.sites, names=name_hints(),
        rule=reading.site("authors"), blocks=tuple(reading.page.blocks[i] for i in claimed.blocks("byline")),
        body=reading.body, place=shared.place, chrome=claimed.taken(_INTERFACE_ROLES),
        labels=claimed.at_rank(_LANGUAGE_RANK).taken(_LABEL_ROLES),
    )


def _date_hints(reading: Reading, place: Place) -> DateHints:
    chosen, page = reading.chosen, reading.page
    field = chosen.fields.get("published")
    return DateHints(
        languages=reading.words.languages, words=reading.words.dates, order=chosen.date_order, timezone=chosen.timezone,
        fetched=reading.fetched, published=reading.site("published"), modified=reading.site("modified"),
        format=field.format if field else "",
        search=(lambda: search_date(reading.source, page.url, reading.fetched)) if reading.source else None,
        body=reading.body, place=place,
    )


def _language(reading: Reading) -> Found[str] | None:
    declared, spoken = language(reading.page), reading.words.languages
    if spoken and (declared is None or (declared.value != spoken[0] and spoken[0] != "en")):
        return Found(spoken[0], "text", spoken[0])
    return declared


def _claims(reading: Reading, story: int, found: Mapping[str, Found[Any]], authors: PageAuthors, dates: PageDates) -> Iterator[Claim]:
    """Yield claims on the blocks that show the fields: headline, lead, byline and date lines outside the body."""
    page, body = reading.page, frozenset(reading.body)
    # A headline may be printed with what is no part of the title: a date, the section.
    titles = {fold(found["title"].value), fold(found["title"].raw)} - {""} if "title" in found else set()
    for block in page.blocks[:story + 1]:
        if block.folded in titles and (page.kind == "html" or block.index not in body or not block.sentences):
            yield Claim(block.index, "title", "fields/title", "", RANK)
    shown = [("byline", i) for i in authors.blocks] + [("date", _block_in(f.source)) for f in (dates.published, dates.modified) if f]
    for role, index in shown:
        most = _LONGEST[role] if page.kind == "text" and index in body else _SHOWN_WORDS
        if 0 <= index < len(page.blocks) and (index not in body or page.kind == "text") and page.blocks[index].words <= most:
            yield Claim(index, role, f"fields/{role}", "", RANK)
    for index in dates.blocks:
        yield Claim(index, "date", "fields/date", "", RANK)
    names = {fold(name) for name in authors.authors.value} if authors.authors else set()
    for block in page.blocks:
        if block.folded in names and (block.index not in body or block.words <= _SIGNATURE_WORDS):
            yield Claim(block.index, "byline", "fields/author-name", "", RANK)
    yield from endings(page, reading.body, names)


def _block_in(source: str) -> int:
    kind, _, number = source.partition(":")
    return int(number) if kind == "block" and number.isdigit() else -1
