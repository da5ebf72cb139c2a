"""Many pages through workers: one row each, in order, whatever a page does to its worker."""

from __future__ import annotations

import json
import os
import signal
import time
from typing import Any

import psutil
import pytest
import unruly

from cleaner.batch.rows import Job, Row, failed
from cleaner.batch.run import BatchOptions, _Run, clean_many
from cleaner.batch.workers import UNTOLD, Outcome
from cleaner.errors import InputError, PageError
from cleaner.sources import Input, Unreadable

JOB = Job(load=unruly.load)


def items(*words: str) -> list[Input]:
    return [Input(f"p{i}", f"https://a.example/{i}", word.encode()) for i, word in enumerate(words)]


def told(row: Row) -> str:
    return row.failure["error"]["stage"] if row.failure else row.value.title


def run(words: list[str], **options: Any) -> list[Row]:
    return list(clean_many(items(*words), BatchOptions(JOB, **{"workers": 2, **options})))


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_rows_come_in_order(workers: int) -> None:
    words = ["late", *(f"w{i}" for i in range(40)), "", "bug", "end"]
    rows = run(words, workers=workers)
    assert [row.position for row in rows] == list(range(44))
    assert [told(row) for row in rows] == [*words[:41], "decode", "batch", "end"]
    assert rows[42].failure == {
        "url": "https://a.example/42",
        "error": {"stage": "batch", "type": "ZeroDivisionError", "message": "unexpected ZeroDivisionError: division by zero"},
    }


def test_rows_in_any_order_are_the_same_rows() -> None:
    words = ["late", *(f"w{i}" for i in range(30))]
    rows = run(words, ordered=False)
    assert rows[0].position != 0
    assert sorted((row.position, told(row)) for row in rows) == list(enumerate(words))


def test_unruly_pages_fail_alone_and_in_their_place() -> None:
    words = ["a", "b", "hang", "c", "sleep", "d", "eat", "e", "kill", "f", "fault", "leave", *(f"w{i}" for i in range(20)), "kill", "z"]
    rows = run(words, seconds=1.5, megabytes=400)
    stages = {"hang": "timeout", "sleep": "timeout", "eat": "memory", "kill": "worker", "fault": "worker", "leave": "worker"}
    assert [told(row) for row in rows] == [stages.get(word, word) for word in words]
    causes = {word: row.failure["error"]["message"] for word, row in zip(words, rows, strict=True) if row.failure}
    assert causes["hang"] == "the page takes longer than the 1.5 s it may take (--timeout)"
    assert causes["eat"] == "the page needs more memory than the 400 MB it may take (--memory)"
    assert "signal 9, SIGKILL, as the system does when memory runs out" in causes["kill"]
    assert "SIGSEGV" in causes["fault"]
    assert "exit code 7" in causes["leave"]


def test_what_earlier_pages_left_in_memory_fails_no_page() -> None:
    """Whether a page has room must not depend on the pages before it: two runs would have two outputs."""
    words = ["a", "hoard 150", "b", "feast 320", "c", "feast 390", "d", *(f"w{i}" for i in range(9))]
    for workers in (1, 2):
        rows = list(clean_many(items(*words), BatchOptions(JOB, workers=workers, megabytes=400)))
        assert [told(row) for row in rows] == words


def test_what_cannot_be_read_is_a_row() -> None:
    bad = Unreadable("x", None, InputError("x: cannot be read."))
    inputs = [*items("a"), bad, bad, *items("b")]
    assert [told(row) for row in clean_many(inputs, BatchOptions(JOB, workers=2))] == ["a", "input", "input", "b"]


def test_nothing_in_nothing_out() -> None:
    assert run([]) == []


def test_a_60_mb_page_is_a_row() -> None:
    page = Input("big", None, b"big " * 15_000_000)
    [small, row, last] = clean_many([*items("a"), page, *items("b")], BatchOptions(JOB, workers=2))
    assert row.value.body.startswith("60000000 ")
    assert [told(small), told(last)] == ["a", "b"]


def test_what_is_known_of_a_page_reaches_the_cleaner() -> None:
    page = Input("x", None, b"x", "html", "2026-03-01T08:30:00Z", "koi8-r")
    [row] = clean_many([page], BatchOptions(JOB, workers=0))
    assert row.value.body == "1 koi8-r 2026-03-01T08:30:00Z"
    [row] = clean_many(items("x"), BatchOptions(Job(unruly.load, fetched_at="2026-01-01"), workers=0))
    assert row.value.body == "1 None 2026-01-01"


def test_inputs_are_read_as_rows_are_taken() -> None:
    taken = []

    def endless() -> Any:
        for i in range(10_000):
            taken.append(i)
            yield Input(f"p{i}", None, b"w")

    rows = clean_many(endless(), BatchOptions(JOB, workers=2))
    for _ in range(20):
        next(rows)
    assert len(taken) < 1200  # 1,000 rows may wait for the first, whose worker can be late
    rows.close()  # type: ignore[attr-defined]


