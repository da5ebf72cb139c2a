"""Which elements hold the body: selectors for ``content.select``, learned from what the cleaner is sure of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cleaner.bodies import holds
from cleaner.upkeep.suggest.evidence import ContentPart, Evidence
from cleaner.upkeep.suggest.sample import SamplePage

#: Pages that a selector must hold the body of, and share of the sample that all of them together must.
LEAST_PAGES, _LEAST_SHARE = 3, 0.5
#: Words beside the body that an element may hold for each word of the body, on average.
_MOST_BESIDE = 0.5
#: Share of the widest support with which a tighter selector is better than the one that has it.
_NEARLY = 0.9


class Fit(NamedTuple):
    """How an element holds the body of one page: words beside the body for each of the body's, and whether it is the wrong element."""

    beside: float
    wrong: bool


def fits(pages: Sequence[SamplePage]) -> Mapping[SamplePage, Mapping[str, Fit]]:
    """Return for each page how each selector that enough pages have holds its body; none for those that the engine would not believe."""
    counts = Counter(selector for page in pages for selector in page.spans)
    return {page: {s: fit for s in page.spans if counts[s] >= LEAST_PAGES and (fit := _fit(page, s))} for page in pages}


def content_parts(pages: Sequence[SamplePage], known: Mapping[SamplePage, Mapping[str, Fit]]) -> tuple[ContentPart, ...]:
    """Return the selectors that hold the body of nearly all pages and little else; () when there are none.

    Args:
        pages: the sample.
        known: what :func:`fits` gave for these pages and perhaps more.
    """
    rest, chosen = list(pages), []
    while len(rest) >= LEAST_PAGES:
        # The first that matches decides, so an element of pages that are held already may not be the wrong one there either.
        best = _best(rest, pages, known)
        if best is None:
            break
        chosen.append(best)
        rest = [page for page in rest if best not in page.spans]
    if not chosen or len(pages) - len(rest) < _LEAST_SHARE * len(pages):
        return ()
    return tuple(ContentPart(selector, _evidence(selector, pages, known)) for selector in chosen)


def _best(rest: Sequence[SamplePage], pages: Sequence[SamplePage], known: Mapping[SamplePage, Mapping[str, Fit]]) -> str | None:
    wrong = {selector for page in pages for selector, fit in known[page].items() if fit.wrong}
    support: dict[str, list[float]] = {}
    for page in rest:
        for selector, fit in known[page].items():
            if selector not in wrong:
                support.setdefault(selector, []).append(fit.beside)
    held = {s: found for s, found in support.items() if len(found) >= LEAST_PAGES and sum(found) <= _MOST_BESIDE * len(found)}
    if not held:
        return None
    most = max(map(len, held.values()))
    wide = [s for s, found in held.items() if len(found) >= _NEARLY * most]
    depth = {s: place for page in rest for place, s in enumerate(page.spans)}

    def order(selector: str) -> tuple[float, float, bool, bool, int, str]:
        # Of equals a name without figures, an id, and the innermost element.
        beside = round(sum(held[selector]) / len(held[selector]), 3)
        figures = any(c.isdigit() for c in selector)
        return beside, _elements(selector, rest), figures, "#" not in selector, -depth[selector], selector

    return min(wide, key=order)


def _elements(selector: str, pages: Iterable[SamplePage]) -> float:
    """Return how many elements a selector meets on a page where it meets any."""
    counts = [len(page.spans[selector]) for page in pages if selector in page.spans]
    return sum(counts) / max(1, len(counts))


def _fit(page: SamplePage, selector: str) -> Fit | None:
    within = page.within(selector)
    held = sorted(within)
    if not held or not holds(page.page, held, page.finding):
        return None
    beside = page.words(within - page.body - page.told) / max(1.0, page.words(page.body))
    return Fit(beside, wrong=not page.likely <= within)


def _evidence(selector: str, pages: Sequence[SamplePage], known: Mapping[SamplePage, Mapping[str, Fit]]) -> Evidence:
    held = [page for page in pages if selector in known[page]]
    beside = sum(known[page][selector].beside for page in held) / max(1, len(held))
    return Evidence(
        len(held), len(pages), not_on=tuple(page.name for page in pages if page not in held),
        remarks=(f"holds every paragraph that the cleaner is likely right about; for 100 words of the body {beside * 100:.0f} others",),
    )
