"""What the rules claim a page's blocks for, as the fields ask it: a page has hundreds of claims, of a few dozen kinds."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from cleaner.values import Claim

#: What guesses at a block claims with no more: the finder, and what stands on the page twice.
_GUESS = (15,)


class Claimed:
    """The blocks of a page by what is claimed of them.

    Args:
        claims: all claims so far.
    """

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._by_kind: dict[tuple[str, tuple[int, ...], bool], list[int]] = {}
        for block, role, _, _, rank, keep in claims:
            self._by_kind.setdefault((role, rank, keep), []).append(block)

    def blocks(self, role: str) -> tuple[int, ...]:
        """Return the blocks that a rule claims for a role, in page order."""
        kinds = self._by_kind.items()
        return tuple(sorted({b for (its, rank, _), blocks in kinds if its == role and rank > _GUESS for b in blocks}))

    def taken(self, roles: Collection[str], only: tuple[int, ...] | None = None) -> frozenset[int]:
        """Return the blocks that rules call one of ``roles``, ``only`` those of a rank; what protects a block calls it nothing."""
        kinds = self._by_kind.items()
        return frozenset().union(*(
            blocks for (role, rank, keep), blocks in kinds
            if not keep and role in roles and (rank > _GUESS if only is None else rank == only)
        ))  # fmt: skip
