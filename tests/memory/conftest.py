"""Sites made of words of our own: stories that differ from page to page, and what a template says around each of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from cleaner import Article, Cleaner, load_rules
from cleaner.memory.memory import Memory
from cleaner.rules.book import Rulebook

_PLACES = ("Arlen", "Bexford", "Cradle Bay", "Dunmere", "Eastholm", "Farrow", "Gilham", "Harwick", "Inverlea", "Jarnsea", "Kelby", "Lorne")
_THINGS = ("bridge", "library", "harbour", "school", "market", "theatre", "railway", "hospital", "museum", "stadium", "mill", "lighthouse")
_SUMS = ("ninety thousand", "two million", "six hundred thousand", "one million", "forty thousand", "three million", "half a million")

Render = Callable[[int, Sequence[str], Sequence[str]], str]


def story(number: int) -> list[str]:
    """Return the paragraphs of a story: each site's stories have numbers, and no two say a sentence alike."""
    place, thing = _PLACES[number % len(_PLACES)], _THINGS[(number * 5 + number // 12) % len(_THINGS)]
    other, money = _PLACES[(number * 7 + 3) % len(_PLACES)], _SUMS[number % len(_SUMS)]
    return [
        f"The council of {place} voted on Tuesday to rebuild the {thing}, which a storm had damaged so badly in the spring that engineers "
        f"closed it to everybody but the workers who look after the roof.",
        f"“We have waited long enough for the {thing}, and {place} deserves better,” the mayor told reporters after the meeting, which "
        f"went on until midnight because the opposition asked for a second count.",
        f"Repairs are expected to cost {money} crowns, most of it paid by the county of {other}, and the first lorries with timber "
        f"for the {thing} should arrive in {place} before the end of the month.",
        f"Residents said they were relieved that the {thing} of {place} would open again, although some of those who live beside it "
        f"fear that the work will keep them awake until {other} has been paid.",
    ]


def text_page(number: int, head: Sequence[str], tail: Sequence[str]) -> str:
    """Return a page of plain text."""
    title = f"{_PLACES[number % len(_PLACES)]} will rebuild its {_THINGS[(number * 5 + number // 12) % len(_THINGS)]}"
    return "\n\n".join([title, *head, *story(number), *tail])


def html_page(number: int, head: Sequence[str], tail: Sequence[str]) -> str:
    """Return a page of HTML whose chrome stands in elements that no rule knows."""
    title = f"{_PLACES[number % len(_PLACES)]} will rebuild its {_THINGS[(number * 5 + number // 12) % len(_THINGS)]}"
    before = "".join(f'<p class="zq">{line}</p>' for line in head)
    after = "".join(f'<p class="zq">{line}</p>' for line in tail)
    prose = "".join(f"<p>{paragraph}</p>" for paragraph in story(number))
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div class='x'>{before}{prose}{after}</div></body></html>"


class Site:
    """A site whose pages are cleaned with a memory.

    Args:
        folder: where the memory lies.
        book: the rulebook.
        kind: ``text`` or ``html``.
    """

    def __init__(self, folder: Path, book: Rulebook, kind: str = "text") -> None:
        self.folder, self.book, self.kind = folder, book, kind
        self.domain = "paper.example"
        self._page: Render = text_page if kind == "text" else html_page

    @staticmethod
    def story(number: int) -> list[str]:
        """Return the paragraphs of a story."""
        return story(number)

    def write_crawl(self, path: Path, numbers: Iterable[int], tail: Sequence[str], sites: int = 1) -> Path:
        """Write JSON lines of pages, in turn of so many sites, each with the tail below its story."""
        with path.open("w", encoding="utf-8") as stream:
            for n in numbers:
                domain = f"paper{n % sites}.example" if sites > 1 else self.domain
                text = "\n\n".join([f"Story of the day, number {n}", *story(n), *tail])
                stream.write(json.dumps({"url": f"https://{domain}/{n}", "text": text}) + "\n")
        return path

    def learn(self, pages: Sequence[tuple[int, Sequence[str], Sequence[str]]]) -> None:
        """Clean pages in a run of their own, and save what was seen."""
        memory = Memory.open(self.folder)
        for number, head, tail in pages:
            self.clean(memory, self._page(number, head, tail), number)
        memory.save()

    def clean(self, memory: Memory | None, page: str, number: int) -> Article:
        return Cleaner(self.book, memory).clean(page, f"https://www.{self.domain}/story/{number}", kind=self.kind)

    def body(self, number: int, head: Sequence[str] = (), tail: Sequence[str] = ()) -> list[str]:
        """Return the paragraphs of a page's body as the memory leaves it."""
        return self.record(number, head, tail).body.split("\n\n")

    def record(self, number: int, head: Sequence[str] = (), tail: Sequence[str] = ()) -> Article:
        return self.clean(Memory.open(self.folder, learning=False), self._page(number, head, tail), number)

    def plain_body(self, number: int, head: Sequence[str] = (), tail: Sequence[str] = ()) -> list[str]:
        """Return the paragraphs of a page's body without a memory."""
        return self.clean(None, self._page(number, head, tail), number).body.split("\n\n")


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return load_rules(sites=False)


@pytest.fixture(params=["text", "html"])
def site(request: pytest.FixtureRequest, tmp_path: Path, book: Rulebook) -> Site:
    return Site(tmp_path / "memory", book, request.param)


@pytest.fixture
def text_site(tmp_path: Path, book: Rulebook) -> Site:
    return Site(tmp_path / "memory", book, "text")


@pytest.fixture
def html_site(tmp_path: Path, book: Rulebook) -> Site:
    return Site(tmp_path / "memory", book, "html")
