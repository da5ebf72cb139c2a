"""How much a literal says: the words that a block must have to meet it."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.rules.literals import pieces, plain_form
from cleaner.text.fold import fold
from cleaner.text.words import count_words


class Core(NamedTuple):
    """What every block that meets a literal has.

    Attributes:
        words: the fewest fixed words (two characters of a script without blanks count as one).
        holes: number of typed holes, such as ``{int}``.
        texts: the fixed words themselves, of alternatives those with the fewest.
    """

    words: float
    holes: int
    texts: tuple[str, ...]


def core(literal: str) -> Core:
    """Return what a literal says at least."""
    texts: list[str] = []
    holes = 0
    for kind, value in pieces(literal):
        if kind == "text":
            texts.append(plain_form(value))
        elif "|" in value:
            texts.append(min((plain_form(way) for way in value.split("|")), key=count_words))
        else:
            holes += 1
    words = " ".join(texts)
    return Core(count_words(words), holes, tuple(fold(words).split()))
