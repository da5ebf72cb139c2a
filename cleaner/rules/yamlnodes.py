"""YAML as nodes with their places. What YAML 1.1 would turn into something else is an error, not a surprise.

PyYAML composes (in C where libyaml is there); nothing is constructed, so no tag can act. Anchors, aliases, tags, duplicate
keys, several documents and deep nesting are errors.
"""

from __future__ import annotations

import re
from typing import Any

from cleaner.errors import RuleError, RuleErrors

#: Largest rule file, in bytes, and its deepest nesting.
MAX_BYTES = 2_000_000
MAX_DEPTH = 20

#: Plain scalars that YAML 1.1 reads as a bool, an octal, a sexagesimal … where people meant words.
_TRAP = re.compile(r"(?:yes|no|on|off|y|n|~|0[0-7]+|0x[0-9a-f]+|0b[01]+|[0-9][0-9_]*(?::[0-5]?[0-9])+|[0-9]+(?:_[0-9]+)+)", re.I)
_INT = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_BOOLS = {"true": True, "false": False}


def compose(text: str, path: str) -> Any:
    """Return the root node of a YAML document, None for an empty one.

    Raises:
        RuleErrors: everything in it that rule files must not hold.
    """
    import yaml

    if len(text) > MAX_BYTES:
        raise RuleErrors([RuleError(f"the file has {len(text):,} characters, more than {MAX_BYTES:,}; split it", path)])
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _refuse_anchors(yaml, text, loader, path)
        root = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise RuleErrors([RuleError(f"this is no YAML: {error.problem or error.context}", path, *where)]) from error
    except yaml.YAMLError as error:
        raise RuleErrors([RuleError(f"this is no YAML: {error}", path)]) from error
    errors: list[RuleError] = []
    if root is not None:
        _inspect(root, path, errors)
    if errors:
        raise RuleErrors(errors)
    return root


def _refuse_anchors(yaml: Any, text: str, loader: Any, path: str) -> None:
    """Refuse anchors and aliases before anything is composed: a few lines of them can stand for gigabytes."""
    if "&" not in text and "*" not in text:
        return
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            mark = event.start_mark
            message = "anchors and aliases have no place in rule files; write it out, or quote a value that begins with & or *"
            raise RuleErrors([RuleError(message, path, mark.line + 1, mark.column + 1)])


def place(node: Any) -> tuple[int, int]:
    """Return the 1-based line and column of a node."""
    return node.start_mark.line + 1, node.start_mark.column + 1


def _inspect(root: Any, path: str, errors: list[RuleError]) -> None:
    stack = [(root, 1)]
    while stack:
        node, depth = stack.pop()
        if depth > MAX_DEPTH:
            errors.append(RuleError(f"nested more than {MAX_DEPTH} levels deep", path, *place(node)))
            return
        if not node.tag.startswith("tag:yaml.org,2002:"):
            errors.append(RuleError(f"the tag {node.tag} has no place in rule files; remove it", path, *place(node)))
        if node.id == "mapping":
            _inspect_keys(node, path, errors)
            stack.extend((child, depth + 1) for pair in node.value for child in pair)
        elif node.id == "sequence":
            stack.extend((child, depth + 1) for child in node.value)


def _inspect_keys(node: Any, path: str, errors: list[RuleError]) -> None:
    seen: dict[str, int] = {}
    for key, _ in node.value:
        if key.id != "scalar":
            errors.append(RuleError("a key must be a word", path, *place(key)))
        elif key.value in seen:
            errors.append(RuleError(f"the key {key.value!r} stands twice; the first is in line {seen[key.value]}", path, *place(key)))
        else:
            seen[key.value] = place(key)[0]


def scalar(node: Any) -> str | int | float | bool | None:
    """Return the value of a scalar node: quoted text as it is; plain true, false, null, whole and decimal numbers; else text."""
    value = str(node.value)
    if node.style:
        return value
    if value in _BOOLS:
        return _BOOLS[value]
    if value in ("null", ""):
        return None
    if _INT.fullmatch(value):
        return int(value)
    return float(value) if _FLOAT.fullmatch(value) else value


def trap(node: Any) -> bool:
    """Tell whether a plain scalar is one that YAML 1.1 readers turn into something else (``no``, ``on``, ``12:30``, ``010``)."""
    return not node.style and bool(_TRAP.fullmatch(str(node.value)))
