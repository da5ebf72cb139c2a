"""All rule files below given paths, for the verbs that look at rules rather than use them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cleaner.errors import RuleError, RuleErrors
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.shelf import FOLDERS, load_file, shipped_shelf

#: Folders of a rulebook that hold no rules: tables of words and weights.
_TABLES = ("fields", "finder")
#: The folder of the user's page tests, whose YAML is no rule file.
FIXTURES = "fixtures"


def rule_paths(paths: Sequence[str | Path] | None = None) -> Iterator[tuple[Path, str, str]]:
    """Yield path, folder and shown name of every rule file; None stands for the shipped rulebook.

    Raises:
        RuleErrors: a path that is not there, or a shipped file where nothing is loaded from.
    """
    shipped = shipped_shelf().root.resolve()
    for given in paths or [shipped]:
        start = Path(given)
        if not start.exists():
            raise RuleErrors([RuleError("there is no such file or folder", str(given))])
        for path in [start] if start.is_file() else _files_below(start):
            full = path.resolve()
            if shipped in full.parents:
                relative = full.relative_to(shipped)
                if relative.parts[0] in _TABLES:
                    continue
                if len(relative.parts) != 2 or relative.parts[0] not in FOLDERS:
                    raise RuleErrors([RuleError(f"rule files stand in {', '.join(FOLDERS)}; nothing is loaded from here", str(path))])
                yield path, relative.parts[0], f"rules/{relative.as_posix()}"
            elif full.parent.name not in _TABLES:
                folder = full.parent.name if full.parent.name in FOLDERS else ""
                yield path, f"local/{folder}".rstrip("/"), str(path)


def _files_below(folder: Path) -> list[Path]:
    found = (p for p in folder.rglob("*.y*ml") if p.suffix in (".yaml", ".yml"))
    return sorted(p for p in found if FIXTURES not in p.relative_to(folder).parts[:-1])


def rule_files(paths: Sequence[str | Path] | None = None) -> Iterator[LoadedFile]:
    """Yield the checked rule files of :func:`rule_paths`; raises the first file's RuleErrors."""
    for path, folder, shown in rule_paths(paths):
        yield load_file(path, folder, shown)
