"""``clean-news rules check``: look for mistakes in rule files."""

from __future__ import annotations

import click

from cleaner.cli.ends import FINE, WRONG, say


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
def check(paths: tuple[str, ...]) -> int:
    """Look for mistakes in rule files: each with file, line, column and what to do."""
    from cleaner.rules.check import check as find_mistakes
    from cleaner.text.controls import escape_line

    mistakes = find_mistakes(paths or None)
    for mistake in mistakes:
        click.echo(escape_line(str(mistake)))
    say(f"{len(mistakes)} mistakes" if mistakes else "no mistakes")
    return WRONG if mistakes else FINE
