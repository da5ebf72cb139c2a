"""Reading a byline: which persons, agencies, job titles and places it names.

``By Jane Doe and John Smith, Health Correspondent``, ``Von Max Mustermann, dpa``, ``JANE DOE | Staff Writer``,
``홍길동 기자``. A byline is parted at marks into segments, a segment at its ``by`` words into runs, a run at commas
and ``and`` words into pieces; :mod:`cleaner.fields.byline_pieces` says what each piece is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from cleaner.fields.byline_asides import DATE, part_at_asides
from cleaner.fields.byline_known import Known
from cleaner.fields.byline_pieces import Pieces
from cleaner.fields.byline_runs import Runs
from cleaner.fields.byline_words import AgencyNames, BylineWords, key
from cleaner.fields.date_months import level, month_names
from cleaner.text.fold import visible

#: Longest text that is read as a byline; what stands behind is cut off.
MAX_CHARS = 800

#: Marks that part the segments of a byline; a slash only where blanks stand around it.
_MARKS = re.compile(r"\s*[|•∙●■▪◆►▶›»¦⋅⋆;；\n\t]+\s*|\s+[·/–—―-]+\s+|\s?—\s?|^[–—―-]+\s*|[–—―-]+\s*$|(?<=\w)[–-]\s+(?=[|\d])")
#: A small letter and a capital one in a row: two elements of the page without a blank between them.
_GLUED = re.compile(r"(?<=[a-zß-öø-ÿ])([A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{1,20})(?![a-zß-öø-ÿ])(\s+\S+)?")
#: ``by`` words before a capital without a blank: ``ByJane Doe``, ``Written byJane Doe``.
_GLUED_BY = re.compile(r"((?:[^\W\d_]{2,12} )?[^\W\d_]{2,12}?)(?<=[a-zß-öø-ÿ])([A-ZÀ-ÖØ-Þ].*)", re.S)
#: Fewest letters of a word's first half that is no beginning of a name: ``McDonald``, ``LaRue``, ``VanDyke``.
_LONG_HALF = 5
#: A number behind a word, before another word: ``Doe2 minutes ago``.
_GLUED_NUMBER = re.compile(r"(?<=[^\W\d_]{3})(?=\d{1,2}\s[a-z])")
#: A name as catalogues write it, which is left as it is: ``Doe, Jane``.
_INVERTED = re.compile(r"([^\W\d_]{2,}), ([^\W\d_]{2,})")
#: Most words of a job title.
_MOST_TITLE = 5
_DASHES = frozenset("–—―-")
_SOFT_HYPHEN = "\u00ad"


class BylineParts(NamedTuple):
    """What a byline names.

    Attributes:
        persons: the authors, in order, without titles and job titles; names in capitals are put in ordinary case.
        agencies: usual names of the news agencies.
        roles: job titles, degrees and affiliations as printed.
        place: where it was written, "" when the byline does not say.
        contributors: persons who only helped: photos, editing, additional reporting.
        desks: what stands for a desk or the paper itself: ``Redaktion``, ``Staff``, ``Example Times``.
        raw: the byline as printed.
        signed: True when a word such as ``by`` introduces it.
        inner: True when other words stand before that word.
        unread: number of words that are none of these; a line with many is no byline.
    """

    persons: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    place: str = ""
    contributors: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    raw: str = ""
    signed: bool = False
    inner: bool = False
    unread: int = 0


def read_byline(
    text: str, words: BylineWords, agencies: AgencyNames, sites: Collection[str] = (), *, sure: bool = False
) -> BylineParts:
    """Return what a byline names.

    Args:
        text: the byline as printed, or the value of a field that holds authors.
        words: the words of bylines of the page's language and English.
        agencies: spellings of news agencies.
        sites: names of the site and its publisher, which are no persons.
        sure: the text comes from a field for authors, so a pen name or initials count as a person.
    """
    raw = visible(text)
    known = Known(words, agencies, sites)
    runs = Runs(words, Pieces(known, sure))
    bare = _unwrap(part_at_asides(_unglue(raw[:MAX_CHARS].replace(_SOFT_HYPHEN, ""), words), words.languages))
    if (inverted := _INVERTED.fullmatch(bare)) and not any(map(known.known, inverted.groups())):
        return BylineParts((bare,), raw=raw)
    for mark, segment in _segments(bare):
        if segment == DATE.strip(" |"):
            runs.pieces.close()
        else:
            runs.segment(segment, dashed=mark in _DASHES)
    pieces = runs.pieces
    return BylineParts(
        tuple(pieces.persons), tuple(dict.fromkeys(pieces.agencies)), tuple(pieces.roles), pieces.place,
        tuple(pieces.contributors), tuple(pieces.desks), raw, runs.signed, runs.inner, pieces.unread,
    )  # fmt: skip


def _segments(text: str) -> Iterator[tuple[str, str]]:
    """Yield the segments with the mark before each."""
    mark, at = "", 0
    for found in _MARKS.finditer(text):
        if segment := text[at : found.start()].strip():
            yield mark, segment
        mark, at = found.group().strip()[:1], found.end()
    if segment := text[at:].strip():
        yield mark, segment


def _unwrap(text: str) -> str:
    """Take off brackets around the whole of a text."""
    text = text.strip()
    whole = text[:1] in "([（" and text[-1:] in ")]）" and not any(c in text[1:-1] for c in "()[]（）")
    return text[1:-1].strip() if text and whole else text


def _unglue(text: str, words: BylineWords) -> str:
    """Part what the page's layout parts and its text does not: ``Jane DoeFollow``, ``Jane DoeDecember 8, 2017``."""
    text = _GLUED_NUMBER.sub(" ", text)
    if (by := _GLUED_BY.match(text)) and by[1] in words.by:
        text = f"{by[1]} {by[2]}"
    if not _GLUED.search(text):
        return text
    months = month_names(words.languages) if any(map(str.isdigit, text)) else frozenset[str]()

    def part(found: re.Match[str]) -> str:
        tail, after = found[1], key(found[2] or "")
        known = key(tail) in words.heads or tail in words.labels or level(tail) in months
        leads = (key(tail) in words.modifiers or tail in words.staff) and (after in words.heads or after in words.modifiers)
        return f" | {found.group()}" if known or leads or titles(found) else found.group()

    def titles(found: re.Match[str]) -> bool:
        """Tell whether what begins here ends in a job title: ``Jane DoetownData and Graphics Journalist``."""
        half = found.start() - text.rfind(" ", 0, found.start()) - 1
        behind = text[found.start() :].split(",")[0].split("|")[0].split()
        return half >= _LONG_HALF and 1 < len(behind) <= _MOST_TITLE and key(behind[-1]) in words.heads

    return _GLUED.sub(part, text)
