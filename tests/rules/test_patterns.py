"""Literals with holes: what they must not meet, what they meet, and that no text can make them slow."""

from __future__ import annotations

import time
from functools import cache
from typing import Any

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from cleaner.rules.files import rule_files
from cleaner.rules.literals import HOLES, PatternError, bare, is_plain, pieces, plain_form, to_re2
from cleaner.rules.patterns import (
    _BYTES_A_CHARACTER,
    _LEAST_BYTES,
    _OPEN,
    PatternSet,
    compile_ending,
    compile_one,
    compile_set,
    compile_start,
)
from cleaner.text.fold import fold


def _meets(literal: str, text: str) -> bool:
    """Tell whether a block of ``text`` is the literal, as the tables ask it."""
    bared = bare(fold(text))
    return bared == plain_form(literal) if is_plain(literal) else bool(PatternSet([to_re2(literal)]).match(bared))


#: Hole, texts that are no such thing, texts that are.
TYPED = {
    "int": (["", "many", "5x", "1st", "five", "-", "12 34"], ["5", "55", "1,234", "1.234", "12'345", "3k", "3 k", "2.5M"]),
    "date": (["", "today", "Monday", "a b c d e f g h 5"], [
        "Dec 08,2017", "8 December 2017", "2017-12-08", "8.12.2017", "Friday, 8 December 2017", "December 2017", "08/12/2017 14:30",
        "2017年12月8日",
        "8 Aralık 2017 Cuma", "vendredi 8 décembre 2017 à 14 h 30",
    ]),
    "time": (["", "14", "noon", "14:3", "114:30"], ["14:30", "9:05", "14.30", "14h30", "14:30:15", "2:30 pm", "14:30 Uhr"]),
    "name": (["", "42", "jane@example.com", "Jane: Doe", "Who?", "a b c d e f g", "R2D2", "(Jane)"], [
        "Jane Doe", "Jane", "J. R. R. Tolkien", "Anna-Lena O’Neill", "Мария Иванова", "王小明", "Łukasz Żółć de la Cruz",
    ]),
    "words": (["", " "], ["a", "any words at all, 5 of them!", "橋"]),
    "url": (["", "example", "a b.com"], ["example.com", "https://example.com/a?b=c", "www.example.co.uk/x"]),
    "email": (["", "jane", "@jane", "jane@example", "jane at example.com"], ["jane@example.com", "jane.doe@news.example.co.uk"]),
}


@pytest.mark.parametrize(("hole", "text"), [(hole, text) for hole, (none, _) in TYPED.items() for text in none])
def test_what_is_no_such_thing(hole: str, text: str) -> None:
    assert not _meets(f"label {{{hole}}}", f"label {text}")


@pytest.mark.parametrize(("hole", "text"), [(hole, text) for hole, (_, some) in TYPED.items() for text in some])
def test_what_is_such_a_thing(hole: str, text: str) -> None:
    assert _meets(f"label {{{hole}}}", f"Label {text}")


def test_all_holes_are_tried() -> None:
    assert TYPED.keys() == HOLES.keys()


@pytest.mark.parametrize(("literal", "text"), [
    ("Read more", "Read more here"), ("Read more", "Do read more"), ("Read more", "Readmore"),
    ("{int} users have voted.", "55 users have voted"),
    ("Share this {article|story}", "Share this page"), ("Share this {article|story}", "Share this"), ("by {name}", "by"),
    ("by {name}", "bye Jane"),
    ("a.b", "axb"), ("(c) {int}", "c 5"), ("{int}+{int}", "55"), ("50 % off", "50 off"), ("Read more", "“Read more”"),
    ("Photo: {name}", "Photo Jane"),
    ("More {|and more}", "More or less"),
])
def test_what_literals_must_not_meet(literal: str, text: str) -> None:
    assert not _meets(literal, text)


