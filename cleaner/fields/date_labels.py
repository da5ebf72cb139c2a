"""Dates printed near the headline: which lines are looked at and which date their labels call it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cleaner.fields.date_lines import Printed, Wording, find_dates
from cleaner.fields.date_months import level
from cleaner.fields.date_place import PROSE_WORDS, Place
from cleaner.rules.vocabulary import Dates
from cleaner.text.fold import fold
from cleaner.values import Block, Page

#: Words besides dates and labels that a line may have: with a label, and without one (a byline, a section, a place).
_LABELLED_WORDS, _OTHER_WORDS = 12, 10
#: With so few words besides, a line is believed before those with more.
FEW_WORDS = 3
#: Words between a label and its date: "posted by Jane Roe on Friday".
_LABEL_WORDS = 5
#: A story may begin with its day: this far into it.
_DATELINE_CHARS, _DATELINE_START = 60, 30
#: Before a date: the beginning of a span of days, which is an event's.
_RANGE = re.compile(r"\d\.?\s?(?:[-–—]|[^\W\d_]{1,3})\s?$")
_HEADINGS = frozenset({"h1", "h2", "h3"})
#: A story may begin with its day: this far into it.
_DATELINE_CHARS, _DATELINE_START = 60, 30
#: Many sites file their stories under year and month.
_ADDRESS_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)(?=[/-])")
_WORD = re.compile(r"[^\W\d_]+")


class DateLine(NamedTuple):
    """A date in a line.

    Attributes:
        block: index of the block.
        text: the line.
        label: what the words before the date call it: ``published``, ``modified`` or "".
        printed: the date.
        others: words of the line besides dates and labels.
    """

    block: int
    text: str
    label: str
    printed: Printed
    others: int = 0


class Labels(NamedTuple):
    """The words that say which date follows, as patterns over levelled text."""

    published: re.Pattern[str] | None
    modified: re.Pattern[str] | None
    any: re.Pattern[str] | None


@lru_cache(maxsize=128)
def labels_of(words: tuple[Dates, ...]) -> Labels:
    """Return the labels of the given languages' words."""
    published = [level(fold(word)) for dates in words for word in dates.published]
    modified = [level(fold(word)) for dates in words for word in dates.modified]
    return Labels(_alternatives(published), _alternatives(modified), _alternatives(published + modified))


def _alternatives(literals: Sequence[str]) -> re.Pattern[str] | None:
    if not literals:
        return None
    longest_first = sorted({literal for literal in literals if literal}, key=lambda text: (-len(text), text))
    return re.compile(r"(?<![^\W\d_])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![^\W\d_])")


def date_lines(page: Page, place: Place, wording: Wording, labels: Labels) -> tuple[DateLine, ...]:
    """Return the printed dates of the page's date lines: those after the headline first, then those before it."""
    below, above = range(place.headline, place.last), range(place.headline - 1, place.first - 1, -1)
    found = [
        line for i in (*below, *above) for line in _in_block(page.blocks, i, wording, labels)
        if i <= place.story or line.label or line.others <= FEW_WORDS
    ]
    filed = _ADDRESS_MONTH.search(page.structured.canonical or page.url)
    month = (int(filed[1]), int(filed[2])) if filed else None
    return tuple(sorted(found, key=lambda line: (line.printed.moment.day_key[:2] != month, line.others > FEW_WORDS)))


def dateline(page: Page, place: Place, wording: Wording) -> Printed | None:
    """Return the date with which the story's first sentence begins: ``Karlsruhe (12.11.2021). …``"""
    if place.story >= len(page.blocks):
        return None
    found = find_dates(page.blocks[place.story].text[:_DATELINE_CHARS], wording)
    return found[0] if found and found[0].start <= _DATELINE_START and found[0].moment.day else None


def lines_below(page: Page, place: Place, wording: Wording, labels: Labels) -> tuple[DateLine, ...]:
    """Return the date lines of a plain text below its head: a crude extractor moves the date line anywhere.

    Lines with a label count, and those that are nothing but a date if all of them name the same day; lists and comments
    have many days.
    """
    found = [
        line for i in range(place.last, len(page.blocks)) for line in _in_block(page.blocks, i, wording, labels)
        if line.label or (line.others == 0 and line.printed.moment.day)
    ]
    days = {line.printed.moment.day_key for line in found if not line.label}
    return tuple(line for line in found if line.label or len(days) == 1)


def _in_block(blocks: Sequence[Block], index: int, wording: Wording, labels: Labels) -> Iterator[DateLine]:
    block = blocks[index]
    if block.words >= PROSE_WORDS + 10 or block.tag == "figcaption":
        return
    levelled, done = level(block.text), 0
    found = find_dates(block.text, wording)
    others = _other_words(levelled, found, labels)
    for printed in found:
        before = levelled[: printed.start]
        label = _label(before[done:], labels) or _label_before(blocks, index, before, labels)
        done = printed.end
        if _RANGE.search(before):
            continue
        if others <= _LABELLED_WORDS if label else _stands_alone(block, printed, others):
            yield DateLine(index, block.text, label, printed, others)


def _stands_alone(block: Block, printed: Printed, others: int) -> bool:
    """Tell whether a date without a label is the line's matter, not a word of a sentence or heading."""
    if block.tag in _HEADINGS or printed.moment.day is None:
        return not others and block.tag != "li"
    return others <= _OTHER_WORDS


def _label(segment: str, labels: Labels) -> str:
    """Return which date the words before it announce: the last label in them decides."""
    ends = {
        name: max((match.end() for match in pattern.finditer(segment)), default=0)
        for name, pattern in (("published", labels.published), ("modified", labels.modified))
        if pattern
    }
    best = max(ends, key=lambda name: ends[name], default="")
    return best if best and ends[best] and len(_WORD.findall(segment[ends[best] :])) <= _LABEL_WORDS else ""


def _label_before(blocks: Sequence[Block], index: int, segment: str, labels: Labels) -> str:
    """Return what a label that is a line of its own says of the date in the next line."""
    if _WORD.search(segment) or index == 0 or blocks[index - 1].words > 3:
        return ""
    return _label(level(blocks[index - 1].text), labels)


def _other_words(levelled: str, found: Sequence[Printed], labels: Labels) -> int:
    rest, done = "", 0
    for printed in found:
        rest, done = rest + levelled[done : printed.start] + " ", printed.end
    rest += levelled[done:]
    return len(_WORD.findall(labels.any.sub(" ", rest) if labels.any else rest))
