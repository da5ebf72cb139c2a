"""Evidence: merging knows no order, files hold what they must and no more, and the same store gives the same records."""

from __future__ import annotations

import json
import pickle
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.errors import InputError
from cleaner.memory.evidence import MOST_PAGES, PageSeen, SiteEvidence
from cleaner.memory.learn import LEAST_STORIES, learn
from cleaner.memory.lines import KEY
from cleaner.memory.memory import Memory, merge
from cleaner.memory.spool import Spool
from cleaner.memory.store import Store

TAIL = (
    "The moonlight edition reaches 14 villages by bicycle", "Our presses stand in the old mill and have done so since 1911.",
    "Come and see the presses on Sundays",
)

def _evidence(seed: int) -> SiteEvidence:
    """Return evidence of up to 60 pages of 300, as one worker may have it: what a page's lines say is known to whoever sees it."""
    chance = random.Random(seed)
    pages = {}
    for _ in range(chance.randrange(60)):
        told = [f"{chance.randrange(10_000):0{KEY}d}H" for _ in range(chance.randrange(1, 5))]
        odd = [f"{chance.randrange(40):0{KEY}d}{chance.choice('HSPBpf-')}" for _ in range(chance.randrange(2))]
        told[1:1] = odd
        before, after = (
            [f"{n:0{KEY}d}{chance.choice('B-')}" for n in numbers if chance.random() < 0.8] for numbers in ((1, 2, 3), (4, 5, 6))
        )
        lines = "".join((*before, *told, *after))
        pages[f"{chance.randrange(300):04x}"] = PageSeen(chance.randrange(4), chance.choice(["html", "text"]), lines)
    return SiteEvidence(pages, {key: f"line {key}" for page in pages.values() for key, _ in page.entries()})


_EVIDENCE = st.integers(0, 10_000).map(_evidence)


@given(_EVIDENCE, _EVIDENCE)
def test_merging_is_commutative(one: SiteEvidence, other: SiteEvidence) -> None:
    assert one.merged(other) == other.merged(one)


@given(_EVIDENCE, _EVIDENCE, _EVIDENCE)
def test_merging_is_associative(one: SiteEvidence, two: SiteEvidence, three: SiteEvidence) -> None:
    assert one.merged(two).merged(three) == one.merged(two.merged(three))


@given(_EVIDENCE)
def test_merging_again_changes_nothing(one: SiteEvidence) -> None:
    once = one.merged(SiteEvidence())
    assert once.merged(once) == once


@given(_EVIDENCE, _EVIDENCE)
def test_evidence_is_bounded_and_the_latest_runs_stay(one: SiteEvidence, other: SiteEvidence) -> None:
    both = one.merged(other)
    assert len(both.pages) <= MOST_PAGES
    gone = {*one.pages, *other.pages} - both.pages.keys()
    if gone:
        oldest = min(page.run for page in both.pages.values())
        assert all(side.pages[name].run <= oldest for side in (one, other) for name in gone if name in side.pages)


@given(_EVIDENCE, st.randoms(use_true_random=False))
def test_what_is_learned_does_not_depend_on_order(one: SiteEvidence, chance: random.Random) -> None:
    pages, texts = list(one.pages.items()), list(one.texts.items())
    chance.shuffle(pages)
    chance.shuffle(texts)
    assert learn(SiteEvidence(dict(pages), dict(texts))) == learn(one)


@given(_EVIDENCE, _EVIDENCE)
def test_nothing_sure_stood_inside_of_a_story(one: SiteEvidence, other: SiteEvidence) -> None:
    both = one.merged(other)
    for line in (line for line in learn(both).lines if not line.doubt):
        pages = [page for page in both.pages.values() if page.kind == line.kind]
        assert sum(line.key in page.lines for page in pages) >= LEAST_STORIES
        for page in pages:
            entries = [*page.entries()]
            home = [n for n, (_, mark) in enumerate(entries) if mark == "H"]
            inside = entries[home[0] : home[-1] + 1] if home else []
            assert not any(key == line.key and mark in "HSPBf" for key, mark in inside)


def test_a_file_keeps_no_article(text_site: Any) -> None:
    text_site.learn([(n, (), TAIL) for n in range(8)])
    written = text_site.folder.joinpath("sites", "paper.example.json").read_text(encoding="utf-8")
    assert "moonlight" in written
    assert not any(paragraph[:40].lower() in written for n in range(8) for paragraph in text_site.story(n))


def test_order_and_workers_change_nothing(text_site: Any, tmp_path: Path) -> None:
    pages = [(n, (), TAIL) for n in range(12)]
    text_site.learn(pages)
    parent, workers = Memory.open(tmp_path / "other"), [pickle.loads(pickle.dumps(Memory.open(tmp_path / "other"))) for _ in range(3)]
    for place, (number, _, tail) in enumerate(reversed(pages)):
        page = "\n\n".join([f"{_title(text_site, number)}", *text_site.story(number), *tail])
        text_site.clean(workers[place % 3], page, number)
    for worker in reversed(workers):
        parent.add(pickle.loads(pickle.dumps(worker.take())))
    parent.save()
    assert _files(tmp_path / "other") == _files(text_site.folder)


def test_evidence_of_two_workers_together(text_site: Any) -> None:
    one, two = Memory.open(text_site.folder), Memory.open(text_site.folder)
    for number in range(6):
        text_site.clean(one if number % 2 else two, "\n\n".join(["The week", *text_site.story(number), *TAIL]), number)
    first, second = one.take(), two.take()
    assert merge(first, second) == merge(second, first)
    assert len(merge(first, second)["paper.example"].pages) == 6
    assert one.take() == {}


