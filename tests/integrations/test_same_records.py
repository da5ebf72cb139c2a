"""One page, one record, whichever way it came: the library, the command, Scrapy's pipeline, a shard, Spark's function, threads."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from cleaner import Cleaner, PageError
from cleaner.cli import main
from cleaner.integrations.shards import Plan, find_shards
from cleaner.integrations.spark import FrameCleaner
from cleaner.outputs import FORMATS
from cleaner.outputs.failure import failure_line, failure_row

ROOT = Path(__file__).parent.parent.parent
Rows = list[dict[str, Any]]


def _library(rows: Rows, folder: Path) -> list[str]:
    cleaner, lines = Cleaner(), []
    for row in rows:
        kind = "html" if "html" in row else "text"
        try:
            lines.append(FORMATS["jsonl"](cleaner.clean(row[kind], row["url"], kind=kind, fetched_at=row.get("fetched_at"))))
        except PageError as error:
            lines.append(failure_line(failure_row(error, row["url"])))
    return lines


def _given(rows: Rows, folder: Path) -> str:
    path = folder / "in" / "pages.jsonl"
    path.parent.mkdir()
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def _command(rows: Rows, folder: Path, workers: int) -> list[str]:
    done = CliRunner().invoke(main, [_given(rows, folder), "-o", str(folder / "out.jsonl"), "--workers", str(workers), "-q"])
    assert done.exit_code == 1, done.stderr
    return (folder / "out.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)


def _scrapy(rows: Rows, folder: Path) -> list[str]:
    pytest.importorskip("scrapy", reason="the extra clean-news[scrapy] is not installed")
    from scrapy.settings import Settings
    from scrapy.statscollectors import DummyStatsCollector

    import cleaner.integrations.scrapy as module
    from cleaner.text.controls import escape_controls

    async def here(reactor: object, pool: object, function: Callable[..., Any], *args: object) -> Any:
        return function(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "deferToThreadPool", here)
        patch.setattr(module, "maybe_deferred_to_future", lambda found: found)
        crawler: Any = SimpleNamespace(settings=Settings(), stats=DummyStatsCollector(SimpleNamespace(settings=Settings())))  # type: ignore[arg-type]
        pipeline = module.CleanNewsPipeline.from_crawler(crawler)
        items = [asyncio.run(pipeline.process_item(dict(row))) for row in rows]
    return [escape_controls(json.dumps(item["article"], ensure_ascii=False)) + "\n" for item in items]


def _spark(rows: Rows, folder: Path) -> list[str]:
    class Frame(dict[str, list[Any]]):
        columns = property(list)

    frame = Frame({name: [row.get(name) for row in rows] for name in ("url", "html", "text", "fetched_at")})
    return [line + "\n" for found in FrameCleaner(workers=0)([frame]) for line in found["record"]]


def _shard(rows: Rows, folder: Path, clean: Callable[..., Any]) -> list[str]:
    plan = Plan()
    [shard] = find_shards([_given(rows, folder)], str(folder / "out"), plan)
    [done] = clean([shard], plan)
    assert done.error == ""
    return Path(shard.target).read_text(encoding="utf-8").splitlines(keepends=True)


def _shard_here(rows: Rows, folder: Path) -> list[str]:
    from cleaner.integrations.shards import run_shard

    return _shard(rows, folder, lambda shards, plan: [run_shard(shard, plan) for shard in shards])


def _ray(rows: Rows, folder: Path) -> list[str]:
    if importlib.util.find_spec("ray") is None:
        pytest.skip("the extra clean-news[ray] is not installed")
    from cleaner.integrations.ray import Cluster, clean_shards

    return _shard(rows, folder, lambda shards, plan: list(clean_shards(shards, plan, Cluster("local", 1))))


WAYS: dict[str, Callable[[Rows, Path], list[str]]] = {
    "command": lambda rows, folder: _command(rows, folder, 0),
    "command with a worker": lambda rows, folder: _command(rows, folder, 1),
    "Scrapy": _scrapy,
    "Spark": _spark,
    "shard": _shard_here,
    "Ray": _ray,
}


@pytest.mark.parametrize("way", WAYS)
def test_the_records_are_those_of_the_library(way: str, rows: Rows, tmp_path: Path) -> None:
    assert WAYS[way](rows, tmp_path) == _library(rows, tmp_path)


def test_four_threads_with_one_cleaner_give_what_one_gives(rows: Rows) -> None:
    pages = [row for row in rows if row.get("html") or row.get("text")] * 4
    switch = sys.getswitchinterval()
    # Often enough that each stage of a page is interrupted by others.
    sys.setswitchinterval(1e-5)
    try:
        cleaner = Cleaner()

        def clean(row: dict[str, Any]) -> str:
            article = cleaner.clean(row.get("html") or row["text"], row["url"], fetched_at=row.get("fetched_at"))
            return article.to_json(removed=True, sources=True)

        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(clean, pages))
    finally:
        sys.setswitchinterval(switch)
    cleaner = Cleaner()
    assert together == [clean(row) for row in pages]


@pytest.mark.parametrize("client", ["stand-in", "httpx"])
@pytest.mark.parametrize("example", ["crawl.py", "crawl_processes.py"])
def test_the_crawlers_of_the_documents_run(example: str, client: str, site: str, tmp_path: Path) -> None:
    documents = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
    [code] = re.findall(rf"```python\n(# {re.escape(example)}\n.*?)```", documents, re.S)
    (tmp_path / example).write_text(code, encoding="utf-8")
    if client == "httpx":
        pytest.importorskip("httpx", reason="httpx, which is no dependency, is not installed")
    else:
        # What the examples use of it, on top of the standard library.
        shutil.copy(Path(__file__).parent / "httpx_stand_in.py", tmp_path / "httpx.py")
    urls = [f"{site}{name}.html" for name in ("german", "html3-table", "empty", "missing")]
    done = subprocess.run([sys.executable, example, *urls], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["url"] for row in found] == urls
    assert [row.get("error", {}).get("stage") for row in found] == [None, None, "decode", "fetch"]
    pages = ROOT / "tests" / "fixtures" / "pages"
    for row, name in zip(found, ("german", "html3-table"), strict=False):
        assert row == json.loads(Cleaner().clean((pages / name / "page.html").read_bytes(), row["url"]).to_json())
