"""Rules claim blocks. Nothing is removed here, and no rule sees another's claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from cleaner.rules.compile import ANYWHERE, ActiveRules, CompiledRule, CompiledWhere, Key, Tables, lines_of
from cleaner.rules.selecting import Kind, by_kind, inside
from cleaner.values import ARTICLE_BODY, CHROME_ROLES, Block, Claim, Node, Page, maker
from cleaner.zones import Zones, find_zones, prose_block

#: Order of layers, the nearest to the page wins; the finder stands below at 10, the fields' own claims at 35.
RANKS = {"generic": 20, "language": 30, "family": 40, "site": 50, "local": 60}

#: Layers that know nothing of the site, which the finder may listen to, and blocks of one element that still tell something.
_GENERAL = frozenset({"generic", "language", "family"})
_MOST_MARKED = 60
#: Elements that no selector may claim as chrome, whatever it says.
GUARDED_TAGS = frozenset({"html", "body", "main", "article", ARTICLE_BODY})
#: A selector that takes more than this share of the page's prose words has hit the article (``design``).
MOST_PROSE = 0.30

_make_claim = maker(Claim)
_RANKS = {layer: (rank,) for layer, rank in RANKS.items()}

LineHits = dict[int, set[Key]]


class Hits(NamedTuple):
    """Where a group's matchers meet the page, before any condition: keys by block, ``(rule, start, end, tag)`` of selected elements.

    The tag of an element that the page calls the article's body is ``ARTICLE_BODY``.
    """

    tables: Tables
    lines: LineHits
    spans: tuple[tuple[int, int, int, str], ...]


class Prose(NamedTuple):
    """The words of prose that a page holds: ``words[i]`` in blocks before ``i``."""

    before: tuple[float, ...]

    def share(self, start: int, end: int) -> float:
        """Return the share of the page's prose words in blocks ``[start, end)``."""
        total = self.before[-1]
        return (self.before[end] - self.before[start]) / total if total else 0.0


def prose_of(page: Page) -> Prose:
    """Return the words of prose that a page holds."""
    before = [0.0]
    for block in page.blocks:
        before.append(before[-1] + (block.words if prose_block(block) else 0.0))
    return Prose(tuple(before))


def find_hits(page: Page, active: ActiveRules) -> tuple[Hits, ...]:
    """Return where the matchers of all active rules meet the page; what they claim depends on zones, which come later."""
    lines, alike = lines_of(page.blocks), by_kind(page.nodes)
    return tuple(Hits(tables, tables.line_keys(lines), tuple(_spans(tables, page, alike))) for tables in active.tables)


def wording(page: Page, active: ActiveRules, hits: Sequence[Hits]) -> list[int]:
    """Return for each block how rules that know nothing of the site read it: 2 chrome, 1 a field, 0 nothing.

    On HTML zones are left aside: they come from the finder, and for it a phrase is a sign among others. The zones of plain
    text are known before.
    """
    found = [0] * len(page.blocks)
    judge = Judge(page, find_zones(page.blocks)) if page.kind == "text" else None
    for tables, lines, spans in hits:
        for index, keys in lines.items():
            for number, step in keys:
                rule = active.rule(tables, number)
                if rule and (judge is None or judge.allows(rule.where, page.blocks[index])):
                    _mark(found, _span_of(rule, (number, step), index, lines), rule)
        for number, start, end, _ in spans:
            _mark(found, range(start, end), active.rule(tables, number))
    return found


def _mark(found: list[int], span: range, rule: CompiledRule | None) -> None:
    if rule is None or rule.rule.keep or rule.layer not in _GENERAL or len(span) > _MOST_MARKED:
        return
    if rule.rule.role in CHROME_ROLES:
        found[span.start:span.stop] = [2] * len(span)
    else:
        for i in span:
            found[i] = found[i] or 1


def _span_of(rule: CompiledRule, key: Key, index: int, lines: LineHits) -> range:
    """Return the blocks that a hit at ``index`` would claim, zones left aside: a sequence claims only as a whole."""
    number, step = key
    if step < 0:
        return range(index, index + 1)
    span = sequence_span(rule, number, step, index, lines) if is_first_anchor(rule, step) else None
    return span or range(0)


def claim(page: Page, active: ActiveRules, hits: Sequence[Hits], zones: Zones, prose: Prose) -> list[Claim]:
    """Return the claims of all active rules on the page, in order of block, then rank, then rule."""
    judge = Judge(page, zones)
    acting: list[tuple[CompiledRule, set[int]]] = []
    for group in hits:
        taken: dict[int, set[int]] = defaultdict(set)
        _take_lines(group, active, judge, taken)
        _take_nodes(group, active, judge, prose, taken)
        acting += [(rule, blocks) for number, blocks in taken.items() if (rule := active.rule(group.tables, number))]
    columns: list[list[Claim]] = [[] for _ in page.blocks]
    for rule, blocks in sorted(acting, key=lambda one: (_RANKS[one[0].layer], one[0].id, one[0].rule.role)):
        said = (rule.rule.role, rule.id, rule.at, _RANKS[rule.layer], rule.rule.keep)
        for block in blocks:
            columns[block].append(_make_claim((block, *said)))
    return list(chain.from_iterable(columns))


