"""Options that several commands share, so that they mean and read the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from cleaner import Cleaner

_F = TypeVar("_F", bound=Callable[..., Any])

KINDS = ("auto", "html", "text")


def page_options(command: _F) -> _F:
    """Add what says how a page is to be read: ``--url``, ``--kind``, ``--fetched-at``."""
    for option in (
        click.option("--fetched-at", metavar="ISO", callback=_check_moment, help="When the page was fetched."),
        click.option("--kind", type=click.Choice(KINDS), default="auto", show_default=True, help="What INPUT is."),
        click.option("--url", metavar="URL", help="The page's address; it chooses the site's rules."),
    ):
        command = option(command)
    return command


def rule_options(command: _F) -> _F:
    """Add what says which rules hold: ``--rules``, ``--no-sites``."""
    folder = click.Path(exists=True, file_okay=False)
    for option in (
        click.option("--no-sites", is_flag=True, help="Leave the rules of single sites out."),
        click.option(
            "--rules", "folders", metavar="DIR", multiple=True, type=folder, help="Your own rules; repeatable."
        ),
    ):
        command = option(command)
    return command


def load_cleaner(folders: tuple[str, ...], no_sites: bool) -> Cleaner:
    """Return a cleaner with the shipped rules and those of ``folders``; RuleErrors when one is wrong."""
    from cleaner import Cleaner, load_rules

    return Cleaner(load_rules(*folders, sites=not no_sites))


def _check_moment(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from datetime import datetime

    if value is None:
        return None
    try:
        # Python 3.10 reads no "Z".
        datetime.fromisoformat(value[:-1] + "+00:00" if value.endswith("Z") else value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date and time such as 2026-11-23T08:30:00+00:00.") from None
    return value
