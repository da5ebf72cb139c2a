"""When a page was published and when it was last changed.

Candidates come from one written order (:data:`PUBLISHED`, :data:`MODIFIED`); the first plausible one decides the day.
If another place names the same day more exactly (a time, an offset), its reading is taken. Nothing is invented: a month
stays a month, no zone is assumed, a date after the fetch is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from cleaner.fields import date_said as said
from cleaner.fields import date_settle as settle
from cleaner.fields import date_shown as shown
from cleaner.fields.date_labels import Labels, labels_of
from cleaner.fields.date_lines import Wording
from cleaner.fields.date_place import Place
from cleaner.fields.date_reading import DatePage, Reading
from cleaner.fields.date_zones import OFFSETS
from cleaner.fields.found import Found
from cleaner.fields.language import locale
from cleaner.fields.moment import Moment
from cleaner.rules.vocabulary import Dates
from cleaner.values import Candidate, Page

#: Days that programs write when they know none: the zero of several clocks.
_ZERO_DAYS = frozenset({(1970, 1, 1), (1969, 12, 31), (1900, 1, 1), (1899, 12, 30)})
#: A page may be fetched in a zone in which the publisher's day has not begun.
_AHEAD = timedelta(days=1)

Places = tuple[Callable[[DatePage], Iterator[Reading]], ...]

#: Where the publication is looked for, in this order.
PUBLISHED: Places = (
    said.site_published,
    said.ld_published,
    said.items_published,
    said.metas_published,
    shown.times_published,
    shown.lines_published,
    shown.lines_short,
    said.address,
    shown.lines_unlabelled,
    said.metas_vague,
    shown.story_start,
    shown.lines_below_head,
)
#: Where it is looked for when all these say nothing.
_ELSE: Places = (shown.lines_after_story, shown.only_change)
#: Where the last change is looked for, in this order.
MODIFIED: Places = (
    said.site_modified,
    said.ld_modified,
    said.items_modified,
    said.metas_modified,
    shown.times_modified,
    shown.lines_modified,
)


class DateHints(NamedTuple):
    """What is known of a page's dates from outside it.

    Attributes:
        languages: the page's languages (ISO 639-1, also with region), the likeliest first.
        words: words around dates, of those languages.
        order: the site's order of day, month and year in figures; "" takes the language's.
        timezone: the site's IANA zone, for times without one.
        fetched: when the page was fetched; None when that is unknown. No clock is ever asked.
        published: values that the site's rules found.
        modified: values that the site's rules found.
        format: strptime format of those values; "" reads them as any other.
        search: the last resort: gives an ISO date or None.
        body: blocks of the story, as far as they are known.
        place: where that makes the page's own dates stand; None works it out.
    """

    languages: tuple[str, ...] = ()
    words: tuple[Dates, ...] = ()
    order: str = ""
    timezone: str = ""
    fetched: datetime | None = None
    published: tuple[Candidate, ...] = ()
    modified: tuple[Candidate, ...] = ()
    format: str = ""
    search: Callable[[], str | None] | None = None
    body: tuple[int, ...] = ()
    place: Place | None = None


class PageDates(NamedTuple):
    """The two dates of a page, ISO 8601 to the precision known, with their places; None where the page has none.

    ``blocks`` are those around the headline that hold nothing but dates and their labels, in page order.
    """

    published: Found[str] | None = None
    modified: Found[str] | None = None
    blocks: tuple[int, ...] = ()


_NO_HINTS = DateHints()


def read_dates(page: Page, hints: DateHints = _NO_HINTS) -> PageDates:
    """Return when ``page`` was published and last changed; never raises on what a page holds."""
    labels = labels_of(hints.words)
    dated = DatePage(page, hints, _wording(page, hints, labels), labels)
    published = _choose(PUBLISHED, dated) or _choose(_ELSE, dated)
    modified = _choose(MODIFIED, dated)
    if published:
        published = settle.second_voice(settle.doubted(published, modified, dated), dated)
        published = settle.local(published, modified, dated)
    elif not modified:
        published = _last_resort(hints)
    if published and modified and _before(modified.moment, published.moment):
        modified = None
    blocks = sorted({line.block for line in dated.lines if not line.others})
    return PageDates(_found(published, hints), _found(modified, hints), tuple(blocks))


def _wording(page: Page, hints: DateHints, labels: Labels) -> Wording:
    languages = tuple(dict.fromkeys((*hints.languages, "en")))
    region = next((tag for tag in (languages[0], locale(page)) if tag.startswith(languages[0][:2] + "-")), "")
    usual = next((dates.order for dates in hints.words if dates.order), "")
    return Wording(languages, hints.order, region, usual, labels.any)


def _choose(places: Places, dated: DatePage) -> Reading | None:
    """Return the first plausible reading, or a more exact one of the same day."""
    chosen: Reading | None = None
    for place in places:
        for reading in place(dated):
            if not _plausible(reading.moment, dated.hints.fetched):
                continue
            if chosen is None:
                chosen = reading
            elif _more_exact(reading.moment, chosen.moment):
                step = f"{chosen.source} names the day, {reading.source} the time"
                chosen = reading._replace(steps=(*chosen.steps, *reading.steps, step))
        if chosen and chosen.moment.precision == 5:
            break
    return chosen


def _plausible(found: Moment, fetched: datetime | None) -> bool:
    if found.day_key in _ZERO_DAYS:
        return False
    if fetched is None:
        return True
    known = fetched if fetched.tzinfo else fetched.replace(tzinfo=found.instant().tzinfo)
    return found.instant() <= known + _AHEAD


def _more_exact(other: Moment, chosen: Moment) -> bool:
    """Tell whether ``other`` says the same as ``chosen`` and more."""
    if other.precision <= chosen.precision:
        return False
    if chosen.precision <= 3:
        known = 3 if chosen.precision >= 2 else chosen.precision + 1
        return other.day_key[:known] == chosen.day_key[:known]
    return other.same_minute(chosen) or round(chosen.seconds_after(other, 0) / 60) in OFFSETS


def _before(modified: Moment, published: Moment) -> bool:
    """Tell whether the change would precede the publication, as far as both are known."""
    precision = min(modified.precision, published.precision)
    if precision <= 1:
        return modified.day_key[: precision + 1] < published.day_key[: precision + 1]
    if precision <= 3 or (modified.offset is None) != (published.offset is None):
        return modified.day_key < published.day_key
    return modified.instant() < published.instant()


def _last_resort(hints: DateHints) -> Reading | None:
    found = hints.search() if hints.search else None
    return Reading.of_iso(found, "htmldate") if found else None


def _found(reading: Reading | None, hints: DateHints) -> Found[str] | None:
    if reading is None:
        return None
    zoned = reading.moment.in_zone(hints.timezone)
    steps = reading.steps
    if zoned != reading.moment:
        steps = (*steps, f"the site's zone {hints.timezone}")
    return Found(zoned.iso(), reading.source, reading.raw, steps)
