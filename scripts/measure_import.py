"""Measure imported site configs of FiveFilters on corpora with gold: their bodies against those of the generic rules alone.

    python scripts/measure_import.py CONFIGS CORPUS... [--substrings] [--everything] [--most 12]

CONFIGS is a folder of configs, a CORPUS a folder with ``cases.jsonl``. Only pages whose host has an imported file are cleaned, at most
``--most`` of a site. Shipped site files are left out on both sides. Prints, as Markdown:

* what became of the configs and of their lines;
* for each corpus and for all: pages, sites, body_f1, precision, recall, exact bodies with the imported files and without;
* how many files are better, the same, worse than none, and the figures when the worse are left out: chosen on all pages, and chosen on
  half of a site's pages and judged on the other half.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpus import case_lines, read_case

from cleaner.domains import host_of
from cleaner.errors import PageError
from cleaner.rules.book import Rulebook
from cleaner.rules.load import load_rules
from cleaner.upkeep.ftr.importing import import_ftr
from cleaner.upkeep.given import GivenPage
from cleaner.upkeep.gold import f1, figures_of, page_figures, record_of
from cleaner.upkeep.states import see

Row = Mapping[str, Any]


class Judged(NamedTuple):
    """A page: its corpus, the imported file that serves it, its figures with the file and without."""

    corpus: str
    stem: str
    now: Row
    then: Row


def judged_pages(folders: Sequence[Path], rules: Path, most: int) -> Iterator[Judged]:
    """Yield the pages that an imported file serves."""
    book, bare = load_rules(rules, sites=False), load_rules(sites=False)
    for folder in folders:
        seen: dict[str, int] = defaultdict(int)
        for line in case_lines(folder):
            host = host_of(json.loads(line)["url"])
            stem = _stem(book, host)
            if not stem or seen[stem] >= most:
                continue
            seen[stem] += 1
            case = read_case(folder, line)
            if not case.gold.get("body"):
                continue
            data = case.data.decode("utf-8") if case.kind == "text" else case.data
            page = GivenPage(case.id, data, case.url, kind="text" if case.kind == "text" else "auto", gold=case.gold)
            try:
                rows = [page_figures(case.gold, record_of(see(page, b).article)) for b in (book, bare)]
            except PageError:
                continue
            yield Judged(folder.name, stem, *rows)


def _stem(book: Rulebook, host: str) -> str:
    return next((f.stem for f in book.site_files(host) if f.layer == "local"), "") if host else ""


def _line(name: str, pages: Sequence[Judged], left_out: Iterable[str] = ()) -> str:
    out = frozenset(left_out)
    now = [p.then if p.stem in out else p.now for p in pages]
    cells = [name, str(len(pages)), str(len({p.stem for p in pages}))]
    for rows in (now, [p.then for p in pages]):
        precision, recall = _mean(rows, "p"), _mean(rows, "r")
        cells += [f"{f1(precision, recall):.4f}", f"{precision:.4f}", f"{recall:.4f}", f"{_mean(rows, 'body_exact'):.4f}"]
    return "| " + " | ".join(cells) + " |"


def _mean(rows: Sequence[Row], key: str) -> float:
    values = [row[key] for row in rows if row.get(key) is not None]
    return sum(values) / len(values) if values else 0.0


def verdicts(pages: Iterable[Judged]) -> dict[str, str]:
    """Return file → ``better``, ``same`` or ``worse`` than none on these pages."""
    by_stem: dict[str, list[Judged]] = defaultdict(list)
    for page in pages:
        by_stem[page.stem].append(page)
    found = {}
    for stem, own in by_stem.items():
        now, then = figures_of([p.now for p in own]).order, figures_of([p.then for p in own]).order
        found[stem] = "same" if now == then else "better" if now > then else "worse"
    return found


def report(pages: Sequence[Judged]) -> Iterator[str]:
    """Yield the lines of the tables."""
    yield "| corpus | pages | sites | f1 with | precision | recall | exact | f1 without | precision | recall | exact |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for corpus in dict.fromkeys(p.corpus for p in pages):
        yield _line(corpus, [p for p in pages if p.corpus == corpus])
    yield _line("all", pages)
    found = verdicts(pages)
    worse = [stem for stem, verdict in found.items() if verdict == "worse"]
    yield _line("all, worse files left out", pages, worse)
    halves: dict[str, list[Judged]] = defaultdict(list)
    for page in pages:
        halves[page.stem].append(page)
    several = [own for own in halves.values() if len(own) > 1]
    learnt = verdicts(p for own in several for p in own[::2])
    rest = [p for own in several for p in own[1::2]]
    yield _line("second half of each site's pages", rest)
    yield _line("the same, files worse on the first half left out", rest, [s for s, v in learnt.items() if v == "worse"])
    yield ""
    counts = {v: sum(x == v for x in found.values()) for v in ("better", "same", "worse")}
    yield f"Files: {counts['better']} better than none, {counts['same']} the same, {counts['worse']} worse."
    many = {stem: v for stem, v in found.items() if len(halves[stem]) >= 3}
    counts = {v: sum(x == v for x in many.values()) for v in ("better", "same", "worse")}
    yield f"Of those with three pages and more: {counts['better']} better, {counts['same']} the same, {counts['worse']} worse."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("configs", type=Path)
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--substrings", action="store_true", help="strip_id_or_class as parts of names")
    parser.add_argument("--everything", action="store_true", help="all that a body selector holds is the body")
    parser.add_argument("--most", type=int, default=12, help="pages of a site in a corpus")
    parser.add_argument("--rows", type=Path, help="also write a JSON line a page")
    args = parser.parse_args()
    made = import_ftr([args.configs], substrings=args.substrings, everything=args.everything)
    print(json.dumps(made.summary()), "\n")
    with tempfile.TemporaryDirectory() as name:
        made.write(name)
        pages = list(judged_pages(args.corpora, Path(name), args.most))
    if args.rows:
        args.rows.write_text("".join(json.dumps(p._asdict()) + "\n" for p in pages), encoding="utf-8")
    print("\n".join(report(pages)))


if __name__ == "__main__":
    main()
