"""The pages that a suggestion is learned from, as plain tables: what the cleaner made of each block, and which selectors meet it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cleaner.article import Article
from cleaner.bodies import SURE
from cleaner.finder.find import Finding
from cleaner.upkeep.gold import shingles
from cleaner.upkeep.states import Seen
from cleaner.upkeep.suggest.names import selectors_of
from cleaner.values import BODY_ROLES, FIELD_ROLES, Block, Page
from cleaner.zones import prose_block

#: Share of runs of four words that two pages have in common when they are one article.
_SAME = 0.5
#: Probability from which on a paragraph of the body is likely one of the article's.
LIKELY = 0.65
#: Words of likely paragraphs that an article has at least.
_LEAST_WORDS = 20
_FIGURES = re.compile(r"[0-9][0-9.,']*")

Span = tuple[int, int]


@dataclass(frozen=True, eq=False)
class SamplePage:
    """A page of the sample.

    Attributes:
        name: how messages call it.
        url: its address.
        page: its blocks and nodes.
        article: what the cleaner made of it.
        body: blocks in the body.
        likely: paragraphs among them that the finder is likely right about.
        sure: those that it is sure of.
        told: blocks that show a title, a byline, a date or another field of the record.
        finding: what the finder says.
        tail: the first block after the article's prose.
        head: the article's first prose block.
        spans: selector → the elements that it meets, as blocks ``[start, end)``.
        keys: the folded text of each block, figures as one sign.
    """

    name: str
    url: str
    page: Page
    article: Article
    body: frozenset[int]
    likely: frozenset[int]
    sure: frozenset[int]
    told: frozenset[int]
    finding: Finding
    head: int
    tail: int
    spans: Mapping[str, tuple[Span, ...]]
    keys: tuple[str, ...]

    def within(self, selector: str) -> frozenset[int]:
        """Return the blocks that stand inside elements which a selector meets."""
        return frozenset(i for start, end in self.spans.get(selector, ()) for i in range(start, end))

    def words(self, blocks: Iterable[int]) -> float:
        """Return the words of some blocks."""
        return sum(self.page.blocks[i].words for i in blocks)

    def zone(self, index: int) -> str:
        """Return the zone of a block."""
        return "head" if index < self.head else "body" if index < self.tail else "tail"


class Sample(NamedTuple):
    """Pages to learn from, and which were left out: (name, why)."""

    pages: tuple[SamplePage, ...]
    left: tuple[tuple[str, str], ...]


def sample_page(name: str, seen: Seen) -> SamplePage:
    """Return a page as the sample needs it."""
    cleaned = seen.cleaned
    page, verdicts, scores = cleaned.page, cleaned.settled.verdicts, cleaned.finding.scores
    body = frozenset(i for i, verdict in enumerate(verdicts) if verdict.role in BODY_ROLES)
    prose = frozenset(b.index for b in page.blocks if prose_block(b))
    return SamplePage(
        name=name, url=page.url, page=page, article=seen.article, body=body,
        likely=frozenset(i for i in body & prose if scores[i] >= LIKELY), sure=frozenset(i for i in body & prose if scores[i] >= SURE),
        told=frozenset(i for i, verdict in enumerate(verdicts) if verdict.role in FIELD_ROLES),
        finding=cleaned.finding, head=cleaned.zones.start, tail=cleaned.zones.end,
        spans=_spans(page), keys=tuple(key_of(b) for b in page.blocks),
    )


def key_of(block: Block) -> str:
    """Return the folded text of a block, figures as one sign."""
    return _FIGURES.sub("0", block.folded)


def choose_pages(pages: Sequence[SamplePage]) -> Sample:
    """Return the pages that show an article, each article once."""
    kept: list[tuple[SamplePage, frozenset[tuple[str, ...]]]] = []
    left: list[tuple[str, str]] = []
    for page in pages:
        if page.page.kind != "html":
            left.append((page.name, "is text: a site's file is made from its HTML"))
            continue
        if page.words(page.likely) < _LEAST_WORDS:
            left.append((page.name, "shows no article that the cleaner finds by itself"))
            continue
        runs = frozenset(run for i in page.likely for run in shingles(page.page.blocks[i].folded))
        twin = next((other.name for other, theirs in kept if _alike(runs, theirs)), None)
        if twin is not None:
            left.append((page.name, f"tells nearly the same as {twin}"))
        else:
            kept.append((page, runs))
    return Sample(tuple(page for page, _ in kept), tuple(left))


def _alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    # Of the shorter one: an article that grew during the day holds its first version.
    return len(one & other) > _SAME * min(len(one), len(other))


def _spans(page: Page) -> Mapping[str, tuple[Span, ...]]:
    found: dict[str, list[Span]] = {}
    for node in page.nodes:
        for selector in selectors_of(node):
            found.setdefault(selector, []).append((node.start, node.end))
    return {selector: tuple(spans) for selector, spans in found.items()}
