"""``rules stats``: hits, precision, dead, overlapping and redundant rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cleaner import load_rules
from cleaner.upkeep.pages import GivenPage
from cleaner.upkeep.stats import RuleStats, Stats, rule_stats

SITE = "harbour-courier.org"
GENERIC = "version: 1\nlayer: generic\nrules:\n"


def stats(own: Any, pages: list[GivenPage]) -> Stats:
    return rule_stats(pages, load_rules(own))


def named(found: Stats) -> dict[str, RuleStats]:
    return {r.id.rpartition("/")[2]: r for r in found.rules if r.id.startswith("local/")}


def test_no_pages() -> None:
    assert rule_stats([], load_rules()) == Stats((), 0, 0, ())


def test_a_rule_of_another_site_was_not_chosen(paper: Any, rules: Any, ruled: Callable[..., str]) -> None:
    own = rules("own", site="rules:\n" + ruled("plug", ".plug"))
    assert named(stats(own, [paper(site="other-paper.org")])) == {}


def test_dead_and_alive(paper: Any, rules: Any, ruled: Callable[..., str]) -> None:
    later = ruled("later", ".plug", extra="    status: proposed\n")
    own = rules("own", site="rules:\n" + ruled("plug", ".plug") + ruled("gone", ".gone") + later)
    found = stats(own, [paper(1), paper(2), paper(3, box="other"), paper(4, site="other-paper.org"), GivenPage("empty", b"")])
    assert (found.pages, found.gold, [f.name for f in found.failed]) == (4, 4, ["empty"])
    by_name = named(found)
    assert by_name.keys() == {"plug", "gone"}  # a proposed rule is not chosen
    plug, gone = by_name["plug"], by_name["gone"]
    assert (plug.acting, plug.pages, plug.hits, plug.decided, plug.dead, plug.precision) == (3, 2, 2, 2, False, 1.0)
    assert (gone.acting, gone.pages, gone.hits, gone.dead, gone.precision, gone.redundant) == (3, 0, 0, True, None, False)


def test_precision_against_gold(paper: Any, rules: Any, ruled: Callable[..., str]) -> None:
    kept_rule = ruled("kept", ".plug", extra="    keep: true\n")
    own = rules("own", site="rules:\n" + ruled("wide", ".story p") + kept_rule + ruled("by", ".story > p", "byline"))
    by_name = named(stats(own, [paper(1), paper(2, gold=False)]))
    wide, kept, by = by_name["wide"], by_name["kept"], by_name["by"]
    # All of the story is more than a chrome selector may take.
    assert wide.hits == 10 and (wide.judged, wide.wrong) == (5, 4)
    assert wide.precision == pytest.approx(1 / 5) and wide.wrong_words > 60 and wide.example.startswith("Report 1: The last")
    # A keep rule is wrong about what is not gold; a field's rule is not judged.
    assert (kept.judged, kept.wrong, kept.wrong_words, kept.precision) == (1, 1, 0, 0.0)
    assert (by.hits, by.judged, by.precision) == (8, 0, None)


CASES: list[tuple[str, str, str, bool]] = [
    # what the generic rule selects, its role, what more stands in it, whether the site's rule is redundant
    (".plug", "promo", "", True),
    (".plug", "ad", "", True),
    (".other", "promo", "", False),
    (".plug", "caption", "", False),
    (".plug", "promo", "    keep: true\n", False),
]


@pytest.mark.parametrize(("select", "role", "extra", "redundant"), CASES)
def test_redundant(paper: Any, rules: Any, ruled: Callable[..., str], select: str, role: str, extra: str, redundant: bool) -> None:
    family = f"version: 1\nlayer: family\nfingerprint: {{domains: [{SITE}]}}\nrules:\n" + ruled("general", select, role, extra)
    own = rules("own", site="rules:\n" + ruled("plug", ".plug"), box=family)
    by_name = named(stats(own, [paper(1), paper(2)]))
    # The user's own files are of one layer, whatever they say: none of them is more general.
    assert not by_name["plug"].redundant
    assert bool(by_name["plug"].overlaps) == (select == ".plug")
    shipped = rules("shipped", site="rules:\n" + ruled("plug", ".plug"))
    (shipped / "generic").mkdir()
    (shipped / "generic" / "box.yaml").write_text(GENERIC + ruled("general", select, role, extra), encoding="utf-8")
    from cleaner.rules.book import Rulebook
    from cleaner.rules.shelf import Shelf

    found = {r.id: r for r in rule_stats([paper(1), paper(2)], Rulebook([Shelf(shipped, local=False)])).rules}
    assert found[f"sites/{SITE}/plug"].redundant is redundant
    assert not found["generic/box/general"].redundant
    if select == ".plug":
        assert found[f"sites/{SITE}/plug"].overlaps == (("generic/box/general", 2),)


def test_a_rule_that_one_page_needs_is_not_redundant(paper: Any, rules: Any, ruled: Callable[..., str]) -> None:
    from cleaner.rules.book import Rulebook
    from cleaner.rules.shelf import Shelf

    shipped = rules("shipped", site="rules:\n" + ruled("both", "div.story > div"))
    (shipped / "generic").mkdir()
    (shipped / "generic" / "box.yaml").write_text(GENERIC + ruled("general", ".plug"), encoding="utf-8")
    found = rule_stats([paper(1), paper(2, box="other")], Rulebook([Shelf(shipped, local=False)]))
    both = next(r for r in found.rules if r.id.endswith("both"))
    assert (both.hits, both.overlaps, both.redundant) == (2, (("generic/box/general", 1),), False)
