"""``rules doctor``: what stopped matching, since when, and what did not."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from cleaner import load_rules
from cleaner.upkeep.drift import Diagnosis, Drift, Thresholds, diagnose
from cleaner.upkeep.pages import GivenPage

SITE = "harbour-courier.org"


@pytest.fixture
def watched(rules: Any, ruled: Callable[..., str]) -> Callable[..., Diagnosis]:
    text = "content: {select: [.new-story, .story]}\nfields:\n  kicker: {from: [{css: .plug}]}\nrules:\n" + ruled("plug", ".plug")
    book = load_rules(rules("own", site=text, everywhere="version: 1\nlayer: generic\nrules:\n" + ruled("all", "h1", "title")))

    def run(pages: list[GivenPage], **options: Any) -> Diagnosis:
        return diagnose(pages, book, **options)

    return run


def rule_of(found: Diagnosis, kind: str = "rule", site: str = SITE) -> Drift:
    [drift] = [d for d in found.drifts if d.kind == kind and d.site == site and d.name.endswith(("plug", "kicker", SITE))]
    return drift


def days(*runs: tuple[str, int, str]) -> list[tuple[str, str]]:
    """Return ``(day, box)`` a page: ``("2026-09", 3, "plug")`` gives the first three days of that month."""
    return [(f"{month}-{day:02d}", box) for month, count, box in runs for day in range(1, count + 1)]


#: Six matches on twelve pages.
HALF = (("2026-08", 1, "plug"), ("2026-08", 6, "other"), ("2026-09", 5, "plug"))

VERDICTS: list[tuple[str, list[tuple[str, str]], str, str]] = [
    ("it always matches", days(("2026-09", 6, "plug"), ("2026-10", 6, "plug")), "alive", ""),
    ("it begins to match", days(("2026-09", 6, "other"), ("2026-10", 6, "plug")), "alive", ""),
    ("a gap", days(("2026-08", 6, "plug"), ("2026-09", 6, "other"), ("2026-10", 6, "plug")), "alive", ""),
    ("four misses are chance", days(("2026-09", 6, "plug"), ("2026-10", 4, "other")), "alive", ""),
    ("four matches tell nothing", days(("2026-09", 4, "plug"), ("2026-10", 9, "other")), "unsure", ""),
    ("never, on too few pages", days(("2026-09", 4, "other")), "unsure", ""),
    ("never", days(("2026-09", 5, "other")), "never", ""),
    ("it died", days(("2026-09", 5, "plug"), ("2026-10", 5, "other")), "died", "2026-10-01"),
    ("it died after it had come", days(("2026-08", 9, "other"), ("2026-09", 6, "plug"), ("2026-10", 6, "other")), "died", "2026-10-01"),
    # On half of the pages before: five misses in a row come by chance in 3 of 100 cases, seven in less than 1.
    ("five misses at a rate of a half", days(*HALF, ("2026-10", 5, "other")), "alive", ""),
    ("seven misses at that rate", days(*HALF, ("2026-10", 7, "other")), "died", "2026-10-01"),
    ("seldom before", days(("2026-07", 1, "plug"), ("2026-08", 9, "other"), ("2026-09", 1, "plug"), ("2026-10", 20, "other")), "alive", ""),
]


@pytest.mark.parametrize(("given", "verdict", "since"), [case[1:] for case in VERDICTS], ids=[case[0] for case in VERDICTS])
def test_the_verdict(watched: Any, paper: Any, given: list[tuple[str, str]], verdict: str, since: str) -> None:
    pages = [paper(number, day=day, box=box) for number, (day, box) in enumerate(given)]
    random.Random(7).shuffle(pages)
    found = rule_of(watched(pages))
    assert (found.verdict, found.since, found.alarm) == (verdict, since, verdict == "died")


def test_months_and_the_last_day(watched: Any, paper: Any) -> None:
    given = days(("2026-09", 3, "plug"), ("2026-10", 2, "plug"), ("2026-11", 5, "other"))
    found = watched([paper(n, day=day, box=box) for n, (day, box) in enumerate(given)])
    drift = rule_of(found)
    assert drift.months == {"2026-09": (3, 3), "2026-10": (2, 2), "2026-11": (0, 5)}
    assert (drift.last, drift.since, drift.name) == ("2026-10-02", "2026-11-01", f"local/sites/{SITE}/plug")
    assert found.sites == {SITE: 10}
    # The field that is read from the same box died on the same day.
    assert (rule_of(found, "field").verdict, rule_of(found, "field").since) == ("died", "2026-11-01")


def test_a_redesign(watched: Any, paper: Any) -> None:
    """The old body's selector dies, the new one lives, and so does the file's content as a whole."""
    pages = [paper(n, day=f"2026-{9 + n // 8:02d}-{n % 8 + 1:02d}", story="story" if n < 8 else "new-story") for n in range(16)]
    found = watched(pages)
    verdicts = {d.name: d.verdict for d in found.drifts if d.kind in ("content", "selector")}
    assert verdicts == {f"local/sites/{SITE}": "alive", ".story": "died", ".new-story": "alive"}


def test_a_source_dies(watched: Any, paper: Any) -> None:
    head = '<meta name=author content="Ada Holm">'
    pages = [paper(n, day=f"2026-{9 + n // 8:02d}-{n % 8 + 1:02d}", head=head if n < 8 else "") for n in range(16)]
    [drift] = [d for d in watched(pages).alarms if d.kind == "source"]
    assert (drift.name, drift.last, drift.since) == ("authors meta:author", "2026-09-08", "2026-10-01")


def test_content_that_never_matches_is_an_alarm(watched: Any, paper: Any) -> None:
    found = watched([paper(n, story="third", gold=False) for n in range(5)])
    drift = rule_of(found, "content")
    assert (drift.verdict, drift.alarm, drift.months) == ("never", True, {"undated": (0, 5)})
    assert [d.kind for d in found.alarms] == ["content"]
    assert not watched([paper(n, story="third") for n in range(4)]).alarms


def test_sites_are_apart_and_undated_pages_are_in_no_drift(watched: Any, paper: Any) -> None:
    dated = [paper(n, day=f"2026-09-{n + 1:02d}") for n in range(6)]
    elsewhere = [paper(n, day=f"2026-10-{n + 1:02d}", box="other", site="other-paper.org") for n in range(6)]
    undated = [paper(n, box="other") for n in range(6)]
    found = watched([*dated, *elsewhere, *undated, GivenPage("empty", b"")])
    assert rule_of(found).verdict == "alive" and rule_of(found).months == {"2026-09": (6, 6), "undated": (0, 6)}
    assert found.sites == {SITE: 12, "other-paper.org": 6}
    assert not [d for d in found.drifts if d.site == "other-paper.org" and d.kind != "source"]
    assert [f.name for f in found.failed] == ["empty"]


def test_general_rules_are_watched_on_request(rules: Any, paper: Any, ruled: Callable[..., str]) -> None:
    from cleaner.rules.book import Rulebook
    from cleaner.rules.shelf import Shelf

    shipped = rules("shipped", site="names: [Courier]\n")
    (shipped / "generic").mkdir()
    (shipped / "generic" / "box.yaml").write_text("version: 1\nlayer: generic\nrules:\n" + ruled("plug", ".plug"), encoding="utf-8")
    book = Rulebook([Shelf(shipped, local=False)])
    pages = [paper(n, day=f"2026-{9 + n // 6:02d}-{n % 6 + 1:02d}", box="plug" if n < 6 else "other") for n in range(12)]
    assert not [d for d in diagnose(pages, book).drifts if d.kind == "rule"]
    [drift] = [d for d in diagnose(pages, book, general=True).drifts if d.kind == "rule"]
    assert (drift.name, drift.verdict) == ("generic/box/plug", "died")


def test_a_rule_counts_where_its_window_is_open(rules: Any, paper: Any, ruled: Callable[..., str]) -> None:
    """A rule of the old layout, closed on purpose, has not died."""
    window = "    valid: {until: 2026-09-30}\n"
    book = load_rules(rules("own", site="rules:\n" + ruled("plug", ".plug", extra=window)))
    pages = [paper(n, day=f"2026-{9 + n // 8:02d}-{n % 8 + 1:02d}") for n in range(16)]
    assert rule_of(diagnose(pages, book)).verdict == "alive"


def test_thresholds(watched: Any, paper: Any) -> None:
    given = days(("2026-09", 3, "plug"), ("2026-10", 3, "other"))
    pages = [paper(n, day=day, box=box) for n, (day, box) in enumerate(given)]
    assert rule_of(watched(pages)).verdict == "unsure"
    assert rule_of(watched(pages, thresholds=Thresholds(before=3, after=3))).verdict == "died"
