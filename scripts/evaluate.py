"""Judge the cleaner on corpora in the ``cases.jsonl`` form, beside the run before.

    python scripts/evaluate.py FOLDER [FOLDER …] [--sites] [--folds FOLDER] [--worst N] [--losses [N]] [--json FILE]

Prints the benchmark's figures (see ``scripts/figures.py``) with their change, who chose the bodies, what stands between them and
the gold, and which role gold blocks were given. Two processes work; times are those of a machine that does both. With ``--folds``
each page is cleaned with weights that have not seen its domain (``scripts/fit_finder.py --folds``): what to expect on other sites, as
far as the finder goes.

In ``--worst``, ``-`` marks a block of the gold that is not in the body, ``+`` one that is in the body and not gold, each with the
finder's score, the role, the element, the rule that decided and the beginning. In ``--losses``, ``claimed`` and ``gold`` count blocks
that a rule would leave out, ``lost`` the words of gold that it did, ``back`` those that would be body again without the rule.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from confusion import add_rules
from corpus import case_lines
from figures import corpus_figures
from judge import Report, Task, judge, rulebook
from tables import cause_table, extractor_table, figure_table, loss_table, role_table, tag_table, worst_pages

STATE = Path(__file__).parent.parent / "work" / "evaluate.json"
PROCESSES = 2
_CHUNK = 8


def judge_folders(
    folders: Sequence[Path], sites: bool = False, every: int = 1, folds: Path | None = None,
) -> dict[str, list[Report]]:
    """Return the judged pages of each corpus.

    Args:
        folders: corpora; their last names must differ.
        sites: whether rules of single sites are on.
        every: judge only every n-th page.
        folds: a folder of :mod:`folds`; None judges with the shipped weights.

    Raises:
        RuleErrors: mistakes in the rule files, told before any process starts.
        OSError: a corpus cannot be read.
    """
    rulebook(sites)
    tasks = [Task(folder, line, sites, folds) for folder in folders for line in case_lines(folder)[::every]]
    found: dict[str, list[Report]] = {folder.name: [] for folder in folders}
    with ProcessPoolExecutor(PROCESSES, initializer=rulebook.cache_clear) as pool:
        for report in pool.map(judge, tasks, chunksize=_CHUNK):
            found[report.corpus].append(report)
    return found


def figures_of(pages: Sequence[Report]) -> dict[str, float]:
    """Return the figures of a corpus."""
    return corpus_figures([p.figures for p in pages], [p.ms for p in pages], sum(bool(p.error) for p in pages))


def read_state(path: Path) -> dict[str, Any]:
    """Return the earlier runs by mode and corpus, {} when there are none."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def write_state(path: Path, state: Mapping[str, Any]) -> None:
    """Write the runs, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)


def sections(
    reports: Mapping[str, Sequence[Report]], now: Mapping[str, Any], before: Mapping[str, Any], options: argparse.Namespace,
) -> Iterator[str]:
    """Yield the parts of the report."""
    yield figure_table(now, before)
    yield extractor_table(reports)
    yield cause_table(reports)
    yield role_table(reports)
    yield tag_table(reports)
    if options.losses:
        yield loss_table((page.look for pages in reports.values() for page in pages), options.losses)
    if options.worst:
        yield from ("\n".join(worst_pages(pages, options.worst)) for pages in reports.values())


def as_data(reports: Mapping[str, Sequence[Report]], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything that was found as plain data: by corpus the figures and pages, and what each rule did."""
    rules = add_rules(page.look.rules for pages in reports.values() for page in pages)
    return {
        "corpora": {corpus: {"figures": now[corpus], "pages": [_page(p) for p in pages]} for corpus, pages in reports.items()},
        "rules": {rule: note._asdict() for rule, note in rules.items()},
    }


def _page(report: Report) -> dict[str, Any]:
    notes = {name: [n._asdict() for n in getattr(report.look, name)] for name in ("missing", "surplus")}
    counts = {name: getattr(report.look, name) for name in ("roles", "tags", "unseen")}
    return {**report._asdict(), "look": {**notes, **counts}}


def _options(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--sites", action=argparse.BooleanOptionalAction, default=False, help="rules of single sites (default: off)")
    parser.add_argument("--folds", type=Path, metavar="FOLDER", help="weights that have not seen a page's domain")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="show the N worst pages of each corpus")
    parser.add_argument("--losses", type=int, nargs="?", const=40, default=0, metavar="N", help="show the N rules that lose most")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th page, kept apart from whole runs")
    parser.add_argument("--state", type=Path, default=STATE, help="where the run before is kept")
    parser.add_argument("--json", type=Path, help="write everything here")
    options = parser.parse_args(words)
    options.folders = [folder.resolve() for folder in options.folders]
    if options.every < 1:
        parser.error("--every is 1 or more")
    if clashes := _twice(folder.name for folder in options.folders):
        parser.error(f"more than one folder is called {', '.join(clashes)}")
    if lacking := [str(f) for f in options.folders if not (f / "cases.jsonl").is_file()]:
        parser.error(f"no cases.jsonl in {', '.join(lacking)}")
    return options


def _twice(names: Iterable[str]) -> list[str]:
    seen = [*names]
    return sorted({name for name in seen if seen.count(name) > 1})


def main(words: Sequence[str] | None = None) -> int:
    """Judge, print, keep; return how many pages could not be cleaned."""
    options = _options(words)
    state = read_state(options.state)
    mode = ("sites" if options.sites else "generic") + (" unseen" if options.folds else "")
    mode += f"/{options.every}" if options.every > 1 else ""
    before = {corpus: run["figures"] for corpus, run in state.get(mode, {}).items()}
    reports = judge_folders(options.folders, options.sites, options.every, options.folds)
    now = {corpus: figures_of(pages) for corpus, pages in reports.items()}
    print("\n\n".join(part for part in sections(reports, now, before, options) if part))
    when = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
    runs = {corpus: {"when": when, "figures": figures} for corpus, figures in now.items()}
    write_state(options.state, {**state, mode: {**state.get(mode, {}), **runs}})
    if options.json:
        options.json.write_text(json.dumps(as_data(reports, now), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return sum(int(figures["errors"]) for figures in now.values())


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
