"""What the rules claim a page's blocks for, as the fields ask it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from cleaner.values import Claim

#: What guesses at a block claims with no more: the finder, and what stands on the page twice.
_GUESS = (15,)


class Claimed:
    """The blocks of a page by what is claimed of them. Two fifths of its claims are guesses, which say nothing here.

    Args:
        claims: all claims so far.
    """

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._told = [claim for claim in claims if claim.rank > _GUESS]

    def blocks(self, role: str) -> tuple[int, ...]:
        """Return the blocks that a rule claims for a role, in page order."""
        return tuple(sorted({claim.block for claim in self._told if claim.role == role}))

    def taken(self, roles: Collection[str]) -> frozenset[int]:
        """Return the blocks that rules call one of ``roles``; what protects a block calls it nothing."""
        return frozenset([claim.block for claim in self._told if claim.role in roles and not claim.keep])

    def at_rank(self, rank: tuple[int, ...]) -> Claimed:
        """Return the claims of one rank."""
        return Claimed([claim for claim in self._told if claim.rank == rank])
