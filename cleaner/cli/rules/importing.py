"""``clean-news rules import-ftr``: FiveFilters' site configs as rule files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, say
from cleaner.cli.rules.shown import json_option, print_json, print_table, watched_pages
from cleaner.text.controls import escape_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cleaner.upkeep.ftr.importing import Import
    from cleaner.upkeep.ftr.keeping import Judged


@click.command("import-ftr")
@click.argument("paths", nargs=-1, required=True, metavar="FILES...")
@click.option("-o", "--output", metavar="DIR", required=True, type=click.Path(file_okay=False), help="A new folder for the rules.")
@click.option("--keep-if-better", "pages", metavar="PAGES", multiple=True, help="Leave files out that are worse than none; repeatable.")
@click.option("--substrings", is_flag=True, help="Read strip_id_or_class as a part of names, not as a whole name.")
@click.option("--everything", is_flag=True, help="Take all that a config's body holds for the body, not what the finder takes of it.")
@json_option("The whole report as one JSON object.")
def import_ftr(paths: tuple[str, ...], output: str, pages: tuple[str, ...], substrings: bool, everything: bool, as_json: bool) -> int:
    """Turn site configs of FiveFilters' Full-Text RSS (example.com.txt, or folders of them) into rule files for --rules DIR.

    Every line of a config becomes part of a rule file, or is listed with the reason why not: about fetching, not needed,
    not to be said in rules, misspelt. The whole report is written to DIR/import-report.json. Exits with 1 when something
    could not be taken over.

    \b
    Example:
        clean-news rules import-ftr ftr-site-config/ -o my-rules --keep-if-better corpus/
    """
    from cleaner.upkeep.ftr.importing import import_ftr as make
    from cleaner.upkeep.ftr.keeping import keep_if_better

    made = make(paths, substrings=substrings, everything=everything)
    judged: Mapping[str, Judged] = {}
    if pages:
        made, judged = keep_if_better(made, watched_pages(pages))
    made.write(output)
    if as_json:
        print_json({**made.to_dict(), "judged": {stem: _judged(found) for stem, found in judged.items()}}, indent=1)
    else:
        _show(made)
    found = made.summary()
    say(f"{output}: {found['sites']} site files, {found['families']} families" + (f", {found['left_out']} left out" if judged else ""))
    whole = found["verdicts"]["partly"] + found["verdicts"]["not at all"] == 0
    return FINE if whole else PAGE_FAILED


def _judged(found: Judged) -> dict[str, Any]:
    import dataclasses

    return {**dataclasses.asdict(found), "worse": found.worse}


def _show(made: Import) -> None:
    """List every line that was not taken over as it is, but those that nobody misses, and the counts."""
    for report in made.reports:
        if report.note:
            click.echo(escape_line(f"{report.source}: {report.note}"))
        for outcome in report.outcomes:
            if outcome.state in ("unmapped", "typo", "loosely") or (outcome.state == "mapped" and outcome.reason):
                line = f"{report.source}:{outcome.directive.line}: {outcome.state}: {outcome.directive.shown}  ({outcome.reason})"
                click.echo(escape_line(line))
    found = made.summary()
    click.echo()
    print_table(("configs", ""), [(name, str(n)) for name, n in found["verdicts"].items()], (1,))
    click.echo()
    print_table(("lines", ""), [(name, str(n)) for name, n in found["lines"].items()], (1,))
