"""YAML nodes into the values of :mod:`cleaner.rules.model`, strictly: by the annotations, with every mistake named and placed.

An annotation becomes a *shape*, a function from a node to its value, made once a process: reading a file costs little more
than parsing it. A value with a mistake in it becomes :data:`MISTAKE` and is left out where it would stand, so that the rest
of the file is read and its mistakes are told too.
"""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple, get_args, get_origin

from cleaner.errors import RuleError, RuleErrors
from cleaner.rules import yamlnodes
from cleaner.rules.mapping_checks import MAPPING_CHECKS
from cleaner.rules.model import OneOrMany, Rule, RuleFile, RuleTest
from cleaner.rules.scalars import MISTAKE, Check, Reading, Shape, literal_shape, read_date, scalar_shape, text_shape
from cleaner.rules.selectors import SIMPLE_LAYERS
from cleaner.rules.spelling import near
from cleaner.rules.value_checks import value_check
from cleaner.rules.vocabulary import Agency, Origin
from cleaner.rules.yamlnodes import Node

#: What a plain text stands for where a mapping is expected.
SHORT: Mapping[type, str] = {RuleTest: "lines", Agency: "name"}
class Key(NamedTuple):
    """A field of a dataclass: its name there, its annotation, whether YAML must give it."""

    name: str
    type: Any
    required: bool


def read_rule_file(text: str, path: str) -> RuleFile:
    """Return the rule file that ``text`` holds.

    Raises:
        RuleErrors: all mistakes of the file, each with line and column.
    """
    reading = Reading(path)
    file = read_partly(text, reading)
    if reading.errors or file is None:
        raise RuleErrors(reading.errors)
    return file


def read_partly(text: str, reading: Reading) -> RuleFile | None:
    """Return what could be read of a rule file, None when that is nothing; ``reading.errors`` has the mistakes.

    Raises:
        RuleErrors: the file is no YAML, or YAML that has no place in rule files.
    """
    root = yamlnodes.compose(text, reading.path)
    if root is None:
        raise RuleErrors([RuleError("the file is empty; a rule file begins with 'version: 1'", reading.path, 1, 1)])
    if root.id != "mapping":
        raise RuleErrors([RuleError("a rule file begins with keys: 'version: 1'", reading.path, *yamlnodes.place(root))])
    reading.keys = {key.value: key for key, _ in root.value}
    layer = next((value.value for key, value in root.value if key.value == "layer" and value.id == "scalar"), "")
    named_only = layer == "family" and "fingerprint" not in reading.keys  # acts only on the sites that extend it
    reading.simple = layer in SIMPLE_LAYERS and not named_only
    given = _read_keys(reading, root, RuleFile)
    if given is None:
        return None
    return RuleFile(**given, origin=Origin(reading.path, root.line, root.column))


def read_part(part: str, reading: Reading, kind: Any) -> Any:
    """Return the value of a part ``words: […]`` cut out of a rule file, None when it does not stand for itself.

    Args:
        part: a key with its value.
        reading: of the file.
        kind: annotation of the value.
    """
    try:
        root = yamlnodes.compose(part, reading.path)
    except RuleErrors:
        return None
    if root is None or root.id != "mapping" or len(root.value) != 1:
        return None
    value = shape_of(kind)(reading, root.value[0][1])
    return None if reading.errors or value is MISTAKE else value


@lru_cache(maxsize=64)
def keys_of(cls: type) -> Mapping[str, Key]:
    """Return the keys that YAML may give for a dataclass."""
    hints = typing.get_type_hints(cls, include_extras=True)
    found = {}
    for f in dataclasses.fields(cls):
        if f.name != "origin":
            required = f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
            found[f.metadata.get("key", f.name)] = Key(f.name, hints[f.name], required)
    return found


@lru_cache(maxsize=512)
def shape_of(kind: Any, check: Check | None = None) -> Shape:
    """Return the function that reads a node as an annotation says; ``check`` is asked about its texts."""
    origin = get_origin(kind)
    if origin is typing.Annotated:
        inner, *marks = get_args(kind)
        return _list(shape_of(get_args(inner)[0], check), single=OneOrMany in marks)
    if origin is tuple:
        return _list(shape_of(get_args(kind)[0], check), single=False)
    if origin in (typing.Union, types.UnionType):
        return _optional(shape_of(next(a for a in get_args(kind) if a is not type(None)), check))
    if origin is typing.Literal:
        return literal_shape(get_args(kind))
    if origin is not None and issubclass(origin, Mapping):
        return _names(shape_of(get_args(kind)[1]), check)
    if dataclasses.is_dataclass(kind):
        assert isinstance(kind, type)
        return _record(kind)
    if kind is datetime.date:
        return read_date
    return text_shape(check) if kind is str else scalar_shape(kind)


