"""What a page costs, in calls of functions rather than in time: a table that every element walks through is seen here, on any machine."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from cleaner import Cleaner, load_rules

_STORY = """<article class="story-body"><h1>Wards meet</h1>
<p>Every ward of the town sent its council to the old market hall on Monday, where they spoke for three hours about the bridge, the school
and the price of water.</p>
<p>"We have not met like this for years," said Ada Example, who led the talks and means to call them again before the winter. Nobody left
early, and nobody was asked to.</p>
<p>The bridge comes first. It will be closed for a month from Tuesday, and the ferry will carry whoever has to cross, free of charge, until
the last beam is in its place.</p></article>"""
_DATE = '<meta property="article:published_time" content="2024-03-05T08:30:00Z">'
_ITEM = (
    '<div class="box{n} part-{n}" id="at{n}"><h3 class="head-{n}"><a href="/ward/{n}">Ward number {n}</a></h3>'
    '<ul class="list{n}"><li class="item-{n}"><a href="/talks/{n}">Talks of day {n}</a></li></ul></div>'
)
#: Calls an element (measured: 118; when each open name was asked of each element: 453).
_MOST_CALLS = 150


def _page(first: int, items: int) -> bytes:
    body = "".join(_ITEM.format(n=n) for n in range(first, first + items))
    return f"<html lang=en><head><title>Wards meet</title>{_DATE}</head><body>{_STORY}{body}</body></html>".encode()


def _calls(cleaner: Cleaner, page: bytes | str) -> int:
    made = 0

    def count(frame: Any, event: str, arg: Any) -> None:
        nonlocal made
        if event in ("call", "c_call"):
            made += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        cleaner.clean(page, "https://wards.example/meet")
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.skipif(sys.gettrace() is not None, reason="a tracer calls too")
def test_what_an_element_costs() -> None:
    """Of pages whose names no page before had, the lesser of two: only once a process a forest becomes a function."""
    cleaner = Cleaner(load_rules(sites=False))
    cleaner.clean(_page(0, 20), "https://wards.example/meet")
    less, more = (min(_calls(cleaner, _page(items * n, items)) for n in (10, 20)) for items in (50, 150))
    elements = 100 * 6
    assert (more - less) / elements < _MOST_CALLS


@pytest.mark.skipif(sys.gettrace() is not None, reason="a tracer calls too")
def test_a_text_of_many_signatures_costs_what_its_length_says() -> None:
    """Each line that may be the author's is held against the whole page, so that few may be."""
    part = "The council voted on Tuesday to rebuild the old bridge, which a storm had damaged in the spring of {n}.\n\n{name}\n\n"
    names = ("Max Poe", "small words here", "more words there", "the last of them")
    cleaner = Cleaner(load_rules(sites=False))
    pages = ["".join(part.format(n=n, name="\n\n".join(names)) for n in range(size)) for size in (50, 100, 200)]
    cleaner.clean(pages[0], "https://wards.example/meet")
    less, more = (_calls(cleaner, page) for page in pages[1:])
    assert more / less < 2.2
