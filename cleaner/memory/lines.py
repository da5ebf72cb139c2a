"""A page as the site memory sees it: its lines by key, each with a mark that says what the cleaner made of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.bodies import SURE
from cleaner.rules.compile import MAX_LINE
from cleaner.settle import Verdict
from cleaner.values import BODY_ROLES, FIELD_ROLES, Block, Page
from cleaner.zones import prose_block

#: What rule ids of the memory begin with.
RULES = "memory/"
#: Characters of a key: 50 bits, so that among the lines of one site no two keys meet by chance.
KEY = 10
#: Marks: prose that stands where the article's paragraphs stand (HTML only), other prose that the finder is sure of, other prose of the
#: body, any other line of the body; prose outside of the body; what a field of the record shows; everything else.
AT_HOME, SURE_PROSE, PROSE, LINE, OUTER_PROSE, FIELD, OUTER = "HSPBpf-"
TOLD_MARKS = frozenset({AT_HOME, SURE_PROSE})
BODY_MARKS = TOLD_MARKS | {PROSE, LINE}
PROSE_MARKS = TOLD_MARKS | {PROSE, OUTER_PROSE}

_FIGURES = re.compile(r"[0-9](?:[0-9.,']*[0-9])?")
_DIGITS = "abcdefghijklmnopqrstuvwxyz234567"
#: Elements above a block that tell its place, and the longest name that does.
_ABOVE, _LONGEST_NAME = 4, 40


class SeenLine(NamedTuple):
    """A line of a page: its block, its key, its mark, its text with figures as ``0``."""

    block: int
    key: str
    mark: str
    text: str

    @property
    def prose(self) -> bool:
        """Whether it reads as prose."""
        return self.mark in PROSE_MARKS


def seen_lines(page: Page, verdicts: Sequence[Verdict], scores: Sequence[float]) -> tuple[SeenLine, ...]:
    """Return the lines of a page in order; those without a letter, and long ones outside of the body, say nothing and are left out.

    Args:
        page: its blocks.
        verdicts: what each block is; a block that the memory has taken counts as the body that it would be without.
        scores: the finder's probability of each block.
    """
    places = _Places(page)
    inside = [v.role in BODY_ROLES or v.claim.rule.startswith(RULES) for v in verdicts]
    sure = [b.index for b in page.blocks if inside[b.index] and scores[b.index] >= SURE and prose_block(b)]
    home = _home([(places.of(page.blocks[i]), page.blocks[i].words) for i in sure]) if page.kind == "html" else None
    found = []
    for block, verdict in zip(page.blocks, verdicts, strict=True):
        prose = prose_block(block)
        mark = _mark(inside[block.index], prose, verdict.role)
        place = places.of(block)
        if mark == PROSE:
            mark = AT_HOME if place == home else SURE_PROSE if scores[block.index] >= SURE else PROSE
        text = _FIGURES.sub("0", block.folded)
        if mark in BODY_MARKS or is_line(text):
            found.append(SeenLine(block.index, key_of(page.kind, place, text), mark, text))
    return tuple(found)


def _home(told: Sequence[tuple[str, float]]) -> str | None:
    """Return where most words of the article stand, by the places and words of its paragraphs."""
    words: dict[str, float] = {}
    for place, count in told:
        words[place] = words.get(place, 0.0) + count
    return max(words, key=lambda place: (words[place], place), default=None)


def is_line(text: str) -> bool:
    """Tell whether a folded text may be a line of chrome: not long, and with a letter in it."""
    return len(text) <= MAX_LINE and any(c.isalpha() for c in text)


def key_of(kind: str, place: str, text: str) -> str:
    """Return the key of a line by what it says and where it stands."""
    number = int.from_bytes(hashlib.blake2b(f"{kind}\n{place}\n{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
    return "".join(_DIGITS[number >> 5 * i & 31] for i in range(KEY))


def _mark(inside: bool, prose: bool, role: str) -> str:
    if inside:
        return PROSE if prose else LINE
    if role in FIELD_ROLES:
        return FIELD
    return OUTER_PROSE if prose else OUTER


class _Places:
    """Where the blocks of a page stand: their element and those above it with the names that every page's template has."""

    def __init__(self, page: Page) -> None:
        self._nodes, self._html, self._known = page.nodes, page.kind == "html", dict[int, str]()

    def of(self, block: Block) -> str:
        """Return the place of a block; plain text has none."""
        if not self._html:
            return ""
        if block.node not in self._known:
            self._known[block.node] = " ".join(self._above(block.node))
        return f"{block.tag} {self._known[block.node]}"

    def _above(self, index: int) -> Iterator[str]:
        for _ in range(_ABOVE):
            if index < 0:
                return
            node = self._nodes[index]
            # A name with a figure numbers an article or an advertisement.
            names = (t for t in node.tokens if t[0] in ".#" and len(t) <= _LONGEST_NAME and not any(c.isdigit() for c in t))
            yield node.tag + "".join(sorted(names))
            index = node.parent