def test_a_hanging_page_does_not_let_rows_pile_up_without_end() -> None:
    taken = []

    def many() -> Any:
        for i in range(6000):
            taken.append(i)
            yield Input(f"p{i}", None, b"hang" if i == 0 else b"w")

    rows = clean_many(many(), BatchOptions(JOB, workers=2, seconds=2))
    assert told(next(rows)) == "timeout"
    assert len(taken) < 1200
    rows.close()  # type: ignore[attr-defined]


def test_ending_the_iteration_ends_the_workers() -> None:
    rows = clean_many(items(*["slow"] * 500), BatchOptions(JOB, workers=2))
    next(rows)
    assert _workers()
    rows.close()  # type: ignore[attr-defined]
    assert _end_soon()


def test_workers_killed_from_outside_cost_no_page() -> None:
    words = [f"slow {i}" for i in range(600)]
    rows, told_rows = clean_many(items(*words), BatchOptions(JOB, workers=2)), []
    for row in rows:
        told_rows.append(told(row))
        if len(told_rows) in (50, 200, 350):
            os.kill(_workers()[0].pid, signal.SIGKILL)
    assert told_rows == words


def test_an_error_of_loading_the_rules_is_raised() -> None:
    with pytest.raises(PageError, match="cannot be loaded"):
        list(clean_many(items("a"), BatchOptions(Job(load=unruly.load_nothing), workers=1)))


def test_rows_hold_what_is_counted_and_what_finish_makes() -> None:
    [row] = run(["a"])
    assert row.facts is not None
    assert (row.facts.extractor, dict(row.facts.rules)) == ("rule", {"test/rule": 1})
    [row] = clean_many(items("a"), BatchOptions(Job(unruly.load, unruly.shout), workers=1))
    assert row.value == "A"


def test_while_input_is_waited_for_rows_are_given() -> None:
    seen: list[str] = []

    def slow() -> Any:
        yield items("a")[0]
        seen.append("asked for more")
        yield items("b")[0]

    rows = clean_many(slow(), BatchOptions(JOB, workers=2, ready=lambda: False))
    assert told(next(rows)) == "a"
    assert seen == []
    assert [told(row) for row in rows] == ["b"]


class _ToldOutcomes:
    """A crew of one whose outcomes are told beforehand: how each chunk of one page ended."""

    def __init__(self, ends: list[int | None]) -> None:
        self.ends, self.given = ends, list[Any]()

    @property
    def idle(self) -> bool:
        return not self.given

    @property
    def busy(self) -> bool:
        return bool(self.given)

    def give(self, tasks: Any) -> None:
        self.given.append(tasks)

    def wait(self) -> list[Outcome]:
        tasks, ended = self.given.pop(), self.ends.pop(0)
        if ended is None:
            return [Outcome(tasks, [failed(task.position, task.item, PageError("rules", "done")) for task in tasks])]
        return [Outcome(tasks, (), ended, 0)]


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        pytest.param([1, 1, None], "done", id="a worker that ends twice"),
        pytest.param([1, 1, 1], "3 times (exit code 1)", id="three times"),
        pytest.param([-9, -9, -9, -9, -9, None], "done", id="killed five times, perhaps from outside"),
        pytest.param([-9, UNTOLD, -9, -9, -9, UNTOLD], "6 times (signal 9, SIGKILL, as the system does", id="killed six times"),
        pytest.param([UNTOLD] * 5 + [None], "done", id="nobody knows, five times"),
        pytest.param([UNTOLD] * 6, "6 times (how it ended is not known)", id="nobody knows"),
        pytest.param([UNTOLD, 3, UNTOLD], "3 times (exit code 3)", id="known once"),
    ],
)
def test_a_page_that_ends_its_worker_is_tried_again(ends: list[int | None], said: str) -> None:
    crew = _ToldOutcomes(ends)
    [row] = _Run(enumerate(items("a")), crew, 1, BatchOptions(JOB)).rows()  # type: ignore[arg-type]
    assert said in json.dumps(row.failure)
    assert not crew.ends


def _end_soon() -> bool:
    """Tell whether the workers end; a process that was ended is listed for a moment more."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not _workers():
            return True
        time.sleep(0.05)
    return False


def _workers() -> list[psutil.Process]:
    """Return the processes that pebble calls workers, which have no children of their own."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        servers = [p for p in psutil.Process().children() if "forkserver" in " ".join(p.cmdline())]
        found = [child for server in servers for child in server.children() if child.status() != psutil.STATUS_ZOMBIE]
        if found:
            return found
        time.sleep(0.05)
        if not servers:
            break
        if all(not server.children() for server in servers):
            return []
    return []
