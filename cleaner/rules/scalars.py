"""Scalars of a rule file into texts, numbers and dates; the reading that gathers a file's mistakes.

A *shape* is a function from a node to its value, made of an annotation.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any

from cleaner.errors import RuleError
from cleaner.rules import yamlnodes
from cleaner.rules.spelling import near
from cleaner.rules.yamlnodes import Node

_NAMES = {str: "text", bool: "true or false", int: "a whole number", float: "a number"}

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

#: Stands for a value that could not be read; the reading has noted why.
MISTAKE: Any = object()

#: A text check: see :mod:`cleaner.rules.value_checks`.
Check = Callable[[str], Iterator[str]]


@dataclasses.dataclass(slots=True)
class Reading:
    """The file that is being read.

    Attributes:
        path: how errors name it.
        prefix: what stands before a rule's id in its full id, such as ``generic/votes/``.
        checked: False passes over the checks of values and mappings, for files that were checked before.
        simple: True when selectors of rules are simple ones.
        errors: what was wrong so far.
        keys: the file's own keys, where they stand.
    """

    path: str
    prefix: str = ""
    checked: bool = True
    simple: bool = True
    errors: list[RuleError] = dataclasses.field(default_factory=list)
    keys: dict[str, Node] = dataclasses.field(default_factory=dict)

    def mistake(self, node: Node, message: str) -> Any:
        """Note a mistake at a node and return :data:`MISTAKE`."""
        self.errors.append(RuleError(message, self.path, node.line, node.column))
        return MISTAKE


Shape = Callable[[Reading, Node], Any]


def text_shape(check: Check | None) -> Shape:
    """Return the shape of a text that ``check`` finds nothing wrong with."""

    def read(reading: Reading, node: Node) -> Any:
        if node.id != "scalar":
            return reading.mistake(node, f"a single text is expected here, not a {node.id}")
        value = node.value
        if node.plain and (other := yamlnodes.trap(node)):
            return reading.mistake(node, _quote(value, other))
        if check is not None and reading.checked:
            messages = [*check(value)]
            for message in messages:
                reading.mistake(node, message)
            return MISTAKE if messages else value
        return value

    return read


def _quote(value: str, other: str) -> str:
    if not value:
        return "a text is missing here"
    norwegian = ", be it the word or Norwegian" if value == "no" else ""
    return f'write "{value}" in quotes{norwegian}: YAML readers take {value} for {other}'


def scalar_shape(kind: type) -> Shape:
    """Return the shape of a bool, int or float."""

    def read(reading: Reading, node: Node) -> Any:
        value = yamlnodes.scalar(node) if node.id == "scalar" else MISTAKE
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is kind:
            return value
        return reading.mistake(node, f"{_NAMES[kind]} is expected here, not {_shown(node)}")

    return read


def read_date(reading: Reading, node: Node) -> Any:
    """Return a date: the shape of dates."""
    try:
        if node.id == "scalar" and _DAY.fullmatch(node.value):
            return datetime.date.fromisoformat(node.value)
    except ValueError as error:
        return reading.mistake(node, f"there is no date {node.value}: {error}")
    return reading.mistake(node, f"a date is written 2026-11-01, not {_shown(node)}")


def literal_shape(allowed: tuple[Any, ...]) -> Shape:
    """Return the shape of one of the given values."""

    def read(reading: Reading, node: Node) -> Any:
        value = yamlnodes.scalar(node) if node.id == "scalar" else None
        for known in allowed:
            if value == known and type(value) is type(known):
                return known
        words = [str(a) for a in allowed if a != ""]
        if node.id == "scalar" and node.value in words:
            return reading.mistake(node, f"write {node.value} without quotes")
        return reading.mistake(node, f"{_shown(node)} is none of {', '.join(words)}{near(str(node.value), words)}")

    return read


def _shown(node: Node) -> str:
    return repr(node.value) if node.id == "scalar" else f"a {node.id}"
