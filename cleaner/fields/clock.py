"""Reading the time of day that stands beside a printed date, with its half of the day and its zone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.fields.date_months import Months
from cleaner.late import late

#: How far from the date a time may stand, and how many words may stand between them (at, um, à, a weekday).
_WINDOW, _GAP_CHARS, _GAP_WORDS = 60, 24, 2

_HOURS = late(
    r"(?<!\d)(?<!\d[:./,])(\d{1,2})\s?(?:(?:[:.h∶：]|[时時시点])\s?(\d{2})(?![\d%])(?:\s?[分분])?(?::(\d{2})(?![\d:]))?|(?=[^\W\d_]))"
)
#: An hour without minutes is a time only with one of these behind it, or a half of the day.
_HOUR_SIGN = late(r"h(?![^\W\d_])|[时時시点]")
_MARK = late(r"\s?([^\W\d_]\.\s?[^\W\d_]|[^\W\d_]{1,12})\.?(?![^\W\d_])")
_ZONE = late(
    r"[\s,]{0,2}(?:[A-Za-z]{1,4}\s)?[\[(]?((?:UTC|GMT)\s?(?:[+−-]\d{1,2}(?::?\d{2})?)?(?![\w:])|[+−-]\d{2}:?\d{2}(?!\d)|[A-ZА-Я]{2,5}(?![\w-]))"
)
_WORD = late(r"[^\W\d_]+")


class Clock(NamedTuple):
    """A time of day: its place in the line, its parts, its zone as written."""

    start: int
    end: int
    hour: int
    minute: int
    second: int | None
    zone: str = ""


def clock_after(
    text: str, levelled: str, end: int, halves: Sequence[Months], barrier: re.Pattern[str] | None
) -> Clock | None:
    """Return the time that stands right after ``end`` in a line, or None.

    Args:
        text: the line.
        levelled: the line, levelled (same length).
        end: where the date ends.
        halves: marks of the halves of the day.
        barrier: words that part this date from what follows.
    """
    window = " " * end + levelled[end : end + _WINDOW]
    match = _HOURS.search(window, end)
    if match is None or not _joins(levelled[end : match.start()], barrier):
        return None
    return _read(text, levelled, match, halves)


def clock_before(
    text: str, levelled: str, place: tuple[int, int], halves: Sequence[Months], barrier: re.Pattern[str] | None
) -> Clock | None:
    """Return the last time that stands between the two places of ``place`` and belongs to the date after it."""
    for match in reversed([*_within(levelled, *place)]):
        clock = _read(text, levelled, match, halves)
        if clock and clock.end <= place[1] and _joins(levelled[clock.end : place[1]], barrier):
            return clock
    return None


def _within(levelled: str, start: int, end: int) -> Iterator[re.Match[str]]:
    yield from _HOURS.finditer(levelled[:end], start)


def _joins(gap: str, barrier: re.Pattern[str] | None) -> bool:
    if len(gap) > _GAP_CHARS or len(_WORD.findall(gap)) > _GAP_WORDS or any(char.isdigit() for char in gap):
        return False
    return not (barrier and barrier.search(gap))


def _read(text: str, levelled: str, match: re.Match[str], halves: Sequence[Months]) -> Clock | None:
    hour, minute, second = (int(part) if part else None for part in match.groups())
    if hour is None:
        return None
    end, half = match.end(), _half_before(levelled, match.start(), halves)
    after = _MARK.match(levelled, end)
    if after and (named := _half(after[1], halves)):
        half, end = named, after.end()
    if minute is None and not half and not _HOUR_SIGN.match(levelled, end):
        return None
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or (minute or 0) > 59 or (second or 0) > 59:
        return None
    zone = _ZONE.match(text, end)
    return Clock(match.start(), zone.end() if zone else end, hour, minute or 0, second, zone[1] if zone else "")


def _half(mark: str, halves: Sequence[Months]) -> str:
    plain = mark.replace(".", "").replace(" ", "")
    if any(plain in months.afternoon for months in halves):
        return "pm"
    return "am" if any(plain in months.morning for months in halves) else ""


def _half_before(levelled: str, start: int, halves: Sequence[Months]) -> str:
    """Return the half of the day that stands before the hour, as in Chinese, Japanese and Korean."""
    before = levelled[max(0, start - 12) : start].rstrip()
    for half, marks in (("pm", "afternoon"), ("am", "morning")):
        if any(before.endswith(mark) for months in halves for mark in getattr(months, marks) if not mark.isascii()):
            return half
    return ""
