"""``clean-news rules doctor``: what stopped matching, and since when."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, say
from cleaner.cli.options import rule_options
from cleaner.cli.rules.shown import json_option, load_book, pages_argument, print_json, print_table, say_failed, watched_pages

if TYPE_CHECKING:
    from cleaner.upkeep.drift import Diagnosis, Drift


@click.command("doctor")
@pages_argument
@rule_options
@click.option("--all", "everything", is_flag=True, help="Show the hit rates of everything that is watched.")
@click.option("--general", is_flag=True, help="Also watch generic and language rules.")
@click.option("--min-pages", metavar="N", type=click.IntRange(1), default=5, show_default=True, help="Least pages before and after.")
@click.option("--min-rate", metavar="R", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="Least hit rate before.")
@json_option("One JSON object, with the hit rates of everything.")
def doctor(
    paths: tuple[str, ...], folders: tuple[str, ...], no_sites: bool, everything: bool, as_json: bool, **limits: Any,
) -> int:
    """Name the rules, content selectors and field sources that stopped matching on a site, and since when.

    PAGES need addresses and fetch dates (JSON lines with "fetched_at", or a corpus). Exits with 1 when something died, or a
    page failed: fit for cron.

    \b
    Example:
        clean-news rules doctor crawl-2026-*.jsonl.gz
        clean-news rules doctor corpus/ --all --general
    """
    from cleaner.upkeep.drift import Thresholds, diagnose

    thresholds = Thresholds(limits["min_pages"], limits["min_pages"], limits["min_rate"])
    book = load_book(folders, no_sites)
    found = diagnose(watched_pages(paths), book, thresholds=thresholds, general=limits["general"])
    for failed in found.failed:
        say_failed(failed)
    if as_json:
        print_json(_as_data(found), indent=1)
    else:
        rows = found.drifts if everything else found.alarms
        if rows:
            print_table(("site", "what", "name", "place", "verdict", "last", "months"), [_row(d) for d in rows])
    say(_summary(found))
    return PAGE_FAILED if found.failed or found.alarms else FINE


def _row(drift: Drift) -> list[str]:
    verdict = f"died, since {drift.since}" if drift.since else drift.verdict
    months = " ".join(f"{month}:{hits}/{pages}" for month, (hits, pages) in drift.months.items())
    return [drift.site, drift.kind, drift.name, drift.at, verdict, drift.last, months]


def _as_data(found: Diagnosis) -> dict[str, Any]:
    rows = [{**dataclasses.asdict(d), "alarm": d.alarm} for d in found.drifts]
    return {"sites": dict(found.sites), "drifts": rows, "failed": [dataclasses.asdict(f) for f in found.failed]}


def _summary(found: Diagnosis) -> str:
    pages = sum(found.sites.values())
    failed = f"; {len(found.failed)} failed" if found.failed else ""
    undated = all(month == "undated" for d in found.drifts for month in d.months)
    note = "; no page has a fetch date, so nothing can be said of drift" if pages and undated else ""
    never = sum(d.verdict == "never" and not d.alarm for d in found.drifts)
    told = f", {never} never matched (--all)" if never else ""
    counts = f"{len(found.drifts)} things watched, {len(found.alarms)} stopped matching{told}"
    sites = len(found.sites)
    return f"{pages} page{'' if pages == 1 else 's'} of {sites} site{'' if sites == 1 else 's'}, {counts}{note}{failed}"
