"""``clean-news rules fmt``: rule files in one form."""

from __future__ import annotations

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, say
from cleaner.cli.rules.shown import rule_files_in
from cleaner.cli.rules.written import write_text
from cleaner.text.controls import escape_line


@click.command("fmt")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
@click.option("--check", "checking", is_flag=True, help="Write nothing; show what would change, and exit with 1 when something would.")
@click.option("--wrap", is_flag=True, help="Also break lists in brackets that are wider than 120 columns.")
def fmt(paths: tuple[str, ...], checking: bool, wrap: bool) -> int:
    """Put rule files into one form: keys in their order, two blanks a level, no blanks at line ends.

    Comments, quotes and line breaks stay as they are written. A file in form is left alone.

    \b
    Examples:
        clean-news rules fmt my-rules
        clean-news rules fmt --check
    """
    from cleaner.upkeep.fmt import format_files

    total = changed = 0
    for file in format_files(rule_files_in(paths), wrap=wrap):
        total += 1
        if not file.changed:
            continue
        changed += 1
        if checking:
            _show(str(file.path), file.before, file.after)
            continue
        write_text(str(file.path), file.after)
        click.echo(escape_line(str(file.path)))
    say(f"{changed} of {total} files {'would change' if checking else 'changed'}")
    return PAGE_FAILED if checking and changed else FINE


def _show(name: str, before: str, after: str) -> None:
    import difflib

    for line in difflib.unified_diff(before.splitlines(), after.splitlines(), name, f"{name} (in form)", lineterm="", n=1):
        click.echo(escape_line(line))
