"""The first look: what is known of each block before anything is decided.

:func:`html_signals` gives a row of figures a block, in the order of :data:`NAMES`. Every figure is relative to the page, so
that it means the same on pages of any length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
    """Bits of a node: hints of its own, of it and two levels above, of all ancestors; the same for tags."""

    own: int
    near: int
    far: int
    tags: int


class _Survey(NamedTuple):
    """What is known of the page as a whole."""

    page: Page
    marks: Sequence[_Marks]
    containers: Containers
    prose: Sequence[bool]
    title_at: int
    first: int
    last: int
    alike: dict[Any, tuple[int, float, float]]
    texts: Counter[str]
    words: Sequence[float]
    linked: Sequence[float]


def html_signals(page: Page, hints: Hints, said: Sequence[int]) -> list[list[float] | None]:
    """Return a row of figures for each block of a page of HTML, in the order of :func:`names`.

    Blocks that stand far from all prose get None: nine in ten blocks of menus and footers, four in a thousand of articles.

    Args:
        page: the page.
        hints: the hint table.
        said: how rules read each block: 2 chrome, 1 a field, 0 nothing.
    """
    if not page.blocks:
        return []
    survey = _survey(page, hints)
    claims = Said(page)
    whole = _whole(survey)
    signs = (0, *said, 0)
    nodes: dict[int, list[float]] = {}
    rows: list[list[float] | None] = []
    for block in page.blocks:
        place = _place(survey, block)
        if not _worth_a_look(block, place):
            rows.append(None)
            continue
        by_node = nodes.get(block.node)
        if by_node is None:
            by_node = nodes[block.node] = _node_signals(survey, page.nodes[block.node], len(hints.names))
        i = block.index
        rows.append([
            *shape(block), signs[i + 1], signs[i], signs[i + 2], *place, *_alike(survey, block), *_near(survey, block),
            *claims.of(block), *whole, *by_node,
        ])
    return rows


def _worth_a_look(block: Block, place: Sequence[float]) -> bool:
    """Tell whether a block may be body at all: long, near an element with prose, or among the prose of the best one."""
    if block.words > _LONG or max(place[:3]) > _SOME_POINTS:
        return True
    return bool(place[-1]) and place[7] >= -_MARGIN and place[8] <= _MARGIN


def _survey(page: Page, hints: Hints) -> _Survey:
    marks = _marks(page, hints)
    chrome_bits = sum(1 << hints.names.index(h) for h in CHROME_HINTS)
    chrome_tags = sum(1 << ANCESTOR_TAGS.index(t) for t in ("aside", "nav", "footer"))
    chrome = frozenset(i for i, m in enumerate(marks) if m.near & chrome_bits or m.tags & chrome_tags)
    containers = find_containers(page, chrome)
    prose = [prose_block(b) for b in page.blocks]
    best = page.nodes[containers.best] if containers.best >= 0 else None
    inner = [i for i in range(best.start, best.end) if prose[i]] if best else []
    words, linked = [0.0], [0.0]
    for block in page.blocks:
        words.append(words[-1] + block.words)
        linked.append(linked[-1] + block.words * block.link_share)
    return _Survey(
        page, marks, containers, prose, headline(page), inner[0] if inner else 0, inner[-1] if inner else len(page.blocks),
        _signatures(page), Counter(b.folded for b in page.blocks), words, linked,
    )


def _marks(page: Page, hints: Hints) -> list[_Marks]:
    tag_bits = {t: 1 << i for i, t in enumerate(ANCESTOR_TAGS)}
    made: list[_Marks] = []
    above = _Marks(0, 0, 0, 0)
    for node in page.nodes:
        parent = made[node.parent] if node.parent >= 0 else above
        own = 0
        if node.tokens and node.tag not in ("html", "body"):
            for number in hints.of(node.tokens):
                own |= 1 << number
        grand = made[page.nodes[node.parent].parent].own if node.parent > 0 else 0
        made.append(_Marks(own, own | parent.own | grand, own | parent.far, parent.tags | tag_bits.get(node.tag, 0)))
    return made


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


def _signature(page: Page, block: Block) -> tuple[str, frozenset[str], str]:
    node = page.nodes[block.node]
    return (block.tag, node.tokens, node.tag)


def _signatures(page: Page) -> dict[Any, tuple[int, float, float]]:
    """Return, for each kind of element, how many blocks, words and linked words it has on the page."""
    found: dict[Any, tuple[int, float, float]] = {}
    for block in page.blocks:
        key = _signature(page, block)
        count, words, linked = found.get(key, (0, 0.0, 0.0))
        found[key] = (count + 1, words + block.words, linked + block.words * block.link_share)
    return found


def _place(survey: _Survey, block: Block) -> list[float]:
    nodes, containers = survey.page.nodes, survey.containers
    points, index = containers.points, block.index
    top = points[containers.best] or 1.0
    level, scores = nodes[block.node], [0.0, 0.0, 0.0]
    for i in range(3):
        if level.parent < 0:
            break
        level = nodes[level.parent]
        scores[i] = points[level.index] / top
    best = nodes[containers.best]
    total = survey.words[-1] or 1.0
    count = len(survey.page.blocks)
    below, above = _levels(block.node, containers, nodes)
    return [
        *scores, below, above, index / count, _clip(index - survey.title_at) if survey.title_at >= 0 else -60,
        _clip(index - survey.first), _clip(index - survey.last), survey.words[index] / total, best.start <= index < best.end,
    ]


def _levels(node: int, containers: Containers, nodes: Sequence[Node]) -> tuple[int, int]:
    """Return how many levels a node stands below its nearest common ancestor with the best node, and that one above the best."""
    steps = 0
    while node >= 0 and node not in containers.line:
        node = nodes[node].parent
        steps += 1
    return steps, nodes[containers.best].depth - nodes[node].depth if node >= 0 else 99


def _clip(distance: float, most: float = 50) -> float:
    return max(-most, min(most, distance))


def _alike(survey: _Survey, block: Block) -> list[float]:
    page = survey.page
    count, words, linked = survey.alike[_signature(page, block)]
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
    blocks, index = survey.page.blocks, block.index
    row: list[float] = []
    own = _signature(survey.page, block)
    for other in (index - 1, index + 1):
        if 0 <= other < len(blocks):
            near = blocks[other]
            row += [near.words, near.link_share, _signature(survey.page, near) == own, HEADINGS.get(near.tag, 0)]
        else:
            row += [-1.0, -1.0, 0.0, 0.0]
    lo, hi = max(0, index - 4), min(len(blocks), index + 5)
    before, after = survey.words[index] - survey.words[lo], survey.words[hi] - survey.words[index + 1]
    row += [before, after]
    row.append((survey.linked[index] - survey.linked[lo]) / before if before else 0.0)
    row.append((survey.linked[hi] - survey.linked[index + 1]) / after if after else 0.0)
    return row


def _node_signals(survey: _Survey, node: Node, hints: int) -> list[float]:
    """Return the figures that all blocks of a node share: ancestors' tags, hints by nearness, hints below the best container."""
    mark = survey.marks[node.index]
    between = 0
    index = node.index
    while index >= 0 and index not in survey.containers.line:
        between |= survey.marks[index].own
        index = survey.page.nodes[index].parent
    row: list[float] = [mark.tags >> i & 1 for i in range(len(ANCESTOR_TAGS))]
    row += [(mark.own >> i & 1) + (mark.near >> i & 1) + (mark.far >> i & 1) for i in range(hints)]
    row += [between >> i & 1 for i in range(hints)]
    return row


def _whole(survey: _Survey) -> list[float]:
    blocks = survey.page.blocks
    prose = sum(b.words for b in blocks if survey.prose[b.index])
    best = survey.page.nodes[survey.containers.best]
    inner = sum(b.words for b in blocks[best.start:best.end] if survey.prose[b.index])
    return [len(blocks), prose, inner / prose if prose else 0.0]
