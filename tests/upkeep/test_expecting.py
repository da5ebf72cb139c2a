"""Records beside expectations: what passes, and what each difference is called."""

from __future__ import annotations

from typing import Any

import pytest

from cleaner.article import Article, Caption, Removed
from cleaner.upkeep.expecting import Actual, compare_field, wanted

LONG = "The night ferry to the island left the old quay on Friday for the first time in eleven years, with a harp"
ARTICLE = Article(
    title="Ferry sails", lead=None, authors=("Ann Berg", "Bo Lund"), published="2026-05-09T08:30:00+00:00", body=f"One.\n\n{LONG}.\nThree.",
    captions=(Caption("The quay", "Cy Dahl"),), removed=(Removed("sites/harbour.example/box", "f:1", "promo", "Join", 3),),
)
FOUND = Actual(ARTICLE.to_dict(removed=True), {"local/sites/harbour.example/box": 2, "generic/boxes/toolbox": 1})


@pytest.mark.parametrize(("field", "expected"), [
    ("title", "Ferry sails"), ("lead", None), ("authors", ["Ann Berg", "Bo Lund"]), ("agencies", []), ("live", False),
    ("published", "2026-05-09T08:30:00Z"), ("published", "2026-05-09T08:30:00+00:00"),
    ("body", ["One.", f"{LONG}.", "Three."]), ("body_first", "One"), ("body_last", "hree."),
    ("captions", [{"credit": "Cy Dahl", "text": "The quay"}]), ("removed", ["Join"]), ("removed", []),
    ("hits", {"local/sites/harbour.example/box": 2}), ("hits", {"sites/harbour.example/box": 2, "box": 2}), ("hits", {"nothing": 0}),
    ("hits", {}),
])
def test_as_expected(field: str, expected: Any) -> None:
    assert compare_field(field, expected, FOUND) == ()


@pytest.mark.parametrize(("field", "expected", "said"), [
    ("title", "Ferry sinks", ["wrong: title is 'Ferry sails', not 'Ferry sinks'"]),
    ("title", None, ["noisy: title is 'Ferry sails', and should be empty"]),
    ("lead", "A lead.", ["missing: lead is empty, not 'A lead.'"]),
    ("published", "2026-05-09", ["wrong: published is '2026-05-09T08:30:00+00:00', not '2026-05-09'"]),
    ("live", True, ["wrong: live is false, not true"]),
    ("authors", ["Ann Berg"], ["noisy: 'Bo Lund' is in authors"]),
    ("authors", ["Ann Berg", "Bo Lund", "Di Eng"], ["missing: 'Di Eng' is not in authors"]),
    ("authors", ["Bo Lund", "Ann Berg"], ["wrong: authors has another order: 'Ann Berg' stands where 'Bo Lund' should"]),
    ("authors", ["Ann Berg", "Bo Lund", "Bo Lund"], ["missing: 'Bo Lund' is not in authors"]),
    ("agencies", ["AFP"], ["missing: 'AFP' is not in agencies"]),
    ("body", ["One.", f"{LONG}."], ["noisy: 'Three.' is in body"]),
    ("body", ["One.", "Zwei", f"{LONG}.", "Three."], ["missing: 'Zwei' is not in body"]),
    ("body", ["One.", f"{LONG}!", "Three."], ["wrong: body has '…n years, with a harp.' instead of '…n years, with a harp!'"]),
    ("body_first", "Two", ["missing: the body does not begin with 'Two'"]),
    ("body_last", "Two", ["missing: the body does not end with 'Two'"]),
    ("captions", [{"text": "The quay", "credit": None}], [
        'missing: {"text": "The quay", "credit": null} is not in captions',
        'noisy: {"text": "The quay", "credit": "Cy Dahl"} is in captions']),
    ("removed", ["Join", "Leave"], ["missing: 'Leave' is not in removed"]),
    ("hits", {"sites/harbour.example/box": 3}, ["missing: the rule sites/harbour.example/box claims 2 blocks, not 3"]),
    ("hits", {"boxes/toolbox": 0}, ["noisy: the rule boxes/toolbox claims 1 block, not 0"]),
    ("hits", {"nothing": 1}, ["missing: the rule nothing claims 0 blocks, not 1"]),
])
def test_differences(field: str, expected: Any, said: list[str]) -> None:
    assert [str(difference) for difference in compare_field(field, expected, FOUND)] == said


@pytest.mark.parametrize(("field", "expected", "value"), [
    ("title", "x", "Ferry sails"), ("lead", "x", None), ("authors", [], ["Ann Berg", "Bo Lund"]),
    ("body", ["x"], ["One.", f"{LONG}.", "Three."]),
    ("removed", ["Leave", "Join"], ["Join"]), ("hits", {"box": 9}, {"box": 2}), ("body_first", "x", "One."), ("body_last", "x", "Three."),
    ("captions", [], [{"text": "The quay", "credit": "Cy Dahl"}]),
])
def test_what_an_expectation_would_have_to_say(field: str, expected: Any, value: Any) -> None:
    assert wanted(field, expected, FOUND) == value
    assert compare_field(field, value, FOUND) == ()
