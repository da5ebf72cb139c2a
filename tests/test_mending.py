"""What the finder would tear out of a run of body blocks, and what stays out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cleaner.dom.door import read_html
from cleaner.dom.plain import read_text
from cleaner.finder.find import Finding
from cleaner.mending import mend

PROSE = "<p>The mayor opened the bridge on Tuesday, ending a closure of two years.</p>"


def _mended(html: str, scores: Sequence[float], claimed: Sequence[int] = ()) -> tuple[int, ...]:
    page = read_html(f"<html><body><article>{html}</article></body></html>")
    assert len(page.blocks) == len(scores), [b.text for b in page.blocks]
    return mend(page, Finding(tuple(scores), {}, 0.9), frozenset(claimed))


def _list(*items: str, tag: str = "ul") -> str:
    return PROSE + f"<{tag}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{tag}>"


LIST = _list("May 4, Northport", "May 5, Southport", "May 6, Eastport", "May 7, Westport")
COLON = PROSE.replace("years.", "years:")
ANNOUNCED = LIST.replace(PROSE, COLON)
LONG = "<p>The mayor opened the bridge on Tuesday, ending a closure of two years for all the drivers of the upper town and the port.</p>"
OPENING = "<div class=lead>" + LONG * 2 + "</div>" + LONG
LINES = PROSE + "<p>May 4, Northport<br><br>May 5, Southport<br><br>May 6, Eastport<br><br>May 7, Westport</p>"


@pytest.mark.parametrize(("html", "scores", "claimed"), [
    (LIST, (0.9, 0.8, 0.8, 0.8, 0.2), ()),  # the finder is sure that it is none
    (LIST, (0.9, 0.8, 0.8, 0.8, 0.4), (4,)),  # a rule says what it is
    (LIST, (0.9, 0.8, 0.8, 0.4, 0.4), ()),  # two of four: the list is doubtful
    (_list("May 4, Northport", "May 5, Southport", "May 6, Eastport"), (0.9, 0.8, 0.8, 0.4), ()),  # two others prove little
    (_list("May 4", "May 5", "May 6", "<a href=/>May 7</a>"), (0.9, 0.8, 0.8, 0.8, 0.4), ()),  # a link to elsewhere
    (PROSE + "<div><p>One</p><p>Two</p><p>Three</p><p>Four</p></div>", (0.9, 0.8, 0.8, 0.8, 0.4), ()),  # no list
    (LIST, (0.9, 0.1, 0.1, 0.1, 0.1), ()), (ANNOUNCED, (0.1, 0.1, 0.1, 0.1, 0.1), ()),
    (ANNOUNCED, (0.9, 0.1, 0.1, 0.1, 0.1), (2,)),  # a rule says what one of the items is
    (ANNOUNCED.replace("p>", "h2>"), (0.9, 0.1, 0.1, 0.1, 0.1), ()),
    (ANNOUNCED.replace("<ul>", "<p>Share</p><ul>"), (0.9, 0.1, 0.1, 0.1, 0.1, 0.1), ()),
    (COLON + "<ul><li>May 4</li></ul>", (0.9, 0.1), ()),  # one item is no list
    (COLON + "<ul><li><a href=/>May 4</a></li><li><a href=/>May 5</a></li></ul>", (0.9, 0.1, 0.1), ()),
    (OPENING, (0.3, 0.3, 0.9), ()), (OPENING, (0.4, 0.4, 0.9), (0, 1)),
    (OPENING, (0.4, 0.1, 0.9), ()),  # something else lies between
    ("<div><p>The bridge is open.</p><p>At last.</p></div>" + LONG, (0.4, 0.4, 0.9), ()),
    (OPENING.replace("<p>", "<h2>").replace("</p>", "</h2>") + LONG, (0.3, 0.3, 0.3, 0.9), ()),
    (f"<div><a href=/>{LONG}</a></div>{LONG}", (0.4, 0.9), ()),
    (LONG + OPENING[:-len(LONG)], (0.9, 0.1, 0.4), ()),  # what ends a story is as often an offer
])
def test_what_stays_out(html: str, scores: Sequence[float], claimed: Sequence[int]) -> None:
    assert _mended(html, scores, claimed) == tuple(i for i, score in enumerate(scores) if score >= 0.5)


@pytest.mark.parametrize(("html", "scores"), [
    (LIST, (0.9, 0.8, 0.8, 0.8, 0.4)), (LIST, (0.9, 0.4, 0.8, 0.8, 0.8)), (LINES, (0.9, 0.8, 0.8, 0.8, 0.4)),
    (_list(*"abcd", tag="ol"), (0.9, 0.8, 0.8, 0.8, 0.4)), (_list(*"abcdefghijklm"), (0.9, 0.4, *(0.8,) * 11, 0.4)),
    (_list(*(f"<p>{name}</p>" for name in "abcd")), (0.9, 0.8, 0.8, 0.8, 0.4)),
    (OPENING, (0.4, 0.4, 0.9)), (OPENING, (0.6, 0.4, 0.9)),
    (ANNOUNCED, (0.9, 0.1, 0.1, 0.1, 0.1)), (ANNOUNCED.replace("<ul>", "<ol><li><ul>") + "</ol>", (0.9, 0.1, 0.1, 0.1, 0.1)),
])
def test_what_stays_in(html: str, scores: Sequence[float]) -> None:
    assert _mended(html, scores) == tuple(range(len(scores)))


def test_plain_text_is_left_as_it_is() -> None:
    page = read_text("One\nTwo\nThree\nFour\nFive")
    assert mend(page, Finding((0.9, 0.9, 0.9, 0.9, 0.4), {}, 0.9), frozenset()) == (0, 1, 2, 3)
