"""Who wrote an article: from all places that name authors to one list of persons, one of agencies, and the byline as printed.

The order of belief is :data:`ORDER`. The first place that names a person decides; then the byline that readers see corrects
it: it may name more persons than the page's data, and say of some that they only helped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from cleaner.fields.author_readings import AuthorHints as AuthorHints
from cleaner.fields.author_readings import AuthorReadings, Reading
from cleaner.fields.found import Found
from cleaner.fields.names import in_capitals, is_full, same_name
from cleaner.values import Page

#: Where authors are looked for, the most believed first.
ORDER = ("rule", "ld", "blocks", "links", "items", "metas", "nodes", "lines")
#: Where they are looked for when those name nobody: lines without a ``by`` word, lines and boxes below the story.
WEAK = ("bare", "signature", "far-blocks", "far", "tail", "boxes", "text-signature")
#: Those that readers see, which correct the others.
PRINTED = ("blocks", "nodes", "lines")
#: Most lines in a row of which each is an author's name.
_MOST_LINES = 5
#: A name as accounts and addresses hold it.
_SLUG = re.compile(r"[a-z]+(?:[-._][a-z]+)+")
#: How far behind a line of words that may be no name one of surer names may stand.
_NEXT = 3


@dataclass(frozen=True, slots=True)
class PageAuthors:
    """Who wrote a page.

    Attributes:
        authors: persons in order; a desk or the paper itself only where the page names no person and no agency.
        agencies: usual names of news agencies.
        byline: the byline as printed, None where the page shows none.
        blocks: indices of the blocks that hold it.
    """

    authors: Found[tuple[str, ...]] | None = None
    agencies: Found[tuple[str, ...]] | None = None
    byline: Found[str] | None = None
    blocks: tuple[int, ...] = ()


def read_authors(page: Page, hints: AuthorHints) -> PageAuthors:
    """Return who wrote ``page``; never raises on what a page holds."""
    readings = AuthorReadings(page, hints)
    printed = _printed(readings)
    decided = _first_with_persons(readings)
    if decided is None:
        decided = _weak(readings)
        printed = printed or decided
    chosen = _corrected(decided, printed, readings) if decided else None
    agencies = _agencies(readings, decided)
    if chosen is None and agencies is None:
        chosen = _desk(readings, hints)
    byline = Found(printed.raw, printed.source, printed.raw) if printed else None
    return PageAuthors(chosen, agencies, byline, printed.blocks if printed else ())


def _printed(readings: AuthorReadings) -> Reading | None:
    """Return the byline that readers see: the first that names somebody, rather one with a ``by`` word."""
    shown = [r for rank in PRINTED for r in readings.of(rank) if r.persons or r.agencies]
    return next((r for r in shown if r.signed), shown[0] if shown else None)


def _first_with_persons(readings: AuthorReadings) -> Reading | None:
    for rank in ORDER:
        found = readings.of(rank)
        if rank == "lines" and found and found[0].leads and not found[0].persons and readings.named_desks(found[0]):
            return None
        if named := [r for r in found if r.persons]:
            return _with_next_lines(named, readings) if rank == "lines" else named[0]
    return None


def _with_next_lines(named: list[Reading], readings: AuthorReadings) -> Reading:
    """Return the first byline together with those in the lines right behind it: ``By Jane Doe``, ``By John Roe``."""
    parts, blocks = list(named[0].parts), list(named[0].blocks)
    for other in named[1:]:
        if not (other.leads and readings.adjoin(blocks[-1], other.blocks[0])):
            break
        parts += other.parts
        blocks += other.blocks
    return Reading(named[0].rank, named[0].source, tuple(parts), tuple(blocks)) if len(parts) <= _MOST_LINES else named[0]


def _weak(readings: AuthorReadings) -> Reading | None:
    """Return the first weak place that names a person, unless an agency or a desk of a name is named as the author."""
    if any(r.agencies and (r.signed or r.rank not in PRINTED) for r in readings.known()):
        return None
    if any(r.signed and r.rank in PRINTED and readings.named_desks(r) for r in readings.known()):
        return None
    desk = any(r.desks for rank in ("ld", "items") for r in readings.of(rank))
    for rank in WEAK:
        if desk and rank in ("bare", "boxes"):
            continue
        named = [r for r in readings.of(rank) if r.persons]
        if _are_others(named):
            named = [r for r in named if not r.signed]
        if named:
            return _with_neighbours(named, readings) if rank == "bare" else named[0]
    return None


def _are_others(named: list[Reading]) -> bool:
    """Tell the bylines of others: several in one weak place that begin alike, of different persons, and do not stand together."""
    signed = [r for r in named if r.signed and r.blocks]
    return any(
        later.blocks[0] - first.blocks[-1] > 1
        and first.raw.partition(" ")[0] == later.raw.partition(" ")[0]
        and set(first.persons).isdisjoint(later.persons)
        for first, later in pairwise(signed)
    )


def _with_neighbours(readings: list[Reading], around: AuthorReadings) -> Reading | None:
    """Return the first line of names together with those right behind it; None for a long list, which is of others.

    Of lines that stand together those count whose words the page's prose does not have, if there are any.
    """
    first, *others = readings
    if not around.is_telling(first):
        telling = [r for r in others if r.blocks[0] - first.blocks[0] <= _NEXT and around.is_telling(r)]
        first, others = (telling[0], telling[1:]) if telling else (first, others)
    together = [first]
    for other in others:
        if not around.adjoin(together[-1].blocks[-1], other.blocks[0]):
            break
        together.append(other)
    if len(together) > 1 and (telling := [r for r in together if around.is_telling(r)]):
        together = telling
    parts = tuple(part for r in together for part in r.parts)
    blocks = tuple(b for r in together for b in r.blocks)
    return Reading(together[0].rank, together[0].source, parts, blocks) if len(parts) <= _MOST_LINES else None


def _corrected(reading: Reading, printed: Reading | None, readings: AuthorReadings) -> Found[tuple[str, ...]]:
    """Let the printed byline add persons and take away helpers, and take the better spelling of each name."""
    steps: list[str] = []
    persons, source, raw = reading.persons, reading.source, reading.raw
    if printed and printed is not reading:
        mine, theirs = set(map(same_name, persons)), set(map(same_name, printed.persons))
        if mine.isdisjoint(theirs) and _beats(printed, reading):
            persons, source, raw = printed.persons, printed.source, printed.raw
            steps.append(f"the byline names others than {reading.source}")
        if mine < theirs:
            persons, source, raw = printed.persons, printed.source, printed.raw
            steps.append(f"the byline names more persons than {reading.source}")
    helpers = {same_name(c) for r in readings.known() if r.rank in PRINTED for c in r.contributors}
    if rest := tuple(p for p in persons if same_name(p) not in helpers):
        persons = rest
    return Found(tuple(_best_spelling(p, readings) for p in persons), source, raw, tuple(steps))


def _beats(printed: Reading, reading: Reading) -> bool:
    """Tell whether a byline that names others than the page's data is right: it begins with ``by`` and has full names, they have not."""
    if reading.rank == "rule" or not printed.leads or not printed.persons or not all(map(is_full, printed.persons)):
        return False
    if not any(map(is_full, reading.persons)):
        return True
    return reading.rank not in ("ld", "blocks") or reading.source.startswith("ld:WebPage")


