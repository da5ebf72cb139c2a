"""Lines of site configs."""

from __future__ import annotations

import pytest

from cleaner.upkeep.ftr.directives import read_directives


@pytest.mark.parametrize("text", ["", "\n\n", "# body: //article", "   # a remark", "\ufeff# first"])
def test_what_says_nothing(text: str) -> None:
    assert read_directives(text) == []


@pytest.mark.parametrize(
    ("line", "name", "value", "argument"),
    [
        ("body: //article", "body", "//article", ""),
        ("  Body : //article  ", "body", "//article", ""),
        ("title://h1", "title", "//h1", ""),
        ("prune: no", "prune", "no", ""),
        ("http_header(user-agent): Reader/1.0: mobile", "http_header()", "Reader/1.0: mobile", "user-agent"),
        ("replace_string(<noscript>): <div>", "replace_string()", "<div>", "<noscript>"),
        ("replace_string((now)): later", "replace_string()", "later", "(now)"),
        ("wrap_in(h2)://p", "wrap_in()", "//p", "h2"),
        ("strip_id_or_class:", "strip_id_or_class", "", ""),
    ],
)
def test_a_line(line: str, name: str, value: str, argument: str) -> None:
    (found,) = read_directives(f"# remark\n{line}\n")
    assert (found.name, found.value, found.argument, found.line, found.odd) == (name, value, argument, 2, "")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("titl: //h1", "there is no directive 'titl'; did you mean 'title'?"),
        ("test_rul: http://a.example/", "did you mean 'test_url'?"),
        ("zzzz: 1", "there is no directive 'zzzz'"),
        ("// a remark of another language", "is no directive"),
        ("body //article", "is no directive"),
        ("replace_string(a: b", "is no directive"),
        ("wrap_out(h2): //p", "did you mean 'wrap_in()'?"),
    ],
)
def test_what_is_misspelt_is_told(line: str, message: str) -> None:
    (found,) = read_directives(line)
    assert message in found.odd


def test_find_and_replace_go_in_pairs() -> None:
    text = "find_string: <em>\nbody: //p\nreplace_string: <b>\nfind_string: x\nreplace_string:\n"
    found = read_directives(text)
    assert [(d.name, d.before, d.value, d.line) for d in found] == [
        ("replace_string()", "<em>", "<b>", 1), ("body", "", "//p", 2), ("replace_string()", "x", "", 4),
    ]


def test_a_find_without_its_replacement_switches_all_off_and_is_told() -> None:
    found = read_directives("find_string: a\nreplace_string: b\nfind_string: c\n")
    assert [d.line for d in found] == [1, 2, 3]
    assert all("2 find_string and 1 replace_string cannot be paired" in d.odd for d in found)


def test_a_directive_is_shown_as_its_file_writes_it() -> None:
    lines = ["body: //p", "http_header(referer): http://a.example/", "replace_string(a): b", "no directive at all"]
    assert [d.shown for d in read_directives("\n".join(lines))] == lines
