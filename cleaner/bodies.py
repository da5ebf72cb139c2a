"""Which blocks are the body, and who said so: site rule, finder, or trafilatura as the last resort."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from cleaner.body_roles import body_role
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

class Body(NamedTuple):
    """The body's blocks, who chose them, how sure it is, and the claims on all blocks of the page."""

    blocks: tuple[int, ...]
    extractor: str
    confidence: float
    claims: tuple[Claim, ...]


def find_body(page: Page, active: ActiveRules, finding: Finding, claimed: frozenset[int], last_resort: Callable[[], Sequence[int]]) -> Body:
    """Return the body of the page.

    Args:
        page: the page.
        active: the rules of this page; the first ``content`` selector that matches decides.
        finding: what the finder says.
        claimed: blocks that rules claim.
        last_resort: gives trafilatura's choice of blocks; called only when nothing better is there.
    """
    ruled = _by_rule(page, active, finding)
    if ruled:
        return ruled
    chosen = mend(page, finding, claimed)
    if _believable(page, chosen, finding.confidence):
        return _body(page, chosen, "finder", finding.confidence, "")
    other = tuple(last_resort())
    if sum(page.blocks[i].words for i in other) > sum(page.blocks[i].words for i in chosen):
        return _body(page, other, "trafilatura", 0.5, "")
    return _body(page, chosen, "finder" if chosen else "none", finding.confidence, "")


def _by_rule(page: Page, active: ActiveRules, finding: Finding) -> Body | None:
    for file in reversed(active.files):
        content = file.file.content
        for selector in content.select if content else ():
            spans = page.matches.get(selector, ())
            chosen = tuple(sorted({i for start, end in spans for i in range(start, end)}))
            if chosen and content:
                at = f"{content.origin.path}:{content.origin.line}"
                return _body(page, chosen, "rule", 1.0, f"{file.folder}/{file.stem}/content", at)
    return None


def _believable(page: Page, chosen: Sequence[int], confidence: float) -> bool:
    words = sum(page.blocks[i].words for i in chosen)
    if page.kind == "text":
        return True
    if words >= _LEAST_WORDS:
        return confidence >= _LEAST_SURE
    return sum(b.words for b in page.blocks if b.link_share < 0.5) < 3 * _LEAST_WORDS and words > 0


def _body(page: Page, chosen: tuple[int, ...], extractor: str, confidence: float, rule: str, at: str = "") -> Body:
    inside = frozenset(chosen)
    name = rule or f"{extractor}/body"
    outside = rule or f"{extractor}/outside"
    claims = tuple(
        Claim(b.index, body_role(b.tag, page.nodes[b.node], page.nodes), name, at, RANK) if b.index in inside
        else Claim(b.index, "boilerplate", outside, at, RANK)
        for b in page.blocks
    )
    return Body(chosen, extractor, confidence, claims)
