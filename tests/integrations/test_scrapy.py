"""The item pipeline: what it leaves alone, what it makes of each kind of item, what it counts; and the spider of the documents."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

scrapy = pytest.importorskip("scrapy", reason="the extra clean-news[scrapy] is not installed")

from scrapy.exceptions import DropItem  # noqa: E402
from scrapy.http import HtmlResponse, Response  # noqa: E402

import cleaner  # noqa: E402

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "tests" / "fixtures" / "pages" / "german" / "page.html").read_bytes()
LATIN = (ROOT / "tests" / "fixtures" / "pages" / "html3-table" / "page.html").read_bytes()
URL = "https://www.ufer-anzeiger.example/lokales/faehre-kapitaen-id4711.html"
RECORD = cleaner.clean(PAGE, URL).to_dict()


class Story(scrapy.Item):  # type: ignore[misc]
    url = scrapy.Field()
    html = scrapy.Field()
    article = scrapy.Field()
    title = scrapy.Field()


@dataclasses.dataclass
class Seen:
    response: Any = None
    url: str | None = None
    article: dict[str, Any] | None = None


class Bare(scrapy.Item):  # type: ignore[misc]
    html = scrapy.Field()


@pytest.fixture
def process(scrapy_pipeline: Any) -> Any:
    """Return a function that sends an item through a pipeline with settings; it gives the item and the stats."""

    def run(item: Any, **settings: Any) -> tuple[Any, dict[str, Any]]:
        pipeline = scrapy_pipeline(**settings)
        pipeline.open_spider()
        try:
            return asyncio.run(pipeline.process_item(item)), pipeline._stats.get_stats()
        finally:
            pipeline.close_spider()

    return run


@pytest.mark.parametrize("item", [{"name": "no page"}, {"html": None, "url": URL}, Story(url=URL), Seen()])
def test_an_item_without_a_page_is_left_alone(process: Any, item: Any) -> None:
    before = dict(item) if not isinstance(item, Seen) else dataclasses.replace(item)
    found, stats = process(item)
    assert found is item
    assert (dict(found) if not isinstance(item, Seen) else found) == before
    assert stats == {"clean_news/items_without_page": 1}


@pytest.mark.parametrize(
    "item",
    [
        {"html": PAGE.decode(), "url": URL},
        {"html": PAGE, "url": URL},
        {"response": HtmlResponse(URL, body=PAGE, headers={"Content-Type": "text/html; charset=utf-8"})},
        {"response": HtmlResponse("https://other.example/", body=PAGE), "url": URL},
        {"response": HtmlResponse(URL, body=PAGE), "html": "<p>another</p>", "url": URL},
        Story(html=PAGE.decode(), url=URL),
        Seen(response=HtmlResponse(URL, body=PAGE)),
    ],
)
def test_the_record_goes_into_its_field(process: Any, item: Any) -> None:
    found, stats = process(item)
    assert found is item
    assert (found.article if isinstance(found, Seen) else found["article"]) == RECORD
    assert stats["clean_news/pages"] == 1
    assert stats[f"clean_news/extractor/{RECORD['extractor']}"] == 1
    assert "clean_news/failed" not in stats


def test_the_encoding_of_the_header_is_used(process: Any) -> None:
    headers = {"Content-Type": 'text/html; charset="iso-8859-1"'}
    body = re.sub(rb"(?i)<meta[^>]*charset[^>]*>", b"", LATIN)
    found, _ = process({"response": HtmlResponse(URL, body=body, headers=headers)})
    assert found["article"] == cleaner.clean(body, URL, kind="html", encoding="iso-8859-1").to_dict()


def test_text_and_the_fetch_time_are_used(process: Any) -> None:
    text = "The mayor opened the bridge.\n\nIt took nine years to build, and it cost more than was planned."
    found, _ = process({"text": text, "url": URL, "fetched_at": "2020-01-01T00:00:00Z"})
    assert found["article"] == cleaner.clean(text, URL, kind="text", fetched_at="2020-01-01T00:00:00Z").to_dict()
    late, _ = process({"html": PAGE, "url": URL, "fetched_at": "1990-01-01T00:00:00Z"})
    assert RECORD["published"] and late["article"].get("published") is None


def test_the_record_is_merged_where_no_field_is_named(process: Any) -> None:
    found, _ = process({"html": PAGE, "mine": 1, "title": "old", "url": URL}, FIELD="")
    assert found == {"html": PAGE, "mine": 1, **RECORD}
    story, _ = process(Story(html=PAGE, url=URL), FIELD="")
    assert dict(story) == {"html": PAGE, "url": URL, "title": RECORD["title"]}


@pytest.mark.parametrize(
    ("item", "left"),
    [
        ({"html": PAGE, "url": URL}, {"url", "article"}),
        (Story(html=PAGE, url=URL), {"url", "article"}),
    ],
)
def test_the_page_can_be_left_out(process: Any, item: Any, left: set[str]) -> None:
    assert set(process(item, KEEP_PAGE=False)[0]) == left


def test_the_page_of_an_object_is_none_when_left_out(process: Any) -> None:
    found, _ = process(Seen(response=HtmlResponse(URL, body=PAGE)), KEEP_PAGE=False)
    assert found.response is None and found.article == RECORD


FAILING = [
    ({"html": "", "url": URL}, "decode"),
    ({"response": Response(URL, body=b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))}, "decode"),
    ({"html": 7, "url": URL}, "input"),
    ({"html": PAGE, "url": URL, "fetched_at": "yesterday"}, "input"),
]


@pytest.mark.parametrize(("item", "stage"), FAILING)
def test_a_page_that_failed_is_a_row_and_a_count(process: Any, item: dict[str, Any], stage: str) -> None:
    found, stats = process(dict(item))
    assert found["article"].keys() == {"url", "error"}
    assert (found["article"]["url"], found["article"]["error"]["stage"]) == (URL, stage)
    assert (stats["clean_news/pages"], stats["clean_news/failed"], stats[f"clean_news/failed/{stage}"]) == (1, 1, 1)
    with pytest.raises(DropItem, match=stage):
        process(dict(item), ON_FAILURE="drop")


@pytest.mark.parametrize("settings", [{"ON_FAILURE": "hide"}, {"THREADS": 0}])
def test_a_wrong_setting_stops_the_crawl(process: Any, settings: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"CLEAN_NEWS_{next(iter(settings))}"):
        process({"html": PAGE}, **settings)


def test_an_item_without_a_place_for_the_record_is_an_error(process: Any) -> None:
    with pytest.raises(ValueError, match=r"Bare has no field 'article'.*CLEAN_NEWS_FIELD"):
        process(Bare(html=PAGE))


def test_own_rules_and_what_else_is_written(process: Any, tmp_path: Path) -> None:
    line = "Sold out in our shop."
    rule = {"id": "sold", "role": "promo", "why": "A shop's line.", "lines": [line], "tests": [{"lines": f"- {line}\n= Sold out."}]}
    (tmp_path / "generic").mkdir()
    (tmp_path / "generic" / "shop.yaml").write_text(json.dumps({"version": 1, "layer": "generic", "rules": [rule]}), encoding="utf-8")
    text = f"The mayor opened the bridge on Tuesday.\n{line}\n"
    found, _ = process({"text": text}, RULES=[str(tmp_path)], REMOVED=True, SOURCES=True, SITES=False)
    assert found["article"].keys() >= {"removed", "sources"}
    assert [removed["rule"].rpartition("/")[2] for removed in found["article"]["removed"]] == ["sold"]


def test_shares_are_told_at_the_end(scrapy_pipeline: Any) -> None:
    pipeline = scrapy_pipeline()
    stats = pipeline._stats
    pipeline.open_spider()
    for extractor, count in (("finder", 3), ("rule", 1)):
        stats.inc_value(f"clean_news/extractor/{extractor}", count)
    pipeline.close_spider()
    shares = {key.rpartition("/")[2]: value for key, value in stats.get_stats().items() if "extractor_share" in key}
    assert shares == {"finder": 0.75, "rule": 0.25}


def test_the_spider_of_the_documents_crawls_a_site(site: str, tmp_path: Path) -> None:
    documents = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
    [spider] = re.findall(r"```python\n(# news_spider\.py\n.*?)```", documents, re.S)
    (tmp_path / "news_spider.py").write_text(spider, encoding="utf-8")
    command = [sys.executable, "-m", "scrapy", "runspider", "news_spider.py", "-a", f"start={site}", "-O", "articles.jsonl"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    items = [json.loads(line) for line in (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    names = ("arabic", "drupal-7", "german", "html3-table", "wordpress")
    assert {item["url"] for item in items} == {urljoin(site, f"{name}.html") for name in (*names, "empty")}
    pages = ROOT / "tests" / "fixtures" / "pages"
    for item in items:
        name = item["url"].rpartition("/")[2].removesuffix(".html")
        if name == "empty":
            assert item["article"]["error"]["stage"] == "decode"
        else:
            data = (pages / name / "page.html").read_bytes()
            expected = cleaner.clean(data, item["url"], kind="html", fetched_at=item["fetched_at"])
            assert item["article"] == json.loads(expected.to_json())
    assert re.search(r"'clean_news/pages': 6", done.stderr)
    assert re.search(r"'clean_news/failed/decode': 1", done.stderr)
    assert re.search(r"'clean_news/extractor_share/", done.stderr)
