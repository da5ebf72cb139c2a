"""Options that several commands share, so that they mean and read the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from cleaner import Cleaner
    from cleaner.memory.store import Store

_F = TypeVar("_F", bound=Callable[..., Any])

KINDS = ("auto", "html", "text")
#: With less than this a worker has read its rules and what single pages need of other libraries, and has nothing left for a page.
_LEAST_MEGABYTES = 256

#: ``auto`` and :data:`cleaner.batch.kinds.KINDS`, written here so that ``--help`` need not import them; a test compares.
INPUT_FORMATS = ("auto", "page", "jsonl", "warc", "parquet")


def page_options(command: _F) -> _F:
    """Add what says how a page is to be read: ``--url``, ``--kind``, ``--fetched-at``."""
    return click.option("--url", metavar="URL", help="The page's address; it chooses the site's rules.")(kind_options(command))


def kind_options(command: _F) -> _F:
    """Add what is said of pages that do not say it themselves: ``--kind``, ``--fetched-at``."""
    for option in (
        click.option("--fetched-at", metavar="ISO", callback=_check_moment, help="When the page was fetched."),
        click.option("--kind", type=click.Choice(KINDS), default="auto", show_default=True, help="What INPUT is."),
    ):
        command = option(command)
    return command


def rule_options(command: _F) -> _F:
    """Add what says which rules hold: ``--rules``, ``--no-sites``."""
    return folders_option(click.option("--no-sites", is_flag=True, help="Leave the rules of single sites out.")(command))


def folders_option(command: _F) -> _F:
    """Add ``--rules``."""
    folder = click.Path(exists=True, file_okay=False)
    return click.option("--rules", "folders", metavar="DIR", multiple=True, type=folder, help="Your own rules; repeatable.")(command)


def input_options(command: _F) -> _F:
    """Add what says how inputs are read: ``--input-format``, ``--keep-keys``."""
    for option in (
        click.option("--keep-keys", is_flag=True, help="Put keys of rows that are not known into the record."),
        click.option(
            "--input-format", "input_form", type=click.Choice(INPUT_FORMATS), default="auto", show_default=True,
            help="What files hold; auto tells by content and name.",
        ),
    ):
        command = option(command)
    return command


def batch_options(command: _F) -> _F:
    """Add how many pages are cleaned: ``--workers`` and what goes with them, ``--resume``, ``--report``, ``--quiet``."""
    for option in (
        click.option("-q", "--quiet", is_flag=True, help="No progress and no table at the end."),
        click.option("--report", metavar="FILE", type=click.Path(dir_okay=False), help="Write the table's figures to FILE as JSON."),
        click.option("--resume", is_flag=True, help="Go on where a run that wrote to the same FILE broke off."),
        click.option("--memory", type=int, callback=check_memory, metavar="MB", help="Memory a page may take, 0 for any.  [default: 2000]"),
        click.option("--timeout", type=click.FloatRange(min=0), metavar="S", help="Seconds a page may take, 0 for any.  [default: 60]"),
        click.option("--unordered", is_flag=True, help="Write rows as they are done."),
        click.option(
            "--workers", type=click.IntRange(min=0), metavar="N",
            help="Processes, 0 for none.  [default: one a core; none for a single page]",
        ),
    ):
        command = option(command)
    return command


def memory_option(command: _F) -> _F:
    """Add ``--site-memory``."""
    folder, told = click.Path(file_okay=False), "Learn what repeats on pages of a site, and take it out."
    return click.option("--site-memory", metavar="DIR", type=folder, help=told)(command)


def load_cleaner(folders: tuple[str, ...], no_sites: bool, store: Store | None = None) -> Cleaner:
    """Return a cleaner with the shipped rules, those of ``folders``, and a site memory; RuleErrors when a rule is wrong."""
    import atexit
    import gc

    # What a start makes stays to the end: the cycle collector need not look through it, now or later.
    gc.disable()
    try:
        from cleaner import Cleaner, load_rules

        rules = load_rules(*folders, sites=not no_sites)
        gc.freeze()
        atexit.register(gc.freeze)  # nor at the end, when all of it goes anyway
    finally:
        gc.enable()
    if store is None:
        return Cleaner(rules)
    from cleaner.memory.memory import Memory

    return Cleaner(rules, Memory(store))


def read_store(folder: str | None, run: int | None = None) -> Store | None:
    """Return the site memory of ``--site-memory``, as it was after a run; InputError when the folder holds none."""
    if folder is None:
        return None
    from cleaner.memory.store import Store

    return Store(folder, run)


def check_memory(ctx: click.Context, param: click.Parameter, value: int | None) -> int | None:
    """Refuse a limit of memory in which not even the rules can be loaded."""
    if value is not None and value != 0 and value < _LEAST_MEGABYTES:
        raise click.BadParameter(f"{value} MB are too few to load the rules; give {_LEAST_MEGABYTES} or more, or 0 for any.")
    return value


def _check_moment(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from cleaner.text.iso import read_iso

    if value is None:
        return None
    try:
        read_iso(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date and time such as 2026-11-23T08:30:00+00:00.") from None
    return value
