"""Findings about literals: what is specific enough stays unmentioned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cleaner.rules.model import Step, Where

Make = Callable[..., Any]

ENDS = Where(zone=("head", "tail"))
VOTES = Step(any_of=("up", "down"), times="0..2")
ENGLISH = {"languages/en.yaml": "version: 1\nlayer: language\nlang: [en]\nwords: [the, of, in, it, to, you, are, more]\n"}


@pytest.mark.parametrize(
    ("steps", "where"),
    [
        ((VOTES, Step(anchor=("{int} users have voted.",))), Where()),
        ((VOTES, Step(anchor=("Printer friendly version",))), Where()),
        ((VOTES, Step(anchor=("{Share|Send} this article",))), Where()),
        ((Step(any_of=("Facebook", "X"), times="1..9"), Step(anchor=("Share",))), ENDS),
        ((Step(anchor=("Share",), times="2..9"),), ENDS),
        ((Step(anchor=("Share",), times="2.."),), Where(inside=(".tools",))),
    ],
)
def test_anchors_that_hold(rule: Make, loaded: Make, found: Make, steps: Any, where: Where) -> None:
    assert found("weak-anchor", loaded(rule(sequence=steps, where=where)), shipped=ENGLISH) == []


@pytest.mark.parametrize(
    ("steps", "where"),
    [
        ((VOTES, Step(anchor=("Share",))), Where()),
        ((VOTES, Step(anchor=("Share",))), ENDS),
        ((VOTES, Step(anchor=("{int} votes",))), Where()),
        ((VOTES, Step(anchor=("{Share|Send this page on}",))), Where()),
        ((VOTES, Step(anchor=("You are in the",))), Where()),
        ((Step(any_of=("Facebook",), times="1..9"), Step(anchor=("Share",))), Where()),
        ((Step(anchor=("Share",), times="2..9"),), Where()),
    ],
)
def test_anchors_that_do_not(rule: Make, loaded: Make, found: Make, steps: Any, where: Where) -> None:
    [finding] = found("weak-anchor", loaded(rule(sequence=steps, where=where)), shipped=ENGLISH)
    assert finding.severity == "error" and finding.rule == "sites/example.com/r"


@pytest.mark.parametrize(
    "given",
    [
        {"lines": ("Share this article",)},
        {"lines": ("Newsletter sign-up",)},
        {"lines": ("{int} users voted",)},
        {"lines": ("相关阅读",)},
        {"lines": ("Next",), "where": ENDS},
        {"lines": ("Next",), "where": Where(zone=("tail",))},
        {"lines": ("Next",), "where": Where(inside=(".nav",))},
        {"lines": ("Next",), "where": Where(links="0.5..")},
        {"lines": ("Next",), "where": Where(tag=("button",))},
        {"lines": ("Next",), "keep": True},
        {"lines": ("AFP",), "role": "credit"},
        {"sequence": (Step(anchor=("Next",)),)},
        {"select": (".next",)},
    ],
)
def test_literals_that_say_enough(rule: Make, loaded: Make, found: Make, given: Any) -> None:
    assert found("short-literal", loaded(rule(**given)), shipped=ENGLISH) == []


@pytest.mark.parametrize(
    ("literal", "where"),
    [
        ("Next", Where()),
        ("» Next:", Where()),
        ("{int} votes", Where()),
        ("Video: {words}", Where()),
        ("{Next|Next page}", Where()),
        ("of the", Where()),
        ("More of", Where()),
        ("更多", Where()),
        ("Next", Where(zone=("head", "body"))),
        ("Next", Where(links="..0.2")),
        ("Next", Where(words="..3")),
    ],
)
@pytest.mark.parametrize("layer", ["site", "language", "generic", "family"])
def test_literals_that_say_too_little(
    rule: Make,
    loaded: Make,
    found: Make,
    literal: str,
    where: Where,
    layer: str,
) -> None:
    [finding] = found("short-literal", loaded(rule(lines=("Share this article", literal), where=where), layer=layer), shipped=ENGLISH)
    assert repr(literal) in finding.message


@pytest.mark.parametrize(
    ("pattern", "given"),
    [
        ("follow us on .+", {}),
        ("advertisement [0-9]+", {}),
        ("photo: [^.]+", {}),
        ("photo: [a-z]+", {}),
        ("photo .+", {"where": ENDS}),
        ("photo .+", {"where": Where(words="..20")}),
        ("photo .+", {"where": Where(links="0.8..")}),
        ("photo .+", {"role": "caption"}),
        ("photo .+", {"keep": True}),
    ],
)
def test_patterns_that_swallow_no_paragraph(
    rule: Make,
    loaded: Make,
    found: Make,
    pattern: str,
    given: Any,
) -> None:
    assert found("body-zone", loaded(rule(re=(pattern,), **given), layer="language", stem="en", lang=("en",))) == []


def test_a_site_knows_its_own_words(rule: Make, loaded: Make, found: Make) -> None:
    assert found("body-zone", loaded(rule(re=("photo .+",)))) == []


@pytest.mark.parametrize(
    "pattern", ["photo .+", ".+ photo", "photo[^a]*", "(?:photo|follow us on) .*", "(?:follow )?(?:us )?photo .*", "写真.+"]
)
@pytest.mark.parametrize("where", [Where(), Where(words="3.."), Where(zone=("body",))])
@pytest.mark.parametrize("layer", ["generic", "language", "local"])
def test_patterns_that_swallow_paragraphs(
    rule: Make,
    loaded: Make,
    found: Make,
    pattern: str,
    where: Where,
    layer: str,
) -> None:
    assert len(found("body-zone", loaded(rule(re=(pattern,), where=where), layer=layer))) == 1


@pytest.mark.parametrize(
    ("pattern", "where"),
    [
        ("sign up for .*", Where()),
        (".+ all rights reserved", Where()),
        ("[^.]*all rights reserved.*", Where()),
        (r"a\.* all \.*b", Where()),
        (".*all rights reserved.*", ENDS),
        (".*all rights reserved.*", Where(words="..40")),
        (".*all rights reserved.*", Where(links="0.5..")),
    ],
)
def test_patterns_with_an_end(rule: Make, loaded: Make, found: Make, pattern: str, where: Where) -> None:
    assert found("open-pattern", loaded(rule(re=(pattern,), where=where))) == []


@pytest.mark.parametrize(
    "pattern", [".*all rights reserved.*", r"\S* ?.+ reserved.*", "(?:.*reserved.*|x)", '[^":]*reserved[^":]*', "(?s:.*)reserved.*"]
)
def test_patterns_without_an_end(rule: Make, loaded: Make, found: Make, pattern: str) -> None:
    [finding] = found("open-pattern", loaded(rule(re=("x", pattern), where=Where(words="3.."))))
    assert "meets every block" in finding.message


@pytest.mark.parametrize(
    ("given", "file"),
    [
        ({"re": ("[0-9]+ ?/ ?[0-9]+",)}, {}),
        ({"lines": ("{int} / {int}",)}, {}),
        ({"lines": ("{date} | {time}",)}, {}),
        ({"select": (".ad",)}, {}),
        ({"lines": ("Share this",)}, {"lang": ("en",)}),
        ({"lines": ("Share this",)}, {"layer": "language", "lang": ("en",)}),
        ({"lines": ("Share this",)}, {"layer": "site"}),
        ({"lines": ("Share this",)}, {"layer": "local"}),
    ],
)
def test_what_all_languages_share(rule: Make, loaded: Make, found: Make, given: Any, file: Any) -> None:
    assert found("no-lang", loaded(rule(**given), **{"layer": "generic", **file})) == []


@pytest.mark.parametrize(
    "given",
    [{"lines": ("Share this",)}, {"re": ("share .*",)}, {"sequence": (Step(any_of=("up",)), Step(anchor=("{int}",)))}],
)
def test_words_without_a_language(rule: Make, loaded: Make, found: Make, given: Any) -> None:
    assert len(found("no-lang", loaded(rule(**given), layer="generic"))) == 1
