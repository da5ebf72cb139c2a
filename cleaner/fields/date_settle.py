"""Settling what a page's places say of its publication, where they differ: local days, days of saving, a second voice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.fields import date_said as said
from cleaner.fields import date_shown as shown
from cleaner.fields.date_reading import DatePage, Reading
from cleaner.fields.date_zones import OFFSETS, country_offset
from cleaner.fields.language import locale
from cleaner.fields.moment import Moment, moment

#: Where the page shows its publication in local time; ``time`` elements may hold more than they show.
_LOCAL = (shown.times_published, shown.lines_published, shown.lines_unlabelled)
#: Hours of UTC before and from which the local day is another one somewhere where many live.
_MORNING, _EVENING = 10, 14
#: Blocks below the headline that show the day of a story, and the first year of stories on the web.
_SHOWN, _WEB = 5, 1990
#: Places in which programs write dates that people do not see.
_MACHINES = ("ld:", "itemprop:", "meta:")


def local(chosen: Reading, modified: Reading | None, page: DatePage) -> Reading:
    """Return the instant as the page's readers see it, where the page gives it in UTC and shows its own time or day too."""
    if chosen.moment.offset != 0 or chosen.moment.precision < 5:
        return chosen
    return _by_clock(chosen, modified, page) or _by_day(chosen, page) or chosen


def _by_clock(chosen: Reading, modified: Reading | None, page: DatePage) -> Reading | None:
    for place in _LOCAL if page.shows_clock() else _LOCAL[:1]:
        for reading in place(page):
            local = reading.moment
            offset = local.offset
            if offset is None and not (modified and local.same_minute(modified.moment)):
                offset = _offset_between(chosen.moment, local)
            if offset and local.precision >= 4 and abs(local.seconds_after(chosen.moment, offset)) < 60:
                step = f"{reading.source} gives the same moment in local time"
                return chosen._replace(moment=chosen.moment.at_offset(offset), steps=(*chosen.steps, step))
    return None


def _offset_between(utc: Moment, shown: Moment) -> int:
    """Return the offset in minutes under which ``shown`` is ``utc`` on another day; 0 when no zone has it."""
    if shown.precision < 4 or shown.day_key == utc.day_key:
        return 0
    minutes = round(shown.seconds_after(utc, 0) / 60)
    return minutes if minutes in OFFSETS else 0


def _by_day(chosen: Reading, page: DatePage) -> Reading | None:
    """Return the local day that the page shows, where its address or its country's only zone says so too.

    Without a second witness the shown day may as well be that of the printed paper, or of the page's making.
    """
    other = _other_day(chosen.moment)
    if other is None or not _names_day(other, page):
        return None
    offset = country_offset(locale(page.page) or page.wording.languages[0], chosen.moment.instant())
    timed = chosen.moment.at_offset(offset or 0)
    if timed.day_key != other.day_key:
        if not any(reading.moment.day_key == other.day_key for reading in said.address(page)):
            return None
        timed = other
    for place in (shown.lines_published, shown.lines_short):
        for reading in place(page):
            if reading.moment.day_key == chosen.moment.day_key:
                return None
            if reading.moment.day_key == other.day_key and reading.moment.precision == 2:
                return chosen._replace(moment=timed, steps=(*chosen.steps, f"{reading.source} shows the local day"))
    return None


def _other_day(utc: Moment) -> Moment | None:
    """Return the day before or after ``utc`` that it may be by local time."""
    hour = utc.hour or 0
    if _MORNING <= hour < _EVENING:
        return None
    day = utc.at_offset(-24 * 60 if hour < _MORNING else 24 * 60)
    return moment(day.day_key)


def _names_day(day: Moment, page: DatePage) -> bool:
    """Tell whether the day's figure stands anywhere near the headline or in the address: cheaper than reading the lines."""
    figure = re.compile(rf"(?<!\d)0?{day.day}(?!\d)")
    first, _, _, last = page.place
    return bool(figure.search(page.page.url)) or any(figure.search(block.text) for block in page.page.blocks[first:last])


def doubted(chosen: Reading, modified: Reading | None, page: DatePage) -> Reading:
    """Return the day that the page shows below its headline, where ``chosen`` is only the day on which it was last saved.

    Programs that write the time of saving as publication give both dates the same value, or the publication the later one.
    """
    if modified is None or not chosen.source.startswith(_MACHINES) or not modified.source.startswith(_MACHINES):
        return chosen
    if min(chosen.moment.precision, modified.moment.precision) < 2 or chosen.moment.day_key < modified.moment.day_key:
        return chosen
    for reading in _earlier(chosen, modified, page):
        if (chosen.moment.instant() - reading.moment.instant()).days > 1:
            return reading._replace(steps=(*reading.steps, f"{chosen.source} is when the page was saved"))
    return chosen


def _earlier(chosen: Reading, modified: Reading, page: DatePage) -> Iterator[Reading]:
    if chosen.source.startswith("meta:") and chosen.moment.day_key > modified.moment.day_key:
        yield from (reading for reading in said.metas_published(page) if reading.moment.precision >= 2)
    headline = page.place.headline
    days = [line for line in page.lines if line.label != "modified"]
    if any(line.printed.moment.day_key == chosen.moment.day_key for line in days):
        return
    for line in days:
        day = line.printed.moment
        if headline < line.block <= headline + _SHOWN and line.short and day.precision == 2 and day.year >= _WEB:
            yield Reading(day, line.text, f"block:{line.block}")


def second_voice(chosen: Reading, page: DatePage) -> Reading:
    """Return what meta tags say, where they contradict structured data and the page shows their day."""
    if not chosen.source.startswith(("ld:", "itemprop:")):
        return chosen
    meta = next(said.metas_published(page), None)
    if meta is None or meta.moment.precision < 2 or abs((meta.moment.instant() - chosen.moment.instant()).days) <= 1:
        return chosen
    for place in (shown.times_published, shown.lines_published, shown.lines_short):
        for reading in place(page):
            if reading.moment.day_key == chosen.moment.day_key:
                return chosen
            if reading.moment.day_key == meta.moment.day_key:
                return meta._replace(steps=(*meta.steps, f"{reading.source} shows the same day"))
    return chosen
