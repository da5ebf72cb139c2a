"""Printed dates: what a sentence counts stays no date; then every form of every language we know a sample of."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.fields.date_lines import _GLUED, _LAST_FIGURES, MAX_CHARS, Wording, _days, find_dates
from cleaner.fields.date_months import level, months_of


def found(text: str, *languages: str, order: str = "") -> list[str]:
    return [printed.moment.iso() for printed in find_dates(text, Wording((*languages, "en"), order))]


NONE = [
    "", "8 December, 14:30", "on August 28 (photo)", "12 of 2,017 voters", "from 1.5 to 2.5 million", "version 3.11.2",
    "12.5.2017.3 is no address", "31 February 2024", "2024/13/45", "call 08/15/20/24", "the year 2024", "A1 2024",
    "32.12.2017", "1:0 2024", "5/6", "score 3-2-1", "99/99/9999",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_no_date(text: str) -> None:
    assert found(text) == []


ENGLISH = [
    ("8 Dec 2017", "2017-12-08"), ("Dec 08,2017", "2017-12-08"), ("December 8th, 2017", "2017-12-08"),
    ("the 9th of March 1848", "1848-03-09"), ("Sept. 8, 2017", "2017-09-08"), ("08-Dec-2017", "2017-12-08"),
    ("08-Dec-17", "2017-12-08"), ("Dec '17 sale", None), ("December 2017", "2017-12"), ("2017-12-08", "2017-12-08"),
    ("12/25/2017", "2017-12-25"), ("25/12/2017", "2017-12-25"), ("25.12.2017", "2017-12-25"),
    # times and zones
    ("8 Dec 2017, 14:30", "2017-12-08T14:30"), ("8 Dec 2017 at 2:30 p.m.", "2017-12-08T14:30"),
    ("Dec. 8, 2017 5 a.m. ET", "2017-12-08T05:00-05:00"),
    ("3:04 PM EST, Fri December 8, 2017", "2017-12-08T15:04-05:00"),
    ("Dec 8, 2017 | 12:05am GMT+1", "2017-12-08T00:05+01:00"), ("8 Dec 2017 14:30:05 UTC", "2017-12-08T14:30:05+00:00"),
    ("Fri Dec 08 2017 14:30:00 GMT+0200 (CEST)", "2017-12-08T14:30:00+02:00"), ("8 Dec 2017 25:30", "2017-12-08"),
    ("December 8, 2017/9:43 p.m. ET", "2017-12-08T21:43-05:00"), ("Dec 8, 20176:46 PM", "2017-12-08T18:46"),
    ("8 Dec 2017 and then 300 people came at 14:30", "2017-12-08"), ("Dec 8, 2017 | 12 comments", "2017-12-08"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "iso"), ENGLISH)
def test_english(text: str, iso: str | None) -> None:
    assert found(text) == ([iso] if iso else [])


OTHERS = [
    ("ar", "الجمعة ٨ ديسمبر ٢٠١٧ 14:30", "2017-12-08T14:30"), ("ar", "8 كانون الأول 2017", "2017-12-08"),
    ("bg", "8 декември 2017, 14:30", "2017-12-08T14:30"), ("ca", "8 d'octubre de 2017", "2017-10-08"),
    ("cs", "8. 12. 2017 14:30", "2017-12-08T14:30"), ("cs", "8. prosince 2017", "2017-12-08"),
    ("da", "8. december 2017 kl. 14.30", "2017-12-08T14:30"),
    ("de", "8. Dezember 2017, 14.30 Uhr MEZ", "2017-12-08T14:30+01:00"),
    ("de", "08.12.17 | 14:30 Uhr", "2017-12-08T14:30"), ("de", "3. MÄRZ 2017", "2017-03-03"),
    ("de", "3. Jänner 2017", "2017-01-03"),
    ("el", "08 ΔΕΚΕΜΒΡΙΟΥ 2017", "2017-12-08"), ("es", "8 de diciembre de 2017 a las 14:30", "2017-12-08T14:30"),
    ("fi", "8.12.2017 klo 14.30", "2017-12-08T14:30"), ("fi", "8. joulukuuta 2017", "2017-12-08"),
    ("fr", "1er août 2017 à 18h30", "2017-08-01T18:30"), ("fr", "8 DECEMBRE 2017 à 9 h", "2017-12-08T09:00"),
    ("he", "8 בדצמבר 2017", "2017-12-08"), ("he", "8 דצמבר 2017", "2017-12-08"),
    ("hu", "2017. december 8., péntek 14:30", "2017-12-08T14:30"),
    ("it", "8 dicembre 2017 ore 14:30", "2017-12-08T14:30"), ("ja", "2017年12月8日 14時30分", "2017-12-08T14:30"),
    ("ja", "2017年12月8日午後2時30分", "2017-12-08T14:30"), ("ko", "2017. 12. 8. 오후 2:30", "2017-12-08T14:30"),
    ("ko", "2017년 12월 8일", "2017-12-08"), ("lt", "2017 m. gruodžio 8 d. 14:30", "2017-12-08T14:30"),
    ("lv", "2017. gada 8. decembris, 14:30", "2017-12-08T14:30"), ("nb", "8. des. 2017 kl. 14:30", "2017-12-08T14:30"),
    ("nl", "8 december 2017 om 14:30", "2017-12-08T14:30"), ("pl", "8 grudnia 2017, 14:30", "2017-12-08T14:30"),
    ("pl", "grudzień 2017", "2017-12"), ("pt", "8 de dezembro de 2017 às 14h30", "2017-12-08T14:30"),
    ("ru", "8 декабря 2017, 14:30 МСК", "2017-12-08T14:30+03:00"),
    ("sv", "8 december 2017 kl 14.30", "2017-12-08T14:30"),
    ("th", "8 ธันวาคม 2560", "2017-12-08"), ("tr", "8 KASIM 2017 Çarşamba 14:30", "2017-11-08T14:30"),
    ("uk", "8 грудня 2017, 14:30", "2017-12-08T14:30"), ("vi", "08/12/2017 14:30", "2017-12-08T14:30"),
    ("zh", "2017年12月8日下午2:30", "2017-12-08T14:30"), ("zh", "2017年12月", "2017-12"),
    ("xx", "8 Dec 2017", "2017-12-08"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "iso"), OTHERS)
def test_other_languages(language: str, text: str, iso: str | None) -> None:
    assert found(text, language) == ([iso] if iso else [])


@pytest.mark.parametrize(("language", "order", "iso"), [
    ("en", "", "2017-12-08"), ("en-US", "", "2017-12-08"), ("en-GB", "", "2017-08-12"), ("en", "DMY", "2017-08-12"),
    ("fr", "", "2017-08-12"), ("fr", "MDY", "2017-12-08"), ("ja", "", None), ("en", "YMD", None),
])
def test_figures_follow_the_order_or_are_no_date(language: str, order: str, iso: str | None) -> None:
    assert found("12/08/2017", language, order=order) == ([iso] if iso else [])


def test_two_dates_keep_their_times_apart() -> None:
    line = "Posted 8 Dec 2017 14:30 Updated 9 Dec 2017 15:45"
    assert found(line) == ["2017-12-08T14:30", "2017-12-09T15:45"]
    assert found("By AFP - Dec 08,2017 - Last updated at Dec 09,2017") == ["2017-12-08", "2017-12-09"]


def test_a_label_keeps_the_next_time_away() -> None:
    line = "8 Dec 2017 | Updated 14:30"
    wording = Wording(("en",), barrier=re.compile("updated"))
    assert [printed.moment.iso() for printed in find_dates(line, wording)] == ["2017-12-08"]
    assert [line[p.start : p.end] for p in find_dates(line, wording)] == ["8 Dec 2017"]


def test_a_paragraph_is_no_date_line() -> None:
    assert found("8 Dec 2017 " + "x" * MAX_CHARS) == []


def test_names_do_not_depend_on_what_was_loaded_before() -> None:
    before = months_of("hu").names
    months_of.cache_clear()
    months_of("zh")
    assert months_of("hu").names == before


@given(st.text(max_size=MAX_CHARS) | st.text(alphabet="0123456789 ./-:,年月日janfebpm", max_size=80))
def test_no_text_raises(text: str) -> None:
    for printed in find_dates(text, Wording(("de", "en"), "DMY")):
        assert 0 <= printed.start < printed.end <= len(text)
    assert len(level(text)) == len(text)


_PARTS = ["May ", "8", "12", "2024", "24", "'", "-", "/", ".", "_", "|", " ", ",", "年", "月", "x", "RoeMay ", "²", "٣"]


@given(st.lists(st.sampled_from(_PARTS), max_size=12).map("".join))
def test_lines_that_are_not_looked_at_have_no_date(text: str) -> None:
    if not _LAST_FIGURES.search(level(text)):
        assert not _days(level(_GLUED.sub(" ", text)), Wording(order="DMY"))
