"""Doubts about names that no ``by`` word introduces: a line of two capital words is a name, a section or a product."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.fields.author_sources import AuthorPlace
from cleaner.fields.byline import BylineParts
from cleaner.fields.byline_words import BylineWords
from cleaner.fields.names import is_full, same_name
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
        self._small: frozenset[str] | None = None
        self._title_at = -1

    def is_name(self, parts: Sequence[BylineParts], support: int, *, single: bool) -> bool:
        """Tell whether lines without a ``by`` word hold the author's name: enough speaks for it, its words are no others'.

        Args:
            parts: the lines as read.
            support: what speaks for it; :data:`ENOUGH` is enough.
            single: a single word counts as a name, and a line without one is fine.
        """
        persons = [p for part in parts for p in part.persons]
        if single and not persons:
            return True
        if not persons or not (single or (all(map(is_full, persons)) and not any(p.place for p in parts))):
            return False
        tokens = [t for p in persons for t in p.replace("-", " ").split()]
        if any(_is_no_bare_name(p) for p in persons) or (support < ENOUGH and self._is_subject(persons)):
            return False
        support += 2 * any(part.roles or part.agencies for part in parts)
        if support < ENOUGH - 1 or any(self._words.knows(t) or _SHORTENED.search(t) for t in tokens):
            return False
        small = [t.casefold() in self._small_words() for t in tokens]
        return not all(small) and support + (not any(small)) >= ENOUGH

    def below_title(self, said: AuthorPlace) -> int:
        """Return 1 for a line right below the page's title."""
        if self._title_at < 0:
            found = (b.index for b in self._page.blocks if self._title and same_name(b.text) == self._title)
            self._title_at = next(found, len(self._page.blocks))
        return int(bool(said.blocks) and 0 < said.blocks[0] - self._title_at <= _BELOW_TITLE)

    def _is_subject(self, persons: Sequence[str]) -> bool:
        """Tell whether the story speaks of these persons: the last word of a name stands in several of its paragraphs."""
        last = [p.split()[-1].casefold() for p in persons]
        told = [b for b in self._page.blocks if b.words >= _PARAGRAPH and any(name in b.folded for name in last)]
        return len(told) > _MOST_MENTIONS

    def _small_words(self) -> frozenset[str]:
        """Return the words that the page's prose has without a capital: such a word is seldom a name."""
        if self._small is None:
            prose = (w for b in self._page.blocks if b.words >= _PROSE for w in b.text.replace("-", " ").split())
            self._small = frozenset(w.strip(".,;:!?\"'()“”") for w in prose if w.islower())
        return self._small


def _is_no_bare_name(person: str) -> bool:
    """Tell what may be a name behind ``by`` but not alone: ``Berlin, Mitte``, ``Do I``, ``years Example``."""
    words = person.split()
    return "," in person or len(words[-1]) < 2 or (words[0].islower() and len(words[0]) > 3)