def _list(inner: Shape, *, single: bool) -> Shape:
    def read(reading: Reading, node: Node) -> Any:
        if node.id == "sequence":
            values = [inner(reading, child) for child in node.value]
        elif single:
            values = [inner(reading, node)]
        else:
            return reading.mistake(node, "a list is expected here; begin each value with '- ' or write [a, b]")
        return tuple([value for value in values if value is not MISTAKE])

    return read


def _optional(inner: Shape) -> Shape:
    def read(reading: Reading, node: Node) -> Any:
        return None if node.id == "scalar" and yamlnodes.scalar(node) is None else inner(reading, node)

    return read


def _names(inner: Shape, check: Check | None) -> Shape:
    def read(reading: Reading, node: Node) -> Any:
        if node.id != "mapping":
            return reading.mistake(node, "names with values are expected here, such as 'title: …'")
        found = {}
        for key, child in node.value:
            for message in check(key.value) if check and reading.checked else ():
                reading.mistake(key, message)
            value = inner(reading, child)
            if value is not MISTAKE:
                found[key.value] = value
        return found

    return read


def _record(cls: type) -> Shape:
    short = SHORT.get(cls)
    placed = any(f.name == "origin" for f in dataclasses.fields(cls))
    check = MAPPING_CHECKS.get(cls)

    def read(reading: Reading, node: Node) -> Any:
        before = len(reading.errors)
        if node.id == "scalar" and short:
            value = text_shape(None)(reading, node)
            given = None if value is MISTAKE else {short: value}
        else:
            given = _read_keys(reading, node, cls)
        if given is not None and len(reading.errors) == before:
            if placed:
                given["origin"] = Origin(reading.path, node.line, node.column)
            made = cls(**given)
            if check is None or not reading.checked:
                return made
            for key, message in check(made):
                reading.mistake(_at(node, key), message)
        if len(reading.errors) == before:
            return made
        if cls is Rule:
            _name_rule(reading, node, before)
        return MISTAKE

    return read


def _at(node: Node, key: str) -> Node:
    """Return the key of a mapping, the mapping itself when it has none such."""
    return next((k for k, _ in node.value if k.value == key), node) if node.id == "mapping" else node


def _name_rule(reading: Reading, node: Node, before: int) -> None:
    """Give the mistakes since ``before`` the id of the rule that they stand in."""
    name = next((v.value for k, v in node.value if k.value == "id" and v.id == "scalar"), "") if node.id == "mapping" else ""
    if name:
        reading.errors[before:] = [RuleError(e.message, e.path, e.line, e.column, reading.prefix + name) for e in reading.errors[before:]]


@lru_cache(maxsize=128)
def _shapes(cls: type, simple: bool) -> Mapping[str, tuple[str, Shape]]:
    return {key: (k.name, shape_of(k.type, value_check(cls, k.name, simple=simple))) for key, k in keys_of(cls).items()}


def _read_keys(reading: Reading, node: Node, cls: type) -> dict[str, Any] | None:
    """Return the values of a mapping's keys by attribute, None when some that must be there are not."""
    shapes = _shapes(cls, reading.simple)
    if node.id != "mapping":
        reading.mistake(node, f"keys are expected here, some of {', '.join(shapes)}")
        return None
    given: dict[str, Any] = {}
    written: set[str] = set()
    for key, child in node.value:
        known = shapes.get(key.value)
        if known is None:
            reading.mistake(key, f"unknown key {key.value!r}{near(key.value, shapes) or '; keys are ' + ', '.join(shapes)}")
            continue
        written.add(key.value)
        value = known[1](reading, child)
        if value is not MISTAKE:
            given[known[0]] = value
    required = [name for name, key in keys_of(cls).items() if key.required]
    missing = [name for name in required if name not in written]
    if missing:
        reading.mistake(node, f"missing: {', '.join(missing)}")
    return None if any(keys_of(cls)[name].name not in given for name in required) else given
