"""Reading a byline: which persons, agencies, job titles and places it names.

``By Jane Doe and John Smith, Health Correspondent``, ``Von Max Mustermann, dpa``, ``JANE DOE | Staff Writer``,
``홍길동 기자``. A byline is parted at marks into segments, a segment at its ``by`` words into runs, a run at commas
and ``and`` words into pieces; :mod:`cleaner.fields.byline_pieces` says what each piece is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from cleaner.fields.byline_asides import DATE, part_at_asides
from cleaner.fields.byline_pieces import Pieces
from cleaner.fields.byline_words import AgencyNames, BylineWords, has_colon, is_unspaced, key
from cleaner.fields.date_months import level, months_of
from cleaner.fields.names import in_capitals, is_capital
from cleaner.text.fold import visible

#: Longest text that is read as a byline; what stands behind is cut off.
MAX_CHARS = 800

#: Marks that part the segments of a byline; a slash only where blanks stand around it.
_MARKS = re.compile(r"\s*[|•∙●■▪◆►▶›»¦⋅⋆;；\n\t]+\s*|\s+[·/–—―-]+\s+|\s?—\s?|^[–—―-]+\s*|[–—―-]+\s*$|(?<=\w)[–-]\s+(?=[|\d])")
_BRACKETS = re.compile(r"\s?[(\[（]([^()\[\]（）]{1,200})[)\]）]")
_COMMA = re.compile(r"\s*[,，、،]+\s*")
_COLON = re.compile(r"([:：=＝])(?=\S)")
#: A small letter and a capital one in a row: two elements of the page without a blank between them.
_GLUED = re.compile(r"(?<=[a-zß-öø-ÿ])([A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{1,20})(?![a-zß-öø-ÿ])(\s+\S+)?")
#: A ``by`` word before a capital without a blank: ``ByJane Doe``.
_GLUED_BY = re.compile(r"([^\W\d_]{2,12}?)(?<=[a-zß-öø-ÿ])([A-ZÀ-ÖØ-Þ].*)", re.S)
#: A number behind a word, before another word: ``Doe2 minutes ago``.
_GLUED_NUMBER = re.compile(r"(?<=[^\W\d_]{3})(?=\d{1,2}\s[a-z])")
#: A name as catalogues write it, which is left as it is: ``Doe, Jane``.
_INVERTED = re.compile(r"([^\W\d_]{2,}), ([^\W\d_]{2,})")
#: Most words of a name; more before a ``by`` word are a label: ``All posts and pages by Jane Doe``.
_LONG_LABEL = 3
_DASHES = frozenset("–—―-")
_SOFT_HYPHEN = "\u00ad"
_PLUS = frozenset("&+＆")


@dataclass(frozen=True, slots=True)
class BylineParts:
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
    reader = _Reader(words, Pieces(words, agencies, sites, sure))
    bare = _unwrap(part_at_asides(_unglue(raw[:MAX_CHARS].replace(_SOFT_HYPHEN, ""), words), words.languages))
    if (inverted := _INVERTED.fullmatch(bare)) and not any(map(reader.pieces.known, inverted.groups())):
        return BylineParts((bare,), raw=raw)
    for mark, segment in _segments(bare):
        if segment == DATE.strip(" |"):
            reader.pieces.close()
        else:
            reader.segment(segment, dashed=mark in _DASHES)
    pieces = reader.pieces
    return BylineParts(
        tuple(pieces.persons), tuple(dict.fromkeys(pieces.agencies)), tuple(pieces.roles), pieces.place,
        tuple(pieces.contributors), tuple(pieces.desks), raw, reader.signed, reader.inner, pieces.unread,
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
    if not _GLUED.search(text):
        return text
    first, rest = _GLUED_BY.match(text).groups() if _GLUED_BY.match(text) else ("", "")
    if first in words.by:
        text = f"{first} {rest}"
    months = {m for lang in words.languages for m in months_of(lang).names} if any(map(str.isdigit, text)) else ()

    def part(found: re.Match[str]) -> str:
        tail, after = found[1], key(found[2] or "")
        known = key(tail) in words.heads or tail in words.labels or level(tail) in months
        leads = (key(tail) in words.modifiers or tail in words.staff) and after in words.heads | words.modifiers
        return f" | {found.group()}" if known or leads else found.group()

    return _GLUED.sub(part, text)


class _Reader:
    """Parts a byline down to its pieces."""

    def __init__(self, words: BylineWords, pieces: Pieces) -> None:
        self.words = words
        self.pieces = pieces
        self.signed = self.inner = False
        self._carried = False

    def segment(self, text: str, *, dashed: bool) -> None:
        """Read a segment, what stands in brackets after the rest; ``dashed`` when a dash stands before it."""
        self.pieces.dashed = dashed
        self.pieces.fresh = True
        asides: list[str] = []
        if "(" in text or "[" in text or "（" in text:
            text = _BRACKETS.sub(lambda found: self._aside(found, text, asides), text)
        text = _COMMA.sub(", ", _COLON.sub(r"\1 ", text)).strip(" ,")
        for part in self._slashes(text):
            self._runs(part.split())
        for aside in asides:
            self.pieces.aside(aside)

    def _aside(self, found: re.Match[str], text: str, asides: list[str]) -> str:
        """Take brackets out unless they stand inside a name: ``Yasmin (Yas) Doe``."""
        after = text[found.end() :].lstrip()
        if found.start() and after[:1].isalpha() and is_capital(after) and not self.pieces.known(found[1]):
            return found.group()
        asides.append(found[1])
        return " "

    def _slashes(self, text: str) -> Sequence[str]:
        parts = [part.strip() for part in text.split("/")]
        if len(parts) < 2 or not all(parts):
            return [text.strip("/ ")] if text.strip("/ ") else []
        if parts[0] in self.words.by or parts[0] in self.words.contributors:
            return [f"{parts[0]}: {' '.join(parts[1:])}"]
        if any(" " in part for part in parts) or any(self.pieces.credits(part) for part in parts):
            return parts
        return [text]

    def _runs(self, tokens: list[str]) -> None:
        """Part a segment's words at what introduces authors or helpers."""
        start = at = 0
        helpers, self._carried = self._carried, False
        while at < len(tokens):
            if count := self._introduces_helpers(tokens, start, at):
                kind = True
            elif count := self._introduces_authors(tokens, start, at):
                kind = False
            else:
                at += 1
                continue
            self._run(tokens[start:at], helpers)
            if not kind and not self.signed:
                self.inner = self.pieces.anything()
                self.signed = self.pieces.signed = True
                self.pieces.forget_persons(tokens[start:at] if count == 1 and not self._labelled(tokens[start:at]) else [])
            helpers = kind
            start = at = at + count
        self._carried = helpers and start == len(tokens)
        self._run(tokens[start:], helpers)

    def _introduces_helpers(self, tokens: list[str], start: int, at: int) -> int:
        count = self.words.contributors.at(tokens, at)
        return count if count and (at == start or count > 1 or has_colon(tokens[at + count - 1])) else 0

    def _introduces_authors(self, tokens: list[str], start: int, at: int) -> int:
        count = self.words.by.at(tokens, at, lenient=at == start)
        if not count:
            return 0
        rest = tokens[at + count :]
        if count > 1 or has_colon(tokens[at]) or not rest:
            return count if rest or at == start else 0
        fits = self._begins_with_by(tokens[at], rest) if at == start else self._by_inside(tokens[start:at], rest)
        return count if fits else 0

    def _begins_with_by(self, word: str, rest: list[str]) -> bool:
        """Tell a ``by`` word from the first word of a name: ``Von Anna Muster``, ``Von der Leyen``, ``von Hirschhausen``."""
        if len(rest) == 1 and is_capital(rest[0]) and self.pieces.sure and word.islower():
            return self.pieces.known(rest[0])
        if is_capital(rest[0]) or len(rest) == 1 or not any(is_capital(w) for w in rest):
            return True
        return self.pieces.known(" ".join(rest)) or self.words.roles.at(rest, 0) > 0 or self.words.staff.at(rest, 0) > 0

    def _by_inside(self, left: list[str], rest: list[str]) -> bool:
        """Tell a ``by`` word inside a line from a particle inside a name: ``Interview von Anna Muster``, ``Anna von Muster``."""
        if is_unspaced(rest[0]) or not (is_capital(rest[0]) or (len(rest) < 3 and self.words.labels.at(left, 0))):
            return False
        return self._labelled(left) or len(left) > _LONG_LABEL or not is_capital(left[-1]) or left[-1][-1] in ",.:" or self.pieces.known(" ".join(left))

    def _labelled(self, words: list[str]) -> bool:
        return self.words.labels.at(words, 0) > 0 or self.pieces.known(" ".join(words))

    def _run(self, tokens: list[str], helpers: bool) -> None:
        while len(tokens) > 1 and self.words.places.at(tokens[-1:], 0):
            tokens = tokens[:-1]
        alone = self.signed and len(tokens) == 1
        for piece, joined in self._split(tokens):
            self.pieces.read(piece, joined=joined, helper=helpers, alone=alone)

    def _split(self, tokens: list[str]) -> Iterator[tuple[str, bool]]:
        """Yield the pieces of a run, each with whether an ``and`` word stands before it."""
        piece: list[str] = []
        joined = False
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if count := self._join(tokens, at, len(piece)):
                yield " ".join(piece), joined
                piece, joined, at = [], True, at + count
                continue
            if self.words.blank_joins and piece and is_unspaced(token) and is_unspaced(piece[-1]):
                yield " ".join(piece), joined
                piece, joined = [], True
            piece.append(token.rstrip(","))
            at += 1
            if token.endswith(","):
                yield " ".join(piece), joined
                piece, joined = [], False
        if piece:
            yield " ".join(piece), joined

    def _join(self, tokens: list[str], at: int, left: int) -> int:
        """Return how many words at ``at`` join two names, 0 for none: ``y`` joins no ``Ortega y Gasset``."""
        token = tokens[at]
        if token in _PLUS:
            return 1
        count = self.words.joins.at(tokens, at)
        if not count or count > 1 or len(token) > 1:
            return count
        if token.isupper() and not all(in_capitals(t) for t in tokens if any(c.isalpha() for c in t)):
            return 0
        right = 0
        for word in tokens[at + 1 :]:
            if word in _PLUS or self.words.joins.at([word], 0):
                break
            right += 1
            if word.endswith(","):
                break
        return 1 if right >= 2 or left <= 1 else 0
