"""Plain text: a headline behind a label of other stories and a caption above its credit go, the last sentence above the chrome stays."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cleaner.dom.door import read_html
from cleaner.dom.plain import read_text
from cleaner.finder.find import Finding
from cleaner.text_mending import mend_text
from cleaner.values import Claim, Page

PROSE = "The mayor opened the bridge on Tuesday, ending a closure of two years for all drivers."
HEADLINE = "Ferry makes its last trip across the harbour"
LAST = "The ferry will be sold in spring."
CAPTION = "Drivers wait on the old bridge before the first of them may cross."


def _mended(page: Page, scores: Mapping[int, float], said: Mapping[int, str]) -> list[tuple[int, str]]:
    found = Finding(tuple(scores.get(b.index, 0.9) for b in page.blocks), {}, 0.9, 0.43)
    claims = [Claim(block, role, "languages/en/some-rule", "", (30,)) for block, role in sorted(said.items())]
    return [(c.block, c.role) for c in mend_text(page, found, claims)]


def _text(*lines: str) -> Page:
    return read_text("\n".join(lines))


@pytest.mark.parametrize(("lines", "scores", "said"), [
    # what the finder is sure of, and what it leaves out anyway
    ((PROSE, "Related articles", HEADLINE, PROSE), {2: 0.8}, {1: "related"}),
    ((PROSE, "Related articles", HEADLINE, PROSE), {2: 0.2}, {1: "related"}),
    # prose, a short heading, a line that a rule knows
    ((PROSE, "Related articles", PROSE, PROSE), {2: 0.5}, {1: "related"}),
    ((PROSE, "Related articles", "The long years", PROSE), {2: 0.5}, {1: "related"}),
    ((PROSE, "Related articles", HEADLINE, PROSE), {2: 0.5}, {1: "related", 2: "byline"}),
    # a label of something else, a label that is a headline itself, a button below each item of a list
    ((PROSE, "Advertisement", HEADLINE, PROSE), {2: 0.5}, {1: "label"}),
    ((PROSE, "Read more: bridge opens after two years", HEADLINE, PROSE), {2: 0.5}, {1: "related"}),
    (("Read more", HEADLINE, PROSE, "Read more", HEADLINE, PROSE, "Read more", HEADLINE), {1: 0.5, 4: 0.5, 7: 0.5},
     {0: "related", 3: "related", 6: "related"}),
])
def test_what_follows_a_label_may_be_the_story(lines: tuple[str, ...], scores: dict[int, float], said: dict[int, str]) -> None:
    assert _mended(_text(*lines), scores, said) == []


@pytest.mark.parametrize(("lines", "scores", "said", "gone"), [
    ((PROSE, "Related articles", HEADLINE, PROSE), {2: 0.5}, {1: "related"}, [2]),
    ((PROSE, "Related articles", HEADLINE, "Will the old bridge stay?", PROSE), {2: 0.7, 3: 0.5}, {1: "related"}, [2, 3]),
    ((PROSE, "Most read", HEADLINE + " and nobody is there to see it...", PROSE), {2: 0.5}, {1: "related"}, [2]),
    ((PROSE, "Most read", *[HEADLINE] * 5), dict.fromkeys(range(2, 7), 0.5), {1: "related"}, [2, 3, 4]),
])
def test_headlines_of_other_stories_go(
    lines: tuple[str, ...], scores: dict[int, float], said: dict[int, str], gone: list[int],
) -> None:
    assert _mended(_text(*lines), scores, said) == [(i, "related") for i in gone]


@pytest.mark.parametrize(("lines", "scores", "said"), [
    # what the finder is sure of, what it leaves out, what a rule knows
    ((PROSE, CAPTION, "Photo: Jane Doe", PROSE), {1: 0.9}, {2: "credit"}),
    ((PROSE, CAPTION, "Photo: Jane Doe", PROSE), {1: 0.1}, {2: "credit"}),
    ((PROSE, CAPTION, "Photo: Jane Doe", PROSE), {1: 0.6}, {1: "lead", 2: "credit"}),
    # a heading, a short sentence, two sentences, another line below it, a credit that is a caption itself, nothing above it
    ((PROSE, HEADLINE + " for good", "Photo: Jane Doe", PROSE), {1: 0.6}, {2: "credit"}),
    ((PROSE, "All of them may cross.", "Photo: Jane Doe", PROSE), {1: 0.6}, {2: "credit"}),
    ((PROSE, f"{CAPTION} {LAST} {LAST}", "Photo: Jane Doe", PROSE), {1: 0.6}, {2: "credit"}),
    ((PROSE, CAPTION, "Share this", PROSE), {1: 0.6}, {2: "share"}),
    ((PROSE, CAPTION, "Photo: the old bridge, which all of them may cross now", PROSE), {1: 0.6}, {2: "credit"}),
    (("Photo: Jane Doe", PROSE), {}, {0: "credit"}),
])
def test_what_stands_above_a_credit_may_be_the_story(lines: tuple[str, ...], scores: dict[int, float], said: dict[int, str]) -> None:
    assert _mended(_text(*lines), scores, said) == []


@pytest.mark.parametrize("caption", [CAPTION, "桥上的司机在第一辆车可以通过之前等了两个小时。"])
def test_a_caption_above_its_credit_goes(caption: str) -> None:
    assert _mended(_text(PROSE, caption, "Photo: Jane Doe", PROSE), {1: 0.6}, {2: "credit"}) == [(1, "caption")]


@pytest.mark.parametrize(("lines", "scores", "said"), [
    ((PROSE, LAST), {1: 0.3}, {}), ((PROSE, LAST, "More stories"), {1: 0.3, 2: 0.1}, {}),
    # no sentence, too short, hardly likely
    ((PROSE, HEADLINE, "Share this"), {1: 0.3, 2: 0.1}, {2: "share"}),
    ((PROSE, "All is well.", "Share this"), {1: 0.3, 2: 0.1}, {2: "share"}),
    ((PROSE, LAST, "Share this"), {1: 0.1, 2: 0.1}, {2: "share"}),
    # boxes that bring sentences of their own
    ((PROSE, LAST, "Newsletter"), {1: 0.3, 2: 0.1}, {2: "newsletter"}), ((PROSE, LAST, "Comments"), {1: 0.3, 2: 0.1}, {2: "comments"}),
    # not beside the story
    ((PROSE, "Advertisement", LAST, "Share this"), {1: 0.1, 2: 0.3, 3: 0.1}, {1: "label", 3: "share"}),
    ((PROSE, LAST, "Share this"), {1: 0.3, 2: 0.1}, {1: "newsletter", 2: "share"}),
])
def test_what_is_not_the_last_sentence(lines: tuple[str, ...], scores: dict[int, float], said: dict[int, str]) -> None:
    assert _mended(_text(*lines), scores, said) == []


@pytest.mark.parametrize("role", ["share", "related", "credit", "caption", "label", "tags", "print"])
def test_the_last_sentence_stays(role: str) -> None:
    assert _mended(_text("Bridge opens", PROSE, LAST, "Below"), {0: 0.1, 2: 0.3, 3: 0.1}, {3: role}) == [(2, "body")]


@pytest.mark.parametrize("page", [read_text(""), read_html(f"<p>{PROSE}</p><p>{LAST}</p><p>Below</p>")])
def test_pages_without_lines_stay(page: Page) -> None:
    assert _mended(page, {1: 0.3, 2: 0.1}, {2: "share"} if page.blocks else {}) == []


def test_a_text_without_a_story() -> None:
    assert _mended(_text(HEADLINE, LAST, "Share this"), {0: 0.1, 1: 0.3, 2: 0.1}, {2: "share"}) == []
