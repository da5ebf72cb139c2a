"""Month names, half-days and the order of figures in every language, from the Unicode locale data (babel)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from cleaner.late import late

#: Regions of a language that call the months differently: the Levant, the Maghreb and Mauritania; Austria.
_REGIONS = {"ar": ("ar_IQ", "ar_SY", "ar_DZ", "ar_MA", "ar_MR"), "de": ("de_AT",), "sr": ("sr_Latn",), "no": ("nb",)}
#: Languages that write months as figures, see :mod:`cleaner.fields.date_lines`.
_BY_FIGURES = frozenset({"zh", "ja", "ko", "yue"})
_CJK = late(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
#: A preposition that some languages write as one word with the month, in a CLDR date pattern.
_CLINGING = late(r"([^\W\d_a-zA-Z]{1,2})M{3,4}")
#: Shortest beginning of a name that stands for the month.
_SHORTEST = 3


class Months(NamedTuple):
    """How a language writes dates.

    Attributes:
        names: levelled month name or abbreviation (:func:`level`) → 1 to 12.
        pattern: finds any of the names as a whole word in levelled text; None when there are none.
        afternoon: levelled marks of the second half of the day.
        morning: levelled marks of the first half.
        order: ``DMY``, ``MDY`` or ``YMD``.
        weekdays: levelled names of the days of the week, short forms too.
    """

    names: dict[str, int]
    pattern: re.Pattern[str] | None
    afternoon: frozenset[str] = frozenset()
    morning: frozenset[str] = frozenset()
    order: str = "DMY"
    weekdays: frozenset[str] = frozenset()


class _Level(dict[int, str]):
    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = char.casefold()
        folded = folded if len(folded) == 1 else char
        if code < 0x0700:
            folded = unicodedata.normalize("NFD", folded)[0]
        elif unicodedata.category(char) == "Nd":
            folded = str(unicodedata.digit(char))
        elif char.isspace():
            folded = " "
        self[code] = folded
        return folded


_LEVEL = _Level({ord("ı"): "i", ord("İ"): "i", ord("\u00a0"): " ", ord("\n"): " "})
for _zero in (0x0660, 0x06F0):
    _LEVEL.update({_zero + figure: str(figure) for figure in range(10)})


def level(text: str) -> str:
    """Return ``text`` without case, accents and foreign figures; it keeps its length, so places stay places."""
    return text.translate(_LEVEL)


@lru_cache(maxsize=64)
def months_of(language: str) -> Months:
    """Return how ``language`` (ISO 639-1, also with region: ``en-GB``) writes dates; unknown ones have no names."""
    locales = [locale for code in _codes(language) if (locale := _locale(code)) is not None]
    if not locales:
        return Months({}, None)
    names: dict[str, int] = {}
    if language[:2] not in _BY_FIGURES:
        for locale in locales:
            for name, number in _names(locale):
                names.setdefault(name, number)
        _add_beginnings(names)
    return Months(
        names, _pattern(names), _half_day(locales, "pm"), _half_day(locales, "am"),
        _order(locales[0].date_formats["short"].pattern), _weekdays(locales),
    )


@lru_cache(maxsize=128)
def month_names(languages: tuple[str, ...]) -> frozenset[str]:
    """Return the names of the months in all of the languages, levelled."""
    return frozenset(name for language in languages for name in months_of(language).names)


def _codes(language: str) -> Iterable[str]:
    code = language.replace("-", "_")
    yield code
    base = code.split("_")[0]
    if base != code:
        yield base
    yield from _REGIONS.get(base, ())


def _locale(code: str) -> Any:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError, TypeError):
        return None


def _names(locale: Any) -> Iterable[tuple[str, int]]:
    clinging = _CLINGING.search(locale.date_formats["long"].pattern)
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number in range(1, 13):
                name = level(str(locale.months[context][width].get(number, ""))).strip(". ")
                # babel's cache lets another locale's stand-alone names shine through once a CJK one is loaded.
                if len(name) >= 2 and not _CJK.search(name) and not name.isdigit():
                    yield name, number
                    if clinging:
                        yield clinging[1] + name, number


def _add_beginnings(names: dict[str, int]) -> None:
    """Add the beginnings of names that belong to one month only: ``sept`` for September."""
    beginnings: dict[str, set[int]] = {}
    for name, number in names.items():
        if name.isalpha():
            for end in range(_SHORTEST, len(name)):
                beginnings.setdefault(name[:end], set()).add(number)
    for beginning, numbers in beginnings.items():
        if len(numbers) == 1:
            names.setdefault(beginning, next(iter(numbers)))


def _pattern(names: dict[str, int]) -> re.Pattern[str] | None:
    if not names:
        return None
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"(?<![^\W\d_])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![^\W\d_])")


def _half_day(locales: Iterable[Any], name: str) -> frozenset[str]:
    found = set()
    for locale in locales:
        for width in ("wide", "abbreviated", "narrow"):
            period = str(locale.day_periods["format"].get(width, {}).get(name, ""))
            mark = level(period).replace(".", "").replace(" ", "")
            if len(mark) >= 2 or (mark and not mark.isascii()):
                found.add(mark)
    return frozenset(found)


def _weekdays(locales: Iterable[Any]) -> frozenset[str]:
    names = (str(name) for locale in locales for width in ("wide", "abbreviated") for name in locale.days["format"][width].values())
    return frozenset(level(name).strip(". ") for name in names)


def _order(pattern: str) -> str:
    """Return the order of the letters y, M and d in a CLDR date pattern."""
    places = {letter.upper(): pattern.find(letter) for letter in "dMy"}
    order = "".join(sorted(places, key=lambda letter: places[letter]))
    return order if order in ("DMY", "MDY", "YMD") else "DMY"
