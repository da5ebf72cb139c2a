"""Where a report goes: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO

import click

from cleaner.placing import moved_into_place


@contextlib.contextmanager
def opened(path: str | None) -> Iterator[BinaryIO]:
    """Open standard output (None or ``-``) or a file that takes its place only when all was written.

    Raises:
        click.ClickException: the file cannot be written.
    """
    with told(path):
        if path is None or path == "-":
            yield sys.stdout.buffer
        elif os.path.exists(path) and not os.path.isfile(path):
            # A pipe or a device is written as it is and never replaced by a file; a folder fails here.
            with open(path, "wb") as stream:
                yield stream
        else:
            with moved_into_place(os.path.realpath(path)) as stream:
                yield stream


@contextlib.contextmanager
def told(path: str | None) -> Iterator[None]:
    """Say which output it is that cannot be written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "standard output" if path is None or path == "-" else path
        raise click.ClickException(f"{name}: cannot be written: {error.strerror or error}.") from error
