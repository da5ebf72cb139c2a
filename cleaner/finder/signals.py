"""The first look: what is known of each block before anything is decided.

:func:`html_signals` gives a row of figures a block, in the order of :data:`NAMES`. Every figure is relative to the page, so
that it means the same on pages of any length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cleaner.finder.containers import find_containers
from cleaner.finder.hints import Hints
from cleaner.finder.lineage import ANCESTOR_TAGS, Lineage, Way
from cleaner.finder.said import SAID_NAMES, Said
from cleaner.finder.shape import HEADINGS, SHAPE_NAMES, shape
from cleaner.text.fold import fold
from cleaner.text.words import PROSE_WORDS
from cleaner.values import Node, Page
from cleaner.zones import prose_block

#: Hints that make a node chrome when paragraphs are weighed.
CHROME_HINTS = ("comment", "related", "side", "signup", "bio", "footer", "nav", "overlay", "ad")

_WORDING = ("said", "said_prev", "said_next")
_PLACE = (
    "points_1", "points_2", "points_3", "below_best", "best_above", "place", "from_title", "from_first_prose", "from_last_prose",
    "prose_before", "in_best",
)
_ALIKE = (
    "alike", "alike_words", "alike_linked", "repeated", "parent_blocks", "parent_linked", "parent_words", "grand_linked", "grand_words",
)
_NEAR = (
    "prev_words", "prev_linked", "prev_alike", "prev_heading", "next_words", "next_linked", "next_alike", "next_heading",
    "words_before", "words_after", "linked_before", "linked_after",
)
_PAGE = ("page_blocks", "page_prose", "best_share")


def names(hints: Hints) -> tuple[str, ...]:
    """Return the names of the signals, in the order of a row."""
    return (
        *SHAPE_NAMES, *_WORDING, *_PLACE, *_ALIKE, *_NEAR, *SAID_NAMES, *_PAGE, *(f"tag_{t}" for t in ANCESTOR_TAGS),
        *(f"hint_{h}" for h in hints.names), *(f"between_{h}" for h in hints.names),
    )


#: What makes a block worth a look, measured on the development corpora: words, share of the best element's points, blocks of margin.
_LONG, _SOME_POINTS, _MARGIN = 20, 0.1, 3


class _Survey:
    """What is known of the page as a whole, much of it as columns by block.

    Attributes:
        shares, prose, kinds: share of characters inside links, whether it reads as prose, and kind of element, by block.
        before, linked: words and linked words in all blocks before; one more than blocks.
        alike: how many blocks, words and linked words each kind of element has.
        texts: how often each folded text stands on the page.
        points, best, top: points by node, the node that has most, and how many it has.
        first, last: first and last prose block of the best node.
    """

    __slots__ = (
        "alike", "at", "before", "best", "blocks", "first", "folded", "kinds", "last", "lineage", "linked", "nodes", "points", "prose",
        "shares", "tags", "texts", "title_at", "top", "total", "way", "words",
    )

    def __init__(self, page: Page, hints: Hints) -> None:
        blocks, nodes = self.blocks, self.nodes = page.blocks, page.nodes
        self.folded, self.tags = [b.folded for b in blocks], [b.tag for b in blocks]
        self.at, self.words = [b.node for b in blocks], [b.words for b in blocks]
        self.shares = [b.link_share if b.link_chars else 0.0 for b in blocks]
        self.prose = [words >= PROSE_WORDS and prose_block(block) for words, block in zip(self.words, blocks, strict=True)]
        self.kinds = [(tag, nodes[node].tokens, nodes[node].tag) for tag, node in zip(self.tags, self.at, strict=True)]
        self.texts = Counter(self.folded)
        self.before, self.linked, self.alike = self._sums()
        self.total = self.before[-1] or 1.0
        self.lineage = Lineage(nodes, hints)
        containers = find_containers(page, self._chrome(hints), self.shares)
        self.points, self.best = containers.points, nodes[containers.best]
        self.top = self.points[containers.best] or 1.0
        self.way = Way(nodes, self.lineage, containers.line)
        self.title_at = headline(page)
        inner = [i for i in range(self.best.start, self.best.end) if self.prose[i]]
        self.first, self.last = (inner[0], inner[-1]) if inner else (0, len(blocks))

    def _sums(self) -> tuple[list[float], list[float], dict[Any, tuple[int, float, float]]]:
        """Return the columns ``before`` and ``linked``, and what blocks of each kind have."""
        before, linked = [0.0], [0.0]
        alike: dict[Any, tuple[int, float, float]] = {}
        all_words = all_linked = 0.0
        for kind, words, share in zip(self.kinds, self.words, self.shares, strict=True):
            inside = words * share
            all_words += words
            all_linked += inside
            before.append(all_words)
            linked.append(all_linked)
            count, some_words, some_linked = alike.get(kind, (0, 0.0, 0.0))
            alike[kind] = (count + 1, some_words + words, some_linked + inside)
        return before, linked, alike

    def _chrome(self, hints: Hints) -> Callable[[int], bool]:
        """Return a function that tells whether a node stands in what is named or tagged as chrome."""
        named = sum(1 << hints.names.index(h) for h in CHROME_HINTS)
        tagged = sum(1 << ANCESTOR_TAGS.index(t) for t in ("aside", "nav", "footer"))

        def is_chrome(node: int) -> bool:
            marks = self.lineage.of(node)
            return bool(marks.near & named or marks.tags & tagged)

        return is_chrome


def html_signals(page: Page, hints: Hints, said: Sequence[int]) -> list[list[float] | None]:
    """Return what :func:`html_rows` yields."""
    return [*html_rows(page, hints, said)]


def html_rows(page: Page, hints: Hints, said: Sequence[int]) -> Iterator[list[float] | None]:
    """Yield a row of figures for each block of a page of HTML, in the order of :func:`names`.

    Blocks that stand far from all prose get None: nine in ten blocks of menus and footers, four in a thousand of articles.

    Args:
        page: the page.
        hints: the hint table.
        said: how rules read each block: 2 chrome, 1 a field, 0 nothing.
    """
    if not page.blocks:
        return
    survey = _Survey(page, hints)
    claims = Said(page)
    whole = _whole(survey)
    signs = (0, *said, 0)
    by_marks: dict[Any, list[float]] = {}
    for block, points in zip(page.blocks, _worth_a_look(survey), strict=True):
        if points is None:
            yield None
            continue
        i = block.index
        yield [
            *shape(block, survey.shares[i]), signs[i + 1], signs[i], signs[i + 2], *points, *_place(survey, i), *_alike(survey, i),
            *_near(survey, i), *claims.of(block), *whole, *_node_signals(survey, block.node, len(hints.names), by_marks),
        ]


def _worth_a_look(survey: _Survey) -> Iterator[tuple[float, float, float] | None]:
    """Yield for each block that may be body at all the points of the three elements around its own, as shares of the best one's.

    Such a block is long, near an element with prose, or among the prose of the best one; each other one gets None.
    """
    nodes, best = survey.nodes, survey.best
    start, end = max(best.start, survey.first - _MARGIN), min(best.end - 1, survey.last + _MARGIN)
    by_parent: dict[int, tuple[float, float, float]] = {}
    for i, (node, words) in enumerate(zip(survey.at, survey.words, strict=True)):
        parent = nodes[node].parent
        points = by_parent.get(parent)
        if points is None:
            points = by_parent[parent] = _points(survey, parent)
        yield points if words > _LONG or max(points) > _SOME_POINTS or start <= i <= end else None


def _points(survey: _Survey, one: int) -> tuple[float, float, float]:
    """Return the points of a node and of the two above it, as shares of the best one's; 0 for those that are not there."""
    nodes, points, top = survey.nodes, survey.points, survey.top
    two = nodes[one].parent if one >= 0 else -1
    three = nodes[two].parent if two >= 0 else -1
    return points[one] / top if one >= 0 else 0.0, points[two] / top if two >= 0 else 0.0, points[three] / top if three >= 0 else 0.0


