"""``clean-news`` with the unruly cleaner, for tests that need a process of its own."""

from __future__ import annotations

import unruly

import cleaner.cli.clean
from cleaner.cli import main

cleaner.cli.clean.load_cleaner = unruly.load_with_rules  # type: ignore[assignment]

if __name__ == "__main__":
    main(prog_name="clean-news")
