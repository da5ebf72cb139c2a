"""No page steers a terminal."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.text.controls import escape_controls, escape_line, split_controls


@pytest.mark.parametrize("text", ["", "plain", "line\nline\ttab", "„Grüße“ — ٣ 你好 👩‍👩‍👧", "a\u00a0b\u00adc"])
def test_words_stay(text: str) -> None:
    assert escape_controls(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("\x1b[2J", "\\u001b[2J"),
        ("\x9b31m", "\\u009b31m"),
        ("a\rb\x00\x7f", "a\\u000db\\u0000\\u007f"),
        ("\ud800", "\\ud800"),
    ],
)
def test_controls_show(text: str, escaped: str) -> None:
    assert escape_controls(text) == escaped
    assert escape_line(text) == escaped


def test_a_line_stays_one_line_in_one_direction() -> None:
    assert escape_line("a\nb\tc\u202ed\u2028e") == "a\\u000ab\\u0009c\\u202ed\\u2028e"


@given(st.text())
def test_json_means_the_same(text: str) -> None:
    assert json.loads(escape_controls(json.dumps(text, ensure_ascii=False))) == text


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("line\nline\ttab", [("line\nline\ttab", False)]),
        ("a\u202eb", [("a", False), ("U+202E", True), ("b", False)]),
        ("\x00\U000e0041", [("U+0000", True), ("U+E0041", True)]),
    ],
)
def test_pieces(text: str, pieces: list[tuple[str, bool]]) -> None:
    assert split_controls(text) == pieces


@given(st.text())
def test_pieces_hold_every_character(text: str) -> None:
    back = (chr(int(piece[2:], 16)) if control else piece for piece, control in split_controls(text))
    assert "".join(back) == text
