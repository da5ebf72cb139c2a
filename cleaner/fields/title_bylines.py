"""Bylines among the likely headlines of a plain text: lines with a ``by`` word, and names with a job title and a date."""

from __future__ import annotations

from cleaner.fields.byline import read_byline
from cleaner.fields.byline_asides import has_date
from cleaner.fields.byline_words import AgencyNames, BylineWords, key
from cleaner.fields.names import is_full
from cleaner.fields.slug import slug_likeness, slug_words
from cleaner.values import Block, Page

#: Likeness to the address from which a line is the headline, whatever it reads like (``Opinion: The Future of Bridges``).
_HEADLINE = 0.6
#: Longest line of names with job titles, fewest names of a line of names only, below a label.
_LINE_WORDS, _NAMES = 14, 2


class BylineLines:
    """Tells whether a line of a plain text is a byline.

    Args:
        page: the page.
        words: the words of bylines.
        agencies: spellings of news agencies.
    """

    def __init__(self, page: Page, words: BylineWords, agencies: AgencyNames) -> None:
        self._page = page
        self._words = words
        self._agencies = agencies
        self._slug = slug_words(page.url)

    def is_byline(self, block: Block) -> bool:
        """Tell whether a line names authors and nothing else."""
        alike = slug_likeness(block.text, self._slug)
        tokens = block.text.split()
        starts = self._words.by.at(tokens, 0) > 0
        if alike >= _HEADLINE or (not starts and (alike or block.words > _LINE_WORDS)):
            return False
        parts = read_byline(block.text, self._words, self._agencies)
        if parts.unread:
            return False
        if starts:
            return bool(parts.persons or parts.agencies)
        if not parts.persons or parts.place or not all(map(is_full, parts.persons)):
            return False
        if len(parts.persons) >= _NAMES and self._labelled(block):
            return True
        titled = any(key(role.split()[-1]) in self._words.heads for role in parts.roles)
        # Without words of an address to compare, only a date in the line tells it from ``Jane Doe, Chief Editor``, the story's subject.
        return titled and (bool(self._slug) or has_date(block.text, self._words.languages))

    def _labelled(self, block: Block) -> bool:
        """Tell whether the line before is a ``by`` word."""
        before = self._page.blocks[block.index - 1 : block.index] if block.index else ()
        return any(self._words.by.at([*b.text.split(), ""], 0, lenient=True) == len(b.text.split()) for b in before)
