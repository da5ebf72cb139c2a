"""When a page was published and changed: what is no date of it, then each place, then how places settle."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from date_pages import ENGLISH, HINTS, STORY, TITLE, page, read, shown
from hypothesis import given
from hypothesis import strategies as st

from cleaner.dom.door import read_html
from cleaner.dom.plain import read_text
from cleaner.fields.dates import DateHints, read_dates
from cleaner.rules.vocabulary import Dates
from cleaner.values import Candidate

GERMAN = Dates(("veröffentlicht", "erschienen am"), ("aktualisiert", "stand"), "DMY")

SHORT = "<p>The bridge is open again after two long years, the mayor of the town said.</p><p>Boats may pass at noon.</p>"


def test_a_story_of_short_paragraphs_has_its_date_line_too() -> None:
    others = f"<div><p>{STORY}</p></div>" + "<p>Menu</p>" * 20
    html = f'<html lang="en"><body>{others}<h4>{TITLE}</h4><p>3 May 2024</p>{SHORT}</body></html>'
    body = tuple(b.index for b in read_html(html).blocks if b.text in SHORT)
    assert shown(read(html)) == (None, None)
    assert shown(read(html, HINTS._replace(body=body))) == ("2024-05-03", None)


COMMENT = "itemprop='comment' itemscope itemtype='http://schema.org/Comment'"
NOTHING = [
    page(),
    page(after="<p>A view of the bridge on 3 May</p>"),
    page(after="<figure><img src=x><figcaption>The bridge on 3 May 2019</figcaption></figure>"),
    page(after="<h2>The storm of 3 May 2019 and what came of it</h2>"),
    page(after="<p>Bridge festival: 3 - 5 May 2024</p>"),
    page(below="<ul>" + "<li>Older story <time>3 May 2019</time></li>" * 12 + "</ul>"),
    page('<meta name="article:expiration_time" content="2031-05-03">'),
    page('<meta property="article:published_time" content="1970-01-01T00:00:00Z">'),
    page('<meta name="date" content="to be announced">'),
    page(below=f"<div {COMMENT}><time itemprop='datePublished' datetime='2020-01-01'>x</time></div>"),
    page(ld={"@type": "Organization", "datePublished": "2020-01-01"}),
]


@pytest.mark.parametrize("html", NOTHING)
def test_what_is_no_publication(html: str) -> None:
    assert shown(read(html)) == (None, None)


LD = {"@type": "NewsArticle", "datePublished": "2024-05-03T09:00:00+02:00", "dateModified": "2024-05-04T10:00:00+02:00"}
PLACES = [
    (page(ld=LD), "", "2024-05-03T09:00:00+02:00", "2024-05-04T10:00:00+02:00", "ld:NewsArticle.datePublished"),
    (page(ld={"@graph": [{"@type": "WebPage", "datePublished": "2024-05-03"}]}), "", "2024-05-03", None,
        "ld:WebPage.datePublished"),
    (page(after='<span itemprop="datePublished" content="2024-05-03T09:00Z">3 May</span>'), "",
     "2024-05-03T09:00+00:00", None, "itemprop:datePublished"),
    (page('<meta property="article:published_time" content="2024-05-03T09:00Z">'
          '<meta property="article:modified_time" content="2024-05-04">'),
     "", "2024-05-03T09:00+00:00", "2024-05-04", "meta:article:published_time"),
    (page('<meta name="acme:publishDate" content="20240503">'), "", "2024-05-03", None, "meta:acme:publishdate"),
    (page('<meta name="date" content="May 3, 2024">'), "", "2024-05-03", None, "meta:date"),
    (page(after='<p>By Jane Roe <time datetime="2024-05-03T09:00:00Z">Friday</time></p>'), "",
        "2024-05-03T09:00:00+00:00", None, "time"),
    (page(after="<p>Posted on May 3, 2024 by Jane Roe</p>"), "", "2024-05-03", None, "block:1"),
    (page(after="<p>By AFP - May 03,2024 - Last updated at May 04,2024</p>"), "", "2024-05-03", "2024-05-04",
        "block:1"),
    (page(after="<div>Published</div><div>3 May 2024</div>"), "", "2024-05-03", None, "block:2"),
    (page(before="<p>Friday, May 3, 2024</p>"), "", "2024-05-03", None, "block:0"),
    (page(), "https://example.com/2024/05/03/bridge", "2024-05-03", None, "url"),
    (page(), "https://example.com/2024/may/03/bridge", "2024-05-03", None, "url"),
    (page(), "https://example.com/news/25-05-2024", "2024-05-25", None, "url"),
    (page(), "https://example.com/news/05-04-2024-and-so-on", "2024-05-04", None, "url"),
    (page(after="<p>Updated May 4, 2024</p>"), "", "2024-05-04", "2024-05-04", "block:1"),
    (page(after="<p>May 2024</p>"), "", "2024-05", None, "block:1"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "url", "published", "modified", "source"), PLACES)
def test_each_place(html: str, url: str, published: str, modified: str | None, source: str) -> None:
    dates = read(html, url=url)
    assert shown(dates) == (published, modified)
    assert dates.published is not None
    assert dates.published.source == source


def test_the_raw_value_is_kept() -> None:
    dates = read(page(after="<p>Posted on May 3, 2024 by Jane Roe</p>"))
    assert dates.published is not None
    assert dates.published.raw == "Posted on May 3, 2024 by Jane Roe"


SETTLED = [
    # JSON-LD names the day, the visible line the time of the same day
    (page(ld={"@type": "Article", "datePublished": "2024-05-03"}, after="<p>Posted May 3, 2024 at 9:15 am ET</p>"),
     "2024-05-03T09:15-04:00"),
    # another day does not make it more exact
    (page(ld={"@type": "Article", "datePublished": "2024-05-03"}, after="<p>Posted May 5, 2024 at 9:15 am</p>"),
        "2024-05-03"),
    # a midnight that was filled up gives way to a time of that day
    (page(ld={"@type": "Article", "datePublished": "2024-05-03T00:00:00Z"},
        after="<p>Posted May 3, 2024 at 9:15 am</p>"),
     "2024-05-03T09:15"),
    # but not to the time of a change on that day
    (page(ld={"@type": "Article", "datePublished": "2024-05-03"}, after="<p>Updated May 3, 2024 at 9:15 am</p>"),
     "2024-05-03"),
    # a month is completed by a day of it
    (page(ld={"@type": "Article", "datePublished": "2024-05"}, after="<p>Posted May 3, 2024</p>"), "2024-05-03"),
    # the same wall clock with an offset
    (page(ld={"@type": "Article", "datePublished": "2024-05-03T09:15:00"},
          head='<meta property="article:published_time" content="2024-05-03T09:15:00-04:00">'),
          "2024-05-03T09:15:00-04:00"),
    # UTC by JSON-LD, the readers' own day on the page: the same moment
    (page(ld={"@type": "Article", "datePublished": "2024-05-03T22:30:00Z"}, after="<p>May 4, 2024 — 8.30am</p>"),
     "2024-05-04T08:30:00+10:00"),
    # but no zone is 7 hours and 13 minutes ahead
    (page(ld={"@type": "Article", "datePublished": "2024-05-03T22:30:00Z"}, after="<p>May 4, 2024 — 5.43am</p>"),
     "2024-05-03T22:30:00+00:00"),
    # teasers' dates stand farther from the headline
    (page(before='<div><i itemprop="datePublished">May 1, 2020</i></div><p>x</p><p>y</p>',
          after='<i itemprop="datePublished">May 3, 2024</i>'), "2024-05-03"),
    # a placeholder is passed over
    (page(ld={"@type": "Article", "datePublished": "undefined"}, head='<meta name="pubdate" content="2024-05-03">'),
        "2024-05-03"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "published"), SETTLED)
def test_places_settle(html: str, published: str) -> None:
    assert shown(read(html))[0] == published


@pytest.mark.parametrize(("published", "modified", "kept"), [
    ("2024-05-03T09:00:00Z", "2024-05-03T09:00:00Z", "2024-05-03T09:00:00+00:00"),
    ("2024-05-03", "2024-05-03T08:00:00Z", "2024-05-03T08:00:00+00:00"),
    ("2024-05-03T09:00:00Z", "2024-05-03T08:59:00Z", None),
    ("2024-05-03", "2024-05-02", None),
    ("2024-05-03", "2024-04", None),
    ("2024-05-03T09:00:00+02:00", "2024-05-03T07:00:00Z", "2024-05-03T07:00:00+00:00"),
])
def test_no_change_before_the_publication(published: str, modified: str, kept: str | None) -> None:
    ld = {"@type": "Article", "datePublished": published, "dateModified": modified}
    assert shown(read(page(ld=ld)))[1] == kept


def test_dates_after_the_fetch_are_refused() -> None:
    html = page(ld={"@type": "Article", "datePublished": "2024-05-05T09:00:00Z"},
        head='<meta name="date" content="2024-05-03">')
    assert shown(read(html))[0] == "2024-05-05T09:00:00+00:00"
    for fetched in (datetime(2024, 5, 3, 12), datetime(2024, 5, 3, 12, tzinfo=timezone.utc)):
        assert shown(read(html, DateHints(("en",), (ENGLISH,), fetched=fetched)))[0] == "2024-05-03"


def test_how_long_ago_needs_the_fetch() -> None:
    html = page(after='<p><time>3 hours ago</time> | Jane Roe</p>')
    html = html.replace("<time>", '<time itemprop="datePublished">')
    assert shown(read(html))[0] is None
    fetched = DateHints(("en",), (ENGLISH,), fetched=datetime(2024, 5, 3, 12))
    assert (shown(read(html, fetched))[0] or "")[:10] == "2024-05-03"


def test_the_site_goes_first_and_gives_zone_format_and_order() -> None:
    hints = DateHints(
        ("de",), (GERMAN,), timezone="Europe/Berlin", published=(Candidate("03/05/24 um 09:15", "rule:x"),),
        format="%d/%m/%y um %H:%M"
    )
    dates = read(page(ld=LD), hints)
    assert dates.published is not None
    assert (dates.published.value, dates.published.source) == ("2024-05-03T09:15:00+02:00", "rule:x")
    assert dates.published.steps == ("the site's zone Europe/Berlin",)
    line = page(after="<p>05/03/2024</p>").replace('lang="en"', "")
    assert shown(read(line, DateHints(("de",), (GERMAN,), order="MDY")))[0] == "2024-05-03"
    assert shown(read(line, DateHints(("de",), (GERMAN,))))[0] == "2024-03-05"


def test_the_region_orders_figures() -> None:
    line = page(after="<p>05/03/2024</p>")
    assert shown(read(line))[0] == "2024-05-03"
    assert shown(read(line.replace('lang="en"', 'lang="en-GB"')))[0] == "2024-03-05"


def test_the_last_resort_is_asked_only_when_nothing_else_speaks() -> None:
    asked = []

    def search() -> str | None:
        asked.append(1)
        return "2024-05-03"

    hints = DateHints(("en",), (ENGLISH,), search=search)
    assert shown(read(page(ld=LD), hints))[0] == "2024-05-03T09:00:00+02:00"
    assert asked == []
    dates = read(page(), hints)
    assert dates.published is not None
    assert (dates.published.value, dates.published.source) == ("2024-05-03", "htmldate")


TEXTS = [
    (f"{TITLE}\n\n{STORY}\n\n{STORY}", None, None),
    (f"{TITLE}\n\n{STORY}\n\nThe pier fell on 3 May 2019.\n\n{STORY}", None, None),
    (f"{TITLE}\nBy AFP - May 03,2024 - Last updated at May 03,2024\n\n{STORY}", "2024-05-03", "2024-05-03"),
    (f"{TITLE}\n\n{STORY}\n\n{STORY}\n\n{STORY}\n\n{STORY}\n\n{STORY}\n\n{STORY}\n\nPosted on May 3, 2024 at 9:15 am",
        "2024-05-03T09:15", None),
    (f"{TITLE}\n\n{STORY}\n\n{STORY}\n\n{STORY}\n\n{STORY}\n\n{STORY}\n\nMay 3, 2024\n\nShare", "2024-05-03", None),
    (f"{TITLE}\n\n{STORY}\n\n{STORY}\n\n{STORY}\n\n{STORY}\n\n{STORY}\n\nMay 3, 2024\n\nMay 9, 2024", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "modified"), TEXTS)
def test_plain_text(text: str, published: str | None, modified: str | None) -> None:
    assert shown(read_dates(read_text(text), HINTS)) == (published, modified)


def test_german_words() -> None:
    hints = DateHints(("de",), (GERMAN, ENGLISH))
    text = f"Brücke wieder offen\nStand: 04.05.2024, 09:15 Uhr\nVeröffentlicht: 3. Mai 2024\n\n{STORY}"
    assert shown(read_dates(read_text(text), hints)) == ("2024-05-03", "2024-05-04T09:15")


def test_blocks_that_are_only_dates() -> None:
    html = page(after="<p>Posted on May 3, 2024</p><p>Jane Roe, May 3, 2024</p>")
    assert read_dates(read_html(html), HINTS).blocks == (1,)


@given(st.text(max_size=60), st.text(alphabet="0123456789-:/. TZ+janfebupdated", max_size=40))
def test_no_page_raises(text: str, line: str) -> None:
    ld = {"@type": "Article", "datePublished": text, "dateModified": [line, {"@value": line}]}
    html = page(f'<meta name="date" content="{line}">', f"<p>{line}</p>", f"<time datetime='{line}'>{line}</time>",
        ld=ld)
    read(html.replace("<p></p>", ""), DateHints(("en",), (ENGLISH,), fetched=datetime(2024, 5, 3)))
