"""``rules impact``: pages whose records differ between two states, and the gold that is lost and won."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cleaner.errors import InputError
from cleaner.upkeep import impact as module
from cleaner.upkeep.impact import Totals, impact
from cleaner.upkeep.pages import GivenPage
from cleaner.upkeep.revisions import revisions
from cleaner.upkeep.states import FailedPage, PageChange, see

SITE = "harbour-courier.org"
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *words: str) -> None:
    settings = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *settings, *words], cwd=folder, check=True, capture_output=True)


def totals(since: Path | str, folder: Path | None, pages: list[GivenPage], **options: Any) -> tuple[Totals, list[Any]]:
    with revisions(str(since), folder, **options) as states:
        outcomes = list(impact(states, pages))
    found = Totals()
    for outcome in outcomes:
        found = found.plus(outcome)
    return found, outcomes


def test_the_same_rules_change_nothing(paper: Any, rules: Any, ruled: Callable[..., str]) -> None:
    own = rules("own", site="rules:\n" + ruled("plug", ".plug"))
    found, _ = totals(own, own, [paper(1), paper(2, site="other-paper.org"), GivenPage("empty", b"")])
    assert found == Totals(pages=2, failed=1, gold=2)


def test_gold_lost_and_won(paper: Any, rules: Any, ruled: Callable[..., str]) -> None:
    before = rules("before", site="rules:\n" + ruled("a", ".story > p:last-child"))
    after = rules("after", site="rules:\n" + ruled("b", ".story > p:nth-of-type(2)") + "fields:\n  title: {from: [{css: .plug}]}\n")
    found, (change,) = totals(before, after, [paper()])
    kinds = {b.kind: b for b in change.blocks}
    assert kinds.keys() == {"lost", "gained"} and all(b.gold for b in change.blocks)
    assert (found.words_lost, found.words_won) == tuple(len(kinds[k].text.split()) for k in ("lost", "gained"))
    assert (found.fields_lost, found.fields_won, found.gold_lost) == (1, 0, True)
    back, _ = totals(after, before, [paper()])
    assert (back.words_lost, back.words_won, back.fields_won) == (found.words_won, found.words_lost, 1)


def test_pages_that_no_changed_file_concerns_are_cleaned_once(
    paper: Any, rules: Any, ruled: Callable[..., str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, after = rules("before", site="names: [Courier]\n"), rules("after", site="rules:\n" + ruled("plug", ".plug"))
    cleaned: list[str] = []

    def counted(page: GivenPage, book: Any) -> Any:
        cleaned.append(page.name)
        return see(page, book)

    monkeypatch.setattr(module, "see", counted)
    canonical = paper(3, site="", head=f'<link rel=canonical href="https://m.{SITE}/3">')
    found, _ = totals(before, after, [paper(1), paper(2, site="other-paper.org"), canonical])
    assert cleaned == ["page-1", "page-1", "page-2", "page-3", "page-3"]
    assert found.changed == 2


def test_a_generic_file_concerns_all_pages(paper: Any, rules: Any, ruled: Callable[..., str]) -> None:
    before = rules("before", box="version: 1\nlayer: generic\nrules:\n" + ruled("plug", ".other"))
    after = rules("after", box="version: 1\nlayer: generic\nrules:\n" + ruled("plug", ".plug"))
    found, _ = totals(before, after, [paper(1), paper(2, site="other-paper.org")])
    assert found.changed == 2 and not found.gold_lost


@needs_git
def test_a_revision(paper: Any, rules: Any, ruled: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "repo").mkdir()
    own = rules("repo/own", site="rules:\n" + ruled("plug", ".plug"))
    git(tmp_path / "repo", "init", "-q")
    git(tmp_path / "repo", "add", "-A")
    git(tmp_path / "repo", "commit", "-q", "-m", "one")
    rules("repo/own", site="rules:\n" + ruled("plug", ".nothing"))
    with revisions("HEAD", own) as states:
        assert states.files == (f"sites/{SITE}",)
        [change] = impact(states, [paper()])
        root = states.before.shelves[-1].root
    assert isinstance(change, PageChange) and [b.kind for b in change.blocks] == ["gained"]
    assert not root.exists()
    for revision, message in (("nowhere", "neither a folder nor a revision"), ("--all", "neither a folder nor a revision")):
        with pytest.raises(InputError, match=message), revisions(revision, own):
            pass
    new = rules("repo/new", site="names: [Courier]\n")
    with pytest.raises(InputError, match="the revision 'HEAD' has no new/"), revisions("HEAD", new):
        pass


@needs_git
def test_no_repository(rules: Any) -> None:
    own = rules("own", site="names: [Courier]\n")
    with pytest.raises(InputError, match=r"lies in no git repository; give --since a folder"), revisions("HEAD", own):
        pass


def test_no_git(rules: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = rules("own", site="names: [Courier]\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="git is not installed"), revisions("HEAD", own):
        pass


def test_a_folder_without_rules(rules: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no rulebook"), revisions(str(tmp_path / "empty")):
        pass


def test_the_shipped_rulebook_against_a_copy_of_itself(paper: Any, tmp_path: Path) -> None:
    from cleaner.rules.shelf import shipped_shelf

    copy = tmp_path / "rules"
    shutil.copytree(shipped_shelf().root, copy)
    (copy / "finder" / "hints.yaml").write_text("changed: true\n")
    removed = sorted((copy / "generic").glob("*.yaml"))[0]
    removed.unlink()
    with revisions(str(copy)) as states:
        assert (states.files, states.unread) == ((f"generic/{removed.stem}",), ("finder/hints.yaml",))
        [change] = impact(states, [paper()])
    assert not isinstance(change, FailedPage) and not change.changed
