"""From the pages seen of a site to the lines that are chrome for sure. A function of its evidence and of nothing else."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cleaner.memory.evidence import PageSeen, SiteEvidence
from cleaner.memory.lines import AT_HOME, BODY_MARKS, FIELD, PROSE_MARKS, SURE_PROSE, TOLD_MARKS

#: Stories on which a line must stand, and share of all stories of the site: a line, and one that reads as prose.
LEAST_STORIES, SHARE, PROSE_SHARE = 5, 0.6, 0.75
#: Stories from which on a paragraph is no longer one story's own.
REPEATED = 3
#: Share of the paragraphs of the shorter page from which on two pages tell one story.
SAME_STORY = 0.5
#: Share of a line's pages on which it must have known company, in plain text.
_COMPANY = 0.6
KINDS = ("html", "text")
ZONES = ("head", "tail")


class LearnedLine(NamedTuple):
    """A line that repeats.

    Attributes:
        key: its key.
        kind: ``html`` or ``text``.
        zone: where it stands: ``head`` (before the story) or ``tail`` (after it).
        stories: stories of the site beside which it stands there.
        of: stories of the site.
        through: pages on which the cleaner took it for the body.
        text: what it says, folded, figures as ``0``; "" where it is not kept.
        doubt: why it is not sure: ``few``, ``article``, ``field``, ``alone``, ``attached``; "" when it is.
    """

    key: str
    kind: str
    zone: str
    stories: int
    of: int
    through: int
    text: str
    doubt: str


@dataclass(frozen=True)
class Learned:
    """What is known of a site.

    Attributes:
        sure: keys of chrome by kind and zone.
        repeated: keys of lines that stand beside several stories, by kind.
        lines: every line that repeats, the most frequent first.
    """

    sure: Mapping[tuple[str, str], frozenset[str]]
    repeated: Mapping[str, frozenset[str]]
    lines: tuple[LearnedLine, ...]


class _Read(NamedTuple):
    """A page with its story's number and the places of its first and last own paragraph."""

    story: int
    entries: tuple[tuple[str, str], ...]
    first: int
    last: int

    def zone(self, place: int) -> str:
        return "head" if place < self.first else "tail" if place > self.last else ""


def learn(evidence: SiteEvidence) -> Learned:
    """Return what the pages seen of a site tell."""
    sure: dict[tuple[str, str], frozenset[str]] = {}
    repeated: dict[str, frozenset[str]] = {}
    lines: list[LearnedLine] = []
    for kind in KINDS:
        seen = [evidence.pages[name] for name in sorted(evidence.pages) if evidence.pages[name].kind == kind]
        known = _repeated(seen)
        repeated[kind] = known
        found = _lines(kind, _read(seen, known), known, evidence.texts)
        lines += found
        for zone in ZONES:
            sure[kind, zone] = frozenset(line.key for line in found if line.zone == zone and not line.doubt)
    return Learned(sure, repeated, tuple(sorted(lines, key=lambda line: (line.kind, line.zone, -line.stories, line.key))))


def own(key: str, mark: str, repeated: frozenset[str]) -> bool:
    """Tell whether a line is a paragraph of this page's story alone. What stands where the article stands is, however often it is said."""
    return mark == AT_HOME or (mark == SURE_PROSE and key not in repeated)


def _repeated(pages: Sequence[PageSeen]) -> frozenset[str]:
    numbers = _stories(pages)
    stories: dict[str, set[int]] = defaultdict(set)
    for number, page in zip(numbers, pages, strict=True):
        for key, _ in page.entries():
            stories[key].add(number)
    return frozenset(key for key, found in stories.items() if len(found) >= REPEATED)


def _stories(pages: Sequence[PageSeen]) -> list[int]:
    """Return the number of each page's story: pages that share half of their paragraphs tell the same one."""
    told = [frozenset(key for key, mark in page.entries() if mark in TOLD_MARKS) for page in pages]
    numbers = list(range(len(pages)))
    for i, mine in enumerate(told):
        for j in range(i):
            if numbers[i] != numbers[j] and len(mine & told[j]) > SAME_STORY * min(len(mine), len(told[j])):
                old, new = max(numbers[i], numbers[j]), min(numbers[i], numbers[j])
                numbers = [new if number == old else number for number in numbers]
    return numbers


def _read(pages: Sequence[PageSeen], repeated: frozenset[str]) -> list[_Read]:
    """Return the pages that show a story of their own."""
    found = []
    for number, page in zip(_stories(pages), pages, strict=True):
        entries = tuple(page.entries())
        mine = [n for n, (key, mark) in enumerate(entries) if own(key, mark, repeated)]
        if mine:
            found.append(_Read(number, entries, mine[0], mine[-1]))
    return found


class _Sightings(NamedTuple):
    """Where a line was seen: stories by zone, and on how many pages."""

    stories: dict[str, set[int]]
    tally: Counter[str]


def _lines(kind: str, pages: Sequence[_Read], repeated: frozenset[str], texts: Mapping[str, str]) -> list[LearnedLine]:
    stories = len({page.story for page in pages})
    seen: dict[str, _Sightings] = defaultdict(lambda: _Sightings(defaultdict(set), Counter()))
    for page in pages:
        for place, (key, mark) in enumerate(page.entries):
            if key in repeated:
                _sight(seen[key], page, place, mark)
    frequent = {key for key, found in seen.items() if any(len(s) >= _least(found, stories) for s in found.stories.values())}
    if kind == "text":
        for page in pages:
            _judge_company(seen, page, frequent)
    return [line for key in sorted(seen) for line in _learned(key, kind, seen[key], stories, texts.get(key, ""))]


def _sight(found: _Sightings, page: _Read, place: int, mark: str) -> None:
    zone = page.zone(place)
    if zone:
        found.stories[zone].add(page.story)
        found.tally["edge"] += 1
    elif mark in BODY_MARKS:
        found.tally["article"] += 1
    found.tally["prose"] += mark in PROSE_MARKS
    found.tally["through"] += mark in BODY_MARKS
    found.tally["field"] += mark == FIELD


def _judge_company(seen: Mapping[str, _Sightings], page: _Read, frequent: set[str]) -> None:
    """Count where lines stand in a run: beside another frequent line or at the page's end; and prose that hangs on the story."""
    last = len(page.entries) - 1
    for place, (key, mark) in enumerate(page.entries):
        if key not in frequent or not page.zone(place):
            continue
        if place in (0, last) or page.entries[place - 1][0] in frequent or page.entries[place + 1][0] in frequent:
            seen[key].tally["company"] += 1
        if mark in PROSE_MARKS and place in (page.first - 1, page.last + 1):
            seen[key].tally["attached"] += 1


def _least(found: _Sightings, stories: int) -> int:
    share = PROSE_SHARE if found.tally["prose"] else SHARE
    return max(LEAST_STORIES, math.ceil(share * stories))


def _learned(key: str, kind: str, found: _Sightings, stories: int, text: str) -> Iterator[LearnedLine]:
    tally = found.tally
    for zone in ZONES:
        count = len(found.stories.get(zone, ()))
        if count:
            doubt = _doubt(kind, tally, count >= _least(found, stories))
            yield LearnedLine(key, kind, zone, count, stories, tally["through"], text, doubt)


def _doubt(kind: str, tally: Counter[str], enough: bool) -> str:
    if tally["field"]:
        return "field"
    if tally["article"]:
        return "article"
    if not enough:
        return "few"
    if kind == "text" and tally["attached"] * 2 > tally["edge"]:
        return "attached"
    if kind == "text" and tally["company"] < _COMPANY * tally["edge"]:
        return "alone"
    return ""
