"""What the site memory does: learn from the earlier half of each site's pages, judge on the later half, with it and without.

    python scripts/measure_memory.py ../shared/corpora/many ../shared/corpora/residue
    python scripts/measure_memory.py ../shared/corpora/many --as text

``--as text`` gives the cleaner what resiliparse's main-content extraction leaves of each page, ``--as lines`` every line that the
page shows. ``--others`` learns from all other pages of the site instead. ``taken`` counts words that the memory took out of bodies,
``lost`` the gold's runs of four words that the body has without the memory and not with it.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpus import Case, case_lines, read_case

from cleaner import Cleaner, PageError
from cleaner.dom.decode import decode
from cleaner.dom.door import read_html
from cleaner.memory.memory import Evidence, Memory
from cleaner.upkeep.gold import WORD, Figures, figures_of, page_figures, record_of, shingles

_DAY = re.compile(r"-(\d{8})-")


class Judged(NamedTuple):
    """A page of the later half: figures without and with the memory, gold words lost, words of chrome taken."""

    without: dict[str, Any]
    with_: dict[str, Any]
    lost: int
    taken: int


def main() -> None:
    """Print a line a site and the sums."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--as", dest="form", choices=("html", "text", "lines"), default="html")
    parser.add_argument("--least", type=int, default=6, help="pages that a site has at least")
    parser.add_argument("--sites", action="store_true", help="with the rules of single sites")
    parser.add_argument("--show", action="store_true", help="print what the memory took, and every gold word lost")
    parser.add_argument("--others", action="store_true", help="judge every page by what all other pages of its site teach")
    parser.add_argument("--lines", action="store_true", help="print the lines that repeat, with the doubts about them")
    args = parser.parse_args()
    from cleaner import load_rules

    book = load_rules(sites=args.sites)
    sites: dict[str, list[Case]] = defaultdict(list)
    for folder in args.corpora:
        for case in (read_case(folder, line) for line in case_lines(folder)):
            sites[case.domain].append(case)
    rows: list[Judged] = []
    print(f"{'site':24}{'learned':>8}{'judged':>7}{'lines':>6}{'body_f1':>18}{'body_exact':>16}{'taken':>7}{'lost':>6}")
    for site, cases in sorted(sites.items()):
        if len(cases) >= args.least:
            with tempfile.TemporaryDirectory() as folder:
                found, lines = _judge_site(sorted(cases, key=_day), Path(folder) / "memory", book, args)
            rows += found
            _print(site, len(cases) - (1 if args.others else len(found)), found, str(lines))
    _print("all", sum(len(c) for c in sites.values() if len(c) >= args.least) - (0 if args.others else len(rows)), rows, "")
    changed = [row for row in rows if row.with_ != row.without]
    better = sum(_order(row.with_) > _order(row.without) for row in changed)
    print(f"pages changed: {len(changed)}, better {better}, worse {sum(_order(r.with_) < _order(r.without) for r in changed)}")


def _judge_site(cases: Sequence[Case], folder: Path, book: Any, args: argparse.Namespace) -> tuple[list[Judged], int]:
    """Return the judged pages and how many lines were known for sure that the cleaner lets through now and then."""
    seen = {case.id: _evidence(case, folder, book, args.form) for case in cases}
    if not args.others:
        half = len(cases) // 2
        return _judge(cases[half:], [seen[case.id] for case in cases[:half]], folder, (book, args))
    rows, lines = [], 0
    for number, case in enumerate(cases):
        others = [found for name, found in seen.items() if name != case.id]
        found, count = _judge([case], others, folder / str(number), (book, args))
        rows, lines = rows + found, max(lines, count)
    return rows, lines


def _evidence(case: Case, folder: Path, book: Any, form: str) -> Evidence:
    memory = Memory.open(folder)
    _body(Cleaner(book, memory), case, form)
    return memory.take()


def _judge(cases: Sequence[Case], seen: Sequence[Evidence], folder: Path, how: Any) -> tuple[list[Judged], int]:
    book, args = how
    memory = Memory.open(folder)
    for evidence in seen:
        memory.add(evidence)
    memory.save()
    known = Memory.open(folder, learning=False)
    lines = sum(not line.doubt and line.through > 0 for line in known.known(cases[0].domain).lines)
    if args.lines:
        for line in known.known(cases[0].domain).lines:
            if line.through and line.stories * 2 > line.of:
                print(f"   {line.kind} {line.zone} {line.stories}/{line.of} {line.through} {line.doubt or 'SURE':9} {line.text[:100]}")
    plain, with_ = Cleaner(book), Cleaner(book, known)
    return [row for case in cases for row in _judged(case, plain, with_, args)], lines


def _judged(case: Case, plain: Cleaner, with_: Cleaner, args: argparse.Namespace) -> Iterator[Judged]:
    before, after = _body(plain, case, args.form), _body(with_, case, args.form)
    if before is None or after is None:
        return
    gone = _words(before.body) - _words(after.body)
    gold, one, two = shingles(case.gold["body"]), shingles(before.body), shingles(after.body)
    lost = sum(((gold & one) - two).values())
    if args.show and gone:
        took = [r.text for r in after.removed if r.rule.startswith("memory/")]
        print(f"   {case.id}: {took}" + (f" LOST {lost}" if lost else ""))
    yield Judged(page_figures(case.gold, record_of(before)), page_figures(case.gold, record_of(after)), lost, sum(gone.values()))


def _body(cleaner: Cleaner, case: Case, form: str) -> Any:
    try:
        if case.kind == "text" or form == "html":
            return cleaner.clean(case.data, case.url, kind=case.kind if case.kind == "text" else "auto")
        return cleaner.clean(_as_text(case.data, form), case.url, kind="text")
    except PageError:
        return None


def _as_text(data: bytes, form: str) -> str:
    text = decode(data).text
    if form == "lines":
        return "\n".join(block.text for block in read_html(text).blocks)
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(text, main_content=True))


def _words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text))


def _day(case: Case) -> tuple[str, str]:
    found = _DAY.search(case.id)
    return (found[1] if found else str(case.gold.get("date") or "")[:10].replace("-", ""), case.id)


def _order(row: dict[str, Any]) -> tuple[float, float]:
    p, r = row.get("p") or 0.0, row.get("r") or 0.0
    return (2 * p * r / (p + r) if p + r else 0.0, row["body_exact"])


def _print(site: str, learned: int, rows: Sequence[Judged], lines: str) -> None:
    one, two = _figures([row.without for row in rows]), _figures([row.with_ for row in rows])
    print(
        f"{site:24}{learned:8}{len(rows):7}{lines:>6}{one.body_f1:9.4f} ->{two.body_f1:6.4f}{one.body_exact:8.3f} ->{two.body_exact:5.3f}"
        f"{sum(row.taken for row in rows):7}{sum(row.lost for row in rows):6}"
    )


def _figures(rows: Sequence[dict[str, Any]]) -> Figures:
    return figures_of(rows)


if __name__ == "__main__":
    main()
