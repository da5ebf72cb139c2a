"""Where rows go: each format, packed, in folders, in tables."""

from __future__ import annotations

import datetime
import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
import zstandard

from cleaner.article import Article, Caption, FieldSource, Removed, RoleText
from cleaner.batch.compression import MEMBER_BYTES
from cleaner.batch.folders import FolderNames
from cleaner.batch.outputs import OutputOptions, open_output
from cleaner.batch.rows import Row
from cleaner.batch.written import OUTPUT_FORMATS, Written
from cleaner.errors import InputError

ARTICLE = Article(
    url="https://a.example/1", title="Ferry sails again", authors=("Walter Finchley",), published="2026-03-01T08:30:00+02:00",
    modified="2026-03", captions=(Caption("The quay", "Ann Poe"),), body="It left at noon.", blocks=(RoleText("body", "It left at noon."),),
    sources={"title": FieldSource("meta", "Ferry")}, removed=(Removed("r", "f.yaml:1", "vote", "up", 3),),
)  # fmt: skip
FAILURE = {"url": "https://a.example/2", "error": {"stage": "decode", "type": "PageError", "message": "the page is empty"}}


def row(position: int = 0, form: str = "jsonl", name: str = "a.html", given: dict[str, Any] | None = None, **shown: bool) -> Row:
    return Row(position, name, ARTICLE.url, Written(form, **shown)(ARTICLE, given))


def failure(position: int = 1, name: str = "b.html") -> Row:
    return Row(position, name, "https://a.example/2", None, FAILURE)


def write(path: Path | str, form: str, *rows: Row, **options: Any) -> None:
    with open_output(str(path), form, OutputOptions(**options)) as output:
        for one in rows:
            output.write(one)


@pytest.mark.parametrize("form", OUTPUT_FORMATS)
def test_nothing_but_the_file_is_there_and_only_at_the_end(tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    out.write_bytes(b"old")
    with open_output(str(out), form) as output:
        output.write(row(form=form))
        assert out.read_bytes() == b"old"
    assert out.read_bytes() != b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("suffix", "unpack"), [(".gz", gzip.decompress), (".zst", lambda data: zstandard.ZstdDecompressor().stream_reader(data).read())]
)
@pytest.mark.parametrize("form", ["jsonl", "json", "markdown"])
def test_packed(tmp_path: Path, form: str, suffix: str, unpack: Any) -> None:
    write(tmp_path / "plain", form, row(form=form), failure())
    write(tmp_path / f"out{suffix}", form, row(form=form), failure())
    assert unpack((tmp_path / f"out{suffix}").read_bytes()) == (tmp_path / "plain").read_bytes()


def test_a_long_output_is_packed_in_members_of_whole_rows(tmp_path: Path) -> None:
    long = Row(0, "a", None, json.dumps({"body": "x" * 300_000}) + "\n")
    write(tmp_path / "out.gz", "jsonl", *[long] * 9)
    data = (tmp_path / "out.gz").read_bytes()
    assert data.count(b"\x1f\x8b\x08") == 3
    assert len(gzip.decompress(data).splitlines()) == 9
    assert MEMBER_BYTES < 4 * 300_000


def test_json_is_an_array_of_all(tmp_path: Path) -> None:
    write(tmp_path / "o", "json", row(form="json"), failure())
    assert [one.get("title") for one in json.loads((tmp_path / "o").read_bytes())] == ["Ferry sails again", None]
    write(tmp_path / "o", "json", row(form="json"), several=False)
    assert json.loads((tmp_path / "o").read_bytes())["title"] == "Ferry sails again"
    write(tmp_path / "o", "json")
    assert json.loads((tmp_path / "o").read_bytes()) == []


def test_json_ld(tmp_path: Path) -> None:
    write(tmp_path / "o", "jsonld", row(form="jsonld"), failure())
    first, second = map(json.loads, (tmp_path / "o").read_text().splitlines())
    assert first == {
        "@context": "https://schema.org", "@type": "NewsArticle", "url": "https://a.example/1", "mainEntityOfPage": "https://a.example/1",
        "headline": "Ferry sails again", "author": [{"@type": "Person", "name": "Walter Finchley"}],
        "datePublished": "2026-03-01T08:30:00+02:00", "dateModified": "2026-03",
        "associatedMedia": [{"@type": "ImageObject", "caption": "The quay", "creditText": "Ann Poe"}], "articleBody": "It left at noon.",
    }  # fmt: skip
    assert second == FAILURE


def test_keys_of_the_page_do_not_displace_the_records() -> None:
    value = json.loads(row(given={"id": 7, "title": "Mine", "given_title": "Also mine"}).value)
    assert (value["id"], value["title"]) == (7, "Ferry sails again")
    assert {value["given_title"], value["given_given_title"]} == {"Mine", "Also mine"}
    assert value.items() >= ARTICLE.to_dict().items()


