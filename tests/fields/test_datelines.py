"""Datelines: what begins a first paragraph and is none, then places with and without an agency."""

from __future__ import annotations

import pytest

from cleaner.fields.byline_words import AgencyNames
from cleaner.fields.captions import Dateline, read_dateline
from cleaner.rules.files import rule_files

AGENCIES = AgencyNames(agency for loaded in rule_files() for agency in loaded.file.agencies)
STORY = "The harbour bridge opened on Friday."


@pytest.mark.parametrize("start", [
    "", "The mayor – ", "Paris, France — ", "He waited, etc. — ", "Mr. Doe, Sr. (AP) — ", "Harbour (old quay) — ", "A — ", "1984 — ",
])
def test_no_dateline(start: str) -> None:
    assert read_dateline(start + STORY, (), AGENCIES) is None


@pytest.mark.parametrize(("start", "place", "agency"), [
    ("LONDON — ", "LONDON", ""), ("KINGSTON, Jamaica – ", "KINGSTON, Jamaica", ""), ("Oslo (Reuters) - ", "Oslo", "Reuters"),
    ("TALLAHASSEE, Fla. (AP) — ", "TALLAHASSEE, Fla.", "AP"), ("ALBANY, N.Y. (AP) -- ", "ALBANY, N.Y.", "AP"),
])
def test_a_dateline(start: str, place: str, agency: str) -> None:
    assert read_dateline(start + STORY, (), AGENCIES) == Dateline(place, agency)


def test_a_language_s_form_keeps_a_short_form_s_full_stop() -> None:
    assert read_dateline(f"Bergen, Vestl. / {STORY}", (r"(\p{Lu}[\p{L}., ]+) /",), AGENCIES) == Dateline("Bergen, Vestl.", "")
