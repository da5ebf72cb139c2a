"""Every kind of input, as files that the field's own writers made."""

from __future__ import annotations

import datetime
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cleaner.batch.inputs import InputOptions, iter_inputs
from cleaner.batch.json_rows import JsonRow
from cleaner.batch.kinds import kind_of
from cleaner.sources import Input, Unreadable

WHEN = "2026-03-01T08:30:00Z"
PACK: dict[str, Callable[[bytes], bytes]] = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.compress}


def pages(*paths: object, **options: Any) -> list[Input | Unreadable]:
    found = iter_inputs([str(path) for path in paths], InputOptions(**options))
    return [item.read() if isinstance(item, JsonRow) else item for item in found]


def told(item: Input | Unreadable) -> str:
    return str(item.error) if isinstance(item, Unreadable) else f"{item.url} {item.data!r}"


def lines(*rows: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


@pytest.mark.parametrize("packing", PACK)
def test_a_page(tmp_path: Path, packing: str) -> None:
    path = tmp_path / f"page.html{packing}"
    path.write_bytes(PACK[packing](b"<p>\xff"))
    assert pages(path, url="https://a.example/") == [Input(str(path), "https://a.example/", b"<p>\xff")]


@pytest.mark.parametrize("packing", PACK)
@pytest.mark.parametrize("name", ["rows.jsonl", "rows.ndjson", "rows"])
def test_json_lines(tmp_path: Path, name: str, packing: str) -> None:
    path = tmp_path / (name + packing)
    path.write_bytes(PACK[packing](lines({"url": "https://a.example/1", "html": "<p>é", "fetched_at": WHEN}, {"text": "words"})[:-1]))
    assert pages(path) == [
        Input(f"{path}:1", "https://a.example/1", "<p>é", "html", WHEN), Input(f"{path}:2", None, "words", "text"),
    ]  # fmt: skip


def test_gzip_of_several_members_is_one_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.gz"
    rows = [lines({"text": str(i)}) for i in range(4)]
    path.write_bytes(b"".join(gzip.compress(row) for row in rows))
    assert [item.data for item in pages(path)] == ["0", "1", "2", "3"]  # type: ignore[union-attr]


def test_a_broken_member_is_one_item_in_its_place(tmp_path: Path) -> None:
    members = [gzip.compress(lines({"text": f"{i} " + "".join(chr(97 + (j * j * i) % 26) for j in range(3000))})) for i in range(1, 5)]
    broken = bytearray(members[2])
    broken[len(broken) // 2] ^= 0xFF
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(b"".join([*members[:2], bytes(broken), members[3]]))
    found = pages(path)
    assert [type(item) for item in found] == [Input, Input, Unreadable, Input]
    assert told(found[2]).startswith(f"{path}:3: cannot be read: a gzip member is damaged")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (b"{", "not JSON"), (b"[1]", "not list"), (b'{"url": "u"}', "its keys are 'url'"), (b'{"html": 5}', "as a string, not int"),
        (b'{"html": "x", "url": 5}', "'url' is a string"), (b'{"html": "x", "fetched_at": "soon"}', "no date and time"),
        (b'{"html": null}', "under the key 'html' or 'text'"), (b"[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_row_is_one_item_in_its_place(tmp_path: Path, row: bytes, problem: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b"\n" + lines({"text": "a"}) + row + b"\n\n" + lines({"text": "b"}))
    first, bad, last = pages(path)
    assert isinstance(bad, Unreadable)
    assert problem in told(bad)
    assert (first.name, bad.name, last.name) == (f"{path}:2", f"{path}:3", f"{path}:5")


def test_a_line_that_is_too_long_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(lines({"text": "a"}, {"text": "b" * 900_000}, {"text": "c"}))
    found = pages(path, max_bytes=1000)
    assert [isinstance(item, Unreadable) for item in found] == [False, True, False]
    assert "longer than 1000 bytes" in told(found[1])


def test_other_keys_are_kept_on_request(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(lines({"text": "a", "id": 7, "crawl": {"depth": 2}}))
    assert [item.given for item in pages(path)] == [None]
    assert [item.given for item in pages(path, keep=True)] == [{"id": 7, "crawl": {"depth": 2}}]


def _warc(path: Path, *, packed: bool) -> list[int]:
    """Write an archive of all sorts of records; return where each ends."""
    ends = []
    with open(path, "wb") as stream:
        writer = WARCWriter(stream, gzip=packed)

        def add(kind: str, url: str, body: bytes, status: str = "200 OK", *headers: tuple[str, str], http: bool = True) -> None:
            given = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1") if http else None
            date = {"WARC-Date": WHEN}
            content_type = "text/html; charset=koi8-r" if not http else None
            record = writer.create_warc_record(
                url, kind, io.BytesIO(body), warc_content_type=content_type or "", http_headers=given, warc_headers_dict=date
            )
            writer.write_record(record)
            ends.append(stream.tell())

        html = ("Content-Type", "text/html; charset=windows-1251")
        writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "test"}))
        add("response", "https://a.example/1", b"<p>\xcf", "200 OK", html)
        add("response", "https://a.example/p", b"\x89PNG", "200 OK", ("Content-Type", "image/png"))
        add("response", "https://a.example/2", gzip.compress(b"<p>two"), "200 OK", html, ("Content-Encoding", "gzip"))
        chunked = b"4\r\n<p>t\r\n4\r\nhree\r\n0\r\n\r\n"
        add("response", "https://a.example/3", chunked, "200 OK", html, ("Transfer-Encoding", "chunked"))
        add("revisit", "https://a.example/1", b"", "200 OK", html)
        add("response", "https://a.example/gone", b"<p>gone", "404 Not Found", html)
        add("resource", "https://a.example/4", b"<p>four", http=False)
        add("response", "https://a.example/5", zstandard.compress(b"<p>five"), "200 OK", html, ("Content-Encoding", "zstd"))
        add("response", "https://a.example/6", b"<p>six", "200 OK")
    return ends


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl"])
def test_a_web_archive(tmp_path: Path, name: str) -> None:
    _warc(tmp_path / name, packed=name.endswith(".gz"))
    options = InputOptions()
    found = list(iter_inputs([tmp_path / name], options))
    assert [told(item) for item in found] == [  # type: ignore[arg-type]
        r"https://a.example/1 b'<p>\xcf'", "https://a.example/2 b'<p>two'", "https://a.example/3 b'<p>three'",
        "https://a.example/4 b'<p>four'", "https://a.example/5 b'<p>five'", "https://a.example/6 b'<p>six'",
    ]  # fmt: skip
    assert [item.encoding for item in found] == ["windows-1251"] * 3 + ["koi8-r", "windows-1251", None]  # type: ignore[union-attr]
    assert {item.fetched_at for item in found} == {WHEN}  # type: ignore[union-attr]
    assert {item.kind for item in found} == {"html"}  # type: ignore[union-attr]
    assert options.skipped == {"revisit": 1, "not HTML": 1, "HTTP status": 1}


def test_an_archive_of_zstd(tmp_path: Path) -> None:
    _warc(tmp_path / "plain", packed=False)
    (tmp_path / "crawl.warc.zst").write_bytes(zstandard.compress((tmp_path / "plain").read_bytes()))
    assert len(pages(tmp_path / "crawl.warc.zst")) == 6


def test_a_damaged_record_costs_itself(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    ends = _warc(path, packed=True)
    data = bytearray(path.read_bytes())
    data[(ends[1] + ends[2]) // 2] ^= 0xFF
    path.write_bytes(data)
    found = pages(path)
    assert [isinstance(item, Unreadable) for item in found] == [False, True, False, False, False, False]
    assert "damaged" in told(found[1])


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_an_archive_that_is_cut_off(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    _warc(path, packed=name.endswith(".gz"))
    path.write_bytes(path.read_bytes()[:-12])
    found = pages(path)
    assert [isinstance(item, Unreadable) for item in found] == [False] * 5 + [True]
    assert "ends before its end" in told(found[-1])


def test_what_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"nothing of the kind\r\n\r\n" * 50)
    [item] = pages(path)
    assert isinstance(item, Unreadable)


@pytest.mark.parametrize("packing", PACK)
def test_a_table(tmp_path: Path, packing: str) -> None:
    path = tmp_path / f"rows.parquet{packing}"
    moment = datetime.datetime(2026, 3, 1, 8, 30, tzinfo=datetime.timezone.utc)
    table = pyarrow.table({"url": ["u1", None], "html": [b"<p>\xff", b"<p>"], "fetched_at": [moment, None], "id": [1, 2]})
    pyarrow.parquet.write_table(table, tmp_path / "plain")
    path.write_bytes(PACK[packing]((tmp_path / "plain").read_bytes()))
    assert pages(path) == [
        Input(f"{path}:1", "u1", b"<p>\xff", "html", "2026-03-01T08:30:00+00:00"), Input(f"{path}:2", None, b"<p>", "html"),
    ]  # fmt: skip
    assert [item.given for item in pages(path, keep=True)] == [{"id": 1}, {"id": 2}]


def test_a_table_without_pages(tmp_path: Path) -> None:
    pyarrow.parquet.write_table(pyarrow.table({"id": [1]}), tmp_path / "t.parquet")
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 is not enough")
    without, bad = pages(tmp_path / "t.parquet", tmp_path / "bad.parquet")
    assert "no column 'html' or 'text', but 'id'" in told(without)
    assert isinstance(bad, Unreadable)


@pytest.mark.parametrize(
    ("name", "data"), [("rows.jsonl", lines({"text": "a"}, {"text": "b"})), ("page", b"<p>"), ("p.gz", gzip.compress(b"<p>"))],
    ids=["rows", "page", "packed"],  # packed bytes hold the second in which they were made: no name for a test
)
def test_standard_input_is_told_by_its_content(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    by_file = [told(item) for item in pages(tmp_path / name)]
    assert [told(item) for item in pages("-", stdin=io.BytesIO(data))] == by_file


def test_a_table_and_an_archive_on_standard_input(tmp_path: Path) -> None:
    _warc(tmp_path / "a", packed=True)
    pyarrow.parquet.write_table(pyarrow.table({"text": ["x"]}), tmp_path / "t")
    assert len(pages("-", stdin=io.BytesIO((tmp_path / "a").read_bytes()))) == 6
    assert len(pages("-", stdin=io.BytesIO((tmp_path / "t").read_bytes()))) == 1


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.html", b'{"html": ""}', "page"), ("a.txt", b"", "page"), ("a.jsonl", b"<html>", "jsonl"), ("a.jsonl", b"WARC/1.0", "warc"),
        ("a.html", b"PAR1", "parquet"), ("a.json", b'{"html": ""}', "jsonl"), ("-", b'{"title": 1}', "page"), ("-", b"{ braces", "page"),
        ("-", b'\xef\xbb\xbf{"url": "x"}', "jsonl"), ("a.warc", b"", "warc"), ("a.com", b"<html>", "page"),
    ],
)
def test_kinds(name: str, head: bytes, kind: str) -> None:
    assert kind_of(name, head) == kind


def test_the_kind_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(lines({"text": "a"}, {"text": "b"}))
    assert len(pages(path)) == 2
    assert pages(path, form="page") == [Input(str(path), None, path.read_bytes())]


def test_folders_and_patterns(tmp_path: Path) -> None:
    for name, data in {"a.html": b"a", "b.jsonl": lines({"text": "b"}), "c.jpg": b"c", "d/e.html.gz": gzip.compress(b"e")}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert [item.data for item in pages(tmp_path)] == [b"a", "b", b"e"]  # type: ignore[union-attr]
    assert [item.data for item in pages(tmp_path / "**" / "*.html*")] == [b"a", b"e"]  # type: ignore[union-attr]
    assert [told(item) for item in pages(tmp_path / "*.pdf")] == [f"{tmp_path}/*.pdf: no file fits this pattern."]


def test_a_name_with_brackets_is_a_name_first(tmp_path: Path) -> None:
    (tmp_path / "a[1].html").write_bytes(b"x")
    assert [item.name for item in pages(tmp_path / "a[1].html")] == [str(tmp_path / "a[1].html")]


def test_bad_files_stand_in_their_place(tmp_path: Path) -> None:
    good, broken = tmp_path / "good.html", tmp_path / "broken.html.gz"
    good.write_bytes(b"x")
    broken.write_bytes(gzip.compress(b"x" * 9000)[:-9])
    found = pages(tmp_path / "missing", good, broken, good)
    assert [isinstance(item, Unreadable) for item in found] == [True, False, True, False]
    assert told(found[2]) == f"{broken}: cannot be read: the gzip member ends before its end."
