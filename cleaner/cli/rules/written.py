"""How verbs write a rule file: whole or not at all, never over one that is there unless asked for."""

from __future__ import annotations

import os

import click

from cleaner.cli.writing import opened


def refuse_if_there(path: str) -> None:
    """Raise a ``click.ClickException`` when a file is there that ``--force`` did not give up."""
    if os.path.exists(path):
        raise click.ClickException(f"{path}: is there already; give another name, or --force to write over it.")


def write_text(path: str, text: str) -> None:
    """Write a file, its folder too where there is none.

    Raises:
        click.ClickException: it cannot be written.
    """
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"{path}: cannot be written: {error.strerror or error}.") from error
    with opened(path) as stream:
        stream.write(text.encode("utf-8"))
