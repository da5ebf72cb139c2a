"""Weights of the finder that have not seen a page's domain: written by ``fit_finder.py --folds``, read by ``evaluate.py --folds``.

A folder holds ``0.json`` … ``4.json``, each in the form of ``rules/finder/weights.json``, and ``domains.json``: for each kind of page,
which of them has not seen a registered domain.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from cleaner.finder.find import Finder, read_finder

#: How many parts the domains are put into.
FOLDS = 5
_DOMAINS = "domains.json"


def write_folds(folder: Path, weights: Sequence[Mapping[str, Any]], domains: Mapping[str, Mapping[str, int]]) -> None:
    """Write the weights of each fold, and which domains it has not seen by kind of page."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, written in enumerate(weights):
        (folder / f"{number}.json").write_text(json.dumps(written, separators=(",", ":")) + "\n", encoding="utf-8")
    (folder / _DOMAINS).write_text(json.dumps(domains, indent=1) + "\n", encoding="utf-8")


def finder_for(folder: Path, kind: str, domain: str) -> Finder:
    """Return a finder that has not seen a domain.

    Args:
        folder: what :func:`write_folds` wrote.
        kind: ``html`` or ``text``.
        domain: registered domain; one that stands in no fold taught none, so the first serves.

    Raises:
        OSError: the folder holds no folds.
    """
    return _finder(folder, _domains(folder)[kind].get(domain, 0))


@lru_cache(maxsize=1)
def _domains(folder: Path) -> dict[str, dict[str, int]]:
    return dict(json.loads((folder / _DOMAINS).read_text(encoding="utf-8")))


@lru_cache(maxsize=FOLDS)
def _finder(folder: Path, number: int) -> Finder:
    return read_finder((folder / f"{number}.json").read_text(encoding="utf-8"))
