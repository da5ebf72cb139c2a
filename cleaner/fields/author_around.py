"""The short lines of a page, each looked at once: dates, interface words, job titles; and what those around a line say of it."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.fields.byline_asides import has_date
from cleaner.fields.byline_words import BylineWords, has_colon, key
from cleaner.values import Block, Page

#: Longest line that is interface, a job title or a date line.
_LINE_WORDS, _DATE_WORDS = 6, 20
#: How far before and behind a line those are looked for that say what it is, and over how many lines of marks only.
_NEAR = 2
_MARKS = 2
#: Longest line that looks like an entry of a table or menu.
_ENTRY_WORDS = 5


class Around:
    """Says what the lines of one page are.

    Args:
        page: the page.
        words: the words of bylines.
        chrome: blocks that rules call interface.
    """

    def __init__(self, page: Page, words: BylineWords, chrome: frozenset[int] = frozenset()) -> None:
        self.page = page
        self.words = words
        self._chrome = chrome
        self._dated: dict[int, bool] = {}
        self._interface: dict[int, tuple[bool, bool]] = {}

    def beside(self, block: Block) -> int:
        """Return how much the lines around speak for a byline: a date or an age in it 3, near it 2, other interface words 1."""
        if self.dated(block) or self._aged(block):
            return 3
        near = [*self._near(block, -1), *self._near(block, 1)]
        if any(self.dated(b) or self._aged(b) for b in near):
            return 2
        beside = (*self._near(block, -1, 1), *self._near(block, 1, 1))
        return int(any(self._is_interface(b) for b in beside))

    def dated(self, block: Block) -> bool:
        """Tell whether a short line holds a date or a time, or a label of one: ``Published: recently``."""
        if (known := self._dated.get(block.index)) is None:
            known = self._dated[block.index] = bool(block.datetime) or (
                block.words <= _DATE_WORDS and (has_date(block.text, self.words.languages) or self._labelled(block))
            )
        return known

    def titled(self, block: Block) -> bool:
        """Tell whether the next line is a job title or a desk: ``Senior Reporter``, ``Example Staff``."""
        return any(self.is_title(after) for after in self._near(block, 1, 1))

    def is_title(self, block: Block) -> bool:
        """Tell whether a line is a job title or a desk."""
        if block.words > _LINE_WORDS:
            return False
        tokens = block.text.split()
        if not tokens or key(tokens[-1]) in self.words.heads or self.words.staff.before(tokens, len(tokens)):
            return bool(tokens)
        return self.words.roles.at(tokens, 0) > 1 or (tokens[0][-1] == "," and key(tokens[0]) in self.words.heads)

    def odd_number(self, block: Block) -> bool:
        """Tell whether a number stands in an undated line that no interface word follows: ``3. Example Maker``, ``Load 265 lbs``."""
        if not any(map(str.isdigit, block.text)) or self.dated(block):
            return False
        tokens = block.text.split()
        forms = [key(t) for t in tokens]
        return any(
            any(map(str.isdigit, t)) and not self.words.interface.intersection((forms[i], *forms[i + 1 : i + 2]))
            for i, t in enumerate(tokens)
        )

    def listed(self, block: Block) -> bool:
        """Tell whether lines beside a line look just like it, as in a table or menu: short, each word with a capital."""
        behind, before = [*self._near(block, 1)], [*self._near(block, -1, 1)]
        if not behind or not self._is_entry(behind[0]):
            return False
        return any(map(self._is_entry, (*before, *behind[1:])))

    def _is_entry(self, block: Block) -> bool:
        tokens = block.text.split()
        return len(tokens) <= _ENTRY_WORDS and all(t[:1].isupper() for t in tokens) and not (
            self.dated(block) or self._is_interface(block) or self.is_title(block)
        )

    def _near(self, block: Block, step: int, count: int = _NEAR) -> Iterator[Block]:
        """Yield the lines before or behind, those of marks only left out."""
        at, last = block.index + step, block.index + step * (count + _MARKS)
        while count and 0 <= at < len(self.page.blocks) and at != last + step:
            found = self.page.blocks[at]
            at += step
            if any(map(str.isalnum, found.text)):
                count -= 1
                yield found

    def _labelled(self, block: Block) -> bool:
        """Tell whether a label of a date begins a line, or stands in it before a number: ``Jane Doe | Updated 2 weeks ago``."""
        tokens = block.text.replace("|", " ").split()
        for at, token in enumerate(tokens):
            if count := self.words.dated.at(tokens, at):
                rest = tokens[at + count :]
                if not at and has_colon(tokens[count - 1]) and block.words <= _LINE_WORDS:
                    return True
                if rest and rest[0].isdigit() and (len(rest) == 1 or key(rest[1]) in self.words.interface):
                    return True
            elif at > _LINE_WORDS + 2 and token:
                break
        return False

    def _aged(self, block: Block) -> bool:
        """Tell whether a line is interface words and a number, and no more: ``7 min read``."""
        return self._words_of(block)[1]

    def _is_interface(self, block: Block) -> bool:
        """Tell whether a line is interface words and no more, such as ``Share``, or a rule calls it interface."""
        return block.index in self._chrome or self._words_of(block)[0]

    def _words_of(self, block: Block) -> tuple[bool, bool]:
        if (known := self._interface.get(block.index)) is None:
            known = self._interface[block.index] = self._look(block)
        return known

    def _look(self, block: Block) -> tuple[bool, bool]:
        if block.words > _LINE_WORDS:
            return False, False
        forms = [form for t in block.text.split() if (form := key(t)) and not form.isdigit()]
        only = bool(forms) and self.words.interface.issuperset(forms)
        return only or block.text in self.words.follow, only and any(map(str.isdigit, block.text))
