"""All mistakes of a rulebook at once, for ``clean-news rules check``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cleaner.errors import RuleError, RuleErrors
from cleaner.rules.book import load_file
from cleaner.rules.files import rule_paths
from cleaner.rules.load import shipped_shelf
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Disable, Override


def check(paths: Sequence[str | Path] | None = None) -> list[RuleError]:
    """Return every mistake in the rule files of ``paths`` (files or folders; None for the shipped rulebook), in order."""
    errors: list[RuleError] = []
    loaded: list[LoadedFile] = []
    try:
        for path, folder, shown in rule_paths(paths):
            try:
                loaded.append(load_file(path, folder, shown))
            except RuleErrors as found:
                errors += found.errors
    except RuleErrors as found:
        errors += found.errors
    known = {f.full_id(r) for f in [*loaded, *_shipped()] for r in f.file.rules} if any(_outside(f) for f in loaded) else set()
    for file in loaded:
        errors += [e for e in _unknown_ids(file, known)]
    return sorted(errors, key=lambda e: (e.path, e.line, e.column, e.message))


def _outside(file: LoadedFile) -> bool:
    return bool(file.file.disable or file.file.override)


def _shipped() -> Iterator[LoadedFile]:
    shelf = shipped_shelf()
    for folder in shelf.paths:
        try:
            yield from shelf.all(folder)
        except RuleErrors:
            continue


def _unknown_ids(file: LoadedFile, known: set[str]) -> Iterator[RuleError]:
    import difflib

    changes: list[Disable | Override] = [*file.file.disable, *file.file.override]
    for change in changes:
        if change.rule not in known:
            near = difflib.get_close_matches(change.rule, sorted(known), 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            yield RuleError(f"there is no rule {change.rule!r}{hint}", change.origin.path, change.origin.line, change.origin.column)
