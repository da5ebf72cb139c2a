"""Reading corpora in the ``cases.jsonl`` form, and the benchmark's figures of their bodies."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from cleaner.domains import registered_domain
from cleaner.upkeep.gold import WORD, shingles


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
