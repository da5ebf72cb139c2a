"""expected.yaml, written and rewritten: what nobody asked to change stays to the byte."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cleaner.errors import InputError
from cleaner.upkeep.writing import difference, entry, expectation, flow, rewrite

FILE = Path("expected.yaml")
TEXT = """\
# What this page must be.
title:   'Ferry sails'   # as on the front page
lead: >-
  A lead of
  two lines.

# Both wrote it.
authors: [Ann Berg, "Bo Lund"]
body:
  # the first paragraph
  - "One."
  - >-
    Two, in
    two lines.
  # about the third
  - 'Three.'

# the end
hits: {sites/harbour.example/box: 2}
"""


def _changed(text: str, changes: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return the lines that a rewriting takes away and those that it adds."""
    lines = [line for line in difference(text, rewrite(text, changes, FILE), "f")[2:] if line[0] in "+-"]
    return [line[1:] for line in lines if line[0] == "-"], [line[1:] for line in lines if line[0] == "+"]


@pytest.mark.parametrize("changes", [{}, {"title": "Ferry sails"}, {"body": ["One.", "Two, in two lines.", "Three."]}])
def test_what_says_the_same_stays(changes: dict[str, Any]) -> None:
    assert rewrite(TEXT, changes, FILE) == TEXT


@pytest.mark.parametrize(("changes", "gone", "new"), [
    ({"title": "Ferry: sinks"}, ["title:   'Ferry sails'   # as on the front page"], ['title: "Ferry: sinks"   # as on the front page']),
    ({"lead": None}, ["lead: >-", "  A lead of", "  two lines."], ["lead: null"]),
    ({"authors": ["Bo Lund"]}, ['authors: [Ann Berg, "Bo Lund"]'], ['authors: ["Bo Lund"]']),
    ({"body": ["Two, in two lines.", "Three."]}, ['  - "One."'], []),
    ({"body": ["One.", "Three."]}, ["  - >-", "    Two, in", "    two lines."], []),
    ({"body": ["Nought.", "One.", "Two, in two lines.", "Three.", "Four."]}, [], ['  - "Nought."', '  - "Four."']),
    ({"body": ["One.", "2", "Three."]}, ["  - >-", "    Two, in", "    two lines."], ['  - "2"']),
    ({"body": []}, ["body:", "  # the first paragraph", '  - "One."', "  - >-", "    Two, in", "    two lines.", "  # about the third",
                    "  - 'Three.'"], ["body: []"]),
    ({"hits": {"sites/harbour.example/box": 3}}, ["hits: {sites/harbour.example/box: 2}"], ["hits: {sites/harbour.example/box: 3}"]),
])
def test_only_what_changes_is_touched(changes: dict[str, Any], gone: list[str], new: list[str]) -> None:
    assert _changed(TEXT, changes) == (gone, new)


def test_several_changes_at_once() -> None:
    written = rewrite(TEXT, {"title": "Sinks", "body": ["Three.", "One."], "hits": {"a/b": 1}}, FILE)
    assert yaml.safe_load(written) == yaml.safe_load(TEXT) | {"title": "Sinks", "body": ["Three.", "One."], "hits": {"a/b": 1}}
    assert [line for line in TEXT.splitlines() if line.lstrip().startswith("#")] == [
        line for line in written.splitlines() if line.lstrip().startswith("#")]


@pytest.mark.parametrize(("text", "changes", "written"), [
    ("title: a", {"title": "b"}, 'title: "b"\n'),
    ("title: a\r\nlead: c\r\n", {"title": "b"}, 'title: "b"\r\nlead: c\r\n'),
    ("body:\n- a\n- b\nlead: c\n", {"body": ["a", "d"]}, 'body:\n- a\n- "d"\nlead: c\n'),
    ("body: [a, b]\nlead: c\n", {"body": ["a"]}, 'body:\n  - "a"\nlead: c\n'),
    ("published: 2026-05-09\n", {"published": None}, "published: null\n"),
    ("captions:\n  - {text: a,\n     credit: b}\n  - text: c\n    credit: d\n", {"captions": [{"text": "c", "credit": "d"}]},
     "captions:\n  - text: c\n    credit: d\n"),
])
def test_ways_of_writing(text: str, changes: dict[str, Any], written: str) -> None:
    assert rewrite(text, changes, FILE) == written


@pytest.mark.parametrize("text", ["{title: a, lead: b}\n", "title: &t a\nlead: *t\n", '{"title": "a",\n "lead": "b"}'])
def test_what_cannot_be_replaced_alone_is_left_to_a_person(text: str) -> None:
    with pytest.raises(InputError, match="change it by hand"):
        rewrite(text, {"title": "c"}, FILE)


@pytest.mark.parametrize(("value", "written"), [
    ("plain", '"plain"'), ('He said "no": #1', '"He said \\"no\\": #1"'), ("Fähre — „so“", '"Fähre — „so“"'),
    ("a\u2028b\x85", '"a\\u2028b\\u0085"'),
    (None, "null"), (True, "true"), (3, "3"), ([], "[]"), (["a", 1], '["a", 1]'),
    ({"text": "a", "no": None, "a: b": 1}, '{text: "a", "no": null, "a: b": 1}'),
])
def test_values_on_a_line(value: Any, written: str) -> None:
    assert flow(value) == written
    assert yaml.safe_load(written) == value


def test_paragraphs_stand_one_a_line() -> None:
    record = {"title": "T", "authors": ["A", "B"], "body": ["One."], "tags": ["x" * 60, "y" * 60]}
    text = expectation(record, ("title", "authors", "body", "tags"))
    assert text.splitlines()[:4] == ['title: "T"', 'authors: ["A", "B"]', "body:", '  - "One."']
    assert yaml.safe_load(text) == record
    assert entry("body", []) == "body: []\n"


TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(string.punctuation + " \n\t"), max_size=12)


@given(st.lists(TEXTS, max_size=5), st.lists(TEXTS, max_size=5), st.booleans(), TEXTS)
def test_any_list_becomes_any_other(before: list[str], after: list[str], remarks: bool, lead: str) -> None:
    remark = "  # a remark\n" if remarks else ""
    items = "".join(f"{remark}  - {flow(item)}\n" for item in before) or " []\n"
    text = f"# head\nbody:{'' if not before else chr(10)}{items}\n# between\nlead: {flow(lead)}\n"
    written = rewrite(text, {"body": after}, FILE)
    assert yaml.safe_load(written) == {"body": after, "lead": lead}
    assert written.startswith("# head\nbody:")
    assert written.endswith(f"\n# between\nlead: {flow(lead)}\n")
