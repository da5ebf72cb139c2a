"""``rules ablate``: a site file beside none, and its parts one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cleaner import load_rules
from cleaner.errors import InputError
from cleaner.upkeep.ablation import Ablation, ablate
from cleaner.upkeep.pages import GivenPage

SITE = "harbour-courier.org"
GOOD, BAD = ("plug", ".plug"), ("end", ".story > p:last-child")


@pytest.fixture
def judged(paper: Any, rules: Any, ruled: Callable[..., str]) -> Callable[..., Ablation]:
    def run(*given: tuple[str, str], more: str = "", pages: list[GivenPage] | None = None, each: bool = False) -> Ablation:
        text = ("rules:\n" + "".join(ruled(*g) for g in given) if given else "") + more
        return ablate(SITE, pages if pages is not None else [paper(1), paper(2)], load_rules(rules("own", site=text)), each=each)

    return run


def test_a_site_without_a_file_is_told() -> None:
    with pytest.raises(InputError, match=r"the rulebook has no file for 'nobody\.example'"):
        ablate("nobody.example", [], load_rules())


VERDICTS: list[tuple[str, list[tuple[str, str]], str, str]] = [
    ("a file that does nothing", [], "names: [Courier]\n", "same"),
    ("a rule that never hits", [("gone", ".gone")], "", "same"),
    ("chrome taken", [GOOD], "", "better"),
    ("gold taken", [BAD], "", "worse"),
    ("a title spoilt", [], "fields:\n  title: {from: [{css: .plug}]}\n", "worse"),
    ("a body selector that misses the rest", [], "content: {select: ['.story > p:first-of-type']}\n", "worse"),
    ("the body comes before the title", [GOOD], "fields:\n  title: {from: [{css: .plug}]}\n", "better"),
]


@pytest.mark.parametrize(("given", "more", "verdict"), [case[1:] for case in VERDICTS], ids=[case[0] for case in VERDICTS])
def test_the_verdict(judged: Any, given: Any, more: str, verdict: str) -> None:
    found = judged(*given, more=more)
    assert (found.verdict, [p.verdict for p in found.pages]) == (verdict, [verdict] * 2)
    assert found.files == (f"local/sites/{SITE}",)


def test_figures_are_with_and_without_the_file(judged: Any) -> None:
    found = judged(GOOD)
    assert found.with_files.body_f1 == 1.0 and found.with_files.body_exact == 1.0
    assert 0.8 < found.without.body_f1 < 1.0 and found.without.body_exact == 0.0
    assert [(p.lost, p.gained) for p in found.pages] == [(1, 0)] * 2


def test_without_gold_it_says_what_changes(judged: Any, paper: Any) -> None:
    pages = [paper(1, gold=False), paper(2, gold=False, box="other")]
    found = judged(GOOD, pages=pages)
    assert (found.verdict, [p.verdict for p in found.pages], found.with_files.bodies) == ("changed", ["changed", "same"], 0)
    # Gold for a title says nothing of the body.
    titled = GivenPage(pages[0].name, pages[0].data, pages[0].url, gold={"title": "Tram number 1 is lifted from the harbour"})
    assert [p.verdict for p in judged(GOOD, pages=[titled]).pages] == ["changed"]


def test_content_selectors_are_counted(judged: Any, paper: Any) -> None:
    more = "content: {select: [.old-story, .story]}\n"
    found = judged(more=more, pages=[paper(1), paper(2, story="new"), paper(3)])
    assert found.content == {".old-story": 0, ".story": 2}


def test_pages_of_other_sites_are_left_aside(judged: Any, paper: Any) -> None:
    pages = [
        paper(1), paper(2, site="other-paper.org"), paper(3, site=f"not-{SITE}"), paper(4, site=""), GivenPage("empty", b""),
        paper(5, site="", head='<link rel=canonical href="https://other-paper.org/5">'),
    ]
    found = judged(GOOD, pages=pages)
    assert [p.name for p in found.pages] == ["page-1", "page-4"]
    assert (found.others, [f.name for f in found.failed]) == (3, ["empty"])


def test_each_part(judged: Any, paper: Any) -> None:
    more = "fields:\n  title: {from: [{css: h1}]}\ncontent: {select: [.gone]}\n"
    found = judged(GOOD, BAD, ("gone", ".gone"), more=more, each=True)
    verdicts = {p.name: (p.verdict, p.pages) for p in found.parts}
    assert verdicts == {
        "content": ("idle", 0), "fields/title": ("idle", 0), "rules/gone": ("idle", 0),
        "rules/plug": ("helps", 2), "rules/end": ("hurts", 2),
    }
    parts = {p.name: p.figures for p in found.parts}
    assert parts["rules/end"].body_f1 > found.with_files.body_f1 > parts["rules/plug"].body_f1
    nobody_says = judged(GOOD, pages=[paper(1, gold=False)], each=True)
    assert [(p.name, p.verdict) for p in nobody_says.parts] == [("rules/plug", "changes")]


def test_a_switch_is_a_part(rules: Any, paper: Any, ruled: Callable[..., str]) -> None:
    more = "disable:\n  - {rule: local/everywhere/plug, reason: It is part of the story.}\n"
    everywhere = "version: 1\nlayer: local\nrules:\n" + ruled(*GOOD)
    found = ablate(SITE, [paper()], load_rules(rules("own", site=more, everywhere=everywhere)), each=True)
    assert [(p.name, p.verdict, p.pages) for p in found.parts] == [("disable/local/everywhere/plug", "hurts", 1)]
    assert found.verdict == "worse"
