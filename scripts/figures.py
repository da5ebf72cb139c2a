"""The figures by which records are judged, as the benchmark for article extraction defines them.

Each is a mean over the pages whose gold has the field; an error or a missing field counts 0.

    body_f1       F1 of mean precision and mean recall over runs of four words
    body_exact    share of bodies whose words are the gold's, in order
    word_f1       mean F1 a page over words as a multiset, case folded
    seg_f1        F1 over snippets that must be in the body (``with``) and must not (``without``)
    title         share equal after folding case, punctuation and white space
    author_f1     mean F1 over the set of names, folded; author_exact: share equal as a set
    date          share of the gold's calendar day; datetime: share of the gold's instant, to the minute
    ms            median and 95th percentile of milliseconds a page
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from cleaner.upkeep.gold import f1

#: All figures in their order, with the heading of their column.
HEADINGS = {
    "cases": "pages", "body_f1": "body_f1", "precision": "prec", "recall": "recall", "body_exact": "exact", "word_f1": "word_f1",
    "seg_f1": "seg_f1", "title": "title", "author_f1": "auth_f1", "author_exact": "auth_ex", "date": "date", "datetime": "dtime",
    "ms_median": "ms", "ms_p95": "p95", "errors": "errors",
}
_BODY_MEANS = ("body_exact", "word_f1")
_FIELD_MEANS = ("title", "author_f1", "author_exact", "date", "datetime")


def corpus_figures(rows: Sequence[Mapping[str, Any]], times: Sequence[float] = (), errors: int = 0) -> dict[str, float]:
    """Return the figures of a corpus from those of its pages, the milliseconds of each page and the number of failures."""
    found: dict[str, float] = {"cases": len(rows)}
    recalls = _values(rows, "r")
    if recalls:
        precision, recall = _mean(_values(rows, "p")), _mean(recalls)
        found |= {"body_f1": f1(precision, recall), "precision": precision, "recall": recall}
    found |= {key: _mean(values) for key in _BODY_MEANS if (values := _values(rows, key))}
    if snippets := _values(rows, "seg"):
        hits, wrong, missed = map(sum, zip(*snippets, strict=True))
        found["seg_f1"] = 2 * hits / (2 * hits + wrong + missed) if hits else 0.0
    found |= {key: _mean(values) for key in _FIELD_MEANS if (values := _values(rows, key))}
    found = {key: round(value, 4) for key, value in found.items()}
    if times:
        last = sorted(times)[int(len(times) * 0.95)]
        found |= {"ms_median": round(statistics.median(times), 2), "ms_p95": round(last, 1), "errors": errors}
    return found


def _values(rows: Sequence[Mapping[str, Any]], key: str) -> list[Any]:
    return [row[key] for row in rows if row.get(key) is not None]


def _mean(values: Sequence[float]) -> float:
    return statistics.mean(values) if values else 0.0
