"""Control characters, made visible: a page's text must not be able to steer the terminal that shows it."""

from __future__ import annotations

import re

#: Controls but line feed and tab, and lone surrogates, which UTF-8 cannot carry. Inside a JSON string their escapes
#: mean the very same characters, so escaping a JSON text changes nothing for its reader.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

#: What also reorders or hides text within a line: marks of direction, line and paragraph separators.
_CONTROLS_IN_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def escape_controls(text: str) -> str:
    """Return ``text`` with control characters written as ``\\uXXXX``; line feeds and tabs stay."""
    return _CONTROLS.sub(_escape, text)


def escape_line(text: str) -> str:
    """Return ``text`` fit to stand in one line of a terminal: also line feeds, tabs and marks of direction escaped."""
    return _CONTROLS_IN_LINE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
