"""The one place that uses dateparser: texts that are dates for certain, in wordings that nothing cheaper reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from cleaner.fields.moment import Moment, moment, of_datetime

#: Longer texts are no date.
_MAX_CHARS = 60


def guess(text: str, languages: Sequence[str], order: str = "", fetched: datetime | None = None) -> Moment | None:
    """Return the moment that ``text`` names in one of ``languages``, or None.

    Args:
        text: a date in words, with nothing around it.
        languages: ISO 639-1 codes; those that dateparser lacks are left out.
        order: order of figures, ``DMY``, ``MDY`` or ``YMD``.
        fetched: when the page was fetched; only then are "3 hours ago" and "yesterday" read.
    """
    if not 4 <= len(text) <= _MAX_CHARS:
        return None
    known = tuple(code for code in dict.fromkeys(language[:2].lower() for language in languages) if code in _known())
    data = _parser(known, order, fetched).get_date_data(text) if known else None
    if data is None or data.date_obj is None:
        return None
    whole = of_datetime(data.date_obj)
    if whole is None or data.period == "time":
        return whole
    parts = {"day": (whole.year, whole.month, whole.day), "month": (whole.year, whole.month, None)}
    return moment(parts[data.period]) if data.period in parts else None


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    from dateparser.data import languages_info

    return frozenset(languages_info.language_order)


@lru_cache(maxsize=16)
def _parser(languages: tuple[str, ...], order: str, fetched: datetime | None) -> Any:
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {
        "REQUIRE_PARTS": ["year", "month"],
        "RETURN_TIME_AS_PERIOD": True,
        "PREFER_DATES_FROM": "past",
        "PARSERS": ["absolute-time"],
        "RELATIVE_BASE": datetime(2000, 1, 1),
    }
    if order:
        settings["DATE_ORDER"] = order
    if fetched is not None:
        settings |= {"PARSERS": ["relative-time", "absolute-time"], "RELATIVE_BASE": fetched.replace(tzinfo=None)}
    return DateDataParser(languages=list(languages), settings=settings)
