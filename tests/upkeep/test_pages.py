"""The one reader of PAGES: what is a page, with what is known of it, and what is said when there is none."""

from __future__ import annotations

import datetime
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
import zstandard

from cleaner.errors import InputError
from cleaner.upkeep.pages import GivenPage, read_pages

UTC = datetime.timezone.utc


def lines(path: Path, *rows: Any) -> Path:
    text = "".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows)
    data = text.encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def corpus(folder: Path, *rows: dict[str, Any]) -> Path:
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "a.html.gz").write_bytes(gzip.compress(b"<p>one</p>"))
    (folder / "pages" / "b.txt.gz").write_bytes(gzip.compress(b"two"))
    lines(folder / "cases.jsonl", *rows)
    return folder


WRONG_ROWS: list[tuple[str, Any, str]] = [
    ("no JSON", "{'url': 1}\n", "it is not JSON"),
    ("no object", [1], "is a JSON object, not list"),
    ("no page", {"url": "http://a.org/"}, "'html' or 'text'; its keys are 'url'"),
    ("a page that is no string", {"html": 7}, "'html' is the page as a string, not int"),
    ("an address that is none", {"text": "t", "url": 7}, "'url' is a string"),
    ("no date", {"text": "t", "fetched_at": "Tuesday"}, "'fetched_at' is no date"),
    ("gold that is none", {"text": "t", "gold": "right"}, "'gold' is an object"),
    ("gold authors that are no list", {"text": "t", "gold": {"authors": "Ada"}}, "'gold.authors' is a list, not str"),
]


@pytest.mark.parametrize(("row", "message"), [case[1:] for case in WRONG_ROWS], ids=[case[0] for case in WRONG_ROWS])
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, row: Any, message: str) -> None:
    path = lines(tmp_path / "pages.jsonl", {"text": "fine"}, "\n", row)
    pages = read_pages([path])
    assert next(pages).data == "fine"
    with pytest.raises(InputError, match=message) as error:
        next(pages)
    assert str(error.value).startswith(f"{path}:3: ")


def test_a_path_that_is_not_there_is_told_before_the_first_page(tmp_path: Path) -> None:
    path = lines(tmp_path / "pages.jsonl", {"text": "fine"})
    with pytest.raises(InputError, match=r"gone\.html: there is no such file"):
        next(read_pages([path, tmp_path / "gone.html"]))


@pytest.mark.parametrize("name", ["pages.jsonl.gz", "page.html.gz", "page.html.zst"])
def test_what_is_packed_and_damaged_is_told(tmp_path: Path, name: str) -> None:
    pack = zstandard.compress if name.endswith(".zst") else gzip.compress
    (tmp_path / name).write_bytes(pack(b"<p>packed</p>" * 99)[:-7])
    with pytest.raises(InputError, match="cannot be read"):
        list(read_pages([tmp_path / name]))


def test_what_is_packed_is_told_by_its_bytes(tmp_path: Path) -> None:
    names = {"plain.html.gz": b"<p>page</p>", "page.html.zst": zstandard.compress(b"<p>page</p>")}
    for name, data in names.items():
        (tmp_path / name).write_bytes(data)
    assert [page.data for page in read_pages([tmp_path / name for name in names])] == [b"<p>page</p>"] * 2


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no page"):
        list(read_pages([tmp_path]))


def test_a_corpus_stays_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("<p>not here</p>")
    folder = corpus(tmp_path / "corpus", {"id": "x", "url": "", "html": "../secret.html"})
    with pytest.raises(InputError, match="leads out of the corpus folder"):
        list(read_pages([folder]))
    folder = corpus(tmp_path / "other", {"id": "x", "url": "", "html": "pages/gone.html.gz"})
    with pytest.raises(InputError, match=r"cases\.jsonl:1: pages/gone\.html\.gz: cannot be read"):
        list(read_pages([folder]))


