"""``clean-news rules impact``: which records a change of the rulebook changes, and what gold is lost."""

from __future__ import annotations

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, say
from cleaner.cli.rules.shown import json_option, pages_argument, watched_pages


@click.command("impact")
@pages_argument
@click.option("--since", metavar="REV", required=True, help="The earlier state: a git revision or a folder with the rulebook.")
@click.option(
    "--rules", "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False), help="Compare the states of your own rules instead."
)
@click.option("--no-sites", is_flag=True, help="Leave the rules of single sites out.")
@json_option("A JSON object a changed page, and one with the sums.")
def impact(paths: tuple[str, ...], since: str, folder: str | None, no_sites: bool, as_json: bool) -> int:
    """Show every page whose record differs between two states of the rulebook: the one of REV, and the one on disk.

    Exits with 1 when gold was lost (words of the body, or a field that was right), or a page failed.

    \b
    Example:
        clean-news rules impact --since HEAD~1 corpus/
        clean-news rules impact --since v1.0 --rules my-rules pages.jsonl --json
    """
    from cleaner.cli.rules.changes import show_changes
    from cleaner.upkeep.impact import impact as find_impact
    from cleaner.upkeep.revisions import revisions

    with revisions(since, folder, sites=not no_sites) as states:
        count = len(states.files)
        say(f"{count} rule file{' differs' if count == 1 else 's differ'}{_named(states.files)}")
        if states.unread:
            say(f"not compared, since the program reads its own: {', '.join(states.unread)}")
        totals = show_changes(find_impact(states, watched_pages(paths)), as_json=as_json)
    return PAGE_FAILED if totals.failed or totals.gold_lost else FINE


def _named(files: tuple[str, ...], most: int = 8) -> str:
    if not files:
        return ""
    more = f" and {len(files) - most} more" if len(files) > most else ""
    return f": {', '.join(files[:most])}{more}"
