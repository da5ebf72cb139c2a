"""A made-up paper of many pages: one template, stories put together from sentences, chrome that the cleaner lets through."""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Iterable
from html import escape

import pytest

from cleaner.rules.book import Rulebook
from cleaner.rules.load import load_rules
from cleaner.upkeep.given import GivenPage

SITE = "saltmarsh-gazette.org"

_NOUNS = (
    "ferry", "captain", "baker", "lighthouse", "bell", "gardener", "pilot", "brigade", "councillor", "teacher", "mill",
    "sluice", "valley", "harvest", "tram", "depot", "brick", "orchestra", "theatre", "roof", "well", "square",
    "timetable", "village", "boat", "museum", "logbook", "chest", "stair", "engineer", "bench", "month", "figure",
    "lamp", "anchor", "quarry", "wool", "granary", "chapel", "foundry", "rope", "meadow", "heron", "weir",
    "reed", "barge", "lock", "miller", "bishop", "cellar", "attic", "kiln", "tannery",
)
_VERBS = (
    "mended", "sold", "carried", "painted", "counted", "followed", "measured", "drained", "lifted", "praised", "buried",
    "found", "crossed", "watched", "opened", "rebuilt", "traded", "shelved", "lent", "weighed",
)
_KINDS = (
    "old", "northern", "late", "yellow", "sunken", "quiet", "narrow", "costly", "hidden", "famous", "wooden",
    "distant", "muddy", "crowded", "windy", "empty", "borrowed", "crooked", "salted", "patient",
)


def paragraphs_of(number: int, count: int) -> list[str]:
    """Return paragraphs of three sentences that no other number has; the same number gives the same ones."""
    chance = random.Random(number)

    def sentence() -> str:
        noun, verb, kind = (functools.partial(chance.choice, words) for words in (_NOUNS, _VERBS, _KINDS))
        return (
            f"The {kind()} {noun()} of the {noun()} {verb()} the {kind()} {noun()} on Tuesday, and when the {noun()} was {verb()} by "
            f"the {kind()} {noun()}, the {noun()} {verb()} a {noun()}."
        )

    return [" ".join(sentence() for _ in range(3)) for _ in range(count)]


def title_of(number: int) -> str:
    """Return the headline of a page."""
    places = ("harbour", "sluice", "market", "orchard", "causeway", "foundry", "ropewalk", "granary", "chapel", "bridge", "quarry", "mill")
    return f"What the {places[number % len(places)]} taught the town in its year {1801 + number}"


def page_of(
    number: int, *, body: str = "story-text", before: str = "", inside: str = "", end: str = "", after: str = "", head: str = "",
    title: str = "", site: str = SITE,
) -> GivenPage:
    """Return a page: a menu, the headline, the story with ``inside`` in it and ``end`` last, ``before`` and ``after`` it, a footer."""
    said = paragraphs_of(number, 5)
    half = len(said) // 2
    story = "".join(f"<p>{escape(p)}</p>" for p in said[:half]) + inside + "".join(f"<p>{escape(p)}</p>" for p in said[half:]) + end
    shown = title or title_of(number)
    html = (
        f"<html lang=en><head><title>{escape(shown)}</title>{head}</head><body>"
        f"<ul class=menu><li><a href=/>Home</a></li><li><a href=/town>Town</a></li></ul>"
        f"<div class=page-frame><h1 class=headline>{escape(shown)}</h1>{before}<div class={body}>{story}</div>{after}</div>"
        f"<div class=page-foot><a href=/imprint>Imprint</a></div></body></html>"
    )
    return GivenPage(f"page-{number}", html, f"https://www.{site}/story/{number}", None, "html")


def paper_of(numbers: Iterable[int], **parts: object) -> list[GivenPage]:
    """Return pages; a part that is a function is asked for each page's number."""
    return [page_of(n, **{key: part(n) if callable(part) else part for key, part in parts.items()}) for n in numbers]  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def paper() -> Callable[..., list[GivenPage]]:
    """Give :func:`paper_of`."""
    return paper_of


@pytest.fixture(scope="session")
def story() -> Callable[[int, int], list[str]]:
    """Give :func:`paragraphs_of`."""
    return paragraphs_of


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """Give the shipped rulebook."""
    return load_rules()
