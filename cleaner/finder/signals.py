"""The first look: what is known of each block before anything is decided.

:func:`html_signals` gives a row of figures a block, in the order of :data:`NAMES`. Every figure is relative to the page, so
that it means the same on pages of any length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cleaner.finder.containers import Containers, find_containers
from cleaner.finder.hints import Hints
from cleaner.finder.said import SAID_NAMES, Said
from cleaner.finder.shape import HEADINGS, SHAPE_NAMES, shape
from cleaner.text.fold import fold
from cleaner.values import Block, Node, Page
from cleaner.zones import prose_block

#: Hints that make a node chrome when paragraphs are weighed.
CHROME_HINTS = ("comment", "related", "side", "signup", "bio", "footer", "nav", "overlay", "ad")
#: Ancestor elements that count, each as "is there one, and how near".
ANCESTOR_TAGS = ("aside", "nav", "footer", "header", "figure", "li", "table", "blockquote", "form", "article", "main", "section", "button")

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
_TAG_BITS = {tag: 1 << i for i, tag in enumerate(ANCESTOR_TAGS)}
_PAGE = ("page_blocks", "page_prose", "best_share")


def names(hints: Hints) -> tuple[str, ...]:
    """Return the names of the signals, in the order of a row."""
    return (
        *SHAPE_NAMES, *_WORDING, *_PLACE, *_ALIKE, *_NEAR, *SAID_NAMES, *_PAGE, *(f"tag_{t}" for t in ANCESTOR_TAGS),
        *(f"hint_{h}" for h in hints.names), *(f"between_{h}" for h in hints.names),
    )


#: What makes a block worth a look, measured on the development corpora: words, share of the best element's points, blocks of margin.
_LONG, _SOME_POINTS, _MARGIN = 20, 0.1, 3


class _Marks(NamedTuple):
    """Bits of each node, as columns: hints of its own, of it and two levels above, of all ancestors; the tags of it and all ancestors."""

    own: list[int]
    near: list[int]
    far: list[int]
    tags: list[int]


class _Way(NamedTuple):
    """The way of each node up to the best node's line, as columns: its levels, where it ends, hints on it."""

    levels: list[int]
    ends: list[int]
    hints: list[int]


class _Survey(NamedTuple):
    """What is known of the page as a whole; ``shares`` and ``kinds`` are link share and kind of element by block."""

    page: Page
    marks: _Marks
    way: _Way
    containers: Containers
    prose: Sequence[bool]
    title_at: int
    first: int
    last: int
    shares: Sequence[float]
    kinds: Sequence[tuple[str, frozenset[str], str]]
    alike: dict[Any, tuple[int, float, float]]
    texts: Counter[str]
    words: Sequence[float]
    linked: Sequence[float]


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
    survey = _survey(page, hints)
    claims = Said(page)
    whole = _whole(survey)
    signs = (0, *said, 0)
    by_node: dict[Any, list[float]] = {}
    for i, block in enumerate(page.blocks):
        points = _points(survey, block)
        if not _worth_a_look(survey, block, points):
            yield None
            continue
        yield [
            *shape(block, survey.shares[i]), signs[i + 1], signs[i], signs[i + 2], *points, *_place(survey, block), *_alike(survey, block),
            *_near(survey, block), *claims.of(block), *whole, *_node_signals(survey, block.node, len(hints.names), by_node),
        ]


def _points(survey: _Survey, block: Block) -> tuple[float, float, float]:
    """Return the points of the three elements around the block's own, as shares of the best one's."""
    nodes, points = survey.page.nodes, survey.containers.points
    top = points[survey.containers.best] or 1.0
    one = nodes[block.node].parent
    two = nodes[one].parent if one >= 0 else -1
    three = nodes[two].parent if two >= 0 else -1
    return points[one] / top if one >= 0 else 0.0, points[two] / top if two >= 0 else 0.0, points[three] / top if three >= 0 else 0.0


def _worth_a_look(survey: _Survey, block: Block, points: Sequence[float]) -> bool:
    """Tell whether a block may be body at all: long, near an element with prose, or among the prose of the best one."""
    if block.words > _LONG or max(points) > _SOME_POINTS:
        return True
    best = survey.page.nodes[survey.containers.best]
    return best.start <= block.index < best.end and survey.first - _MARGIN <= block.index <= survey.last + _MARGIN


def _survey(page: Page, hints: Hints) -> _Survey:
    blocks, nodes = page.blocks, page.nodes
    marks = _marks(page, hints)
    chrome_bits = sum(1 << hints.names.index(h) for h in CHROME_HINTS)
    chrome_tags = sum(1 << ANCESTOR_TAGS.index(t) for t in ("aside", "nav", "footer"))
    bits = zip(marks.near, marks.tags, strict=True)
    chrome = frozenset(i for i, (near, tags) in enumerate(bits) if near & chrome_bits or tags & chrome_tags)
    shares = [b.link_share for b in blocks]
    containers = find_containers(page, chrome, shares)
    prose = [prose_block(b) for b in blocks]
    best = nodes[containers.best]
    inner = [i for i in range(best.start, best.end) if prose[i]]
    kinds = [(b.tag, nodes[b.node].tokens, nodes[b.node].tag) for b in blocks]
    words, linked = [0.0], [0.0]
    for block, share in zip(blocks, shares, strict=True):
        words.append(words[-1] + block.words)
        linked.append(linked[-1] + block.words * share)
    return _Survey(
        page, marks, _way(page, marks, containers), containers, prose, headline(page),
        inner[0] if inner else 0, inner[-1] if inner else len(blocks), shares, kinds, _sums(kinds, blocks, shares),
        Counter(b.folded for b in blocks), words, linked,
    )


