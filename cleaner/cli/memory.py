"""``clean-news memory``: what a site memory knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.ends import FINE, say
from cleaner.cli.lazy import Lazy, LazyGroup
from cleaner.cli.rules.shown import json_option, print_json, print_table

if TYPE_CHECKING:
    from cleaner.memory.learn import LearnedLine
    from cleaner.memory.store import Store

VERBS = {"show": Lazy("memory:show", "Show the sites of a site memory, or what it knows of one.")}
#: What the doubts of :class:`cleaner.memory.learn.LearnedLine` mean.
_DOUBTS = {
    "": "sure", "few": "too few stories", "article": "stood inside of a story", "field": "showed a field", "alone": "stands alone",
    "attached": "hangs on the story",
}


@click.group("memory", cls=LazyGroup, verbs=VERBS)
def memory() -> None:
    """Show what a site memory knows: see --site-memory."""


@click.command("show")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False))
@click.argument("domain", required=False)
@click.option("--all", "every", is_flag=True, help="Also lines that it is not sure of, with the reason.")
@json_option("One JSON object.")
def show(folder: str, domain: str | None, every: bool, as_json: bool) -> int:
    """Show the sites of a site memory, or the lines that it knows of one.

    \b
    clean-news memory show memory/
    clean-news memory show memory/ example.com --all
    """
    from cleaner.domains import host_of, registered_domain
    from cleaner.memory.store import Store

    store = Store(folder)
    if domain is None:
        return _show_sites(store, as_json)
    site = registered_domain(host_of(domain)) or domain
    return _show_lines(store, site, every, as_json)


def _show_sites(store: Store, as_json: bool) -> int:
    from cleaner.memory.learn import learn

    rows: list[dict[str, Any]] = []
    for site in store.sites():
        evidence = store.evidence(site)
        sure = sum(not line.doubt for line in learn(evidence).lines)
        last = max((page.run for page in evidence.pages.values()), default=0)
        rows.append({"site": site, "pages": len(evidence.pages), "sure": sure, "run": last})
    if as_json:
        print_json({"run": store.run, "sites": rows}, indent=1)
    else:
        print_table(("site", "pages", "sure lines", "last run"), [tuple(map(str, row.values())) for row in rows], range(1, 4))
        say(f"{len(rows)} sites, {store.run} runs")
    return FINE


def _show_lines(store: Store, site: str, every: bool, as_json: bool) -> int:
    from cleaner.errors import InputError
    from cleaner.memory.learn import learn
    from cleaner.memory.lines import RULES

    evidence = store.evidence(site)
    if not evidence.pages:
        raise InputError(f"{store.folder}: the site memory has seen no page of {site}.")
    lines = [line for line in learn(evidence).lines if every or not line.doubt]
    if as_json:
        found = [{"rule": f"{RULES}{site}/{line.key}", **line._asdict()} for line in lines]
        print_json({"site": site, "pages": len(evidence.pages), "lines": found}, indent=1)
    else:
        print_table(("rule", "kind", "zone", "stories", "let through", "state", "text"), [_row(site, line) for line in lines])
        say(f"{site}: {len(evidence.pages)} pages, {sum(not line.doubt for line in lines)} sure lines")
    return FINE


def _row(site: str, line: LearnedLine) -> tuple[str, ...]:
    from cleaner.memory.lines import RULES

    counts = (f"{line.stories} of {line.of}", str(line.through), _DOUBTS[line.doubt])
    return (f"{RULES}{site}/{line.key}", line.kind, line.zone, *counts, line.text)
