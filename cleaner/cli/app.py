"""The command ``clean-news``: which subcommand runs."""

from __future__ import annotations

from functools import partial

import click

from cleaner.cli.ends import guarded, quiet_on_closed_pipe
from cleaner.cli.lazy import Lazy, LazyGroup
from cleaner.version import __version__

#: The command that runs where none is named.
_DEFAULT = "clean"
VERBS = {
    "clean": Lazy("clean:clean", "Clean pages: the command that runs when none is named."),
    "explain": Lazy("explain:explain", "Show what every block of a page is, and which rule says so."),
    "rules": Lazy("rules:rules", "Check, test and keep rules."),
    "memory": Lazy("memory:memory", "Show what a site memory knows."),
    "ray": Lazy("ray:ray", "Clean shards of pages on a Ray cluster."),
}
_OWN_OPTIONS = frozenset({"--help", "-h", "--version"})


class DefaultGroup(LazyGroup):
    """A group whose first command runs where no command is named: ``clean-news PAGE`` is ``clean-news clean PAGE``.

    A file that is named like a command is given as ``./rules``.
    """

    def main(self, *args: object, **kwargs: object) -> None:  # type: ignore[override]
        """Run and exit with the documented code; see :func:`cleaner.cli.ends.guarded`."""
        guarded(super().main, *args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; its return value is the exit code."""
        return quiet_on_closed_pipe(partial(super().invoke, ctx))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command before arguments that begin with no command and no option of the group's own."""
        if not args or (args[0] not in self.verbs and args[0] not in _OWN_OPTIONS):
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the default command's usage beside the group's."""
        pieces = self._default(ctx).collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces))
        formatter.write_usage(ctx.command_path, "COMMAND [ARGS]...", prefix="       ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the default command's options, then the commands."""
        options = [p for p in self._default(ctx).params if isinstance(p, click.Option)]
        rows = [record for p in (*options, *self.get_params(ctx)) if (record := p.get_help_record(ctx))]
        with formatter.section("Options"):
            formatter.write_dl(rows)
        self.format_commands(ctx, formatter)

    def _default(self, ctx: click.Context) -> click.Command:
        command = self.get_command(ctx, _DEFAULT)
        assert command is not None
        return command


@click.group("clean-news", cls=DefaultGroup, verbs=VERBS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="clean-news", message="%(prog)s %(version)s")
def main() -> None:
    """Turn news pages into clean article records.

    INPUT is a file of HTML or extracted text, a folder of them, or - for standard input (the default).
    One JSON object a page goes to standard output, messages go to standard error.

    Exit codes: 0 fine, 1 some page failed, 2 wrong usage or a wrong rule.
    """
