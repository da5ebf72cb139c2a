"""The JSON Schema for editors and the line that names it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleaner.errors import RuleErrors
from cleaner.rules.shelf import shipped_shelf
from cleaner.upkeep.editors import check_modelines, schema_of, schema_text

LINE = "# yaml-language-server: $schema={}\n"
FILE = "version: 1\nlayer: local\n"


def write(folder: Path, first: str, schema: str | None = None) -> Path:
    (folder / "sites").mkdir(exist_ok=True)
    (folder / "sites" / "harbour-courier.org.yaml").write_text(first + FILE, encoding="utf-8")
    if schema is not None:
        (folder / "rules.schema.json").write_text(schema, encoding="utf-8")
    return folder


def test_every_file_of_the_rulebook_names_the_current_schema() -> None:
    assert check_modelines() == []


def test_the_schema_is_json() -> None:
    assert json.loads(schema_text())["title"] == "clean-news rule file"


@pytest.mark.parametrize("target", ["../rules.schema.json", "https://schemas.example/rules.json"])
def test_a_file_that_names_it(tmp_path: Path, target: str) -> None:
    assert check_modelines([write(tmp_path, LINE.format(target), schema_text())]) == []


@pytest.mark.parametrize(
    ("first", "schema", "message"),
    [
        ("", schema_text(), "the first line does not name the schema"),
        ("# a remark\n" + LINE.format("../rules.schema.json"), schema_text(), "the first line does not name the schema"),
        (LINE.format("../rules.schema.json"), None, "there is no schema at ../rules.schema.json"),
        (LINE.format("../rules.schema.json"), "{}", "is not the schema of this version"),
    ],
)
def test_a_file_that_does_not(tmp_path: Path, first: str, schema: str | None, message: str) -> None:
    (found,) = check_modelines([write(tmp_path, first, schema)])
    assert message in found.message


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RuleErrors, match="no such file"):
        check_modelines([tmp_path / "nothing"])


def test_where_a_new_file_finds_the_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert schema_of(shipped_shelf().root / "sites" / "a.yaml") == ("../../schema/rules.schema.json", None)
    assert schema_of(tmp_path / "draft.yaml") == ("rules.schema.json", None)
    schema = tmp_path / "rules.schema.json"
    assert schema_of(tmp_path / "sites" / "a.yaml") == ("../rules.schema.json", schema)
    schema.write_text("{}")
    assert schema_of(tmp_path / "sites" / "a.yaml") == ("../rules.schema.json", None)
    schema.unlink()
    monkeypatch.chdir(tmp_path)
    assert schema_of("sites/a.yaml") == ("../rules.schema.json", Path("rules.schema.json"))
    (tmp_path / "sites").mkdir()
    monkeypatch.chdir(tmp_path / "sites")
    assert schema_of("a.yaml") == ("../rules.schema.json", schema.resolve())
