"""The figures, on cases small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest
from figures import corpus_figures

from cleaner.upkeep.gold import page_figures

SIX = "one two three four five six"

PAGES: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ("the gold itself is right", {"body": SIX}, {"body": SIX}, {"p": 1, "r": 1, "body_exact": 1, "word_f1": 1}),
    ("punctuation and breaks are no words", {"body": SIX}, {"body": "one, two:\n\nthree four five – six."},
        {"p": 1, "r": 1, "body_exact": 1, "word_f1": 1}),
    ("case counts for runs, not for words", {"body": SIX}, {"body": "One two three four five six"},
        {"p": 2 / 3, "r": 2 / 3, "body_exact": 0, "word_f1": 1}),
    ("a word too many costs precision", {"body": SIX}, {"body": SIX + " seven"}, {"p": 3 / 4, "r": 1, "body_exact": 0, "word_f1": 12 / 13}),
    ("a word lost costs recall", {"body": SIX}, {"body": SIX[:-4]}, {"p": 1, "r": 2 / 3, "body_exact": 0, "word_f1": 10 / 11}),
    ("a short body is one run", {"body": "one two"}, {"body": "one two"}, {"p": 1, "r": 1, "body_exact": 1, "word_f1": 1}),
    ("no body has no precision", {"body": SIX}, {}, {"p": None, "r": 0, "body_exact": 0, "word_f1": 0}),
    ("an empty gold has no recall", {"body": ""}, {"body": SIX}, {"p": 0, "r": None, "body_exact": 0, "word_f1": 0}),
    ("snippets: in, wrongly in, missed", {"with": ["two  three", "nine"], "without": ["six", "ten"]}, {"body": SIX}, {"seg": (1, 1, 1)}),
    ("snippets are found across breaks", {"with": ["two three"]}, {"body": "one two\n\nthree"}, {"seg": (1, 0, 0)}),
    ("a title folds", {"title": "The “Last” Ferry"}, {"title": "the last  ferry!"}, {"title": 1}),
    ("a title with more is wrong", {"title": "The Last Ferry"}, {"title": "The Last Ferry | Courier"}, {"title": 0}),
    ("names are a set", {"authors": ["Ada Holm", "Ben Ito"]}, {"authors": ["ben ito", "Ada Holm"]}, {"author_f1": 1, "author_exact": 1}),
    ("a name lost", {"authors": ["Ada Holm", "Ben Ito"]}, {"authors": ["Ada Holm"]}, {"author_f1": 2 / 3, "author_exact": 0}),
    ("rightly no names", {"authors": []}, {}, {"author_f1": 0, "author_exact": 1}),
    ("the day counts", {"date": "2024-05-12T08:00:00Z"}, {"date": "2024-05-12"}, {"date": 1}),
    ("a month is no day", {"date": "2024-05-12"}, {"date": "2024-05"}, {"date": 0}),
    ("no date", {"date": "2024-05-12"}, {"date": None}, {"date": 0}),
    ("an instant in another zone", {"datetime": "2024-05-12T08:00:31Z"}, {"date": "2024-05-12T10:00:00+02:00"}, {"datetime": 1}),
    ("without a zone it is UTC", {"datetime": "2024-05-12T08:00:00"}, {"date": "2024-05-12T08:00:00+00:00"}, {"datetime": 1}),
    ("another hour", {"datetime": "2024-05-12T08:00:00Z"}, {"date": "2024-05-12T08:00:00+02:00"}, {"datetime": 0}),
    ("a gold that is no instant asks nothing", {"datetime": "May"}, {"date": "2024-05-12"}, {}),
]


@pytest.mark.parametrize(("gold", "record", "figures"), [case[1:] for case in PAGES], ids=[case[0] for case in PAGES])
def test_a_page(gold: dict[str, Any], record: dict[str, Any], figures: dict[str, Any]) -> None:
    found = page_figures(gold, record)
    assert found.keys() == figures.keys()
    assert found == pytest.approx(figures) if "seg" not in figures else found == figures


def test_precision_and_recall_are_meant_before_they_are_joined() -> None:
    rows = [page_figures({"body": SIX}, {"body": body}) for body in (SIX, SIX + " seven", "")]
    assert corpus_figures(rows) == {
        "cases": 3, "precision": 0.875, "recall": 0.6667, "body_f1": 0.7568, "body_exact": 0.3333, "word_f1": 0.641,
    }


def test_snippets_are_counted_over_all_pages() -> None:
    rows = [{"seg": (3, 0, 1)}, {"seg": (1, 2, 0)}, {"title": 1.0}]
    assert corpus_figures(rows) == {"cases": 3, "seg_f1": round(8 / 11, 4), "title": 1.0}


def test_a_page_without_the_field_does_not_count() -> None:
    assert corpus_figures([{"date": 1.0}, {"date": 0.0}, {"title": 0.0}]) == {"cases": 3, "title": 0.0, "date": 0.5}
    assert corpus_figures([]) == {"cases": 0}


def test_times_are_median_and_95th_percentile() -> None:
    found = corpus_figures([{}] * 20, [float(n) for n in range(20, 0, -1)], 2)
    assert found == {"cases": 20, "ms_median": 10.5, "ms_p95": 20.0, "errors": 2}
