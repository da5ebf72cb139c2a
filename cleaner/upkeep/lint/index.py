"""Literals and selectors of many rules, so that asking which of them meet another one costs a look-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cleaner.rules.literals import bare, is_plain, plain_form, to_re2
from cleaner.rules.model import Rule, Where
from cleaner.rules.patterns import compile_set
from cleaner.rules.ranges import parse_range
from cleaner.rules.selectors import SimpleSelector, parse_selector
from cleaner.text.fold import fold
from cleaner.upkeep.lint.css_parts import Compound, compounds
from cleaner.upkeep.lint.subject import Linted
from cleaner.values import Node


class Entry(NamedTuple):
    """A literal, pattern or selector: its rule, its key there and place below it, its text."""

    it: Linted
    key: str
    place: int
    text: str


def entries(it: Linted) -> Iterator[Entry]:
    """Yield what a rule claims by, one at a time; sequences claim only as a whole and are left out."""
    for key, texts in (("lines", it.rule.lines), ("re", it.rule.re), ("select", it.rule.select)):
        yield from (Entry(it, key, i, text) for i, text in enumerate(texts))


class Index:
    """What the given rules claim by.

    Args:
        rules: the rules.
        simple: whether their selectors are simple ones; CSS is not looked into.
    """

    def __init__(self, rules: Iterable[Linted], *, simple: bool = True) -> None:
        self._same: dict[str, list[Entry]] = defaultdict(list)
        self._named: dict[str, list[tuple[SimpleSelector, Entry]]] = defaultdict(list)
        patterns: list[str] = []
        self._pattern_entries: list[Entry] = []
        for it in rules:
            for entry in entries(it):
                self._same[form(entry)].append(entry)
                if entry.key == "select":
                    if simple:
                        selector = parse_selector(entry.text)
                        self._named[_name(selector)].append((selector, entry))
                elif entry.key == "re" or not is_plain(entry.text):
                    patterns.append(entry.text if entry.key == "re" else to_re2(entry.text))
                    self._pattern_entries.append(entry)
        self._set = compile_set(patterns)

    def meeting(self, entry: Entry) -> Iterator[Entry]:
        """Yield every entry (itself included) that meets all that ``entry`` meets, as far as can be told by looking them up."""
        yield from self._same.get(form(entry), ())
        if entry.key == "select":
            yield from self._wider_selectors(entry)
        elif entry.key == "lines" and is_plain(entry.text) and self._set is not None:
            yield from (self._pattern_entries[i] for i in self._set.match(bare(fold(entry.text))))

    def _wider_selectors(self, entry: Entry) -> Iterator[Entry]:
        nodes = _nodes(compounds(entry.text)) if "," not in entry.text else ()
        if not nodes:
            return
        subject = nodes[-1]
        for name in ("", subject.tag, *subject.tokens):
            for selector, other in self._named.get(name, ()):
                if other.text != entry.text and selector.meets(subject) and _under(selector, nodes[:-1]):
                    yield other


def form(entry: Entry) -> str:
    """Return what an entry is compared by: two with the same meet the same blocks or elements."""
    if entry.key == "select":
        return "select " + " ".join(entry.text.split())
    if entry.key == "lines" and is_plain(entry.text):
        return "lines " + plain_form(entry.text)
    return "re " + (entry.text if entry.key == "re" else to_re2(entry.text))


def _name(selector: SimpleSelector) -> str:
    """Return the token or tag that every element which meets the selector has, "" where it asks for beginnings of names alone."""
    return next((t for t in sorted(selector.tokens) if "*" not in t), "" if selector.tokens else selector.tag)


def _nodes(parts: tuple[Compound, ...]) -> tuple[Node, ...]:
    """Return elements that just meet each part of a selector, each inside of the one before."""
    return tuple(Node(i, i - 1, i, part.tag, part.tokens, 0, 0) for i, part in enumerate(parts))


def _under(selector: SimpleSelector, above: tuple[Node, ...]) -> bool:
    return selector.ancestor is None or any(selector.ancestor.meets(node) for node in above)


def covers(outer: Rule, inner: Rule) -> bool:
    """Tell whether ``outer`` acts wherever ``inner`` does: its conditions, window and status ask for no more."""
    if outer.status != "stable" and outer.status != inner.status:
        return False
    window = outer.valid.since is None and outer.valid.until is None
    return (window or outer.valid == inner.valid) and _asks_no_more(outer.where, inner.where)


def _asks_no_more(outer: Where, inner: Where) -> bool:
    for name in ("zone", "tag", "inside", "kind"):
        asked, given = getattr(outer, name), getattr(inner, name)
        if asked and not (given and set(given) <= set(asked)):
            return False
    for name in ("words", "links"):
        asked, given = getattr(outer, name), getattr(inner, name)
        if asked and not (given and _within(parse_range(given), parse_range(asked))):
            return False
    return True


def _within(inner: tuple[float, float], outer: tuple[float, float]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