def test_a_run_goes_by_what_was_there_when_it_began(text_site: Any) -> None:
    begun = Memory.open(text_site.folder)
    text_site.learn([(n, (), TAIL) for n in range(8)])
    page = "\n\n".join(["The week", *text_site.story(30), *TAIL])
    assert TAIL[0] in text_site.clean(begun, page, 30).body
    assert TAIL[0] in text_site.clean(pickle.loads(pickle.dumps(begun)), page, 30).body
    assert TAIL[0] not in text_site.clean(Memory.open(text_site.folder), page, 30).body


def test_the_same_store_gives_the_same_record(text_site: Any) -> None:
    text_site.learn([(n, (), TAIL) for n in range(8)])
    memory = Memory.open(text_site.folder)
    page = "\n\n".join(["The week", *text_site.story(30), *TAIL])
    first = text_site.clean(memory, page, 30)
    for number in range(40, 60):
        text_site.clean(memory, "\n\n".join(["The week", *text_site.story(number)[:2], *TAIL, *text_site.story(number)[2:]]), number)
    assert text_site.clean(memory, page, 30) == first


def test_seeing_the_same_pages_again_changes_only_the_run(text_site: Any) -> None:
    text_site.learn([(n, (), TAIL) for n in range(8)])
    before = Store(text_site.folder).evidence("paper.example")
    text_site.learn([(n, (), TAIL) for n in range(8)])
    after = Store(text_site.folder).evidence("paper.example")
    assert after == before.of_run(2)


def test_a_broken_off_save_is_passed_over(text_site: Any) -> None:
    text_site.learn([(n, (), TAIL) for n in range(8)])
    before = Store(text_site.folder).evidence("paper.example")
    text_site.learn([(n, (), TAIL) for n in range(20, 24)])
    text_site.folder.joinpath("memory.json").write_text('{"version": 1, "run": 1}', encoding="utf-8")
    assert Store(text_site.folder).evidence("paper.example").pages == before.pages


def test_what_is_too_much_for_memory_goes_to_the_disk(text_site: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pages = [(n, (), TAIL) for n in range(12)]
    text_site.learn(pages)
    expected = _files(text_site.folder)
    monkeypatch.setattr("cleaner.memory.memory._MOST_HELD", 3)
    text_site.folder = tmp_path / "spooled"
    text_site.learn(pages)
    assert _files(text_site.folder) == expected
    assert sorted(path.name for path in text_site.folder.iterdir()) == [".lock", "memory.json", "sites"]


def test_an_empty_spool_has_no_folder(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "memory")
    assert list(spool.sites()) == [] and spool.evidence("paper.example") == SiteEvidence()
    spool.clear()
    assert not (tmp_path / "memory").exists()


@pytest.mark.parametrize(
    "name, text, says",
    [
        ("memory.json", "[]", "is no file of a site memory"),
        ("memory.json", "{", "is not JSON"),
        ("memory.json", '{"version": 7, "run": 1}', "is of version 7"),
        ("memory.json", '{"version": 1, "run": "x"}', "'run' is the number"),
        ("notes.txt", "", "holds other files"),
    ],
)
def test_a_folder_that_is_no_memory_is_refused(tmp_path: Path, name: str, text: str, says: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        Memory.open(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"version": 1}', '{"version": 1, "pages": [1], "texts": {}}', '{"version": 1, "pages": [], "texts": []}',
     '{"version": 1, "pages": [{"id": "a", "run": 1, "kind": "pdf", "lines": ""}], "texts": {}}',
     '{"version": 1, "pages": [{"id": "a", "run": 1, "kind": "text", "lines": "short"}], "texts": {}}'],
)
def test_a_file_that_is_none_of_a_memory_is_named(text_site: Any, text: str) -> None:
    text_site.learn([(n, (), TAIL) for n in range(2)])
    path = text_site.folder / "sites" / "paper.example.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"paper\.example\.json"):
        Store(text_site.folder).evidence("paper.example")


@pytest.mark.parametrize("site", ["..", "a/../b", "x" * 250 + ".example", "*"])
def test_no_name_of_a_site_leads_out_of_the_folder(tmp_path: Path, site: str) -> None:
    store = Store(tmp_path / "memory")
    assert store.path(site).parent == tmp_path / "memory" / "sites"


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "memory").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="is no folder"):
        Memory.open(tmp_path / "memory")


def test_the_files_are_json_with_a_version(text_site: Any) -> None:
    text_site.learn([(n, (), TAIL) for n in range(3)])
    assert json.loads(text_site.folder.joinpath("memory.json").read_text(encoding="utf-8")) == {"version": 1, "run": 1}
    data = json.loads(text_site.folder.joinpath("sites", "paper.example.json").read_text(encoding="utf-8"))
    assert (data["version"], data["site"], len(data["pages"])) == (1, "paper.example", 3)
    assert Store(text_site.folder).sites() == ["paper.example"]


def _title(site: Any, number: int) -> str:
    first = site.story(number)[0]
    return f"{first.split(' voted')[0].removeprefix('The council of ')} will rebuild its {first.split('rebuild the ')[1].split(',')[0]}"


def _files(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*.json"))}


@pytest.mark.parametrize("site", ["paper.example", "x" * 63 + "." + "y" * 63 + "." + "z" * 63 + ".example", "zeitung.例え", "[::1]"])
def test_every_site_has_a_file(tmp_path: Path, site: str) -> None:
    store = Store(tmp_path / "memory")
    store.save([(site, _evidence(7))])
    assert Store(tmp_path / "memory").sites() == [site]
    assert Store(tmp_path / "memory").evidence(site).pages.keys() == _evidence(7).merged(SiteEvidence()).pages.keys()
