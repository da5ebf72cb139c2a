"""Loading the rulebook: the shipped one and folders of the user's laid over it."""

from __future__ import annotations

from pathlib import Path

from cleaner.errors import RuleError, RuleErrors
from cleaner.rules.book import Rulebook
from cleaner.rules.shelf import Shelf, shipped_shelf


def load_rules(*dirs: str | Path, sites: bool = True) -> Rulebook:
    """Return the rulebook.

    Args:
        dirs: folders of your own rules (``generic/``, ``languages/``, ``families/``, ``sites/`` or files whose ``layer`` says).
        sites: False leaves the shipped site files out.

    Raises:
        RuleErrors: mistakes in your generic, family and loose files; files of sites and languages are read, and then
            checked, when a page needs them. :func:`cleaner.rules.check.check` reads all.
    """
    shelves = [shipped_shelf()]
    for folder in dirs:
        path = Path(folder)
        if not path.is_dir():
            raise RuleErrors([RuleError("is no folder of rules", str(path))])
        shelves.append(Shelf(path, local=True))
    return Rulebook(shelves, sites=sites)
