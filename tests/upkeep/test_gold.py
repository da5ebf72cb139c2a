"""Figures of many pages, and which blocks gold holds."""

from __future__ import annotations

import pytest

from cleaner.upkeep.gold import Figures, figures_of, page_figures
from cleaner.upkeep.gold_blocks import gold_blocks

STORY = (
    "The ferry was late again on Monday because of the fog in the strait.",
    "Passengers were given tea and a blanket while they waited on the pier.",
)


def test_no_pages_have_no_figures() -> None:
    assert figures_of([]) == figures_of([{}]) == Figures(0, 0.0, 0.0, None)


def test_figures_of_pages_are_those_of_the_benchmark() -> None:
    six = "one two three four five six"
    rows = [page_figures({"body": six, "title": "A"}, {"body": body, "title": "A"}) for body in (six, six + " seven", "")]
    found = figures_of([*rows, page_figures({"title": "A", "authors": ["X"]}, {})])
    assert (found.bodies, round(found.body_f1, 4), round(found.body_exact, 4), found.fields) == (3, 0.7568, 0.3333, 3 / 5)


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([*STORY], [True, True]),
        (["Sign up for our letter about boats and the sea today", *STORY], [False, True, True]),
        ([STORY[0], "Read on", STORY[1]], [True, False, True]),
        # A teaser that repeats a line of the story is not the story.
        ([STORY[1], "Weather", "Sport", "Games", "Shop", "Jobs", *STORY], [False, False, False, False, False, False, True, True]),
    ],
)
def test_gold_blocks(blocks: list[str], expected: list[bool]) -> None:
    assert gold_blocks(blocks, "\n\n".join(STORY)) == expected
