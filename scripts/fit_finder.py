"""Fit the finder's weights on labelled corpora and write ``rules/finder/weights.json``.

    python scripts/fit_finder.py --html DIR [DIR …] --text DIR [DIR …] [--folds FOLDER]

Each DIR is a corpus in the ``cases.jsonl`` form. With ``--folds`` the shipped weights stay: five others are written to a folder,
each fitted without a fifth of the registered domains, and the figures of the pages that each has not seen are printed. They are
those of the finder alone; ``scripts/evaluate.py --folds FOLDER`` gives those of whole records. Needs the ``dev`` extra (scikit-learn).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from corpus import Case, body_figures, read_corpus
from folds import FOLDS, write_folds
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from cleaner.finder.find import signal_names
from cleaner.finder.hints import Hints
from cleaner.finder.second import SECOND_NAMES, second_signals
from cleaner.finder.signals import headline, html_signals
from cleaner.finder.text_signals import text_signals
from cleaner.leads import calls_itself_news, find_leads
from cleaner.pipeline import Options, worded_page
from cleaner.rules.load import load_rules
from cleaner.upkeep.gold_blocks import gold_blocks
from cleaner.values import Page

RULES = Path(__file__).parent.parent / "rules" / "finder"
TREES, DEPTH, LEAVES, RATE = 60, 4, 16, 0.1
#: A page whose blocks hold less than this share of the gold's words (scripted pages) teaches nothing.
LEAST_GOLD = 0.5
#: From which probability on a block is the article's. In text a lost sentence weighs more than a line of chrome.
THRESHOLDS = {"html": 0.5, "text": 0.42}


class Example(NamedTuple):
    """A page with the signals and the gold of the blocks that the finder looks at, and which blocks these are."""

    case: Case
    page: Page
    rows: Any
    gold: Any
    seen: Any


def examples(folders: Sequence[Path], kind: str, hints: Hints) -> list[Example]:
    found = []
    book = load_rules(sites=False)
    for folder in folders:
        for case in read_corpus(folder):
            if not case.gold.get("body"):
                continue
            data = case.data.decode() if kind == "text" else case.data
            page, said = worded_page(data, book, Options(case.url, kind))
            gold = gold_blocks([b.text for b in page.blocks], case.gold["body"])
            if calls_itself_news(page):
                for lead in find_leads(page, headline(page)):
                    gold[lead.block] = False  # the corpora disagree; the record keeps it apart
            held = sum(len(b.text) for b, g in zip(page.blocks, gold, strict=True) if g)
            if held > LEAST_GOLD * len(case.gold["body"]):
                rows = html_signals(page, hints, said) if kind == "html" else text_signals(page, said)
                seen = np.array([i for i, row in enumerate(rows) if row is not None])
                table = np.array([row for row in rows if row is not None], dtype=np.float32)
                found.append(Example(case, page, table, np.array(gold)[seen], seen))
    return found


def fit(found: Sequence[Example], rows: Sequence[Any]) -> HistGradientBoostingClassifier:
    """Fit one look; each page weighs the square root of its blocks, so that long pages do not rule."""
    weights = np.concatenate([np.full(len(e.gold), len(e.gold) ** -0.5) for e in found])
    model = HistGradientBoostingClassifier(
        max_iter=TREES, max_depth=DEPTH, max_leaf_nodes=LEAVES, learning_rate=RATE, min_samples_leaf=30, l2_regularization=1.0,
        random_state=0, early_stopping=False,
    )
    return model.fit(np.concatenate(rows), np.concatenate([e.gold for e in found]), sample_weight=weights)


def predict(model: Any, rows: Sequence[Any]) -> list[list[float]]:
    flat = model.predict_proba(np.concatenate(rows))[:, 1]
    ends = np.cumsum([len(r) for r in rows])
    return [list(map(float, part)) for part in np.split(flat, ends[:-1])]


def folds(found: Sequence[Example], count: int) -> Any:
    groups = np.array([e.case.domain for e in found])
    return GroupKFold(count, shuffle=True, random_state=0).split(groups, groups=groups)


def whole(example: Example, scores: Sequence[float]) -> list[float]:
    """Return one score a block: 0 for those that the finder does not look at."""
    every = [0.0] * len(example.page.blocks)
    for index, score in zip(example.seen, scores, strict=True):
        every[index] = score
    return every


def second_rows(found: Sequence[Example], first: Sequence[Sequence[float]]) -> list[Any]:
    tables = []
    for example, scores in zip(found, first, strict=True):
        near = second_signals(example.page, whole(example, scores), list(map(int, example.seen)))
        tables.append(np.hstack([np.array(near, dtype=np.float32), example.rows]))
    return tables


def fit_both(found: Sequence[Example]) -> tuple[Any, Any]:
    """Fit both looks; the second sees first verdicts of models that did not know the page's domain."""
    unseen: list[Any] = [None] * len(found)
    for known, held in folds(found, 4):
        some = [found[i] for i in known]
        model = fit(some, [e.rows for e in some])
        for i, verdict in zip(held, predict(model, [found[i].rows for i in held]), strict=True):
            unseen[i] = verdict
    return fit(found, [e.rows for e in found]), fit(found, second_rows(found, unseen))


