"""The headline: lines and tags that are none, then each place, then how places settle."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner, load_rules
from cleaner.dom.door import read_html
from cleaner.dom.plain import read_text
from cleaner.fields.byline_words import AgencyNames, BylineWords
from cleaner.fields.meta import section
from cleaner.fields.site_names import site_names
from cleaner.fields.slug import slug_likeness, slug_words
from cleaner.fields.title import TitleHints, _Ballot, _ends_part, _shown_votes, read_title
from cleaner.fields.title_bylines import BylineLines
from cleaner.fields.title_ends import Ends
from cleaner.values import Candidate, Page

TITLE = "Harbour bridge reopens after two years"
URL = "https://www.exampletimes.com/news/harbour-bridge-reopens-after-two-years-12345.html"
STORY = (
    "The old bridge across the harbour opened to traffic on Friday morning, two years after a storm had torn away its "
    "eastern pier and left the fishing quarter with a detour of eleven miles."
)


def html(title: str = "", head: str = "", body: str = "", ld: object = None) -> Page:
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld else ""
    return read_html(f"<html><head><title>{title}</title>{head}{script}</head><body>{body}<p>{STORY}</p><p>{STORY}</p></body></html>", URL)


def og(text: str) -> str:
    return f'<meta property="og:title" content="{text}">'


def article(headline: str) -> dict[str, str]:
    return {"@type": "NewsArticle", "headline": headline}


def read(page: Page, names: tuple[str, ...] = (), **hints: object) -> str | None:
    filed = section(page)
    found = read_title(page, TitleHints(sites=site_names(page, names), section=filed.value if filed else "", **hints))  # type: ignore[arg-type]
    return found.value if found else None


PLACES = [
    ("h1", html(body=f"<h1>{TITLE}</h1>")),
    ("title element", html(TITLE)),
    ("title element with the site", html(f"{TITLE} | Example Times", '<meta property="og:site_name" content="Example Times">')),
    ("title element with the site before", html(f"Example Times - {TITLE}", '<meta property="og:site_name" content="Example Times">')),
    ("title element with the host", html(f"{TITLE} - exampletimes.com")),
    ("signed with words of the host", html(f"{TITLE} | Exampletimes Daily Reader", og(f"{TITLE} | Exampletimes Daily Reader"))),
    ("a separator that parts nothing", html(f"{TITLE} |", og(f"{TITLE} |"))),
    ("og:title", html(head=og(TITLE))),
    ("json-ld", html(ld=article(TITLE))),
    ("h1 and a longer title", html(f"{TITLE} | News | Example Times", og(TITLE), f"<h1>{TITLE}</h1>")),
    ("h1 of the site's name", html(TITLE, og(TITLE), "<h1>Example Times</h1>", article(TITLE))),
    ("h1 that readers see", html("Bridge reopens - guide", og("Bridge reopens - guide"), f"<h1>{TITLE}</h1>", article(TITLE))),
    ("kicker", html(f"Harbour: {TITLE}", og(TITLE), f"<h1>Harbour: {TITLE}</h1>")),
    ("site and slogan", html(f"{TITLE} - Example Times - News and Tides", '<meta property="og:site_name" content="Example Times">')),
    ("section of the address", html(f"{TITLE} | News", og(f"{TITLE} | News"))),
    ("section that the page names", html(f"{TITLE} - Ships & Piers", '<meta property="article:section" content="Ships &amp; Piers">')),
    ("day and time", html(f"{TITLE} 06.01.12 08:49", body=f"<h1>{TITLE} 06.01.12 08:49</h1>")),
    ("h2", html(f"{TITLE} | News", body=f"<h1>News</h1><h2>{TITLE}</h2>")),
]


@pytest.mark.parametrize("page", [p for _, p in PLACES], ids=[n for n, _ in PLACES])
def test_each_place(page: Page) -> None:
    assert read(page) == TITLE


def test_two_spellings_of_marks_are_one_title() -> None:
    page = html(f"Harbour - {TITLE}", og(f"Harbour - {TITLE}"), f"<h1>Harbour: {TITLE}</h1>")
    assert read(page) == f"Harbour: {TITLE}"


@pytest.mark.parametrize("title", ["Mayor: I was wrong", "Bridges, ships – and a storm", "Up or down?", "PDF", "10 ways to read a map"])
def test_punctuation_of_a_headline_stays(title: str) -> None:
    assert read(html(f"{title} | Example Times", og(title), f"<h1>{title}</h1>", {**article(title), "publisher": "Example Times"})) == title


@pytest.mark.parametrize("title", [
    "Harbour bridge | The inside story", "« Le pont »", "Bridge reopens | Examples of a repair",
    "Bridge reopens - exampletimes readers rejoice in the rain", "Bridge reopens | News of the harbour",
    "Ferry times 08:49", "News | Tides", "Bridge reopens on 06.01.12",
])
def test_what_is_no_signature_stays(title: str) -> None:
    assert read(html(title, og(title))) == title


def test_no_title() -> None:
    assert read(html()) is None
    assert read(read_text("")) is None


def test_a_site_rule_goes_first() -> None:
    assert read(html(TITLE), site=(Candidate("The rule's title", "rule:title:css"),)) == "The rule's title"


def test_chrome_is_no_headline() -> None:
    page = html(body=f"<h1>Sign up for news of the bridge</h1><h1>{TITLE}</h1>")
    assert read(page, chrome=frozenset({0})) == TITLE


LINES = [
    ("first", [TITLE, STORY]),
    ("after a breadcrumb", ["Home » News » Harbour", TITLE, "By Jane Doe", STORY]),
    ("after a label", ["You are here:", TITLE, "By Jane Doe - May 3, 2024", STORY]),
    ("before a lead", [TITLE, "Drivers and fishermen had waited for the day since the great storm of the year before last.", STORY]),
    ("said twice", ["Sport and leisure in the whole county", TITLE, TITLE, STORY]),
]


@pytest.mark.parametrize("lines", [lines for _, lines in LINES], ids=[n for n, _ in LINES])
@pytest.mark.parametrize("url", ["", URL])
def test_plain_text(lines: list[str], url: str) -> None:
    page = read_text("\n\n".join(lines), url)
    assert read(page, story=len(lines) - 1) == TITLE


def test_the_address_finds_the_headline_among_other_lines() -> None:
    lines = ["Subscribe now and read all stories of the week", "Harbour bridge: pictures of the opening day in our gallery", TITLE, STORY]
    assert read(read_text("\n\n".join(lines), URL), story=3) == TITLE


@pytest.mark.parametrize("lines", [
    # a menu longer than what is looked at, and a line that only repeats the headline
    [*[f"Section number {n}" for n in range(150)], TITLE, "By Jane Doe"],
    [f"Share this story: {TITLE}", "Copy link", TITLE, "By Jane Doe"],
])
def test_the_address_and_the_story_find_the_headline(lines: list[str]) -> None:
    assert read(read_text("\n\n".join([*lines, STORY]), URL), story=len(lines)) == TITLE


NOTICE = "We may earn a commission from links on this page, but we only recommend what we have tried ourselves."


@pytest.mark.parametrize("lines", [[NOTICE, TITLE, "By Jane Doe"], [TITLE, NOTICE, "By Jane Doe"]])
def test_sentences_of_chrome_begin_no_story(lines: list[str]) -> None:
    article = Cleaner(load_rules(sites=False)).clean("\n\n".join([*lines, STORY, STORY.replace("bridge", "pier")]), kind="text")
    assert article.title == TITLE
    assert TITLE not in article.body and NOTICE not in article.body


def test_a_heading_of_the_story_stays() -> None:
    lines = [STORY, STORY.replace("bridge", "pier"), TITLE, STORY.replace("harbour", "market")]
    article = Cleaner(load_rules(sites=False)).clean("\n\n".join(lines), URL, kind="text")
    assert article.title == TITLE and TITLE in article.body


FAR = [f"The ferry carried {n} carts over the water before noon and as many in the evening of that day." for n in range(70)]


@pytest.mark.parametrize("line", [
    "A short history of the ferry",  # a heading that the address does not know
    "The bridge in two years of storms",  # a heading that shares some words with it
])
def test_headings_of_the_story_are_no_headline(line: str) -> None:
    assert read(read_text("\n\n".join([STORY, line, STORY]), URL), story=0, chrome=frozenset({0})) is None


@pytest.mark.parametrize("below", [STORY, "Drivers had waited for the day since the great storm of the year before last."])
def test_a_heading_far_down_is_no_headline(below: str) -> None:
    page = read_text("\n\n".join([*FAR, TITLE, below]), URL)
    assert read(page, story=0, chrome=frozenset(range(70))) is None


def test_the_address_finds_the_headline_anywhere() -> None:
    page = read_text("\n\n".join([*FAR, "Related", TITLE, "Council counts lamps"]), URL)
    assert read(page, story=0, chrome=frozenset(range(70))) == TITLE


def test_a_date_below_tells_the_headline_behind_a_sentence() -> None:
    page = read_text("\n\n".join([NOTICE, "Harbour opens again", "By Jane Doe", "May 3, 2024", STORY]), URL)
    assert read(page, story=0, chrome=frozenset({0})) == "Harbour opens again"


@pytest.mark.parametrize(("line", "url"), [
    ("Harbour Bridge, Chief Editor", URL),  # the address says a part of it
    ("Opinion: Harbour bridge reopens after two years", URL),
    ("Jane Doe, Chief Editor", ""),  # there is no address to tell
    ("Jane Doe leaves the harbour", URL),
    ("Council counts lamps", URL),
    ("Max Poe and Amy Loe", URL),  # no label before it
])
def test_headlines_that_read_like_bylines(words: Callable[[str], BylineWords], agencies: AgencyNames, line: str, url: str) -> None:
    page = read_text("\n\n".join([line, STORY]), url)
    assert not BylineLines(page, words("en"), agencies).is_byline(page.blocks[0])


def test_names_below_a_label_are_no_headline(words: Callable[[str], BylineWords], agencies: AgencyNames) -> None:
    page = read_text("\n\n".join(["By:", "Max Poe and Amy Loe", STORY]), URL)
    assert BylineLines(page, words("en"), agencies).is_byline(page.blocks[1])


@pytest.mark.parametrize("line", [
    "By Jane Doe", "Jane Doe, CorrespondentMay 3, 2024, 10:15 PM", "Jane Doe Senior Reporter", "Jane Doe, Chief Editor",
])
def test_bylines_are_no_headlines(line: str) -> None:
    url = "https://www.exampletimes.com/news/lamps-counted-everywhere.html"
    article = Cleaner(load_rules(sites=False)).clean("\n\n".join([line, "Updated May 3, 2024", STORY, STORY]), url, kind="text")
    assert article.title != line
    assert article.authors == ("Jane Doe",)


@pytest.mark.parametrize(("h1", "expected"), [
    ("Friends of the old bridge in the harbour town", "Bridge opens today: what you should know"),  # a society's name shares one word
    ("The day the bridge opens to carts", "The day the bridge opens to carts"),
])
def test_an_h1_in_other_words_than_the_head(h1: str, expected: str) -> None:
    head = "Bridge opens today: what you should know"
    assert read(html(head, og(head), f"<h1>{h1}</h1>")) == expected


@pytest.mark.parametrize(("address", "words"), [
    ("https://example.com/our-best-long-reads/bridge-reopens-today", {"bridge", "reopens", "today"}),
    ("https://example.com/harbour-bridge-reopens/12345", {"harbour", "bridge", "reopens"}),
    (URL, {"harbour", "bridge", "reopens", "after", "two", "years", "12345"}),
    ("https://example.com/2024/05/03/", set()), ("https://example.com/", set()), ("", set()), ("http://[", set()),
    ("https://example.com/a/%C3%9Cber-alle-br%C3%BCcken", {"uber", "alle", "brucken"}),
])  # fmt: skip
def test_slug(address: str, words: set[str]) -> None:
    assert slug_words(address) == words


def test_slug_likeness() -> None:
    slug = slug_words("https://example.com/harbour-bridge-reopens")
    assert slug_likeness("Harbour bridge reopens", slug) == 1.0
    assert slug_likeness("Something else", slug) == slug_likeness("", slug) == slug_likeness("x", frozenset()) == 0.0


@given(st.text(max_size=120), st.text(max_size=120), st.text(max_size=60))
def test_any_title(title: str, headline: str, name: str) -> None:
    found = read(html(title.replace("<", ""), ld=article(headline)), names=(name,))
    assert found is None or (found == found.strip() and len(found) <= max(len(title), len(headline)))


@given(st.lists(st.text("abc .|-", max_size=14), min_size=1, max_size=4), st.lists(st.text("abc .|-", max_size=14), max_size=3))
def test_the_shown_title_is_what_comparing_every_line_finds(lines: list[str], said: list[str]) -> None:
    page = read_html("".join(f"<p>{line}</p>" for line in [*lines, *said]), URL)
    found = [v.source for v in _shown_votes(page, said, _Ballot(Ends(page)))]
    assert found == [f"block:{b.index}" for b in page.blocks if _is_said(b.folded.strip(" .\"'"), b.words, said)][:1]


def _is_said(text: str, words: float, said: list[str]) -> bool:
    begins = any(t.startswith(text) and _ends_part(t[len(text):]) for t in said)
    ends = any(t.endswith(text) and _ends_part(t[:-len(text)][::-1]) for t in said if text)
    return words >= 2 and len(text) >= 8 and (begins or ends)
