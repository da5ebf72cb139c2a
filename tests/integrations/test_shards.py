"""Shards: which there are, what they are called, and that an attempt which broke off leaves nothing that looks whole."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import pytest

from cleaner.batch.compression import SUFFIXES
from cleaner.batch.kinds import KINDS
from cleaner.batch.summary import Summary
from cleaner.batch.written import Written
from cleaner.errors import InputError
from cleaner.integrations import shards as module
from cleaner.integrations.shards import PACKINGS, Plan, Shard, ShardDone, clean_shard, find_shards, run_shard, sweep, unfinished

HERE = Plan(workers=0)


def _touch(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")


def _targets(tmp_path: Path, given: str, plan: Plan = HERE) -> list[str]:
    return [os.path.relpath(s.target, tmp_path / "out") for s in find_shards([str(tmp_path / given)], str(tmp_path / "out"), plan)]


@pytest.mark.parametrize(
    ("given", "targets"),
    [
        ("in", ["page.html.jsonl", "1/a.jsonl", "1/b.jsonl", "2/a.jsonl"]),
        ("in/1", ["a.jsonl", "b.jsonl"]),
        ("in/*/a*", ["1/a.jsonl", "2/a.jsonl"]),
        ("in/**/*.warc.gz", ["2/a.jsonl"]),
        ("in/1/b.parquet", ["b.jsonl"]),
    ],
)
def test_an_output_is_named_and_placed_as_its_input(tmp_path: Path, given: str, targets: list[str]) -> None:
    _touch(tmp_path / "in", "1/a.jsonl.gz", "1/b.parquet", "2/a.warc.gz", "page.html", ".hidden.jsonl", "picture.jpg")
    assert _targets(tmp_path, given) == targets


@pytest.mark.parametrize(
    ("plan", "name"),
    [
        (Plan(packing="gzip"), "a.jsonl.gz"),
        (Plan(packing="zstd"), "a.jsonl.zst"),
        (Plan(Written("parquet")), "a.parquet"),
        (Plan(Written("parquet"), packing="zstd"), "a.parquet"),
    ],
)
def test_the_ending_tells_the_form(tmp_path: Path, plan: Plan, name: str) -> None:
    _touch(tmp_path / "in", "a.jsonl")
    assert _targets(tmp_path, "in", plan) == [name]
    assert set(PACKINGS.values()) - {""} == set(SUFFIXES)
    assert {f".{kind}" for kind in KINDS if kind != "page"} <= module._REPLACED


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        (["-"], "standard input"),
        (["nothing/*.gz"], "no file fits"),
        (["in/a.jsonl", "in/a.warc.gz"], "would both be written to"),
        (["in/1/a.jsonl", "in/a.jsonl"], "would both be written to"),
        (["out"], "lies in the folder of the outputs"),
        (["empty"], "holds no page"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inputs: list[str], said: str
) -> None:
    _touch(tmp_path, "in/a.jsonl", "in/a.warc.gz", "in/1/a.jsonl", "out/a.jsonl")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=said):
        find_shards(inputs, "out", HERE)


def test_only_what_is_not_there_is_done(tmp_path: Path) -> None:
    _touch(tmp_path, "in/a.jsonl", "in/b.jsonl", "out/b.jsonl", "out/.a.jsonl.x1.part")
    shards = find_shards([str(tmp_path / "in")], str(tmp_path / "out"), HERE)
    assert [os.path.basename(shard.source) for shard in unfinished(shards)] == ["a.jsonl"]


def test_an_attempt_that_breaks_off_leaves_no_output(
    tmp_path: Path, write: Any, rows: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    shard = Shard(write("in/a.jsonl", rows), str(tmp_path / "out" / "a.jsonl"))

    class Killed(BaseException):
        pass

    cleaned = module.clean_many

    def some(*args: Any) -> Any:
        yield next(cleaned(*args))
        raise Killed

    monkeypatch.setattr(module, "clean_many", some)
    with pytest.raises(Killed):
        clean_shard(shard, HERE)
    assert list((tmp_path / "out").iterdir()) == []
    monkeypatch.setattr(module, "clean_many", cleaned)
    summary = clean_shard(shard, HERE)
    assert (summary.pages, summary.failed, summary.failures["decode"]) == (6, 1, 1)
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["a.jsonl"]


def test_two_attempts_at_once_leave_one_whole_output(
    tmp_path: Path, write: Any, rows: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    shard = Shard(write("in/a.jsonl", rows[:2]), str(tmp_path / "out" / "a.jsonl"))
    cleaned, lines = module.clean_many, list[bytes]()

    def while_another_does_it_too(*args: Any) -> Any:
        yield next(found := cleaned(*args))
        monkeypatch.setattr(module, "clean_many", cleaned)
        clean_shard(shard, HERE)
        lines.append(Path(shard.target).read_bytes())
        yield from found

    monkeypatch.setattr(module, "clean_many", while_another_does_it_too)
    clean_shard(shard, HERE)
    assert lines == [Path(shard.target).read_bytes()]
    assert lines[0].count(b"\n") == 2


def test_an_output_that_cannot_be_written_is_told(tmp_path: Path, write: Any) -> None:
    _touch(tmp_path, "out")
    done = run_shard(Shard(write("in/a.jsonl", []), str(tmp_path / "out" / "a.jsonl")), HERE)
    assert "out" in done.error
    assert done.summary.pages == 0


def test_relative_paths_are_those_of_where_the_plan_was_made(
    tmp_path: Path, write: Any, rows: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("in/a.jsonl", [{"html": ""}])
    monkeypatch.chdir(tmp_path)
    plan, [shard] = Plan(workers=0), find_shards(["in"], "out", HERE)
    monkeypatch.chdir("/")
    assert run_shard(shard, plan).error == ""
    assert os.getcwd() == "/"
    assert '"input": "in/a.jsonl:1"' in (tmp_path / "out" / "a.jsonl").read_text()


def test_leftovers_of_killed_attempts_are_swept_and_nothing_else(tmp_path: Path) -> None:
    kept = ["a.jsonl", ".b.jsonl.x1y2z3w4.part", ".a.jsonl.swp", ".a.jsonl.part", ".a.jsonl.notes.part"]
    _touch(tmp_path, *kept, ".a.jsonl.x1y2z3w4.part", ".a.jsonl.kp_m8d0a.part")
    assert sweep([Shard("in/a.jsonl", str(tmp_path / "a.jsonl"))]) == 2
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(kept)


@pytest.mark.parametrize("value", [Plan(), Shard("a", "b"), ShardDone(Shard("a", "b"), error="x")])
def test_what_travels_can_be_pickled(value: object) -> None:
    copy = pickle.loads(pickle.dumps(value))
    assert type(copy) is type(value)
    assert not isinstance(value, Plan) or copy == value


def test_summaries_of_shards_add_up_to_that_of_all(tmp_path: Path, write: Any, rows: list[dict[str, Any]]) -> None:
    total = Summary()
    for number, part in enumerate((rows[:3], rows[3:])):
        total.include(clean_shard(Shard(write(f"in/{number}.jsonl", part), str(tmp_path / f"{number}.jsonl")), HERE))
    whole = clean_shard(Shard(write("in/all.jsonl", rows), str(tmp_path / "all.jsonl")), HERE)
    assert total.report(1) == whole.report(1)
    assert (whole.pages, whole.failed) == (6, 1)
