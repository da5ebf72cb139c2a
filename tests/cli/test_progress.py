"""How far a run is, in a log and at its end."""

from __future__ import annotations

from collections import Counter

import pytest

from cleaner.batch.rows import Facts, Row
from cleaner.batch.summary import Summary
from cleaner.cli.progress import Progress, line_of, show_table


@pytest.fixture
def summary() -> Summary:
    found = Summary(Counter({"revisit": 3}))
    for i in range(8):
        found.add(Row(i, "a", None, "x", None, Facts("finder", i == 0, {"generic/x/y": 2})))
    for stage in ("decode", "decode", "timeout"):
        found.add(Row(9, "b", None, None, {"error": {"stage": stage, "type": "PageError", "message": "m"}}))
    return found


def test_report(summary: Summary) -> None:
    assert summary.report(2.0) == {
        "pages": 11, "failed": 3, "needs_review": 1, "kept_from_earlier": 0, "seconds": 2.0, "pages_per_second": 5.5,
        "failures": {"decode": 2, "timeout": 1}, "extractors": {"finder": 8}, "rules": {"generic/x/y": 16}, "skipped": {"revisit": 3},
    }  # fmt: skip


def test_nothing_was_done() -> None:
    assert Summary().report(0.0)["pages_per_second"] == 0.0


def test_a_line(summary: Summary) -> None:
    assert line_of(summary, 2.0, None) == "11 pages, 5.5 pages/s, 3 failed, 1 need a look"
    assert line_of(summary, 3600.0, 0.25).endswith(", 25% of the input read, 3:00:00 to go")


def test_the_table(summary: Summary, capsys: pytest.CaptureFixture[str]) -> None:
    show_table(summary, 65.0)
    lines = [" ".join(line.split()) for line in capsys.readouterr().err.splitlines()]
    assert lines == [
        "pages 11 0.2 a second, 1:05", "failed 3 27.3%", "decode 2 18.2%", "timeout 1 9.1%", "need a look 1 9.1%", "no page: revisit 3",
        "body by finder 8 72.7%", "blocks taken by generic/x/y 16",
    ]  # fmt: skip


@pytest.mark.parametrize(("lines", "told"), [(True, 2), (False, 0)])
def test_a_log_has_a_line_a_minute(summary: Summary, capsys: pytest.CaptureFixture[str], lines: bool, told: int) -> None:
    times = [0.0, 10.0, 59.0, 60.0, 60.0, 61.0, 119.0, 121.0, 121.0]
    with Progress(summary, bar=False, lines=lines, share=lambda: 0.5, clock=lambda: times.pop(0)) as progress:
        for _ in range(6):
            progress.tell()
    assert len(capsys.readouterr().err.splitlines()) == told


def test_a_bar_is_drawn_and_messages_stand_above_it(summary: Summary, capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    with Progress(summary, bar=True, lines=True, share=lambda: 0.5, clock=lambda: now) as progress:
        now = 1.0
        progress.tell()
        progress.say("b: decode: [bold]the page\x1b is empty")
    assert "clean-news: b: decode: [bold]the page\\u001b is empty\n" in capsys.readouterr().err
