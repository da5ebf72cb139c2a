"""Errors: one tree, sentences that say where, and nothing lost when one crosses a process."""

from __future__ import annotations

import copy
import pickle

import pytest

from cleaner.errors import CleanNewsError, InputError, PageError, RuleError, RuleErrors

ONE = RuleError("unknown key 'linse'; did you mean 'lines'?", "rules/generic/ads.yaml", 12, 5, "generic/ads/label")
TWO = RuleError("cannot be read", "rules/generic/ads.yaml")

SENTENCES = [
    (PageError("decode", "the page is empty"), "decode: the page is empty"),
    (PageError("parse", "no HTML", "https://example.com/a"), "https://example.com/a: parse: no HTML"),
    (InputError("no such file: x"), "no such file: x"),
    (ONE, "rules/generic/ads.yaml:12:5: unknown key 'linse'; did you mean 'lines'? [generic/ads/label]"),
    (TWO, "rules/generic/ads.yaml: cannot be read"), (RuleError("no rules at all"), "no rules at all"),
    (RuleErrors([ONE, TWO]), f"{TWO}\n{ONE}"),
]


@pytest.mark.parametrize(("error", "sentence"), SENTENCES)
def test_sentences(error: CleanNewsError, sentence: str) -> None:
    assert str(error) == sentence
    assert isinstance(error, CleanNewsError)


@pytest.mark.parametrize("error", [error for error, _ in SENTENCES])
def test_errors_cross_processes(error: CleanNewsError) -> None:
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(other) is type(error) and str(other) == str(error)
        assert {k: str(v) for k, v in vars(other).items()} == {k: str(v) for k, v in vars(error).items()}


def test_mistakes_are_told_in_the_order_of_the_files() -> None:
    places = [("b", 1, 1), ("a", 10, 1), ("a", 9, 7), ("a", 9, 2)]
    errors = RuleErrors([RuleError("x", *place) for place in places]).errors
    assert [(e.path, e.line, e.column) for e in errors] == [("a", 9, 2), ("a", 9, 7), ("a", 10, 1), ("b", 1, 1)]
