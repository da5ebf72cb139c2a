"""Which blocks are the body, and who said so: site rule, finder, or trafilatura as the last resort."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from cleaner.body_roles import body_role, pictured
from cleaner.finder.find import Finding
from cleaner.mending import mend
from cleaner.rules.compile import ActiveRules
from cleaner.values import Claim, Page

#: Rank of all claims made here: every rule stands above it.
RANK = (10,)
#: Body words below which the finder is not believed when the page holds more prose.
_LEAST_WORDS = 40
#: Certainty below which the last resort is asked.
_LEAST_SURE = 0.62
#: Probability from which on the finder is sure of a block, whatever a selector says that only narrows its choice.
SURE = 0.8
#: Share of the words that the finder is sure of, or takes where it is sure of none, that a selector must hold to be believed.
_LEAST_SURE_HELD, _LEAST_HELD = 0.5, 0.25


class Body(NamedTuple):
    """The body's blocks, who chose them, how sure it is, and the claims on all blocks of the page."""

    blocks: tuple[int, ...]
    extractor: str
    confidence: float
    claims: tuple[Claim, ...]


class _Choice(NamedTuple):
    """Blocks taken for the body, who took them, how sure that is."""

    blocks: tuple[int, ...]
    extractor: str
    confidence: float


class _Ruled(NamedTuple):
    """What a ``content`` selector holds: the blocks, the rule's name and place, whether it only narrows the finder's choice."""

    blocks: tuple[int, ...]
    rule: str
    at: str
    narrows: bool


def find_body(page: Page, active: ActiveRules, finding: Finding, claimed: frozenset[int], last_resort: Callable[[], Sequence[int]]) -> Body:
    """Return the body of the page.

    Args:
        page: the page.
        active: the rules of this page; the first ``content`` selector that matches decides.
        finding: what the finder says.
        claimed: blocks that rules claim.
        last_resort: gives trafilatura's choice of blocks; called only when nothing better is there.
    """
    ruled = _by_rule(page, active)
    if ruled and not ruled.narrows:
        return _body(page, _Choice(ruled.blocks, "rule", 1.0), ruled, frozenset())
    choice = _by_looks(page, finding, claimed, last_resort)
    believed = ruled is not None and holds(page, ruled.blocks, finding)
    out = left_out(choice.blocks, ruled.blocks, finding) if ruled and believed else frozenset()
    return _body(page, choice._replace(blocks=tuple(i for i in choice.blocks if i not in out)), ruled, out)


def holds(page: Page, held: Sequence[int], finding: Finding) -> bool:
    """Tell whether a selector holds enough of what the finder takes to be believed; one that does not has hit something else than the body.

    Args:
        page: the page.
        held: blocks that the selector holds.
        finding: what the finder says.
    """
    within, taken = frozenset(held), finding.chosen()
    sure = [i for i in taken if finding.scores[i] >= SURE]
    counted, least = (sure, _LEAST_SURE_HELD) if sure else (taken, _LEAST_HELD)
    words = sum(page.blocks[i].words for i in counted)
    return words > 0 and sum(page.blocks[i].words for i in counted if i in within) >= least * words


def left_out(chosen: Sequence[int], held: Sequence[int], finding: Finding) -> frozenset[int]:
    """Return which blocks of the body a selector with ``inside: finder`` takes out of it.

    Those are outside of what it holds, but not what the finder is sure of, nor what it takes before them: leads and
    standfirsts stand there.

    Args:
        chosen: blocks taken for the body.
        held: blocks that the selector holds, in page order; one at least.
        finding: what the finder says.
    """
    within, scores, first = frozenset(held), finding.scores, held[0]
    return frozenset(i for i in chosen if i not in within and scores[i] < SURE and (i > first or scores[i] <= finding.threshold))


def _by_rule(page: Page, active: ActiveRules) -> _Ruled | None:
    for file in reversed(active.files):
        content = file.content
        for selector in content.select if content else ():
            spans = page.matches.get(selector, ())
            held = tuple(sorted({i for start, end, _ in spans for i in range(start, end)}))
            if held and content:
                at = f"{content.origin.path}:{content.origin.line}"
                return _Ruled(held, f"{file.folder}/{file.stem}/content", at, content.inside == "finder")
    return None


def _by_looks(page: Page, finding: Finding, claimed: frozenset[int], last_resort: Callable[[], Sequence[int]]) -> _Choice:
    """Return what finder or last resort take for the body."""
    chosen = mend(page, finding, claimed)
    if _believable(page, chosen, finding.confidence):
        return _Choice(chosen, "finder", finding.confidence)
    other = tuple(last_resort())
    if sum(page.blocks[i].words for i in other) > sum(page.blocks[i].words for i in chosen):
        return _Choice(other, "trafilatura", 0.5)
    return _Choice(chosen, "finder" if chosen else "none", finding.confidence)


def _believable(page: Page, chosen: Sequence[int], confidence: float) -> bool:
    words = sum(page.blocks[i].words for i in chosen)
    if page.kind == "text":
        return True
    if words >= _LEAST_WORDS:
        return confidence >= _LEAST_SURE
    return sum(b.words for b in page.blocks if b.link_share < 0.5) < 3 * _LEAST_WORDS and words > 0


def _body(page: Page, choice: _Choice, ruled: _Ruled | None, out: frozenset[int]) -> Body:
    """Return the body with a claim on every block: by the rule where it decided, else by who chose.

    Args:
        page: the page.
        choice: the body's blocks.
        ruled: the content rule of this page.
        out: blocks that the rule took out of another's choice.
    """
    inside, by_rule = frozenset(choice.blocks), choice.extractor == "rule"
    said = (ruled.rule, ruled.at) if ruled else ("", "")
    body, outside = (said, said) if by_rule else ((f"{choice.extractor}/body", ""), (f"{choice.extractor}/outside", ""))
    captions = frozenset() if by_rule else pictured(page) & inside
    claims = tuple(
        Claim(b.index, "caption", "engine/figure", "", RANK) if b.index in captions
        else Claim(b.index, body_role(b.tag, page.nodes[b.node], page.nodes), *body, RANK) if b.index in inside
        else Claim(b.index, "boilerplate", *(said if b.index in out else outside), RANK)
        for b in page.blocks
    )
    return Body(choice.blocks, choice.extractor, choice.confidence, claims)
