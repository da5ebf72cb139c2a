"""How a run of the command ends: exit codes, and one sentence instead of a traceback."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable
from typing import NoReturn

import click

from cleaner.errors import DEBUG_VARIABLE
from cleaner.text.controls import escape_line

FINE, PAGE_FAILED, WRONG = 0, 1, 2

#: Ended by a signal, as shells count it: 128 + its number.
INTERRUPTED, PIPE_CLOSED = 130, 141


def guarded(run: Callable[..., object], *args: object, **kwargs: object) -> NoReturn:
    """Run a click command and exit; a command's own return value is its exit code.

    Wrong usage and rule errors exit with 2, Ctrl-C with 130. An error that nobody foresaw exits with 2 and one
    sentence; its traceback shows only if asked for.
    """
    kwargs["standalone_mode"] = False
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What the terminal's encoding cannot show is no reason to fail.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = run(*args, **kwargs)
    except click.ClickException as error:
        error.show()
        code = WRONG
    except (click.Abort, KeyboardInterrupt):
        say("interrupted")
        code = INTERRUPTED
    except Exception as error:
        code = _tell(error)
    sys.exit(code if isinstance(code, int) else FINE)


def quiet_on_closed_pipe(run: Callable[[], object]) -> object:
    """Return what ``run`` returns, or :data:`PIPE_CLOSED` when the reader of standard output has gone.

    To be called inside click's own handling, which would exit with 1: the code of a page that failed.
    """
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon_stdout()
        return PIPE_CLOSED
    return code


def say(message: str) -> None:
    """Write a message for the person at the terminal to standard error."""
    lines = "\n".join(escape_line(line) for line in message.split("\n"))
    click.echo(f"clean-news: {lines}", err=True)


def show_traceback() -> None:
    """Show the traceback of the error being handled, if the environment asks for it."""
    if os.environ.get(DEBUG_VARIABLE):
        import traceback

        traceback.print_exc()


def _tell(error: Exception) -> int:
    from cleaner.errors import CleanNewsError, RuleError, RuleErrors
    from cleaner.outputs.failure import message_of, stage_of

    show_traceback()
    if isinstance(error, (RuleError, RuleErrors)):
        # As compilers write them, so that editors find the place.
        for line in str(error).split("\n"):
            click.echo(escape_line(line), err=True)
    elif isinstance(error, CleanNewsError):
        say(str(error))
    else:
        say(f"{stage_of(error)}: {message_of(error)} (set {DEBUG_VARIABLE}=1 for the traceback)")
    return WRONG


def _abandon_stdout() -> None:
    # Python flushes standard output once more at exit and would complain about the same closed pipe.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
