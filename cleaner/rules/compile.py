"""Rule files as tables that are cheap to ask: a group of files that act together is compiled once a process.

* literals without holes: a dict from the bared text to keys;
* literals with holes and ``re``: one RE2 set;
* simple selectors: a dict from class, id or tag to the selectors that ask for it.

A key is ``(rule, step)``: the rule's place in the group and the sequence's step, -1 for a rule of plain ``lines``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from cleaner.rules.literals import bare, is_plain, plain_form, to_re2
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Rule, Step, Valid, Where
from cleaner.rules.patterns import compile_set
from cleaner.rules.ranges import parse_range
from cleaner.rules.selecting import Kind, SelectorTables
from cleaner.rules.selectors import SIMPLE_LAYERS, SimpleSelector, parse_selector
from cleaner.values import Block, Node

Key = tuple[int, int]

#: A block longer than this (characters) is no line of chrome: rules of lines do not look at it.
MAX_LINE = 400


class CompiledStep(NamedTuple):
    """A step of a sequence: how often it may stand there, and whether it is the anchor."""

    least: int
    most: int
    anchor: bool


class CompiledWhere(NamedTuple):
    """Conditions with their ranges and selectors read; None where a condition is not set."""

    zone: frozenset[str]
    tag: frozenset[str]
    inside: tuple[SimpleSelector, ...]
    words: tuple[float, float] | None
    links: tuple[float, float] | None
    kind: frozenset[str]


#: The conditions of a rule that has none.
ANYWHERE = CompiledWhere(frozenset(), frozenset(), (), None, None, frozenset())


class CompiledRule(NamedTuple):
    """A rule ready to act: its full id, place, layer, conditions, steps, and its CSS where it is not simple."""

    id: str
    at: str
    layer: str
    rule: Rule
    where: CompiledWhere
    steps: tuple[CompiledStep, ...]
    css: tuple[str, ...]


class Lines(NamedTuple):
    """The blocks of a page that may be lines of chrome: their indices, their texts bared, and those in UTF-8."""

    blocks: tuple[int, ...]
    bared: tuple[str, ...]
    encoded: tuple[bytes, ...]


def lines_of(blocks: Iterable[Block]) -> Lines:
    """Return the lines that rules look at."""
    short = [block for block in blocks if len(block.folded) <= MAX_LINE]
    bared = tuple([bare(block.folded) for block in short])
    return Lines(tuple([block.index for block in short]), bared, tuple([text.encode() for text in bared]))


class Tables:
    """The tables of a group of rule files.

    Args:
        files: the files, outer layers first.
    """

    def __init__(self, files: Iterable[LoadedFile]) -> None:
        self.rules: list[CompiledRule] = []
        self._exact: dict[str, list[Key]] = {}
        self._patterns: list[str] = []
        self._pattern_keys: list[Key] = []
        self._tables = SelectorTables()
        for loaded in files:
            for rule in loaded.file.rules:
                self._add(len(self.rules), rule, css=is_css(loaded))
                self.rules.append(_compile_rule(loaded, rule))
        self._set = compile_set(self._patterns)
        #: The rules that have CSS, with their numbers.
        self.css_rules = tuple((number, rule) for number, rule in enumerate(self.rules) if rule.css)
        self.has_selectors = bool(self._tables)

    def _add(self, number: int, rule: Rule, *, css: bool) -> None:
        for literal in rule.lines:
            self._add_literal(literal, (number, -1))
        for pattern in rule.re:
            self._add_pattern(pattern, (number, -1))
        for place, step in enumerate(rule.sequence):
            for literal in (*step.any_of, *step.anchor):
                self._add_literal(literal, (number, place))
        if not css:
            for selector in rule.select:
                self._tables.add(parse_selector(selector), number)

    def _add_literal(self, literal: str, key: Key) -> None:
        if is_plain(literal):
            self._exact.setdefault(plain_form(literal), []).append(key)
        else:
            self._add_pattern(to_re2(literal), key)

    def _add_pattern(self, pattern: str, key: Key) -> None:
        self._patterns.append(pattern)
        self._pattern_keys.append(key)

    def line_keys(self, lines: Lines) -> dict[int, set[Key]]:
        """Return block → the keys of all literals and patterns that it meets, for blocks that meet any."""
        found: dict[int, set[Key]] = {}
        for block, text in zip(lines.blocks, lines.bared, strict=True):
            if text in self._exact:
                found[block] = set(self._exact[text])
        if self._set is not None:
            for line, numbers in self._set.find(lines.encoded).items():
                found.setdefault(lines.blocks[line], set()).update(self._pattern_keys[n] for n in numbers)
        return found

    def node_rules(self, nodes: Sequence[Node], alike: Mapping[Kind, Sequence[Node]]) -> Iterator[tuple[int, int]]:
        """Yield ``(rule, node)`` for each simple selector that a node meets: see :meth:`SelectorTables.met`."""
        return self._tables.met(nodes, alike)


def _compile_rule(loaded: LoadedFile, rule: Rule) -> CompiledRule:
    return CompiledRule(
        id=loaded.full_id(rule), at=f"{rule.origin.path}:{rule.origin.line}", layer=loaded.layer, rule=rule,
        where=compile_where(rule.where), steps=tuple(_compile_step(s) for s in rule.sequence), css=rule.select if is_css(loaded) else (),
    )


def compile_where(where: Where) -> CompiledWhere:
    """Return the conditions with ranges and selectors read; :data:`ANYWHERE` itself for none."""
    made = CompiledWhere(
        zone=frozenset(where.zone), tag=frozenset(where.tag), inside=tuple(parse_selector(s) for s in where.inside),
        words=parse_range(where.words) if where.words else None, links=parse_range(where.links) if where.links else None,
        kind=frozenset(where.kind),
    )
    return ANYWHERE if made == ANYWHERE else made


def _compile_step(step: Step) -> CompiledStep:
    least, most = parse_range(step.times)
    return CompiledStep(int(least), int(min(most, 50)), bool(step.anchor))


def is_css(loaded: LoadedFile) -> bool:
    """Tell whether a file's selectors are CSS, asked of the tree, rather than simple ones, asked of nodes.

    A family without a fingerprint acts only on the sites that extend it, so it may ask as much as they.
    """
    file = loaded.file
    return file.layer not in SIMPLE_LAYERS or (file.layer == "family" and file.fingerprint is None)


@lru_cache(maxsize=512)
def compile_files(files: tuple[LoadedFile, ...]) -> Tables:
    """Return the tables of a group of files, made once a process."""
    return Tables(files)


class ActiveRules(NamedTuple):
    """The rules of one page: its files, what is switched off and what is changed.

    Attributes:
        files: the files, outer layers first.
        tables: their rules, compiled in groups.
        disabled: full ids that do not act.
        overrides: full id → other conditions.
        fetched: fetch date (``datetime.date``) for validity windows, None when unknown.
    """

    files: tuple[LoadedFile, ...]
    tables: tuple[Tables, ...]
    disabled: frozenset[str] = frozenset()
    overrides: Mapping[str, CompiledRule] | None = None
    fetched: Any = None

    def rule(self, tables: Tables, number: int) -> CompiledRule | None:
        """Return the rule as it acts on this page, None when it does not."""
        rule = tables.rules[number]
        if self.disabled and rule.id in self.disabled:
            return None
        if self.overrides:
            rule = self.overrides.get(rule.id, rule)
        if rule.rule.status == "proposed" or (self.fetched is not None and not holds(rule.rule.valid, self.fetched)):
            return None
        return rule


def holds(valid: Valid, fetched: Any) -> bool:
    """Tell whether a validity window takes pages fetched on a day (``datetime.date``, None when unknown)."""
    if fetched is None or (valid.since is None and valid.until is None):
        return True
    return (valid.since is None or valid.since <= fetched) and (valid.until is None or fetched <= valid.until)
