"""The benchmark's own arithmetic; what it measures is no matter of tests."""

from __future__ import annotations

from statistics import median

import pytest
from bench import bracket, run, time_table
from contenders import OURS, YARDSTICK
from corpus import Case
from growth import made_page


@pytest.mark.parametrize("size", [5_000, 100_000])
def test_a_made_page_has_the_size_that_was_asked_for(size: int) -> None:
    assert abs(len(made_page(size)) - size) < 500


def test_the_bracket_holds_the_figure_and_is_the_same_each_time() -> None:
    values = [1.0, 2.0, 3.0, 4.0, 50.0]
    text = bracket(values, median)
    assert text == bracket(values, median)
    low, high = map(float, text.partition("[")[2].rstrip("]").split(","))
    assert text.startswith("3.00") and 1.0 <= low <= 3.0 <= high <= 50.0


def test_ratios_are_of_the_same_page() -> None:
    table = time_table({YARDSTICK: [1.0, 10.0], OURS: [3.0, 30.0]})
    assert "3.00 [3.00, 3.00]" in table.splitlines()[2] and f"{2000 / 33:.1f}" in table


def test_every_contender_sees_every_page_every_round() -> None:
    seen: list[tuple[str, str]] = []
    every = {name: lambda data, url, name=name: seen.append((name, url)) for name in (YARDSTICK, OURS)}
    cases = [Case("c", str(n), f"http://e{n}.example/", "", b"<p>", {}) for n in range(4)]
    times = run(every, cases, 3)
    assert {name: len(found) for name, found in times.items()} == {YARDSTICK: 4, OURS: 4}
    assert seen.count((OURS, "http://e3.example/")) == 3
