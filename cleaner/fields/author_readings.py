"""The places that name authors, read as bylines. Each is looked at only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cleaner.fields.author_bare import from_bare, from_boxes
from cleaner.fields.author_doubt import ENOUGH, Doubts
from cleaner.fields.author_lines import from_blocks, from_lines, from_links, from_nodes, from_tail, of_others
from cleaner.fields.author_sources import AuthorPlace, Named, from_items, from_ld, from_metas
from cleaner.fields.byline import BylineParts, read_byline
from cleaner.fields.byline_words import AgencyNames, BylineWords
from cleaner.fields.date_place import date_place
from cleaner.fields.names import is_full, same_name
from cleaner.finder.hints import Hints
from cleaner.values import Block, Candidate, Page

#: Most words of a shown line that may be no part of a byline.
_MOST_UNREAD = 2
#: Ranks whose lines need a ``by`` word, and those in which a name without one must look like nothing else.
_LINES = frozenset({"lines", "tail"})
_SUPPORT = {"blocks": ENOUGH, "nodes": ENOUGH, "far": ENOUGH - 1, "far-blocks": ENOUGH - 1}
_UNSIGNED = frozenset({"blocks", "far-blocks", "nodes", "far", "bare", "boxes"})


@dataclass(frozen=True, slots=True)
class AuthorHints:
    """What is known of bylines from outside the page.

    Attributes:
        words: words of bylines in the page's language and English.
        agencies: spellings of news agencies.
        sites: names of the site and its publisher.
        names: what class and id names say (``rules/fields/hints.yaml``).
        title: the page's title, which is no byline.
        rule: values that a site's rule found.
        blocks: blocks that rules call bylines.
        body: blocks of the story, as far as they are known.
        chrome: blocks that rules call something that names no author.
    """

    words: BylineWords = field(default_factory=BylineWords)
    agencies: AgencyNames = field(default_factory=AgencyNames)
    sites: tuple[str, ...] = ()
    names: Hints = field(default_factory=lambda: Hints({}))
    title: str = ""
    rule: tuple[Candidate, ...] = ()
    blocks: tuple[Block, ...] = ()
    body: tuple[int, ...] = ()
    chrome: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one place says, read."""

    rank: str
    source: str
    parts: tuple[BylineParts, ...]
    blocks: tuple[int, ...]

    @property
    def persons(self) -> tuple[str, ...]:
        """Persons in order, each once; of two that begin alike the shorter: ``Jane Doe``, not ``Jane Doe Wellness``."""
        named = self._all("persons")
        if not self.signed and self.rank in _UNSIGNED and any(map(is_full, named)):
            named = tuple(filter(is_full, named))
        forms = [same_name(n) + " " for n in named]
        return tuple(
            n for i, n in enumerate(named)
            if not any(forms[i].startswith(f) and " " in f.strip() and (f != forms[i] or j < i) for j, f in enumerate(forms) if j != i)
        )  # fmt: skip

    @property
    def agencies(self) -> tuple[str, ...]:
        """Usual names of agencies."""
        return self._all("agencies")

    @property
    def desks(self) -> tuple[str, ...]:
        """Desks and papers."""
        return self._all("desks")

    @property
    def contributors(self) -> tuple[str, ...]:
        """Persons who only helped."""
        return self._all("contributors")

    @property
    def signed(self) -> bool:
        """Whether a ``by`` word introduces it."""
        return any(part.signed for part in self.parts)

    @property
    def leads(self) -> bool:
        """Whether a ``by`` word begins it."""
        return any(part.signed and not part.inner for part in self.parts)

    @property
    def raw(self) -> str:
        """What the place says, as it says it."""
        return " | ".join(part.raw for part in self.parts)

    def _all(self, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for part in self.parts for value in getattr(part, name)))


