"""Control characters, made visible: a page's text must not be able to steer the terminal that shows it."""

from __future__ import annotations

import re

from cleaner.late import late

#: Controls but line feed and tab, and lone surrogates, which UTF-8 cannot carry. Inside a JSON string their escapes
#: mean the very same characters, so escaping a JSON text changes nothing for its reader.
_CONTROLS = late("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

#: What also reorders or hides text within a line: marks of direction, line and paragraph separators.
_CONTROLS_IN_LINE = late("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

#: The same for a page of HTML, which keeps line feeds and tabs where they say something, and on which more can hide: marks of
#: annotations, and the tag characters, letters that no font shows.
_CONTROLS_IN_HTML = late(
    "([\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f])"
)


def escape_controls(text: str) -> str:
    """Return ``text`` with control characters written as ``\\uXXXX``; line feeds and tabs stay."""
    return _CONTROLS.sub(_escape, text)


def escape_line(text: str) -> str:
    """Return ``text`` fit to stand in one line of a terminal: also line feeds, tabs and marks of direction escaped."""
    return _CONTROLS_IN_LINE.sub(_escape, text)


def split_controls(text: str) -> list[tuple[str, bool]]:
    """Return ``text`` in pieces, each with whether it stands for a control character: that is then its number, ``U+202E``."""
    parts = _CONTROLS_IN_HTML.split(text)
    return [(f"U+{ord(part):04X}" if i % 2 else part, bool(i % 2)) for i, part in enumerate(parts) if part]


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
