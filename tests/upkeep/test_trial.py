"""``rules try``: the file's own effect, nothing else's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cleaner import load_rules
from cleaner.errors import InputError, RuleErrors
from cleaner.upkeep.pages import GivenPage
from cleaner.upkeep.states import FailedPage, PageChange
from cleaner.upkeep.trial import make_trial, try_rules

SITE = "harbour-courier.org"


def draft(folder: Path, text: str, name: str = "draft.yaml", layer: str = "site") -> Path:
    path = folder / name
    path.write_text(f"version: 1\nlayer: {layer}\n" + (f"site: {SITE}\n" if layer == "site" else "") + text, encoding="utf-8")
    return path


def changes(*args: Any, pages: list[GivenPage], **options: Any) -> list[PageChange]:
    found = list(try_rules(make_trial(*args, **options), pages))
    assert not [f for f in found if isinstance(f, FailedPage)]
    return [f for f in found if isinstance(f, PageChange)]


def test_a_file_of_another_site_changes_nothing(tmp_path: Path, paper: Any, ruled: Callable[..., str]) -> None:
    path = draft(tmp_path, "rules:\n" + ruled("plug", ".plug"))
    [change] = changes(path, pages=[paper(site="other-paper.org")])
    assert not change.changed


def test_a_draft_takes_a_block_and_is_named(tmp_path: Path, paper: Any, ruled: Callable[..., str]) -> None:
    path = draft(tmp_path, "rules:\n" + ruled("plug", ".plug", extra="    status: proposed\n"))
    changed, same = changes(path, pages=[paper(1), paper(2, box="other")])
    [block] = changed.blocks
    assert (block.kind, block.before, block.after, block.rule) == ("lost", "body", "promo", f"sites/{SITE}/plug")
    assert block.at == f"{path}:5" and block.text.startswith("The harbour choir") and block.gold is False
    assert changed.gold_words("lost") == 0 and changed.fields == ()
    assert not same.changed


def test_gold_that_a_rule_takes_is_counted(tmp_path: Path, paper: Any, ruled: Callable[..., str]) -> None:
    path = draft(tmp_path, "rules:\n" + ruled("greedy", ".story > p:last-child"))
    [change] = changes(path, pages=[paper()])
    assert [b.gold for b in change.blocks] == [True]
    assert change.gold_words("lost") == len(change.blocks[0].text.split())


def test_fields_and_gold_fields(tmp_path: Path, paper: Any) -> None:
    path = draft(tmp_path, "fields:\n  title: {from: [{css: .plug}]}\n")
    [change] = changes(path, pages=[paper()])
    [field] = [f for f in change.fields if f.name == "title"]
    assert field.before == "Tram number 1 is lifted from the harbour" and field.source_after == "rule:title:css"
    assert (change.fields_lost, change.fields_won) == (("title",), ())


def test_a_page_without_an_address_is_of_the_site(tmp_path: Path, paper: Any, ruled: Callable[..., str]) -> None:
    path = draft(tmp_path, "rules:\n" + ruled("plug", ".plug"))
    elsewhere = paper(site="", head='<link rel=canonical href="https://other-paper.org/1">')
    mine, other = changes(path, pages=[paper(site=""), elsewhere])
    assert (len(mine.blocks), mine.url) == (1, f"https://{SITE}/")
    assert not other.changed


def test_one_rule_of_a_file(tmp_path: Path, paper: Any, ruled: Callable[..., str]) -> None:
    path = draft(tmp_path, "rules:\n" + ruled("plug", ".plug") + ruled("end", ".story > p:last-child"))
    pages = [paper()]
    assert [[b.rule for b in c.blocks] for c in changes(path, pages=pages, rule="plug")] == [[f"sites/{SITE}/plug"]]
    assert [len(c.blocks) for c in changes(path, pages=pages)] == [2]
    assert make_trial(path, rule=f"sites/{SITE}/end").against == "without the rule end"
    with pytest.raises(RuleErrors, match="no rule 'plugg' in this file; it has plug, end"):
        make_trial(path, rule="plugg")


def test_what_a_file_is_compared_with(tmp_path: Path, paper: Any, rules: Any, ruled: Callable[..., str]) -> None:
    own = rules("own", site="rules:\n" + ruled("plug", ".plug"))
    book = load_rules(own)
    path = draft(tmp_path, "rules:\n" + ruled("end", ".story > p:last-child"))
    pages = [paper()]
    # The draft replaces the file that is there: one rule comes, the other goes.
    assert make_trial(path, book).against == f"with local/sites/{SITE}"
    [change] = changes(path, book, pages=pages)
    assert [(b.kind, b.rule) for b in change.blocks] == [("gained", f"local/sites/{SITE}/plug"), ("lost", f"local/sites/{SITE}/end")]
    # The file of the rulebook itself is compared with the rulebook without it.
    there = own / "sites" / f"{SITE}.yaml"
    assert make_trial(there, book).against == "without the file"
    [change] = changes(there, book, pages=pages)
    assert [(b.kind, b.rule) for b in change.blocks] == [("lost", f"local/sites/{SITE}/plug")]


@pytest.mark.parametrize("layer", ["generic", "local"])
def test_files_of_other_layers(tmp_path: Path, paper: Any, ruled: Callable[..., str], layer: str) -> None:
    path = draft(tmp_path, "rules:\n" + ruled("plug", ".plug"), layer=layer)
    [change] = changes(path, pages=[paper()])
    assert [(b.kind, b.after) for b in change.blocks] == [("lost", "promo")]


def test_wrong_files_and_pages_are_told(tmp_path: Path, ruled: Callable[..., str]) -> None:
    with pytest.raises(InputError, match="there is no such rule file"):
        make_trial(tmp_path / "gone.yaml")
    with pytest.raises(RuleErrors, match="unknown key 'sellect'"):
        make_trial(draft(tmp_path, "rules:\n" + ruled("plug", ".plug").replace("select:", "sellect:")))
    path = draft(tmp_path, "rules:\n" + ruled("plug", ".plug"))
    [failed] = try_rules(make_trial(path), [GivenPage("p.html", b"\x00\x01\x02PNG\x00\x00")])
    assert isinstance(failed, FailedPage) and failed.name == "p.html" and failed.message.startswith("decode: ")
