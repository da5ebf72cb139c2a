"""``clean-news [INPUT]...``: pages in, records out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, say, show_traceback
from cleaner.cli.options import load_cleaner, page_options, rule_options

if TYPE_CHECKING:
    from cleaner import Cleaner
    from cleaner.sources import Input, Unreadable

#: Names of :data:`cleaner.outputs.FORMATS`, written here so that ``--help`` need not import them; a test compares.
FORMAT_NAMES = ("jsonl", "json", "markdown", "text")


@click.command("clean")
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@page_options
@rule_options
@click.option(
    "--format", "form", type=click.Choice(FORMAT_NAMES), default="jsonl", show_default=True, help="Form of the output."
)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, which stays as it was until all is written.")
@click.option("--sources", is_flag=True, help="Also write where each field came from.")
@click.option("--removed", is_flag=True, help="Also write every removed block and the rule that took it.")
def clean(inputs: tuple[str, ...], url: str | None, output: str | None, form: str, **options: Any) -> int:
    """Clean pages: the command that runs when none is named.

    INPUT is a file of HTML or extracted text, a folder of them, or - for standard input (the default).
    """
    import os
    import sys

    from cleaner.cli.writing import RecordWriter, opened
    from cleaner.sources import STDIN, iter_inputs

    names = inputs or (STDIN,)
    several = len(names) > 1 or os.path.isdir(names[0])
    if url and several:
        raise click.UsageError("--url is the address of one page; give it with a single INPUT that is no folder.")
    if not inputs and sys.stdin.isatty():
        say("reading a page from standard input")
    cleaner = load_cleaner(options.pop("folders"), options.pop("no_sites"))
    shown = {name: options.pop(name) for name in ("sources", "removed")}
    failed = False
    with opened(output) as stream, RecordWriter(stream, form, several=several, **shown) as writer:
        for item in iter_inputs(names, url, stdin=sys.stdin.buffer):
            failed |= not _clean_one(cleaner, item, writer, options)
    return PAGE_FAILED if failed else FINE


def _clean_one(cleaner: Cleaner, item: Input | Unreadable, writer: Any, options: dict[str, Any]) -> bool:
    """Write a page's record, or the row of its failure, and return whether it was a record."""
    from cleaner.outputs.failure import failure_row
    from cleaner.sources import Unreadable, shown_name

    if isinstance(item, Unreadable):
        error: Exception = item.error
    else:
        try:
            article = cleaner.clean(item.data, item.url, **options)
        except Exception as raised:
            # Whatever one page does to the program, the pages after it are cleaned.
            show_traceback()
            error = raised
        else:
            writer.write(article)
            return True
    row = failure_row(error, item.url, item.name)
    say(f"{shown_name(item.name)}: {row['error']['stage']}: {row['error']['message']}")
    writer.write_failure(row)
    return False
