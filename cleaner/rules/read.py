"""YAML nodes into the values of :mod:`cleaner.rules.model`, strictly: by the annotations, with every mistake named and placed."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import types
import typing
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple, get_args, get_origin

from cleaner.errors import RuleError, RuleErrors
from cleaner.rules import yamlnodes
from cleaner.rules.model import OneOrMany, RuleFile, RuleTest
from cleaner.rules.vocabulary import Agency, Origin

#: What a plain text stands for where a mapping is expected.
_SHORT = {RuleTest: "lines", Agency: "name"}


class _Key(NamedTuple):
    """A field of a dataclass: its name there, its annotation, whether it must be given."""

    name: str
    type: Any
    required: bool


def read_rule_file(text: str, path: str) -> RuleFile:
    """Return the rule file that ``text`` holds.

    Raises:
        RuleErrors: all mistakes of the file, each with line and column.
    """
    root = yamlnodes.compose(text, path)
    if root is None:
        raise RuleErrors([RuleError("the file is empty; a rule file begins with 'version: 1'", path, 1, 1)])
    reader = _Reader(path)
    found = reader.value(root, RuleFile)
    if reader.errors:
        raise RuleErrors(reader.errors)
    assert isinstance(found, RuleFile)
    return found


@lru_cache(maxsize=64)
def keys_of(cls: type) -> Mapping[str, _Key]:
    """Return the keys that YAML may give for a dataclass."""
    hints = typing.get_type_hints(cls, include_extras=True)
    found = {}
    for f in dataclasses.fields(cls):
        if f.name == "origin":
            continue
        required = f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
        found[f.metadata.get("key", f.name)] = _Key(f.name, hints[f.name], required)
    return found


class _Reader:
    """Reads the nodes of one file and gathers its mistakes."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.errors: list[RuleError] = []

    def error(self, node: Any, message: str) -> None:
        self.errors.append(RuleError(message, self.path, *yamlnodes.place(node)))

    def value(self, node: Any, kind: Any) -> Any:
        """Return the value of a node for an annotation; after a mistake, None."""
        origin = get_origin(kind)
        if origin is typing.Annotated:
            inner, *marks = get_args(kind)
            return self._list(node, inner, single=OneOrMany in marks)
        if origin is tuple:
            return self._list(node, kind, single=False)
        if origin in (typing.Union, types.UnionType):
            return self._optional(node, kind)
        if origin is typing.Literal:
            return self._literal(node, get_args(kind))
        if origin is not None and issubclass(origin, Mapping):
            return self._mapping(node, get_args(kind)[1])
        if dataclasses.is_dataclass(kind):
            return self._dataclass(node, kind)
        return self._scalar(node, kind)

    def _list(self, node: Any, kind: Any, *, single: bool) -> tuple[Any, ...]:
        inner = get_args(kind)[0]
        if node.id == "sequence":
            return tuple(self.value(n, inner) for n in node.value)
        if single:
            return (self.value(node, inner),)
        self.error(node, "a list is expected here; begin each value with '- ' or write [a, b]")
        return ()

    def _optional(self, node: Any, kind: Any) -> Any:
        inner = next(a for a in get_args(kind) if a is not type(None))
        if node.id == "scalar" and yamlnodes.scalar(node) is None:
            return None
        return self.value(node, inner)

    def _literal(self, node: Any, allowed: tuple[Any, ...]) -> Any:
        value = yamlnodes.scalar(node) if node.id == "scalar" else None
        if value in allowed and type(value) in {type(a) for a in allowed}:
            return value
        shown = node.value if node.id == "scalar" else f"a {node.id}"
        self.error(node, f"{shown!r} is none of {', '.join(str(a) for a in allowed if a != '')}{_near(str(shown), map(str, allowed))}")
        return None

    def _mapping(self, node: Any, inner: Any) -> dict[str, Any]:
        if node.id != "mapping":
            self.error(node, "names with values are expected here, such as 'title: …'")
            return {}
        return {str(key.value): self.value(value, inner) for key, value in node.value}

    def _dataclass(self, node: Any, cls: Any) -> Any:
        if node.id == "scalar" and cls in _SHORT:
            return cls(**{_SHORT[cls]: self._scalar(node, str)})
        keys = keys_of(cls)
        if node.id != "mapping":
            self.error(node, f"keys are expected here, some of {', '.join(keys)}")
            return None
        given: dict[str, Any] = {}
        for key, value in node.value:
            known = keys.get(key.value)
            if known is None:
                self.error(key, f"unknown key {key.value!r}{_near(key.value, keys) or '; keys are ' + ', '.join(keys)}")
            else:
                given[known.name] = self.value(value, known.type)
        missing = [name for name, key in keys.items() if key.required and key.name not in given]
        if missing:
            self.error(node, f"missing: {', '.join(missing)}")
            return None
        if any(f.name == "origin" for f in dataclasses.fields(cls)):
            given["origin"] = Origin(self.path, *yamlnodes.place(node))
        return cls(**given)

    def _scalar(self, node: Any, kind: Any) -> Any:
        if node.id != "scalar":
            self.error(node, f"a single value is expected here, not a {node.id}")
            return None
        if kind is datetime.date:
            return self._date(node)
        if kind is str and yamlnodes.trap(node):
            self.error(node, f"write '{node.value}' in quotes: YAML readers take it for something else than text")
            return None
        value = yamlnodes.scalar(node)
        if kind is str and isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(node.value)
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is not kind:
            shown = {"str": "text", "bool": "true or false", "int": "a whole number", "float": "a number"}.get(kind.__name__, kind.__name__)
            self.error(node, f"{shown} is expected here, not {node.value!r}")
            return None
        return value

    def _date(self, node: Any) -> datetime.date | None:
        try:
            return datetime.date.fromisoformat(node.value)
        except ValueError:
            self.error(node, f"a date is written 2026-11-01, not {node.value!r}")
            return None


def _near(word: str, known: Any) -> str:
    found = difflib.get_close_matches(word, [k for k in known if k], 1)
    return f"; did you mean {found[0]!r}?" if found else ""
