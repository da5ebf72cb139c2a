"""What is counted of a text on the way is what is counted of it alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.text.fold import fold, fold_visible, visible
from cleaner.text.measure import measured, measured_visible
from cleaner.text.words import count_sentences, count_sentences_visible, count_words

#: Marks, what closes quotations, white space, what folding replaces or normalizes, scripts without blanks, and plain letters.
ALPHABET = "aB ß.!?…。！？؟'\"’”»›)]」』） \n\t\x1c\u00a0\u00ad\u200b\u200d¨¯´`漢カｱไй½ﬁµ—“\u2003İΣς"
RAW = st.one_of(st.text(ALPHABET), st.text())

_ENDS = re.compile(r"[.!?…。！？؟।۔։።]['\"’”»›)\]」』）]*(?:\s|$)")


@given(raw=RAW)
def test_the_measures_of_what_is_visible_are_those_of_its_text(raw: str) -> None:
    text = visible(raw)
    assert measured_visible(raw) == (text, fold(text), count_words(text), count_sentences(text))


@given(raw=RAW)
def test_sentences_end_at_a_mark_with_all_that_closes_before_a_blank(raw: str) -> None:
    inside = sum(visible(raw).count(mark, 0, -1) for mark in "。！？")
    assert count_sentences_visible(visible(raw)) == len(_ENDS.findall(visible(raw))) + inside


@given(text=RAW)
def test_a_text_that_is_measured_as_it_is_stays_as_it_is(text: str) -> None:
    assert measured(text) == (text, fold(text), count_words(text), count_sentences(text))


@given(raw=RAW)
def test_what_is_visible_folds_as_any_text(raw: str) -> None:
    assert fold_visible(visible(raw)) == fold(visible(raw))


@pytest.mark.parametrize(("raw", "text", "folded", "words", "sentences"), [
    ("", "", "", 0, 0), (" \n ", "", "", 0, 0), ("Home", "Home", "home", 1, 0),
    ("The  bridge\nis open.", "The bridge is open.", "the bridge is open.", 4, 1),
    ("version 2.5 of it", "version 2.5 of it", "version 2.5 of it", 4, 0),
    ("“It is open.” (At last!) So", "“It is open.” (At last!) So", '"it is open." (at last!) so', 6, 2),
    ("Die Straße ist „zu“…", "Die Straße ist „zu“…", 'die strasse ist "zu"...', 4, 1),
    ("橋が開いた。人は喜んだ。", "橋が開いた。人は喜んだ。", "橋が開いた。人は喜んだ。", 5, 2),
])
def test_measures(raw: str, text: str, folded: str, words: float, sentences: int) -> None:
    assert measured_visible(raw) == (text, folded, words, sentences)
