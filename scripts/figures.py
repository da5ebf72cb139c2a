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

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from corpus import WORD, shingles

#: All figures in their order, with the heading of their column.
HEADINGS = {
    "cases": "pages", "body_f1": "body_f1", "precision": "prec", "recall": "recall", "body_exact": "exact", "word_f1": "word_f1",
    "seg_f1": "seg_f1", "title": "title", "author_f1": "auth_f1", "author_exact": "auth_ex", "date": "date", "datetime": "dtime",
    "ms_median": "ms", "ms_p95": "p95", "errors": "errors",
}
_BODY_MEANS = ("body_exact", "word_f1")
_FIELD_MEANS = ("title", "author_f1", "author_exact", "date", "datetime")
_SPACE = re.compile(r"\s+")


def page_figures(gold: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures of one page.

    Args:
        gold: any of ``body``, ``with``, ``without``, ``title``, ``authors``, ``date``, ``datetime``.
        record: any of ``body``, ``title``, ``authors`` (list), ``date`` (ISO 8601); {} for a page that failed.
    """
    return {**_body(gold, record.get("body") or ""), **_fields(gold, record)}


def corpus_figures(rows: Sequence[Mapping[str, Any]], times: Sequence[float] = (), errors: int = 0) -> dict[str, float]:
    """Return the figures of a corpus from those of its pages, the milliseconds of each page and the number of failures."""
    found: dict[str, float] = {"cases": len(rows)}
    recalls = _values(rows, "r")
    if recalls:
        precision, recall = _mean(_values(rows, "p")), _mean(recalls)
        found |= {"body_f1": _f1(precision, recall), "precision": precision, "recall": recall}
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


def one_space(text: str | None) -> str:
    """Return a text with its white space collapsed."""
    return _SPACE.sub(" ", text or "").strip()


def _body(gold: Mapping[str, Any], body: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "body" in gold:
        wanted, given = shingles(gold["body"]), shingles(body)
        same = sum((wanted & given).values())
        found["p"] = same / sum(given.values()) if given else None
        found["r"] = same / sum(wanted.values()) if wanted else None
        found["body_exact"] = float(WORD.findall(gold["body"]) == WORD.findall(body))
        found["word_f1"] = _word_f1(gold["body"], body)
    if "with" in gold:
        text = one_space(body)
        hits = sum(one_space(w) in text for w in gold["with"])
        found["seg"] = (hits, sum(one_space(w) in text for w in gold.get("without", ())), len(gold["with"]) - hits)
    return found


def _fields(gold: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, float]:
    found: dict[str, float] = {}
    if "title" in gold:
        found["title"] = float(_fold(gold["title"]) == _fold(record.get("title")))
    if "authors" in gold:
        wanted, given = _names(gold["authors"]), _names(record.get("authors"))
        both = len(wanted) + len(given)
        found["author_f1"] = 2 * len(wanted & given) / both if wanted and given else 0.0
        found["author_exact"] = float(wanted == given)
    if "date" in gold:
        found["date"] = float(gold["date"][:10] == (record.get("date") or "")[:10])
    if (moment := _instant(gold.get("datetime"))) is not None:
        found["datetime"] = float(moment == _instant(record.get("date")))
    return found


def _word_f1(gold: str, body: str) -> float:
    wanted, given = Counter(WORD.findall(gold.lower())), Counter(WORD.findall(body.lower()))
    same = sum((wanted & given).values())
    return 2 * same / (sum(wanted.values()) + sum(given.values())) if same else 0.0


def _fold(text: str | None) -> str:
    return " ".join(WORD.findall(unicodedata.normalize("NFKC", text or "").casefold()))


def _names(values: Iterable[str] | None) -> set[str]:
    return {_fold(value) for value in values or ()} - {""}


def _instant(text: str | None) -> datetime | None:
    """Return the minute that a text names, one without an offset taken as UTC."""
    try:
        found = datetime.fromisoformat((text or "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=timezone.utc)).astimezone(timezone.utc).replace(second=0, microsecond=0)


def _values(rows: Sequence[Mapping[str, Any]], key: str) -> list[Any]:
    return [row[key] for row in rows if row.get(key) is not None]


def _mean(values: Sequence[float]) -> float:
    return statistics.mean(values) if values else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
