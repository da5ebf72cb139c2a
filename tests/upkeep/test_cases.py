"""Page tests on disk: what is read, and what each mistake in them says."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path

import pytest

from cleaner.errors import InputError
from cleaner.upkeep.cases import EXPECTED, META, find_cases, read_case

PAGE = "<h1>Ferry sails</h1><p>The night ferry left the old quay on Friday with a harp and forty passengers on board.</p>"


META_TEXT, EXPECTED_TEXT = "url: https://harbour.example/a\n", "title: Ferry sails\n"


def make(folder: Path, meta: str = META_TEXT, expected: str = EXPECTED_TEXT, page: str = "page.html") -> Path:
    folder.mkdir(parents=True)
    (folder / META).write_text(meta, encoding="utf-8")
    (folder / EXPECTED).write_text(expected, encoding="utf-8")
    (folder / page).write_bytes(gzip.compress(PAGE.encode()) if page.endswith(".gz") else PAGE.encode())
    return folder


def test_what_is_read(tmp_path: Path) -> None:
    meta = "url: https://harbour.example/a\nkind: html\nfetched_at: 2026-05-09T08:30:00Z\nsites: [true, false]\nabout: A ferry.\n"
    case = read_case(make(tmp_path / "case", meta, "\n# one\npublished: 2026-05-09\nlead: null\n"), "harbour.example/case")
    assert (case.url, case.kind, case.sites, case.site) == ("https://harbour.example/a", "html", (True, False), "harbour.example")
    assert case.fetched_at == datetime.datetime(2026, 5, 9, 8, 30, tzinfo=datetime.timezone.utc)
    assert case.expected.values == {"published": "2026-05-09", "lead": None}, "a date is a text, quoted or not"
    assert case.expected.at("lead") == f"{tmp_path / 'case' / EXPECTED}:4"


def test_a_packed_page(tmp_path: Path) -> None:
    assert read_case(make(tmp_path / "case", page="page.html.gz"), "case").data() == PAGE.encode()


def test_all_below_a_folder_in_order(tmp_path: Path) -> None:
    for name in ("b.example/two", "b.example/one", "a.example/one"):
        make(tmp_path / name)
    (tmp_path / "notes.txt").write_text("no case")
    (tmp_path / "empty").mkdir()
    assert [case.id for case in find_cases(tmp_path)] == ["a.example/one", "b.example/one", "b.example/two"]
    assert [case.id for case in find_cases(tmp_path / "a.example" / "one")] == ["one"]


@pytest.mark.parametrize(("file", "text", "said"), [
    (META, "uri: x", "meta.yaml:1: 'uri' is no key of this file; did you mean 'url'?"),
    (META, "url: x\nurl: y", "meta.yaml:2: the key 'url' stands twice; the first is in line 1."),
    (META, "url: 5", "meta.yaml:1: 'url' is a text, not 5."),
    (META, "kind: htm", "meta.yaml:1: 'kind' is one of auto, html, text, not 'htm'."),
    (META, "\nfetched_at: last May", "meta.yaml:2: 'last May' is no date and time such as 2026-11-23T08:30:00+00:00."),
    (META, "sites: []", "meta.yaml:1: 'sites' is true, false or [true, false], not []."),
    (META, "sites: some", "meta.yaml:1: 'sites' is true, false or [true, false], not 'some'."),
    (META, "- a", "meta.yaml: holds no keys; write them as 'title: …'."),
    (EXPECTED, "title: [", "expected.yaml:2:1: is not YAML:"),
    (EXPECTED, "titel: x", "expected.yaml:1: 'titel' is no key of this file; did you mean 'title'?"),
    (EXPECTED, "confidence: 0.9", "expected.yaml:1: 'confidence' is no key of this file"),
    (EXPECTED, "body: One.", "expected.yaml:1: 'body' is a list, a paragraph an item, not 'One.'."),
    (EXPECTED, "authors: Ann", "expected.yaml:1: 'authors' is a list"),
    (EXPECTED, "body_first: [a]", "expected.yaml:1: 'body_first' is a text, not ['a']."),
    (EXPECTED, "hits: [a]", "expected.yaml:1: 'hits' holds a number of blocks for each rule"),
    (EXPECTED, "hits: {a/b: many}", "expected.yaml:1: 'hits' holds a number of blocks for each rule"),
    (EXPECTED, "hits: {a/b: true}", "expected.yaml:1: 'hits' holds a number of blocks for each rule"),
])
def test_mistakes_are_told_with_their_place(tmp_path: Path, file: str, text: str, said: str) -> None:
    folder = make(tmp_path / "case")
    (folder / file).write_text(text + "\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_case(folder, "case")
    assert str(caught.value).startswith(f"{folder}/{said}")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    folder = make(tmp_path / "case")
    (folder / EXPECTED).write_bytes("title: Fähre\n".encode("latin-1"))
    with pytest.raises(InputError, match="is not UTF-8; save it as UTF-8"):
        read_case(folder, "case")


@pytest.mark.parametrize(("gone", "said"), [
    ("page.html", "a page test has one page"), (META, "a page test has a meta.yaml"), (EXPECTED, "a page test has a expected.yaml"),
])
def test_a_test_that_is_not_whole(tmp_path: Path, gone: str, said: str) -> None:
    folder = make(tmp_path / "fixtures" / "case")
    (folder / gone).unlink()
    with pytest.raises(InputError, match=said):
        list(find_cases(tmp_path / "fixtures"))


def test_two_pages_in_a_test(tmp_path: Path) -> None:
    (make(tmp_path / "case") / "page.txt").write_text("The ferry.")
    with pytest.raises(InputError, match=r"here is page\.html, page\.txt"):
        read_case(tmp_path / "case", "case")


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no folder of page tests"):
        list(find_cases(tmp_path / "nothing"))
