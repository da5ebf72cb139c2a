"""Where a page shows its dates to readers: ``time`` elements and date lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleaner.fields.date_labels import DateLine, dateline, is_teaser, lines_behind, lines_below, opening_date
from cleaner.fields.date_reading import DatePage, Reading
from cleaner.fields.date_said import SCOPES
from cleaner.values import ItemProp


def times_published(page: DatePage) -> Iterator[Reading]:
    """Yield ``time`` elements near the headline that are not called a change, the nearest first."""
    return _times(page, "")


def times_modified(page: DatePage) -> Iterator[Reading]:
    """Yield ``time`` elements near the headline that are called a change."""
    return _times(page, "modified")


def _times(page: DatePage, label: str) -> Iterator[Reading]:
    bare = [i for i in page.page.structured.items if not i.name and i.scope.lower() in SCOPES]
    if not bare:
        return
    first, headline, _, last = page.place
    for item in sorted(bare, key=lambda item: abs(item.block - headline)):
        if not first <= item.block < last or (item.block < headline and is_teaser(page.page.blocks, item.block)):
            continue
        if _label(page, item) == label:
            yield from page.read(item.value or item.text, "time")


def _label(page: DatePage, item: ItemProp) -> str:
    labels = [line.label for line in page.lines if line.block == item.block and item.text and item.text in line.text]
    return "modified" if labels and all(label == "modified" for label in labels) else ""


def lines_published(page: DatePage) -> Iterator[Reading]:
    """Yield printed dates that their label calls the publication."""
    return _read(line for line in page.lines if line.label == "published")


def lines_modified(page: DatePage) -> Iterator[Reading]:
    """Yield printed dates that their label calls a change."""
    return _read(line for line in page.lines if line.label == "modified")


def lines_short(page: DatePage) -> Iterator[Reading]:
    """Yield dates without a label from lines that are hardly more than a date, or begin with it right below the headline."""
    return _read(line for line in page.lines if not line.label and line.short)


def lines_unlabelled(page: DatePage) -> Iterator[Reading]:
    """Yield dates without a label from all date lines."""
    return _read(line for line in page.lines if not line.label)


def lines_below_head(page: DatePage) -> Iterator[Reading]:
    """Yield the dates of a plain text's lines below its head, those labelled as publication first."""
    if page.page.kind == "text":
        below = lines_below(page.page, page.place, page.wording, page.labels)
        yield from _read(line for line in below if line.label == "published")
        yield from _read(line for line in below if not line.label)


def story_start(page: DatePage) -> Iterator[Reading]:
    """Yield the date with which the story's first sentence begins."""
    if printed := dateline(page.page, page.place, page.wording):
        story = page.page.blocks[page.place.story]
        yield Reading(printed.moment, story.text[: printed.end], f"block:{story.index}")
    elif opening := opening_date(page.page, page.place, page.wording):
        index, printed = opening
        yield Reading(printed.moment, page.page.blocks[index].text[: printed.end], f"block:{index}")


def lines_after_story(page: DatePage) -> Iterator[Reading]:
    """Yield the publication that a labelled line right behind the story names."""
    if page.page.kind == "html":
        body = page.hints.body
        yield from _read(lines_behind(page.page, body[-1] + 1 if body else page.place.last, page.wording, page.labels))


def only_change(page: DatePage) -> Iterator[Reading]:
    """Yield a printed date of change, for pages that show no other: many papers print nothing else at the headline."""
    for reading in lines_modified(page):
        yield reading._replace(steps=("the page shows only when it was changed",))


def _read(lines: Iterable[DateLine]) -> Iterator[Reading]:
    for line in lines:
        yield Reading(line.printed.moment, line.text, f"block:{line.block}")
