"""The finder: which blocks are the article's, on a page that no rule knows.

Two looks, each a small fitted forest: the first at every block alone, the second with the first verdicts of its neighbours. The
weights stand in the rulebook (``rules/finder/*.json``), fitted by ``scripts/fit_finder.py``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

from cleaner.finder.forest import Forest, read_forest
from cleaner.finder.hints import Hints
from cleaner.finder.second import SECOND_NAMES, second_rows
from cleaner.finder.signals import html_rows, names
from cleaner.finder.text_signals import TEXT_NAMES, text_rows
from cleaner.shipped import rulebook_folder
from cleaner.values import Page

#: Blocks of a page up to which what was seen of each is kept.
_MOST_KEPT = 4000


class Finding(NamedTuple):
    """What the finder says of a page.

    Attributes:
        scores: probability that a block is body, by block.
        rows: the second look's figures of the blocks it looked at, in two parts, for :meth:`Finder.reasons`; none on pages of more
            than :data:`_MOST_KEPT` blocks.
        confidence: how sure the choice is as a whole, 0 to 1.
        threshold: from which probability on a block is the article's.
    """

    scores: tuple[float, ...]
    rows: Mapping[int, tuple[Sequence[float], Sequence[float]]]
    confidence: float
    threshold: float = 0.5

    def chosen(self) -> tuple[int, ...]:
        """Return the indices of the blocks that the finder takes for the article's."""
        return tuple(i for i, score in enumerate(self.scores) if score > self.threshold)


class Model(NamedTuple):
    """The two looks for one kind of page, and from which probability on a block is the article's."""

    first: Forest
    second: Forest
    threshold: float


class Finder:
    """The fitted models with their hint table; one a process is enough, and it may be shared by threads."""

    def __init__(self, models: Mapping[str, Model], hints: Hints) -> None:
        self._models, self._hints = models, hints

    def find(self, page: Page, said: Sequence[int]) -> Finding:
        """Return what the models say of each block.

        Args:
            page: the page.
            said: how rules read each block: 2 chrome, 1 a field, 0 nothing (:func:`cleaner.claims.wording`).
        """
        if not page.blocks:
            return Finding((), {}, 0.0)
        model = self._models[page.kind]
        look = partial(html_rows, page, self._hints, said) if page.kind == "html" else partial(text_rows, page, said)
        # The rows of very many blocks would fill the memory: there they are made again for the second look.
        rows = [*look()] if len(page.blocks) <= _MOST_KEPT else None
        first = [0.0 if row is None else model.first.probability(row) for row in rows or look()]
        seen = [i for i, value in enumerate(first) if value]  # no probability is 0
        near = second_rows(page, first, seen)
        scores = [0.0] * len(first)
        kept: dict[int, tuple[Sequence[float], Sequence[float]]] = {}
        for i, row in enumerate(rows or look()):
            if row is not None:
                around = next(near)
                scores[i] = model.second.probability([*around, *row])
                if rows:
                    kept[i] = (around, row)
        return Finding(tuple(scores), kept, _confidence(page, scores, model.threshold), model.threshold)

    def reasons(self, page: Page, finding: Finding, block: int) -> tuple[tuple[str, float], ...]:
        """Return the signals that decided about a block, with their weight in log-odds."""
        parts = finding.rows.get(block)
        return self._models[page.kind].second.reasons([*parts[0], *parts[1]]) if parts else ()


def signal_names(kind: str, hints: Hints) -> tuple[str, ...]:
    """Return the names of the second look's figures for a kind of page; the first look's are those after the first group."""
    return (*SECOND_NAMES, *(names(hints) if kind == "html" else TEXT_NAMES))


def _confidence(page: Page, scores: Sequence[float], threshold: float) -> float:
    """Return the mean certainty over the words of the chosen blocks, 0 when none is chosen."""
    chosen = [(b.words, s) for b, s in zip(page.blocks, scores, strict=True) if s > threshold]
    words = sum(w for w, _ in chosen)
    return round(sum(w * s for w, s in chosen) / words, 3) if words else 0.0


@lru_cache(maxsize=1)
def shipped_finder() -> Finder:
    """Return the finder with the rulebook's weights, read once a process."""
    return read_finder((rulebook_folder() / "finder" / "weights.json").read_text(encoding="utf-8"))


def read_finder(weights: str) -> Finder:
    """Return the finder with the weights of a file that ``scripts/fit_finder.py`` wrote."""
    data: dict[str, Any] = json.loads(weights)
    return Finder({kind: _model(data[kind]) for kind in ("html", "text")}, Hints(data["hints"]))


def _model(data: dict[str, Any]) -> Model:
    return Model(read_forest(data["first"]), read_forest(data["second"]), float(data["threshold"]))