def test_a_table(tmp_path: Path) -> None:
    shown = {"sources": True, "removed": True}
    one, failed = row(form="parquet", given={"id": 7}, **shown), failure()
    write(tmp_path / "o.parquet", "parquet", one, failed, *[one] * 600, **shown)
    table = pyarrow.parquet.read_table(tmp_path / "o.parquet")
    assert table.num_rows == 602
    first, second = table.slice(0, 2).to_pylist()
    utc = datetime.timezone.utc
    assert (first["published"], first["published_offset"]) == (datetime.datetime(2026, 3, 1, 6, 30, tzinfo=utc), 120)
    assert first["published_iso"] == "2026-03-01T08:30:00+02:00"
    assert (first["modified"], first["modified_offset"]) == (datetime.datetime(2026, 3, 1, tzinfo=utc), None)
    assert first["modified_iso"] == "2026-03"
    assert first["captions"] == [{"text": "The quay", "credit": "Ann Poe"}]
    assert first["authors"] == ["Walter Finchley"]
    assert first["removed"][0]["rule"] == "r"
    assert json.loads(first["sources"])["title"]["source"] == "meta"
    assert json.loads(first["given"]) == {"id": 7}
    assert (second["url"], second["error_stage"], second["title"]) == ("https://a.example/2", "decode", None)
    assert str(table.schema.field("published").type) == "timestamp[us, tz=UTC]"


def test_a_table_has_every_field_of_the_record(tmp_path: Path) -> None:
    write(tmp_path / "o.parquet", "parquet", row(form="parquet"))
    names = set(pyarrow.parquet.read_schema(tmp_path / "o.parquet").names)
    assert set(ARTICLE.to_dict()) <= names


@pytest.mark.parametrize(
    "iso", ["2017", "2017-12", "2017-12-08", "2017-12-08T14:30", "2017-12-08T14:30:05Z", "not a date", "9999-12-31T23:00:00-09:00"]
)
def test_dates_of_any_precision_go_into_a_table(tmp_path: Path, iso: str) -> None:
    one = Row(0, "a", None, Written("parquet")(Article(published=iso), None))
    write(tmp_path / "o.parquet", "parquet", one)
    assert pyarrow.parquet.read_table(tmp_path / "o.parquet").to_pylist()[0]["published_iso"] == iso


def test_half_a_character_goes_into_a_table(tmp_path: Path) -> None:
    write(tmp_path / "o.parquet", "parquet", Row(0, "a", None, Written("parquet")(Article(title="a\ud800b"), None)))
    assert pyarrow.parquet.read_table(tmp_path / "o.parquet").to_pylist()[0]["title"] == "a?b"


@pytest.mark.parametrize(
    ("form", "suffix"), [("jsonl", ".json"), ("json", ".json"), ("jsonld", ".jsonld"), ("markdown", ".md"), ("text", ".txt")]
)
def test_a_folder_has_a_file_a_page(tmp_path: Path, form: str, suffix: str) -> None:
    write(f"{tmp_path}/out/", form, row(form=form, name="in/d/a.html"), failure(name="in/b.html"), roots=("in",))
    found = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*"))
    assert found == [f"out/b.html{suffix}"] * (suffix != ".md" and suffix != ".txt") + [f"out/d/a.html{suffix}"]


def test_a_table_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a table is one file"):
        write(f"{tmp_path}/out/", "parquet")


@pytest.mark.parametrize(
    ("roots", "name", "path"),
    [
        (("in",), "in/a/b.html", "a/b.html.md"), (("in/",), "in/b.html", "b.html.md"), (("in/b.html",), "in/b.html", "b.html.md"),
        (("rows.jsonl",), "rows.jsonl:12", "rows.jsonl/000012.md"), (("x/in", "y/in"), "y/in/b", "in~2/b.md"),
        (("in/*/b.html",), "in/a/b.html", "a/b.html.md"), (("*.html",), "b.html", "b.html.md"), (("-",), "-:3", "stdin/000003.md"),
        (("-",), "-", "stdin.md"), (("in",), "in/../../etc/b", "etc/b.md"), (("..",), "../b", "b.md"),
    ],
)
def test_names_in_a_folder(roots: tuple[str, ...], name: str, path: str) -> None:
    assert FolderNames("out", ".md", roots).path_of(name) == f"out/{path}"


def test_two_runs_do_not_write_one_file(tmp_path: Path) -> None:
    with open_output(str(tmp_path / "o"), "jsonl") as output:
        output.write(row())
        with pytest.raises(InputError, match="another run is writing it"), open_output(str(tmp_path / "o"), "jsonl"):
            pass
    assert len((tmp_path / "o").read_text().splitlines()) == 1
