"""Measure ``clean-news rules suggest``: learn from the earlier half of each site's pages, judge on the later half.

    python scripts/measure_suggest.py ../shared/corpora/many
    python scripts/measure_suggest.py ../shared/corpora/many --by-host
    python scripts/measure_suggest.py CORPUS --least 6 --show --save drafts/

Gold is used for judging alone. A page's day is what follows the host in its id (``example.com-20120112-…``). All of a suggestion is
accepted as it comes out, which nobody should do: a person looks at it first.

Columns: pages learned from and judged on; parts proposed (c content, r rules, f fields); body_f1 of the later half without any file of the
site, and with the suggested one; gold blocks that were in the body without the file and no longer are, and the words of the gold that
bodies hold less of; changed pages; records whose title, authors or date are right with the file and were not, and the other way round.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus import Case, body_figures, read_corpus
from tables import aligned

from cleaner.domains import host_of
from cleaner.errors import InputError
from cleaner.rules.book import Rulebook
from cleaner.rules.load import load_rules
from cleaner.upkeep.accept import accept
from cleaner.upkeep.gold import WORD, shingles
from cleaner.upkeep.pages import GivenPage
from cleaner.upkeep.states import PageChange, compare, see
from cleaner.upkeep.suggest.propose import suggest

_DAY = re.compile(r"-(\d{8})-")


class Judged(NamedTuple):
    """What a suggestion does to the later half of a site's pages."""

    site: str
    learned: int
    judged: int
    parts: str
    before: float
    after: float
    lost_blocks: int
    lost_words: int
    changed: int
    won: int
    lost: int


def main() -> None:
    """Print the table, and whether the suggestions hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--least", type=int, default=6, help="least pages of a site (6)")
    parser.add_argument("--site", help="only this site")
    parser.add_argument("--by-host", action="store_true", help="take each host for a site of its own")
    parser.add_argument("--show", action="store_true", help="print the blocks that change, with whether they are gold")
    parser.add_argument("--save", type=Path, help="keep the suggested files in this folder")
    args = parser.parse_args()
    sites: dict[str, list[Case]] = defaultdict(list)
    for case in read_corpus(args.corpus):
        sites[host_of(case.url) if args.by_host else case.domain].append(case)
    book = load_rules(sites=False)
    found = []
    for site, cases in sorted(sites.items()):
        if len(cases) >= args.least and site == (args.site or site):
            judged, changes = measure(site, sorted(cases, key=_order), book, args.save)
            found.append(judged)
            if args.show:
                show(changes)
    print(table(found))


def measure(site: str, cases: Sequence[Case], book: Rulebook, save: Path | None = None) -> tuple[Judged, list[PageChange]]:
    """Return what a suggestion from the earlier half does to the later half, with the pages that change.

    Args:
        site: how the table calls it.
        cases: its pages in the order of days.
        book: the rulebook without site files.
        save: folder for the suggested file.
    """
    half = len(cases) // 2
    pages = [GivenPage(case.id, case.data, case.url, None, case.kind, case.gold) for case in cases]
    with tempfile.TemporaryDirectory() as folder:
        parts = write_accepted(pages[:half], cases[0].domain, book, Path(folder), save)
        after = load_rules(folder, sites=False)
        seen = [(page, see(page, book), see(page, after)) for page in pages[half:]]
    changes = [compare(page, old, new) for page, old, new in seen]
    golds = [(page.gold or {})["body"] for page, _, _ in seen]
    old_bodies, new_bodies = [old.article.body for _, old, _ in seen], [new.article.body for _, _, new in seen]
    judged = Judged(
        site, half, len(seen), parts, body_figures(golds, old_bodies)["body_f1"], body_figures(golds, new_bodies)["body_f1"],
        sum(b.kind == "lost" and bool(b.gold) for change in changes for b in change.blocks),
        sum(max(0, _held(gold, old) - _held(gold, new)) for gold, old, new in zip(golds, old_bodies, new_bodies, strict=True)),
        sum(change.changed for change in changes),
        sum(len(change.fields_won) for change in changes), sum(len(change.fields_lost) for change in changes),
    )
    return judged, [change for change in changes if change.changed]


def write_accepted(pages: Iterable[GivenPage], site: str, book: Rulebook, folder: Path, save: Path | None) -> str:
    """Write the suggestion for a site, all of it accepted, below ``folder``; return what it proposes in short."""
    try:
        found = suggest(pages, site, book)
    except InputError as error:
        return f"none ({str(error).partition(' ')[0]} fit)"
    path = folder / "sites" / f"{site}.yaml"
    path.parent.mkdir()
    path.write_text(found.text, encoding="utf-8")
    if save:
        save.mkdir(parents=True, exist_ok=True)
        (save / path.name).write_text(found.text, encoding="utf-8")
    path.write_text(accept(path).text, encoding="utf-8")
    draft = found.draft
    counts = (("c", len(draft.content)), ("r", len(draft.rules)), ("f", len(draft.fields)))
    return " ".join(f"{count}{letter}" for letter, count in counts if count) or "-"


def table(found: Sequence[Judged]) -> str:
    """Return the table with a line of sums."""
    heads = ("site", "learned", "judged", "parts", "generic", "suggested", "change", "gold lost", "words", "changed", "fields +", "-")
    rows = [list(heads)]
    for one in found:
        figures = (f"{one.before:.4f}", f"{one.after:.4f}", _signed(one.after - one.before))
        rows.append([one.site, str(one.learned), str(one.judged), one.parts, *figures, *(str(n) for n in one[6:])])
    before, after = (sum(getattr(one, key) for one in found) / max(1, len(found)) for key in ("before", "after"))
    sums = [str(sum(one[i] for one in found)) for i in range(6, len(Judged._fields))]  # type: ignore[misc]
    rows.append([f"mean of {len(found)}", "", "", "", f"{before:.4f}", f"{after:.4f}", _signed(after - before), *sums])
    below = [one.site for one in found if one.after < one.before]
    above = sum(one.after > one.before for one in found)
    return aligned(rows) + f"\n\n{above} sites above generic, {len(below)} below{': ' + ', '.join(below) if below else ''}"


def show(changes: Iterable[PageChange]) -> None:
    """Print what changes on each page."""
    for change in changes:
        print(change.name)
        for field in change.fields:
            print(f"    {field.name}: {field.before!r} -> {field.after!r}")
        for block in change.blocks:
            print(f"    {block.kind:6} {'GOLD' if block.gold else '    '} {block.rule.rpartition('/')[2]:28} {block.text[:90]}")


def _signed(value: float) -> str:
    return f"{value:+.4f}" if round(value, 4) else "="


def _held(gold: str, body: str) -> int:
    """Return how many runs of four words of the gold a body holds."""
    return sum((shingles(gold) & shingles(body)).values()) if WORD.search(body) else 0


def _order(case: Case) -> tuple[str, str]:
    found = _DAY.search(case.id)
    return found[1] if found else "", case.id


if __name__ == "__main__":
    main()
