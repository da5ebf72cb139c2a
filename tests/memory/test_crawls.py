"""A Scrapy crawl with a site memory: it learns and claims as the local command does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cleaner.cli import main
from cleaner.errors import InputError

pytest.importorskip("scrapy", reason="the extra clean-news[scrapy] is not installed")

TAIL = ("The moonlight edition reaches 14 villages by bicycle", "Our presses stand in the old mill and have done so since 1911.")

Crawl = Callable[[Path, Path], list[str]]


@pytest.fixture
def crawl(scrapy_pipeline: Any) -> Crawl:
    """Return a function that sends rows through the pipeline with a memory; it gives their bodies."""

    async def cleaned(pipeline: Any, rows: list[dict[str, Any]]) -> list[str]:
        return [(await pipeline.process_item(row))["article"]["body"] for row in rows]

    def run(pages: Path, memory: Path) -> list[str]:
        pipeline = scrapy_pipeline(SITE_MEMORY=str(memory))
        pipeline.open_spider()
        try:
            return asyncio.run(cleaned(pipeline, [json.loads(line) for line in pages.read_text(encoding="utf-8").splitlines()]))
        finally:
            pipeline.close_spider()

    return run


def test_a_crawl_learns_and_the_next_one_claims_as_the_command_does(tmp_path: Path, text_site: Any, crawl: Crawl) -> None:
    pages = text_site.write_crawl(tmp_path / "a.jsonl", range(9), TAIL)
    made = CliRunner().invoke(main, [str(pages), "-o", str(tmp_path / "out"), "--site-memory", str(tmp_path / "local"), "--workers", "0"])
    assert made.exit_code == 0, made.stderr
    first = crawl(pages, tmp_path / "m")
    assert first == [json.loads(line)["body"] for line in (tmp_path / "out").read_text(encoding="utf-8").splitlines()]
    assert all(TAIL[1] in body for body in first)
    name = Path("sites", "paper.example.json")
    assert (tmp_path / "m" / name).read_bytes() == (tmp_path / "local" / name).read_bytes()
    assert crawl(pages, tmp_path / "m") == ["\n\n".join(text_site.story(n)) for n in range(9)]


def test_a_folder_that_is_no_memory_stops_the_crawl(tmp_path: Path, text_site: Any, crawl: Crawl) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(InputError):
        crawl(text_site.write_crawl(tmp_path / "a.jsonl", range(1), TAIL), tmp_path)
