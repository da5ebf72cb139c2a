"""A made-up paper: pages with gold, and folders of rules for them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cleaner.upkeep.pages import GivenPage

SITE = "harbour-courier.org"
PARAGRAPHS = (
    "The last of the nine sunken trams was lifted out of the harbour on Tuesday, four months after the storm that took them.",
    "Divers had spent the morning fastening straps below the carriage, which lay on its side beneath three metres of mud.",
    "A crowd of some two hundred people watched from the quay and clapped when the roof with its yellow lamps came up.",
    "The city wants to show the carriage in the old fish hall once it has been cleaned, and asks for ideas by the end of May.",
)
PLUG = "The harbour choir sings on the quay at noon on Sunday, and everybody who knows the words is welcome to join in."

Paper = Callable[..., GivenPage]
Rules = Callable[..., Path]


@pytest.fixture
def paper() -> Paper:
    """Give a maker of pages: ``paper(number, box="plug", day=…, gold=True, site=…, head=…)``."""

    def make(
        number: int = 1, *, box: str = "plug", day: str = "", gold: bool = True, site: str = SITE, head: str = "", story: str = "story",
    ) -> GivenPage:
        title = f"Tram number {number} is lifted from the harbour"
        said = [f"Report {number}: {PARAGRAPHS[0]}", *PARAGRAPHS[1:]]
        inner = "".join(f"<p>{p}</p>" for p in said[:2])
        rest = "".join(f"<p>{p}</p>" for p in said[2:])
        html = (
            f"<html lang=en><head><title>{title}</title>{head}</head><body><div class={story}><h1>{title}</h1>{inner}"
            f"<div class={box}><p>{PLUG}</p></div>{rest}</div></body></html>"
        )
        known: dict[str, Any] | None = {"title": title, "body": "\n\n".join(said)} if gold else None
        fetched = datetime.datetime.fromisoformat(day) if day else None
        url = f"https://www.{site}/trams/{number}" if site else ""
        return GivenPage(f"page-{number}", html, url, fetched, "html", known)

    return make


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    """Give a maker of rule folders: ``rules("own", site="…YAML…")`` writes ``own/sites/harbour-courier.org.yaml``."""

    def make(name: str, site: str = "", **loose: str) -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        if site:
            (folder / "sites").mkdir(exist_ok=True)
            (folder / "sites" / f"{SITE}.yaml").write_text(f"version: 1\nlayer: site\nsite: {SITE}\n{site}", encoding="utf-8")
        for stem, text in loose.items():
            (folder / f"{stem}.yaml").write_text(text, encoding="utf-8")
        return folder

    return make


def rule(name: str, select: str, role: str = "promo", extra: str = "") -> str:
    """Return a rule of selectors as YAML."""
    return (
        f"  - id: {name}\n    role: {role}\n    why: It stands beside the story.\n    select: ['{select}']\n{extra}"
        f"    tests:\n      - html: '<p>One.</p><p>Two.</p>'\n        claims: ['One.']\n        keeps: ['Two.']\n"
    )


@pytest.fixture
def ruled() -> Callable[..., str]:
    """Give :func:`rule`."""
    return rule
