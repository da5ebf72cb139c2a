"""Ranges as rule files write them: ``..8``, ``3..``, ``0..2``."""

from __future__ import annotations

import math
import re

_RANGE = re.compile(r"(\d+(?:\.\d+)?)?\.\.(\d+(?:\.\d+)?)?")


def parse_range(text: str) -> tuple[float, float]:
    """Return the least and the most of a range, both included; an open end is infinite.

    Raises:
        ValueError: the text is no range; the message says how one is written.
    """
    found = _RANGE.fullmatch(text.strip())
    if not found or not (found[1] or found[2]):
        raise ValueError(f"{text!r} is no range; write '2..8', '..8' or '3..'")
    least = float(found[1]) if found[1] else 0.0
    most = float(found[2]) if found[2] else math.inf
    if least > most:
        raise ValueError(f"the range {text!r} is empty: {least:g} is more than {most:g}")
    return least, most
