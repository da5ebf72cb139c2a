"""Dates as machines write them: the precision that is there, no more; zones only where one is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.fields.moment import Moment, moment, read_machine

NOT_A_DATE = [
    "", "soon", "5 May", "2024-13-01", "2024-02-30", "2024-05-03T25:00", "0001-01-01", "1200-01-01", "9999-01-01",
    "202405", "12345678901234567890", "12:30", "2024-05-03 to 2024-05-09", "2024-05-03T10:00+19:00 and so on", "PT7M",
]


@pytest.mark.parametrize("text", NOT_A_DATE)
def test_what_is_no_date(text: str) -> None:
    assert read_machine(text) is None


READ = [
    # precision stays what it is
    ("2024", "2024"), ("2024-05", "2024-05"), ("2024-05-03", "2024-05-03"), ("2024-05-03T14:30", "2024-05-03T14:30"),
    ("2024-05-03T14:30:05", "2024-05-03T14:30:05"), ("1848-03-09", "1848-03-09"),
    # a midnight without offset is a date that was filled up, one with offset is a time
    ("2024-05-03T00:00:00", "2024-05-03"), ("2024-05-03 00:00", "2024-05-03"),
    ("2024-05-03T00:00:00Z", "2024-05-03T00:00:00+00:00"),
    # offsets
    ("2024-05-03T14:30:05Z", "2024-05-03T14:30:05+00:00"), ("2024-05-03T14:30:05+0200", "2024-05-03T14:30:05+02:00"),
    ("2024-05-03T14:30:05+02", "2024-05-03T14:30:05+02:00"), ("2024-05-03T14:30:05-3", "2024-05-03T14:30:05-03:00"),
    ("2024-05-03 14:30:05 +05:30", "2024-05-03T14:30:05+05:30"),
    ("2024-05-03T14:30:05 UTC", "2024-05-03T14:30:05+00:00"),
    # fractions of any length
    ("2024-05-03T14:30:05.1Z", "2024-05-03T14:30:05+00:00"),
    ("2024-05-03T14:30:05.123456789Z", "2024-05-03T14:30:05+00:00"),
    ("2024-05-03T14:30:05,123", "2024-05-03T14:30:05"),
    # other separators, figures without a leading nought
    ("2024/05/03 14:30", "2024-05-03T14:30"), ("2024.05.03", "2024-05-03"), ("2024-5-3", "2024-05-03"),
    ("20240503", "2024-05-03"), ("20240503T143005Z", "2024-05-03T14:30:05+00:00"),
    ("20240503143005", "2024-05-03T14:30:05"),
    ("2024-05-03T6:05:0Z", "2024-05-03T06:05:00+00:00"),
    # RFC 2822 and the Unix command
    ("Fri, 03 May 2024 14:30:05 GMT", "2024-05-03T14:30:05+00:00"),
    ("3 May 2024 14:30:05 +0200", "2024-05-03T14:30:05+02:00"),
    ("Fri May  3 14:30:05 CEST 2024", "2024-05-03T14:30:05+02:00"),
    # zones: one meaning only, by the date
    ("2024-05-03 14:30 ET", "2024-05-03T14:30-04:00"), ("2024-01-03 14:30 EST", "2024-01-03T14:30-05:00"),
    ("2024-07-03 14:30 CET", "2024-07-03T14:30+02:00"), ("2024-01-03 14:30 CET", "2024-01-03T14:30+01:00"),
    ("2024-05-03 14:30 CST", "2024-05-03T14:30"), ("2024-05-03 14:30 IST", "2024-05-03T14:30"),
]


@pytest.mark.parametrize(("text", "iso"), READ)
def test_machine_forms(text: str, iso: str | None) -> None:
    found = read_machine(text)
    assert (found.iso() if found else None) == iso


@pytest.mark.parametrize(("text", "iso"), [
    ("1714746605", "2024-05-03T14:30:05+00:00"), ("1714746605000", "2024-05-03T14:30:05+00:00"), ("5000000000", None),
    ("0", None),
])
def test_seconds_since_1970_only_where_they_can_be_nothing_else(text: str, iso: str | None) -> None:
    found = read_machine(text, epoch=True)
    assert (found.iso() if found else None) == iso
    assert read_machine(text) is None


@given(st.text(max_size=80) | st.text(alphabet="0123456789-:T+Z ./GMTUC", max_size=40))
def test_no_text_raises(text: str) -> None:
    for epoch in (False, True):
        if found := read_machine(text, epoch):
            assert read_machine(found.iso()) == found


@given(st.datetimes(), st.none() | st.integers(-14 * 60, 14 * 60))
def test_what_is_written_is_read_back(when: object, offset: int | None) -> None:
    year, month, day, hour, minute, second = when.timetuple()[:6]  # type: ignore[attr-defined]
    found = moment((year, month, day), (hour, minute, second), offset)
    assert found is None or read_machine(found.iso()) == found


def test_a_site_zone_fills_only_what_is_missing() -> None:
    assert Moment(2024, 7, 3, 14, 30).in_zone("Europe/Berlin").iso() == "2024-07-03T14:30+02:00"
    assert Moment(2024, 7, 3, 14, 30, None, 0).in_zone("Europe/Berlin").iso() == "2024-07-03T14:30+00:00"
    assert Moment(2024, 7, 3).in_zone("Europe/Berlin").iso() == "2024-07-03"
    assert Moment(2024, 7, 3, 14, 30).in_zone("No/Where").iso() == "2024-07-03T14:30"
    assert Moment(2024, 7, 3, 23, 30, None, 0).at_offset(120).iso() == "2024-07-04T01:30+02:00"
