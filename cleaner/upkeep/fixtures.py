"""Where page tests stand: ``fixtures/<site>/<case>/`` in a folder of rules, ``tests/fixtures/sites`` beside the shipped rulebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from cleaner.rules.files import FIXTURES
from cleaner.rules.shelf import FOLDERS, shipped_shelf
from cleaner.upkeep.cases import Case, find_cases


def home_of(path: Path) -> Path:
    """Return the folder of rules that a rule file or a folder belongs to: the one that ``--rules`` takes."""
    folder = path if path.is_dir() else path.parent
    return folder.parent if folder.resolve().name in FOLDERS else folder


def is_shipped(home: Path) -> bool:
    """Tell whether a folder of rules is the shipped rulebook."""
    return home.resolve() == shipped_shelf().root.resolve()


def fixtures_of(home: Path) -> Path:
    """Return where the page tests of a folder of rules stand, be they there or not."""
    # The installed package has none: they stand beside the rulebook where it is worked on.
    return home.resolve().parent / "tests" / FIXTURES / "sites" if is_shipped(home) else home / FIXTURES


def cases_of(paths: Sequence[Path], sites: Iterable[str], fixtures: Path | None = None) -> list[Case]:
    """Return the page tests that belong to rule files and folders.

    Args:
        paths: rule files and folders; of a file, and of a folder of generic rules and the like, only the cases of its sites.
        sites: the sites of the files in ``paths``.
        fixtures: a folder of page tests that are wanted instead, all of them.

    Raises:
        InputError: ``fixtures`` is no folder, or a page test is not whole.
    """
    if fixtures is not None:
        return list(find_cases(fixtures))
    named = frozenset(sites)
    wanted: dict[Path, frozenset[str] | None] = {}
    for path in paths:
        folder = fixtures_of(home_of(path))
        if folder.is_dir():
            every = path.is_dir() and path.resolve().name not in FOLDERS
            wanted[folder] = None if every or wanted.get(folder, named) is None else named
    return [case for folder, some in wanted.items() for case in find_cases(folder) if some is None or case.site in some]
