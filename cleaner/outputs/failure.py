"""A page that failed, as the row that stands in its place."""

from __future__ import annotations

import json
from types import TracebackType
from typing import Any

from cleaner.errors import InputError, PageError
from cleaner.text.controls import escape_controls

_PACKAGE = __name__.partition(".")[0]


def failure_row(error: Exception, url: str | None, name: str = "") -> dict[str, Any]:
    """Return ``{"url", "error": {"stage", "type", "message"}}`` for any error that cleaning a page raised.

    Args:
        error: what was raised. Of one that the package does not raise on purpose the stage is the part of the package
            that it came from.
        url: the page's address, where it is known.
        name: the input's name; it is in the row, as ``input``, where there is no address to know the page by.
    """
    row: dict[str, Any] = {"url": url}
    if not url and name:
        row["input"] = name
    row["error"] = {"stage": stage_of(error), "type": type(error).__name__, "message": message_of(error)}
    return row


def failure_line(row: dict[str, Any], indent: int | None = None) -> str:
    """Return a :func:`failure_row` as JSON; a single line unless ``indent`` is given."""
    return escape_controls(json.dumps(row, ensure_ascii=False, indent=indent)) + "\n"


def stage_of(error: Exception) -> str:
    """Return the stage at which an error arose, such as ``decode``; ``clean`` when nothing tells it."""
    if isinstance(error, PageError):
        return error.stage
    if isinstance(error, InputError):
        return "input"
    return _innermost_room(error.__traceback__) or "clean"


def message_of(error: Exception) -> str:
    """Return what was wrong, in one sentence on one line."""
    if isinstance(error, PageError):
        return error.message
    if isinstance(error, InputError):
        return str(error)
    told = " ".join(str(error).split())
    return f"unexpected {type(error).__name__}: {told}" if told else f"unexpected {type(error).__name__}"


def _innermost_room(traceback: TracebackType | None) -> str:
    room = ""
    while traceback is not None:
        package, _, inside = str(traceback.tb_frame.f_globals.get("__name__", "")).partition(".")
        if package == _PACKAGE and inside:
            room = inside.partition(".")[0]
        traceback = traceback.tb_next
    return room