class AuthorReadings:
    """The readings of a page by rank; see :data:`cleaner.fields.authors.ORDER`."""

    def __init__(self, page: Page, hints: AuthorHints) -> None:
        self._page = page
        self._hints = hints
        self._place = date_place(page, hints.body)
        self._read: dict[str, tuple[Reading, ...]] = {}
        self._doubts = Doubts(page, hints.words, hints.title)

    def of(self, rank: str) -> tuple[Reading, ...]:
        """Return the readings of a rank, in its order; those that name nobody are left out."""
        if rank not in self._read:
            self._read[rank] = tuple(self._readings(rank))
        return self._read[rank]

    def known(self) -> Iterator[Reading]:
        """Yield all readings that were asked for so far."""
        for readings in self._read.values():
            yield from readings

    def _places(self, rank: str) -> Iterator[AuthorPlace]:
        page, hints, place = self._page, self._hints, self._place
        words = hints.words
        if rank == "rule":
            return from_rule(hints.rule)
        if rank == "ld":
            return from_ld(page)
        if rank == "blocks":
            return from_blocks(hints.blocks, place, words)
        if rank == "far-blocks":
            return from_blocks(hints.blocks, place, words, far=True)
        if rank == "links":
            return from_links(page, place)
        if rank == "items":
            return from_items(page, place, lambda index: of_others(page, hints.names, index))
        if rank == "metas":
            return from_metas(page, words)
        if rank == "nodes":
            return from_nodes(page, place, hints.names, words)
        if rank == "far":
            return from_nodes(page, place, hints.names, words, far=True)
        if rank == "bare":
            return from_bare(page, place, words, hints.names)
        return {"lines": from_lines, "tail": from_tail, "boxes": from_boxes}[rank](page, place, words)

    def _readings(self, rank: str) -> Iterator[Reading]:
        title = same_name(self._hints.title)
        for said in self._places(rank):
            if not said.sure and title and any(same_name(n.text) == title for n in said.named):
                continue
            if said.blocks and rank in _UNSIGNED | _LINES and self._hints.chrome.issuperset(said.blocks):
                continue
            parts = tuple(_read(n, said.sure, self._hints) for n in said.named)
            if not said.sure:
                parts = self._shown(parts)
            if rank in _LINES:
                parts = tuple(p for p in parts if p.signed and self._is_line(p, rank, said.support))
            elif rank in _UNSIGNED and not any(p.signed for p in parts) and not self._is_name(parts, rank, said):
                continue
            if any(p.persons or p.agencies or p.desks for p in parts):
                yield Reading(rank, said.source, parts, said.blocks)

    def _is_line(self, part: BylineParts, rank: str, support: int) -> bool:
        """Tell a byline from other lines with a ``by`` word: ``By subject``, ``World 1 day ago By Jane Doe`` below the story."""
        loose = bool(part.persons) and not any(map(is_full, part.persons)) and not part.agencies
        return (support > 1 or not loose) and not (part.inner and rank == "tail")

    def _is_name(self, parts: Sequence[BylineParts], rank: str, said: AuthorPlace) -> bool:
        single = rank == "nodes" or (rank == "blocks" and _is_dated_pen_name(parts))
        support = _SUPPORT[rank] if rank in _SUPPORT else said.support + self._doubts.below_title(said)
        return self._doubts.is_name(parts, support, single=single)

    def _shown(self, parts: Sequence[BylineParts]) -> tuple[BylineParts, ...]:
        """Return those of a container's lines that are bylines: with a ``by`` word where one has it, and without unread words."""
        signed = tuple(p for p in parts if p.signed and (p.persons or p.agencies or p.desks) and p.unread <= _MOST_UNREAD)
        if signed:
            named = any(p.persons for p in signed)
            others = (p for p in parts if not p.signed and not p.unread)
            return signed + tuple(p for p in others if (p.agencies and not p.persons) or (p.persons and not named))
        clean = [p for p in parts if not p.unread and p.raw]
        if len(clean) < 2:
            return tuple(clean)
        return (_read(Named(" | ".join(p.raw for p in clean)), False, self._hints),)


def _is_dated_pen_name(parts: Sequence[BylineParts]) -> bool:
    """Tell a line of a rule that holds one name and a number: ``1 May 2024 | example``."""
    return sum(len(p.persons) for p in parts) < 2 and any(c.isdigit() for p in parts for c in p.raw)


def from_rule(candidates: Sequence[Candidate]) -> Iterator[AuthorPlace]:
    """Yield what a site's rule found."""
    if candidates:
        yield AuthorPlace(candidates[0].source, tuple(Named(c.value, "", c.block) for c in candidates))


def _read(named: Named, sure: bool, hints: AuthorHints) -> BylineParts:
    parts = read_byline(named.text, hints.words, hints.agencies, hints.sites, sure=sure)
    if named.said == "Organization" and parts.persons:
        return BylineParts(agencies=parts.agencies, desks=(*parts.persons, *parts.desks), raw=parts.raw)
    return parts