@pytest.mark.parametrize("name", ["pages.jsonl", "pages.jsonl.gz", "PAGES.NDJSON"])
def test_rows(tmp_path: Path, name: str) -> None:
    gold = {"title": "T", "body": "b", "date": None}
    path = lines(
        tmp_path / name, {"url": "http://a.org/", "html": "<p>x</p>", "fetched_at": "2026-11-01T08:00:00Z", "gold": gold, "status": 200},
        {"text": "y", "url": None},
    )
    fetched = datetime.datetime(2026, 11, 1, 8, tzinfo=UTC)
    assert list(read_pages([path])) == [
        GivenPage(f"{path}:1", "<p>x</p>", "http://a.org/", fetched, "html", {"title": "T", "body": "b"}),
        GivenPage(f"{path}:2", "y", kind="text"),
    ]


def test_files_and_folders_in_order(tmp_path: Path) -> None:
    for name in ("c.html", "a/z.html", "a/y.txt", "a/picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    packed = tmp_path / "p.txt.gz"
    packed.write_bytes(gzip.compress(b"packed"))
    found = [(Path(p.name).name, p.data, p.kind) for p in read_pages([tmp_path / "c.html", tmp_path / "a", packed])]
    assert found == [
        ("c.html", b"c.html", "auto"), ("y.txt", b"a/y.txt", "auto"), ("z.html", b"a/z.html", "auto"), ("p.txt.gz", b"packed", "text"),
    ]


@pytest.mark.parametrize("given", ["corpus", "corpus/cases.jsonl"])
def test_a_corpus(tmp_path: Path, given: str) -> None:
    corpus(
        tmp_path / "corpus",
        {"id": "a.org-20111128-5be", "url": "http://www.a.org/1", "html": "pages/a.html.gz", "gold": {"body": "one"}},
        {"id": "b.org-20111128-5be", "url": "http://www.a.org/2", "html": "pages/b.txt.gz"},
        {"id": "a.org-20119999-5be", "url": "http://a.org/3", "html": "pages/b.txt.gz", "fetched_at": "2020-01-02"},
    )
    one, two, three = read_pages([tmp_path / given])
    fetched = datetime.datetime(2011, 11, 28, tzinfo=UTC)
    assert one == GivenPage("corpus/a.org-20111128-5be", b"<p>one</p>", "http://www.a.org/1", fetched, "auto", {"body": "one"})
    assert (two.kind, two.data, two.fetched_at, two.gold) == ("text", b"two", None, None)
    assert three.fetched_at == datetime.datetime(2020, 1, 2)


def test_a_case_has_its_address_and_gold_beside_it(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>x</p>")
    (tmp_path / "other.html").write_text("<p>x</p>")
    (tmp_path / "meta.yaml").write_text("url: http://a.org/\nfetched_at: 2024-05-01T10:00:00+00:00\n")
    (tmp_path / "expected.yaml").write_text("title: T\nbody: [One., Two.]\npublished: '2024-05-01'\nremoved: [Ad]\n")
    other, page = read_pages([tmp_path])
    assert (other.url, other.gold) == ("", None)
    assert (page.url, page.gold) == ("http://a.org/", {"title": "T", "body": "One.\n\nTwo.", "date": "2024-05-01"})
    assert page.fetched_at == datetime.datetime(2024, 5, 1, 10, tzinfo=UTC)


WRONG_CASES = [("- a\n", "holds no mapping"), ("url: [\n", "cannot be read as YAML"), ("kind: pdf\n", "'kind'")]


@pytest.mark.parametrize(("meta", "message"), WRONG_CASES)
def test_a_wrong_case_is_told(tmp_path: Path, meta: str, message: str) -> None:
    (tmp_path / "page.html").write_text("<p>x</p>")
    (tmp_path / "meta.yaml").write_text(meta)
    with pytest.raises(InputError, match=message):
        list(read_pages([tmp_path]))