def _marks(page: Page, hints: Hints) -> _Marks:
    nodes = page.nodes
    own: list[int] = []
    near: list[int] = []
    far: list[int] = []
    tags: list[int] = []
    for node in nodes:
        bits, parent = 0, node.parent
        if node.tokens and node.tag not in ("html", "body"):
            bits = hints.bits(node.tokens)
        own.append(bits)
        grand = nodes[parent].parent if parent > 0 else -1
        near.append(bits | (own[parent] if parent >= 0 else 0) | (own[grand] if grand >= 0 else 0))
        far.append(bits | (far[parent] if parent >= 0 else 0))
        tags.append(_TAG_BITS.get(node.tag, 0) | (tags[parent] if parent >= 0 else 0))
    return _Marks(own, near, far, tags)


def _way(page: Page, marks: _Marks, containers: Containers) -> _Way:
    way = _Way([], [], [])
    for node in page.nodes:
        if node.index in containers.line:
            levels, end, hints = 0, node.index, 0
        else:  # the root is in the line, so there is a parent
            above = node.parent
            levels, end, hints = way.levels[above] + 1, way.ends[above], way.hints[above] | marks.own[node.index]
        way.levels.append(levels)
        way.ends.append(end)
        way.hints.append(hints)
    return way


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


def _sums(kinds: Sequence[Any], blocks: Sequence[Block], shares: Sequence[float]) -> dict[Any, tuple[int, float, float]]:
    """Return, for each kind of element, how many blocks, words and linked words it has on the page."""
    found: dict[Any, tuple[int, float, float]] = {}
    for kind, block, share in zip(kinds, blocks, shares, strict=True):
        count, words, linked = found.get(kind, (0, 0.0, 0.0))
        found[kind] = (count + 1, words + block.words, linked + block.words * share)
    return found


def _place(survey: _Survey, block: Block) -> list[float]:
    """Return the figures of :data:`_PLACE` after the points."""
    nodes, index = survey.page.nodes, block.index
    best = nodes[survey.containers.best]
    return [
        survey.way.levels[block.node], best.depth - nodes[survey.way.ends[block.node]].depth, index / len(survey.page.blocks),
        _clip(index - survey.title_at) if survey.title_at >= 0 else -60, _clip(index - survey.first), _clip(index - survey.last),
        survey.words[index] / (survey.words[-1] or 1.0), best.start <= index < best.end,
    ]


def _clip(distance: float, most: float = 50) -> float:
    return max(-most, min(most, distance))


def _alike(survey: _Survey, block: Block) -> list[float]:
    page = survey.page
    count, words, linked = survey.alike[survey.kinds[block.index]]
    node = page.nodes[block.node]
    parent = page.nodes[max(node.parent, 0)]
    grand = page.nodes[max(parent.parent, 0)]
    total = survey.words[-1] or 1.0
    p_words, p_linked = _span(survey, parent)
    g_words, g_linked = _span(survey, grand)
    return [
        count, words / total, linked / words if words else 0.0, survey.texts[block.folded], parent.end - parent.start,
        p_linked, p_words / total, g_linked, g_words / total,
    ]


def _span(survey: _Survey, node: Node) -> tuple[float, float]:
    """Return the words of a node and the share of them inside links."""
    words = survey.words[node.end] - survey.words[node.start]
    return words, (survey.linked[node.end] - survey.linked[node.start]) / words if words else 0.0


def _near(survey: _Survey, block: Block) -> list[float]:
    blocks, kinds, index = survey.page.blocks, survey.kinds, block.index
    row: list[float] = []
    for other in (index - 1, index + 1):
        if 0 <= other < len(blocks):
            near = blocks[other]
            row += [near.words, survey.shares[other], kinds[other] == kinds[index], HEADINGS.get(near.tag, 0)]
        else:
            row += [-1.0, -1.0, 0.0, 0.0]
    lo, hi = max(0, index - 4), min(len(blocks), index + 5)
    before, after = survey.words[index] - survey.words[lo], survey.words[hi] - survey.words[index + 1]
    row += [before, after]
    row.append((survey.linked[index] - survey.linked[lo]) / before if before else 0.0)
    row.append((survey.linked[hi] - survey.linked[index + 1]) / after if after else 0.0)
    return row


def _node_signals(survey: _Survey, node: int, hints: int, known: dict[Any, list[float]]) -> list[float]:
    """Return the figures of a node that hang on names and tags alone: ancestors' tags, hints by nearness, hints below the best container.

    Args:
        known: the figures made so far, by the bits that they are made of: siblings share them.
    """
    marks = survey.marks
    own, near, far, tags, between = marks.own[node], marks.near[node], marks.far[node], marks.tags[node], survey.way.hints[node]
    row = known.get((own, near, far, tags, between))
    if row is None:
        row = [float(tags >> i & 1) for i in range(len(ANCESTOR_TAGS))]
        row += [float((own >> i & 1) + (near >> i & 1) + (far >> i & 1)) for i in range(hints)]
        row += [float(between >> i & 1) for i in range(hints)]
        known[own, near, far, tags, between] = row
    return row


def _whole(survey: _Survey) -> list[float]:
    blocks = survey.page.blocks
    prose = sum(b.words for b in blocks if survey.prose[b.index])
    best = survey.page.nodes[survey.containers.best]
    inner = sum(b.words for b in blocks[best.start:best.end] if survey.prose[b.index])
    return [len(blocks), prose, inner / prose if prose else 0.0]
