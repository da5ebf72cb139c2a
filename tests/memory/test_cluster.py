"""A cluster's tasks with a site memory: they claim as the local command does, and teach nothing."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cleaner.cli import main
from cleaner.integrations.shards import Plan, RuleFolders, find_shards, run_shard
from cleaner.integrations.spark import FrameCleaner
from cleaner.memory.store import Store

TAIL = ("The moonlight edition reaches 14 villages by bicycle", "Our presses stand in the old mill and have done so since 1911.")


@pytest.fixture
def crawl(tmp_path: Path, text_site: Any) -> Path:
    """Give rows of a site's pages, of which a memory in ``memory`` beside has learned."""
    path = tmp_path / "in" / "a.jsonl"
    path.parent.mkdir()
    text_site.write_crawl(path, range(12), TAIL)
    _local(path, tmp_path / "first")
    return path


def _local(source: Path, output: Path) -> str:
    done = CliRunner().invoke(main, [str(source), "-o", str(output), "--site-memory", str(output.parent / "memory"), "--workers", "0"])
    assert done.exit_code == 0, done.stderr
    return output.read_text(encoding="utf-8")


def test_shards_and_frames_claim_and_learn_nothing(tmp_path: Path, crawl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / "memory").rglob("*.json")}
    rules = RuleFolders(memory=Store("memory"))
    plan = Plan(rules=rules)
    [shard] = find_shards([str(crawl)], str(tmp_path / "out"), plan)
    plan = pickle.loads(pickle.dumps(plan))
    monkeypatch.chdir("/")
    assert run_shard(shard, plan).error == ""
    monkeypatch.chdir(tmp_path)
    rows = [json.loads(line) for line in crawl.read_text(encoding="utf-8").splitlines()]

    class Frame(dict[str, list[Any]]):
        columns = property(list)

    [frame] = FrameCleaner(rules, workers=0)([Frame({name: [row[name] for row in rows] for name in ("url", "text")})])
    assert {path: path.read_bytes() for path in (tmp_path / "memory").rglob("*.json")} == before
    second = _local(crawl, tmp_path / "second")
    assert (TAIL[1] in (tmp_path / "first").read_text(encoding="utf-8"), TAIL[1] in second) == (True, False)
    assert Path(shard.target).read_text(encoding="utf-8") == second
    assert [line + "\n" for line in frame["record"]] == second.splitlines(keepends=True)


def test_the_command_for_a_cluster_takes_one(tmp_path: Path, crawl: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Plan] = []

    def clean(shards: object, plan: Plan, cluster: object) -> tuple[()]:
        given.append(plan)
        return ()

    monkeypatch.setattr("cleaner.integrations.ray.clean_shards", clean)
    done = CliRunner().invoke(main, ["ray", str(crawl), str(tmp_path / "out"), "--site-memory", str(tmp_path / "memory"), "-q"])
    assert (done.exit_code, [plan.rules.memory and plan.rules.memory.run for plan in given]) == (0, [1])
    wrong = CliRunner().invoke(main, ["ray", str(crawl), str(tmp_path / "out"), "--site-memory", str(tmp_path / "none")])
    assert (wrong.exit_code, "does not exist" in wrong.stderr) == (2, True)
