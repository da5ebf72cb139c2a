"""Findings about ``re``, and the reader of patterns that they rest on."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.rules.literals import PatternError
from cleaner.rules.patterns import compile_set
from cleaner.upkeep.lint.pattern_tree import Part, edge_parts, every_part, parse

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("pattern", "said", "first", "last"),
    [
        ("abc", "abc", "a", "c"),
        ("a|bc d", "a", "ab", "ad"),
        ("(?:ab)?c", "c", "ac", "c"),
        ("a*b+c{2}d{2,3}e{3,}", "bcde", "ab", "e"),
        (r"a\.\-\/", "a.-/", "a", "/"),
        ("[abc]x[^d]", "?x ", "[abc]", "[^d]"),
        ("(?i)a(?P<n>b)(?<m>c)", "abc", "a", "c"),
        ("a(?i:b)", "ab", "a", "b"),
        (r"[\]a]b[]c]", "?b?", r"[\]a]", "[]c]"),
        (r"\p{Han}\pL[[:alpha:]]", "???", r"\p{Han}", "[[:alpha:]]"),
        (r"x\b.", "x  ", "x", "."),
        ("a{b}", "a{b}", "a", "}"),
        ("a{,2}", "a{,2}", "a", "}"),
        ("a??b*?", "", "ab", "ab"),
        (r"\x41\x{42}c", "x41x{42}c", "x41", "c"),
    ],
)
def test_reading_patterns(pattern: str, said: str, first: str, last: str) -> None:
    tree = parse(pattern)
    assert tree.said == said
    assert {p.text for p in edge_parts(tree)} == ({first} if first[0] in "[\\x" else set(first))
    assert {p.text for p in edge_parts(tree, last=True)} == ({last} if last[0] in "[\\x" else set(last))


@pytest.mark.parametrize(
    ("pattern", "least", "most"), [("a", 1, 1), ("a?", 0, 1), ("a*", 0, math.inf), ("a{3}", 3, 3), ("a{3,}", 3, math.inf), ("a{1,4}", 1, 4)]
)
def test_how_often_a_part_stands_there(pattern: str, least: int, most: float) -> None:
    [[part]] = parse(pattern).ways
    assert (part.least, part.most) == (least, most)


def test_a_deep_pattern_costs_no_stack() -> None:
    pattern = "(" * 5000 + "a" + ")" * 5000
    assert parse(pattern).said == "a"
    assert sum(1 for _ in every_part(parse(pattern))) == 5002


@given(st.text(alphabet="ab(|)[]{}?*+^$.\\-,1 ", max_size=14))
def test_whatever_re2_accepts_is_read(pattern: str) -> None:
    try:
        made = compile_set([pattern])
    except PatternError:
        return
    tree = parse(pattern)
    assert isinstance(tree, Part)
    if made.match(""):
        assert tree.empty


@pytest.mark.parametrize(
    ("pattern", "lang"),
    [
        (r"\bshare\b.*", ("de",)),
        (r"(?:für|über)\b.*", ("de",)),
        (r"läs(?:\b|[ ,.]|$)mer", ("sv",)),
        (r"[\p{L}]+", ("de",)),
        (r"\w+", ("en",)),
        (r"é ?\b", ("fr",)),
        (r"\d+ \s*", ("de",)),
    ],
)
def test_ascii_classes_that_do_no_harm(rule: Make, loaded: Make, found: Make, pattern: str, lang: tuple[str, ...]) -> None:
    assert found("ascii-class", loaded(rule(re=(pattern,)), lang=lang)) == []


@pytest.mark.parametrize(
    ("pattern", "lang"),
    [
        (r"(?:réservé|abonné)\b.*", ("fr",)),
        (r"\bécouter.*", ("fr",)),
        (r"x(?:a|\bмир\b)", ("ru",)),
        (r"é?\b.*", ("en",)),
        (r"\w+ mehr", ("de",)),
        (r"\W+", ()),
        (r"(?:ab|\w{2})", ("en", "fr")),
    ],
)
def test_ascii_classes_that_miss_letters(rule: Make, loaded: Make, found: Make, pattern: str, lang: tuple[str, ...]) -> None:
    assert len(found("ascii-class", loaded(rule(re=(pattern,)), lang=lang))) == 1


@pytest.mark.parametrize("pattern", ["foto: .*", "a[^A]b", r"\p{Han}\S\D", r"[\p{L}[:^alpha:]]", "photo's - x...", "café", r"\x41"])
def test_characters_of_folded_text(rule: Make, loaded: Make, found: Make, pattern: str) -> None:
    assert found("unfolded", loaded(rule(re=(pattern,)))) == []


@pytest.mark.parametrize(
    ("pattern", "folded"),
    [("Foto", "f"), ("a|Ö", "ö"), ("[a-zÄ]", "ä"), ("it’s", "'"), ("»? x", '"'), ("straße", "ss"), ("a—b", "-"), ("写％", "%")],
)
def test_characters_that_folding_changes(rule: Make, loaded: Make, found: Make, pattern: str, folded: str) -> None:
    [finding] = found("unfolded", loaded(rule(re=(pattern,))))
    assert repr(folded) in finding.message


@pytest.mark.parametrize("pattern", ["foto: .*", "foto:?", "(?:foto:|bild)", "foto[:.]", '".*"', "a(?:b|c:)?", "x"])
def test_ends_that_text_may_have(rule: Make, loaded: Make, found: Make, pattern: str) -> None:
    assert found("never-matches", loaded(rule(re=(pattern,)))) == []


@pytest.mark.parametrize("pattern", ["foto:", "foto ?:", "(?:foto:|bild…)", "→ ?next", "(?:•|#)x", "next -"])
def test_ends_that_are_taken_off(rule: Make, loaded: Make, found: Make, pattern: str) -> None:
    [finding] = found("never-matches", loaded(rule(re=(pattern,))))
    assert finding.severity == "error"


@pytest.mark.parametrize("pattern", [r"a(?:\b|$).*", r"a\^b", "[$^]x", "(?:^a|b)c"])
def test_signs_with_a_meaning(rule: Make, loaded: Make, found: Make, pattern: str) -> None:
    assert found("edge-sign", loaded(rule(re=(pattern,)))) == []


@pytest.mark.parametrize("pattern", ["^abc", "abc$", "a|^b.*", "^a$"])
def test_signs_that_say_nothing(rule: Make, loaded: Make, found: Make, pattern: str) -> None:
    assert len(found("edge-sign", loaded(rule(re=(pattern,))))) == 1


@pytest.mark.parametrize("pattern", ["(?:a+ )+", "(?:a+){2}", "(?:ab)+", "(?:[^.!?]|[0-9])*x", "(?:a+)?", "(?:a|b)+"])
def test_repeats_that_part(rule: Make, loaded: Make, found: Make, pattern: str) -> None:
    assert found("nested-repeat", loaded(rule(re=(pattern,)))) == []


@pytest.mark.parametrize("pattern", ["(?:a+)+", "(?:.*)*x", "x(?:a|b*)+", "(?:(?:(a+)))*", "((?:x(?:[a-z]+){2,}))"])
def test_repeats_of_repeats(rule: Make, loaded: Make, found: Make, pattern: str) -> None:
    assert len(found("nested-repeat", loaded(rule(re=(pattern,))))) == 1


@pytest.mark.parametrize(("pattern", "count"), [("[a-z ]{3,20}x", 0), (r"(?:[\p{L} ]{1,200}x){1,3}", 1)])
def test_cost(rule: Make, loaded: Make, found: Make, pattern: str, count: int) -> None:
    assert len(found("costly-pattern", loaded(rule(re=(pattern,))))) == count
    assert len(found("costly-pattern", loaded(layer="language", stem="en", datelines=(f"({pattern})",)))) == count
