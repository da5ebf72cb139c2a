"""Parting a segment of a byline: brackets, slashes, runs behind ``by`` words, pieces between commas and ``and`` words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.fields.byline_pieces import Pieces
from cleaner.fields.byline_words import BylineWords, has_colon, is_unspaced, key
from cleaner.fields.names import in_capitals, is_capital
from cleaner.late import late

_BRACKETS = late(r"\s?[(\[（]([^()\[\]（）]{1,200})[)\]）]")
_COMMA = re.compile(r"\s*[,，、،]+\s*")
_COLON = re.compile(r"([:：=＝])(?=\S)")
#: Most words of a name; more before a ``by`` word are a label: ``All posts and pages by Jane Doe``.
_LONG_LABEL = 3
_PLUS = frozenset("&+＆")
_WIDE_SLASHES = str.maketrans("／╱", "//")


class Runs:
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
        for number, part in enumerate(self._slashes(text.translate(_WIDE_SLASHES))):
            self.pieces.slashed = number > 0
            self._runs(part.split())
        for aside in asides:
            self.pieces.aside(aside)

    def _aside(self, found: re.Match[str], text: str, asides: list[str]) -> str:
        """Take brackets out unless they stand inside a name: ``Yasmin (Yas) Doe``."""
        after = text[found.end() :].lstrip()
        if found.start() and after[:1].isalpha() and is_capital(after) and not self.pieces.known.known(found[1]):
            return found.group()
        asides.append(found[1])
        return ", "

    def _slashes(self, text: str) -> Sequence[str]:
        parts = [part.strip() for part in text.split("/")]
        if len(parts) < 2 or not all(parts):
            return [text.strip("/ ")] if text.strip("/ ") else []
        if parts[0] in self.words.by or parts[0] in self.words.contributors:
            return [f"{parts[0]}: {' '.join(parts[1:])}"]
        if is_unspaced(text):
            helper = parts[-1] in self.words.contributors
            return [f"{parts[-1]}: {' '.join(parts[:-1])}"] if helper else parts
        if any(" " in part for part in parts) or any(self.pieces.known.credits(part) for part in parts):
            return parts
        return [text]

    def _runs(self, tokens: list[str]) -> None:
        """Part a segment's words at what introduces authors or helpers."""
        start = at = 0
        helpers, self._carried = self._carried, False
        by, contributors = self.words.by.firsts, self.words.contributors.firsts
        while at < len(tokens):
            form = key(tokens[at])
            if form in contributors and (count := self._introduces_helpers(tokens, start, at)):
                kind = True
            elif form in by and (count := self._introduces_authors(tokens, start, at)):
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
        if at == start and rest and not has_colon(tokens[at + count - 1]) and self._begins_desk(tokens[at:], rest):
            return 0
        if has_colon(tokens[at + count - 1]):
            return count if rest or at == start else 0
        if at == start and count == 1 and (self._is_title(tokens[at]) if not rest else self._repeats(tokens[at], rest)):
            return 0
        if count > 1 or not rest:
            return count if rest or at == start else 0
        fits = self._begins_with_by(tokens[at], rest) if at == start else self._by_inside(tokens[start:at], rest)
        return count if fits else 0

    def _is_title(self, word: str) -> bool:
        """Tell whether a label that stands alone is the job title of the person before it: ``Jane Doe | Writer``."""
        return bool(self.pieces.persons) and key(word) in self.words.heads

    def _repeats(self, word: str, rest: list[str]) -> bool:
        """Tell a job title that stands twice: ``Jane Doe – Reporter Reporter in Paris``."""
        return bool(self.pieces.persons) and key(rest[0]) == key(word) and key(word) in self.words.heads

    def _begins_desk(self, whole: list[str], rest: list[str]) -> bool:
        """Tell whether a ``by`` word is the first word of a desk's name: ``Reporter Desk``, no ``By Example Staff``."""
        known = self.pieces.known
        if not known.is_desk(whole) or any(word.endswith(",") for word in whole):
            return False
        return self.words.staff.at(whole, 0) == len(whole) or not known.is_desk(rest)

    def _begins_with_by(self, word: str, rest: list[str]) -> bool:
        """Tell a ``by`` word from the first word of a name: ``Von Anna Muster``, ``Von der Leyen``, ``von Hirschhausen``."""
        if len(rest) == 1 and is_capital(rest[0]) and self.pieces.sure and word.islower():
            return self.pieces.known.known(rest[0])
        if is_capital(rest[0]) or len(rest) == 1 or not any(is_capital(w) for w in rest):
            return True
        return self.pieces.known.known(" ".join(rest)) or self.words.roles.at(rest, 0) > 0 or self.words.staff.at(rest, 0) > 0

    def _by_inside(self, left: list[str], rest: list[str]) -> bool:
        """Tell a ``by`` word inside a line from a particle inside a name: ``Interview von Anna Muster``, ``Anna von Muster``."""
        if is_unspaced(rest[0]) or not (is_capital(rest[0]) or (len(rest) < 3 and self.words.labels.at(left, 0))):
            return False
        label = self._labelled(left) or len(left) > _LONG_LABEL
        return label or not is_capital(left[-1]) or left[-1][-1] in ",.:"

    def _labelled(self, words: list[str]) -> bool:
        return self.words.labels.at(words, 0) > 0 or self.pieces.known.known(" ".join(words))

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
            if (token in _PLUS or key(token) in self.words.joins.firsts) and (count := self._join(tokens, at, len(piece))):
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
        return 1 if (right >= 2 and left >= 2) or (left <= 1 and right <= 1) else 0
