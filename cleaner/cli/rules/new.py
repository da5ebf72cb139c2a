"""``clean-news rules new``: a beginning for a site, made from pages."""

from __future__ import annotations

import click

from cleaner.cli.ends import FINE, say

#: Where rules are begun when no folder is named.
_FOLDER = "my-rules"


@click.command("new", options_metavar="--from PAGE [PAGE]... [OPTIONS]")
@click.argument("domain")
@click.argument("more", nargs=-1, metavar="")
@click.option("--from", "first", metavar="PAGE...", multiple=True, required=True, help="Pages of the site: files, folders, JSON lines.")
@click.option(
    "--rules", "folder", metavar="DIR", type=click.Path(file_okay=False), default=_FOLDER, show_default=True, help="Your folder of rules."
)
def new(domain: str, more: tuple[str, ...], first: tuple[str, ...], folder: str) -> int:
    """Begin the rules of a site: DIR/sites/DOMAIN.yaml, and for each page a test in DIR/fixtures/DOMAIN/.

    The tests expect what the program makes of the pages today. Correct that, then write rules until "rules test" is content.
    Nothing is overwritten; where the site has a file already, only tests are added.

    \b
    Example:
        clean-news rules new example.com --from saved/*.html
        clean-news rules new example.com --from pages.jsonl --rules my-rules
    """
    import datetime

    from cleaner.text.controls import escape_line
    from cleaner.upkeep.pages import read_pages
    from cleaner.upkeep.scaffold import scaffold

    made = scaffold(domain, read_pages([*first, *more]), folder, datetime.date.today())
    made.write()
    for file in made.files:
        click.echo(escape_line(str(file.path)))
    for note in made.notes:
        say(note)
    return FINE
