"""Simple selectors and ranges: what they mean, and what is none."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.rules.ranges import parse_range
from cleaner.rules.selectors import SimpleSelector, parse_selector
from cleaner.values import Node


def simple(tag: str = "", *tokens: str, inside: SimpleSelector | None = None) -> SimpleSelector:
    return SimpleSelector(tag, frozenset(tokens), inside)


@pytest.mark.parametrize(
    ("text", "selector"),
    [
        ("aside", simple("aside")), ("ASIDE", simple("aside")), (".share", simple("", ".share")), ("#Share", simple("", "#Share")),
        ("ul.share", simple("ul", ".share")), (".a.b#c", simple("", ".a", ".b", "#c")), ("my-widget", simple("my-widget")),
        ("[itemprop=author]", simple("", "@author")), ('a[role="button"]', simple("a", "~button")),
        (".post .meta", simple("", ".meta", inside=simple("", ".post"))), ("ul.nav  li", simple("li", inside=simple("ul", ".nav"))),
        (".newsletter-*", simple("", ".newsletter-*")), (".*-newsletter", simple("", ".*-newsletter")),
        ("#ad-* p.x", simple("p", ".x", inside=simple("", "#ad-*"))), (".md:flex", None), (".größe", simple("", ".größe")),
        (".a_b--c", simple("", ".a_b--c")),
    ],
)  # fmt: skip
def test_simple_selectors(text: str, selector: SimpleSelector | None) -> None:
    if selector is None:
        with pytest.raises(ValueError, match="no simple selector"):
            parse_selector(text)
    else:
        assert parse_selector(text) == selector


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "a b c", "a > b", "a + b", "a, b", "*", "*.x", ".", "#", "a:hover", "[href]", "[href=x]", "[class^=x]", "[itemprop=]",
        "[itemprop=a b]", ".a*b", ".*a*", ".*", ".a*", "..a", ".a..b", "a[", ".a]", "a.b:not(.c)", "1a",
    ],
)  # fmt: skip
def test_no_simple_selectors(text: str) -> None:
    with pytest.raises(ValueError, match=r"simple selector|'\*' stands for"):
        parse_selector(text)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("div", True), ("p", False), (".box", True), (".Box", False), ("#box", False), ("div.box", True), ("p.box", False),
        (".box#main", True), (".news*", True), (".newsletter-s*", True), (".newsletter-x*", False), (".*-signup", True),
        (".*-sign", False), ("#newsletter-*", False), ("[itemprop=author]", True), ("[role=author]", False),
    ],
)  # fmt: skip
def test_what_a_node_meets(text: str, met: bool) -> None:
    node = Node(0, -1, 0, "div", frozenset({".box", ".newsletter-signup", "#main", "@author"}), 0, 1)
    assert parse_selector(text).meets(node) is met


@given(st.text(alphabet=st.sampled_from(list(".#*[]=\"' abcitemproprole-")), max_size=20))
def test_any_text_is_a_selector_or_a_value_error(text: str) -> None:
    try:
        parse_selector(text)
    except ValueError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("..8", 0, 8), ("3..", 3, math.inf), ("2..12", 2, 12), ("0.8..", 0.8, math.inf), ("..0.25", 0, 0.25), (" 1..1 ", 1, 1)],
)
def test_ranges(text: str, least: float, most: float) -> None:
    assert parse_range(text) == (least, most)


@pytest.mark.parametrize("text", ["", "..", "8", "1-2", "a..b", "-1..2", "1...2", "1.. 2", "2..1", "1e1..", "١..٢ x"])
def test_no_ranges(text: str) -> None:
    with pytest.raises(ValueError, match="range"):
        parse_range(text)
