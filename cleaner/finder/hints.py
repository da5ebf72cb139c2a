"""What class and id names say: names are split into words, words are looked up in ``rules/finder/hints.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
#: Words of a single name that are looked at; more is noise or an attack.
_MOST_WORDS = 60


class Hints:
    """The hint table with a memory for names already seen.

    Args:
        table: hint → words, as in the rulebook.
    """

    def __init__(self, table: Mapping[str, Sequence[str]]) -> None:
        self.names = tuple(table)
        self._by_word: dict[str, tuple[int, ...]] = {}
        for number, words in enumerate(table.values()):
            for word in words:
                self._by_word[word] = (*self._by_word.get(word, ()), number)
        self._known: dict[frozenset[str], tuple[int, ...]] = {}

    def of(self, tokens: frozenset[str]) -> tuple[int, ...]:
        """Return the numbers of the hints that the tokens of a node give, ascending."""
        known = self._known.get(tokens)
        if known is None:
            if len(self._known) > 50_000:
                self._known.clear()
            known = self._known[tokens] = self._find(tokens)
        return known

    def _find(self, tokens: frozenset[str]) -> tuple[int, ...]:
        found: set[int] = set()
        for token in tokens:
            for word in _WORDS.findall(token)[:_MOST_WORDS]:
                found.update(self._by_word.get(word.lower(), ()))
        return tuple(sorted(found))
