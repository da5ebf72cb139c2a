"""Simple selectors of many rules by what they ask for, so that a page asks them once for each kind of element on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cleaner.rules.selectors import SimpleSelector, is_like
from cleaner.values import Node

#: What selectors see of an element itself: its tag and its tokens.
Kind = tuple[str, frozenset[str]]
#: Elements whose selectors are remembered, by tag and tokens: those of some ten pages.
_MOST_KNOWN = 4096

_Numbered = tuple[int, SimpleSelector]


def by_kind(nodes: Iterable[Node]) -> Mapping[Kind, Sequence[Node]]:
    """Return the nodes of a page by kind: three in four are like another one."""
    found: dict[Kind, list[Node]] = defaultdict(list)
    for node in nodes:
        found[node.tag, node.tokens].append(node)
    return found


class SelectorTables:
    """Simple selectors by what they ask for; answers are kept by tag and token set."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[_Numbered]] = {}
        self._loose: dict[str, list[_Numbered]] = {}
        self._begins: tuple[str, ...] = ()
        self._ends: tuple[str, ...] = ()
        #: What :meth:`candidates` has told, by kind.
        self.known: dict[Kind, tuple[_Numbered, ...]] = {}

    def __bool__(self) -> bool:
        return bool(self._by_name or self._loose)

    def add(self, selector: SimpleSelector, number: int) -> None:
        exact = [t for t in sorted(selector.tokens) if "*" not in t]
        if exact:
            self._by_name.setdefault(exact[0], []).append((number, selector))
        elif selector.tokens:
            self._add_loose(min(selector.tokens), (number, selector))
        else:
            self._by_name.setdefault(selector.tag, []).append((number, selector))

    def _add_loose(self, name: str, entry: _Numbered) -> None:
        self._loose.setdefault(name, []).append(entry)
        self._begins = tuple(n[:-1] for n in self._loose if n[-1] == "*")
        self._ends = tuple(n[2:] for n in self._loose if n[-1] != "*")

    def met(self, nodes: Sequence[Node], alike: Mapping[Kind, Sequence[Node]]) -> Iterator[tuple[int, int]]:
        """Yield ``(rule, node)`` for each simple selector that a node meets.

        Args:
            nodes: all nodes of the page.
            alike: the same by kind: :func:`by_kind`.
        """
        known = self.known
        for kind, those in alike.items():
            candidates = known.get(kind)
            if candidates is None:
                candidates = self.candidates(kind)
            for number, selector in candidates:
                for node in those:
                    if selector.ancestor is None or _has_ancestor(selector.ancestor, node, nodes):
                        yield number, node.index

    def candidates(self, kind: Kind) -> tuple[_Numbered, ...]:
        """Return the selectors whose last part nodes of this kind meet."""
        if len(self.known) >= _MOST_KNOWN:
            self.known.clear()
        near = self._near(*kind)
        found = self.known[kind] = tuple(dict.fromkeys([n for n in near if n[1].fits(*kind)])) if near else ()
        return found

    def _near(self, tag: str, tokens: frozenset[str]) -> list[_Numbered]:
        """Return what one name of a node suffices to ask, a selector twice where two names do."""
        found = [*self._by_name.get(tag, ())]
        for token in tokens:
            if token in self._by_name:
                found += self._by_name[token]
            if token.startswith(self._begins) or token.endswith(self._ends):  # one token in thirty
                for name, entries in self._loose.items():
                    if is_like(name, token):
                        found += entries
        return found


def _has_ancestor(selector: SimpleSelector, node: Node, nodes: Sequence[Node]) -> bool:
    parent = node.parent
    while parent >= 0:
        if selector.meets(nodes[parent]):
            return selector.ancestor is None or _has_ancestor(selector.ancestor, nodes[parent], nodes)
        parent = nodes[parent].parent
    return False


def inside(selector: SimpleSelector, node: Node, nodes: Sequence[Node]) -> bool:
    """Tell whether ``node`` or one of its ancestors meets ``selector``."""
    if selector.meets(node) and (selector.ancestor is None or _has_ancestor(selector.ancestor, node, nodes)):
        return True
    return _has_ancestor(selector, node, nodes)
