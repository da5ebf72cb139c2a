"""Doubts about names that no ``by`` word introduces: a line of two capital words is a name, a section or a product."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.fields.byline import BylineParts
from cleaner.fields.byline_words import BylineWords, is_unspaced, key
from cleaner.fields.names import in_capitals, is_full, same_name
from cleaner.values import Page

#: What must speak for a name that stands alone.
ENOUGH = 3
#: ``It's``, ``I'm``: words of a sentence.
_SHORTENED = re.compile(r"['’][a-z]{1,2}$")
#: How many lines below the title a byline stands.
_BELOW_TITLE = 3
#: In how many paragraphs an author's own name may stand, and the length of a paragraph in words.
_MOST_MENTIONS, _PARAGRAPH = 2, 15
#: Fewest words of a block whose small words count as the page's vocabulary.
_PROSE = 8
#: Longest word in capitals that is no affiliation.
_SHORT = 3
#: What may stand around a word of prose.
_AROUND = ".,;:!?\"'()“”"
_COLONS = frozenset(":：")


class Doubts:
    """Judges bare names on one page.

    Args:
        page: the page.
        words: the words of bylines.
        title: the page's title, "" when it is unknown.
    """

    def __init__(self, page: Page, words: BylineWords, title: str) -> None:
        self._page = page
        self._words = words
        self._title = same_name(title)
        self._small: dict[str, bool] = {}
        self._title_at = -1

    def is_name(self, parts: Sequence[BylineParts], support: int, *, single: bool) -> bool:
        """Tell whether lines without a ``by`` word hold the author's name: enough speaks for it, its words are no others'.

        Args:
            parts: the lines as read.
            support: what speaks for it; :data:`ENOUGH` is enough.
            single: a single word counts as a name, and a line without one is fine.
        """
        persons = [p for part in parts for p in part.persons]
        if not persons:
            return single
        titled = self._attributed(parts)
        if single:
            # A pen name stands alone; ``Health & Food`` and ``Roe – an example of many words`` are no such.
            persons = [p for p in persons if is_full(p)] or persons
            fits = is_full(persons[0]) or (len(persons) == 1 and (titled > 1 or not any(p.roles for p in parts)))
        else:
            fits = all(map(is_full, persons)) and not any(p.place for p in parts)
        if not fits:
            return False
        tokens = [t for p in persons for t in _tokens(p)]
        if any(_is_no_bare_name(p) for p in persons) or any(map(_is_labelled, parts)):
            return False
        if support < ENOUGH and self._is_subject(persons):
            return False
        support += titled
        if support < ENOUGH - 1 or any(self._words.knows(t) or _SHORTENED.search(t) for t in tokens):
            return False
        if not titled and any(is_unspaced(p) for p in persons) and not any(c.isdigit() for part in parts for c in part.raw):
            return False
        small = [self._is_small(t.casefold()) for t in tokens]
        return not all(small) and support + (not any(small)) >= ENOUGH

    def is_telling(self, persons: Sequence[str]) -> bool:
        """Tell whether at most half of the names' words stand in the page's prose without a capital: ``Will Poe``, no ``Ask Us``."""
        tokens = [t.casefold() for p in persons for t in _tokens(p)]
        return 2 * sum(map(self._is_small, tokens)) <= len(tokens)

    def _attributed(self, parts: Sequence[BylineParts]) -> int:
        """Return what stands beside the names says for them: a job title or an agency 2, else an affiliation 1."""
        roles = [role.split() for part in parts for role in part.roles]
        titled = any(key(role[-1]) in self._words.heads or self._words.staff.before(role, len(role)) for role in roles)
        if titled or any(part.agencies for part in parts):
            return 2
        # ``Springfield, IL`` and ``Roe Makers, LLC`` tell of no person.
        return int(any(len(role) > 1 or len(role[0]) > _SHORT or not in_capitals(role[0]) for role in roles))

    def below_title(self, blocks: Sequence[int]) -> int:
        """Return 1 for a line right below the page's title."""
        if self._title_at < 0:
            found = (b.index for b in self._page.blocks if self._title and same_name(b.text) == self._title)
            self._title_at = next(found, len(self._page.blocks))
        return int(bool(blocks) and 0 < blocks[0] - self._title_at <= _BELOW_TITLE)

    def _is_subject(self, persons: Sequence[str]) -> bool:
        """Tell whether the story speaks of these persons: the last word of a name stands in several of its paragraphs."""
        last = [p.split()[-1].casefold() for p in persons]
        told = [b for b in self._page.blocks if b.words >= _PARAGRAPH and any(name in b.folded for name in last)]
        return len(told) > _MOST_MENTIONS

    def _is_small(self, word: str) -> bool:
        """Tell whether the page's prose has a word without a capital: such a word is seldom a name."""
        if (known := self._small.get(word)) is None:
            known = self._small[word] = any(
                word in b.text and word in {w.strip(_AROUND) for w in _tokens(b.text) if w.islower()}
                for b in self._page.blocks if b.words >= _PROSE
            )  # fmt: skip
        return known


def _is_labelled(part: BylineParts) -> bool:
    """Tell whether a name is a label, ``Latest News: …``; of a script without blanks also whether it stands behind one, ``來源：…``."""
    raw = part.raw.casefold()
    for person in part.persons:
        before, found, behind = raw.partition(person.casefold())
        if found and (behind.lstrip()[:1] in _COLONS or (is_unspaced(person) and before.rstrip()[-1:] in _COLONS)):
            return True
    return False


def _tokens(text: str) -> list[str]:
    return text.replace("-", " ").split()


def _is_no_bare_name(person: str) -> bool:
    """Tell what may be a name behind ``by`` but not alone: ``Berlin, Mitte``, ``Do I``, ``years Example``."""
    words = person.split()
    return "," in person or len(words[-1]) < 2 or (words[0].islower() and len(words[0]) > 3)
