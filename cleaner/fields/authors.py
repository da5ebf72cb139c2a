"""Who wrote an article: from all places that name authors to one list of persons, one of agencies, and the byline as printed.

The order of belief is :data:`ORDER`. The first place that names a person decides; then the byline that readers see corrects
it: it may name more persons than the page's data, and say of some that they only helped.
"""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.fields.author_readings import AuthorHints as AuthorHints
from cleaner.fields.author_readings import AuthorReadings, Reading
from cleaner.fields.found import Found
from cleaner.fields.names import in_capitals, is_full, same_name
from cleaner.values import Page

#: Where authors are looked for, the most believed first.
ORDER = ("rule", "ld", "blocks", "links", "items", "metas", "nodes", "lines")
#: Where they are looked for when those name nobody: lines without a ``by`` word, lines and boxes below the story.
WEAK = ("bare", "far-blocks", "far", "tail", "boxes")
#: Those that readers see, which correct the others.
PRINTED = ("blocks", "nodes", "lines")
#: Most lines in a row of which each is an author's name.
_MOST_LINES = 5


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
    agencies = _agencies(readings)
    if chosen is None and agencies is None:
        chosen = _desk(readings, hints)
    byline = Found(printed.raw, printed.source, printed.raw) if printed else None
    return PageAuthors(chosen, agencies, byline, printed.blocks if printed else ())


def _printed(readings: AuthorReadings) -> Reading | None:
    """Return the byline that readers see: the first that names somebody, rather one with a ``by`` word."""
    shown = [r for rank in PRINTED for r in readings.of(rank) if r.persons or r.agencies]
    return next((r for r in shown if r.signed), shown[0] if shown else None)


def _first_with_persons(readings: AuthorReadings) -> Reading | None:
    return next((r for rank in ORDER for r in readings.of(rank) if r.persons), None)


def _weak(readings: AuthorReadings) -> Reading | None:
    """Return the first weak place that names a person, unless an agency is named as the author."""
    if any(r.agencies and (r.signed or r.rank not in PRINTED) for r in readings.known()):
        return None
    desk = any(r.desks for rank in ("ld", "items") for r in readings.of(rank))
    for rank in WEAK:
        if desk and rank in ("bare", "boxes"):
            continue
        if named := [r for r in readings.of(rank) if r.persons]:
            return _with_neighbours(named) if rank == "bare" else named[0]
    return None


def _with_neighbours(readings: list[Reading]) -> Reading | None:
    """Return the first line of names together with those right behind it; None for a long list, which is of others."""
    first, *others = readings
    parts, blocks = list(first.parts), list(first.blocks)
    for other in others:
        if not set(other.blocks) & {blocks[-1] + 1, blocks[-1] + 2}:
            break
        parts += other.parts
        blocks += other.blocks
    return Reading(first.rank, first.source, tuple(parts), tuple(blocks)) if len(parts) <= _MOST_LINES else None


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
    """Return another place's spelling of a name that is printed in capitals here."""
    if not in_capitals(name):
        return name
    spellings = (p for r in readings.known() for p in r.persons if same_name(p) == same_name(name) and not in_capitals(p))
    return next(spellings, name)


def _agencies(readings: AuthorReadings) -> Found[tuple[str, ...]] | None:
    named = [r for r in readings.known() if r.agencies]
    if not named:
        return None
    return Found(tuple(dict.fromkeys(a for r in named for a in r.agencies)), named[0].source, named[0].raw)


def _desk(readings: AuthorReadings, hints: AuthorHints) -> Found[tuple[str, ...]] | None:
    """Return the desk or paper that the page names as the author, for lack of a person; ``Staff`` alone names nobody."""
    for reading in (r for rank in (*ORDER, "tail") for r in readings.of(rank)):
        if named := [d for d in reading.desks if d not in hints.words.staff]:
            return Found((named[0],), reading.source, reading.raw, ("no person is named",))
    return None
