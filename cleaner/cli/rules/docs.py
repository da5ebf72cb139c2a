"""``clean-news rules docs``: documents made of the schema and the rulebook."""

from __future__ import annotations

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, say
from cleaner.cli.rules.written import write_text


@click.command("docs")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
@click.option("-o", "--output", metavar="DIR", default="docs", show_default=True, type=click.Path(file_okay=False), help="Their folder.")
@click.option("--check", "checking", is_flag=True, help="Only tell whether they are what they should be.")
def docs(paths: tuple[str, ...], output: str, checking: bool) -> int:
    """Write reference.md (every key of the rule language) and catalogue.md (every rule in PATH, a line each).

    With --check nothing is written; the exit code is 1 when one of them says something else than the rules do. Lines that only
    moved inside of rule files do not count.

    \b
    Example:
        clean-news rules docs -o docs
    """
    from cleaner.upkeep.catalogue import documents, stale

    command = "clean-news rules docs" + ("" if output == "docs" else f" -o {output}")
    made = documents(output, command, paths or None)
    if checking:
        old = stale(made)
        for path in old:
            say(f"{path}: is not what the rules say; write it anew with '{command}'")
        return PAGE_FAILED if old else FINE
    for path, text in made.items():
        write_text(str(path), text)
        say(str(path))
    return FINE