@pytest.mark.parametrize(("literal", "text"), [
    ("Read more", "READ MORE"), ("Read more", "» Read more:"), ("» Read more", "Read more"), ("Read more", "*Read\u00a0more*"),
    ("Read more", "• Read  more |"),
    ("Read more", "Re\u00adad mo\u200bre"), ("Don’t miss", "Don't miss"), ("Don't miss", "Don’t miss"), ("Straße", "STRASSE"),
    ("ﬁnal", "FINAL"),
    ("Follow us on Ｘ", "follow us on X"), ("Loading…", "Loading..."), ("2010–2020", "2010-2020"),
    ("{int} users have voted.", "55 users have voted."), ("{int} Users", "» 1,234 users"),
    ("Share this {article|story|}", "Share this story"),
    ("Share {|this }article", "Share article"), ("Share {|this }article", "Share this article"), ("© {int} {words}", "© 2024 The Courier"),
    ("{a.b|c}", "A.B"), ("a.b [c] (d) {int}?", "a.b [c] (d) 5?"), ("({int})", "(5)"), ("{int} %", "5 %"),
    ("{name} | {words}", "Jane Doe | The Courier"),
    ("— {int} photos", "5 photos"), ("+{int} photos", "+5 photos"), ("» {int} photos »", "5 photos"), ("- {int} photos", "— 5 photos"),
])
def test_what_literals_meet(literal: str, text: str) -> None:
    assert _meets(literal, text)


@pytest.mark.parametrize(("text", "bared"), [
    ("read more", "read more"), ("", ""), ("***", ""), ("» read more »", "read more"), ("« back", "back"), ("c++", "c"), ("#tag", "tag"),
    ("a-b", "a-b"),
    ("(c)", "(c)"), ("a:", "a"), ('"we will," she said', '"we will," she said'), ('"read more"', '"read more"'), ("end.", "end."),
    ("5 *", "5"),
])
def test_baring(text: str, bared: str) -> None:
    assert bare(text) == bared


@given(st.text(max_size=30))
def test_baring_and_folding_again_change_nothing(text: str) -> None:
    once = bare(fold(text))
    assert bare(fold(once)) == once


