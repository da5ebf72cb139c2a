"""A fitted forest of small trees, read from the rulebook and asked row by row.

A node is ``(signal, threshold, left, right, mean)``, a leaf its value; left is taken when the figure is at most the
threshold. The sum of all leaves is the log-odds that a block is body.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

Tree: TypeAlias = "float | tuple[int, float, Tree, Tree, float]"


class Forest(NamedTuple):
    """Trees over named signals; ``used`` are the places of the signals that any tree asks for."""

    names: tuple[str, ...]
    base: float
    trees: tuple[Tree, ...]

    def odds(self, row: Sequence[float]) -> float:
        """Return the log-odds of a row of figures."""
        total = self.base
        for tree in self.trees:
            while type(tree) is tuple:
                tree = tree[2] if row[tree[0]] <= tree[1] else tree[3]
            total += tree  # type: ignore[operator]  # a leaf by now
        return total

    def probability(self, row: Sequence[float]) -> float:
        """Return the probability of a row of figures, 0 to 1."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.odds(row)))))

    def reasons(self, row: Sequence[float], most: int = 5) -> tuple[tuple[str, float], ...]:
        """Return the signals that moved the answer most, with how far each moved the log-odds, strongest first."""
        moved: dict[int, float] = {}
        for tree in self.trees:
            while type(tree) is tuple:
                signal, threshold, left, right, mean = tree
                after = left if row[signal] <= threshold else right
                moved[signal] = moved.get(signal, 0.0) + (after[4] if type(after) is tuple else float(after)) - mean  # type: ignore[arg-type]
                tree = after
        ranked = sorted(moved.items(), key=lambda item: (-abs(item[1]), item[0]))[:most]
        return tuple((self.names[signal], round(value, 2)) for signal, value in ranked)


def read_forest(data: dict[str, Any]) -> Forest:
    """Return the forest of a JSON object ``{"signals": […], "base": …, "trees": […]}``."""
    return Forest(tuple(data["signals"]), float(data["base"]), tuple(_tree(t) for t in data["trees"]))


def _tree(data: Any) -> Tree:
    if isinstance(data, list):
        signal, threshold, left, right, mean = data
        return (int(signal), float(threshold), _tree(left), _tree(right), float(mean))
    return float(data)
