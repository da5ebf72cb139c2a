"""Counting words and telling prose from labels, in any script."""

from __future__ import annotations

import re

#: Scripts written without blanks between words: kana, Han, Thai, Lao, Khmer, Burmese.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_WORD = re.compile(r"\w+")
#: What ends a sentence: Latin, CJK, Arabic, Devanagari, Armenian, Ethiopic; quotes and brackets may follow.
_SENTENCE_END = re.compile(r"[.!?…。！？؟।۔։።]['\"’”»›)\]」』）]*(?:\s|$)")
_SENTENCE_END_ASCII = re.compile(r"[.!?]['\")\]]*(?:\s|$)")
_SENTENCE_END_CJK = "。！？"

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_DIGITS, _CAPITALS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"

#: Words a block must have to be prose (``research``: 10 words and a sentence's end).
PROSE_WORDS = 10.0


def count_words(text: str) -> float:
    """Return the number of words; in scripts without blanks two characters count as one word."""
    if text.isascii():
        return float(len(text.split()))
    unspaced = len(_UNSPACED.findall(text))
    if not unspaced:
        return float(len(text.split()))
    return len(_WORD.findall(_UNSPACED.sub(" ", text))) + unspaced / 2


def count_sentences(text: str) -> int:
    """Return how many sentence ends stand in ``text``."""
    if text.isascii():
        return len(_SENTENCE_END_ASCII.findall(text))
    return len(_SENTENCE_END.findall(text)) + sum(text.count(mark, 0, -1) for mark in _SENTENCE_END_CJK)


def is_prose(text: str, words: float) -> bool:
    """Tell whether ``text`` of ``words`` words reads as prose: long enough and with the end of a sentence."""
    return words >= PROSE_WORDS and (bool(_SENTENCE_END.search(text)) or any(mark in text for mark in _SENTENCE_END_CJK))


def digits_and_capitals(text: str) -> tuple[int, int]:
    """Return how many digits and how many capitals of any script stand in ``text``."""
    plain = text.encode("ascii", "ignore")  # bytes are counted in a tenth of the time
    digits = len(plain) - len(plain.translate(None, _DIGITS))
    capitals = len(plain) - len(plain.translate(None, _CAPITALS))
    if len(plain) < len(text):
        others = _NOT_ASCII.findall(text)
        digits += sum(map(str.isdigit, others))
        capitals += sum(map(str.isupper, others))
    return digits, capitals
