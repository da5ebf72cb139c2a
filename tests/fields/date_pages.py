"""Made-up stories with a date in this place or that, for tests of dates."""

from __future__ import annotations

import json

from cleaner.dom.door import read_html
from cleaner.fields.dates import DateHints, PageDates, read_dates
from cleaner.rules.vocabulary import Dates

ENGLISH = Dates(("published", "posted", "posted on"), ("updated", "last updated at", "modified"), "MDY")
HINTS = DateHints(languages=("en",), words=(ENGLISH,))

TITLE = "Harbour bridge reopens after two years"
STORY = (
    "The old bridge across the harbour opened to traffic on Friday morning, two years after a storm had torn away its "
    "eastern pier and left the fishing quarter with a detour of eleven miles. "
)


def page(head: str = "", before: str = "", after: str = "", below: str = "", ld: object = None) -> str:
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld else ""
    return (
        f'<html lang="en"><head><title>{TITLE}</title>{script}{head}</head><body>{before}<h1>{TITLE}</h1>{after}'
        f"<p>{STORY}</p><p>{STORY}</p>{below}</body></html>"
    )


def read(html: str, hints: DateHints = HINTS, url: str = "") -> PageDates:
    return read_dates(read_html(html, url), hints)


def shown(dates: PageDates) -> tuple[str | None, str | None]:
    return dates.published and dates.published.value, dates.modified and dates.modified.value
