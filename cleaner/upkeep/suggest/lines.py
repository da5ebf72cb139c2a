"""Lines of chrome that the cleaner lets through: what repeats across pages, in a run from the beginning or the end of the body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cleaner.rules.compile import MAX_LINE
from cleaner.rules.literals import plain_form
from cleaner.text.words import count_words
from cleaner.upkeep.suggest.chrome import Left
from cleaner.upkeep.suggest.evidence import Evidence, RulePart, StepPart
from cleaner.upkeep.suggest.own_tests import line_tests, sequence_tests
from cleaner.upkeep.suggest.sample import SamplePage
from cleaner.upkeep.suggest.template import common_keys, everywhere

#: Words that a line says at least to go by itself, in head and tail and among the paragraphs.
_ALONE, _IN_BODY = 3.0, 6.0
_FIGURES = re.compile(r"[0-9](?:[0-9.,']*[0-9])?")
#: Steps of a sequence, at most.
_MOST_STEPS = 8


class Place(NamedTuple):
    """A block of a page."""

    page: SamplePage
    block: int

    @property
    def text(self) -> str:
        """What it says."""
        return self.page.page.blocks[self.block].text


def line_parts(pages: Sequence[SamplePage], left: Left) -> tuple[RulePart, ...]:
    """Return sequences and single lines that stand on nearly every page, and are let through on some page at the body's edge.

    Args:
        pages: the sample.
        left: what is left of each page's body when the other parts of the suggestion have acted.
    """
    common = common_keys(pages) - _of_articles(pages)
    edges = {page: _edges(page, left[page], common) for page in pages}
    everywhere = {key for page in pages for key in (page.keys[i] for i in left[page] - edges[page])}
    wanted = {page.keys[i] for page, found in edges.items() for i in found} - everywhere
    places = _places(pages, common)
    runs = _runs(wanted, places)
    parts = [part for number, run in enumerate(runs, 1) if (part := _part(run, places, pages, left, number))]
    return tuple(parts)


def _of_articles(pages: Sequence[SamplePage]) -> frozenset[str]:
    """Return the texts that belong to some page's article: a field of it, a paragraph that the cleaner is sure of, or no words at all."""
    told = {page.keys[i] for page in pages for i in page.told}
    sure = {page.keys[i] for page in pages for i in page.sure} - everywhere(pages)
    return frozenset(told.union(sure, {key for page in pages for key in page.keys if _is_odd(key)}))


def _is_odd(key: str) -> bool:
    """Tell whether no literal can be made of a text: too long for rules of lines, braces in it, no letters."""
    return len(key) > MAX_LINE or "{" in key or "}" in key or not any(c.isalpha() for c in plain_form(key))


def _edges(page: SamplePage, left: frozenset[int], common: frozenset[str]) -> frozenset[int]:
    """Return the blocks of the runs of common lines from both ends of what is left of a body."""
    found: set[int] = set()
    ordered = sorted(left)
    for way in (ordered, ordered[::-1]):
        for i in way:
            if page.keys[i] not in common:
                break
            found.add(i)
    return frozenset(found)


def _places(pages: Iterable[SamplePage], common: frozenset[str]) -> Mapping[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for page in pages:
        for i, key in enumerate(page.keys):
            if key in common:
                found.setdefault(key, []).append(Place(page, i))
    return found


def _runs(wanted: Iterable[str], places: Mapping[str, list[Place]]) -> list[tuple[str, ...]]:
    """Return chains of wanted lines that always follow each other; one that says too little takes its neighbours along."""
    following: dict[str, str] = {}
    for key, found in places.items():
        after = {p.page.keys[p.block + 1] if p.block + 1 < len(p.page.keys) else "" for p in found}
        if len(after) == 1:
            following[key] = after.pop()
    joined = {a: b for a, b in following.items() if b in places and b != a and len(places[a]) == len(places[b])}
    before = {b: a for a, b in joined.items()}
    lines = frozenset(wanted)
    done: set[str] = set()
    runs = []
    for key in sorted(lines):
        if key not in done:
            chain = _chain((key,), joined, before, lines)
            if max(map(count_words, chain)) < _ALONE:
                chain = _chain(chain, joined, before, frozenset(places))
            done.update(chain)
            runs.append(chain)
    return runs


def _chain(chain: tuple[str, ...], after: Mapping[str, str], before: Mapping[str, str], among: frozenset[str]) -> tuple[str, ...]:
    """Return a chain with the lines before and after it that are ``among`` some."""
    while (first := before.get(chain[0])) in among and first not in chain and len(chain) < _MOST_STEPS:
        chain = (str(first), *chain)
    while (last := after.get(chain[-1])) in among and last not in chain and len(chain) < _MOST_STEPS:
        chain = (*chain, str(last))
    return chain


def _part(
    run: tuple[str, ...], places: Mapping[str, list[Place]], pages: Sequence[SamplePage], left: Left, number: int,
) -> RulePart | None:
    """Return the rule of a run, None when it says too little to be told from an article's words."""
    zones = tuple(sorted({p.page.zone(p.block) for key in run for p in places[key] if p.block in left[p.page]}))
    most = max(run, key=lambda key: (count_words(key), key))
    if count_words(most) < (_IN_BODY if "body" in zones else _ALONE):
        return None
    on = {p.page for p in places[most]}
    through = [p for key in run for p in places[key] if p.block in left[p.page]]
    shown = [places[key][0].text for key in run]
    evidence = Evidence(
        len(on), len(pages), tuple(dict.fromkeys(shown)), tuple(page.name for page in pages if page not in on),
        (f"let through on {len({p.page for p in through})} of these pages",),
    )
    zone = () if "body" in zones else zones
    literals = [_literal(places[key]) for key in run]
    if len(run) == 1:
        return RulePart(
            f"line-{number}", "boilerplate", "This line stands on nearly every page.", evidence, line_tests(shown, zone, pages),
            lines=(literals[0],), zone=zone,
        )
    steps = tuple(StepPart(literal, anchor=key == most) for literal, key in zip(literals, run, strict=True))
    return RulePart(
        f"lines-{number}", "boilerplate", "These lines stand on nearly every page, one after the other.", evidence,
        sequence_tests(steps, shown, zone, pages), sequence=steps, zone=zone,
    )


def _literal(found: Sequence[Place]) -> str:
    """Return the literal of a line: as it is written, with a hole where pages have other figures."""
    texts = {place.text for place in found}
    first = found[0].text
    return first if len(texts) == 1 else _FIGURES.sub("{int}", first)
