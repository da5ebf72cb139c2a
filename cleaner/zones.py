"""Head, body and tail of a page, and which blocks read as prose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.text.words import PROSE_WORDS, is_prose
from cleaner.values import Block

#: Link share above which a block is a list of links, however long.
_LINKED = 0.5


class Zones(NamedTuple):
    """Block ranges: head is ``[0, start)``, body ``[start, end)``, tail ``[end, …)``. No prose: everything is head."""

    start: int
    end: int

    def of(self, index: int) -> str:
        """Return the zone of the block at ``index``."""
        if index < self.start:
            return "head"
        return "body" if index < self.end else "tail"

    def possible(self, index: int) -> tuple[str, ...]:
        """Return the zones in which the block at ``index`` stands as prose, and as the line of chrome that a rule takes it for.

        ``Related topics: bridges, Harbour v. Town`` counts as prose by its full stop, and would hold up the tail that it belongs to.
        """
        zone = self.of(index)
        if zone == "body" and self.end - self.start > 1:
            if index == self.start:
                return ("body", "head")
            if index == self.end - 1:
                return ("body", "tail")
        return (zone,)


def find_zones(blocks: Sequence[Block], candidates: Sequence[int] | None = None) -> Zones:
    """Return the zones: head ends at the first prose block, tail starts after the last.

    Args:
        blocks: all blocks of the page.
        candidates: indices of the blocks that may be the article's (the finder's choice); None for all.
    """
    chosen = range(len(blocks)) if candidates is None else candidates
    prose = [i for i in chosen if prose_block(blocks[i])]
    if not prose:
        return Zones(len(blocks), len(blocks))
    return Zones(min(prose), max(prose) + 1)


def prose_block(block: Block) -> bool:
    """Tell whether a block reads as prose."""
    # A block whose sentences are counted need not be looked through again.
    return block.words >= PROSE_WORDS and block.link_share < _LINKED and (block.sentences > 0 or is_prose(block.text, block.words))
