"""Pages that go on with the next article: what stays, then what goes."""

from __future__ import annotations

import pytest

from cleaner import Cleaner, load_rules
from cleaner.dom.door import read_html
from cleaner.dom.plain import read_text
from cleaner.other_stories import other_stories

STORY = "The old bridge across the harbour opened to traffic on Friday morning, two years after a storm had torn away its eastern pier. "
OTHER = "The lamps of the market were counted by the council on Monday evening, and four of the seven hundred were found to be dark. "
OWN = f'<article class="post main"><h1>Bridge reopens</h1><p>{STORY * 2}</p><p>{STORY * 3}</p></article>'


def claimed(html: str) -> list[str]:
    page = read_html(f"<html><body>{html}</body></html>")
    body = [b.index for b in page.blocks if b.tag == "p"]
    return [page.blocks[c.block].text.strip() for c in other_stories(page, body)]


def other(inner: str, name: str = "post") -> str:
    return f'<article class="{name}">{inner}<p>{OTHER}</p></article>'


STAYS = {
    "one article": OWN,
    "an article with another heading": OWN + other("<h2>Lamps counted</h2>"),
    "a comment": OWN + other("", "post comment"),
    "an article of another class": OWN + other("<h1>Lamps counted</h1>", "lamps"),
    "the same headline again": OWN + other("<h1>Bridge reopens</h1>"),
    "a story without a headline before": f'<article class="post"><p>{STORY}</p></article>' + other("<h1>Lamps counted</h1>"),
    "an article inside": OWN.replace("</article>", other("<h1>Lamps counted</h1>") + "</article>"),
    "parts that are no articles": (OWN + other("<h1>Lamps counted</h1>")).replace("article", "section"),
    "a headline far down": OWN + other("<p>a lamp</p>" * 8 + "<h1>Lamps counted</h1>"),
}


@pytest.mark.parametrize("html", STAYS.values(), ids=STAYS)
def test_what_belongs_to_the_story_stays(html: str) -> None:
    assert claimed(html) == []


def test_plain_text_has_no_articles() -> None:
    assert list(other_stories(read_text(f"Bridge reopens\n\n{STORY}"), (1,))) == []
    assert list(other_stories(read_html("<p></p>"), ())) == []


def test_the_next_article_goes_with_all_that_it_holds() -> None:
    assert claimed(OWN + other("<p>Jane Doe</p><h1>Lamps counted</h1>")) == ["Jane Doe", "Lamps counted", OTHER.strip()]


def test_an_article_inside_another_is_claimed_once() -> None:
    nested = "".join(f'<article class="post"><h1>Lamps {n}</h1>' for n in range(40)) + f"<p>{OTHER}</p>"
    assert len(claimed(OWN + nested)) == 41


def test_its_captions_are_not_the_records() -> None:
    figure = "<figure><img src='/l.jpg'><figcaption>A lamp of the market at night. (Photo: Max Poe)</figcaption></figure>"
    after = other("<h1>Lamps counted</h1>" + figure + f"<p>{OTHER * 3}</p>" * 3)
    article = Cleaner(load_rules(sites=False)).clean(f"<html lang='en'><body>{OWN}{after}</body></html>")
    assert article.title == "Bridge reopens"
    assert "lamps" not in article.body and STORY.strip() in article.body
    assert article.captions == ()
    assert {r.rule for r in article.removed if "lamp" in r.text.lower()} == {"engine/other-story"}
