"""Rules that nearly took a block: none where a rule did or nothing of it is there, else with what stood in the way."""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from cleaner.claims import claim, find_hits, prose_of
from cleaner.dom.door import open_html, read_blocks
from cleaner.dom.plain import read_text
from cleaner.errors import RuleError, RuleErrors
from cleaner.near_misses import Settling, near_misses
from cleaner.rules.choose import Chosen
from cleaner.rules.compile import ActiveRules, Tables, compile_where
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Disable, Fingerprint, Rule, RuleFile, Step, Valid, Where
from cleaner.settle import settle
from cleaner.values import Claim, Page
from cleaner.zones import find_zones

ONE = "The mayor opened the bridge on Tuesday, ending a closure of two years."
TWO = "Shops along the quay hope that visitors will now come back to them."
DAY = datetime.date(2024, 5, 12)


def _rule(**given: Any) -> Rule:
    return Rule(**{"id": "r", "role": "ad", "why": "x", "tests": (), **given})


def _file(*rules: Rule, layer: str = "generic", stem: str = "file", **given: Any) -> LoadedFile:
    return LoadedFile(RuleFile(version=1, layer=layer, rules=rules, **given), layer, stem, "0")  # type: ignore[arg-type]


class _Book:
    """A rulebook as far as near misses ask it."""

    def __init__(
        self, generic: Sequence[LoadedFile] = (), others: Mapping[str, LoadedFile | None] | None = None,
        families: Sequence[LoadedFile] | None = (),
    ) -> None:
        self._others, self._families = others or {}, families
        self.generic, self.languages = tuple(generic), frozenset(self._others)

    @property
    def families(self) -> tuple[LoadedFile, ...]:
        if self._families is None:
            raise RuleErrors([RuleError("is wrong", "press.yaml", 1, 1)])
        return tuple(self._families)

    def language_files(self, code: str) -> tuple[LoadedFile, ...]:
        found = self._others[code]
        if found is None:
            raise RuleErrors([RuleError("is wrong", f"{code}.yaml", 1, 1)])
        return (found,)


def _text(*lines: str) -> Page:
    return read_text("\n".join(lines))


def _html(body: str) -> Page:
    return read_blocks(open_html(f"<html><body>{body}</body></html>"))


def _near(
    page: Page, *files: LoadedFile, book: _Book | None = None, body: Sequence[int] | None = None, spoken: Sequence[LoadedFile] = (),
    **given: Any,
) -> dict[int, list[tuple[str, str]]]:
    """Return block → rule and obstacles, as text, of what nearly took it; the finder takes ``body``, by default everything."""
    active = ActiveRules(files, tuple(Tables((f,)) for f in files), **given)
    hits, zones, prose = find_hits(page, active), find_zones(page.blocks), prose_of(page)
    inside = range(len(page.blocks)) if body is None else body
    claims = [Claim(b.index, "body" if b.index in inside else "boilerplate", "finder", "", (10,)) for b in page.blocks]
    claims += claim(page, active, hits, zones, prose)
    way = Settling(page, Chosen(active, tuple(spoken), (), {}), hits, zones, prose, claims, settle(page, claims))
    found, rules = near_misses(way, book or _Book())  # type: ignore[arg-type]
    assert {m.rule for misses in found.values() for m in misses} <= rules.keys()
    return {i: [(m.rule.rpartition("/")[2], "; ".join(o.text for o in m.obstacles)) for m in misses] for i, misses in found.items()}


# ---- nothing is near

