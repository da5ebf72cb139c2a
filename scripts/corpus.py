"""Reading corpora in the ``cases.jsonl`` form, and telling which blocks of a page its gold body holds."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from cleaner.domains import registered_domain

WORD = re.compile(r"\w+")
#: A block is gold when this share of its 4-word shingles stands in the gold body.
GOLD_SHARE = 0.6
_N = 4


class Case(NamedTuple):
    """A page with its gold: corpus name, id, address, registered domain, bytes, gold fields, ``html`` or ``text``."""

    corpus: str
    id: str
    url: str
    domain: str
    data: bytes
    gold: dict[str, Any]
    kind: str = "html"


def read_corpus(folder: Path) -> Iterator[Case]:
    """Yield the cases of a corpus folder."""
    for line in case_lines(folder):
        yield read_case(folder, line)


def case_lines(folder: Path) -> list[str]:
    """Return the lines of a corpus, a case each, whose pages are not read yet."""
    return [line for line in (folder / "cases.jsonl").read_text(encoding="utf-8").split("\n") if line.strip()]


def read_case(folder: Path, line: str) -> Case:
    """Return the case of a line, with its page. A page in a ``.txt.gz`` file is text that another tool extracted."""
    c = json.loads(line)
    host = urlsplit(c["url"]).hostname or ""
    data = gzip.decompress((folder / c["html"]).read_bytes())
    kind = "text" if c["html"].endswith(".txt.gz") else "html"
    return Case(folder.name, c["id"], c["url"], registered_domain(host) or host, data, c["gold"], kind)


def gold_blocks(texts: Sequence[str], gold: str) -> list[bool]:
    """Tell for each block whether the gold body holds it.

    A block of five words and more is looked up by its shingles; of blocks that claim the same words of the gold the longest
    wins, then the one in the densest company. A shorter block must stand in the gold between its neighbours.
    """
    words = [WORD.findall(t.lower()) for t in texts]
    target = WORD.findall(gold.lower())
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(target) - _N + 1):
        places[tuple(target[i:i + _N])].append(i)
    spans = [_long_span(w, places) for w in words]
    _drop_covered(spans, len(target))
    for i, block in enumerate(words):
        if spans[i] is None and 0 < len(block) < 12:
            lo, hi = _window(spans, i, len(target))
            at = _find(target, block, lo, hi)
            if at is not None:
                spans[i] = (at, at + len(block))
    return [s is not None for s in spans]


def _long_span(block: list[str], places: dict[tuple[str, ...], list[int]]) -> tuple[int, int] | None:
    """Return where in the gold a block of five words and more stands, None when less than the share is there."""
    grams = [tuple(block[i:i + _N]) for i in range(len(block) - _N + 1)]
    hits = [(i, places[g]) for i, g in enumerate(grams) if g in places]
    if len(block) <= _N or len(hits) < GOLD_SHARE * len(grams):
        return None
    starts = Counter(at - i for i, found in hits for at in found[:8])
    start = max(starts, key=lambda s: (starts[s], -s))
    return max(0, start), max(0, start) + len(block)


def _drop_covered(spans: list[tuple[int, int] | None], size: int) -> None:
    """Leave out blocks whose words of the gold another block holds already (pull quotes, teasers of the same page)."""
    def company(i: int) -> int:
        return sum(s is not None for s in spans[max(0, i - 4):i + 5])

    order = sorted((i for i, s in enumerate(spans) if s), key=lambda i: (spans[i][0] - spans[i][1], -company(i), i))  # type: ignore[index]
    taken = bytearray(size + 1)
    for i in order:
        start, end = spans[i]  # type: ignore[misc]
        end = min(end, size)
        if end > start and sum(taken[start:end]) > (end - start) / 2:
            spans[i] = None
        else:
            taken[start:end] = b"\1" * (end - start)


def _window(spans: Sequence[tuple[int, int] | None], i: int, size: int) -> tuple[int, int]:
    """Return the part of the gold between the nearest found neighbours of block ``i``."""
    before = next((s for s in reversed(spans[:i]) if s), None)
    after = next((s for s in spans[i + 1:] if s), None)
    lo = max(0, before[1] - 2) if before else 0
    if before and after and after[0] >= before[1] - 2:
        return lo, after[0] + 2
    if after and not before:
        return max(0, after[0] - 60), after[0] + 2
    return lo, min(size, lo + 60)


def _find(target: list[str], block: list[str], lo: int, hi: int) -> int | None:
    size = len(block)
    for at in range(lo, min(hi, len(target)) - size + 1):
        if target[at:at + size] == block:
            return at
    return None


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words of a text; a shorter text is one run."""
    words = WORD.findall(text)
    return Counter(tuple(words[i:i + _N]) for i in range(max(1, len(words) - _N + 1))) if words else Counter()


def body_figures(golds: Sequence[str], bodies: Sequence[str]) -> dict[str, float]:
    """Return body_f1 (F1 of mean precision and mean recall over 4-word shingles) and body_exact, as the benchmark defines them."""
    precisions, recalls, exact = [], [], 0
    for gold, body in zip(golds, bodies, strict=True):
        g, b = shingles(gold), shingles(body)
        same = sum((g & b).values())
        if b:
            precisions.append(same / sum(b.values()))
        if g:
            recalls.append(same / sum(g.values()))
        exact += WORD.findall(gold) == WORD.findall(body)
    p, r = sum(precisions) / max(1, len(precisions)), sum(recalls) / max(1, len(recalls))
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return {"body_f1": round(f1, 4), "precision": round(p, 4), "recall": round(r, 4), "body_exact": round(exact / max(1, len(golds)), 4)}