def headline(page: Page) -> int:
    """Return the index of the first h1, or of the first block that the title element begins with; -1 for none."""
    for block in page.blocks:
        if block.tag == "h1":
            return block.index
    title = fold(page.structured.title)
    for block in page.blocks[:200]:
        if block.words >= 3 and title.startswith(block.folded):
            return block.index
    return -1


def _place(survey: _Survey, i: int) -> tuple[float, ...]:
    """Return the figures of :data:`_PLACE` after the points."""
    best = survey.best
    levels, end, _ = survey.way.of(survey.at[i])
    return (
        levels, best.depth - survey.nodes[end].depth, i / len(survey.blocks),
        _clip(i - survey.title_at) if survey.title_at >= 0 else -60, _clip(i - survey.first), _clip(i - survey.last),
        survey.before[i] / survey.total, best.start <= i < best.end,
    )


def _clip(distance: float, most: float = 50) -> float:
    return most if distance > most else -most if distance < -most else distance


def _alike(survey: _Survey, i: int) -> tuple[float, ...]:
    nodes, total = survey.nodes, survey.total
    count, words, linked = survey.alike[survey.kinds[i]]
    parent = nodes[max(nodes[survey.at[i]].parent, 0)]
    p_words, p_linked = _span(survey, parent)
    g_words, g_linked = _span(survey, nodes[max(parent.parent, 0)])
    return (
        count, words / total, linked / words if words else 0.0, survey.texts[survey.folded[i]], parent.end - parent.start,
        p_linked, p_words / total, g_linked, g_words / total,
    )


