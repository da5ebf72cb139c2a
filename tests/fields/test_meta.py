"""What a page says of itself: what is no value first, then each place in its order."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.dom.door import read_html
from cleaner.fields import meta
from cleaner.fields.language import language, locale, normalise
from cleaner.values import Page

HERE = "https://example.com/news/bridge.html"
TITLE = "Harbour bridge reopens after two years"


def page(*ld: Any, head: str = "", body: str = "", lang: str = "", url: str = HERE) -> Page:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(item)}</script>' for item in ld)
    top = f"<title>{TITLE}</title>{scripts}{head}"
    return read_html(f"<html{lang}><head>{top}</head><body><p>x</p>{body}</body></html>", url)


def tag(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def crumbs(*names: str) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": i, "name": name, "item": f"https://example.com/{i or ''}"}
        for i, name in enumerate(names)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def article(**fields: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": TITLE, **fields}


def test_a_page_that_says_nothing() -> None:
    bare = page()
    found = (meta.canonical_url, meta.section, meta.tags, meta.image, meta.paywalled, language)
    assert [read(bare) for read in found] == [None] * len(found)  # type: ignore[operator]
    assert meta.live(bare).value is False


ADDRESSES = [
    ('<link rel="canonical" href="https://example.com/a">' + tag("og:url", "https://example.com/b"),
        "https://example.com/a", "link:canonical"),
    ('<link rel="canonical" href="/a#top">', "https://example.com/a", "link:canonical"),
    # a canonical address that leads to the front page is a mistake of the template
    ('<link rel="canonical" href="https://example.com/">' + tag("og:url", "https://example.com/b"),
        "https://example.com/b", "meta:og:url"),
    ('<link rel="canonical" href="javascript:void(0)">' + tag("og:url", "//example.com/b"),
        "https://example.com/b", "meta:og:url"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "address", "source"), ADDRESSES)
def test_canonical_url(head: str, address: str, source: str) -> None:
    found = meta.canonical_url(page(head=head))
    assert found is not None
    assert (found.value, found.source) == (address, source)


def test_canonical_url_from_json_ld() -> None:
    found = meta.canonical_url(page(article(mainEntityOfPage={"@id": HERE})))
    assert found is not None
    assert found.source == "ld:NewsArticle.mainEntityOfPage"
    assert meta.canonical_url(page(article(url="bridge.html"), url="")) is None


SECTIONS = [
    (page(article(articleSection=["Local", "News"]), head=tag("article:section", "Other")), "Local"),
    (page(article(articleSection="https://example.com/local"), head=tag("article:section", "Local")), "Local"),
    (page(body='<span itemprop="articleSection">Local</span>'), "Local"),
    (page(crumbs("Start", "News", "Local", TITLE), article()), "Local"),
    (page(crumbs("Start", "Local")), "Local"),
    (page(crumbs("Start", "Harbour bridge reopens after two years at last")), None),
    (page(crumbs("Start")), None),
    (page(article(articleSection="12")), None),
]


@pytest.mark.parametrize(("where", "section"), SECTIONS)
def test_section(where: Page, section: str | None) -> None:
    found = meta.section(where)
    assert (found.value if found else None) == section


TAGS = [
    (page(article(keywords="bridge, harbour; Bridge,")), ("bridge", "harbour")),
    (page(article(keywords=["bridge", {"@type": "DefinedTerm", "name": "harbour"}])), ("bridge", "harbour")),
    (page(head=tag("article:tag", "bridge") + tag("article:tag", "harbour") + tag("keywords", "x")),
        ("bridge", "harbour")),
    (page(head=tag("news_keywords", "bridge,harbour")), ("bridge", "harbour")),
    (page(head=tag("keywords", "桥，港口")), ("桥", "港口")),
    (page(head=tag("keywords", "")), None),
    # addresses, keys of content systems and numbers are no words
    (page(article(keywords=["https://example.com/x", "2f1b8a9e-1c1d-4e8f-9a7b-0123456789ab", "123", "a-b.org", "_hero_wide"])), None),
]


@pytest.mark.parametrize(("where", "tags"), TAGS)
def test_tags(where: Page, tags: tuple[str, ...] | None) -> None:
    found = meta.tags(where)
    assert (found.value if found else None) == tags


IMAGES = [
    (page(article(image={"url": "https://example.com/b.jpg"}), head=tag("og:image", "/a.jpg")),
        "https://example.com/a.jpg"),
    (page(article(image=["https://example.com/b.jpg", "c"])), "https://example.com/b.jpg"),
    (page(article(image={"@type": "ImageObject", "contentUrl": "b.jpg"})), "https://example.com/news/b.jpg"),
    (page(head=tag("og:image", "data:image/png;base64,xx") + tag("twitter:image", "https://example.com/c.jpg")),
        "https://example.com/c.jpg"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "image"), IMAGES)
def test_image(where: Page, image: str) -> None:
    found = meta.image(where)
    assert found is not None
    assert found.value == image


PAYWALLS = [
    (page(article()), None),
    (page(article(isAccessibleForFree="perhaps")), None),
    (page({"@type": "Organization", "isAccessibleForFree": False}), None),
    *[(page(article(isAccessibleForFree=free)), False) for free in (True, "True", 1, "https://schema.org/True")],
    *[(page(article(isAccessibleForFree=free)), True) for free in (False, "False", "no", 0, "http://schema.org/False")],
    # the article speaks for itself before its parts do
    (page(article(isAccessibleForFree=True, hasPart={"isAccessibleForFree": False})), False),
    (page(article(hasPart=[{"@type": "WebPageElement", "isAccessibleForFree": "False"}])), True),
    (page(head=tag("article:content_tier", "locked")), True),
    (page(head=tag("article:content_tier", "metered")), True),
    (page(head=tag("article:content_tier", "free")), False),
    (page(head=tag("article:content_tier", "gold")), None),
    (page(body='<meta itemprop="isAccessibleForFree" content="false">'), True),
]


@pytest.mark.parametrize(("where", "paywalled"), PAYWALLS)
def test_paywalled(where: Page, paywalled: bool | None) -> None:
    found = meta.paywalled(where)
    assert (found.value if found else None) is paywalled


@pytest.mark.parametrize(("kind", "live"),
    [("LiveBlogPosting", True), (["NewsArticle", "LiveBlogPosting"], True), ("NewsArticle", False)])
def test_live(kind: Any, live: bool) -> None:
    assert meta.live(page({"@type": kind, "headline": TITLE})).value is live


def test_a_teaser_for_a_live_blog_is_none() -> None:
    teaser = {"@type": "LiveBlogPosting", "url": "https://example.com/live/vote"}
    assert meta.live(page(teaser, article(url=HERE))).value is False


@pytest.mark.parametrize(("raw", "code"), [
    ("en", "en"), ("en-GB", "en"), ("pt_BR", "pt"), ("DE", "de"), ("deu", "de"), ("ger-AT", "de"),
    ("zh-Hans-CN", "zh"), ("iw", "he"),
    ("no", "nb"), ("nn-NO", "nn"), ("en, fr", "en"), ("und", ""), ("x-default", ""), ("", ""), ("English", ""),
    ("{{lang}}", ""),
])
def test_language_codes(raw: str, code: str) -> None:
    assert normalise(raw) == code


LANGUAGES = [
    (page(lang=' lang="fr-CA"', head=tag("og:locale", "en_US")), "fr", "fr-CA"),
    (page(lang=' lang="und"', head=tag("og:locale", "de_AT")), "de", "de-AT"),
    (page({"@type": "Article", "inLanguage": {"@type": "Language", "name": "Spanish", "alternateName": "es"}}),
        "es", "es"),
    (page(head='<meta http-equiv="content-language" content="it, en">'), "it", "it"),
    (page(article(inLanguage="sv-SE"), head='<meta http-equiv="content-language" content="en">'), "sv", "sv-SE"),
]


@pytest.mark.parametrize(("where", "code", "region"), LANGUAGES)
def test_language(where: Page, code: str, region: str) -> None:
    found = language(where)
    assert found is not None
    assert found.value == code
    assert locale(where) == region


ODD = st.none() | st.booleans() | st.text(max_size=8) | st.dictionaries(st.sampled_from(["url", "name"]), st.text())


@given(st.text(max_size=40), st.lists(ODD))
def test_no_page_raises(text: str, values: list[Any]) -> None:
    keys = ("url", "image", "keywords", "articleSection", "isAccessibleForFree", "hasPart", "inLanguage",
        "mainEntityOfPage")
    safe = text.replace('"', "").replace("<", "")
    head = f'<link rel="canonical" href="{safe}">'
    head += "".join(tag(name, safe) for name in ("og:image", "keywords", "article:section"))
    odd = page(article(**dict.fromkeys(keys, values)), {"@type": "BreadcrumbList", "itemListElement": values},
        head=head)
    for read in (meta.canonical_url, meta.section, meta.tags, meta.image, meta.paywalled, meta.live, language):
        read(odd)  # type: ignore[operator]
