"""Records as text: what is in each format, and that a page's words stay words."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cleaner.article import Article, Caption, FieldSource, Removed, RoleText
from cleaner.outputs import FORMATS

ARTICLE = Article(
    url="https://example.org/ü",
    title="Town *band* plays on",
    lead="The roof fell in.",
    authors=("Walter Finchley",),
    published="1998-05-12",
    captions=(Caption("The hall", "Ann Poe"),),
    body="First.\n\nWhy\n\none\n\ntwo\n\nSaid.",
    blocks=(
        RoleText("body", "First."), RoleText("heading", "Why"), RoleText("list", "one"), RoleText("list", "two"),
        RoleText("quote", "Said."), RoleText("preformatted", "a ``` b"),
    ),
    sources={"title": FieldSource("meta:og:title", "Town *band* plays on")},
    removed=(Removed("generic/votes/vote-widget", "generic/votes.yaml:9", "vote", "up", 3),),
)  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_a_record_ends_with_one_line_feed(name: str) -> None:
    assert FORMATS[name](ARTICLE).endswith("\n")
    assert not FORMATS[name](ARTICLE).endswith("\n\n")
    assert FORMATS[name](Article())


@pytest.mark.parametrize("name", ["jsonl", "json"])
@pytest.mark.parametrize("shown", [{}, {"sources": True}, {"removed": True}, {"sources": True, "removed": True}])
def test_json_is_the_record(name: str, shown: dict[str, bool]) -> None:
    assert json.loads(FORMATS[name](ARTICLE, **shown)) == ARTICLE.to_dict(**shown)


def test_jsonl_is_one_line() -> None:
    assert FORMATS["jsonl"](ARTICLE, sources=True, removed=True).count("\n") == 1


def test_text() -> None:
    assert FORMATS["text"](ARTICLE) == "Town *band* plays on\n\nThe roof fell in.\n\n" + ARTICLE.body + "\n"


def test_markdown_body() -> None:
    below = FORMATS["markdown"](ARTICLE).split("---\n", 2)[2]
    assert below == (
        "\n# Town \\*band\\* plays on\n\nThe roof fell in.\n\n"
        "First.\n\n## Why\n\n- one\n- two\n\n> Said.\n\n````\na ``` b\n````\n"
    )


def test_markdown_front_matter() -> None:
    fields = _front_matter(ARTICLE)
    assert fields["title"] == "Town *band* plays on"
    assert fields["authors"] == ["Walter Finchley"]
    assert fields["published"] == "1998-05-12"
    assert fields["captions"] == [{"text": "The hall", "credit": "Ann Poe"}]
    assert fields.keys().isdisjoint({"body", "blocks", "lead_image", "modified", "sources", "removed"})
    assert _front_matter(ARTICLE, removed=True, sources=True).keys() >= {"sources", "removed"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Plain words, 3.5 per cent; a-b, x + y = z > 1.", "Plain words, 3.5 per cent; a-b, x + y = z > 1."),
        ("# no heading", "\\# no heading"),
        ("2017. A year", "2017\\. A year"),
        ("- no item", "\\- no item"),
        ("> no quote", "\\> no quote"),
        ("<script>x</script>", "\\<script>x\\</script>"),
        ("[a](b) *c* _d_ `e` \\", "\\[a\\](b) \\*c\\* \\_d\\_ \\`e\\` \\\\"),
        ("AT&T &amp; R&D", "AT&T \\&amp; R&D"),
    ],
)
def test_words_are_never_markup(text: str, written: str) -> None:
    article = Article(body=text, blocks=(RoleText("body", text),))
    assert FORMATS["markdown"](article).split("---\n\n", 1)[1] == written + "\n"


@pytest.mark.parametrize("name", FORMATS)
@given(text=st.text(st.characters(), min_size=1))
def test_any_text_can_be_written(name: str, text: str) -> None:
    article = Article(title=text, body=text, blocks=(RoleText("body", text),))
    written = FORMATS[name](article)
    written.encode("utf-8")
    assert [c for c in written if c not in "\n\t" and (c < " " or "\x7f" <= c <= "\x9f")] == []
    if name in ("json", "jsonl"):
        assert json.loads(written)["title"] == text


def _front_matter(article: Article, **shown: bool) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FORMATS["markdown"](article, **shown).split("---\n")[1])
    return loaded