def _best_spelling(name: str, readings: AuthorReadings) -> str:
    """Return another place's spelling of a name that is printed in capitals here, or as in an address: ``jane-doe``."""
    if not in_capitals(name) and not _SLUG.fullmatch(name):
        return name
    spellings = (p for r in readings.known() for p in r.persons if same_name(p) == same_name(name) and not in_capitals(p) and p != name)
    return next(spellings, name)


def _agencies(readings: AuthorReadings, decided: Reading | None) -> Found[tuple[str, ...]] | None:
    """Return the agencies that are named, of weak places only those of the one that names the authors."""
    named = [r for r in readings.known() if r.agencies and (r.rank not in WEAK or not decided or set(r.blocks) & set(decided.blocks))]
    if not named:
        return None
    return Found(tuple(dict.fromkeys(a for r in named for a in r.agencies)), named[0].source, named[0].raw)


def _desk(readings: AuthorReadings, hints: AuthorHints) -> Found[tuple[str, ...]] | None:
    """Return the desk or paper that the page names as the author, for lack of a person; ``Staff`` alone names nobody."""
    for reading in (r for rank in (*ORDER, "tail", "bare") for r in readings.of(rank)):
        if named := [d for d in reading.desks if d not in hints.words.staff]:
            return Found((named[0],), reading.source, reading.raw, ("no person is named",))
    return None
