"""A fitted forest of small trees, read from the rulebook and asked row by row.

A node is ``(signal, threshold, left, right, mean)``, a leaf its value; left is taken when the figure is at most the
threshold. The sum of all leaves is the log-odds that a block is body.

A process that asks often gets the trees as one Python function of nested conditions, which takes a third of the time that a
walk through the tuples does; making it takes as long as a thousand walks, so a process that cleans one page never does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

Tree: TypeAlias = "float | tuple[int, float, Tree, Tree, float]"
Odds: TypeAlias = Callable[[Sequence[float]], float]

#: Rows that are walked before the trees become a function.
_WALKED = 1000


class Forest:
    """Trees over named signals. It may be shared by threads.

    Args:
        names: the names of the signals, in the order of a row.
        base: the log-odds before any tree is asked.
        trees: the trees, whose signals are places in ``names``.
    """

    def __init__(self, names: tuple[str, ...], base: float, trees: tuple[Tree, ...]) -> None:
        self.names, self.base, self.trees = names, base, trees
        self._walks = 0
        self._function: Odds | None = None

    def odds(self, row: Sequence[float]) -> float:
        """Return the log-odds of a row of figures."""
        if self._function is not None:
            return self._function(row)
        self._walks += 1
        if self._walks > _WALKED:
            self._function = compiled(self)
        return self._walk(row)

    def _walk(self, row: Sequence[float]) -> float:
        total = self.base
        for tree in self.trees:
            while type(tree) is tuple:
                tree = tree[2] if row[tree[0]] <= tree[1] else tree[3]
            total += tree  # type: ignore[operator]  # a leaf by now
        return total

    def probability(self, row: Sequence[float]) -> float:
        """Return the probability of a row of figures, 0 to 1."""
        odds = self._function(row) if self._function else self.odds(row)
        return 1.0 / (1.0 + math.exp(-odds if -30.0 < odds < 30.0 else -math.copysign(30.0, odds)))

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
    """Return the forest of a JSON object ``{"signals": […], "base": …, "trees": […]}``.

    Raises:
        ValueError: a figure in it is no number, or a signal has no name.
    """
    names = tuple(data["signals"])
    return Forest(names, _number(data["base"]), tuple(_tree(t, len(names)) for t in data["trees"]))


def _tree(data: Any, signals: int) -> Tree:
    if isinstance(data, list):
        signal, threshold, left, right, mean = data
        if not 0 <= int(signal) < signals:
            raise ValueError(f"there is no signal {signal}, only {signals}")
        return (int(signal), _number(threshold), _tree(left, signals), _tree(right, signals), _number(mean))
    return _number(data)


def _number(data: Any) -> float:
    number = float(data)
    if not math.isfinite(number):
        raise ValueError(f"{data!r} is no finite number")
    return number


def compiled(forest: Forest) -> Odds:
    """Return a function that gives the same odds as the forest, to the last digit.

    Its source holds nothing but finite numbers that :func:`read_forest` made, written by ``repr``, and names made of places:
    no text of the weights' file gets into it.
    """
    asked = {signal for tree in forest.trees for signal in _signals(tree)}
    row = ", ".join(f"s{i}" if i in asked else "_" for i in range(len(forest.names)))
    lines = ["def odds(row):", f" ({row},) = row", f" total = {forest.base!r}"]
    lines += [f" total += {_expression(tree)}" for tree in forest.trees]
    space: dict[str, Any] = {}
    exec(compile("\n".join([*lines, " return total"]), "<forest>", "exec"), {"__builtins__": {}}, space)
    made: Odds = space["odds"]
    return made


def _signals(tree: Tree) -> Iterator[int]:
    if type(tree) is tuple:
        signal, _, left, right, _ = tree
        yield signal
        yield from _signals(left)
        yield from _signals(right)


def _expression(tree: Tree) -> str:
    """Return a tree as a Python expression over the signals ``s0``, ``s1`` …."""
    if type(tree) is not tuple:
        return repr(tree)
    signal, threshold, left, right, _ = tree
    return f"({_expression(left)} if s{signal:d} <= {threshold!r} else {_expression(right)})"
