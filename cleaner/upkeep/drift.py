"""Drift: which rule, content selector or field source of a site stopped matching, and since when.

A thing that matched on most pages of a site from one day to another and on none of the pages after it has *died*: the site has
changed its template, or the rule its words. Thresholds (:class:`Thresholds`): at least 5 pages between first and last match, matched on
at least half of them; at least 5 pages after the last match; and so many of them that chance would give such a run less than once in
a hundred at the rate before.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cleaner.domains import host_of, registered_domain
from cleaner.rules.book import Rulebook
from cleaner.rules.loaded import LoadedFile
from cleaner.upkeep.given import GivenPage
from cleaner.upkeep.states import FailedPage, Seen, see_all

#: Layers whose rules are for certain sites; what the others match says little of a site.
_NEAR = frozenset({"family", "site"})
_NO_SITE = "(no address)"


class Thing(NamedTuple):
    """What is watched: its kind, its name, where it stands.

    Kinds: ``rule``; ``content``, a file's selectors as a whole, and each ``selector``; ``field``, as a file reads it; ``source``, the place
    that a field of the record came from (``title ld:NewsArticle.headline``).
    """

    kind: str
    name: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When something has died.

    Attributes:
        before: least pages from the first to the last match.
        after: least pages after the last match.
        rate: least share of the pages before that matched.
        chance: highest probability of the run of misses at that rate, were pages drawn by lot.
    """

    before: int = 5
    after: int = 5
    rate: float = 0.5
    chance: float = 0.01


@dataclass(frozen=True, slots=True)
class Drift:
    """How often a thing matched on a site's pages.

    Attributes:
        site: the registered domain.
        kind: see :class:`Thing`.
        name: see :class:`Thing`.
        at: ``file:line``, "" for sources.
        verdict: ``alive``, ``died``, ``never`` (no match on enough pages to tell) or ``unsure`` (too few pages).
        months: month of the fetch date (``2026-10``, or ``undated``) → (pages that matched, pages).
        last: day of the last match (ISO), "" where there is none or no date is known.
        since: day of the first page after it, where it died.
    """

    site: str
    kind: str
    name: str
    at: str
    verdict: str
    months: Mapping[str, tuple[int, int]]
    last: str = ""
    since: str = ""

    @property
    def alarm(self) -> bool:
        """Whether somebody must look: it died, or a file's content selectors have not matched at all."""
        return self.verdict == "died" or (self.verdict == "never" and self.kind == "content")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Everything that was watched, by site, and the pages that failed.

    Attributes:
        drifts: by site, kind and name.
        sites: site → pages.
        failed: pages that could not be cleaned.
    """

    drifts: tuple[Drift, ...]
    sites: Mapping[str, int]
    failed: tuple[FailedPage, ...]

    @property
    def alarms(self) -> tuple[Drift, ...]:
        """What somebody must look at."""
        return tuple(d for d in self.drifts if d.alarm)


def diagnose(
    pages: Iterable[GivenPage], book: Rulebook, *, thresholds: Thresholds | None = None, general: bool = False,
) -> Diagnosis:
    """Return how often rules, content selectors and field sources matched, by site and month. A page is held at a time.

    Args:
        pages: pages with address and fetch date, in any order; those without a date count in no drift.
        book: the rulebook.
        thresholds: when something has died.
        general: also watch the rules of generic and language files.

    Raises:
        RuleErrors: a file of a page's site or language is wrong.
    """
    limits = thresholds or Thresholds()
    watched: dict[str, _Site] = {}
    failures: list[FailedPage] = []
    for outcome in see_all(pages, book):
        if isinstance(outcome, FailedPage):
            failures.append(outcome)
            continue
        page, (seen,) = outcome
        site = watched.setdefault(_site_of(seen), _Site())
        site.add(seen, page.fetched_at.date() if page.fetched_at else None, general)
    drifts = (d for name in sorted(watched) for d in watched[name].drifts(name, limits))
    return Diagnosis(tuple(drifts), {name: watched[name].days.total() for name in sorted(watched)}, tuple(failures))


_Day = datetime.date | None


@dataclass
class _Site:
    """Pages and matches of a site by day; None is the day of pages without a date."""

    days: Counter[_Day] = field(default_factory=Counter)
    chosen: dict[Thing, Counter[_Day]] = field(default_factory=dict)
    matches: dict[Thing, Counter[_Day]] = field(default_factory=dict)

    def add(self, seen: Seen, day: _Day, general: bool) -> None:
        self.days[day] += 1
        for thing in _things(seen):
            self.chosen.setdefault(thing, Counter())[day] += 1
        for thing in set(_matches(seen, general)):
            self.matches.setdefault(thing, Counter())[day] += 1

    def drifts(self, site: str, limits: Thresholds) -> Iterator[Drift]:
        """Yield what became of every thing that was chosen for the site, or matched there."""
        for thing in sorted(self.chosen.keys() | self.matches.keys()):
            # Sources and general rules could match on every page of the site.
            pages = self.chosen.get(thing, self.days)
            yield _drift(site, thing, pages, self.matches.get(thing, Counter()), limits)


def _site_of(seen: Seen) -> str:
    host = host_of(seen.cleaned.page.url) or host_of(seen.cleaned.page.structured.canonical)
    return registered_domain(host) or host or _NO_SITE


def _things(seen: Seen) -> Iterator[Thing]:
    """Yield what is written for the page's site or family and could match: rules, content selectors."""
    active, near = seen.cleaned.chosen.active, _near(seen)
    for tables in active.tables:
        for number, compiled in enumerate(tables.rules):
            if compiled.id in near:
                rule = active.rule(tables, number)
                if rule is not None:
                    yield Thing("rule", rule.id, rule.at)
    for loaded in active.files:
        yield from _selectors(loaded)
    yield from _fields(seen).values()


