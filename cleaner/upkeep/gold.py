"""How far a record is what a person says is right: the figures of one page, as the benchmark for article extraction defines them.

A figure is there when the gold has the field; an error or a missing field counts 0.

    p, r          precision and recall of the body over runs of four words (their F1 over many pages is ``body_f1``)
    body_exact    1 when the body's words are the gold's, in order
    word_f1       F1 over words as a multiset, case folded
    seg           snippets found, wrongly found, missed (``with`` must be in the body, ``without`` must not)
    title         1 when equal after folding case, punctuation and white space
    author_f1     F1 over the set of names, folded; author_exact: 1 when equal as a set
    date          1 when the gold's calendar day; datetime: when the gold's instant, to the minute
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from cleaner.article import Article
from cleaner.text.iso import read_iso

WORD = re.compile(r"\w+")
#: Words in a run: what bodies are compared by.
RUN = 4
#: The figures of single fields that are 1 when the field is right.
FIELD_FIGURES = ("title", "author_exact", "date", "datetime")
_SPACE = re.compile(r"\s+")


def record_of(article: Article) -> dict[str, Any]:
    """Return a record in the words of a gold."""
    return {"title": article.title, "authors": list(article.authors), "date": article.published, "body": article.body}


def page_figures(gold: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures of one page.

    Args:
        gold: any of ``body``, ``with``, ``without``, ``title``, ``authors``, ``date``, ``datetime``.
        record: any of ``body``, ``title``, ``authors`` (list), ``date`` (ISO 8601); {} for a page that failed.
    """
    return {**_body(gold, record.get("body") or ""), **_fields(gold, record)}


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of many pages.

    Attributes:
        bodies: pages with a gold body.
        body_f1: F1 of mean precision and mean recall over runs of four words.
        body_exact: share of bodies whose words are the gold's, in order.
        fields: share of the gold's fields (title, authors as a set, date, instant) that are right; None when it has none.
    """

    bodies: int
    body_f1: float
    body_exact: float
    fields: float | None

    @property
    def order(self) -> tuple[float, float, float]:
        """Return what figures are compared by: the body's runs, then exact bodies, then fields."""
        return round(self.body_f1, 6), round(self.body_exact, 6), round(self.fields or 0.0, 6)


def figures_of(rows: Sequence[Mapping[str, Any]]) -> Figures:
    """Return the figures of many pages from those of each, as :func:`page_figures` gives them."""
    def mean(key: str) -> float:
        values = [row[key] for row in rows if row.get(key) is not None]
        return sum(values) / len(values) if values else 0.0

    fields = [row[key] for row in rows for key in FIELD_FIGURES if key in row]
    bodies = sum("r" in row for row in rows)
    return Figures(bodies, f1(mean("p"), mean("r")), mean("body_exact"), sum(fields) / len(fields) if fields else None)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words of a text; a shorter text is one run."""
    words = WORD.findall(text)
    return Counter(tuple(words[i:i + RUN]) for i in range(max(1, len(words) - RUN + 1))) if words else Counter()


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean of two figures, 0 when both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


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
        found = read_iso(text or "")
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=timezone.utc)).astimezone(timezone.utc).replace(second=0, microsecond=0)
