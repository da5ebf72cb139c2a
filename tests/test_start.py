"""What a start pays for: patterns and libraries that a small page does not need are not there after it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from cleaner.late import late

_PAGE = """<html lang=en><head><title>Wards meet</title>
<meta property="article:published_time" content="2024-03-05T08:30:00Z"></head>
<body><article><h1>Wards meet</h1><p class="byline">By Ada Example</p>
<p>Every ward of the town sent its council to the old market hall on Monday, where they spoke for three hours.</p>
<p>The bridge comes first, and will be closed for a month until the last of its beams is in place again.</p></article></body></html>"""
#: Each takes a start 1 to 300 ms; the list of suffixes took 110 ms where the domains of all families were checked on every start.
_SPARED = {"babel", "bs4", "dateparser", "difflib", "html.entities", "htmldate", "pebble", "psutil", "publicsuffixlist", "trafilatura"}


def test_a_small_page_loads_only_what_it_needs() -> None:
    code = f"import sys, cleaner; article = cleaner.clean({_PAGE!r}); assert article.authors; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert _SPARED.isdisjoint(done.stdout.split())


def test_a_late_pattern_is_compiled_when_it_is_asked() -> None:
    made = late("[")
    with pytest.raises(re.error):
        made.search("")


def test_a_late_pattern_does_what_a_pattern_does() -> None:
    made, same = late(r"(\d+) days?", re.I), re.compile(r"(\d+) days?", re.I)
    text = "3 days, 14 Days and 1 day"
    assert made.findall(text) == same.findall(text)
    assert made.sub("-", text) == same.sub("-", text) == "-, - and -"
    assert (made.pattern, made.flags, made.groups) == (same.pattern, same.flags, same.groups)
    assert made.fullmatch("3 days") and not made.fullmatch("3 days more")
    assert made.search == made.search  # the method itself, found once


def test_a_late_pattern_of_bytes() -> None:
    assert late(rb"[\x80-\xff]+").findall(b"a\xc3\xa4b") == [b"\xc3\xa4"]