def _span(survey: _Survey, node: Node) -> tuple[float, float]:
    """Return the words of a node and the share of them inside links."""
    start, end = node.start, node.end
    words = survey.before[end] - survey.before[start]
    return words, (survey.linked[end] - survey.linked[start]) / words if words else 0.0


def _near(survey: _Survey, i: int) -> list[float]:
    kinds, tags, before, linked = survey.kinds, survey.tags, survey.before, survey.linked
    row: list[float] = []
    for other in (i - 1, i + 1):
        if 0 <= other < len(tags):
            row += (survey.words[other], survey.shares[other], kinds[other] == kinds[i], HEADINGS.get(tags[other], 0))
        else:
            row += (-1.0, -1.0, 0.0, 0.0)
    lo, hi = max(0, i - 4), min(len(tags), i + 5)
    above, below = before[i] - before[lo], before[hi] - before[i + 1]
    row += (
        above, below, (linked[i] - linked[lo]) / above if above else 0.0, (linked[hi] - linked[i + 1]) / below if below else 0.0,
    )
    return row


def _node_signals(survey: _Survey, node: int, hints: int, known: dict[Any, list[float]]) -> list[float]:
    """Return the figures of a node that hang on names and tags alone: ancestors' tags, hints by nearness, hints below the best container.

    Args:
        known: the figures made so far, by the bits that they are made of: siblings share them.
    """
    marks, between = survey.lineage.of(node), survey.way.of(node)[2]
    row = known.get((marks, between))
    if row is None:
        own, _, near, far, tags = marks
        row = [float(tags >> i & 1) for i in range(len(ANCESTOR_TAGS))]
        row += [float((own >> i & 1) + (near >> i & 1) + (far >> i & 1)) for i in range(hints)]
        row += [float(between >> i & 1) for i in range(hints)]
        known[marks, between] = row
    return row


def _whole(survey: _Survey) -> list[float]:
    words, prose, best = survey.words, survey.prose, survey.best
    every = sum(w for w, is_prose in zip(words, prose, strict=True) if is_prose)
    inner = sum(words[i] for i in range(best.start, best.end) if prose[i])
    return [len(words), every, inner / every if every else 0.0]
