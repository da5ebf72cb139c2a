"""Loading the rulebook: the shipped one and folders of the user's laid over it."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from cleaner.errors import RuleError, RuleErrors
from cleaner.rules.book import Rulebook, Shelf


def load_rules(*dirs: str | Path, sites: bool = True) -> Rulebook:
    """Return the rulebook.

    Args:
        dirs: folders of your own rules (``generic/``, ``languages/``, ``families/``, ``sites/`` or files whose ``layer`` says).
        sites: False leaves the shipped site files out.

    Raises:
        RuleErrors: every mistake in the generic, family and own files; a site or language file is checked when it is needed.
    """
    shelves = [shipped_shelf()]
    for folder in dirs:
        path = Path(folder)
        if not path.is_dir():
            raise RuleErrors([RuleError("is no folder of rules", str(path))])
        shelves.append(Shelf(path, local=True))
    return Rulebook(shelves, sites=sites)


@lru_cache(maxsize=1)
def shipped_shelf() -> Shelf:
    """Return the rulebook of the package, found where it is installed."""
    return Shelf(Path(str(files("cleaner.rulebook"))), local=False)
