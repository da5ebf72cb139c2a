"""The text door: a line is a block, typography stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.dom.plain import read_text


@pytest.mark.parametrize(("text", "lines", "continues"), [
    ("", [], []), ("\n \n\t\n", [], []), ("one", ["one"], [False]),
    ("one\ntwo", ["one", "two"], [False, True]), ("one\n\ntwo\n \nthree", ["one", "two", "three"], [False, False, False]),
    ("one\r\ntwo\rthree", ["one", "two", "three"], [False, True, True]),
    ("one\u2028two\u2029three\x0bfour\x0cfive", ["one", "two", "three", "four", "five"], [False, True, True, True, True]),
    ("  a \t b  ", ["a b"], [False]), ("«Donau\u00addampf» – “so”\u00a0…", ["«Donau\u00addampf» – “so” …"], [False]),
    ("\ufeffa\u200bb", ["ab"], [False]), ("\u200b\nb", ["b"], [False]),
    ("a\n\u200d\nb", ["a", "b"], [False, False]), ("\u200c \u00ad\nनमस्\u200dते", ["नमस्\u200dते"], [False]),
    ("<b>no tag here</b>", ["<b>no tag here</b>"], [False]),
])
def test_lines(text: str, lines: list[str], continues: list[bool]) -> None:
    page = read_text(text)
    assert [b.text for b in page.blocks] == lines
    assert [b.continues for b in page.blocks] == continues


def test_what_the_page_is() -> None:
    page = read_text("one\ntwo.", "https://news.example/a")
    assert (page.kind, page.url, page.matches, page.warnings) == ("text", "https://news.example/a", {}, ())
    assert [tuple(n) for n in page.nodes] == [(0, -1, 0, "text", frozenset(), 0, 2)]
    assert {(b.tag, b.node, b.link_chars) for b in page.blocks} == {("line", 0, 0)}


@given(st.text(alphabet="ab .\n\r\u00a0\u200b橋،", max_size=80))
def test_every_word_is_in_one_block_in_order(text: str) -> None:
    blocks = read_text(text).blocks
    assert "".join("".join(b.text.split()) for b in blocks) == "".join(text.replace("\u200b", "").split())
    assert [b.index for b in blocks] == list(range(len(blocks)))
