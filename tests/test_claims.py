"""Rules claim blocks: where a rule must keep off, and what it takes when all that it asks for is there."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from cleaner.claims import Prose, claim, find_hits, wording
from cleaner.dom.door import open_html, read_blocks
from cleaner.dom.plain import read_text
from cleaner.rules.compile import ActiveRules, Tables
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Rule, RuleFile, Step, Valid, Where
from cleaner.values import Page
from cleaner.zones import find_zones, prose_block

ONE = "The mayor opened the bridge on Tuesday, ending a closure of two years."
TWO = "Shops along the quay hope that visitors will now come back to them."


def _rule(**given: Any) -> Rule:
    return Rule(**{"id": "r", "role": "ad", "why": "x", "tests": (), **given})


def _active(*rules: Rule, layer: str = "generic", fetched: datetime.date | None = None) -> ActiveRules:
    loaded = LoadedFile(RuleFile(version=1, layer=layer, rules=rules), layer, "file", "0")  # type: ignore[arg-type]
    return ActiveRules((loaded,), (Tables((loaded,)),), fetched=fetched)


def _claimed(page: Page, active: ActiveRules) -> list[int]:
    before = [0.0]
    for block in page.blocks:
        before.append(before[-1] + (block.words if prose_block(block) else 0.0))
    claims = claim(page, active, find_hits(page, active), find_zones(page.blocks), Prose(tuple(before)))
    return sorted({c.block for c in claims})


def _texts(page: Page, active: ActiveRules) -> list[str]:
    return [page.blocks[i].text for i in _claimed(page, active)]


def _text(*lines: str) -> Page:
    return read_text("\n".join(lines))


def _html(source: str, *select: str) -> Page:
    return read_blocks(open_html(source), select=select)


# ---- lines: the whole block or nothing

@pytest.mark.parametrize("line", [
    "Advertisements", "An advertisement", "Advertisement and more", "Advertisement.", "Adver tisement", "Advertisement 2", ONE,
])
def test_a_literal_does_not_meet_a_part_of_a_block(line: str) -> None:
    assert _texts(_text(line), _active(_rule(lines=("Advertisement",)))) == []


@pytest.mark.parametrize("line", [
    "Advertisement", "ADVERTISEMENT", "» Advertisement", "Advertisement:", "— Advertisement —", "Adver\u00adtisement",
    "\u200bAdvertisement\u00a0|",
])
def test_a_literal_meets_the_whole_block(line: str) -> None:
    assert _claimed(_text(line), _active(_rule(lines=("Advertisement",)))) == [0]


def test_a_long_block_is_no_line() -> None:
    rule = _rule(lines=("{words} end.",))
    assert _claimed(_text("x " * 100 + "end.", "x " * 250 + "end."), _active(rule)) == [0]


@pytest.mark.parametrize(("pattern", "line", "meets"), [
    (r"page [0-9]+", "Page 7", True), (r"page [0-9]+", "See page 7", False), (r"page [0-9]+", "Page 7 of 9", False),
    (r"(?:up|down)\s[0-9]", "UP 5", True),
])
def test_patterns_meet_the_whole_folded_block(pattern: str, line: str, meets: bool) -> None:
    assert (_claimed(_text(line), _active(_rule(re=(pattern,)))) == [0]) == meets


# ---- zones

PAGE = _text("Menu", ONE, "Menu", TWO, "Menu")


@pytest.mark.parametrize(("zone", "claimed"), [
    ((), [0, 2, 4]), (("head",), [0]), (("body",), [2]), (("tail",), [4]), (("head", "tail"), [0, 4]),
    (("head", "body", "tail"), [0, 2, 4]),
])
def test_zones(zone: tuple[Any, ...], claimed: list[int]) -> None:
    assert _claimed(PAGE, _active(_rule(lines=("menu",), where=Where(zone=zone)))) == claimed


def test_a_page_without_prose_is_all_head() -> None:
    page = _text("Menu", "Home", "Menu")
    assert _claimed(page, _active(_rule(lines=("menu",), where=Where(zone=("body", "tail"))))) == []
    assert _claimed(page, _active(_rule(lines=("menu",), where=Where(zone=("head",))))) == [0, 2]


TOPICS = "Topics: bridges, rivers, the case of Harbour v. Town, and what else a town needs."


@pytest.mark.parametrize(("lines", "zone", "claimed"), [
    # within the story, and prose beside it
    ((ONE, TOPICS, TWO), ("head", "tail"), []), ((ONE, TWO, TOPICS), ("head",), []), ((TOPICS, ONE, TWO), ("tail",), []),
    ((ONE, TOPICS, TWO), ("body",), [1]), ((ONE, TWO, TOPICS), ("tail",), [2]), ((ONE, TWO, TOPICS), ("body",), [2]),
    ((TOPICS, ONE, TWO), ("head",), [0]), ((TOPICS,), ("head", "tail"), []),
])
def test_what_a_rule_takes_for_chrome_does_not_hold_up_a_zone(lines: tuple[str, ...], zone: tuple[Any, ...], claimed: list[int]) -> None:
    assert _claimed(_text(*lines), _active(_rule(lines=("topics: {words}",), where=Where(zone=zone)))) == claimed


# ---- conditions: all must hold

LINKED = _html(f"<p>{ONE}</p><div class=box><ul><li><a href=x>Menu</a></li></ul></div><p>Menu</p>")


@pytest.mark.parametrize(("where", "claimed"), [
    (Where(), [1, 2]), (Where(tag=("li",)), [1]), (Where(tag=("ul",)), [1]), (Where(tag=("p",)), [2]), (Where(tag=("td",)), []),
    (Where(inside=(".box",)), [1]), (Where(inside=(".box li", ".other")), [1]), (Where(inside=("ul .box",)), []),
    (Where(links="0.5.."), [1]), (Where(links="..0.5"), [2]), (Where(words="..1"), [1, 2]), (Where(words="2.."), []),
    (Where(kind=("html",)), [1, 2]), (Where(kind=("text",)), []), (Where(tag=("li",), words="2.."), []),
])
def test_conditions(where: Where, claimed: list[int]) -> None:
    assert _claimed(LINKED, _active(_rule(lines=("menu",), where=where))) == claimed


@pytest.mark.parametrize("links", ["0.5..", "..0.5", "0..1"])
def test_nothing_is_known_of_the_links_of_a_text(links: str) -> None:
    assert _claimed(PAGE, _active(_rule(lines=("menu",), where=Where(links=links)))) == []


@pytest.mark.parametrize(("fetched", "acts"), [
    (None, True), ("2023-04-30", False), ("2023-05-01", True), ("2024-01-31", True), ("2024-02-01", False),
])
def test_validity(fetched: str | None, acts: bool) -> None:
    valid = Valid(datetime.date(2023, 5, 1), datetime.date(2024, 1, 31))
    day = datetime.date.fromisoformat(fetched) if fetched else None
    assert bool(_claimed(PAGE, _active(_rule(lines=("menu",), valid=valid), fetched=day))) == acts


@pytest.mark.parametrize(("status", "acts"), [("stable", True), ("experimental", True), ("proposed", False)])
def test_status(status: Any, acts: bool) -> None:
    assert bool(_claimed(PAGE, _active(_rule(lines=("menu",), status=status)))) == acts


# ---- sequences: all steps or none

VOTES = _rule(sequence=(Step(any_of=("up", "down"), times="0..2"), Step(anchor=("{int} users have voted.",))))
LABELLED = _rule(sequence=(Step(any_of=("tags",)), Step(anchor=("topic {int}",), times="2..3"), Step(any_of=("more",), times="0..1")))
FRAMED = _rule(sequence=(Step(anchor=("begin",)), Step(any_of=("{words}",), times="1..3"), Step(anchor=("end",))))


@pytest.mark.parametrize(("rule", "lines", "claimed"), [
    # a short word alone, apart from its anchor, or on its wrong side
    (VOTES, ["up", "down"], []), (VOTES, ["up", ONE, "55 users have voted."], [2]), (VOTES, ["55 users have voted.", "up"], [0]),
    (VOTES, ["up", "Many users have voted."], []),
    # together
    (VOTES, ["up", "55 users have voted."], [0, 1]), (VOTES, ["up", "down", "55 users have voted."], [0, 1, 2]),
    (VOTES, ["up", "up", "down", "55 users have voted."], [1, 2, 3]), (VOTES, ["55 users have voted."], [0]),
    # times of the anchor
    (LABELLED, ["tags", "topic 1"], []), (LABELLED, ["tags", "topic 1", ONE, "topic 2"], []), (LABELLED, ["topic 1", "topic 2"], []),
    (LABELLED, ["tags", "topic 1", "topic 2"], [0, 1, 2]), (LABELLED, ["tags", "topic 1", "topic 2", "topic 3", "more"], [0, 1, 2, 3, 4]),
    (LABELLED, ["tags", "topic 1", "topic 2", "topic 3", "topic 4"], [0, 1, 2, 3]),
    # two anchors
    (FRAMED, ["begin", "end"], []), (FRAMED, ["begin", "x"], []), (FRAMED, ["x", "end"], []),
    (FRAMED, ["begin", "1", "2", "3", "4", "end"], []),
    # a step that would also take what the next one needs
    (FRAMED, ["begin", "x", "end"], [0, 1, 2]), (FRAMED, ["x", "begin", "1", "2", "end", "y"], [1, 2, 3, 4]),
    (FRAMED, ["begin", "end", "end"], [0, 1, 2]),
])
def test_sequences(rule: Rule, lines: list[str], claimed: list[int]) -> None:
    assert _claimed(_text(*lines), _active(rule)) == claimed


def test_the_conditions_of_a_sequence_hold_for_each_block_or_it_claims_none() -> None:
    rule = _rule(sequence=VOTES.sequence, where=Where(zone=("tail",)))
    assert _claimed(_text("up", "55 users have voted.", ONE), _active(rule)) == []
    assert _claimed(_text(ONE, "up", "55 users have voted."), _active(rule)) == [1, 2]


# ---- selectors, and what they must leave alone

@pytest.mark.parametrize("selector", ["html", "body", "main", "article", "article.x", "main .none", ".x", ".story"])
def test_no_selector_takes_the_page_as_chrome(selector: str) -> None:
    held = f"<article class=x><p>{ONE}</p><div class=story itemprop='articleBody text'><p>short</p></div></article>"
    page = _html(f"<html class=x><body class=x><main class=x>{held}</main></body></html>")
    assert _claimed(page, _active(_rule(select=(selector,)))) == []


@pytest.mark.parametrize("selector", ["html", "body", "main", "article", "article.x", "main *", ".x", ".story", "[itemprop]", ":not(p)"])
def test_no_css_of_a_site_takes_the_page_as_chrome(selector: str) -> None:
    prose = f"<p>{ONE}</p>" * 4
    held = f"<main class=x><div>{prose}</div><article class=x>short</article><p class=story itemprop=articleBody>little</p></main>"
    page = _html(f"<html class=x><body class=x>{held}</body></html>", selector)
    taken = _texts(page, _active(_rule(select=(selector,)), layer="site"))
    assert "short" not in taken
    assert "little" not in taken
    assert selector == "main *" or taken == []


def test_css_of_a_site_takes_what_stands_in_a_nested_article() -> None:
    page = _html(f"<article><p>{ONE}</p><article class=x><h3>More on this</h3></article></article>", ".x > *")
    assert _texts(page, _active(_rule(select=(".x > *",)), layer="site")) == ["More on this"]


@pytest.mark.parametrize("layer", ["generic", "site"])
def test_no_selector_takes_what_holds_much_of_the_prose(layer: str) -> None:
    rest = "".join(f"<p>{ONE}</p>" for _ in range(2))
    page = _html(f"<div class=x><p>{ONE}</p><p>short</p></div>{rest}", "div.x")
    assert _claimed(page, _active(_rule(select=("div.x",)), layer=layer)) == []
    page = _html(f"<div class=x><p>{ONE}</p><p>short</p></div>{rest}{rest}", "div.x")
    assert _claimed(page, _active(_rule(select=("div.x",)), layer=layer)) == [0, 1]


def test_guards_are_about_chrome_only() -> None:
    page = _html(f"<article><p>{ONE}</p></article>")
    assert _claimed(page, _active(_rule(select=("article",), role="quote"))) == [0]
    assert _claimed(page, _active(_rule(select=("article",), keep=True))) == [0]
    page = _html(f"<div itemprop=articleBody><p>{ONE}</p><p class=x>short</p></div>")
    assert _claimed(page, _active(_rule(select=(".x",)))) == [1]
    assert _claimed(page, _active(_rule(select=("[itemprop=articleBody]",), role="quote"))) == [0, 1]


SELECTED = _html(
    f'<p>{ONE}</p><p>{ONE}</p><p>{ONE}</p><p>{ONE}</p>'
    '<div id=Foot class="share-bar wide"><div><span class=label>one</span></div><p>two</p></div>'
    '<ul itemprop=links role=navigation><li>three</li></ul><div class="main-share">four</div>',
)


@pytest.mark.parametrize(("selector", "texts"), [
    # names are whole, and their case counts
    (".share", []), ("#foot", []), (".Wide", []), ("lab", []), (".wide ul", []), (".label .wide", []), ("div.label", []),
    ("[role=nav]", []),
    (".share-bar", ["one", "two"]), ("#Foot", ["one", "two"]), ("div.share-bar.wide", ["one", "two"]), (".wide p", ["two"]),
    ("#Foot .label", ["one"]),
    ("span", ["one"]), ("span.label", ["one"]), ("ul", ["three"]), ("[itemprop=links]", ["three"]), ("[role='navigation']", ["three"]),
    (".share-*", ["one", "two"]), (".*-share", ["four"]),
])
def test_simple_selectors(selector: str, texts: list[str]) -> None:
    assert _texts(SELECTED, _active(_rule(select=(selector,)))) == texts


@pytest.mark.parametrize(("selector", "texts"), [("div > p", ["two"]), ("div:not(.wide) span", ["one"]), ("li:nth-child(2)", [])])
def test_css_of_sites(selector: str, texts: list[str]) -> None:
    source = "".join(f"<p>{ONE}</p>" for _ in range(4))
    source += "<div class=wide><div><span>one</span></div><p>two</p></div><ul><li>three</li></ul>"
    assert _texts(_html(source, selector), _active(_rule(select=(selector,)), layer="site")) == texts


def test_keep_is_on_the_claim() -> None:
    page = _html("<p class=x>one</p>")
    active = _active(_rule(select=(".x",), keep=True, role="quote"))
    claims = claim(page, active, find_hits(page, active), find_zones(page.blocks), Prose((0.0, 0.0)))
    assert [(c.block, c.role, c.keep, c.rule, c.rank) for c in claims] == [(0, "quote", True, "generic/file/r", (20,))]


# ---- what rules say to the finder

def test_wording_is_what_general_rules_read_within_the_zones_of_text() -> None:
    rules = (_rule(id="a", lines=("menu",), where=Where(zone=("head",))), _rule(id="b", role="byline", lines=("by {name}",)),
             _rule(id="c", lines=("quiet",), status="proposed"), _rule(id="d", lines=("kept",), keep=True))
    page = _text(ONE, "Menu", "By Jane Doe", "quiet", "kept", TWO)
    for layer in ("generic", "language", "family"):
        active = _active(*rules, layer=layer)
        assert wording(page, active, find_hits(page, active)) == [0, 0, 1, 0, 0, 0]
        before = _text("Menu", ONE, TWO)
        assert wording(before, active, find_hits(before, active)) == [2, 0, 0]
    active = _active(*rules, layer="site")
    assert wording(page, active, find_hits(page, active)) == [0] * 6
