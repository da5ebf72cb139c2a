"""Counting words and telling prose from labels, in any script."""

from __future__ import annotations

import re

from cleaner.late import late

#: Scripts written without blanks between words: kana, Han, Thai, Lao, Khmer, Burmese.
_UNSPACED = late(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_WORD = late(r"\w+")
#: What ends a sentence: Latin, CJK, Arabic, Devanagari, Armenian, Ethiopic; quotes and brackets may follow.
ENDS, CLOSERS = ".!?…。！？؟।۔։።", "'\"’”»›)]」』）"
_SENTENCE_END = late(rf"[{ENDS}][{re.escape(CLOSERS)}]*(?:\s|$)")
_SENTENCE_END_CJK = "。！？"
_MARK = late(f"[{ENDS}]")
_ENDS_ASCII, _CLOSERS_ASCII = ".!?", "'\")]"

_NOT_ASCII = late(r"[^\x00-\x7f]")
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


def count_words_visible(text: str, folded: str) -> float:
    """Return what :func:`count_words` does of a text that :func:`cleaner.text.fold.visible` gave, and its folded form.

    Words without blanks between them are looked for only where folding, which takes quotes and dashes away, leaves more than
    Latin-1: encoding is the quickest way to ask.
    """
    if len(folded.encode("latin-1", "ignore")) == len(folded) or not _UNSPACED.search(text):
        return text.count(" ") + 1.0 if text else 0.0
    return count_words(text)


def count_sentences(text: str) -> int:
    """Return how many sentence ends stand in ``text``."""
    return len(_SENTENCE_END.findall(text)) + _cjk_ends(text)


def count_sentences_visible(text: str) -> int:
    """Return what :func:`count_sentences` does of a text that :func:`cleaner.text.fold.visible` gave, in a fifth of the time.

    The one kind of white space left is a blank, so an end is a mark before a blank once what closes quotations is gone.
    """
    if text.isascii():
        if "." not in text and "!" not in text and "?" not in text:  # most texts are labels
            return 0
        return _ends_before_blanks(text, _ENDS_ASCII, _CLOSERS_ASCII)
    return _ends_before_blanks(text, ENDS, CLOSERS) + _cjk_ends(text) if _MARK.search(text) else 0


def _ends_before_blanks(text: str, ends: str, closers: str) -> int:
    for closer in closers:
        if closer in text:
            text = text.replace(closer, "")
    found = 0
    for mark in ends:
        if mark in text:
            found += text.count(mark + " ") + text.endswith(mark)
    return found


def _cjk_ends(text: str) -> int:
    """Return how many marks stand in ``text`` that end a sentence without a blank; one at its end is counted with the others."""
    return sum([text.count(mark, 0, -1) for mark in _SENTENCE_END_CJK if mark in text])


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
