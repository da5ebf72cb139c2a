"""Who wrote a page: places that name no author, each place that does, then how places settle."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from cleaner.dom.door import read_html
from cleaner.dom.plain import read_text
from cleaner.fields.authors import AuthorHints, PageAuthors, read_authors
from cleaner.fields.byline_words import AgencyNames, BylineWords
from cleaner.fields.site_names import site_names
from cleaner.finder.hints import Hints
from cleaner.values import Candidate, Page

TITLE = "Harbour bridge reopens after two years"
STORY = (
    "The old bridge across the harbour opened to traffic on Friday morning, two years after a storm had torn away its "
    "eastern pier and left the fishing quarter with a detour of eleven miles. "
)
PERSON = "https://schema.org/Person"
Read = Callable[..., PageAuthors]


@pytest.fixture(scope="session")
def read(words: Callable[[str], BylineWords], agencies: AgencyNames, name_hints: Hints) -> Read:
    def reader(
        page: Page, language: str = "en", rule: tuple[Candidate, ...] = (), blocks: tuple[int, ...] = (), chrome: str = "",
    ) -> PageAuthors:
        return read_authors(page, AuthorHints(
            words(language), agencies, site_names(page), name_hints, TITLE, rule, tuple(page.blocks[i] for i in blocks),
            chrome=frozenset(b.index for b in page.blocks if b.text == chrome),
        ))  # fmt: skip

    return reader


def html(head: str = "", before: str = "", after: str = "", below: str = "", ld: object = None) -> Page:
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld else ""
    return read_html(
        f'<html lang="en"><head><title>{TITLE}</title>{script}{head}</head><body>{before}<h1>{TITLE}</h1>{after}'
        f"<p>{STORY}</p><p>{STORY}</p>{below}</body></html>", "https://www.exampletimes.com/news/bridge",
    )  # fmt: skip


def text(*lines: str, below: tuple[str, ...] = ()) -> Page:
    return read_text("\n\n".join([TITLE, *lines, STORY, STORY, *below]))


def named(found: PageAuthors) -> list[str]:
    return list(found.authors.value) if found.authors else []


def agencies_of(found: PageAuthors) -> list[str]:
    return list(found.agencies.value) if found.agencies else []


def article(author: object, **more: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "author": author, **more}


def person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


@pytest.mark.parametrize("line", ["By Max Poe", "Max Poe | 3 May 2024"])
def test_what_a_rule_calls_chrome_names_no_author(read: Read, line: str) -> None:
    page = html(after=f"<p>{line}</p>")
    assert named(read(page)) == ["Max Poe"]
    assert named(read(page, chrome=line)) == []


@pytest.mark.parametrize("page", [
    html(),
    html('<meta property="article:author" content="https://www.facebook.com/exampletimes">'),
    html('<meta name="twitter:creator" content="@janedoe">'),
    html(after="<p>Share</p><p>Comments</p><p>4 min read</p>"),
    html(after="<p>By signing up you agree to the terms of use and to the privacy policy of the paper.</p>"),
    html(after="<div class=breadcrumb>Home</div><p>Business Travel</p><p>3 May 2024</p>"),
    html(below='<div class="related"><p class="author">Max Poe</p></div>'),
    html(below='<div class="comment"><span class="comment-author">Max Poe</span><p>Good to know.</p></div>'),
    html(after='<figure><img><figcaption class="photo-author">Max Poe</figcaption></figure>'),
    html(ld=article(person("Staff"))),
    html(ld=article(person("https://www.facebook.com/jane.doe"))),
    html(ld=article([person("Follow"), person("jane@example.com")])),
    text(), text("Advertisement"), text("Sport", "3 May 2024"),
], ids=range(15))  # fmt: skip
def test_pages_that_name_no_author(read: Read, page: Page) -> None:
    assert named(read(page)) == []


PLACES = [
    ("ld person", html(ld=article(person("Jane Doe")))),
    ("ld string", html(ld=article("Jane Doe"))),
    ("ld list", html(ld=article([person("Jane Doe")]))),
    ("ld with by", html(ld=article(person("By Jane Doe")))),
    ("ld with a role", html(ld=article(person("Jane Doe, Health Correspondent")))),
    ("ld creator", html(ld={"@type": "NewsArticle", "creator": "Jane Doe"})),
    ("ld graph", html(ld={"@graph": [article({"@id": "#jane"}), {**person("Jane Doe"), "@id": "#jane"}]})),
    ("ld beside an organisation", html(ld=article([person("Jane Doe"), {"@type": "Organization", "name": "Example Times"}]))),
    ("meta author", html('<meta name="author" content="Jane Doe">')),
    ("meta article:author", html('<meta property="article:author" content="Jane Doe">')),
    ("meta parsely", html('<meta name="parsely-author" content="Jane Doe">')),
    ("meta byl", html('<meta name="byl" content="By Jane Doe">')),
    ("meta of cards", html('<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Jane Doe">')),
    ("microdata", html(after=f'<p itemprop=author itemscope itemtype="{PERSON}"><span itemprop=name>Jane Doe</span></p>')),
    ("link", html(after='<p>Story <a rel="author" href="/people/jane">Jane Doe</a></p>')),
    ("class", html(after='<div class="article__byline-name">Jane Doe</div>')),
    ("class of two lines", html(after='<div class="byline"><p>By</p><p><a href="/x">Jane Doe</a></p><p>Senior Reporter</p></div>')),
    ("line", html(after="<p>By Jane Doe</p>")),
    ("line with a date", html(after="<p>May 3, 2024 by Jane Doe</p>")),
    ("two lines", html(after="<p>By</p><p>Jane Doe</p>")),
    ("bare line beside a date", html(after="<p>Jane Doe</p><p>3 May 2024</p>")),
    ("bare line before a role", html(after="<p>Jane Doe</p><p>Senior Reporter</p>")),
    ("box below", html(below="<h4>Jane Doe</h4><p>Jane Doe is a senior reporter who has covered the coast since 2010.</p>")),
    ("text line", text("By Jane Doe")),
    ("text line with an agency", text("Jane Doe, Reuters", "3 May 2024")),
    ("text bare line", text("Jane Doe", "Published 3 May 2024")),
    ("text reading time", text("Jane Doe", "6 min read")),
    ("text reporting", text(below=("(Reporting by Jane Doe; Editing by Max Poe)",))),
    ("text about", text(below=("About the author", "Jane Doe", "Senior Reporter"))),
]


@pytest.mark.parametrize("page", [p for _, p in PLACES], ids=[n for n, _ in PLACES])
def test_each_place(read: Read, page: Page) -> None:
    assert named(read(page)) == ["Jane Doe"]


def test_a_site_rule_goes_first(read: Read) -> None:
    page = html(ld=article(person("Max Poe")), after="<p>By John Roe</p>")
    assert named(read(page, rule=(Candidate("Jane Doe", "rule:authors:css"),))) == ["Jane Doe"]


def test_the_byline_corrects_what_the_data_says(read: Read) -> None:
    ld = article([person("By Jane Doe"), {"@type": "Organization", "name": "Reuters"}, person("https://www.facebook.com/jsmith")])
    found = read(html(ld=ld, after="<p>By Jane Doe and John Smith, Health Correspondent</p>"))
    assert named(found) == ["Jane Doe", "John Smith"]
    assert agencies_of(found) == ["Reuters"]
    assert found.byline is not None and found.byline.value == "By Jane Doe and John Smith, Health Correspondent"
    assert found.authors is not None and found.authors.steps


def test_data_with_more_persons_stays(read: Read) -> None:
    page = html(ld=article([person("Jane Doe"), person("John Roe")]), after="<p>By Jane Doe</p>")
    assert named(read(page)) == ["Jane Doe", "John Roe"]


def test_helpers_are_no_authors(read: Read) -> None:
    page = html(ld=article([person("Jane Doe"), person("Max Poe")]), after="<p>By Jane Doe | Additional reporting by Max Poe</p>")
    assert named(read(page)) == ["Jane Doe"]


def test_a_full_name_in_the_byline_beats_a_login(read: Read) -> None:
    assert named(read(html(ld=article("jdoe"), after="<p>By Jane Doe</p>"))) == ["Jane Doe"]
    assert named(read(html(ld=article("Max Poe"), after="<p>By Jane Doe</p>"))) == ["Max Poe"]


def test_a_name_in_capitals_takes_another_places_spelling(read: Read) -> None:
    page = html('<meta name="author" content="Jane VanDoe">', ld=article(person("VANDOE")), after="<p>By JANE VANDOE</p>")
    assert named(read(html('<meta name="author" content="Jane VanDoe">', after="<p>By JANE VANDOE</p>"))) == ["Jane VanDoe"]
    assert named(read(page)) == ["Jane Vandoe"]


@pytest.mark.parametrize(("login", "expected"), [
    ("jane-doe", "Jane Doe"), ("jane.doe", "Jane Doe"), ("max-poe", "max-poe"), ("poedesigns", "poedesigns"),
])
def test_a_name_as_in_an_address_takes_another_places_spelling(read: Read, login: str, expected: str) -> None:
    page = html(ld=article(person(login)), after='<div class="byline"><a href="/author/jane-doe/">Jane Doe</a></div>')
    assert named(read(page)) == [expected]


@pytest.mark.parametrize(("page", "agency"), [
    (html(after="<p>By AFP - Dec 08,2017 - Last updated at Dec 08,2017</p>"), "AFP"),
    (html(ld=article({"@type": "Organization", "name": "Associated Press"})), "AP"),
    (html(ld=article(person("dpa"))), "dpa"),
    (text("By AFP - Dec 08,2017 - Last updated at Dec 08,2017"), "AFP"),
], ids=range(4))  # fmt: skip
def test_an_agency_is_no_author(read: Read, page: Page, agency: str) -> None:
    found = read(page)
    assert (named(found), agencies_of(found)) == ([], [agency])


def test_the_paper_is_the_author_only_for_lack_of_a_person(read: Read) -> None:
    paper = {"@type": "NewsMediaOrganization", "name": "Example Times"}
    assert named(read(html(ld=article(paper)))) == ["Example Times"]
    assert named(read(html(ld=article(paper), after="<p>By Jane Doe</p>"))) == ["Jane Doe"]
    assert named(read(html(ld=article(paper), after="<p>By AFP</p>"))) == []


def test_blocks_of_rules_near_the_headline_go_before_others(read: Read) -> None:
    page = html(after="<p>Jane Doe reports</p><p>Words: Jane Doe</p>", below="<p>By Max Poe</p>" * 3)
    blocks = tuple(b.index for b in page.blocks if b.text in ("Words: Jane Doe", "By Max Poe"))
    assert named(read(page, blocks=blocks)) == ["Jane Doe"]


def test_a_line_of_names_beside_the_papers_own_byline(read: Read) -> None:
    page = html(after="<p>by Example Times November 10, 2025</p><p>Jane Doe/John Roe</p>")
    blocks = tuple(b.index for b in page.blocks[1:3])
    assert named(read(page, blocks=blocks)) == ["Jane Doe", "John Roe"]


@pytest.mark.parametrize(("language", "line", "expected"), [
    ("de", "Von Max Mustermann, dpa", ["Max Mustermann"]), ("fr", "Par Jeanne Dupont et Marc Petit", ["Jeanne Dupont", "Marc Petit"]),
    ("ko", "홍길동 기자", ["홍길동"]), ("ar", "بقلم: أحمد محمد", ["أحمد محمد"]), ("ru", "Автор: Иван Петров", ["Иван Петров"]),
])  # fmt: skip
def test_languages(read: Read, language: str, line: str, expected: list[str]) -> None:
    page = read_text(f"{TITLE}\n\n{line}\n\n3.5.2024\n\n{STORY}")
    blocks = (1,) if language == "ko" else ()
    assert named(read(page, language, blocks=blocks)) == expected
