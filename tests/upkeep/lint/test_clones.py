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
