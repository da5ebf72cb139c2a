"""The two libraries of last resort, as we use them: no clock, no invented day, nothing from running text."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.fields.date_guess import guess
from cleaner.fields.date_search import search_date

FETCHED = datetime(2024, 5, 3, 12)


@pytest.mark.parametrize("text", ["", "soon", "3 hours ago", "yesterday", "14:30", "Friday", "x" * 100, "12"])
def test_nothing_is_guessed_without_a_date_or_a_fetch(text: str) -> None:
    assert guess(text, ("en",)) is None


@pytest.mark.parametrize(("text", "languages", "iso"), [
    ("le 3 mai 2024 vers midi", ("fr",), None), ("May 2024", ("en",), "2024-05"),
    ("3. Mai 2024", ("de",), "2024-05-03"),
    ("3 мая 2024", ("ru", "xx"), "2024-05-03"), ("3 May 2024", ("xx",), None),
])
def test_precision_is_kept(text: str, languages: tuple[str, ...], iso: str | None) -> None:
    found = guess(text, languages)
    assert (found.iso() if found else None) == iso


def test_how_long_ago_counts_from_the_fetch() -> None:
    for text, language, day in (("2 days ago", "en", "2024-05-01"), ("vor 2 Tagen", "de", "2024-05-01")):
        found = guess(text, (language,), fetched=FETCHED)
        assert found is not None
        assert found.iso()[:10] == day


@settings(max_examples=30)
@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    guess(text, ("en", "de"), "DMY", FETCHED)


def test_the_markup_of_a_date_is_found_and_later_dates_are_not() -> None:
    html = "<html><body><h1>Harbour bridge</h1><p class='post-date'>2024-05-03</p><p>The old bridge.</p></body></html>"
    assert search_date(html) == "2024-05-03"
    assert search_date(html, fetched=datetime(2023, 1, 1)) is None
    assert search_date("<html><body><p>The old bridge.</p></body></html>") is None
    assert search_date("") is None
