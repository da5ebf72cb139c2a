"""Where a page's places differ on its publication: what must stand, then what a second witness changes; lines that hold a date."""

from __future__ import annotations

import pytest
from date_pages import STORY, page, read, shown

UTC = {"@type": "NewsArticle", "datePublished": "2024-05-03T22:30:00Z"}
NOON = {"@type": "NewsArticle", "datePublished": "2024-05-03T12:30:00Z"}
NEXT_DAY = "https://paper.example/2024/05/04/bridge"
SAVED = {"@type": "NewsArticle", "datePublished": "2024-06-20T08:00:00Z", "dateModified": "2024-06-20T08:00:00Z"}
CHANGED = {"@type": "NewsArticle", "datePublished": "2024-06-20T08:00:00Z", "dateModified": "2024-06-28T08:00:00Z"}
META = '<meta property="article:published_time" content="2024-02-10T09:00:00+00:00">'
SAID = {"@type": "NewsArticle", "datePublished": "2024-06-20T08:00:00+00:00"}

#: Page, address, day of publication.
STANDS = [
    pytest.param(page(ld=UTC, after="<p>4 May 2024</p>"), "", "2024-05-03", id="a local day that nothing else names"),
    pytest.param(page(ld=NOON, after="<p>4 May 2024</p>"), NEXT_DAY, "2024-05-03", id="noon is the same day nearly everywhere"),
    pytest.param(page(ld=UTC, after="<p>3 May 2024</p><p>4 May 2024</p>"), NEXT_DAY, "2024-05-03", id="the page shows the moment's day"),
    pytest.param(page(ld=CHANGED, after="<p>3 May 2024</p>"), "", "2024-06-20", id="published and changed differ, as they should"),
    pytest.param(page(ld=SAVED, after="<p>20 June 2024</p><p>3 May 2024</p>"), "", "2024-06-20", id="the page shows the day of saving"),
    pytest.param(page(META, ld=SAID), "", "2024-06-20", id="two voices and no third"),
    pytest.param(page(META, ld=SAID, after="<p>20 June 2024</p><p>10 February 2024</p>"), "", "2024-06-20", id="the page sides with data"),
]
SETTLED = [
    pytest.param(page(ld=UTC, after="<p>4 May 2024</p>"), NEXT_DAY, "2024-05-04", id="local day by page and address"),
    pytest.param(page(ld=SAVED, after="<p>3 May 2024</p>"), "", "2024-05-03", id="the day of saving gives way to the day that is shown"),
    pytest.param(page(META, ld=SAID, after="<p>10 February 2024</p>"), "", "2024-02-10", id="the page sides with the meta tag"),
]


@pytest.mark.parametrize(("html", "url", "day"), [*STANDS, *SETTLED])
def test_the_day_of_publication(html: str, url: str, day: str) -> None:
    published = read(html, url=url).published
    assert published is not None
    assert published.value[:10] == day


TEASERS = "".join(f'<div><a href="/{i}">Fishermen of the quarter mend their nets</a></div><div>{i} June 2023</div>' for i in range(1, 4))
NO_DATE = [
    pytest.param(page(before=TEASERS), id="teasers above the headline"),
    pytest.param(page(after="<p>The festival of the bridge is on 3 May 2024 - 5 May 2024</p>"), id="a span of days"),
    pytest.param(page(after=f"<p>18 boats waited below the bridge. {STORY}</p>"), id="a story that opens with a figure"),
]


@pytest.mark.parametrize("html", NO_DATE)
def test_lines_that_hold_no_date_of_the_story(html: str) -> None:
    assert shown(read(html)) == (None, None)


DATED = [
    pytest.param(page(after="<p>Thursday 13 June 2019, by Ada Holm and Ben Roe in Kell</p>"), "2019-06-13",
                 id="a line that begins with its date right below the headline"),
    pytest.param(page(after="<p>Springfield, 3 May 2024</p>"), "2024-05-03", id="a place and its date"),
    pytest.param(page(below="<p>Published: 3 May 2024</p>"), "2024-05-03", id="a labelled line behind the story"),
    pytest.param(page(after=f"<p>3.5.2024 - {STORY}</p>"), "2024-05-03", id="a story that opens with its day"),
    pytest.param(page(after="<p>By Jane RoeDecember 8, 2017</p>"), "2017-12-08", id="a month glued to a name"),
    pytest.param(page(after="<p>Dec 20, 20235 min read</p>"), "2023-12-20", id="a count glued to a year"),
]


@pytest.mark.parametrize(("html", "day"), DATED)
def test_lines_that_hold_the_date(html: str, day: str) -> None:
    assert shown(read(html)) == (day, None)
