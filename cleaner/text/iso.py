"""Moments as callers, crawlers and archives write them: ISO 8601. What pages print is read by :mod:`cleaner.fields.moment`."""

from __future__ import annotations

from datetime import datetime


def read_iso(text: str) -> datetime:
    """Return the moment that a text in ISO 8601 names, with its offset where it has one.

    Raises:
        ValueError: it names none.
    """
    # Python 3.10 reads no "Z".
    return datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith(("Z", "z")) else text)
