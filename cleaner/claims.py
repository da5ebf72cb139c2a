"""Rules claim blocks. Nothing is removed here, and no rule sees another's claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.rules.compile import ActiveRules, CompiledFile, CompiledRule, CompiledWhere, Key, inside
from cleaner.values import CHROME_ROLES, Block, Claim, Node, Page
from cleaner.zones import Zones

#: Order of layers, the nearest to the page wins; the finder stands below at 10, the fields' own claims at 35.
RANKS = {"generic": 20, "language": 30, "family": 40, "site": 50, "local": 60}

#: Elements that no selector may claim as chrome, whatever it says.
_GUARDED_TAGS = frozenset({"html", "body", "main", "article"})
#: A selector that takes more than this share of the page's prose words has hit the article (``design``).
_MOST_PROSE = 0.30

Hits = dict[int, set[Key]]


class Prose(NamedTuple):
    """The words of prose that a page holds: ``words[i]`` in blocks before ``i``."""

    before: tuple[float, ...]

    def share(self, start: int, end: int) -> float:
        """Return the share of the page's prose words in blocks ``[start, end)``."""
        total = self.before[-1]
        return (self.before[end] - self.before[start]) / total if total else 0.0


def claim(page: Page, active: ActiveRules, zones: Zones, prose: Prose) -> list[Claim]:
    """Return the claims of all active rules on the page, in order of block, then rank, then rule."""
    judge = _Judge(page, zones)
    found: set[Claim] = set()
    for file in active.files:
        if file.has_lines:
            found.update(_line_claims(file, active, judge))
        found.update(_node_claims(file, active, judge, prose))
    return sorted(found, key=lambda c: (c.block, c.rank, c.rule, c.role))


class _Judge(NamedTuple):
    """Says whether a rule's conditions hold for a block."""

    page: Page
    zones: Zones

    def allows(self, where: CompiledWhere, block: Block) -> bool:
        if where.zone and self.zones.of(block.index) not in where.zone:
            return False
        if where.kind and self.page.kind not in where.kind:
            return False
        if where.words and not where.words[0] <= block.words <= where.words[1]:
            return False
        if where.links and not where.links[0] <= block.link_share <= where.links[1]:
            return False
        nodes = self.page.nodes
        if where.tag and block.tag not in where.tag and not _tag_above(where.tag, nodes[block.node], nodes):
            return False
        return not where.inside or any(inside(s, nodes[block.node], nodes) for s in where.inside)


def _tag_above(tags: frozenset[str], node: Node, nodes: Sequence[Node]) -> bool:
    """Tell whether the block's own element or one that holds nothing but this block has one of ``tags``."""
    while True:
        if node.tag in tags:
            return True
        if node.parent < 0 or nodes[node.parent].end - nodes[node.parent].start > 1:
            return False
        node = nodes[node.parent]


def _make(rule: CompiledRule, file: CompiledFile, block: int) -> Claim:
    return Claim(block, rule.rule.role, rule.id, rule.at, (RANKS[file.layer],), rule.rule.keep)


def _line_claims(file: CompiledFile, active: ActiveRules, judge: _Judge) -> Iterator[Claim]:
    blocks = judge.page.blocks
    hits: Hits = {}
    for block in blocks:
        keys = file.line_keys(block.folded)
        if keys:
            hits[block.index] = set(keys)
    for index, keys_here in hits.items():
        for number, step in keys_here:
            rule = active.rule(file, number)
            if rule is None:
                continue
            if step < 0:
                if judge.allows(rule.where, blocks[index]):
                    yield _make(rule, file, index)
            elif _is_first_anchor(rule, step):
                span = _sequence_span(rule, number, step, index, hits)
                if span and all(judge.allows(rule.where, blocks[i]) for i in span):
                    yield from (_make(rule, file, i) for i in span)


def _is_first_anchor(rule: CompiledRule, step: int) -> bool:
    return rule.steps[step].anchor and not any(s.anchor for s in rule.steps[:step])


def _sequence_span(rule: CompiledRule, number: int, anchor: int, index: int, hits: Hits) -> range | None:
    """Return the blocks of the sequence around its anchor at ``index``; None when a step is missing."""
    first, last = index, index + 1
    for step in range(anchor - 1, -1, -1):
        count = _run(rule, (number, step), first - 1, -1, hits)
        if count is None:
            return None
        first -= count
    more = _run(rule, (number, anchor), last, 1, hits, already=1)
    last += more or 0
    for step in range(anchor + 1, len(rule.steps)):
        count = _run(rule, (number, step), last, 1, hits)
        if count is None:
            return None
        last += count
    return range(first, last)


def _run(rule: CompiledRule, key: Key, start: int, direction: int, hits: Hits, already: int = 0) -> int | None:
    """Return how many blocks in a row meet a step, None when fewer than it asks for."""
    step = rule.steps[key[1]]
    count = 0
    while count + already < step.most and key in hits.get(start + direction * count, ()):
        count += 1
    return count if count + already >= step.least else None


def _node_claims(file: CompiledFile, active: ActiveRules, judge: _Judge, prose: Prose) -> Iterator[Claim]:
    page = judge.page
    spans = [(number, page.nodes[n].start, page.nodes[n].end, page.nodes[n].tag) for number, n in _simple(file, page)]
    spans += [
        (number, start, end, "")
        for number, rule in enumerate(file.rules) for css in rule.css for start, end in page.matches.get(css, ())
    ]
    for number, start, end, tag in spans:
        rule = active.rule(file, number)
        if rule is None:
            continue
        chrome = rule.rule.role in CHROME_ROLES and not rule.rule.keep
        if chrome and (tag in _GUARDED_TAGS or prose.share(start, end) > _MOST_PROSE):
            continue
        for block in page.blocks[start:end]:
            if judge.allows(rule.where, block):
                yield _make(rule, file, block.index)


def _simple(file: CompiledFile, page: Page) -> Iterator[tuple[int, int]]:
    return file.node_rules(page.nodes) if file.has_selectors else iter(())
