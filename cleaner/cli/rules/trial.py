"""``clean-news rules try``: what a rule file does to records, before and after."""

from __future__ import annotations

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, say
from cleaner.cli.options import folders_option
from cleaner.cli.rules.shown import json_option, load_book, pages_argument, watched_pages


@click.command("try")
@click.argument("file", metavar="RULEFILE")
@pages_argument
@click.option("--rule", metavar="ID", default="", help="Only what this rule of the file does.")
@folders_option
@json_option("A JSON object a changed page, and one with the sums.")
def try_(file: str, paths: tuple[str, ...], rule: str, folders: tuple[str, ...], as_json: bool) -> int:
    """Show how records change by RULEFILE: fields, and blocks that leave or enter the body with the rule that says so.

    A file of the rulebook is compared with the rulebook without it, a draft with the file that it would replace. Rules with
    "status: proposed" act as if they were accepted. A page without an address is taken for one of the file's site.

    \b
    Example:
        clean-news rules try draft.yaml saved-pages/
        clean-news rules try rules/sites/example.com.yaml pages.jsonl --rule newsletter-box
    """
    from cleaner.cli.rules.changes import show_changes
    from cleaner.upkeep.trial import make_trial, try_rules

    trial = make_trial(file, load_book(folders), rule=rule)
    say(f"compared with the rulebook {trial.against}")
    totals = show_changes(try_rules(trial, watched_pages(paths)), as_json=as_json)
    return PAGE_FAILED if totals.failed else FINE
