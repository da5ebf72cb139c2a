"""Rules that nearly took a block, and what stood in their way. For people: cleaning a page never asks.

A miss is near when the rule's own matcher meets the block (the words, the element, or all steps of a sequence but one) and
something else held it back. Rules that do act on the page may have two conditions against them; of files that do not act
on it, because they are for other languages or families, only rules count to which nothing else is opposed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cleaner.broken_sequences import WHOLE, sequences
from cleaner.claims import GUARDED_TAGS, MOST_PROSE, RANKS, Hits, Judge, Prose, find_hits
from cleaner.errors import RuleErrors
from cleaner.explain import NearMiss, Obstacle
from cleaner.rules.book import Rulebook
from cleaner.rules.choose import Chosen
from cleaner.rules.compile import ANYWHERE, ActiveRules, CompiledRule, Tables, compile_files, holds
from cleaner.rules.loaded import LoadedFile
from cleaner.settle import MOST_TAKEN, Settled, Verdict
from cleaner.values import ARTICLE_BODY, CHROME_ROLES, Block, Claim, Page
from cleaner.zones import Zones

#: Near misses that are told of a block, at most, and conditions that may be against one.
_MOST_TOLD, _MOST_AGAINST = 8, 2
#: Near misses of other languages, and of families, that are told of a block: short labels and names are the same in many.
_MOST_FOREIGN = 3
_FOREIGN = ("language", "family")
#: Rank of whoever chose the body: below all rules.
_FINDER = (10,)
#: Steps of a sequence that an obstacle quotes, at most.
_MOST_QUOTED = 3


class Settling(NamedTuple):
    """A settled page: what was found on it on the way."""

    page: Page
    chosen: Chosen
    hits: Sequence[Hits]
    zones: Zones
    prose: Prose
    claims: Sequence[Claim]
    settled: Settled


class _Meeting(NamedTuple):
    """Blocks that a matcher meets: by a sequence, the step that is missing; by a selector, the element's tag."""

    blocks: Sequence[int]
    missing: int = WHOLE
    tag: str | None = None


class _Near(NamedTuple):
    """A rule that nearly took blocks, and what stood in its way at each."""

    rule: CompiledRule
    obstacles: dict[int, tuple[Obstacle, ...]]


def near_misses(way: Settling, book: Rulebook) -> tuple[dict[int, tuple[NearMiss, ...]], dict[str, CompiledRule]]:
    """Return block → rules that nearly took it, the nearest first, and all these rules by full id.

    Blocks that a rule has removed are left out: who lost about them is in their verdict.

    Args:
        way: the page and what was found on it.
        book: the rulebook; rules of languages that the page is not in are asked too.
    """
    told: dict[int, dict[str, NearMiss]] = defaultdict(dict)
    rules: dict[str, CompiledRule] = {}
    for near in (*_of_page(way), *_of_others(way, book)):
        for index, obstacles in near.obstacles.items():
            verdict = way.settled.verdicts[index]
            if not _open(verdict, near.rule) or near.rule.id in _spoken_for(verdict, obstacles):
                continue
            known = told[index].get(near.rule.id)
            if known is None or len(obstacles) < len(known.obstacles):
                told[index][near.rule.id] = NearMiss(near.rule.id, near.rule.rule.role, obstacles, near.rule.rule.keep)
                rules[near.rule.id] = near.rule
    return {index: tuple(_nearest(found.values())) for index, found in sorted(told.items())}, rules


def _nearest(found: Iterable[NearMiss]) -> list[NearMiss]:
    """Return the nearest of what nearly took a block: the page's own rules first, those with the fewest obstacles before others."""
    ranked = sorted(found, key=lambda miss: (len(miss.obstacles), miss.rule))
    own = [miss for miss in ranked if miss.obstacles[0].kind not in _FOREIGN]
    foreign = [miss for kind in _FOREIGN for miss in [m for m in ranked if m.obstacles[0].kind == kind][:_MOST_FOREIGN]]
    return [*own, *foreign][:_MOST_TOLD]


def _open(verdict: Verdict, rule: CompiledRule) -> bool:
    """Tell whether a near miss is of interest: no rule has removed the block, nor has one called it the same."""
    if verdict.claim.rank <= _FINDER:
        return True
    return verdict.role not in CHROME_ROLES and (verdict.role != rule.rule.role or rule.rule.keep)


