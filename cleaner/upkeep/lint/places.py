"""Where in a file a finding stands: the line and column of the very literal or selector."""

from __future__ import annotations

from pathlib import Path

from cleaner.errors import RuleErrors
from cleaner.rules.yamlnodes import Node, compose, place
from cleaner.upkeep.lint.finding import Spot


class Places:
    """The places of spots. A file is read again when the first finding in it is placed, so that files without any cost nothing.

    Args:
        paths: where the files are, by the names that they have in findings.
    """

    def __init__(self, paths: dict[str, Path]) -> None:
        self._paths = paths
        self._roots: dict[str, Node | None] = {}

    def of(self, spot: Spot) -> tuple[int, int]:
        """Return line and column, both 1-based; of what the file does not write, those of what holds it."""
        name = spot.loaded.file.origin.path
        if name not in self._roots:
            self._roots[name] = self._read(name)
        node = self._roots[name]
        return (1, 1) if node is None else place(_at(node, spot.path))

    def _read(self, name: str) -> Node | None:
        try:
            return compose(self._paths[name].read_text(encoding="utf-8"), name)
        except (KeyError, OSError, UnicodeDecodeError, RuleErrors):
            return None  # it has changed since it was read; its findings stand at its beginning


def _at(node: Node, path: tuple[str | int, ...]) -> Node:
    for step in path:
        inner = None
        if node.id == "mapping":
            inner = next((value for key, value in node.value if key.value == step), None)
        elif node.id == "sequence" and isinstance(step, int) and step < len(node.value):
            inner = node.value[step]
        elif isinstance(step, int):
            continue  # a single value stands for a list of one
        if inner is None:
            break
        node = inner
    return node