@pytest.mark.parametrize("rule", [
    _rule(lines=("Advertisement",)),  # it did take the block
    _rule(lines=("Advertisements",), where=Where(zone=("head",))),  # other words
    _rule(lines=("Advertisement",), where=Where(zone=("head",), words="3..", kind=("html",))),  # three conditions against it
    _rule(select=(".ad",)),
    _rule(sequence=(Step(any_of=("One",)), Step(anchor=("Two",)), Step(any_of=("Advertisement",)))),  # two steps are missing
    _rule(sequence=(Step(any_of=("Advertisement",), times="0..1"), Step(any_of=("One",), times="0..1"), Step(anchor=("Two",)))),
], ids=["took it", "other words", "three conditions", "no element", "two steps", "far step"])
def test_no_near_miss(rule: Rule) -> None:
    assert _near(_text(ONE, "Advertisement", TWO), _file(rule)) == {}


def test_a_rule_that_would_have_said_the_same_is_not_told() -> None:
    zones = {"a": ("body",), "b": ("tail",)}
    rules = [_rule(id=name, role="note", lines=("Correction",), where=Where(zone=zone)) for name, zone in zones.items()]
    assert _near(_text(ONE, "Correction", TWO), _file(*rules)) == {}


def test_of_a_block_that_a_rule_removed_nothing_is_told() -> None:
    rules = _rule(lines=("Advertisement",)), _rule(id="other", lines=("Advertisement",), where=Where(zone=("head",)))
    assert _near(_text(ONE, "Advertisement", TWO), _file(*rules)) == {}


# ---- one thing stands in the way

AD = {"lines": ("Advertisement",)}


@pytest.mark.parametrize(("given", "told"), [
    ({**AD, "where": Where(zone=("head", "tail"))}, "stands in the body; the rule acts in head, tail"),
    ({**AD, "where": Where(kind=("html",))}, "stands on a page of text; the rule acts on html"),
    ({**AD, "where": Where(words="2..5")}, "holds 1 word; the rule asks for 2..5"),
    ({**AD, "where": Where(links="0.5..")}, "a text has lost its links; the rule asks for 0.5.."),
    ({**AD, "where": Where(tag=("li",))}, "is a <line>; the rule asks for li"),
    ({**AD, "where": Where(inside=(".box", "#side"))}, "stands in no .box or #side"),
    ({**AD, "where": Where(zone=("tail",), words="2..")}, "stands in the body; the rule acts in tail; holds 1 word; the rule asks for 2.."),
    ({**AD, "valid": Valid(datetime.date(2025, 1, 1))}, "acts on pages fetched from 2025-01-01; this one was fetched on 2024-05-12"),
    ({**AD, "valid": Valid(None, datetime.date(2023, 1, 1))}, "acts on pages fetched until 2023-01-01; this one was fetched on 2024-05-12"),
    ({**AD, "status": "proposed"}, "is only proposed, so it does not act yet"),
    ({"re": ("adv[a-z]+",), "where": Where(zone=("head",))}, "stands in the body; the rule acts in head"),
])  # fmt: skip
def test_what_stood_in_the_way(given: dict[str, Any], told: str) -> None:
    assert _near(_text(ONE, "Advertisement", TWO), _file(_rule(**given)), fetched=DAY) == {1: [("r", told)]}


def test_of_what_the_finder_left_out_it_is_told_too() -> None:
    rule = _rule(**AD, where=Where(zone=("head",)))
    assert list(_near(_text(ONE, "Advertisement", TWO), _file(rule), body=(0, 2))) == [1]


def test_a_rule_that_is_switched_off_says_by_whom() -> None:
    off = _file(layer="site", stem="a.example", disable=(Disable("generic/file/r", "That word is a column here."),))
    near = _near(_text(ONE, "Advertisement", TWO), _file(_rule(**AD)), off, disabled=frozenset({"generic/file/r"}))
    assert near[1][0][1].endswith("switches it off: That word is a column here.")


def test_conditions_are_those_of_the_override() -> None:
    plain = Tables((_file(_rule(**AD)),)).rules[0]
    where = Where(words="2..")
    changed = type(plain)(plain.id, plain.at, plain.layer, _rule(**AD, where=where), compile_where(where), plain.steps, plain.css)
    near = _near(_text(ONE, "Advertisement", TWO), _file(_rule(**AD)), overrides={plain.id: changed})
    assert near == {1: [("r", "holds 1 word; the rule asks for 2..")]}