def _spoken_for(verdict: Verdict, obstacles: Sequence[Obstacle]) -> set[str]:
    """Return the rules that did claim the block; one that a ``keep`` overruled is told as a near miss all the same."""
    overruled = any(o.kind == "keep" for o in obstacles)
    return {verdict.claim.rule} | (set() if overruled else {c.rule for c in verdict.losers})


def _of_page(way: Settling) -> Iterator[_Near]:
    """Yield what nearly happened by the rules of the page's own files."""
    for hits in way.hits:
        yield from _of_group(hits, way, _Standing(way.chosen.active, hits.tables), _MOST_AGAINST)
    yield from _overruled(way)


def _of_others(way: Settling, book: Rulebook) -> Iterator[_Near]:
    """Yield what rules would have said that do not act on the page: those of other languages and families, and those switched off."""
    spoken = dict.fromkeys(loaded.stem.partition("-")[0] for loaded in way.chosen.spoken)
    for code in sorted(book.languages - spoken.keys()):
        against = Obstacle("language", f"is for pages in {code}; here the rules of {', '.join(spoken)} act")
        yield from _of_files(_readable(book, code), against, way)
    active = frozenset(way.chosen.active.files)
    for loaded in (*book.generic, *way.chosen.spoken):
        if loaded in active:
            continue
        if loaded.file.lang and not spoken.keys() & {*loaded.file.lang}:
            against = Obstacle("language", f"is for pages in {', '.join(loaded.file.lang)}; here the rules of {', '.join(spoken)} act")
        else:
            against = Obstacle("off", "the site's file switches the general rules off")
        yield from _of_files((loaded,), against, way)
    if families := tuple(loaded for loaded in _families(book) if loaded not in active):
        yield from _of_files(families, Obstacle("family", "is for pages of its family, whose marks this one does not bear"), way)


def _families(book: Rulebook) -> tuple[LoadedFile, ...]:
    """Return the families; none where one is wrong, which is no fault of this page."""
    try:
        return book.families
    except RuleErrors:
        return ()


def _readable(book: Rulebook, code: str) -> tuple[LoadedFile, ...]:
    """Return the files of a language; none where one is wrong, which is no fault of this page."""
    try:
        return book.language_files(code)
    except RuleErrors:
        return ()


def _of_files(files: tuple[LoadedFile, ...], against: Obstacle, way: Settling) -> Iterator[_Near]:
    tables = compile_files(files)
    active = way.chosen.active._replace(files=files, tables=(tables,))
    for hits in find_hits(way.page, active):
        yield from _of_group(hits, way, _Standing(active, tables, (against,)), 1)


class _Standing:
    """The rules of a group as they would act on this page, each with what keeps it from acting at all."""

    def __init__(self, active: ActiveRules, tables: Tables, against: tuple[Obstacle, ...] = ()) -> None:
        self._active, self._tables, self._against = active, tables, against

    def of(self, number: int) -> tuple[CompiledRule, tuple[Obstacle, ...]]:
        """Return a rule and what keeps it from acting."""
        rule = self._tables.rules[number]
        rule = (self._active.overrides or {}).get(rule.id, rule)
        return rule, (*self._against, *self._reasons(rule))

    def _reasons(self, rule: CompiledRule) -> Iterator[Obstacle]:
        if rule.id in self._active.disabled:
            found = next((d for f in self._active.files for d in f.file.disable if d.rule == rule.id), None)
            by = f"{found.origin.path}:{found.origin.line} switches it off: {found.reason}" if found else "is switched off"
            yield Obstacle("off", by)
        if rule.rule.status == "proposed":
            yield Obstacle("status", "is only proposed, so it does not act yet")
        if not holds(rule.rule.valid, self._active.fetched):
            valid = rule.rule.valid
            window = " ".join(f"{word} {day}" for word, day in (("from", valid.since), ("until", valid.until)) if day)
            yield Obstacle("window", f"acts on pages fetched {window}; this one was fetched on {self._active.fetched}")


def _of_group(hits: Hits, way: Settling, standing: _Standing, most: int) -> Iterator[_Near]:
    """Yield the rules of a group with blocks at which 1 to ``most`` obstacles stand."""
    judge = Judge(way.page, way.zones)
    for number, meetings in _met(hits).items():
        rule, against = standing.of(number)
        near: dict[int, tuple[Obstacle, ...]] = {}
        for meeting in meetings:
            missing = _missing(rule, meeting.missing)
            whole = (*against, *_held_back(rule, meeting, way.prose), *missing)
            for index in meeting.blocks:
                found = (*whole, *_conditions(rule, way.page.blocks[index], judge))
                if 1 <= len(found) <= (1 if missing else most) and (index not in near or len(found) < len(near[index])):
                    near[index] = found
        if near:
            yield _Near(rule, near)


