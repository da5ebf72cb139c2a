"""Finding printed dates in a line: ``Dec 08,2017``, ``8. Dezember 2017, 14.30 Uhr``, ``2017年12月8日 14時30分``.

Months by name come from :mod:`cleaner.fields.date_months`; figures alone are read in the order given. Each date is
looked at through short windows left and right of it, so a line of any length costs linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.fields.clock import Clock, clock_after, clock_before
from cleaner.fields.date_months import Months, level, months_of
from cleaner.fields.moment import Moment, moment, read_offset
from cleaner.late import late

#: Longest line that is looked through; a paragraph is no date line.
MAX_CHARS = 400
_WINDOW = 40

#: What may stand between the parts: marks, and one short word (of, de, del).
_GAP = r"[\s.,/'-]{0,3}(?:[^\W\d_]{1,4}[\s.']{1,2})?"
_ORDINAL = r"(?:[^\W\d_]{1,3}(?![^\W\d_])|[º°ª])?"
_DAY_LEFT = late(rf"(?<!\d)(?<!\d[:.,/])(\d{{1,2}}){_ORDINAL}{_GAP}$")
_YEAR_LEFT = late(r"(?<!\d)(\d{4})[\s.,/-]{0,3}(?:[^\W\d_]{1,5}[\s.]{1,2})?$")
_YEAR_DAY_LEFT = late(r"(?<!\d)(\d{4})[\s.,]{1,3}(?:[^\W\d_]{1,5}[\s.]{1,2})?(\d{1,2})[\s.,]{1,3}$")
#: After a year comes no figure, but for a time or a count that lost its blank: ``Dec 20, 20236:46 PM``, ``Dec 20, 20235 min read``.
_YEAR_ENDS = r"(?:(?=\d{1,2}:\d\d(?!\d))|(?=[1-9]\d?[\s.-]{0,2}[^\W\d_]{3})|(?![\d:]))"
_YEAR_RIGHT = late(rf"{_GAP}(?:(\d{{4}})|(?<=['-])(\d{{2}})(?!\d)){_YEAR_ENDS}")
_DAY_RIGHT = late(rf"[\s.,-]{{0,3}}(\d{{1,2}}){_ORDINAL}(?![\d:])")
_DAY_YEAR_RIGHT = late(rf"[\s.-]{{0,3}}(\d{{1,2}}){_ORDINAL}(?!\d){_GAP}(\d{{4}}){_YEAR_ENDS}")

#: Without one of these there is no year, so that nobody need know the names of the months.
_ANY_YEAR = re.compile(r"\d{4}|['-]\d\d")
#: What every date of this module holds, and what most lines do not: a figure, and a year of four figures or two behind a mark.
_FIGURE, _LAST_FIGURES = re.compile(r"\d"), re.compile(r"\d{4}|['./_|-]\s?\d\d")
_YEAR_FIRST = re.compile(
    r"(?<![\d,/-])(\d{4})\s?([-./年년])\s?(\d{1,2})(?:\s?(?:\2|[月월])\s?(\d{1,2})(?!\d)(?:\s?[日일]|\.(?!\d))?|\s?[月월])"
)
_YEAR_LAST = re.compile(r"(?<![\d./-])(\d{1,2})\s?([-./_|])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d%:])(?!\2\d)")
#: The last letter of a word that lost the blank before a month: ``By Jane RoeDecember 8, 2017``.
_GLUED = late(r"[^\W\d_A-Z](?=[A-Z][^\W\d_]{2,12}\.?\s?\d)")
#: Years of the Buddhist era that are read, and how far it is ahead.
_BUDDHIST, _BUDDHIST_YEARS = "th", range(2400, 2700)
_BUDDHIST_AHEAD = 543


class Printed(NamedTuple):
    """A date found in a line: its place (with its time, where it has one) and what it says."""

    start: int
    end: int
    moment: Moment


class Wording(NamedTuple):
    """How dates are printed on this page.

    Attributes:
        languages: ISO 639-1 codes, also with region, the likeliest first; month names of all are known.
        order: the site's order of day, month and year in figures; "" when it has none.
        region: language with region (``en-GB``), whose order goes before the language's; "" when unknown.
        usual: the language's order by the rulebook; "" asks the locale data.
        barrier: finds words in levelled text that part a date from the next one (labels).
    """

    languages: tuple[str, ...] = ("en",)
    order: str = ""
    region: str = ""
    usual: str = ""
    barrier: re.Pattern[str] | None = None

    def figures(self) -> str:
        """Return the order of day, month and year in figures, "" when nothing tells it."""
        if self.order or (self.usual and not self.region):
            return self.order or self.usual
        return next((months_of(tag).order for tag in (self.region, *self.languages) if tag), "")


def find_dates(text: str, wording: Wording) -> tuple[Printed, ...]:
    """Return the dates printed in ``text``, in its order; a line longer than :data:`MAX_CHARS` has none.

    A day and a month without a year is no date, nor are figures of which two could be the month with no order known.
    """
    if len(text) > MAX_CHARS or not _FIGURE.search(text) or not _LAST_FIGURES.search(level(text)):
        return ()
    levelled = level(_GLUED.sub(" ", text))
    found: list[Printed] = []
    done = 0
    for start, end, ymd in _days(levelled, wording):
        if start < done:
            continue
        printed = _with_clock(text, levelled, (done, start, end), ymd, wording)
        if printed:
            found.append(printed)
            done = printed.end
    return tuple(found)


Ymd = tuple[int, int, "int | None"]


def _days(levelled: str, wording: Wording) -> Sequence[tuple[int, int, Ymd]]:
    found = [*_by_figures(levelled, wording)]
    for language in wording.languages if _ANY_YEAR.search(levelled) else ():
        months = months_of(language)
        if months.pattern and (named := [*_by_name(levelled, months, language)]):
            found.extend(named)
            break
    return sorted(found, key=lambda entry: (entry[0], -entry[1]))


def _by_figures(levelled: str, wording: Wording) -> Iterator[tuple[int, int, Ymd]]:
    for match in _YEAR_FIRST.finditer(levelled):
        year, mark, month, day = match.groups()
        if day or mark in "年년":
            yield match.start(), match.end(), (_year(year, wording.languages), int(month), int(day) if day else None)
    for match in _YEAR_LAST.finditer(levelled):
        first, mark, second, year = match.groups()
        if ordered := _order(int(first), int(second), "DMY" if mark == "." else wording.figures()):
            yield match.start(), match.end(), (_year(year, wording.languages), *ordered)


def _order(first: int, second: int, order: str) -> tuple[int, int] | None:
    """Return month and day before a year; a figure over 12 tells by itself, else ``order`` must; ``YMD`` does not."""
    if first > 12 or second > 12:
        return (second, first) if first > 12 else (first, second)
    if first == second or order == "DMY":
        return second, first
    return (first, second) if order == "MDY" else None


def _by_name(levelled: str, months: Months, language: str) -> Iterator[tuple[int, int, Ymd]]:
    for match in months.pattern.finditer(levelled) if months.pattern else ():
        left = levelled[max(0, match.start() - _WINDOW) : match.start()]
        right = levelled[match.end() : match.end() + _WINDOW]
        if place := _around(left, right):
            before, after, year, day = place
            ymd = (_year(year, (language,)), months.names[match.group()], int(day) if day else None)
            yield match.start() - before, match.end() + after, ymd


def _around(left: str, right: str) -> tuple[int, int, str, str] | None:
    """Return the length of the date left and right of a month's name, its year and its day ("" when there is none)."""
    day, year = _DAY_LEFT.search(left), _YEAR_RIGHT.match(right)
    if day and year and 1 <= int(day[1]) <= 31:
        return len(left) - day.start(), year.end(), year[1] or year[2], day[1]
    if both := _DAY_YEAR_RIGHT.match(right):
        return 0, both.end(), both[2], both[1]
    if both := _YEAR_DAY_LEFT.search(left):
        return len(left) - both.start(), 0, both[1], both[2]
    if (year := _YEAR_LEFT.search(left)) and (day := _DAY_RIGHT.match(right)):
        return len(left) - year.start(), day.end(), year[1], day[1]
    year = _YEAR_RIGHT.match(right)
    return (0, year.end(), year[1], "") if year and year[1] else None


