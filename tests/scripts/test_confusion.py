"""What verdicts did to the gold, on pages of a few blocks."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from confusion import RuleNote, add_counts, add_rules, look

from cleaner.settle import Verdict
from cleaner.values import Block, Claim

FERRY = "The ferry to Little Sark ran for the last time on Friday with four goats on board."
MAYOR = "Nobody had expected the mayor to sing but he did and the passengers joined in."
GOATS = "All four goats were sold on Saturday to a farm near the harbour for nine crowns."
PROMO = "Sign up here and get the news of the island in your inbox every single morning."


def _cleaned(*rows: tuple[str, str, str, tuple[tuple[str, str], ...]]) -> Any:
    """Return a page of ``(text, role, rule, losing (rule, role) …)``."""
    blocks = tuple(Block(i, text, text.lower(), "p", 0, float(len(text.split()))) for i, (text, *_) in enumerate(rows))
    verdicts = tuple(
        Verdict(role, Claim(i, role, rule), tuple(Claim(i, r, n) for n, r in losers)) for i, (_, role, rule, losers) in enumerate(rows)
    )
    finding = SimpleNamespace(scores=(0.5,) * len(rows))
    return SimpleNamespace(page=SimpleNamespace(blocks=blocks), settled=SimpleNamespace(verdicts=verdicts), finding=finding)


KEPT = (("finder/body", "body"),)


def test_a_right_page_has_no_fault() -> None:
    page = _cleaned((FERRY, "body", "finder/body", ()), (MAYOR, "body", "finder/body", ()), (PROMO, "promo", "generic/a/promo", KEPT))
    found = look(page, {"body": f"{FERRY}\n\n{MAYOR}"})
    assert (found.missing, found.surplus, found.tags, found.unseen) == ((), (), {}, 0)
    assert found.roles == {"body": (2, 32)}
    assert found.rules == {"generic/a/promo": RuleNote(1)}


def test_lost_and_surplus_blocks_name_their_rule() -> None:
    page = _cleaned((FERRY, "body", "finder/body", ()), (MAYOR, "related", "generic/a/teaser", KEPT), (PROMO, "body", "finder/body", ()))
    found = look(page, {"body": f"{FERRY}\n\n{MAYOR}"})
    assert [(n.text, n.rule, n.role, n.score) for n in found.missing] == [(MAYOR, "generic/a/teaser", "related", 0.5)]
    assert [(n.text, n.rule) for n in found.surplus] == [(PROMO, "finder/body")]
    assert found.roles == {"body": (1, 17), "related": (1, 15)}
    assert found.tags == {"p": (1, 16)}
    assert found.rules == {"generic/a/teaser": RuleNote(1, 1, 15, 15, MAYOR, 15)}


def test_words_come_back_only_where_no_other_rule_takes_them() -> None:
    page = _cleaned((FERRY, "body", "finder/body", ()), (MAYOR, "ad", "generic/a/ad", (("generic/a/promo", "promo"), *KEPT)))
    rules = look(page, {"body": f"{FERRY}\n\n{MAYOR}"}).rules
    assert rules == {"generic/a/ad": RuleNote(1, 1, 15, 0, MAYOR, 15), "generic/a/promo": RuleNote(1, 1)}


def test_a_rule_that_a_keep_overrules_loses_nothing() -> None:
    page = _cleaned((FERRY, "body", "generic/a/keep", (("generic/a/ad", "ad"), *KEPT)))
    assert look(page, {"body": FERRY}).rules == {"generic/a/ad": RuleNote(1, 1)}


def test_words_that_no_block_holds_are_counted() -> None:
    assert look(_cleaned((FERRY, "body", "finder/body", ())), {"body": f"{FERRY}\n\n{MAYOR}"}).unseen == 15


def test_snippets_judge_only_the_blocks_that_hold_them() -> None:
    page = _cleaned(
        (FERRY, "body", "finder/body", ()), (MAYOR, "boilerplate", "finder/outside", ()), (GOATS, "boilerplate", "finder/outside", ()),
        (PROMO, "body", "finder/body", ()),
    )
    found = look(page, {"with": ["four goats on  board", "mayor to sing"], "without": ["in your inbox"]})
    assert [n.text for n in found.missing] == [MAYOR]
    assert [n.text for n in found.surplus] == [PROMO]
    assert found.roles == {"body": (1, 17), "boilerplate": (1, 15)}


def test_a_snippet_that_the_body_has_is_not_missed_in_a_teaser() -> None:
    page = _cleaned((FERRY, "related", "generic/a/teaser", KEPT), (FERRY, "body", "finder/body", ()))
    assert look(page, {"with": ["Little Sark"]}).missing == ()


def test_a_page_without_gold_text_says_nothing() -> None:
    found = look(_cleaned((FERRY, "body", "finder/body", ())), {"date": "2024-05-12"})
    assert (found.missing, found.surplus, dict(found.roles), dict(found.rules)) == ((), (), {}, {})


def test_counts_and_rules_add_up() -> None:
    assert add_counts([{"body": (1, 9)}, {"body": (2, 5), "ad": (1, 1)}]) == {"body": (3, 14), "ad": (1, 1)}
    sums = add_rules([{"a": RuleNote(3)}, {"b": RuleNote(1, 1, 9, 9, "long", 9)}, {"b": RuleNote(2, 1, 4, 0, "short", 4)}])
    assert [*sums.items()] == [("b", RuleNote(3, 2, 13, 9, "long", 9)), ("a", RuleNote(3))]
