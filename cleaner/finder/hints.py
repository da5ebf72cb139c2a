"""What class and id names say: names are split into words, words are looked up in ``rules/finder/hints.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
#: Words of a single name that are looked at; more is noise or an attack.
_MOST_WORDS = 60
#: Token sets that are remembered: those of some twenty pages.
_MOST_KNOWN = 8192


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
        self._bits: dict[frozenset[str], int] = {}

    def of(self, tokens: frozenset[str]) -> tuple[int, ...]:
        """Return the numbers of the hints that the tokens of a node give, ascending."""
        known = self._known.get(tokens)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[tokens] = self._find(tokens)
        return known

    def bits(self, tokens: frozenset[str]) -> int:
        """Return the hints that the tokens of a node give, hint ``n`` as the bit ``1 << n``."""
        bits = self._bits.get(tokens)
        if bits is None:
            if len(self._bits) >= _MOST_KNOWN:
                self._bits.clear()
            bits = self._bits[tokens] = sum(1 << number for number in self._find(tokens))
        return bits

    def _find(self, tokens: frozenset[str]) -> tuple[int, ...]:
        found: set[int] = set()
        for token in tokens:
            for word in _WORDS.findall(token)[:_MOST_WORDS]:
                found.update(self._by_word.get(word.lower(), ()))
        return tuple(sorted(found))
