"""How the verbs that look at pages take them and show what they found: the PAGES argument, tables, JSON, a count that runs along."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cleaner.cli.ends import say
from cleaner.text.controls import escape_controls, escape_line

if TYPE_CHECKING:
    from cleaner.rules.book import Rulebook
    from cleaner.upkeep.given import GivenPage
    from cleaner.upkeep.states import FailedPage

_F = TypeVar("_F", bound=Callable[..., Any])


def pages_argument(command: _F) -> _F:
    """Add PAGES: files, folders, JSON lines, corpora."""
    return click.argument("paths", nargs=-1, required=True, metavar="PAGES...")(command)


def json_option(help: str) -> Callable[[_F], _F]:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help=help)


def load_book(folders: tuple[str, ...], no_sites: bool = False) -> Rulebook:
    """Return the shipped rules with those of ``folders``; RuleErrors when one is wrong."""
    from cleaner.rules.load import load_rules

    return load_rules(*folders, sites=not no_sites)


def rule_files_in(paths: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the paths, None (the shipped rulebook) where there are none.

    Raises:
        click.UsageError: no rule file stands below one of them: it is the wrong folder, and no mistake in it would say little.
    """
    from cleaner.rules.files import rule_paths

    for path in paths:
        if next(rule_paths([path]), None) is None:
            raise click.UsageError(f"there is no rule file (*.yaml) in {escape_line(path)}.")
    return paths or None


def watched_pages(paths: Iterable[str]) -> Iterator[GivenPage]:
    """Yield the pages; on a terminal their number runs along on standard error."""
    from cleaner.upkeep.pages import read_pages

    pages = read_pages(paths)
    if not sys.stderr.isatty():
        yield from pages
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f} pages"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("pages", total=None)
        for page in pages:
            yield page
            progress.advance(task)


def say_failed(failed: FailedPage) -> None:
    """Name a page that could not be cleaned."""
    say(f"{failed.name}: {failed.message}")


def print_json(value: Any, indent: int | None = None) -> None:
    """Print a value as JSON, on one line unless ``indent`` is given."""
    click.echo(escape_controls(json.dumps(value, ensure_ascii=False, indent=indent)))


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]], numbers: Iterable[int] = ()) -> None:
    """Print rows below headings: a table on a terminal, aligned columns elsewhere; ``numbers`` are columns set to the right."""
    right = frozenset(numbers)
    safe = [[escape_line(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _rich_table(headings, safe, right)
        return
    widths = [max(map(len, column)) for column in zip(headings, *safe, strict=True)]
    for row in (headings, *safe):
        cells = [c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))]
        click.echo("  ".join(cells).rstrip())


def _rich_table(headings: Sequence[str], rows: Iterable[Sequence[str]], right: frozenset[int]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, header_style="bold")
    for i, heading in enumerate(headings):
        table.add_column(heading, justify="right" if i in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))  # words of pages are no markup
    Console().print(table)
