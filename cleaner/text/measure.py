"""A block's text with all that every block is asked for: its folded form, its words, its sentences."""

from __future__ import annotations

from typing import TypeAlias

from cleaner.text.fold import fold, fold_visible, visible
from cleaner.text.words import count_sentences, count_sentences_visible, count_words, count_words_visible

#: A text, its form for matching, the number of its words and of its sentence ends.
Measured: TypeAlias = tuple[str, str, float, int]


def measured(text: str) -> Measured:
    """Return a text, which stays as it is, with its measures."""
    return text, fold(text), count_words(text), count_sentences(text)


def measured_visible(raw: str) -> Measured:
    """Return what :func:`cleaner.text.fold.visible` makes of a raw text, with its measures."""
    if raw.isascii():
        words = raw.split()  # what is split for its white space is counted on the way
        text = " ".join(words)
        return text, fold_visible(text), float(len(words)), count_sentences_visible(text)
    text = visible(raw)
    folded = fold_visible(text)
    return text, folded, count_words_visible(text, folded), count_sentences_visible(text)
