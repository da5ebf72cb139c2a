"""``clean-news rules suggest``: a site file proposed from pages of the site."""

from __future__ import annotations

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, say
from cleaner.cli.options import folders_option
from cleaner.cli.rules.shown import load_book, pages_argument, watched_pages


@click.command("suggest")
@pages_argument
@click.option("--site", metavar="DOMAIN", required=True, help="The site that the file is for; pages of other sites are left aside.")
@click.option("-o", "--output", metavar="FILE", default="", help="Write the file here instead of to standard output.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@folders_option
def suggest(paths: tuple[str, ...], site: str, output: str, force: bool, folders: tuple[str, ...]) -> int:
    """Propose a site file from 3 to 30 pages of a site, each part with the pages that speak for it.

    Everything in it has "status: proposed" and does not act before "rules accept"; "rules try" shows what it would do. Exits with 1
    when there is nothing to propose.

    \b
    Example:
        clean-news rules suggest saved-pages/ --site example.com -o my-rules/sites/example.com.yaml
        clean-news rules try my-rules/sites/example.com.yaml saved-pages/
    """
    from cleaner.cli.rules.written import refuse_if_there, write_text
    from cleaner.upkeep.suggest.propose import suggest as propose

    if output and not force:
        refuse_if_there(output)
    found = propose(watched_pages(paths), site, load_book(folders))
    for name, reason in found.left:
        say(f"left aside: {name} {reason}")
    if not found.draft.parts:
        say(f"nothing to propose for {found.site} from {len(found.pages)} pages")
        return PAGE_FAILED
    if output:
        write_text(output, found.text)
    else:
        click.echo(found.text, nl=False)
    say(f"{found.site}: {found.draft.parts} parts proposed from {len(found.pages)} pages{f', in {output}' if output else ''}")
    return FINE
