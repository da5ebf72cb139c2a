"""``clean-news rules ablate``: is a site file better than none?"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, WRONG, say
from cleaner.cli.options import folders_option
from cleaner.cli.rules.shown import json_option, load_book, pages_argument, print_json, print_table, say_failed, watched_pages

if TYPE_CHECKING:
    from cleaner.upkeep.ablation import Ablation, PageVerdict
    from cleaner.upkeep.gold import Figures


@click.command("ablate")
@click.argument("site")
@pages_argument
@click.option("--each", is_flag=True, help="Also what each part of the file does: content, fields, rules, switches.")
@folders_option
@json_option("One JSON object.")
def ablate(site: str, paths: tuple[str, ...], each: bool, folders: tuple[str, ...], as_json: bool) -> int:
    """Tell whether the file of SITE is better than none, page by page and as a whole.

    Pages with gold decide: bodies first, then fields. Without gold it shows what the file changes. Pages of other sites
    are left aside; a page without an address is taken for one of SITE. Exits with 1 when the file is worse than none.

    \b
    Example:
        clean-news rules ablate example.com corpus/ --each
    """
    from cleaner.upkeep.ablation import ablate as find_ablation

    found = find_ablation(site, watched_pages(paths), load_book(folders), each=each)
    for failed in found.failed:
        say_failed(failed)
    if not found.pages:
        say(f"none of the {found.others} pages is of {site}" if not found.failed else f"no page of {site} could be cleaned")
        return PAGE_FAILED if found.failed else WRONG
    if as_json:
        print_json(dataclasses.asdict(found), indent=1)
    else:
        _show(found)
    say(f"{', '.join(found.files)}: {found.verdict} {_than(found)}")
    return PAGE_FAILED if found.failed or found.verdict == "worse" else FINE


def _show(found: Ablation) -> None:
    print_table(("page", "verdict", "f1 with", "f1 without", "lost", "gained", "fields"), [_row(p) for p in found.pages], range(2, 6))
    click.echo()
    rows = [[name, *_figures(figures)] for name, figures in (("with", found.with_files), ("without", found.without))]
    print_table(("", "gold bodies", "body_f1", "exact", "fields"), rows, range(1, 5))
    if found.content:
        click.echo()
        total = len(found.pages)
        print_table(("content.select", "matches"), [[s, f"{n} of {total}"] for s, n in found.content.items()], (1,))
    if found.parts:
        click.echo()
        rows = [[p.name, p.verdict, str(p.pages), *_figures(p.figures)[1:]] for p in found.parts]
        print_table(("part", "verdict", "pages changed", "f1 without it", "exact", "fields"), rows, range(2, 6))


def _row(page: PageVerdict) -> list[str]:
    scores = [_page_f1(page.with_file), _page_f1(page.without)]
    return [page.name, page.verdict, *scores, str(page.lost), str(page.gained), ", ".join(page.fields)]


def _page_f1(row: Any) -> str:
    from cleaner.upkeep.gold import figures_of

    return f"{figures_of([row]).body_f1:.4f}" if "r" in row else ""


def _figures(figures: Figures) -> list[str]:
    bodies = [f"{figures.body_f1:.4f}", f"{figures.body_exact:.3f}"] if figures.bodies else ["", ""]
    return [str(figures.bodies), *bodies, "" if figures.fields is None else f"{figures.fields:.3f}"]


def _than(found: Ablation) -> str:
    counts = {v: sum(p.verdict == v for p in found.pages) for v in ("better", "same", "worse", "changed")}
    pages = ", ".join(f"{n} {v}" for v, n in counts.items() if n)
    word = {"same": "as none", "changed": "by the file; no gold says whether for the better"}.get(found.verdict, "than none")
    return f"{word} ({pages})"
