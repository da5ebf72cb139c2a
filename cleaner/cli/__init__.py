"""The command line: thin, click only; everything else is imported when a command runs. ``main`` is the entry point."""

from __future__ import annotations

from cleaner.cli.app import main

__all__ = ["main"]