class Judge(NamedTuple):
    """Says whether a rule's conditions hold for a block."""

    page: Page
    zones: Zones

    def allows(self, where: CompiledWhere, block: Block) -> bool:
        if where is ANYWHERE:
            return True
        if where.zone and where.zone.isdisjoint(self.zones.possible(block.index)):
            return False
        if where.kind and self.page.kind not in where.kind:
            return False
        if where.words and not where.words[0] <= block.words <= where.words[1]:
            return False
        if where.links and (self.page.kind == "text" or not where.links[0] <= block.link_share <= where.links[1]):
            return False  # a text has lost its links, so nothing can be said of them
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


def _take_lines(hits: Hits, active: ActiveRules, judge: Judge, taken: dict[int, set[int]]) -> None:
    """Add the blocks that rules of lines and sequences claim to those ``taken`` by each rule of the group."""
    blocks, lines = judge.page.blocks, hits.lines
    for index, keys_here in lines.items():
        for number, step in keys_here:
            rule = active.rule(hits.tables, number)
            if rule is None:
                continue
            if step < 0:
                if judge.allows(rule.where, blocks[index]):
                    taken[number].add(index)
            elif is_first_anchor(rule, step):
                span = sequence_span(rule, number, step, index, lines)
                if span and all(judge.allows(rule.where, blocks[i]) for i in span):
                    taken[number].update(span)


def is_first_anchor(rule: CompiledRule, step: int) -> bool:
    return rule.steps[step].anchor and not any(s.anchor for s in rule.steps[:step])


def sequence_span(rule: CompiledRule, number: int, anchor: int, index: int, hits: LineHits) -> range | None:
    """Return the blocks of the sequence around its anchor at ``index``; None when a step is missing."""
    before = _reach(rule, number, range(anchor - 1, -1, -1), (index - 1, -1), hits)
    after = _reach(rule, number, range(anchor, len(rule.steps)), (index, 1), hits)
    return range(before + 1, after) if before is not None and after is not None else None


def _reach(rule: CompiledRule, number: int, steps: Iterable[int], way: tuple[int, int], hits: LineHits) -> int | None:
    """Return the block behind the last that the steps take, None when one is missing; of several ways the longest.

    Args:
        way: the block to begin with, and 1 or -1 for the direction.
    """
    start, direction = way
    places = {start}
    for step in steps:
        least, most = rule.steps[step].least, rule.steps[step].most
        found: set[int] = set()
        for place in places:
            taken = 0
            while taken < most and (number, step) in hits.get(place + direction * taken, ()):
                taken += 1
            found.update(place + direction * n for n in range(least, taken + 1))
        places = found
    return max(places, key=lambda place: place * direction, default=None)


def _spans(tables: Tables, page: Page, alike: Mapping[Kind, Sequence[Node]]) -> Iterator[tuple[int, int, int, str]]:
    if tables.has_selectors:
        for number, index in tables.node_rules(page.nodes, alike):
            node = page.nodes[index]
            yield number, node.start, node.end, ARTICLE_BODY if ARTICLE_BODY in node.tokens else node.tag
    if tables.css_rules and page.matches:
        # What spans the same blocks as the element so called holds the article as well.
        named = {(node.start, node.end, node.tag) for node in page.nodes if ARTICLE_BODY in node.tokens}
        for number, rule in tables.css_rules:
            for css in rule.css:
                for start, end, tag in page.matches.get(css, ()):
                    yield number, start, end, ARTICLE_BODY if (start, end, tag) in named else tag


def _take_nodes(hits: Hits, active: ActiveRules, judge: Judge, prose: Prose, taken: dict[int, set[int]]) -> None:
    """Add the blocks in elements that rules select to those ``taken`` by each rule of the group."""
    for number, start, end, tag in hits.spans:
        rule = active.rule(hits.tables, number)
        if rule is None:
            continue
        chrome = rule.rule.role in CHROME_ROLES and not rule.rule.keep
        if chrome and (tag in GUARDED_TAGS or prose.share(start, end) > MOST_PROSE):
            continue
        if rule.where is ANYWHERE:
            taken[number].update(range(start, end))
        else:
            taken[number].update([block.index for block in judge.page.blocks[start:end] if judge.allows(rule.where, block)])
