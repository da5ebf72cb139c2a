"""What is known of a node does not depend on which nodes were asked about before it."""

from __future__ import annotations

import random

import pytest

from cleaner.finder.containers import ancestry
from cleaner.finder.hints import Hints
from cleaner.finder.lineage import ANCESTOR_TAGS, Lineage, Way
from cleaner.values import Node

HINTS = Hints({"nav": ["menu"], "side": ["side"], "body": ["story"]})
NAV, SIDE, BODY = 1, 2, 4
TOKENS = [frozenset(), frozenset({".menu"}), frozenset({".side", "#x"}), frozenset({".story-menu"})]


def _nodes(seed: int, count: int = 60) -> tuple[Node, ...]:
    dice = random.Random(seed)
    nodes = [Node(0, -1, 0, "html", frozenset({".menu"}), 0, 1)]
    for i in range(1, count):
        parent = dice.randrange(max(0, i - 5), i)
        nodes.append(Node(i, parent, nodes[parent].depth + 1, dice.choice(["div", "nav", "li", "body"]), dice.choice(TOKENS), 0, 1))
    return tuple(nodes)


def _bits(node: Node) -> int:
    return 0 if node.tag in ("html", "body") else HINTS.bits(node.tokens)


def _either(nodes: tuple[Node, ...], indices: list[int]) -> int:
    found = 0
    for i in indices:
        found |= _bits(nodes[i])
    return found


@pytest.mark.parametrize("seed", range(5))
def test_marks_are_those_of_the_node_and_its_ancestors(seed: int) -> None:
    nodes = _nodes(seed)
    lineage = Lineage(nodes, HINTS)
    order = list(range(len(nodes)))
    random.Random(seed).shuffle(order)
    for index in order:
        above = ancestry(index, nodes)
        marks = lineage.of(index)
        assert marks[:4] == tuple(_either(nodes, above[:levels]) for levels in (1, 2, 3, None))
        assert marks.tags == sum(1 << i for i, tag in enumerate(ANCESTOR_TAGS) if tag in {nodes[n].tag for n in above})


@pytest.mark.parametrize("seed", range(5))
def test_the_way_leads_to_the_nearest_node_of_the_line(seed: int) -> None:
    nodes = _nodes(seed)
    line = frozenset(ancestry(40, nodes))
    way = Way(nodes, Lineage(nodes, HINTS), line)
    for index in reversed(range(len(nodes))):
        above = ancestry(index, nodes)
        levels = next(i for i, node in enumerate(above) if node in line)
        assert way.of(index) == (levels, above[levels], _either(nodes, above[:levels]))


def test_a_tree_of_any_depth_is_climbed_once() -> None:
    nodes = tuple(Node(i, i - 1, i, "div", TOKENS[i % 4], 0, 1) for i in range(50_000))
    lineage = Lineage(nodes, HINTS)
    assert lineage.of(49_999).far == NAV | SIDE | BODY
    assert Way(nodes, lineage, frozenset({0})).of(49_999) == (49_999, 0, NAV | SIDE | BODY)
