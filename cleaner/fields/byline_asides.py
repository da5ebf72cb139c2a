"""What stands in a byline beside names: addresses, handles, phone numbers, dates and times. Each becomes a separator."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.fields.date_lines import Wording, find_dates
from cleaner.fields.date_months import level, month_names
from cleaner.late import late

#: Put in place of what is taken out; it parts the names on its two sides.
SEPARATOR = " | "
#: Put in place of dates and times: what stands behind them in a line is rarely the author's name.
DATE = " | \x02 | "

EMAIL = late(r"[\w.+-]{1,64}(?:@|\[at\]|\(at\))[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_ADDRESS = late(r"(?:https?:|www\.|(?:[\w-]{1,63}\.){1,5}[a-z]{2,12}/)\S*", re.I)
_HANDLE = late(r"@\s?\w[\w.-]{0,40}")
_PHONE = late(r"(?<!\w)[+(]?\d[\d\s()/-]{6,20}\d(?!\w)")
_FIGURES = late(r"(?<!\w)\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?(?!\w)")
_TIME = late(r"(?<!\w)\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\b\.?)?(?:\s?[A-Z]{2,4}\b)?|(?<!\w)\d{1,2}\s?[ap]\.?m\b\.?", re.I)
_NUMBER = late(r"(?<![\w'’-])\d{1,7}(?:[.,]\d{1,3})?(?:st|nd|rd|th|º|ª)?\+?(?![\w'’])[.,]?|(?<=[^\W\d_])\d{1,2},?\s\d{4}")
#: A number and what it counts, between marks: ``May 1, 2024 · 12 min · 2310 words · Jane Doe``.
_COUNT = late(r"(?<=[|·•])\s*\d[\d.,]{0,9}\s[^\W\d_A-Z]{1,20}\s*(?=[|·•])")
_WORD = late(r"[^\W\d_]+")


def part_at_asides(text: str, languages: Sequence[str]) -> str:
    """Return ``text`` with a separator in the place of each address, handle, phone number, date, time and number.

    Args:
        text: a byline.
        languages: ISO 639-1 codes whose month names are known.
    """
    for pattern in (EMAIL, _ADDRESS, _HANDLE) if "@" in text or "." in text or "/" in text or "(at)" in text else ():
        text = pattern.sub(SEPARATOR, text)
    if not any(map(str.isdigit, text)):
        return text
    for printed in reversed(find_dates(text, Wording(tuple(languages)))):
        text = text[: printed.start] + DATE + text[printed.end :]
    for pattern, mark in ((_TIME, DATE), (_FIGURES, DATE), (_PHONE, SEPARATOR)):
        text = pattern.sub(mark, text)
    if not _is_pen_name(text):
        text = _COUNT.sub("", text)
        text = _part_at_days(text, languages)
        text = _NUMBER.sub(SEPARATOR, text)
    return text


def _is_pen_name(text: str) -> bool:
    """Tell whether the figures belong to a single name: ``98 Buck Social``, ``7 Brothers``."""
    first, _, rest = text.strip().partition(" ")
    return first.isdigit() and bool(rest) and not any(c.isdigit() or c in "|,;:" for c in rest) and rest.istitle()


def _part_at_days(text: str, languages: Sequence[str]) -> str:
    """Take out a month's name beside a number: ``8 December``, ``Dec. 8`` (a date without its year)."""
    levelled = level(text)
    names = month_names(tuple(languages))
    for found in reversed(list(_WORD.finditer(levelled))):
        if found.group() not in names:
            continue
        start, end = found.span()
        near = levelled[max(0, start - 4) : start].rstrip(" .") + levelled[end : end + 3].lstrip(" .")
        if any(map(str.isdigit, near)):
            text = text[:start] + DATE + text[end:]
    return text


def has_date(text: str, languages: Sequence[str]) -> bool:
    """Tell whether a date, with or without its year, or a time of day stands in ``text``."""
    return any(map(str.isdigit, text)) and DATE in part_at_asides(text, languages)
