"""A point in time to the precision that is known, and reading it from what machines write."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import NamedTuple

from cleaner.fields.date_zones import offset_of
from cleaner.late import late

#: Years that a page may speak of: archived newspapers exist, the Gregorian calendar begins in 1582.
FIRST_YEAR, LAST_YEAR = 1583, 2100
#: Seconds since 1970 that a page's clock may give: 1990 to 2100.
_FIRST_EPOCH, _LAST_EPOCH = 631_152_000, 4_102_444_800

_ISO = re.compile(
    r"(\d{4})(?:([-/.]?)(\d{1,2})(?:\2(\d{1,2}))?)?"
    r"(?:(?:[Tt_]|,?\s{1,3}|(?<=\d)-(?=\d\d:))(\d{1,2})(?::?(\d{2})(?::?(\d{2}|(?<=:)\d)(?:[.,:]\d{1,9})?)?)?"
    r"\s{0,3}(Z|z|[A-Za-z]{2,5}|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?)?)?"
)
#: All figures in a row: ``20171208143000``.
_COMPACT = late(r"((?:19|20)\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?")
_RFC_2822 = late(r"(?:[A-Za-z]{3,9},?\s{1,3})?\d{1,2}[\s-]{1,3}[A-Za-z]{3}[\s-]{1,3}\d{4}\s{1,3}\d{1,2}:\d{2}")
#: What the Unix command ``date`` prints: ``Fri Dec 08 14:30:00 CET 2017``.
_UNIX = late(
    r"(?:[A-Za-z]{3},?\s{1,3})?([A-Za-z]{3})\s{1,3}(\d{1,2})\s{1,3}(\d\d:\d\d:\d\d)\s{1,3}([A-Z]{2,5})\s{1,3}(\d{4})"
)
_LAST_WORD = re.compile(r"[A-Z]{2,5}$")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{12,13}")


class Moment(NamedTuple):
    """A date, to the precision that is known; None is unknown.

    Attributes:
        offset: minutes east of UTC.
    """

    year: int
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int = 0
    second: int | None = None
    offset: int | None = None

    def iso(self) -> str:
        """Return ISO 8601 to the precision that is known: ``2017-12``, ``2017-12-08T14:30+01:00``."""
        text = f"{self.year:04d}"
        for part in (self.month, self.day):
            if part is not None:
                text += f"-{part:02d}"
        if self.hour is not None:
            text += f"T{self.hour:02d}:{self.minute:02d}" + (f":{self.second:02d}" if self.second is not None else "")
            if self.offset is not None:
                sign, minutes = "-" if self.offset < 0 else "+", abs(self.offset)
                text += f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"
        return text

    @property
    def precision(self) -> int:
        """How much is known: 0 a year, 1 a month, 2 a day, 3 a midnight (often filled in), 4 a time, 5 with offset."""
        if self.day is None:
            return 0 if self.month is None else 1
        if self.hour is None:
            return 2
        if not (self.hour or self.minute or self.second):
            return 3
        return 4 if self.offset is None else 5

    @property
    def day_key(self) -> tuple[int, int, int]:
        """Return year, month and day, 0 for what is unknown."""
        return self.year, self.month or 0, self.day or 0

    def instant(self, missing_offset: int = 0) -> datetime:
        """Return the earliest instant it may mean, in UTC; ``missing_offset`` stands in for an unknown offset."""
        offset = missing_offset if self.offset is None else self.offset
        local = datetime(self.year, self.month or 1, self.day or 1, self.hour or 0, self.minute, self.second or 0)
        return (local - timedelta(minutes=offset)).replace(tzinfo=timezone.utc)

    def seconds_after(self, other: Moment, missing_offset: int = 0) -> float:
        """Return the seconds from ``other`` to this; ``missing_offset`` stands in for an unknown offset."""
        return (self.instant(missing_offset) - other.instant(missing_offset)).total_seconds()

    def same_minute(self, other: Moment) -> bool:
        """Tell whether both show the same day and clock, whatever their offsets."""
        return (self.day_key, self.hour, self.minute) == (other.day_key, other.hour, other.minute)

    def at_offset(self, offset: int) -> Moment:
        """Return the same instant as seen ``offset`` minutes east of UTC."""
        local = self.instant() + timedelta(minutes=offset)
        second = None if self.second is None else local.second
        return Moment(local.year, local.month, local.day, local.hour, local.minute, second, offset)

    def in_zone(self, zone: str) -> Moment:
        """Return it with the offset that the IANA ``zone`` has then, where it names a time and no offset."""
        if self.hour is None or self.offset is not None or not zone:
            return self
        return self._replace(offset=offset_of(zone, datetime(*self.day_key, self.hour, self.minute)))


def moment(
    ymd: tuple[int, int | None, int | None], clock: tuple[int, int, int | None] | None = None, offset: int | None = None
) -> Moment | None:
    """Return the moment of the given parts, or None where there is no such day or time."""
    year, month, day = ymd
    hour, minute, second = clock or (0, 0, 0)
    try:
        datetime(year, month or 1, day or 1, hour, minute, min(second or 0, 59))
    except ValueError:
        return None
    if not FIRST_YEAR <= year <= LAST_YEAR or (offset is not None and abs(offset) > 14 * 60):
        return None
    if clock is None or day is None or (offset is None and (hour, minute, second or 0) == (0, 0, 0)):
        return Moment(year, month, day if month else None)
    return Moment(year, month, day, hour, minute, second, offset)


def read_machine(text: str, epoch: bool = False) -> Moment | None:
    """Return the moment that ``text`` names in a machine's form, or None.

    Read are ISO 8601 and its usual misspellings (a blank for the ``T``, ``+0200``, ``+2``, missing seconds, fractions,
    no separators), RFC 2822 and, in places where it can be nothing else, seconds or milliseconds since 1970. A midnight
    without an offset is a date that a program filled up, so only the day is taken. Fractions of seconds are dropped.

    Args:
        text: the whole value.
        epoch: whether a bare number of seconds or milliseconds is a date here.
    """
    text = text.strip()[:60]
    if epoch and _EPOCH.fullmatch(text) and (found := _epoch(text)):
        return found
    if matched := _ISO.fullmatch(text):
        return _iso(matched)
    if matched := _COMPACT.fullmatch(text):
        figures = [int(part) for part in matched.groups("0")]
        second = figures[5] if matched[6] else None
        return moment((figures[0], figures[1], figures[2]), (figures[3], figures[4], second))
    if matched := _UNIX.fullmatch(text):
        month, day, clock, zone, year = matched.groups()
        return _rfc_2822(f"{day} {month} {year} {clock} {zone}")
    return _rfc_2822(text) if _RFC_2822.match(text) else None


def _epoch(text: str) -> Moment | None:
    seconds = float(text)
    if abs(seconds) >= 100_000_000_000:
        seconds /= 1000
    if not _FIRST_EPOCH <= seconds <= _LAST_EPOCH:
        return None
    return of_datetime(datetime.fromtimestamp(int(seconds), timezone.utc))


def _iso(matched: re.Match[str]) -> Moment | None:
    year, separator, month, day, hour, minute, second, zone = matched.groups()
    if hour is not None and day is None:
        return None
    if not separator and month and (len(month) != 2 or (day and len(day) != 2) or not day):
        return None
    ymd = (int(year), int(month) if month else None, int(day) if day else None)
    if hour is None:
        return moment(ymd)
    clock = (int(hour), int(minute or 0), int(second) if second else None)
    offset = read_offset(zone, datetime(*ymd)) if zone and moment(ymd) and ymd[1] and ymd[2] else None  # type: ignore[arg-type]
    return moment(ymd, clock, offset)


def read_offset(zone: str, local: datetime) -> int | None:
    """Return the minutes east of UTC that ``zone`` (``Z``, ``+0200``, ``GMT+2``, ``ET``) means at a local time."""
    zone = zone.strip().upper().replace("−", "-")
    if zone.startswith(("UTC", "GMT")) and len(zone) > 3:
        zone = zone[3:].strip()
    if zone[:1] in ("+", "-"):
        digits = zone[1:].replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
        total = int(hours) * 60 + int(minutes)
        return -total if zone[0] == "-" else total
    return offset_of(zone, local)


def _rfc_2822(text: str) -> Moment | None:
    # email.utils loads sockets, which few pages need.
    from email.utils import parsedate_to_datetime

    try:
        parsed = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if zone := _LAST_WORD.search(text):
        offset = read_offset(zone.group(), parsed.replace(tzinfo=None))
        parsed = parsed.replace(tzinfo=None if offset is None else timezone(timedelta(minutes=offset)))
    return of_datetime(parsed)


def of_datetime(value: datetime) -> Moment | None:
    """Return the moment of a datetime."""
    offset = value.utcoffset()
    minutes = None if offset is None else int(offset.total_seconds() // 60)
    return moment((value.year, value.month, value.day), (value.hour, value.minute, value.second), minutes)
