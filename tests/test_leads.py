"""The lead: what stands between headline and story in a dress of its own, on pages that call themselves an article."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cleaner.dom.door import read_html
from cleaner.finder.signals import headline
from cleaner.leads import calls_itself_news, find_leads

LEAD = "The bridge opens on Tuesday, two years late and steeper than anybody had planned."
STORY = (
    "<p>Every ward of the town had sent its council to the old market hall, where they spoke for three hours about the bridge.</p>"
    "<p>Nobody left early, and nobody was asked to. The ferry will carry whoever has to cross until the last beam is in its place.</p>"
)
ARTICLE = {"@type": "NewsArticle", "headline": "Bridge opens"}


def _page(*items: dict[str, Any], head: str = "", lead: str = f"<div><h3>{LEAD}</h3></div>") -> Any:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(item)}</script>' for item in items)
    return read_html(f"<html><head>{head}{scripts}</head><body><h1>Bridge opens</h1>{lead}<div>{STORY}</div></body></html>")


def _leads(page: Any) -> list[str]:
    return [page.blocks[claim.block].text for claim in find_leads(page, headline(page))]


DESCRIPTION = f'<meta name="description" content="{LEAD}">'
TYPE = '<meta property="og:type" content="article">'


@pytest.mark.parametrize("page", [
    # nothing says that it is a lead, or that the page is an article
    _page(ARTICLE), _page(head=DESCRIPTION), _page({"@type": "WebSite", "description": LEAD}),
    # of a video on the page, and of the publisher
    _page(ARTICLE, {"@type": "VideoObject", "description": LEAD}), _page(ARTICLE, {"@type": "Organization", "description": LEAD}),
    # beside the story's paragraphs, as one of them
    _page(ARTICLE, head=DESCRIPTION, lead=f"<div><p>{LEAD}</p><p>Then came the mayor, who had walked from the ferry.</p></div>"),
    # too short, a link, nothing after it
    _page({**ARTICLE, "description": "Open."}, lead="<div><h3>Open.</h3></div>"),
    _page(ARTICLE, head=DESCRIPTION, lead=f'<div><h3><a href="/ferry">{LEAD}</a></h3></div>'),
    read_html(f"<html><head>{TYPE}{DESCRIPTION}</head><body><h1>Bridge opens</h1><h3>{LEAD}</h3></body></html>"),
])
def test_what_is_no_lead(page: Any) -> None:
    assert _leads(page) == []


@pytest.mark.parametrize("page", [
    _page(ARTICLE, head=DESCRIPTION), _page(head=TYPE + DESCRIPTION),
    _page(head=f'{TYPE}<meta property="og:description" content="{LEAD}">'),
    _page({**ARTICLE, "description": LEAD}), _page(ARTICLE, {"@type": "WebPage", "description": LEAD}),
    _page(ARTICLE, lead=f'<div class="standfirst"><p>{LEAD}</p></div>'), _page(ARTICLE, lead=f'<h2 class="sapo">{LEAD}</h2>'),
])
def test_the_lead(page: Any) -> None:
    assert _leads(page) == [LEAD]


@pytest.mark.parametrize(("items", "news"), [
    ((), False), (({"@type": "Article"},), False), (({"@type": "BlogPosting"},), False), ((ARTICLE,), True),
    (({"@type": "ReportageNewsArticle"},), True), (({"@graph": [{"@type": "WebPage"}, ARTICLE]},), True),
])
def test_pages_that_call_themselves_news(items: tuple[dict[str, Any], ...], news: bool) -> None:
    assert calls_itself_news(_page(*items)) == news
