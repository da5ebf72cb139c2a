"""``clean-news rules check``: look for mistakes in rule files, and for what is bound to go wrong."""

from __future__ import annotations

from collections import Counter

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, WRONG, say
from cleaner.cli.rules.shown import rule_files_in

#: A finding, as the exit code says it: the same as a page that failed.
_FOUND = PAGE_FAILED
FORMS = ("text", "json", "github")


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
@click.option("--format", "form", type=click.Choice(FORMS), default="text", show_default=True, help="Form of the output.")
@click.option(
    "--level", type=click.Choice(["warning", "error"]), default="warning", show_default=True, help="The least that is shown and counted."
)
def check(paths: tuple[str, ...], form: str, level: str) -> int:
    """Look for mistakes in rule files, and for what is bound to go wrong: each with file, line, column and what to do.

    Exit codes: 0 nothing, 1 something to mend, 2 a mistake: the file cannot be used.

    \b
    Example:
        clean-news rules check my-rules/sites --level error
    """
    import datetime

    from cleaner.upkeep.lint import MISTAKE, check_rules
    from cleaner.upkeep.lint.formats import FORMATS

    found = [f for f in check_rules(rule_files_in(paths), today=datetime.date.today()) if level in ("warning", f.severity)]
    for line in FORMATS[form](found):
        click.echo(line)
    counts = Counter("mistake" if f.code == MISTAKE else f.severity for f in found)
    said = [f"{counts[kind]} {kind}{'s' if counts[kind] > 1 else ''}" for kind in ("mistake", "error", "warning") if counts[kind]]
    say(", ".join(said) or "no mistakes")
    return WRONG if counts["mistake"] else _FOUND if found else FINE