class Fold(NamedTuple):
    """Models that have not seen some pages: both looks, the indices of those pages, and what the models say of their blocks."""

    first: Any
    second: Any
    held: list[int]
    verdicts: list[list[float]]


def fit_folds(found: Sequence[Example]) -> list[Fold]:
    """Fit both looks without each part of the domains in turn."""
    fitted = []
    for known, held in folds(found, FOLDS):
        first, second = fit_both([found[i] for i in known])
        others = [found[i] for i in held]
        verdicts = predict(second, second_rows(others, predict(first, [e.rows for e in others])))
        fitted.append(Fold(first, second, [*map(int, held)], verdicts))
    return fitted


def figures(found: Sequence[Example], fitted: Sequence[Fold], threshold: float) -> Iterator[str]:
    """Yield a line a corpus: the figures of the finder alone on domains that it has not seen."""
    scores = {i: verdict for fold in fitted for i, verdict in zip(fold.held, fold.verdicts, strict=True)}
    for corpus in sorted({e.case.corpus for e in found}):
        pages = [(e, whole(e, scores[i])) for i, e in enumerate(found) if e.case.corpus == corpus]
        bodies = ["\n".join(b.text for b, v in zip(e.page.blocks, s, strict=True) if v > threshold) for e, s in pages]
        yield f"{corpus:12} {len(pages):5} pages {body_figures([e.case.gold['body'] for e, _ in pages], bodies)}"


def weights_of(kind: str, first: Any, second: Any, hints: Hints) -> dict[str, Any]:
    """Return both looks for a kind of page as plain data."""
    names = signal_names(kind, hints)
    return {"first": trees_of(first, names[len(SECOND_NAMES):]), "second": trees_of(second, names), "threshold": THRESHOLDS[kind]}


def trees_of(model: Any, names: Sequence[str]) -> dict[str, Any]:
    """Return a fitted model as plain data: see :mod:`cleaner.finder.forest`."""
    trees = [_tree(stage[0].nodes, 0)[0] for stage in model._predictors]
    return {"signals": list(names), "base": round(float(model._baseline_prediction.ravel()[0]), 4), "trees": trees}


def _tree(nodes: Any, at: int) -> tuple[Any, float, float]:
    """Return the tree below a node, its mean value and its weight."""
    node = nodes[at]
    if node["is_leaf"]:
        value = round(float(node["value"]), 4)
        return value, value, float(node["count"])
    left, left_mean, left_count = _tree(nodes, int(node["left"]))
    right, right_mean, right_count = _tree(nodes, int(node["right"]))
    count = left_count + right_count
    mean = (left_mean * left_count + right_mean * right_count) / count
    threshold = float(f"{float(node['num_threshold']):.6g}")
    return [int(node["feature_idx"]), threshold, left, right, round(mean, 4)], mean, count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--html", type=Path, nargs="*", default=[])
    parser.add_argument("--text", type=Path, nargs="*", default=[])
    parser.add_argument("--folds", type=Path, metavar="FOLDER", help="cross-validate, and write the weights of each fold here")
    parser.add_argument("--out", type=Path, default=RULES / "weights.json")
    options = parser.parse_args()
    table = yaml.safe_load((RULES / "hints.yaml").read_text(encoding="utf-8"))
    hints = Hints(table)
    known = json.loads(options.out.read_text(encoding="utf-8")) if options.out.exists() else {}
    written = [{**known, "hints": table} for _ in range(FOLDS if options.folds else 1)]
    domains: dict[str, dict[str, int]] = {"html": {}, "text": {}}
    for kind, folders in (("html", options.html), ("text", options.text)):
        found = examples(folders, kind, hints) if folders else []
        if not found:
            continue
        print(f"{kind}: {len(found)} pages, {sum(len(e.gold) for e in found)} blocks", flush=True)
        fitted = fit_folds(found) if options.folds else [Fold(*fit_both(found), [], [])]
        for number, fold in enumerate(fitted):
            written[number][kind] = weights_of(kind, fold.first, fold.second, hints)
            domains[kind].update({found[i].case.domain: number for i in fold.held})
        if options.folds:
            print(*figures(found, fitted, THRESHOLDS[kind]), sep="\n", flush=True)
    if options.folds:
        write_folds(options.folds, written, domains)
    else:
        options.out.write_text(json.dumps(written[0], separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
