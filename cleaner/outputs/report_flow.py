"""The blocks of a page as the report shows them: in order, lists and tables put together, what was removed folded, all within bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from cleaner.explain import ExplainedBlock, Explanation
from cleaner.values import BODY_ROLES, FIELD_ROLES

#: Blocks that are shown, at most; those that the record keeps go first.
MOST_BLOCKS = 1500
#: Characters of a block that are shown, and of all blocks; when these are used up each block gets a few.
MOST_CHARS, ALL_CHARS, FEW_CHARS = 4000, 500_000, 100
#: Removed blocks in a row from which on they are folded.
_FOLDED = 4
#: Roles that the line above folded blocks names.
_NAMED_ROLES = 4


class Shown(NamedTuple):
    """A block with as much of its text as is shown, and how many characters are left out."""

    block: ExplainedBlock
    text: str
    more: int

    @property
    def part(self) -> str:
        """Return what became of it: ``body``, ``field`` or ``removed``."""
        return part_of(self.block.role)


class Item(NamedTuple):
    """An item of a list: how deep it lies, its number in a numbered list (0 for none), its blocks."""

    level: int
    number: int
    blocks: tuple[Shown, ...]


class Cell(NamedTuple):
    """A cell of a table; ``head`` when it heads a row or column."""

    head: bool
    blocks: tuple[Shown, ...]


class Piece(NamedTuple):
    """What stands together on the page.

    Attributes:
        kind: ``paragraph``, ``heading``, ``caption``, ``preformatted`` (one block); ``quote``; ``list``; ``table``; ``fold``, a run of
            removed pieces; ``gap``, blocks that are not shown.
        blocks: of all kinds, what is inside.
        items: of a list.
        rows: of a table.
        pieces: of a fold.
        told: of a fold or a gap, what it holds.
    """

    kind: str
    blocks: tuple[Shown, ...] = ()
    items: tuple[Item, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    pieces: tuple[Piece, ...] = ()
    told: str = ""


class Flow(NamedTuple):
    """A page's pieces, and how many of its blocks and characters are not shown."""

    pieces: tuple[Piece, ...]
    shown: tuple[Shown, ...]
    left_out: int
    characters: int


def flow(explanation: Explanation) -> Flow:
    """Return the blocks of a page as the report shows them."""
    shown = tuple(_shown(explanation.blocks))
    whole = _pieces(shown, len(explanation.blocks))
    pieces = tuple(_folded([part for piece in whole for part in _parted(piece)]))
    return Flow(pieces, shown, len(explanation.blocks) - len(shown), sum(s.more for s in shown))


def part_of(role: str) -> str:
    """Return what becomes of blocks of a role: ``body``, ``field`` or ``removed``."""
    return "body" if role in BODY_ROLES else "field" if role in FIELD_ROLES else "removed"


def plural(number: int, name: str) -> str:
    """Return a number with the name of what it counts: ``1 block``, ``1,200 blocks``."""
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def _shown(blocks: Sequence[ExplainedBlock]) -> Iterator[Shown]:
    kept = [b.index for b in blocks if part_of(b.role) != "removed"]
    removed = [b.index for b in blocks if part_of(b.role) == "removed"]
    chosen = frozenset([*kept, *removed][:MOST_BLOCKS])
    left = ALL_CHARS
    for block in blocks:
        if block.index in chosen:
            most = MOST_CHARS if left > 0 else FEW_CHARS
            text = block.text[:most]
            left -= len(text)
            yield Shown(block, text, len(block.text) - len(text))


def _pieces(shown: Sequence[Shown], count: int) -> Iterator[Piece]:
    """Yield the pieces in order, and a gap wherever blocks are left out."""
    after = 0
    for run in _runs(shown):
        first, last = run[0].block.index, run[-1].block.index
        if first > after:
            yield _gap(first - after)
        yield _piece(run)
        after = last + 1
    if count > after:
        yield _gap(count - after)


def _gap(count: int) -> Piece:
    return Piece("gap", told=f"{plural(count, 'block')} left out here")


def _runs(shown: Sequence[Shown]) -> Iterator[tuple[Shown, ...]]:
    """Yield blocks that belong together: neighbours of one list, quotation or table."""
    run: list[Shown] = []
    for one in shown:
        if run and not _together(run[-1].block, one.block):
            yield tuple(run)
            run = []
        run.append(one)
    if run:
        yield tuple(run)


def _together(before: ExplainedBlock, block: ExplainedBlock) -> bool:
    grouped = block.form.group >= 0 and block.form.kind in ("item", "quote", "cell")
    return grouped and before.index + 1 == block.index and (before.form.kind, before.form.group) == (block.form.kind, block.form.group)


def _piece(run: tuple[Shown, ...]) -> Piece:
    kind = run[0].block.form.kind
    if kind == "item":
        return Piece("list", run, items=tuple(_items(run)))
    if kind == "cell":
        rows = groupby(run, key=lambda s: s.block.form.row)
        return Piece("table", run, rows=tuple(tuple(_cells(tuple(row))) for _, row in rows))
    return Piece(kind, run)


def _items(run: Sequence[Shown]) -> Iterator[Item]:
    numbers: Counter[int] = Counter()
    for _, blocks in groupby(run, key=lambda s: s.block.form.part):
        held = tuple(blocks)
        form = held[0].block.form
        numbers[form.level] += 1
        for deeper in [level for level in numbers if level > form.level]:
            del numbers[deeper]
        yield Item(form.level, numbers[form.level] if form.ordered else 0, held)


def _cells(row: Sequence[Shown]) -> Iterator[Cell]:
    for _, blocks in groupby(row, key=lambda s: s.block.form.part):
        held = tuple(blocks)
        yield Cell(held[0].block.form.head, held)


def _parted(piece: Piece) -> Iterator[Piece]:
    """Yield a list in parts where many of its items in a row were removed: a menu with one entry that a rule took for a field."""
    rest: list[Item] = []
    for removed, group in groupby(piece.items, key=lambda item: all(s.part == "removed" for s in item.blocks)):
        items = tuple(group)
        if removed and sum(len(item.blocks) for item in items) >= _FOLDED:
            yield from _list(rest)
            yield from _list(items)
            rest = []
        else:
            rest += items
    yield from _list(rest) if piece.items else (piece,)


def _list(items: Sequence[Item]) -> Iterator[Piece]:
    if items:
        yield Piece("list", tuple(s for item in items for s in item.blocks), items=tuple(items))


def _folded(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, those that were removed in a row as a fold, so that the article stays in sight."""
    for removed, group in groupby(pieces, key=lambda p: bool(p.blocks) and all(s.part == "removed" for s in p.blocks)):
        run = tuple(group)
        blocks = tuple(s for piece in run for s in piece.blocks)
        if removed and len(blocks) >= _FOLDED:
            yield Piece("fold", blocks, pieces=run, told=_told(blocks))
        else:
            yield from run


def _told(blocks: Sequence[Shown]) -> str:
    roles = Counter(s.block.role for s in blocks).most_common()
    named = ", ".join(f"{role} {count}" for role, count in roles[:_NAMED_ROLES])
    return f"{plural(len(blocks), 'block')} removed: {named}{', …' if len(roles) > _NAMED_ROLES else ''}"
