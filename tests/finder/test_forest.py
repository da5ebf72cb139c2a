"""The forest as a function gives what the forest as trees gives, and nothing but numbers gets into its source."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.finder.forest import compiled, read_forest

NAMES = ["words", "links", "place"]
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32)


def _trees(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(st.integers(0, len(NAMES) - 1), NUMBERS, inner, inner, NUMBERS).map(list)


FORESTS = st.builds(
    lambda base, trees: {"signals": NAMES, "base": base, "trees": trees}, NUMBERS, st.lists(st.recursive(NUMBERS, _trees), max_size=5)
)
ROWS = st.lists(st.one_of(NUMBERS, st.booleans(), st.integers(-99, 99)), min_size=len(NAMES), max_size=len(NAMES))


@given(data=FORESTS, row=ROWS)
def test_the_function_gives_the_odds_of_the_trees_to_the_last_digit(data: dict[str, Any], row: list[float]) -> None:
    forest = read_forest(data)
    assert compiled(forest)(row) == forest.odds(row)


def test_a_forest_that_is_asked_often_answers_as_before() -> None:
    forest = read_forest({"signals": NAMES, "base": -0.5, "trees": [[0, 2.5, 0.125, [2, -1.0, 1.0, 2.0, 1.5], 0.3], 0.25]})
    assert {forest.odds([3, 0, place]) for place in (0, -1) for _ in range(1500)} == {-0.5 + 2.0 + 0.25, -0.5 + 1.0 + 0.25}


@pytest.mark.parametrize(
    "tree", [[3, 0.5, 0.0, 1.0, 0.0], [-1, 0.5, 0.0, 1.0, 0.0], float("nan"), [0, float("inf"), 0.0, 1.0, 0.0], "x", None]
)
def test_what_is_no_forest_is_refused(tree: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        read_forest({"signals": NAMES, "base": 0.0, "trees": [tree]})
