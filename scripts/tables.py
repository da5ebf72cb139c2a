"""What an evaluation found, as aligned plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from confusion import BlockNote, Look, add_counts, add_rules
from figures import HEADINGS
from judge import Report

_MS = ("ms_median", "ms_p95")
_WHOLE = ("cases", "errors")
_ID, _RULE, _EXAMPLE = 40, 48, 60
_BLOCKS = 20
_EXTRACTORS = ("rule", "finder", "trafilatura", "none", "error")


def aligned(rows: Iterable[Sequence[str]], left: int = 1) -> str:
    """Return rows of cells in columns, the first ``left`` columns set to the left, the others to the right."""
    table = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) if i < left else cell.rjust(width) for i, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in table
    )
    return "\n".join(line.rstrip() for line in lines)


def figure_table(now: Mapping[str, Mapping[str, float]], before: Mapping[str, Mapping[str, float]]) -> str:
    """Return the figures of all corpora, each with those of the run before and the difference where there was one."""
    keys = [key for key in HEADINGS if any(key in figures for figures in now.values())]
    rows = [["corpus", *(HEADINGS[key] for key in keys)]]
    for corpus, figures in now.items():
        rows.append([corpus, *(_number(key, figures.get(key)) for key in keys)])
        if earlier := before.get(corpus):
            rows.append(["  before", *(_number(key, earlier.get(key)) for key in keys)])
            rows.append(["  change", *(_change(key, figures.get(key), earlier.get(key)) for key in keys)])
    return aligned(rows)


def extractor_table(reports: Mapping[str, Sequence[Report]]) -> str:
    """Return how often each extractor chose the body, with its share of the corpus."""
    rows = [["who chose the body", *_EXTRACTORS]]
    for corpus, pages in reports.items():
        said = Counter(page.extractor for page in pages)
        rows.append([corpus, *(f"{said[name]} {said[name] / max(1, len(pages)):5.1%}" if said[name] else "-" for name in _EXTRACTORS)])
    return aligned(rows)


def cause_table(reports: Mapping[str, Sequence[Report]]) -> str:
    """Return what stands between bodies and exactness; in brackets the pages where it is a single block."""
    heads = ("exact", "surplus only", "missing only", "both", "neither", "words in no block")
    rows = [["bodies", *heads]]
    for corpus, pages in reports.items():
        counts: Counter[str] = Counter()
        single: Counter[str] = Counter()
        for page in pages:
            if "body_exact" in page.figures:
                cause = _cause(page)
                counts[cause] += 1
                single[cause] += len(page.look.missing) + len(page.look.surplus) == 1
        unseen = sum(page.look.unseen for page in pages)
        if counts:
            cells = (f"{counts[h]} ({single[h]})" if single[h] and h != "exact" else str(counts[h]) for h in heads[:-1])
            rows.append([corpus, *cells, str(unseen)])
    return aligned(rows)


def _cause(page: Report) -> str:
    if page.figures["body_exact"]:
        return "exact"
    if page.look.missing and page.look.surplus:
        return "both"
    if page.look.missing or page.look.surplus:
        return "missing only" if page.look.missing else "surplus only"
    return "neither"


def role_table(reports: Mapping[str, Sequence[Report]]) -> str:
    """Return which role the gold's blocks were given: ``blocks/words`` by corpus."""
    return _count_table("role of gold blocks", {c: add_counts(p.look.roles for p in pages) for c, pages in reports.items()})


def tag_table(reports: Mapping[str, Sequence[Report]]) -> str:
    """Return the elements of the surplus blocks: ``blocks/words`` by corpus."""
    return _count_table("tag of surplus", {c: add_counts(p.look.tags for p in pages) for c, pages in reports.items()})


def _count_table(title: str, counts: Mapping[str, Mapping[str, tuple[int, int]]]) -> str:
    counts = {corpus: found for corpus, found in counts.items() if found}
    total = add_counts(counts.values())
    names = sorted(total, key=lambda name: (-total[name][1], name))
    rows = [[title, *counts, *(["all"] if len(counts) > 1 else [])]]
    for name in names:
        cells = [c.get(name) for c in counts.values()] + ([total[name]] if len(counts) > 1 else [])
        rows.append([name, *("/".join(map(str, cell)) if cell else "-" for cell in cells)])
    return aligned(rows)


def loss_table(looks: Iterable[Look], most: int) -> str:
    """Return the rules that took words of the gold, the costliest first.

    ``back`` is how many of the words would be body again if the rule were not there; the rest another claim would take.
    """
    rows = [["rule", "claimed", "gold", "lost", "back", "its longest loss"]]
    for rule, note in add_rules(one.rules for one in looks).items():
        if note.gold and len(rows) <= most:
            rows.append([_cut(rule, _RULE), *map(str, note[:4]), _cut(note.example, _EXAMPLE)])
    widest = max(len(row[-1]) for row in rows)
    return aligned([*row[:-1], row[-1].ljust(widest)] for row in rows)


def worst_pages(reports: Sequence[Report], most: int) -> Iterator[str]:
    """Yield the pages with the lowest body figure, each with the blocks on the wrong side and the wrong fields."""
    faulty = [page for page in reports if page.error or page.wrong or page.look.surplus or _worth(page) < 1]
    for page in sorted(faulty, key=lambda page: (_worth(page), page.id))[:most]:
        shown = ("p", "r", "word_f1", "body_exact", "seg", "title", "author_f1", "date", "datetime")
        figures = " ".join(f"{key} {_short(page.figures[key])}" for key in shown if page.figures.get(key) is not None)
        yield f"{page.corpus}/{_cut(page.id, _ID)}  {page.url}\n    {figures}  by {page.extractor}"
        if page.error:
            yield f"    error: {page.error}"
        for name, (gold, ours) in page.wrong.items():
            yield f"    {name}: {ours!r} instead of {gold!r}"
        for sign, notes in (("-", page.look.missing), ("+", page.look.surplus)):
            if notes:
                yield aligned([_note(sign, note) for note in notes[:_BLOCKS]], 6)
            if rest := notes[_BLOCKS:]:
                yield f"    {sign} … {len(rest)} more with {sum(note.words for note in rest)} words"
        if page.look.unseen:
            yield f"    {page.look.unseen} words of the gold stand in no block"


def _note(sign: str, note: BlockNote) -> list[str]:
    return [f"    {sign}", f"{note.score:.2f}", note.role, note.tag, _cut(note.rule, _RULE), note.text]


def _worth(page: Report) -> float:
    """Return how good a page is: its body, else its snippets, else its fields."""
    if "word_f1" in page.figures:
        return float(page.figures["word_f1"])
    if "seg" in page.figures:
        hits, wrong, missed = page.figures["seg"]
        return float(hits / max(1, hits + wrong + missed))
    values = [float(v) for v in page.figures.values() if v is not None]
    return sum(values) / max(1, len(values))


def _number(key: str, value: float | None) -> str:
    if value is None:
        return "-"
    if key in _WHOLE:
        return str(int(value))
    return f"{value:.1f}" if key in _MS else f"{value:.4f}".removeprefix("0")


def _change(key: str, now: float | None, before: float | None) -> str:
    if now is None or before is None:
        return ""
    digits = 0 if key in _WHOLE else 1 if key in _MS else 4
    text = f"{now - before:+.{digits}f}"
    return "=" if not text.strip("+-0.") else text.replace("0.", ".", 1) if text[1:3] == "0." else text


def _short(value: Any) -> str:
    return "/".join(map(str, value)) if isinstance(value, (tuple, list)) else f"{value:.3f}".removeprefix("0")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most - 1] + "…"
