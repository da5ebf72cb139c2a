"""The places that name authors, read as bylines. Each is looked at only when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cleaner.fields.author_around import Around
from cleaner.fields.author_bare import from_bare, from_boxes, from_signature, from_text_signature
from cleaner.fields.author_doubt import ENOUGH, Doubts
from cleaner.fields.author_lines import from_blocks, from_lines, from_links, from_nodes, from_tail, of_others
from cleaner.fields.author_sources import AROUND, AuthorPlace, Named, from_items, from_ld, from_metas
from cleaner.fields.byline import BylineParts, read_byline
from cleaner.fields.byline_words import AgencyNames, BylineWords
from cleaner.fields.date_place import Place, date_place
from cleaner.fields.names import is_full, same_name
from cleaner.finder.hints import Hints
from cleaner.text.fold import fold
from cleaner.values import Block, Candidate, Page

#: What parts names and agencies in a picture's credit.
_SLASH = re.compile(r"(?<=[^\W\d])/(?=[^\W\d])")
#: Most words of a shown line that may be no part of a byline.
_MOST_UNREAD = 2
#: Most persons that no ``by`` word introduces.
_MOST_UNSIGNED = 3
#: Ranks whose lines need a ``by`` word, and those in which a name without one must look like nothing else.
_LINES = frozenset({"lines", "tail"})
_SUPPORT = {"blocks": ENOUGH, "nodes": ENOUGH, "far": ENOUGH - 1, "far-blocks": ENOUGH - 1}
_ALONE = frozenset({"bare", "boxes", "signature", "text-signature"})
_UNSIGNED = _ALONE | {"blocks", "far-blocks", "nodes", "far"}


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
        place: where that makes the page's own dates and bylines stand; None works it out.
        chrome: blocks that rules call something that names no author.
        labels: blocks whose words rules call chrome, so that what stands alone in them is no name.
    """

    words: BylineWords = field(default_factory=BylineWords)
    agencies: AgencyNames = field(default_factory=AgencyNames)
    sites: tuple[str, ...] = ()
    names: Hints = field(default_factory=lambda: Hints({}))
    title: str = ""
    rule: tuple[Candidate, ...] = ()
    blocks: tuple[Block, ...] = ()
    body: tuple[int, ...] = ()
    place: Place | None = None
    chrome: frozenset[int] = frozenset()
    labels: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one place says, read."""

    rank: str
    source: str
    parts: tuple[BylineParts, ...]
    blocks: tuple[int, ...]

    @property
    def persons(self) -> tuple[str, ...]:
        """Persons in order, each once; of two that begin alike ``Jane Doe``, not ``Jane Doe Wellness`` or ``Jane``."""
        named = self._all("persons")
        if not self.signed and self.rank in _UNSIGNED and any(map(is_full, named)):
            named = tuple(filter(is_full, named))
        if len(named) < 2:
            return named
        forms = [same_name(n) + " " for n in named]
        firsts = {f.partition(" ")[0] + " " for f in forms if " " in f.strip()}
        return tuple(
            n for i, n in enumerate(named)
            if forms[i] not in firsts
            and not any(forms[i].startswith(f) and " " in f.strip() and (f != forms[i] or j < i) for j, f in enumerate(forms) if j != i)
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
        self._place = _place(page, hints)
        self._around = Around(page, hints.words, hints.chrome)
        self._read: dict[str, tuple[Reading, ...]] = {}
        self._bylines: dict[tuple[str, str, bool], BylineParts] = {}
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

    def named_desks(self, reading: Reading) -> tuple[str, ...]:
        """Return the desks of a reading that have a name, not ``Staff`` alone."""
        return tuple(d for d in reading.desks if d not in self._hints.words.staff)

    def adjoin(self, first: int, second: int) -> bool:
        """Tell whether two lines with names stand together: one behind the other, or with a job title or marks between."""
        between = self._page.blocks[first + 1 : second]
        return first < second and len(between) < 2 and all(
            self._around.is_title(b) or not any(map(str.isalnum, b.text)) for b in between
        )

    def is_telling(self, reading: Reading) -> bool:
        """Tell whether the page's prose does not have most words of its names without a capital."""
        return self._doubts.is_telling(reading.persons)

    def _places(self, rank: str) -> Iterator[AuthorPlace]:
        page, hints, place = self._page, self._hints, self._place
        words = hints.words
        if rank == "rule":
            return from_rule(hints.rule)
        if rank == "ld":
            return from_ld(page)
        if rank == "blocks":
            return from_blocks(page, hints.blocks, place, words)
        if rank == "far-blocks":
            return from_blocks(page, hints.blocks, place, words, far=True)
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
            return from_bare(self._around, place, hints.names)
        if rank == "signature":
            return from_signature(self._around, hints.body)
        if rank == "text-signature":
            return from_text_signature(self._around, hints.body)
        if rank == "boxes":
            return from_boxes(self._around, place, hints.body)
        return from_lines(page, place, words) if rank == "lines" else from_tail(self._around, place)

    def _readings(self, rank: str) -> Iterator[Reading]:
        title = same_name(self._hints.title)
        for said in self._places(rank):
            if (not said.sure or rank == "items") and title and any(same_name(n.text) == title for n in said.named):
                continue
            if said.blocks and rank in _UNSIGNED | _LINES and self._hints.chrome.issuperset(said.blocks):
                continue
            parts = tuple(self._byline(n, said.sure) for n in said.named)
            if not said.sure:
                parts = self._shown(parts)
            if rank in _LINES:
                parts = tuple(p for p in parts if p.signed and self._is_line(p, rank, said))
            elif rank == "bare" and any(p.signed for p in parts):
                parts = tuple(p for p in parts if self._is_line(p, rank, said))
            elif rank in _UNSIGNED and not any(p.signed for p in parts) and not self._is_name(parts, rank, said):
                continue
            if rank in _ALONE and said.blocks and self._hints.labels.issuperset(said.blocks) and not any(p.signed for p in parts):
                continue
            if any(p.persons or p.agencies or p.desks for p in parts):
                yield Reading(rank, said.source, parts, said.blocks)

    def _is_line(self, part: BylineParts, rank: str, said: AuthorPlace) -> bool:
        """Tell a byline from other lines with a ``by`` word: ``By subject``, ``World 1 day ago By Jane Doe`` below the story."""
        if part.inner and rank in ("tail", "bare"):
            return False
        if not part.persons or any(map(is_full, part.persons)) or part.agencies:
            return True
        return (self._around.beside(self._page.blocks[said.blocks[0]]) if rank in _LINES else said.support) > 1

    def _is_name(self, parts: Sequence[BylineParts], rank: str, said: AuthorPlace) -> bool:
        if len({p for part in parts for p in part.persons}) > _MOST_UNSIGNED:
            return False  # columnists of the paper, entries of a list
        single = rank == "nodes" or (rank == "blocks" and _is_dated_pen_name(parts))
        support = _SUPPORT[rank] if rank in _SUPPORT else said.support + self._doubts.below_title(said.blocks)
        if rank == "bare" and any(map(_is_credit, parts)):
            return False
        if rank == "bare" and self._page.kind == "text" and not any(p.persons for p in parts):
            return support >= ENOUGH and any(p.desks for p in parts)
        return self._doubts.is_name(parts, support, single=single)

    def _shown(self, parts: Sequence[BylineParts]) -> tuple[BylineParts, ...]:
        """Return those of a container's lines that are bylines: with a ``by`` word where one has it, and without unread words."""
        signed = tuple(p for p in parts if p.signed and (p.persons or p.agencies or p.desks) and p.unread <= _MOST_UNREAD)
        if signed:
            named = any(p.persons for p in signed)
            others = (p for p in parts if not p.signed and not p.unread)
            return signed + tuple(p for p in others if (p.agencies and not p.persons) or (not named and any(map(is_full, p.persons))))
        clean = [p for p in parts if not p.unread and p.raw]
        if len(clean) < 2:
            return tuple(clean)
        return (self._byline(Named(" | ".join(p.raw for p in clean)), False),)

    def _byline(self, named: Named, sure: bool) -> BylineParts:
        """Return a line read, each once: a rule's block, a container and the lines hold the same byline."""
        asked = named.text, named.said, sure
        if (known := self._bylines.get(asked)) is None:
            known = self._bylines[asked] = _read(named, sure, self._hints)
        return known


