"""Claims in, one verdict a block out. The order of claims never matters.

Precedence, highest first: a ``keep`` beats every chrome claim; then the nearer layer (``rank``: finder 10, repeats 15, site memory 17,
generic 20, language 30, fields 35, other stories 38, family 40, site 50, local 60); in the same layer a ``keep``; then the rule's id, so
that the order is total.

Guard: when generic and language rules would take more than :data:`MOST_TAKEN` of the words that
finder or site rule call the body, all of their chrome claims on this page are rolled back and the record asks for a review.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from cleaner.values import BODY_ROLES, CHROME_ROLES, Claim, Page, maker

#: Share of the body's words that rules which know nothing of the site may take (``docs/design.md``).
MOST_TAKEN = 0.35
#: Rank of whoever chose the body, and ranks of the layers that are rolled back.
_CHOOSER = (10,)
_ROLLED_BACK = ((20,), (30,))


#: What claims are ordered by.
_ORDER = attrgetter("rank", "keep", "rule", "role", "at")


class Verdict(NamedTuple):
    """What a block is: its role, the claim that decided, the claims that lost."""

    role: str
    claim: Claim
    losers: tuple[Claim, ...] = ()


_make_verdict = maker(Verdict)


class Settled(NamedTuple):
    """One verdict a block, and whether the guard had to roll claims back."""

    verdicts: tuple[Verdict, ...]
    rolled_back: bool = False


def settle(page: Page, claims: Iterable[Claim]) -> Settled:
    """Return the verdict on each block of the page; every block has at least the body finder's claim."""
    columns: list[list[Claim]] = [[] for _ in page.blocks]
    body = set()
    for claim in claims:
        columns[claim.block].append(claim)
        if claim.rank == _CHOOSER and claim.role in BODY_ROLES:
            body.add(claim.block)
    verdicts = tuple([_verdict(column) for column in columns])
    if _taken(page, body, verdicts) <= MOST_TAKEN:
        return Settled(verdicts)
    spared = [[c for c in column if c.keep or c.rank not in _ROLLED_BACK or c.role not in CHROME_ROLES] for column in columns]
    return Settled(tuple(_verdict(column) for column in spared), rolled_back=True)


def settle_further(page: Page, settled: Settled, claims: Sequence[Claim], more: Sequence[Claim]) -> Settled:
    """Return what :func:`settle` does of ``claims`` and ``more``, where ``settled`` is what it made of ``claims``.

    Args:
        page: the page.
        settled: the verdicts without ``more``.
        claims: what they were made of.
        more: claims of layers above those that are rolled back: they leave these less to take.
    """
    if settled.rolled_back:
        return settle(page, [*claims, *more])
    added: dict[int, list[Claim]] = defaultdict(list)
    for claim in more:
        added[claim.block].append(claim)
    verdicts = list(settled.verdicts)
    for block, those in added.items():
        before = verdicts[block]
        verdicts[block] = _verdict([before.claim, *before.losers, *those])
    return Settled(tuple(verdicts))


def _verdict(column: Sequence[Claim]) -> Verdict:
    if len(column) == 1 and not column[0].keep:  # most blocks: only the finder speaks
        return _make_verdict((column[0].role, column[0], ()))
    ordered = sorted(column, key=_ORDER, reverse=True)
    for claim in ordered:
        if claim.keep:
            return _kept(ordered, claim)
    return _make_verdict((ordered[0].role, ordered[0], tuple(ordered[1:])))


def _kept(ordered: Sequence[Claim], keeper: Claim) -> Verdict:
    """Return the verdict on a block that a claim keeps; all claims on it, the highest first."""
    standing = [c for c in ordered if c.role not in CHROME_ROLES]
    role = standing[0].role if standing else "body"
    # Where a keep turns chrome away, the keep is what decided.
    decided = ordered[0] if standing[:1] == ordered[:1] else keeper
    return Verdict(role, decided, tuple(c for c in ordered if c is not decided))


def _taken(page: Page, body: Iterable[int], verdicts: Sequence[Verdict]) -> float:
    """Return the share of the words of ``body``, which finder or site rule chose, that generic and language rules took as chrome."""
    total = taken = 0.0
    for index in body:
        words = page.blocks[index].words
        total += words
        verdict = verdicts[index]
        if verdict.role in CHROME_ROLES and verdict.claim.rank in _ROLLED_BACK:
            taken += words
    return taken / total if total else 0.0
