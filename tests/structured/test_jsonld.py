"""JSON-LD: what is well formed stays as it is; what is broken is read as far as it goes; nothing raises."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.structured.jsonld import MAX_OBJECTS, articles, kind, parse_json_ld, texts, types, values

ARTICLE = {"@type": "NewsArticle", "headline": "Harbour bridge reopens", "datePublished": "2024-05-03"}

UNTOUCHED: list[dict[str, Any]] = [
    ARTICLE,
    {"@type": "Article", "headline": "A \"quoted\" word, a colon: and a brace }", "wordCount": 7, "free": False},
    {"@type": ["Article", "CreativeWork"], "author": [{"@type": "Person", "name": "Jane Roe"}, None]},
    {"@type": "Article", "headline": "AT&T and R&D; at 5 & 10"},
]


@pytest.mark.parametrize("item", UNTOUCHED)
def test_well_formed_objects_stay_as_they_are(item: dict[str, Any]) -> None:
    assert parse_json_ld([json.dumps(item)]) == (item,)


FLATTENED: list[tuple[str, list[str], list[list[str]]]] = [
    ("graph", ['{"@context": "", "@graph": [{"@type": "WebSite"}, {"@type": "Article"}]}'], [["website"], ["article"]]),
    ("list", ['[{"@type": "Article"}, [{"@type": "Person"}]]'], [["article"], ["person"]]),
    ("main entity", ['{"@type": "WebPage", "mainEntity": {"@type": "Article"}}'], [["webpage"], ["article"]]),
    ("two scripts", ['{"@type": "Article"}', '{"@type": "Person"}'], [["article"], ["person"]]),
    ("two objects in one script", ['{"@type": "Article"},\n{"@type": "Person"}'], [["article"], ["person"]]),
    ("context only", ['{"@context": "https://schema.org"}'], []),
    ("namespaces", ['{"@type": "http://schema.org/NewsArticle"}'], [["newsarticle"]]),
]


@pytest.mark.parametrize(("scripts", "expected"), [row[1:] for row in FLATTENED], ids=[row[0] for row in FLATTENED])
def test_graphs_and_lists_are_flattened(scripts: list[str], expected: list[list[str]]) -> None:
    assert [list(types(item)) for item in parse_json_ld(scripts)] == expected


WHOLE = '{"@type": "NewsArticle", "headline": "Harbour bridge reopens", "datePublished": "2024-05-03"}'
REPAIRED: list[tuple[str, str]] = [
    ("html comment", f"<!-- {WHOLE} -->"),
    ("CDATA", f"//<![CDATA[\n{WHOLE}\n//]]>"),
    ("CDATA in block comments", f"/* <![CDATA[ */{WHOLE}/* ]]> */"),
    ("byte order mark and semicolon", f"\ufeff{WHOLE};"),
    ("trailing comma", WHOLE.replace("}", ",}")),
    ("commas missing", WHOLE.replace(", ", "\n ")),
    ("entities for quotes", WHOLE.replace('"', "&quot;")),
    ("single quotes", WHOLE.replace('"', "'")),
    ("line comment", WHOLE.replace(", ", ', // "draft": true\n', 1)),
    ("block comment", WHOLE.replace(", ", ", /* old */ ", 1)),
    ("keys without quotes", WHOLE.replace('"headline"', "headline").replace('"datePublished"', "datePublished")),
    ("value without quotes", WHOLE.replace('"Harbour bridge reopens"', "Harbour bridge reopens")),
    ("cut off", WHOLE[:-2]),
]


@pytest.mark.parametrize("script", [row[1] for row in REPAIRED], ids=[row[0] for row in REPAIRED])
def test_broken_json_gives_the_same_object(script: str) -> None:
    assert parse_json_ld([script]) == (ARTICLE,)


STRINGS: list[tuple[str, str, str]] = [
    ("raw line break", '"One line\nand another"', "One line\nand another"),
    ("bare quotes inside", '"The <a href="/x">bridge</a>, again"', 'The <a href="/x">bridge</a>, again'),
    ("entity", '"Fish &amp; chips &#8217;24"', "Fish & chips ’24"),
    ("entity escaped twice", '"Fish &amp;amp; chips"', "Fish & chips"),
    ("escapes in broken json", '"A \\u00e9t\\u00e9 \\/ \\"b\\"\n",,', 'A été / "b"\n'),
    ("lone surrogate", '"bad \\ud83d end"', "bad \ufffd end"),
]


@pytest.mark.parametrize(("raw", "text"), [row[1:] for row in STRINGS], ids=[row[0] for row in STRINGS])
def test_strings(raw: str, text: str) -> None:
    (item,) = parse_json_ld([f'{{"@type": "Article", "name": {raw}}}'])
    assert item["name"] == text


def test_a_reference_is_replaced_by_what_it_points_to() -> None:
    graph = {"@graph": [
        {"@type": "Article", "author": {"@id": "#jane"}, "image": [{"@id": "#gone"}]},
        {"@type": "Person", "@id": "#jane", "name": "Jane Roe", "knows": {"@id": "#jane"}},
    ]}
    article = parse_json_ld([json.dumps(graph)])[0]
    assert texts(article, "author") == ("Jane Roe",)
    assert values(article, "image.@id") == ("#gone",)


def test_limits_hold() -> None:
    assert len(parse_json_ld(['{"@type": "Thing"}' * 3 * MAX_OBJECTS])) == MAX_OBJECTS
    assert parse_json_ld(["[" * 200_000]) == ()
    assert len(parse_json_ld(['{"a":' * 200_000])) == 1


@given(st.lists(st.text(max_size=200) | st.text(alphabet='{}[]",:\\/*\'ab1 \n-&;@', max_size=200), max_size=3))
def test_no_text_raises(scripts: list[str]) -> None:
    for item in parse_json_ld(scripts):
        json.dumps(item).encode()


KEYS = st.text(alphabet="abcd", min_size=1)
TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="&"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(KEYS, JSON, min_size=1, max_size=4))
def test_any_object_is_read_back(item: dict[str, Any]) -> None:
    assert parse_json_ld([json.dumps({"@type": "Thing", **item})]) == ({"@type": "Thing", **item},)


@given(st.dictionaries(st.sampled_from(["headline", "url"]), st.text(alphabet="ab \\\"'é", max_size=20), min_size=1))
def test_the_lenient_reader_agrees_with_json(item: dict[str, str]) -> None:
    broken = json.dumps(item, ensure_ascii=False)[:-1] + ",,}"
    assert parse_json_ld([broken]) == (item,)


HERE = "https://example.com/news/bridge-7.html"
OTHER = "https://example.com/news/other"
OWN = {"@id": "http://www.example.com/news/bridge-7.html?x=1"}
CHOSEN: list[tuple[str, list[dict[str, Any]], list[str]]] = [
    ("only one, whatever it names", [{"@type": "Article", "name": "a", "url": OTHER}], ["a"]),
    ("teasers name other pages", [
        {"@type": "NewsArticle", "name": "teaser", "url": OTHER},
        {"@type": "NewsArticle", "name": "own", "mainEntityOfPage": OWN},
    ], ["own"]),
    ("first of teasers alone", [
        {"@type": "NewsArticle", "name": "a", "url": OTHER},
        {"@type": "NewsArticle", "name": "b", "url": OTHER + "2"},
    ], ["a"]),
    ("the page comes last", [
        {"@type": "WebPage", "name": "page", "url": HERE},
        {"@type": "BlogPosting", "name": "own"},
    ], ["own", "page"]),
    ("news before article", [
        {"@type": "Article", "name": "b"},
        {"@type": ["Thing", "NewsArticle"], "name": "a"},
    ], ["a", "b"]),
    ("other kinds are none", [{"@type": "Organization", "name": "x"}, {"@type": 5}, {"name": "y"}], []),
    ("a front page is no address", [
        {"@type": "NewsArticle", "name": "own", "url": "https://example.com/"},
        {"@type": "Article", "name": "b", "url": HERE},
    ], ["b", "own"]),
]


@pytest.mark.parametrize(("ld", "names"), [row[1:] for row in CHOSEN], ids=[row[0] for row in CHOSEN])
def test_articles_are_those_of_this_page(ld: list[dict[str, Any]], names: list[str]) -> None:
    assert [item["name"] for item in articles(ld, HERE, "")] == names
    page = parse_json_ld([json.dumps(item) for item in ld])  # remembers what it was asked before
    for addresses in ((), (HERE, ""), ("https://other.example/", HERE), (HERE, "")):
        assert articles(page, *addresses) == articles(tuple(page), *addresses)


@given(st.recursive(
    st.none() | st.integers() | st.text("ab"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", ""]), inner), max_leaves=8,
))  # fmt: skip
def test_values_at_a_key_are_those_at_a_path(item: Any) -> None:
    for key in ("a", "b", ""):
        assert values(item, key) == values([item], key)


def test_values_go_through_lists() -> None:
    item = {"author": [{"name": "A"}, {"name": ["B", None]}, "C"], "wordCount": 3, "free": False}
    assert values(item, "author.name") == ("A", "B")
    assert texts(item, "author") == ("A", "C")
    assert texts(item, "wordCount") == ("3",)
    assert texts(item, "free") == ()
    assert values(item, "no.such.path") == ()
    assert kind({"@type": "schema:NewsArticle"}) == "NewsArticle"
