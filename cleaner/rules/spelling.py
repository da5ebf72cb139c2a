"""Hints for what is misspelt."""

from __future__ import annotations

from collections.abc import Iterable


def near(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the known word most like ``word``, "" when none is."""
    import difflib

    found = difflib.get_close_matches(word, [k for k in known if k], 1)
    return f"; did you mean {found[0]!r}?" if found else ""
