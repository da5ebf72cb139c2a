"""All mistakes of a rulebook at once, and the files without any, for ``clean-news rules check``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from cleaner.errors import RuleError, RuleErrors
from cleaner.rules.files import rule_paths
from cleaner.rules.links import broken_links
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.shelf import FOLDERS, Shelf, load_file, shipped_shelf


class Checked(NamedTuple):
    """The mistakes in rule files, in order, and the files that have none, each with its path."""

    mistakes: tuple[RuleError, ...]
    files: tuple[tuple[Path, LoadedFile], ...]


def check(paths: Sequence[str | Path] | None = None) -> list[RuleError]:
    """Return every mistake in the rule files of ``paths`` (files or folders; None for the shipped rulebook), in order."""
    return [*read_all(paths).mistakes]


def read_all(paths: Sequence[str | Path] | None = None) -> Checked:
    """Return the mistakes in the rule files of ``paths``, as :func:`check` does, and the files that have none."""
    errors: list[RuleError] = []
    found: list[tuple[Path, LoadedFile]] = []
    try:
        for path, folder, shown in rule_paths(paths):
            try:
                found.append((path, load_file(path, folder, shown)))
            except RuleErrors as mistakes:
                errors += mistakes.errors
    except RuleErrors as mistakes:
        errors += mistakes.errors
    errors += _broken_links(found)
    ordered = sorted(errors, key=lambda e: (e.path, e.line, e.column, e.message))
    return Checked(tuple(ordered), tuple(found))


def _broken_links(found: Sequence[tuple[Path, LoadedFile]]) -> list[RuleError]:
    """Return the names in files that lead nowhere: not among the files, nor in their folders, nor in the shipped rulebook."""
    pointing = [(path, loaded) for path, loaded in found if loaded.file.extends or loaded.file.disable or loaded.file.override]
    if not pointing:
        return []
    roots = {path.parent.parent if path.parent.name in FOLDERS else path.parent for path, loaded in pointing if loaded.layer == "local"}
    shelves = [shipped_shelf(), *(Shelf(root, local=True) for root in sorted(roots))]
    known = [*(loaded for _, loaded in found), *(loaded for shelf in shelves for loaded in shelf.readable())]
    ids = {loaded.full_id(rule) for loaded in known for rule in loaded.file.rules}
    families = {loaded.stem for loaded in known if loaded.file.layer == "family"}
    return [error for _, loaded in pointing for error in broken_links(loaded, families, ids.__contains__, lambda: ids)]
