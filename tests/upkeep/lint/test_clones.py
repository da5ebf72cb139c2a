"""Findings about site files that repeat each other."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from cleaner.rules.model import Content, Field, Source, Where
from cleaner.rules.vocabulary import Origin

Make = Callable[..., Any]

BODY = Content((".story p", ".story h2"))


def test_one_site_with_rules_of_its_own(rule: Make, loaded: Make, found: Make) -> None:
    files = [
        loaded(rule(select=(".a", ".b")), content=BODY, stem="a.com"),
        loaded(rule(select=(".a", ".c")), content=BODY, stem="b.com"),
        loaded(rule(select=(".a", ".b"), role="promo"), stem="c.com"),
        loaded(rule(select=(".a", ".b"), where=Where(zone=("tail",))), stem="d.com"),
        loaded(rule(select=(".a", ".b")), layer="family", stem="e"),
    ]
    assert found("cloned-file", *files) == found("cloned-rule", *files) == []


@pytest.mark.parametrize(
    "given", [{"content": Content((".article-body p",))}, {"extends": ("families/x",)}, {"content": Content((".a", ".b"))}]
)
def test_what_many_sites_share_by_chance(loaded: Make, found: Make, given: Any) -> None:
    assert found("cloned-file", *(loaded(stem=stem, **given) for stem in ("a.com", "b.com"))) == []


def test_the_same_site_file_twice(rule: Make, loaded: Make, found: Make) -> None:
    fields = {"title": Field((Source(css="h1"),))}
    moved = {"title": dataclasses.replace(fields["title"], origin=Origin("x", 9, 9))}
    files = [
        loaded(rule("x", select=(".a", ".b")), content=BODY, fields=fields, stem="a.com"),
        loaded(
            rule("y", select=(".b", ".a"), why="Another."),
            content=dataclasses.replace(BODY, origin=Origin("x", 1, 1)),
            fields=moved,
            stem="b.com",
        ),
        loaded(rule("z", select=(".a", ".b")), content=BODY, fields=fields, stem="c.com", names=("C",)),
    ]
    [finding] = found("cloned-file", *files)
    assert finding.path == "rules/sites/a.com.yaml"
    assert "rules/sites/b.com.yaml, rules/sites/c.com.yaml" in finding.message
    assert found("cloned-rule", *files) == []


def test_a_rule_in_two_sites(rule: Make, loaded: Make, found: Make) -> None:
    files = [loaded(rule("x", select=(".a", ".b")), rule("y", select=(f".{name}",)), stem=f"{name}.com") for name in "abcdef"]
    [finding] = found("cloned-rule", *files)
    assert finding.rule == "sites/a.com/x"
    assert "rules/sites/b.com.yaml:10, rules/sites/c.com.yaml:10, rules/sites/d.com.yaml:10 and 2 more" in finding.message


def site_text(name: str, select: str, more: str = "") -> str:
    tests = "[{html: '<p>a</p><p class=a>b</p><p class=b>b</p>', claims: b, keeps: a}]"
    return f"version: 1\nlayer: site\nsite: {name}\n{more}rules:\n  - {{id: box, role: ad, why: x, select: [{select}], tests: {tests}}}\n"


WHOLE = "content: {select: [.story p, .story h2]}\nfields: {title: {from: [{css: h1}]}}\n"
BOOK = {
    "sites/shipped.com.yaml": site_text("shipped.com", ".a, .b", WHOLE),
    "sites/other.com.yaml": site_text("other.com", ".tool, .bar"),
    "families/press.yaml": site_text("x", ".press").replace("layer: site\nsite: x\n", "layer: family\nfingerprint: {generator: x}\n"),
}
#: Parts that a file of the rulebook has as well.
SAME = {"content": BODY, "fields": {"title": Field((Source(css="h1"),))}}


@pytest.mark.parametrize(
    ("selectors", "given"),
    [
        ((".a", ".c"), {}),
        ((".a", ".b"), {"stem": "shipped.com", **SAME}),
        ((".tool", ".bar"), {"stem": "other.com"}),
        ((".press",), {"extends": ("families/press",)}),
        ((".press",), {"layer": "family", "stem": "mine"}),
        ((".tool",), {}),
    ],
)
def test_what_the_rulebook_does_not_repeat(rule: Make, loaded: Make, found: Make, selectors: Any, given: Any) -> None:
    file = loaded(rule("x", select=selectors), **{"stem": "mine.com", **given})
    assert found("cloned-file", file, shipped=BOOK) == found("cloned-rule", file, shipped=BOOK) == []


@pytest.mark.parametrize("folder", ["sites", "local/sites"])
def test_the_file_of_a_shipped_site(rule: Make, loaded: Make, found: Make, folder: str) -> None:
    file = dataclasses.replace(loaded(rule("x", select=(".a", ".b")), stem="mine.com", **SAME), folder=folder)
    [finding] = found("cloned-file", file, shipped=BOOK)
    assert "rules/sites/shipped.com.yaml" in finding.message
    assert found("cloned-rule", file, shipped=BOOK) == []


@pytest.mark.parametrize(
    ("selector", "named"),
    [(".tool, .bar", "rules/sites/other.com.yaml:"), (".press", "rules/families/press.yaml:"), (".a, .b", "rules/sites/shipped.com.yaml:")],
)
def test_a_rule_of_a_shipped_file(rule: Make, loaded: Make, found: Make, selector: str, named: str) -> None:
    [finding] = found("cloned-rule", loaded(rule("x", select=tuple(selector.split(", "))), stem="mine.com"), shipped=BOOK)
    assert named in finding.message
