"""Reading a date's text, and what all places of a page share when its dates are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from cleaner.fields.date_labels import DateLine, Labels, date_lines
from cleaner.fields.date_lines import Wording, find_dates
from cleaner.fields.date_months import level
from cleaner.fields.date_place import Place, date_place
from cleaner.fields.moment import Moment, of_datetime, read_machine
from cleaner.structured.jsonld import articles
from cleaner.values import Page

if TYPE_CHECKING:
    from cleaner.fields.dates import DateHints

_YEAR = re.compile(r"(?<![\d/:])(?:1[5-9]|20|2[45])\d\d(?![\d/])")
_AGO = re.compile(r"\d\s?[^\W\d_]{2,}")
_CLOCK = re.compile(r"\d[:.hH時时시]\s?\d\d|\d\s?[ap]\.?m")
_MAX_CHARS = 200


class Reading(NamedTuple):
    """A candidate, read: the moment, the text as the page writes it, the place, what was done to it."""

    moment: Moment
    raw: str
    source: str
    steps: tuple[str, ...] = ()

    @classmethod
    def of_iso(cls, text: str, source: str) -> Reading | None:
        """Return the reading of an ISO date, or None where it is none."""
        found = read_machine(text)
        return cls(found, text, source) if found else None


class DatePage:
    """A page whose dates are being read: what is known of it, and what is worked out only when a place asks for it."""

    def __init__(self, page: Page, hints: DateHints, wording: Wording, labels: Labels) -> None:
        self.page, self.hints, self.wording, self.labels = page, hints, wording, labels

    @cached_property
    def articles(self) -> tuple[Mapping[str, Any], ...]:
        """JSON-LD objects about this page."""
        structured = self.page.structured
        return articles(structured.ld, structured.canonical, self.page.url)

    @cached_property
    def place(self) -> Place:
        """Where the date lines stand."""
        return self.hints.place or date_place(self.page, self.hints.body)

    @cached_property
    def lines(self) -> tuple[DateLine, ...]:
        """The date lines there."""
        return date_lines(self.page, self.place, self.wording, self.labels)

    def shows_clock(self) -> bool:
        """Tell whether a time of day stands anywhere near the headline: cheaper than reading the lines."""
        return any(_CLOCK.search(block.text) for block in self.page.blocks[self.place.first : self.place.last])

    def read(self, text: str, source: str, form: str = "") -> Iterator[Reading]:
        """Yield the reading of a text that should be a date, if it is one; ``form`` is a strptime format."""
        text = text.strip()[:_MAX_CHARS]
        if found := _by_form(text, form) if form else read_machine(text, epoch=True):
            yield Reading(found, text, source)
        elif printed := find_dates(text, self.wording):
            yield Reading(printed[0].moment, text, source)
        elif found := self._guess(text):
            yield Reading(found, text, source, ("read by dateparser",))

    def _guess(self, text: str) -> Moment | None:
        """Return what dateparser makes of a text with a year, or of "3 hours ago" when it is known when that was."""
        levelled = level(text)
        if not _YEAR.search(levelled) and not (self.hints.fetched and _AGO.search(levelled)):
            return None
        from cleaner.fields.date_guess import guess

        return guess(text, self.wording.languages, self.wording.figures(), self.hints.fetched)


def _by_form(text: str, form: str) -> Moment | None:
    try:
        return of_datetime(datetime.strptime(text, form))
    except ValueError:
        return None
