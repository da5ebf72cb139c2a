"""The row that stands in a failed page's place."""

from __future__ import annotations

import json

import pytest

from cleaner.errors import InputError, PageError
from cleaner.outputs.failure import failure_line, failure_row
from cleaner.text.fold import fold


def _raised_inside() -> Exception:
    try:
        fold(None)  # type: ignore[arg-type]
    except Exception as error:
        return error
    raise AssertionError("fold took None")


@pytest.mark.parametrize(
    ("error", "stage", "kind", "message"),
    [
        (PageError("decode", "The page is empty."), "decode", "PageError", "The page is empty."),
        (InputError("x.html: cannot be read."), "input", "InputError", "x.html: cannot be read."),
        (KeyError("a\nb"), "clean", "KeyError", "unexpected KeyError: 'a\\nb'"),
        (MemoryError(), "clean", "MemoryError", "unexpected MemoryError"),
    ],
)
def test_row(error: Exception, stage: str, kind: str, message: str) -> None:
    assert failure_row(error, "https://example.org/") == {
        "url": "https://example.org/", "error": {"stage": stage, "type": kind, "message": message}
    }  # fmt: skip


def test_the_stage_of_an_unforeseen_error_is_the_room_it_came_from() -> None:
    assert failure_row(_raised_inside(), None)["error"]["stage"] == "text"


def test_without_an_address_the_row_names_the_input() -> None:
    assert failure_row(PageError("decode", "x"), None, "a.html")["input"] == "a.html"
    assert "input" not in failure_row(PageError("decode", "x"), "https://example.org/", "a.html")


def test_line() -> None:
    row = failure_row(InputError("\x1b[2J\udc80: cannot be read."), None, "\udc80")
    line = failure_line(row)
    assert line.count("\n") == 1
    assert line.encode("utf-8")
    assert json.loads(line) == row
