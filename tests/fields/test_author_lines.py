"""Lines that hold a name and no ``by`` word, and lines of others: what names no author, then what does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cleaner.dom.door import read_html
from cleaner.dom.plain import read_text
from cleaner.fields.authors import AuthorHints, PageAuthors, read_authors
from cleaner.fields.byline_words import AgencyNames, BylineWords
from cleaner.fields.site_names import site_names
from cleaner.finder.hints import Hints
from cleaner.values import Page

TITLE = "Harbour bridge reopens after two years"
STORY = (
    "The old bridge across the harbour opened to traffic on Friday morning, two years after a storm had torn away its "
    "eastern pier and left the fishing quarter with a detour of eleven miles. "
)
URL = "https://www.janedoe.example/news/bridge"
Read = Callable[..., list[str]]


def text(*lines: str, below: tuple[str, ...] = (), title: bool = True) -> Page:
    return read_text("\n\n".join([*([TITLE] if title else []), *lines, STORY, STORY, *below]), URL)


@pytest.fixture(scope="session")
def found(words: Callable[[str], BylineWords], agencies: AgencyNames, name_hints: Hints) -> Callable[..., PageAuthors]:
    def reader(page: Page, language: str = "en", body: tuple[int, ...] = (), title: str = TITLE) -> PageAuthors:
        return read_authors(page, AuthorHints(words(language), agencies, site_names(page), name_hints, title, body=body))

    return reader


@pytest.fixture(scope="session")
def read(found: Callable[..., PageAuthors]) -> Read:
    def reader(page: Page, language: str = "en", body: tuple[int, ...] = (), title: str = TITLE) -> list[str]:
        authors = found(page, language, body, title).authors
        return list(authors.value) if authors else []

    return reader


NOBODY = {
    "a maker and a figure": text("Loading Ramp 265 lbs", "3 May 2024"),
    "a numbered heading": text("3. Harbour Example", "3 May 2024"),
    "a place in capitals": text("Example Springs, NY", "Maplewood, CA"),
    "a company": text("Roe Dental Makers, LLC"),
    "a credit of a picture": text("Max Poe/Reuters", "3 May 2024"),
    "a credit of several hands": text("Max Poe/John Roe/Stringer/Pix Archive", "3 May 2024"),
    "names of a picture": text("Max Poe, John Roe | Photo: Zed", "3 May 2024"),
    "a handle": text("Max Poe (@maxpoe)", "3 May 2024"),
    "a table": text("Year Founded", "Markets Served", "Branches Abroad", "Client Rating"),
    "a word behind by inside a caption": text("The plan was backed by Townsfolk"),
    "a label and a word": text("Text Size"),
    "tips and tricks": text("Tips and Tricks", "3 May 2024"),
    "teasers of others": text(below=(*[STORY] * 30, "By Max Poe", "Council counts every lamp in the town again", "By John Roe")),
    "a label": text("Latest Soundings:", "3 May 2024"),
    "a label and a date": text("Dredging Begins: 3 May 2024"),
    "interface": text("Printer Friendly Version", "Submit Search", "3 May 2024"),
    "a headline below": text(below=("Jane Loe officials chief considers a bridge of lamps",)),
    "a sentence of the story about a place": text(below=("Example Hall spokesman Poe and the city editor counted the lamps again.",)),
    "one who is quoted": text(below=("Max Poe, president of the lamps, an editor: “They hold better than the old ones did.”",)),
    "one whom the story quotes": text(below=("Max Poe, a professor of bridges at Example College, said it held. " + STORY, STORY)),
}


@pytest.mark.parametrize("page", NOBODY.values(), ids=NOBODY)
def test_lines_that_name_no_author(read: Read, page: Page) -> None:
    assert read(page, body=(len(page.blocks) - 1,)) == []


SOMEBODY = {
    "before marks and interface": (text("Max Poe", "·", "Follow"), ["Max Poe"]),
    "before a label of a date": (text("Max Poe", "Published: Invalid Date,", title=False), ["Max Poe"]),
    "before an age": (text("Max Poe|Published 4 months ago"), ["Max Poe"]),
    "a day with slashes": (text("Max Poe - 12/03/2026"), ["Max Poe"]),
    "two in one line": (text("Max Poe and John Roe", "3 May 2024"), ["Max Poe", "John Roe"]),
    "one and an agency": (text("Max Poe and AP", "3 May 2024"), ["Max Poe"]),
    "two lines with job titles": (text("Max Poe – Reporter", "John Roe – Reporter in Paris", "3 May 2024"), ["Max Poe", "John Roe"]),
    "a glued job title": (text("Max PoewellWriter", "3 May 2024"), ["Max Poewell"]),
    "a heading before the name": (text("Ask The Old Bridge", "Max Poe", "3 May 2024"), ["Max Poe"]),
    "an outlet in capitals": (text("Max Poe EXA TODAY"), ["Max Poe"]),
    "the site's own name": (text("Jane Doe", "6 min read"), ["Jane Doe"]),
    "two bylines": (text("By Max Poe May 3, 2024", "By John Roe May 3, 2024"), ["Max Poe", "John Roe"]),
    "names parted by lines": (text("By", "Max Poe", ",", "John Roe", "and", "Amy Loe"), ["Max Poe", "John Roe", "Amy Loe"]),
    "behind pictures": (text(*[STORY.replace("bridge", f"bridge {n}") for n in "abcdefg"], "By MAX POE", title=False), ["Max Poe"]),
    "behind a title far down": (read_text("\n\n".join([*["Home page of lamps"] * 40, TITLE, "Max Poe", "3 May 2024", STORY])), ["Max Poe"]),
    "a desk of a name": (text("By Jane Doe Staff", below=("By Max Poe",)), ["Jane Doe Staff"]),
    "box with a job title": (
        text(below=("Max Poe", "Social Links", "Senior Editor", "A lover of bridges the world over, Max has walked on most.")),
        ["Max Poe"],
    ),
    "box in the first person": (text(below=("Max Poe", "I'm Max, a content writer who walks across every bridge.")), ["Max Poe"]),
    "box with a label": (text(below=("About Max Poe", "Max is fond of bridges and has crossed most of them on foot.")), ["Max Poe"]),
    "box that says the name later": (text(below=("Max Poe", "As the founder of a bridge museum, Max Poe knows them all.")), ["Max Poe"]),
}


@pytest.mark.parametrize(("page", "expected"), SOMEBODY.values(), ids=SOMEBODY)
def test_lines_that_name_authors(read: Read, page: Page, expected: list[str]) -> None:
    assert read(page, title=TITLE if TITLE in [b.text for b in page.blocks] else "") == expected


def story(last: str) -> tuple[Page, tuple[int, ...]]:
    prose = f"<p>{STORY}</p>" * 6
    page = read_html(f'<html lang="en"><body><h1>{TITLE}</h1>{prose}{last}<p>Share</p></body></html>', URL)
    return page, tuple(b.index for b in page.blocks if b.text == STORY.strip())


@pytest.mark.parametrize(("last", "expected"), [
    ("<p>Harbour Bridge 3</p>", []), ("<p>© Max Poe</p>", []), ('<p><a href="/x">Max Poe</a></p>', []), ("<li>Max Poe</li>", []),
    ("<p>The End</p>", []), ("<p>Max Poe</p>", ["Max Poe"]), ("<p>By Max Poe</p>", ["Max Poe"]),
])  # fmt: skip
def test_a_signature_below_the_story(read: Read, last: str, expected: list[str]) -> None:
    page, body = story(last)
    assert read(page, body=body) == expected


def test_an_agency_of_a_line_that_names_no_author_does_not_count(found: Callable[..., PageAuthors]) -> None:
    page = text("Max Poe", "3 May 2024", "John Roe, AP Sports Writer")
    authors = found(page)
    assert authors.authors is not None and authors.authors.value == ("Max Poe",)
    assert authors.agencies is None


@pytest.mark.parametrize(("line", "language"), [
    ("小字号", "zh"), ("正文", "zh"), ("关注本网", "zh"), ("您的位置：首页", "zh"), ("日期：2024.05.03", "zh"), ("来源：示例周刊人", "zh"),
])
def test_interface_words_in_chinese_are_no_names(read: Read, line: str, language: str) -> None:
    assert read(read_text("\n\n".join([TITLE, line, "2024年5月3日", STORY, STORY])), language) == []


def marked(inner: str) -> Page:
    return read_html(f'<html lang="en"><body><h1>{TITLE}</h1><div class="byline">{inner}</div><p>{STORY}</p></body></html>', URL)


@pytest.mark.parametrize(("inner", "expected"), [
    ("<p>Lamps – an example of light</p>", []), ("<p>Lamps &amp; Piers</p>", []), ("<p>poedesigns</p>", []),
    ("".join(f"<p>{name}</p>" for name in ("Max Poe", "Amy Loe", "John Roe", "Ada Noe")), []),
    ("<p>Maxine</p>", ["Maxine"]), ("<p>Maxine, Senior Reporter</p>", ["Maxine"]), ("<p>Max Poe</p>", ["Max Poe"]),
    ("<p>Insights</p><p>Max Poe</p>", ["Max Poe"]), ("<p>By AP</p><p>Lamps - 3 May 2024</p>", []),
])  # fmt: skip
def test_an_element_marked_as_the_byline(read: Read, inner: str, expected: list[str]) -> None:
    assert read(marked(inner)) == expected


def test_microdata_that_holds_the_headline_names_no_author(read: Read) -> None:
    author = f'<span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">{TITLE}</b></span>'
    assert read(read_html(f"<html><body><h1>{TITLE}</h1>{author}<p>{STORY}</p></body></html>", URL)) == []


def test_what_stands_alone_in_a_line_that_a_rule_calls_chrome_is_no_name(
    words: Callable[[str], BylineWords], agencies: AgencyNames, name_hints: Hints
) -> None:
    page = text("Lamp Alerts", "3 May 2024")
    at = next(b.index for b in page.blocks if b.text == "Lamp Alerts")
    hints = AuthorHints(words("en"), agencies, (), name_hints, TITLE)
    known = read_authors(page, hints).authors
    assert known is not None and known.value == ("Lamp Alerts",)
    labelled = AuthorHints(words("en"), agencies, (), name_hints, TITLE, labels=frozenset({at}))
    assert read_authors(page, labelled).authors is None


SIGNED = text(title=False).blocks[0].text
ORDINARY = ("How the bridge was built", "What the council says now", "Where to cross on foot")
CAPITALS = ("How The Bridge Was Built", "What The Council Says Now", "Where To Cross On Foot")


def signed(*last: str, headings: tuple[str, ...] = ORDINARY) -> Page:
    return read_text("\n\n".join([TITLE, SIGNED, SIGNED, headings[0], SIGNED, headings[1], SIGNED, headings[2], SIGNED, *last]), URL)


UNSIGNED = {
    "a heading on a page in title case": signed("Lamp Counting", "Share", headings=CAPITALS),
    "a name on a page in title case": signed("Max Poe", "Share", headings=CAPITALS),
    "a heading before prose": signed("Max Poe", "Share", SIGNED),
    "capitals": signed("MAX POE", "Share"),
    "small words": signed("Bridges and lamps", "Share"),
    "words of the prose": signed("The Bridge", "Share"),
    "a line with a number": signed("Max Poe 12", "Share"),
    "a credit": signed("© Max Poe", "Share"),
}


@pytest.mark.parametrize("page", UNSIGNED.values(), ids=UNSIGNED)
def test_last_lines_of_a_text_that_sign_nothing(read: Read, page: Page) -> None:
    assert read(page, body=tuple(b.index for b in page.blocks if b.text == SIGNED)) == []


SIGNATURES = {
    "one": (signed("Max Poe", *["Share"] * 24), ["Max Poe"]),
    "several": (signed("Max Poe, John Roe, Amy Loe", *["Share"] * 24), ["Max Poe", "John Roe", "Amy Loe"]),
    "with a job title": (signed("Max Poe", "Content Writer", *["Share"] * 24, headings=CAPITALS), ["Max Poe"]),
    "with an address": (signed(". . . Max Poe", "maxp@example.org", *["Share"] * 24, headings=CAPITALS), ["Max Poe"]),
}


@pytest.mark.parametrize(("page", "expected"), SIGNATURES.values(), ids=SIGNATURES)
def test_last_lines_of_a_text_that_sign_it(read: Read, page: Page, expected: list[str]) -> None:
    assert read(page, body=tuple(b.index for b in page.blocks if b.text == SIGNED)) == expected


def test_a_headline_repeated_far_below_does_not_move_the_bylines_place(read: Read) -> None:
    page = text("Max Poe", "3 May 2024", *["a lamp of the town"] * 10, below=(*["a lamp of the town"] * 40, TITLE), title=False)
    assert read(page) == ["Max Poe"]


@pytest.mark.parametrize(("line", "expected"), [
    ("May 3, 2024 · 12 min · 2310 words", []), ("May 3, 2024 · 12 min · 2310 words · Max Poe", ["Max Poe"]),
    ("May 3, 2024 · 12 min · Words: Max Poe", ["Max Poe"]),
])
def test_counts_are_no_names(read: Read, line: str, expected: list[str]) -> None:
    assert read(text(line)) == expected