def _met(hits: Hits) -> dict[int, list[_Meeting]]:
    """Return rule → stretches of blocks that its matcher meets."""
    met: dict[int, list[_Meeting]] = defaultdict(list)
    steps: dict[int, set[int]] = defaultdict(set)
    for index, keys in hits.lines.items():
        for number, step in keys:
            if step < 0:
                met[number].append(_Meeting((index,)))
            else:
                steps[number].add(index)
    for number, at in steps.items():
        met[number] += [_Meeting(*standing) for standing in sequences(hits.tables.rules[number], number, at, hits.lines)]
    for number, start, end, tag in hits.spans:
        met[number].append(_Meeting(range(start, end), tag=tag))
    return met


def _missing(rule: CompiledRule, step: int) -> tuple[Obstacle, ...]:
    if step == WHOLE:
        return ()
    literals = (*rule.rule.sequence[step].anchor, *rule.rule.sequence[step].any_of)
    quoted = " or ".join(f"“{literal}”" for literal in literals[:_MOST_QUOTED]) + (" …" if len(literals) > _MOST_QUOTED else "")
    return (Obstacle("step", f"step {step + 1} of {len(rule.steps)} is missing: {quoted}"),)


def _held_back(rule: CompiledRule, meeting: _Meeting, prose: Prose) -> tuple[Obstacle, ...]:
    """Return what the guards have against a selector of chrome."""
    if meeting.tag is None or rule.rule.role not in CHROME_ROLES or rule.rule.keep:
        return ()
    if meeting.tag in GUARDED_TAGS:
        element = "[itemprop=articleBody]" if meeting.tag == ARTICLE_BODY else f"<{meeting.tag}>"
        return (Obstacle("guard", f"selects {element}, which no selector may claim"),)
    share = prose.share(meeting.blocks[0], meeting.blocks[-1] + 1) if meeting.blocks else 0.0
    if share > MOST_PROSE:
        return (Obstacle("guard", f"its element holds {share:.0%} of the page's prose; a selector may claim {MOST_PROSE:.0%}"),)
    return ()


def _conditions(rule: CompiledRule, block: Block, judge: Judge) -> Iterator[Obstacle]:
    """Yield each condition of a rule that does not hold for a block."""
    where, said = rule.where, rule.rule.where
    for name in ("zone", "kind", "words", "links", "tag", "inside"):
        value = getattr(where, name)
        if not value or judge.allows(ANYWHERE._replace(**{name: value}), block):
            continue
        if name == "zone":
            yield Obstacle("zone", f"stands in the {judge.zones.of(block.index)}; the rule acts in {', '.join(said.zone)}")
        elif name == "kind":
            yield Obstacle("kind", f"stands on a page of {judge.page.kind}; the rule acts on {', '.join(said.kind)}")
        elif name == "words":
            yield Obstacle("words", f"holds {block.words:g} word{'' if block.words == 1 else 's'}; the rule asks for {said.words}")
        elif name == "links":
            told = f"{block.link_share:.0%} of it stands in links" if judge.page.kind == "html" else "a text has lost its links"
            yield Obstacle("links", f"{told}; the rule asks for {said.links}")
        elif name == "tag":
            yield Obstacle("tag", f"is a <{block.tag}>; the rule asks for {', '.join(said.tag)}")
        else:
            yield Obstacle("inside", f"stands in no {' or '.join(said.inside)}")


def _overruled(way: Settling) -> Iterator[_Near]:
    """Yield the rules whose claims a ``keep`` beat, and those whose claims the guard rolled back."""
    rules = {rule.id: rule for tables in way.chosen.active.tables for rule in tables.rules}
    general = {(RANKS["generic"],), (RANKS["language"],)}
    rolled_back = Obstacle("guard", f"general rules would have taken more than {MOST_TAKEN:.0%} of the body, so none of them acts here")
    for claim in way.claims:
        rule = rules.get(claim.rule)
        if rule is None or claim.keep or claim.role not in CHROME_ROLES:
            continue
        verdict = way.settled.verdicts[claim.block]
        if verdict.claim.keep:
            at = f" ({verdict.claim.at})" if verdict.claim.at else ""
            yield _Near(rule, {claim.block: (Obstacle("keep", f"overruled by {verdict.claim.rule}{at}, which keeps the block"),)})
        elif way.settled.rolled_back and claim.rank in general:
            yield _Near(rule, {claim.block: (rolled_back,)})