def test_a_keep_that_overrules_is_named() -> None:
    keep = _rule(id="k", keep=True, **AD)
    near = _near(_text(ONE, "Advertisement", TWO), _file(_rule(**AD)), _file(keep, layer="site", stem="a.example"))
    assert near[1] == [("r", "overruled by site/a.example/k (:0), which keeps the block")]


# ---- sequences

VOTE = _rule(sequence=(Step(any_of=("up", "down"), times="0..2"), Step(anchor=("{int} votes.",)), Step(any_of=("Thanks.",))))


@pytest.mark.parametrize(("lines", "told"), [
    (("up", "12 votes.", ONE), {1: "step 3 of 3 is missing: “Thanks.”", 2: "step 3 of 3 is missing: “Thanks.”"}),
    (("12 votes.", "Thanks, all.", ONE), {1: "step 3 of 3 is missing: “Thanks.”"}),
    (("up", "many votes.", "Thanks."), {1: "step 2 of 3 is missing: “{int} votes.”", 3: "step 2 of 3 is missing: “{int} votes.”"}),
    (("up", ONE), {}),
    (("12 votes.", "Thanks."), {}),
    (("12 votes.", "Thanks.", ONE, "12 votes.", ONE), {4: "step 3 of 3 is missing: “Thanks.”"}),
])
def test_all_steps_but_one(lines: tuple[str, ...], told: dict[int, str]) -> None:
    near = _near(_text(ONE, *lines), _file(VOTE))
    assert {i: [text for _, text in misses] for i, misses in near.items()} == {i: [text] for i, text in told.items()}


def test_a_whole_sequence_in_the_wrong_zone() -> None:
    rule = _rule(sequence=VOTE.sequence, where=Where(zone=("tail",)))
    near = _near(_text(ONE, "12 votes.", "Thanks.", TWO), _file(rule))
    assert near == {i: [("r", "stands in the body; the rule acts in tail")] for i in (1, 2)}


def test_many_broken_sequences_cost_little() -> None:
    rule = _rule(sequence=(Step(any_of=("up",), times="1..50"), Step(anchor=("x",))))
    assert len(_near(_text(ONE, *["up"] * 20_000, TWO), _file(rule))) == 20_000


# ---- guards

def test_a_selector_of_what_holds_the_article() -> None:
    near = _near(_html(f"<article class=ad><p>{ONE}</p><p>{TWO}</p></article>"), _file(_rule(select=(".ad",))))
    assert near == {i: [("r", "selects <article>, which no selector may claim")] for i in (0, 1)}


def test_a_selector_of_what_the_page_calls_the_article() -> None:
    held = f"<p>{ONE}</p><div itemprop=articleBody class=ad><p>Lanterns</p></div><p>{TWO}</p>"
    near = _near(_html(held), _file(_rule(select=(".ad",))))
    assert near == {1: [("r", "selects [itemprop=articleBody], which no selector may claim")]}


def test_a_selector_of_much_of_the_prose() -> None:
    near = _near(_html(f"<div class=ad><p>{ONE}</p></div><p>{TWO}</p>"), _file(_rule(select=(".ad",))))
    assert near == {0: [("r", "its element holds 50% of the page's prose; a selector may claim 30%")]}


@pytest.mark.parametrize("layer", ["generic", "language"])
def test_rules_whose_claims_were_rolled_back(layer: str) -> None:
    page = _html("".join(f"<p>{line}</p>" for line in (ONE, TWO, "Advertisement")))
    near = _near(page, _file(_rule(lines=(ONE, "Advertisement")), layer=layer))
    told = "general rules would have taken more than 35% of the body, so none of them acts here"
    assert near == {0: [("r", told)], 2: [("r", told)]}


