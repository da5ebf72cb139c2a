"""``clean-news rules suggest``: a site file proposed from pages of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, say
from cleaner.cli.options import folders_option
from cleaner.cli.rules.shown import load_book, watched_pages

if TYPE_CHECKING:
    from cleaner.upkeep.suggest.evidence import SiteDraft


@click.command("suggest")
@click.argument("paths", nargs=-1, metavar="[PAGES]...")
@click.option(
    "--from-memory", "memory", metavar="DIR", type=click.Path(exists=True, file_okay=False), help="Propose what a site memory knows."
)
@click.option("--site", metavar="DOMAIN", required=True, help="The site that the file is for; pages of other sites are left aside.")
@click.option("-o", "--output", metavar="FILE", default="", help="Write the file here instead of to standard output.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@folders_option
def suggest(paths: tuple[str, ...], memory: str | None, site: str, output: str, force: bool, folders: tuple[str, ...]) -> int:
    """Propose a site file from 3 to 30 pages of a site, or from a site memory, each part with what speaks for it.

    Everything in it has "status: proposed" and does not act before "rules accept"; "rules try" shows what it would do. Exits with 1
    when there is nothing to propose.

    \b
    Example:
        clean-news rules suggest saved-pages/ --site example.com -o my-rules/sites/example.com.yaml
        clean-news rules try my-rules/sites/example.com.yaml saved-pages/
    """
    from cleaner.cli.rules.written import refuse_if_there
    from cleaner.upkeep.suggest.propose import suggest as propose

    if bool(paths) == bool(memory):
        raise click.UsageError("A suggestion is made from PAGES, or from a site memory with --from-memory DIR.")
    if output and not force:
        refuse_if_there(output)
    if memory:
        return _from_memory(memory, site, output)
    found = propose(watched_pages(paths), site, load_book(folders))
    for name, reason in found.left:
        say(f"left aside: {name} {reason}")
    if not found.draft.parts:
        say(f"nothing to propose for {found.site} from {len(found.pages)} pages")
        return PAGE_FAILED
    _write(found.draft, output)
    say(f"{found.site}: {_parts(found.draft)} proposed from {len(found.pages)} pages{f', in {output}' if output else ''}")
    return FINE


def _from_memory(folder: str, site: str, output: str) -> int:
    from cleaner.memory.store import Store
    from cleaner.upkeep.from_memory import memory_draft

    draft = memory_draft(Store(folder), site)
    if not draft.parts:
        say(f"nothing to propose for {draft.site}: the site memory is sure of no line that the cleaner lets through")
        return PAGE_FAILED
    _write(draft, output)
    say(f"{draft.site}: {_parts(draft)} proposed from the site memory{f', in {output}' if output else ''}")
    return FINE


def _parts(draft: SiteDraft) -> str:
    return f"{draft.parts} part{'' if draft.parts == 1 else 's'}"


def _write(draft: SiteDraft, output: str) -> None:
    from cleaner.cli.rules.written import write_text
    from cleaner.upkeep.editors import schema_of, schema_text
    from cleaner.upkeep.suggest.emit import emit

    if not output:
        click.echo(emit(draft), nl=False)
        return
    named, schema = schema_of(output)
    write_text(output, emit(draft, named))
    if schema:
        write_text(str(schema), schema_text())
