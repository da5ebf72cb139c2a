"""The words of a page's languages in the form that its fields' readers want, made once a combination of languages."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from cleaner.fields.byline_words import AgencyNames, BylineWords, byline_words
from cleaner.finder.hints import Hints
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.tables import word_table
from cleaner.rules.vocabulary import Dates


class FieldWords(NamedTuple):
    """Language codes, words of bylines and dates, credits and datelines, and the names of news agencies."""

    languages: tuple[str, ...]
    bylines: BylineWords
    dates: tuple[Dates, ...]
    credits: tuple[str, ...]
    datelines: tuple[str, ...]
    agencies: AgencyNames


@lru_cache(maxsize=128)
def field_words(spoken: tuple[LoadedFile, ...], general: tuple[LoadedFile, ...]) -> FieldWords:
    """Return the words of the language files ``spoken``, likeliest first, and the agencies of the files ``general``."""
    files = [s.file for s in spoken]
    return FieldWords(
        languages=tuple(dict.fromkeys(code for f in files for code in f.lang[:1])), bylines=byline_words(files),
        dates=tuple(f.dates for f in files if f.dates), credits=tuple(c for f in files for c in f.credits),
        datelines=tuple(d for f in files for d in f.datelines),
        agencies=AgencyNames(a for g in general for a in g.file.agencies),
    )


@lru_cache(maxsize=1)
def name_hints() -> Hints:
    """Return what class and id names say of fields."""
    return Hints(word_table("fields/hints.yaml"))