def _place(page: Page, hints: AuthorHints) -> Place:
    """Return where bylines stand; in a text its title says where the story's head begins, behind the chrome before it."""
    place = hints.place or date_place(page, hints.body)
    if page.kind != "text" or not hints.title:
        return place
    title = fold(hints.title)
    headline = next((b.index for b in page.blocks if b.folded == title), 0)
    # One that only stands behind the story is a link to it: the byline stands at its beginning.
    return place._replace(headline=headline if headline <= place.story + AROUND else 0)


def _is_dated_pen_name(parts: Sequence[BylineParts]) -> bool:
    """Tell a line of a rule that holds one name and a number: ``1 May 2024 | example``."""
    return sum(len(p.persons) for p in parts) < 2 and any(c.isdigit() for p in parts for c in p.raw)


def _is_credit(part: BylineParts) -> bool:
    """Tell a picture's credit from a byline: ``Jane Doe/EXA``, ``Jane Doe | Photo: EXA``."""
    return bool(part.contributors) or len(_SLASH.findall(part.raw)) > (0 if part.agencies else 1) or "©" in part.raw


def from_rule(candidates: Sequence[Candidate]) -> Iterator[AuthorPlace]:
    """Yield what a site's rule found."""
    if candidates:
        yield AuthorPlace(candidates[0].source, tuple(Named(c.value, "", c.block) for c in candidates))


def _read(named: Named, sure: bool, hints: AuthorHints) -> BylineParts:
    parts = read_byline(named.text, hints.words, hints.agencies, hints.sites, sure=sure)
    if named.said == "Organization" and parts.persons:
        return BylineParts(agencies=parts.agencies, desks=(*parts.persons, *parts.desks), raw=parts.raw)
    return parts
