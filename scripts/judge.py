"""Cleaning one page of a corpus and judging it, in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from confusion import Look, look
from corpus import Case, read_case
from folds import finder_for

from cleaner.article import Article
from cleaner.errors import PageError
from cleaner.pipeline import Cleaned, Options, clean_page
from cleaner.rules.book import Rulebook
from cleaner.rules.load import load_rules
from cleaner.upkeep.gold import page_figures, record_of

#: Gold field → the figure that is 1 when it is right, and the record's name for it.
_FIELDS = {"title": ("title", "title"), "authors": ("author_exact", "authors"), "date": ("date", "date"), "datetime": ("datetime", "date")}


class Task(NamedTuple):
    """A page to judge: the corpus folder, its line in ``cases.jsonl``, whether site rules are on, a folder of :mod:`folds` if any."""

    folder: Path
    line: str
    sites: bool
    folds: Path | None = None


class Report(NamedTuple):
    """A judged page.

    Attributes:
        corpus: name of its corpus.
        id: name of the page.
        url: its address.
        figures: see :func:`figures.page_figures`.
        ms: milliseconds that cleaning took.
        extractor: who chose the body: rule, finder, trafilatura or none; "error" when cleaning failed.
        error: why cleaning failed, else "".
        look: where verdicts and gold part.
        wrong: fields that are not the gold's: name → (gold, ours).
    """

    corpus: str
    id: str
    url: str
    figures: dict[str, Any]
    ms: float
    extractor: str
    error: str
    look: Look
    wrong: dict[str, tuple[Any, Any]]


def judge(task: Task) -> Report:
    """Clean a page and compare it with its gold. The first page of a process is cleaned twice, so that no start counts."""
    case = read_case(task.folder, task.line)
    clean = partial(clean_page, book=rulebook(task.sites), finder=finder_for(task.folds, case.kind, case.domain) if task.folds else None)
    if not _WARM:
        _WARM.append(_timed(case, clean))
    return _report(case, *_timed(case, clean))


#: Holds something once this process has cleaned a page.
_WARM: list[Any] = []


@lru_cache(maxsize=2)
def rulebook(sites: bool) -> Rulebook:
    """Return the rulebook, read once a process.

    Raises:
        RuleErrors: mistakes in its files.
    """
    return load_rules(sites=sites)


def _timed(case: Case, clean: Callable[..., tuple[Cleaned, Article]]) -> tuple[float, tuple[Cleaned, Article] | None, str]:
    """Return the milliseconds it took, what came of it, and the error if nothing did."""
    data = case.data.decode("utf-8") if case.kind == "text" else case.data
    options = Options(url=case.url, kind="text" if case.kind == "text" else "auto")
    found, error = None, ""
    start = time.perf_counter()
    try:
        found = clean(data, options=options)
    except PageError as failure:
        error = f"{failure.stage}: {failure.message}"
    return (time.perf_counter() - start) * 1000, found, error


def _report(case: Case, ms: float, found: tuple[Cleaned, Article] | None, error: str) -> Report:
    if found is None:
        return Report(case.corpus, case.id, case.url, page_figures(case.gold, {}), ms, "error", error, Look(), {})
    cleaned, article = found
    record = record_of(article)
    figures = page_figures(case.gold, record)
    wrong = {gold: (case.gold[gold], record[ours]) for gold, (key, ours) in _FIELDS.items() if figures.get(key, 1.0) < 1.0}
    return Report(case.corpus, case.id, case.url, figures, ms, article.extractor, "", look(cleaned, case.gold), wrong)
