"""The JSON Schemas: shipped as they are made, and of one mind with the reader and the record."""

from __future__ import annotations

import datetime
import importlib.util
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cleaner import Article, Cleaner
from cleaner.article import Caption, FieldSource, Removed, RoleText
from cleaner.errors import RuleErrors
from cleaner.rules.jsonschema import rule_schema
from cleaner.rules.read import read_rule_file
from cleaner.rules.shelf import FOLDERS
from cleaner.rules.yamlnodes import Node, compose, scalar

ROOT = Path(__file__).parent.parent
RULE_FILES = sorted(p for folder in FOLDERS for p in (ROOT / "rules" / folder).glob("*.yaml"))
PAGES = sorted(p for p in (ROOT / "tests" / "fixtures" / "pages").glob("*/page.*"))

_TYPES: dict[str, Any] = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None), "array": list, "object": dict,
}  # fmt: skip
#: What the small validator below knows; a schema with anything else would pass unread.
KNOWN = {
    "$schema", "title", "description", "definitions", "$defs", "$ref", "type", "enum", "const", "pattern", "format", "items", "properties",
    "required", "additionalProperties", "propertyNames", "anyOf", "oneOf", "allOf",
}  # fmt: skip


def mistakes(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "") -> Iterator[str]:
    """Yield where a value breaks a schema."""
    assert schema.keys() <= KNOWN, schema.keys() - KNOWN
    if "$ref" in schema:
        _, place, name = schema["$ref"].split("/")
        yield from mistakes(value, root[place][name], root, at)
    types = schema.get("type", [*_TYPES])
    fitting = (types,) if isinstance(types, str) else types
    if not any(isinstance(value, _TYPES[t]) and not (isinstance(value, bool) and t in ("integer", "number")) for t in fitting):
        yield f"{at}: type {types}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: not {schema['const']}"
    if isinstance(value, str):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{at}: pattern {schema['pattern']}"
        if schema.get("format") == "date":
            try:
                datetime.date.fromisoformat(value)
            except ValueError:
                yield f"{at}: no date"
    for name, least, most in (("anyOf", 1, 99), ("oneOf", 1, 1), ("allOf", len(schema.get("allOf", ())), 99)):
        if name in schema and not least <= sum(not any(mistakes(value, s, root)) for s in schema[name]) <= most:
            yield f"{at}: {name}"
    if isinstance(value, list):
        for i, item in enumerate(value):
            yield from mistakes(item, schema.get("items", {}), root, f"{at}/{i}")
    if isinstance(value, dict):
        yield from _keys(value, schema, root, at)


def _keys(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterator[str]:
    yield from (f"{at}: {key} is missing" for key in schema.get("required", ()) if key not in value)
    for key, inner in value.items():
        yield from mistakes(key, schema.get("propertyNames", {}), root, f"{at}/{key}")
        known = schema.get("properties", {}).get(key, schema.get("additionalProperties", {}))
        if known is False:
            yield f"{at}: unknown {key}"
        else:
            yield from mistakes(inner, known, root, f"{at}/{key}")


def plain(node: Node | None) -> Any:
    """Return what an editor's YAML reader makes of a node."""
    assert node is not None
    if node.id == "mapping":
        return {key.value: plain(value) for key, value in node.value}
    return [plain(child) for child in node.value] if node.id == "sequence" else scalar(node)


@cache
def schemas() -> dict[str, str]:
    """Return what scripts/write_schema.py writes, by file."""
    spec = importlib.util.spec_from_file_location("write_schema", ROOT / "scripts" / "write_schema.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {path.relative_to(ROOT).as_posix(): text for path, text in module.schemas().items()}


@pytest.mark.parametrize("name", ["schema/rules.schema.json", "cleaner/record.schema.json"])
def test_what_ships_is_current(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == schemas()[name], "run: python scripts/write_schema.py"


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_rule_files_keep_to_the_schema(path: Path) -> None:
    schema = rule_schema()
    text = path.read_text(encoding="utf-8")
    assert [*mistakes(plain(compose(text, str(path))), schema, schema)] == []
    first = text.partition("\n")[0]
    assert first == "# yaml-language-server: $schema=../../schema/rules.schema.json", "editors look for it in the first line"


RULE = "rules: [{id: a, role: ad, why: It is one., lines: [x], tests: [{lines: '- x'}, '= y']}]"


@pytest.mark.parametrize(
    "text",
    [
        "layer: generic\n" + RULE,
        "layer: site\nsite: example.com\nlang: en\ndisable: [{rule: a/b/c, reason: x}]\nfields: {authors: {from: {meta: author}}}",
        "layer: family\nfingerprint: {meta: x}\nreviewed: 2026-11-01\ncontent:\nagencies: [AFP, {name: dpa, also: [DPA]}]",
    ],
)
def test_right_files(text: str) -> None:
    schema = rule_schema()
    text = "version: 1\n" + text
    assert [*mistakes(plain(compose(text, "x")), schema, schema)] == []
    assert read_rule_file(text.replace("'- x'", "'- x\n\n'"), "x")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("layer: generic", "layer: genric"), ("id: a", "id: A"), ("role: ad", "role: add"), ("why: It is one., ", ""),
        ("lines: [x]", "linse: [x]"), ("lines: [x]", "lines: [1]"), ("lines: [x]", "lines: {x: y}"),
        ("lines: [x]", "lines: x, where: {zone: foot}"), ("lines: [x]", "lines: x, where: {words: 8}"),
        ("lines: [x]", "lines: x, keep: 'true'"), ("lines: [x]", "lines: x, valid: {from: 1.2.2026}"),
        ("rules:", "fields: {autor: {from: {meta: author}}}\nrules:"), ("rules:", "fields: {authors: {}}\nrules:"),
        ("rules:", "disable: [{rule: a/b/c}]\nrules:"), ("version: 1", "version: 2"),
    ],
)  # fmt: skip
def test_wrong_files(old: str, new: str) -> None:
    schema = rule_schema()
    text = f"version: 1\nlayer: generic\n{RULE}"
    assert old in text
    text = text.replace(old, new)
    assert [*mistakes(plain(compose(text, "x")), schema, schema)]
    with pytest.raises(RuleErrors):
        read_rule_file(text, "x")


def test_editors_show_what_keys_mean() -> None:
    rule = rule_schema()["definitions"]["Rule"]["properties"]
    assert rule["why"]["description"] == "The reason, for whoever reads ``explain``."
    assert all("description" in key for key in rule.values())


def test_a_full_record_keeps_to_its_schema() -> None:
    schema = Article.model_json_schema()
    article = Article(
        url="https://example.com/", captions=(Caption("A bridge."),), blocks=(RoleText("body", "One."),), paywalled=False,
        sources={"title": FieldSource("meta:og:title", "x", ("visible",))}, removed=(Removed("a/b/c", "x:1", "ad", "x", 0),),
    )  # fmt: skip
    for asked in ({}, {"sources": True}, {"sources": True, "removed": True}):
        assert [*mistakes(json.loads(article.to_json(**asked)), schema, schema)] == []
    for key, value in (("authors", None), ("title", 1), ("version", "1"), ("removed", [{}]), ("autors", [])):
        assert [*mistakes(article.to_dict() | {key: value}, schema, schema)], key
    for key in article.to_dict():
        record = article.to_dict()
        del record[key]
        assert [*mistakes(record, schema, schema)], key


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_records_keep_to_their_schema(path: Path) -> None:
    schema = Article.model_json_schema()
    record = Cleaner().clean(path.read_bytes()).to_json(sources=True, removed=True)
    assert [*mistakes(json.loads(record), schema, schema)] == []
