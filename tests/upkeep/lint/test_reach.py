"""Findings about what says nothing new: only what another one truly stands for is mentioned."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from cleaner.rules.model import Step, Valid, Where

Make = Callable[..., Any]

ENDS, TAIL = Where(zone=("head", "tail")), Where(zone=("tail",))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"lines": ("Read more",)}, {"lines": ("Read more here",)}),
        ({"lines": ("Share",)}, {"lines": ("{Share|Send} this",)}),
        ({"lines": ("Share",), "where": TAIL}, {"lines": ("Share",), "where": Where(zone=("head",))}),
        ({"lines": ("Share",), "where": Where(words="..5")}, {"lines": ("Share",), "where": Where(words="3..")}),
        ({"lines": ("Share",), "keep": True}, {"lines": ("Share",)}),
        ({"lines": ("Share",)}, {"sequence": (Step(anchor=("Share",)),)}),
        ({"re": ("share",)}, {"re": ("share.*",)}),
        ({"select": (".ad",)}, {"select": (".ads", ".x .ad2", "p.advert")}),
        ({"select": ("p.ad",)}, {"select": ("div.ad",)}),
        ({"select": (".x .ad",)}, {"select": (".y .ad",)}),
        ({"lines": ("ad",)}, {"select": ("ad",)}),
    ],
)
@pytest.mark.parametrize("layer", ["generic", "site"])
def test_different_things(rule: Make, loaded: Make, found: Make, first: Any, second: Any, layer: str) -> None:
    file = loaded(rule("a", **first), rule("b", **second), layer=layer)
    assert found("duplicate", file) == found("unreachable", file) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("Share", "Send", "Share:"),
        ("Share", "Send", "» SHARE"),
        ("{Share|Send} this", "x", "Share this"),
        ("Share this", "x", "{Share|Send} this"),
    ],
)
def test_a_literal_twice_in_a_rule(rule: Make, loaded: Make, found: Make, lines: tuple[str, ...]) -> None:
    [finding] = found("duplicate", loaded(rule(lines=lines)))
    narrow = next(line for line in reversed(lines) if line != "x" and "{" not in line)
    assert finding.message.startswith(repr(narrow))


@pytest.mark.parametrize(
    ("first", "second", "gone"),
    [
        ({"lines": ("Share",)}, {"lines": ("Share",)}, "b"),
        ({"lines": ("Share",), "where": TAIL}, {"lines": ("Share",)}, "a"),
        ({"lines": ("Share",)}, {"lines": ("Share",), "where": TAIL}, "b"),
        ({"lines": ("Share this",)}, {"lines": ("Share {words}",)}, "a"),
        ({"lines": ("Share this",)}, {"re": ("share .*",)}, "a"),
        ({"re": ("share .*",)}, {"re": ("share .*",)}, "b"),
        ({"lines": ("Share",), "where": Where(words="2..3")}, {"lines": ("Share",), "where": Where(words="..4")}, "a"),
        ({"lines": ("Share",), "status": "proposed"}, {"lines": ("Share",)}, "a"),
        ({"lines": ("Share",), "keep": True}, {"lines": ("Share",), "keep": True}, "b"),
    ],
)
@pytest.mark.parametrize("layer", ["generic", "language", "site"])
def test_a_literal_in_two_rules(rule: Make, loaded: Make, found: Make, first: Any, second: Any, gone: str, layer: str) -> None:
    [finding] = found("duplicate", loaded(rule("a", **first), rule("b", **second), layer=layer))
    assert finding.rule.endswith(f"/{gone}")


@pytest.mark.parametrize(
    ("selectors", "gone"),
    [
        ((".ad", "p", ".ad"), ".ad"),
        ((".ad-*", ".ad-top"), ".ad-top"),
        ((".ad", "div.ad"), "div.ad"),
        ((".ad", ".x .ad"), ".x .ad"),
        ((".*-ad", "p.top-ad"), "p.top-ad"),
        (("aside", ".x aside"), ".x aside"),
        ((".ad-*", ".ad-top-*"), ".ad-top-*"),
        ((".x .ad", ".x p.ad"), ".x p.ad"),
    ],
)
def test_simple_selectors(rule: Make, loaded: Make, found: Make, selectors: tuple[str, ...], gone: str) -> None:
    [finding] = found("duplicate", loaded(rule(select=selectors), layer="generic"))
    assert finding.message.startswith(repr(gone))


def test_css_is_compared_as_it_is_written(rule: Make, loaded: Make, found: Make) -> None:
    assert len(found("duplicate", loaded(rule("a", select=(".ad", ".ad  > p")), rule("b", select=("p.ad", ".ad > p"))))) == 1


@pytest.mark.parametrize("second", [{"layer": "site", "stem": "example.org"}, {"layer": "family"}, {"layer": "language", "lang": ("de",)}])
def test_layers_are_apart(rule: Make, loaded: Make, found: Make, second: Any) -> None:
    first = loaded(rule(lines=("Share",)), layer="language", stem="en", lang=("en",))
    other = loaded(rule(lines=("Share",), role="share"), **second)
    assert found("duplicate", first, other) == found("unreachable", first, other) == []


def test_a_language_may_have_several_files(rule: Make, loaded: Make, found: Make) -> None:
    files = [loaded(rule(lines=("Share",)), layer="language", stem=stem, lang=("en",)) for stem in ("en-a", "en-b")]
    [finding] = found("duplicate", *files)
    assert finding.path == "rules/languages/en-b.yaml" and "rules/languages/en-a.yaml:10" in finding.message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"where": TAIL}),
        ({"where": ENDS}, {"where": TAIL}),
        ({}, {"valid": Valid(until=None), "status": "experimental"}),
        ({"keep": True}, {}),
        ({}, {"keep": True}),
    ],
)
def test_roles_that_both_have_a_place(rule: Make, loaded: Make, found: Make, first: Any, second: Any) -> None:
    file = loaded(rule("a", role="ad", lines=("Share",), **first), rule("b", role="share", lines=("Share",), **second))
    assert found("unreachable", file) == []


@pytest.mark.parametrize(
    ("first", "second"), [({}, {}), ({"where": TAIL}, {}), ({"where": TAIL}, {"where": ENDS}), ({"keep": True}, {"keep": True})]
)
def test_the_last_id_wins(rule: Make, loaded: Make, found: Make, first: Any, second: Any) -> None:
    file = loaded(rule("a", role="ad", lines=("Share",), **first), rule("b", role="share", lines=("Share",), **second))
    [finding] = found("unreachable", file)
    assert finding.rule == "sites/example.com/a" and "sites/example.com/b" in finding.message


def shipped(layer: str, rules: str, more: str = "") -> str:
    tests = "[{html: '<p>a</p><p class=ad>b</p>', claims: b, keeps: a}]"
    return f"version: 1\nlayer: {layer}\n{more}rules:\n" + "".join(
        f"  - {{id: r{i}, why: x, tests: {tests}, {r}}}\n" for i, r in enumerate(rules.split("\n"))
    )


BOOK = {
    "generic/ads.yaml": shipped("generic", "role: ad, select: [.ad, '.ad-*', '.x .promo']\nrole: ad, select: .end, where: {zone: tail}"),
    "generic/german.yaml": shipped("generic", "role: ad, select: .werbung", "lang: [de]\n"),
    "languages/en.yaml": shipped("language", "role: share, lines: ['Share {words}', Send it]", "lang: [en]\n"),
    "languages/de.yaml": shipped("language", "role: share, lines: [Jetzt teilen]", "lang: [de]\n"),
    "families/press.yaml": shipped("family", "role: share, select: .tools", "fingerprint: {generator: x}\n"),
}


@pytest.mark.parametrize(
    ("given", "file"),
    [
        ({"select": (".add",)}, {}),
        ({"select": (".ad",), "role": "promo"}, {}),
        ({"select": (".ad",), "keep": True}, {}),
        ({"select": (".promo",)}, {}),
        ({"select": (".end",)}, {}),
        ({"select": (".ad",)}, {"generic": False}),
        ({"select": (".werbung",)}, {"lang": ("de",)}),
        ({"select": (".ad, .b",)}, {}),
        ({"select": (".ad .b",)}, {}),
        ({"lines": ("Jetzt teilen",), "role": "share"}, {}),
        ({"lines": ("Jetzt teilen",), "role": "share"}, {"lang": ("de", "fr")}),
        ({"lines": ("Share. Not",), "role": "share"}, {}),
        ({"select": (".tools",), "role": "share"}, {}),
        ({"select": (".ad",)}, {"layer": "family"}),
        ({"lines": ("Send it",), "role": "share"}, {"layer": "language", "lang": ("nl",)}),
        ({"select": (".ad",)}, {"layer": "generic", "stem": "other"}),
    ],
)
def test_what_a_wider_layer_does_not_say(rule: Make, loaded: Make, found: Make, given: Any, file: Any) -> None:
    assert found("redundant", loaded(rule(**given), **file), shipped=BOOK) == []


@pytest.mark.parametrize(
    ("given", "file"),
    [
        ({"select": (".ad",)}, {}),
        ({"select": ("div.ad-top",)}, {}),
        ({"select": (".y > .ad",)}, {}),
        ({"select": (".x > p .promo.a",)}, {}),
        ({"select": ("[class=ad]",)}, {}),
        ({"select": (".end",), "where": TAIL}, {}),
        ({"select": (".ad",)}, {"layer": "local"}),
        ({"lines": ("Share this page",), "role": "share"}, {"lang": ("de",)}),
        ({"lines": ("» send it:",), "role": "share", "where": ENDS}, {}),
        ({"lines": ("Jetzt teilen",), "role": "share"}, {"lang": ("de",)}),
        ({"select": (".tools",), "role": "share"}, {"extends": ("families/press",)}),
    ],
)
def test_what_a_wider_layer_says_already(rule: Make, loaded: Make, found: Make, given: Any, file: Any) -> None:
    [finding] = found("redundant", loaded(rule(**given), **file), shipped=BOOK)
    assert "rules/" in finding.message


SITE = {**BOOK, "sites/example.com.yaml": shipped("site", "role: ad, select: ['main > .own']", "site: example.com\n")}


@pytest.mark.parametrize(("folder", "stem"), [("sites", "example.com"), ("local/sites", "other.com")])
def test_the_shipped_file_of_a_site_is_no_wider_layer(rule: Make, loaded: Make, found: Make, folder: str, stem: str) -> None:
    file = dataclasses.replace(loaded(rule(select=("main > .own",)), stem=stem), folder=folder)
    assert found("redundant", file, shipped=SITE) == []


@pytest.mark.parametrize("generic", [True, False])
def test_the_shipped_file_of_a_site_acts_beside_the_users(rule: Make, loaded: Make, found: Make, generic: bool) -> None:
    file = dataclasses.replace(loaded(rule(select=("main > .own",)), generic=generic), folder="local/sites")
    [finding] = found("redundant", file, shipped=SITE)
    assert "rules/sites/example.com.yaml" in finding.message
