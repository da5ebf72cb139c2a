"""What the end of a body must not be: a line between story and nothing, and what tells of the author."""

from __future__ import annotations

import pytest

from cleaner import Cleaner, load_rules
from cleaner.dom.door import read_html
from cleaner.fields.endings import endings, tells_of

NAMES = ("jane doe", "john roe", "reuters")


@pytest.mark.parametrize("folded", [
    "", "the mayor jane doe opened the bridge.", "jane doe", "jane doe: thank you for the talk.", "jane doe, host: thank you.",
    "jane doerr is the mayor.", "john is the mayor.",
    "reuters is an agency.", "jane is a driver.", "photo by jane doe.", "jane doe-roe is a driver.",
])
def test_what_does_not_tell_of_the_author(folded: str) -> None:
    assert not tells_of(folded, NAMES)


@pytest.mark.parametrize("folded", [
    "jane doe is a writer in harbourtown.", "\u2022 jane doe, a former ferryman, is a writer.", "(john roe teaches history.)",
    "jane doe's last book is on bridges.", "- jane doe schreibt \u00fcber br\u00fccken.",
])
def test_what_tells_of_the_author(folded: str) -> None:
    assert tells_of(folded, NAMES)


def _ends(*texts: str) -> list[tuple[int, str]]:
    page = read_html("".join(f"<p>{text}</p>" for text in texts))
    return [(c.block, c.role) for c in endings(page, range(len(page.blocks)), NAMES)]


BIO = "Jane Doe is a writer in Harbourtown and the keeper of its smallest lighthouse."


@pytest.mark.parametrize("texts", [
    ("One.", "* * *", "Two."), ("One.", "Two.", "Three.", "4"), ("One.", "Two.", "\u2605\u2605\u2605"),
    ("One.", "Two.", BIO), ("***", "One.", "Two.", "Three.", "Four."),
])
def test_what_ends_a_story(texts: tuple[str, ...]) -> None:
    assert _ends(*texts) == []


@pytest.mark.parametrize(("texts", "ends"), [
    (("One.", "* * *"), [(1, "label")]), (("One.", "___", "\u2014\u2014"), [(2, "label"), (1, "label")]),
    (("One.", "Two.", "Three.", "Four.", "___", BIO), [(5, "author-bio"), (4, "label")]),
    (("One.", "Two.", "Three.", "Four.", BIO, BIO), [(5, "author-bio")]),
])
def test_what_does_not(texts: tuple[str, ...], ends: list[tuple[int, str]]) -> None:
    assert _ends(*texts) == ends


CLEANER = Cleaner(load_rules(sites=False))
STORY = [
    "The mayor opened the bridge on Tuesday, ending a closure of two years for all drivers.",
    "Drivers had to take the long way round by the old ferry until this week, and most of them were glad.",
    "Shops along the quay hope that the visitors of former times will now come back to them in spring.",
    "The old bridge was taken down in two days, and its stones now lie in the yard behind the town hall.",
    "Nobody could say on Tuesday what the town will do with them, or who will have to pay for the yard.",
]


def _body(paragraphs: list[str]) -> str:
    html = "<html><head><meta name=author content='Jane Doe'></head><body><article><h1>Bridge opens</h1>" + "".join(
        f"<p>{p}</p>" for p in paragraphs
    ) + "</article></body></html>"
    return CLEANER.clean(html).body


def test_the_last_block_leaves_the_body() -> None:
    assert BIO not in _body([*STORY, BIO])


@pytest.mark.parametrize("paragraphs", [
    [BIO, *STORY], [*STORY[:3], BIO, *STORY[3:]], [STORY[0], BIO], [*STORY, BIO.replace("Jane Doe", "Ann Poe")],
])
def test_elsewhere_it_stays(paragraphs: list[str]) -> None:
    assert BIO.split(" ", 2)[2] in _body(paragraphs)
