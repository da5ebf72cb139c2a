"""``clean-news rules stats``: what every rule does on pages."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, say
from cleaner.cli.options import rule_options
from cleaner.cli.rules.shown import json_option, load_book, pages_argument, print_json, print_table, say_failed, watched_pages

if TYPE_CHECKING:
    from cleaner.upkeep.stats import RuleStats, Stats

_HEADINGS = ("rule", "role", "chosen", "pages", "hits", "decided", "precision", "wrong", "remarks")
SORTS = ("hits", "pages", "precision", "wrong", "acting", "id")


@click.command("stats")
@pages_argument
@rule_options
@click.option("--sort", type=click.Choice(SORTS), default="hits", show_default=True, help="Column to sort by, what needs a look first.")
@click.option("--dead", is_flag=True, help="Only rules that were chosen for pages and never hit.")
@click.option("--redundant", is_flag=True, help="Only rules whose every hit a more general rule claims too.")
@json_option("One JSON object.")
def stats(paths: tuple[str, ...], folders: tuple[str, ...], no_sites: bool, sort: str, dead: bool, redundant: bool, as_json: bool) -> int:
    """Show what every rule does on PAGES: hits, precision against gold, dead, overlapping and redundant rules.

    "wrong" counts claimed blocks of chrome that the gold body holds. A rule is listed when it was chosen for some page: by
    its site, its family, its language.

    \b
    Example:
        clean-news rules stats corpus/ --sort wrong
        clean-news rules stats pages.jsonl --dead
    """
    from cleaner.upkeep.stats import rule_stats

    found = rule_stats(watched_pages(paths), load_book(folders, no_sites))
    for failed in found.failed:
        say_failed(failed)
    rules = [r for r in found.rules if (not dead or r.dead) and (not redundant or r.redundant)]
    rules.sort(key=lambda r: (_key(r, sort), r.id))
    if as_json:
        print_json(_as_data(found, rules), indent=1)
    elif rules:
        print_table(_HEADINGS, [_row(r) for r in rules], range(2, 8))
    say(_summary(found))
    return PAGE_FAILED if found.failed else FINE


def _key(rule: RuleStats, sort: str) -> Any:
    """Return the key that puts first what needs a look: many hits, low precision, many wrong."""
    if sort == "id":
        return 0
    if sort == "precision":
        return 2.0 if rule.precision is None else rule.precision
    return -getattr(rule, sort)


def _row(rule: RuleStats) -> list[str]:
    precision = "" if rule.precision is None else f"{rule.precision:.3f}"
    numbers = [str(n) for n in (rule.acting, rule.pages, rule.hits, rule.decided)]
    return [rule.id, "keep" if rule.keep else rule.role, *numbers, precision, str(rule.wrong), _remarks(rule)]


def _remarks(rule: RuleStats) -> str:
    if rule.dead:
        return "dead"
    overlaps = ", ".join(f"{other} ({n})" for other, n in rule.overlaps[:2])
    parts = ["redundant"] if rule.redundant else []
    if overlaps:
        parts.append(f"overlaps {overlaps}")
    if rule.example:
        parts.append(f"wrong: {rule.example!r}")
    return "; ".join(parts)


def _as_data(found: Stats, rules: list[RuleStats]) -> dict[str, Any]:
    rows = [{**dataclasses.asdict(r), "dead": r.dead, "precision": r.precision, "overlaps": dict(r.overlaps)} for r in rules]
    return {"pages": found.pages, "gold": found.gold, "failed": [dataclasses.asdict(f) for f in found.failed], "rules": rows}


def _summary(found: Stats) -> str:
    dead, redundant = sum(r.dead for r in found.rules), sum(r.redundant for r in found.rules)
    judged, wrong = sum(r.judged for r in found.rules), sum(r.wrong for r in found.rules)
    gold = f"; {wrong} of {judged} judged claims are wrong" if judged else ""
    failed = f"; {len(found.failed)} failed" if found.failed else ""
    rules = f"{len(found.rules)} rules chosen, {dead} dead, {redundant} redundant"
    return f"{found.pages} pages ({found.gold} with gold), {rules}{gold}{failed}"
