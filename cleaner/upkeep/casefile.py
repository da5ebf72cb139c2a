"""The YAML files of page tests: ``meta.yaml`` and ``expected.yaml`` as values, each key with its line."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.errors import InputError
from cleaner.rules.spelling import near


class CaseFile(NamedTuple):
    """A file of a page test: its path, its text, its values by key, the line of each key."""

    path: Path
    text: str
    values: dict[str, Any]
    lines: dict[str, int]

    def at(self, key: str) -> str:
        """Return ``file:line`` of a key."""
        return f"{self.path}:{self.lines.get(key, 1)}"


def read_case_file(path: Path, known: Collection[str]) -> CaseFile:
    """Return the file at ``path``. Dates stay texts, quoted or not.

    Args:
        path: the file.
        known: the keys that it may have.

    Raises:
        InputError: it is not there, no mapping in YAML, or has a key that means nothing; the place is named.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8; save it as UTF-8.") from error
    return CaseFile(path, text, *parse_case(text, path, known))


def parse_case(text: str, path: Path, known: Collection[str] | None = None) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the values of such a text and the lines of its keys; ``known`` is None for any key.

    Raises:
        InputError: as :func:`read_case_file`.
    """
    import yaml

    try:
        # Kept open while both are made: the nodes give the lines, the same loader their values.
        loader = _loader()(text)
        root = loader.get_single_node()
        values = loader.construct_document(root) if root is not None else {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError(f"{path}{_place(error)}: is not YAML: {getattr(error, 'problem', None) or error}.") from error
    if not isinstance(values, dict):
        raise InputError(f"{path}: holds no keys; write them as 'title: …'.")
    lines: dict[str, int] = {}
    for key, _ in root.value if root is not None else ():
        line = key.start_mark.line + 1
        if key.value in lines:
            raise InputError(f"{path}:{line}: the key {key.value!r} stands twice; the first is in line {lines[key.value]}.")
        if known is not None and key.value not in known:
            raise InputError(f"{path}:{line}: {key.value!r} is no key of this file{near(key.value, known)}.")
        lines[key.value] = line
    return values, lines


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f":{mark.line + 1}:{mark.column + 1}" if mark else ""


@lru_cache(maxsize=1)
def _loader() -> Any:
    """Return a loader of plain values to which a date is a text: a record's dates are texts, to the precision that is known."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    resolvers = {
        first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
        for first, found in base.yaml_implicit_resolvers.items()
    }
    return type("CaseLoader", (base,), {"yaml_implicit_resolvers": resolvers})
