"""Findings about selectors, and the reader of selectors that they rest on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cleaner.rules.model import Content, Field, Source
from cleaner.upkeep.lint.css_parts import Compound, compounds, split_list, subjects
from cleaner.upkeep.lint.selectors import is_hashed

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (".a, p:is(.b, .c) , [x='1,2']", [".a", "p:is(.b, .c)", "[x='1,2']"]),
        ("", []),
        ("a,,b", ["a", "b"]),
        ("a:not([x=')']),b", ["a:not([x=')'])", "b"]),
        ("a:not(b,c", ["a:not(b,c"]),
    ],
)
def test_lists(text: str, parts: list[str]) -> None:
    assert split_list(text) == parts


@pytest.mark.parametrize(
    ("selector", "last"),
    [
        ("div.a#b > P.c", Compound("p", (".c",))),
        (".x .y", Compound("", (".y",))),
        ("*", Compound()),
        ("*.a", Compound("", (".a",))),
        ('[class*="ad x"][id]', Compound("", (), (("class", "*=", "ad x"), ("id", "", "")))),
        ("a:nth-child(2n+1)", Compound("a", (), (), (("nth-child", "2n+1"),))),
        ("p:not(.a > .b)::after", Compound("p", (), (), (("not", ".a > .b"), ("after", "")))),
        (r".md\:w-2", Compound("", (".md:w-2",))),
        (".newsletter-*", Compound("", (".newsletter-*",))),
        ("a~b+c", Compound("c")),
        ("[role=note i]", Compound("", (), (("role", "=", "note"),))),
        ("p:not((", Compound("p", (), (), (("not", "("),))),
        ("]]", Compound()),
    ],
)
def test_the_element_that_is_selected(selector: str, last: Compound) -> None:
    assert compounds(selector)[-1] == last


def test_alternatives_are_selected_too() -> None:
    assert {made.tag for made in subjects("div > :is(p, article.x, :where(main, li)) , ul")} == {"", "p", "article", "main", "li", "ul"}


def test_tokens_that_an_element_is_sure_to_have() -> None:
    assert compounds("p.a[itemprop=b][role='c'][class~=d][class*=e][id=f]")[0].tokens == {".a", "@b", "~c", "#f"}


def _everywhere(rule: Make, loaded: Make, selector: str) -> list[Any]:
    """Return a file each with the selector in a rule, in the content, in a field."""
    return [
        loaded(rule(select=(".a", selector))),
        loaded(content=Content((".a", selector))),
        loaded(fields={"title": Field((Source(meta="x"), Source(css=selector)))}),
    ]


@pytest.mark.parametrize(
    ("selector", "given", "layer"),
    [
        ("aside.x", {}, "site"),
        (".x aside", {}, "site"),
        ("aside > p", {}, "site"),
        ("aside", {}, "generic"),
        ("figcaption", {"role": "caption"}, "site"),
        ("aside", {"keep": True}, "site"),
        ("aside:has(.x)", {}, "site"),
        ("[role=note]", {}, "family"),
        ("x y, .z", {}, "site"),
    ],
)
def test_tags_with_more(rule: Make, loaded: Make, found: Make, selector: str, given: Any, layer: str) -> None:
    assert found("bare-tag", loaded(rule(select=(selector,), **given), layer=layer)) == []


@pytest.mark.parametrize(
    ("selector", "layer"),
    [("aside", "site"), (" button ", "family"), ("nav", "local"), (".a, svg", "site"), (":is(nav, .x)", "local"), ("ul , ol", "site")],
)
def test_tags_alone(rule: Make, loaded: Make, found: Make, selector: str, layer: str) -> None:
    assert len(found("bare-tag", loaded(rule(select=(".x", selector)), layer=layer))) == 1


@pytest.mark.parametrize("selector", [".nth-child", "p:not(.a)", "p:only-child", "[data-x=':first-child']", "p:has(> a)"])
def test_selectors_that_count_nothing(rule: Make, loaded: Make, found: Make, selector: str) -> None:
    assert [found("positional", file) for file in _everywhere(rule, loaded, selector)] == [[], [], []]


@pytest.mark.parametrize(
    "selector", ["p:nth-child(2)", "div:first-child > p", ".a :NTH-of-type(1)", "p:not(:last-of-type)", ":is(.a, p:nth-last-child(1))"]
)
def test_selectors_that_count(rule: Make, loaded: Make, found: Make, selector: str) -> None:
    assert [len(found("positional", file)) for file in _everywhere(rule, loaded, selector)] == [1, 1, 1]


@pytest.mark.parametrize(
    "name",
    [
        "article-body",
        "col-md-6",
        "h2",
        "mt-4",
        "article2024",
        "widget-3",
        "wp-block-12",
        "c-timestamp",
        "articleBody",
        "ue-c-article__body",
        "top10",
        "video_js",
        "css-modal",
        "sc-title",
        "css-reset",
        "r-share",
        "story-h1",
        "id-StoryElement-paragraph",
        "__content",
        "field--name-body",
        "jp-relatedposts",
        "post-2024-01",
        "text__Title",
        "c-article-main-column",
        "newsletter-*",
        "css-*",
        "sqs-block",
        "widget_recent_entries",
        "td_block_related_posts",
        "block__H2",
        "is-1of3",
    ],
)
def test_names_that_people_made(name: str) -> None:
    assert not is_hashed(name)


@pytest.mark.parametrize(
    "name",
    [
        "css-1x2y3z",
        "css-1q2w3e4r",
        "sc-bdVaJa",
        "sc-1a2b3c4-0",
        "sc-hKFxyN",
        "svelte-1tky8bj",
        "Article_body__3Kx9a",
        "styles__Title_aB3xZ",
        "_3kd9fa",
        "emotion-8ks2d1",
        "text_text__AbC1d",
    ],
)
def test_names_that_tools_made(name: str) -> None:
    assert is_hashed(name)


@pytest.mark.parametrize("selector", ['[class*="Article_body__"]', ".article-body", '[data-id="css-1x2y3z"]'])
def test_stable_parts(rule: Make, loaded: Make, found: Make, selector: str) -> None:
    assert [found("hashed-class", file) for file in _everywhere(rule, loaded, selector)] == [[], [], []]


@pytest.mark.parametrize("selector", [".css-1x2y3z", "p.a > #_3kd9fa .b", '[class="x css-1x2y3z"]', "p:not(.css-1x2y3z)"])
def test_hashed_names(rule: Make, loaded: Make, found: Make, selector: str) -> None:
    assert [len(found("hashed-class", file)) for file in _everywhere(rule, loaded, selector)] == [1, 1, 1]


@pytest.mark.parametrize(
    "selector", ['[class*="article-body"]', '[class*="text__"]', '[class^="ad"]', '[href*="ad"]', "[class~=ad]", '[id*="_ad"]', ".ad"]
)
def test_parts_of_names_with_an_edge(rule: Make, loaded: Make, found: Make, selector: str) -> None:
    assert [found("substring", file) for file in _everywhere(rule, loaded, selector)] == [[], [], []]


@pytest.mark.parametrize("selector", ['[class*="ad"]', "div[id*=promo] p", 'p:not([class*="share"])'])
def test_bare_words_in_names(rule: Make, loaded: Make, found: Make, selector: str) -> None:
    assert [len(found("substring", file)) for file in _everywhere(rule, loaded, selector)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("selector", "given"),
    [
        ("article .x", {}),
        ("main > aside", {}),
        (".main", {}),
        ("article", {"role": "body"}),
        ("article", {"keep": True}),
        ("[itemprop=author]", {}),
        ("[itemprop=articleBody] .x", {}),
        ("div:not(article)", {}),
        ("section:has(article)", {}),
    ],
)
def test_what_is_not_guarded(rule: Make, loaded: Make, found: Make, selector: str, given: Any) -> None:
    assert found("guarded-element", loaded(rule(select=(selector,), **given))) == []


@pytest.mark.parametrize(
    ("selector", "layer"),
    [
        *(
            (selector, layer)
            for selector in ("html", "body.x", "main", "ARTICLE", ".x article.card", "[itemprop=articleBody]")
            for layer in ("site", "generic")
        ),
        (".x > article.card", "site"),
        ("p, main#m", "site"),
        (".a :is(p, article)", "local"),
    ],
)
def test_guarded_elements(rule: Make, loaded: Make, found: Make, selector: str, layer: str) -> None:
    [finding] = found("guarded-element", loaded(rule(select=(".y", selector)), layer=layer))
    assert finding.severity == "error"