def _year(digits: str, languages: Sequence[str]) -> int:
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < 70 else 1900)
    if languages and languages[0][:2] == _BUDDHIST and year in _BUDDHIST_YEARS:
        return year - _BUDDHIST_AHEAD
    return year


def _with_clock(text: str, levelled: str, place: tuple[int, int, int], ymd: Ymd, wording: Wording) -> Printed | None:
    done, start, end = place
    bare = moment(ymd)
    if bare is None:
        return None
    clock = None
    if bare.day is not None:
        halves = [months_of(language) for language in (*wording.languages[:1], "en")]
        clock = clock_after(text, levelled, end, halves, wording.barrier) or clock_before(
            text, levelled, (max(done, start - _WINDOW), start), halves, wording.barrier
        )
    timed = _timed(bare, clock) if clock else None
    if timed is None or clock is None:
        return Printed(start, end, bare)
    return Printed(min(start, clock.start), max(end, clock.end), timed)


def _timed(bare: Moment, clock: Clock) -> Moment | None:
    from datetime import datetime

    parts = moment(bare.day_key, (clock.hour, clock.minute, clock.second))
    if parts is None or not clock.zone:
        return parts
    offset = read_offset(clock.zone, datetime(*bare.day_key, clock.hour, clock.minute))
    return moment(bare.day_key, (clock.hour, clock.minute, clock.second), offset)