@given(st.text(alphabet=st.characters(exclude_characters="{}", exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_a_literal_without_holes_meets_itself(text: str) -> None:
    assert _meets(text, text)


@given(st.text(alphabet=st.characters(exclude_characters="{}|", exclude_categories=["Cs"]), min_size=1, max_size=12))
def test_any_text_before_a_hole_stands_for_itself(text: str) -> None:
    # Letters at both ends keep the text from being decoration.
    assert _meets(f"x{text}x {{int}}", f"x{text}x 5")


@pytest.mark.parametrize(("literal", "said"), [
    ("{int", "'{' without '}'"), ("int}", "'}' without '{'"), ("a } {int}", "'}' without '{'"), ("{nmae}", "unknown hole {nmae}"),
    ("{dat}", "did you mean {date}?"), ("{}", "unknown hole {}"), ("{ int }", "unknown hole { int }"),
])
def test_wrong_literals(literal: str, said: str) -> None:
    with pytest.raises(PatternError, match=said.replace("{", r"\{").replace("}", r"\}").replace("?", r"\?")):
        to_re2(literal)


@pytest.mark.parametrize("pattern", [r"(?=x)", r"(a)\1", r"(?<!a)b", "(", "[", "a**", r"\p{None}", "x{5000}"])
def test_what_is_no_re2(pattern: str) -> None:
    with pytest.raises(PatternError, match="is no RE2 pattern"):
        compile_set([pattern])


def test_no_patterns_no_set() -> None:
    assert compile_set([]) is None


def test_pieces() -> None:
    assert pieces("a {int} b{c|d}") == [("text", "a "), ("hole", "int"), ("text", " b"), ("hole", "c|d")]
    assert pieces("plain") == [("text", "plain")] and pieces("") == []


@pytest.mark.parametrize(("literal", "text", "taken"), [
    ("By {name}", "By Jane Doe", "Jane Doe"), ("By {name}", "BY JANE DOE", "JANE DOE"), ("By {name}", "By Jane Doe and more: x", None),
    ("{Updated|Posted} {date} by {words}", "Posted 5 May by Jane", "5 May"), ("Source: {words}", "source: The Courier", "The Courier"),
])
def test_what_a_hole_takes(literal: str, text: str, taken: str | None) -> None:
    found = compile_one(literal).search(text)
    assert (found[1] if found else None) == taken


@pytest.mark.parametrize(("literal", "text", "taken"), [
    ("({words} photo)", "Flags at the harbour (Reuters photo)", "Reuters"),
    ("Photo: {words}", "Flags at the harbour. Photo: Jane Doe", "Jane Doe"),
    ("Photo: {words}", "Photography is hard", None), ("Photo: {words}", "Telephoto: Jane", None),
])
def test_endings(literal: str, text: str, taken: str | None) -> None:
    found = compile_ending(literal).search(text)
    assert (found[1] if found else None) == taken


def test_starts() -> None:
    assert compile_start("([A-Z]+) —").search("PARIS — It rains.")[1] == "PARIS"
    assert compile_start("([A-Z]+) —").search("In PARIS — it rains.") is None


# ---- many lines at once

#: Patterns of every kind: definite and open ones, classes that line breaks meet, ends of a text, a repeated blank.
_KINDS = (r"read more", r"[^x]+ photo", r"share (?:this|that)", r".+ by .+", r"\Aby \S+\z", r"^posted .*$", r"a\s+b", r"[0-9]+", r"(?s)x.y")
_PIECES = st.sampled_from(["read", "more", "photo", "share", "this", "by", "a", "b", "x", "y", "posted", "7", "", "é"])


@given(st.lists(st.lists(_PIECES, max_size=4).map(" ".join), max_size=150))
def test_many_lines_are_asked_as_each_alone(lines: list[str]) -> None:
    made = PatternSet(_KINDS)
    alone = [[n for n, pattern in enumerate(_KINDS) if PatternSet([pattern]).match(line)] for line in dict.fromkeys(lines)]
    expected = dict(zip(dict.fromkeys(lines), alone, strict=True))
    assert made.find([line.encode() for line in lines]) == {n: expected[line] for n, line in enumerate(lines) if expected[line]}
    for line, numbers in expected.items():
        assert numbers == [n for n, pattern in enumerate(_KINDS) if re2.fullmatch(pattern, line)]


@pytest.mark.parametrize("count", [1, 63, 64, 65, 200])
def test_no_pattern_goes_on_in_the_next_line(count: int) -> None:
    made = PatternSet([r"a[^x]*b", r"[^x]+ photo"])
    assert made.find([b"a", b"b"] * count) == {}
    assert made.find([b"a", b"b"] * count + [b"ab", b"", b"my photo"]) == {2 * count: [0], 2 * count + 2: [1]}


# ---- the whole rulebook

@cache
def _all() -> tuple[list[str], Any]:
    """Return the patterns of all literals and patterns of the rulebook, and one set of them."""
    rules = [rule for loaded in rule_files() for rule in loaded.file.rules]
    literals = [x for r in rules for x in (*r.lines, *(y for s in r.sequence for y in (*s.any_of, *s.anchor))) if not is_plain(x)]
    patterns = [*map(to_re2, literals), *(p for r in rules for p in r.re)]
    return patterns, compile_set(patterns)


HOSTILE = {
    "words": "by " * 130, "letters": "a" * 400, "figures": "1" * 400, "marks": "-:|" * 133, "dots": "a." * 200,
    "dates": "5 May 2021, " * 33,
    "times": "12:30 " * 66, "brackets": "([{" * 133, "spaces": " a" * 200, "addresses": "a@b." * 100, "han": "橋" * 400,
    "half a sentence": "read more: " * 36,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_no_line_is_slow_for_the_whole_rulebook(text: str) -> None:
    _, made = _all()
    made.match("x")
    begun = time.process_time()
    for _ in range(5):
        made.match(text[:400])
    assert time.process_time() - begun < 0.5


def test_a_set_of_all_patterns_finds_what_each_one_finds() -> None:
    """RE2 gives up in silence where a set needs more memory than it has."""
    import re2

    patterns, made = _all()
    single = [re2.compile(p) for p in patterns]
    tests = [test for loaded in rule_files() for rule in loaded.file.rules[:4] for test in rule.tests]
    lines = {line[2:] for test in tests for line in test.lines.splitlines()}
    for line in sorted(lines)[::40]:
        bared = bare(fold(line))
        assert made.match(bared) == [i for i, p in enumerate(single) if p.fullmatch(bared)], line


# ---- sets

OPEN = [
    ".+ photo by .+", "(?:.+[.!] )via x", "[^.:]+ back to video", "[\"'(]?.+ said it", "-*[^ ]+ ago", r"(?:the )?[^ ]+ seen",
    r"\Stime", "(.+) wrote", *map(to_re2, ("{name} is a reporter", "{email}", "{words} here", "{url}")),
]  # fmt: skip
DEFINITE = [
    "photo by .+", "[(] ?.+", "(?:by|from) .+", r"\+ .+", r"\.+", "(?:the )?end.*", "a?b.+", to_re2("by {name}"), to_re2("{int} comments"),
]  # fmt: skip


def test_what_begins_with_whatever_there_is() -> None:
    assert [pattern for pattern in DEFINITE if _OPEN.match(pattern)] == []
    assert [pattern for pattern in OPEN if not _OPEN.match(pattern)] == []


def test_a_set_of_both_finds_what_each_pattern_finds() -> None:
    import re2

    texts = [
        "", "x photo by y", "photo by y", "by jane", "jane is a reporter", "5 comments", "+ more", "...", "ends", "abc", "a. via x",
        "(said it", "a@b.com", "example.com", "橋 photo by 川", "-seen", "the bridge seen", "long ago", "x" * 400,
        "a photo by b back to video",
    ]  # fmt: skip
    for patterns in (OPEN, DEFINITE, [p for pair in zip(OPEN, DEFINITE, strict=False) for p in pair]):
        made = PatternSet(patterns)
        for text in texts:
            assert made.match(text) == [n for n, p in enumerate(patterns) if re2.compile(p).fullmatch(text)], text


def test_many_patterns_that_begin_with_anything_cost_little() -> None:
    """One automaton of all would have a state for each set of those that are half met."""
    made = PatternSet([f".+[.!] (?:photo|image){n} by [^ ]+(?: [^ ]+){{0,4}}" for n in range(60)] + [f"photo{n} by .+" for n in range(60)])
    texts = [" ".join(f"word{(n * k) % 97}." if k % 3 else f"w{k}" for k in range(30)) for n in range(200)]
    begun = time.process_time()
    for text in texts:
        assert made.match(text) == []
    assert time.process_time() - begun < 0.2
    assert made.match("a word. photo7 by jane doe") == [7]


def test_a_set_has_as_much_memory_as_it_needs() -> None:
    """Little to begin with: what it may have is in the end what it takes, and a process has a hundred of them."""
    small = f"x(?:{'|'.join(f'[a-y]{{{n},40}}' for n in range(1, 40))})z"
    made = PatternSet([small])
    assert len(small) * _BYTES_A_CHARACTER < _LEAST_BYTES
    assert (made.match("x" + "a" * 40 + "z"), made.match("xz")) == ([0], [])
    with pytest.raises(PatternError, match="too large together"):
        PatternSet([f"a{n}(?:[^ ]{{1,300}} ){{1,3}}" for n in range(400)])
