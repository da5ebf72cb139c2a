"""Frames of pages in, frames of records out: with pandas where it is installed, and with the least that a frame must do."""

from __future__ import annotations

import importlib.util
import json
import os
import pickle
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cleaner.batch.written import Written
from cleaner.cli import main
from cleaner.errors import InputError
from cleaner.integrations import spark
from cleaner.integrations.spark import SCHEMA, FrameCleaner

HERE = FrameCleaner(workers=0)
COLUMNS = ("url", "html", "text", "fetched_at")


class Frame(dict[str, Sequence[Any]]):
    """What the function asks of a pandas.DataFrame: made of a dict of columns, ``columns``, ``frame[name]``."""

    @property
    def columns(self) -> list[str]:
        return list(self)


def _kinds() -> Iterator[Any]:
    yield pytest.param(Frame, id="stand-in")
    if importlib.util.find_spec("pandas"):
        import pandas

        yield pytest.param(pandas.DataFrame, id="pandas")
    else:
        yield pytest.param(None, id="pandas", marks=pytest.mark.skip(reason="pandas is not installed"))


def _rows(frames: Any) -> list[Mapping[str, Any]]:
    found = []
    for frame in frames:
        columns = {name: list(frame[name]) for name in frame.columns}
        found += [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return found


def _none(cell: Any) -> Any:
    return None if cell != cell else cell


@pytest.mark.parametrize("kind", list(_kinds()))
def test_a_row_a_page_in_the_order_of_the_pages(kind: Any, rows: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "_ROWS", 4)
    columns = ("url", "html", "text", "fetched_at", "other")
    frames = [kind({name: [row.get(name) for row in part] for name in columns}) for part in (rows[:3], rows[3:5], rows[5:])]
    given = list(HERE(iter(frames)))
    assert all(type(frame) is kind and list(frame.columns) == re.findall(r"(\w+) string", SCHEMA) for frame in given)
    found = _rows(given)
    assert [row["url"] for row in found] == [row["url"] for row in rows]
    assert [_none(row["error_stage"]) for row in found] == [None, None, None, None, "decode", None]
    assert all(row["record"].startswith('{"url": "') and "\n" not in row["record"] for row in found)


@pytest.mark.parametrize("kind", list(_kinds()))
def test_bytes_and_cells_that_are_missing(kind: Any) -> None:
    text = "<html><body><p>The mayor opened the bridge.</p></body></html>"
    frame = kind({"html": [bytearray(text.encode()), text, None, float("nan")], "fetched_at": [None, float("nan"), None, None]})
    found = _rows(HERE([frame]))
    assert found[0]["record"] == found[1]["record"]
    assert [_none(row["error_stage"]) for row in found] == [None, None, "input", "input"]


def test_pandas_own_ways_to_say_missing() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    moments = pandas.to_datetime(["2026-01-02T03:04:05Z", None])
    frame = pandas.DataFrame({"text": pandas.array(["The bridge is open.", pandas.NA], dtype="string"), "fetched_at": moments})
    found = _rows(HERE([frame]))
    assert [_none(row["error_stage"]) for row in found] == [None, "input"]


def test_no_frame_gives_none() -> None:
    assert list(HERE([])) == []
    assert list(HERE([Frame({"html": []})])) == []


def test_a_frame_without_pages_is_told() -> None:
    with pytest.raises(InputError, match="'html' or 'text'; its columns are 'body'"):
        list(HERE([Frame({"body": ["x"]})]))
    with pytest.raises(InputError, match="not markdown"):
        list(FrameCleaner(written=Written("markdown"))([]))


def test_a_process_of_its_own_gives_the_same(rows: list[dict[str, Any]]) -> None:
    frame = Frame({name: [row.get(name) for row in rows] for name in ("url", "html", "text")})
    assert _rows(FrameCleaner()([frame])) == _rows(HERE([frame]))


def test_it_travels() -> None:
    assert pickle.loads(pickle.dumps(FrameCleaner())) == FrameCleaner()


def test_in_spark_itself(rows: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some hundred pages in two tasks: the records of the command, byte for byte."""
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    pytest.importorskip("pandas", reason="pandas, which Spark's mapInPandas asks for, is not installed")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Java, which Spark runs on, is not installed")
    import pyspark.sql

    pages = [{**row, "url": f"{row['url']}?{n}"} for n in range(20) for row in rows]
    source = tmp_path / "pages.jsonl"
    source.write_text("".join(json.dumps(page) + "\n" for page in pages), encoding="utf-8")
    # Spark's workers would else be whatever Python is called python3.
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.bindAddress": "127.0.0.1"}
    session = pyspark.sql.SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    try:
        frame = session.createDataFrame([tuple(page.get(name) for name in COLUMNS) for page in pages], [*COLUMNS]).repartition(2)
        found = {row.url: row for row in frame.mapInPandas(FrameCleaner(), schema=SCHEMA).collect()}
    finally:
        session.stop()
    done = CliRunner().invoke(main, [str(source), "-o", str(tmp_path / "local.jsonl"), "--workers", "0", "-q"])
    assert done.exit_code == 1, done.stderr
    local = (tmp_path / "local.jsonl").read_text(encoding="utf-8").splitlines()
    assert [found[page["url"]].record for page in pages] == local
    assert {row.error_stage for row in found.values()} == {None, "decode"}