def _near(seen: Seen) -> frozenset[str]:
    """Return the full ids of rules that are written for the page's site or family."""
    files = (f for f in seen.cleaned.chosen.active.files if f.file.layer in _NEAR or f.file.site)
    return frozenset(loaded.full_id(rule) for loaded in files for rule in loaded.file.rules)


def _fields(seen: Seen) -> dict[str, Thing]:
    """Return the fields that a file says how to read, each of the nearest file."""
    found: dict[str, Thing] = {}
    for loaded in sorted(seen.cleaned.chosen.active.files, key=lambda f: f.layer == "local"):
        for name, reading in loaded.file.fields.items():
            found[name] = Thing("field", f"{loaded.folder}/{loaded.stem}/{name}", f"{reading.origin.path}:{reading.origin.line}")
    return found


def _selectors(loaded: LoadedFile) -> Iterator[Thing]:
    content = loaded.file.content
    if content:
        at = f"{content.origin.path}:{content.origin.line}"
        yield Thing("content", f"{loaded.folder}/{loaded.stem}", at)
        yield from (Thing("selector", selector, at) for selector in content.select)


def _matches(seen: Seen, general: bool) -> Iterator[Thing]:
    """Yield what matched on a page; block numbers are left out of sources, since they differ from page to page."""
    cleaned = seen.cleaned
    for loaded in cleaned.chosen.active.files:
        things = [*_selectors(loaded)]
        matching = [thing for thing in things if thing.kind == "selector" and cleaned.page.matches.get(thing.name)]
        yield from (things[:1] if matching else ())
        yield from matching
    near = _near(seen)
    for verdict in cleaned.settled.verdicts:
        for claim in (verdict.claim, *verdict.losers):
            if claim.at and claim.rank > (10,) and (general or claim.rule in near):
                yield Thing("rule", claim.rule, claim.at)
    fields = _fields(seen)
    for name, source in seen.article.sources.items():
        if name in fields and source.source.startswith("rule:"):
            yield fields[name]
        place = "block" if source.source.startswith("block:") else source.source
        if place:
            yield Thing("source", f"{name} {place}")


def _drift(site: str, thing: Thing, pages: Counter[_Day], matches: Counter[_Day], limits: Thresholds) -> Drift:
    days = sorted(day for day in pages if day is not None)
    hits = [day for day in days if matches[day]]
    later = [day for day in days if hits and day > hits[-1]]
    verdict = _verdict(pages, matches, hits, later, limits)
    return Drift(
        site, *thing, verdict, _months(pages, matches), hits[-1].isoformat() if hits else "",
        later[0].isoformat() if verdict == "died" else "",
    )


def _verdict(
    pages: Counter[_Day], matches: Counter[_Day], hits: list[datetime.date], later: list[datetime.date], limits: Thresholds,
) -> str:
    if not matches.total():
        return "never" if pages.total() >= limits.after else "unsure"
    if not hits:
        return "unsure"  # no page that matched has a date
    before = sum(n for day, n in pages.items() if day is not None and hits[0] <= day <= hits[-1])
    after = sum(pages[day] for day in later)
    rate = sum(matches[day] for day in hits) / before
    if not after:
        return "alive"
    enough = before >= limits.before and after >= limits.after and rate >= limits.rate
    if enough and (1 - min(rate, 1.0)) ** after <= limits.chance:
        return "died"
    return "unsure" if before < limits.before else "alive"


def _months(pages: Counter[_Day], matches: Counter[_Day]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for day in sorted(pages, key=lambda d: (d is None, d or datetime.date.min)):
        month = day.strftime("%Y-%m") if day else "undated"
        hits, total = found.get(month, (0, 0))
        found[month] = hits + matches[day], total + pages[day]
    return found
