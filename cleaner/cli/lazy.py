"""Commands that are imported only when they run: a start pays for one command, not for all."""

from __future__ import annotations

import importlib
from typing import Any, NamedTuple

import click


class Lazy(NamedTuple):
    """Where a command stands (``module:name`` below :mod:`cleaner.cli`) and its one line in the list of commands."""

    place: str
    summary: str


class LazyGroup(click.Group):
    """A group that knows its commands by name and summary, and imports one when it is asked for.

    Args:
        verbs: commands by name, in the order of the help.
    """

    def __init__(self, *args: Any, verbs: dict[str, Lazy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command, None for an unknown name."""
        if cmd_name not in self.verbs:
            return None
        module, _, name = self.verbs[cmd_name].place.partition(":")
        command: click.Command = getattr(importlib.import_module(f"cleaner.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, lazy.summary) for name, lazy in self.verbs.items()])
