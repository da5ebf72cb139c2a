"""Dates printed near the headline: which lines are looked at and which date their labels call it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from cleaner.fields.date_lines import Printed, Wording, find_dates
from cleaner.fields.date_months import level, months_of
from cleaner.fields.date_place import PROSE_WORDS, Place
from cleaner.late import late
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
#: Before a date, and between two: a span of days, which is an event's.
_RANGE = re.compile(r"\d\.?\s?(?:[-–—]|[^\W\d_]{1,3})\s?$")
_DASH = re.compile(r"\s?[-–—]\s?")
#: Blocks below the headline in which a line that begins with its date is the story's own.
_CLOSE = 2
#: Blocks above and below a date among which a list of teasers shows, and the words of a teaser's link and of its date line.
_TEASERS, _LINK_WORDS, _DATE_WORDS = 6, 3.5, 6
#: Blocks behind the story that may hold its date.
_BEHIND = 15
_HEADINGS = frozenset({"h1", "h2", "h3"})
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
        others: words of the line besides dates, labels and days of the week.
        close: whether the line begins with its date right below the headline.
    """

    block: int
    text: str
    label: str
    printed: Printed
    others: int = 0
    close: bool = False

    @property
    def short(self) -> bool:
        """Whether the line is believed before those with more words."""
        return self.others <= FEW_WORDS or self.close


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
    return late(r"(?<![^\W\d_])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![^\W\d_])")


def date_lines(page: Page, place: Place, wording: Wording, labels: Labels) -> tuple[DateLine, ...]:
    """Return the printed dates of the page's date lines: those after the headline first, then those before it."""
    below, above = range(place.headline, place.last), range(place.headline - 1, place.first - 1, -1)
    near = range(place.headline + 1, min(place.headline + _CLOSE, place.story) + 1)
    found = [
        line._replace(close=i in near and line.printed.start <= _first_word(line.text, wording))
        for i in (*below, *above) for line in _in_block(page.blocks, i, wording, labels)
        if i >= place.headline or not is_teaser(page.blocks, i)
        if i <= place.story or line.label or line.others <= FEW_WORDS or _after_place(line)
    ]
    filed = _ADDRESS_MONTH.search(page.structured.canonical or page.url)
    month = (int(filed[1]), int(filed[2])) if filed else None
    return tuple(sorted(found, key=lambda line: (line.printed.moment.day_key[:2] != month, not line.short)))


def is_teaser(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether the date in a block above the headline is one of a list of other stories: link, date, link, date."""
    def linked(i: int) -> bool:
        return 0 <= i < len(blocks) and blocks[i].link_share >= 0.9 and blocks[i].words >= _LINK_WORDS

    def dated(i: int) -> bool:
        return 0 <= i < len(blocks) and blocks[i].words <= _DATE_WORDS and any(char.isdigit() for char in blocks[i].text)

    others = (*range(index - 2, index - _TEASERS - 1, -1), *range(index + 2, index + _TEASERS + 1))
    return linked(index - 1) and any(dated(i) and linked(i - 1) for i in others)


def _first_word(text: str, wording: Wording) -> int:
    """Return where a line's matter begins: behind a day of the week."""
    word = _WORD.match(text)
    return word.end() + 2 if word and level(word.group()) in _weekdays(wording) else 0


def _weekdays(wording: Wording) -> frozenset[str]:
    return frozenset().union(*(months_of(language).weekdays for language in (*wording.languages[:1], "en")))


def _after_place(line: DateLine) -> bool:
    """Tell whether a line is a place and its date, as below the lead of a press release: ``Bonn, 3 May 2024``."""
    text, printed = line.text, line.printed
    return not text[printed.end :].strip(" .") and text[: printed.start].rstrip().endswith(",") and printed.moment.day is not None


def lines_behind(page: Page, last: int, wording: Wording, labels: Labels) -> tuple[DateLine, ...]:
    """Return the date lines behind a story that are called its publication, if all name the same day; comments have many."""
    found = [
        line for i in range(last, min(len(page.blocks), last + _BEHIND)) for line in _in_block(page.blocks, i, wording, labels)
        if line.label == "published" and line.others <= FEW_WORDS
    ]
    return tuple(found) if len({line.printed.moment.day_key for line in found}) == 1 else ()


def dateline(page: Page, place: Place, wording: Wording) -> Printed | None:
    """Return the date with which the story's first sentence begins: ``Karlsruhe (12.11.2021). …``"""
    if place.story >= len(page.blocks):
        return None
    found = find_dates(page.blocks[place.story].text[:_DATELINE_CHARS], wording)
    return found[0] if found and found[0].start <= _DATELINE_START and found[0].moment.day else None


def opening_date(page: Page, place: Place, wording: Wording) -> tuple[int, Printed] | None:
    """Return the block and the date of the first paragraph below the lead that opens with one: ``3.5.2024 - The bridge …``"""
    for block in page.blocks[place.story : place.story + _CLOSE + 2]:
        if block.words >= PROSE_WORDS and block.text[:2].strip(" (").isdigit():
            found = find_dates(block.text[:_DATELINE_CHARS], wording)
            if found and found[0].start <= 1 and found[0].moment.day and not block.text[found[0].end :][:1].isalnum():
                return block.index, found[0]
    return None


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
    found = find_dates(block.text, wording)
    if not found:
        return
    levelled, done = level(block.text), 0
    others = _other_words(levelled, found, labels, _weekdays(wording))
    for printed, after in zip_longest(found, found[1:]):
        before = levelled[: printed.start]
        label = _label(before[done:], labels) or _label_before(blocks, index, before, labels)
        done = printed.end
        if _RANGE.search(before) or (after and _DASH.fullmatch(levelled, printed.end, after.start)):
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


def _other_words(levelled: str, found: Sequence[Printed], labels: Labels, weekdays: frozenset[str]) -> int:
    rest, done = "", 0
    for printed in found:
        rest, done = rest + levelled[done : printed.start] + " ", printed.end
    rest += levelled[done:]
    return sum(word not in weekdays for word in _WORD.findall(labels.any.sub(" ", rest) if labels.any else rest))
