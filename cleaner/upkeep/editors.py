"""What editors need to help with rule files: the JSON Schema, and in each file the line that names it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from cleaner.errors import RuleError
from cleaner.rules.files import rule_paths
from cleaner.rules.jsonschema import rule_schema
from cleaner.rules.shelf import FOLDERS, shipped_shelf

#: The schema's name, beside the folders of a user's rules.
SCHEMA = "rules.schema.json"
_MODELINE = re.compile(r"#\s*yaml-language-server:\s*\$schema=(?P<target>\S+)\s*")


def schema_text() -> str:
    """Return the JSON Schema of rule files as it stands in files."""
    return json.dumps(rule_schema(), ensure_ascii=False, indent=2) + "\n"


def schema_of(path: str | Path) -> tuple[str, Path | None]:
    """Return where a new rule file's first line should find the schema, and the file that is then to be written, None for none.

    Args:
        path: where the rule file will stand: in a folder ``sites`` of the user's own, in the shipped rulebook, or loose.
    """
    place = Path(path).resolve()
    if shipped_shelf().root.resolve() in place.parents:
        return f"../../schema/{SCHEMA}", None
    if place.parent.name not in FOLDERS:
        return SCHEMA, None
    near = Path(path).parent
    schema = (near.parent if near.name else place.parent.parent) / SCHEMA
    return f"../{SCHEMA}", None if schema.exists() else schema


def check_modelines(paths: Sequence[str | Path] | None = None) -> list[RuleError]:
    """Return what keeps editors from helping with rule files: no line that names the schema, one that leads nowhere, an old schema.

    Args:
        paths: rule files and folders; None for the shipped rulebook.

    Raises:
        RuleErrors: a path is not there.
    """
    return list(_findings(paths))


def _findings(paths: Sequence[str | Path] | None) -> Iterator[RuleError]:
    known: dict[Path, bool] = {}
    for path, folder, shown in rule_paths(paths):
        with open(path, encoding="utf-8", errors="replace") as stream:
            found = _MODELINE.fullmatch(stream.readline().strip())
        if not found:
            yield RuleError("the first line does not name the schema; write '# yaml-language-server: $schema=…'", shown, 1, 1)
            continue
        if "://" in found["target"]:
            continue
        target = (path.resolve().parent / found["target"]).resolve()
        if not target.is_file():
            if folder.startswith("local"):  # the schema of the shipped rulebook stands where it is worked on
                yield RuleError(f"there is no schema at {found['target']}; write it with 'clean-news rules schema -o'", shown, 1, 1)
        elif target not in known:
            known[target] = target.read_text(encoding="utf-8") == schema_text()
            if not known[target]:
                yield RuleError("is not the schema of this version; write it anew with 'clean-news rules schema -o'", str(target), 1, 1)