# ---- files that do not act

def _german(**given: Any) -> LoadedFile:
    return _file(_rule(id="anzeige", **{"lines": ("Anzeige",), **given}), layer="language", stem="de")


def test_a_language_that_the_page_is_not_in() -> None:
    english = _file(layer="language", stem="en")
    near = _near(_text(ONE, "Anzeige", TWO), english, book=_Book(others={"de": _german(), "en": english}), spoken=(english,))
    assert near == {1: [("anzeige", "is for pages in de; here the rules of en act")]}


@pytest.mark.parametrize(
    "other", [_german(where=Where(zone=("head",))), _german(lines=("Anzeigen",)), None], ids=["zone", "words", "wrong file"]
)
def test_another_language_is_near_only_when_nothing_else_is_against_it(other: LoadedFile | None) -> None:
    assert _near(_text(ONE, "Anzeige", TWO), book=_Book(others={"de": other})) == {}


def test_a_word_of_many_languages_is_told_of_few_after_the_page_s_own() -> None:
    others = {code: _file(_rule(id=code, lines=("Video",)), layer="language", stem=code) for code in ("da", "de", "fr", "nb", "sv")}
    own = _rule(id="own", lines=("Video",), where=Where(zone=("head",), words="2.."))
    near = _near(_text(ONE, "Video", TWO), _file(own), book=_Book(others=others))
    assert [rule for rule, _ in near[1]] == ["own", "da", "de", "fr"]


def _family(name: str = "press", **given: Any) -> LoadedFile:
    return _file(_rule(id=name, **{"select": (".tools",), **given}), layer="family", stem=name, fingerprint=Fingerprint(generator=("X",)))


TOOLS = f"<p>{ONE}</p><p class=tools>Lanterns</p><p>{TWO}</p>"


def test_a_family_that_the_page_is_not_of() -> None:
    near = _near(_html(TOOLS), book=_Book(families=[_family()]))
    assert near == {1: [("press", "is for pages of its family, whose marks this one does not bear")]}


@pytest.mark.parametrize(
    "families", [[_family(where=Where(zone=("head",)))], [_family(select=(".tool",))], None], ids=["zone", "other name", "wrong file"]
)
def test_another_family_is_near_only_when_nothing_else_is_against_it(families: list[LoadedFile] | None) -> None:
    assert _near(_html(TOOLS), book=_Book(families=families)) == {}


def test_the_page_s_own_family_is_asked_as_such() -> None:
    own = _family(where=Where(zone=("head",)))
    near = _near(_html(TOOLS), own, book=_Book(families=[own]))
    assert near == {1: [("press", "stands in the body; the rule acts in head")]}


def test_of_many_families_few_are_told_after_the_languages() -> None:
    book = _Book(others={"de": _german(lines=("Lanterns",))}, families=[_family(f"f{n}") for n in range(9)])
    assert [rule for rule, _ in _near(_html(TOOLS), book=book)[1]] == ["anzeige", "f0", "f1", "f2"]


def test_general_rules_that_the_site_switches_off() -> None:
    near = _near(_text(ONE, "Advertisement", TWO), book=_Book([_file(_rule(**AD))]))
    assert near == {1: [("r", "the site's file switches the general rules off")]}


def test_few_are_told_of_one_block() -> None:
    rules = [_rule(id=f"r{n}", lines=("Advertisement",), where=Where(zone=("head",))) for n in range(50)]
    assert len(_near(_text(ONE, "Advertisement", TWO), _file(*rules))[1]) == 8


def test_cleaning_a_page_looks_for_none() -> None:
    code = f"import sys, cleaner; cleaner.clean('<p>{ONE}</p>'); print(*(m for m in sys.modules if m.startswith('cleaner.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "cleaner.pipeline" in loaded
    assert {"cleaner.near_misses", "cleaner.explaining", "cleaner.layout"}.isdisjoint(loaded)
