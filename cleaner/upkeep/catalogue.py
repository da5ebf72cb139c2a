"""Documents that are made of the rulebook and of the schema: what every key means, what every rule is there for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.rules.files import rule_paths
from cleaner.rules.jsonschema import rule_schema
from cleaner.rules.literals import HOLES
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Rule
from cleaner.rules.shelf import load_file
from cleaner.upkeep.lint.table import KINDS
from cleaner.values import BODY_ROLES, CHROME_ROLES, FIELD_ROLES

#: The documents, as they are called in their folder.
REFERENCE, CATALOGUE = "reference.md", "catalogue.md"
#: Numbers of lines in links: they move with every edit, and say nothing of what a rule does.
_LINE = re.compile(r"#L[0-9]+(?=\))")
_WIDEST = 160

_REFERENCE = """\
# Reference of the rule language

Made by `{{ command }}` from the schema; what the language is for is told in [rules.md](rules.md).
{% for part in parts %}
## {{ part.name }}

{{ part.description }}

| key | values | meaning |
| --- | --- | --- |
{% for key in part.rows -%}
| `{{ key.name }}`{% if key.required %} *(required)*{% endif %} | {{ key.values }} | {{ key.meaning }} |
{% endfor %}
{%- endfor %}
## Roles

| kind | roles |
| --- | --- |
{% for kind, names in roles -%}
| {{ kind }} | {{ names }} |
{% endfor %}
## Holes

{{ holes }}, and `{a|b|c}` for one of several words.

## Findings of `clean-news rules check`

| code | weight | what was found | what to do |
| --- | --- | --- | --- |
{% for kind in findings -%}
| `{{ kind.code }}` | {{ kind.severity }} | {{ kind.meaning }} | {{ kind.advice }} |
{% endfor %}"""

_CATALOGUE = """\
# Catalogue of the rulebook

Made by `{{ command }}`: {{ count }} rules in {{ files }} files, a line each. Where nothing else is said a rule acts in all zones, on
blocks of all kinds.
{% for shelf in shelves %}
## {{ shelf.name }}
{% for file in shelf.files %}
### {{ file.name }}
{% if file.about %}
{{ file.about }}
{% endif -%}
{% if file.rows %}
| rule | role | by | where | why |
| --- | --- | --- | --- | --- |
{% for row in file.rows -%}
| [{{ row.id }}]({{ file.link }}#L{{ row.line }}) | {{ row.role }} | {{ row.matcher }} | {{ row.where }} | {{ row.why }} |
{% endfor -%}
{% endif -%}
{% endfor -%}
{% endfor -%}
"""


class _Key(NamedTuple):
    name: str
    required: bool
    values: str
    meaning: str


def reference(command: str) -> str:
    """Return the reference of the rule language as Markdown.

    Args:
        command: the command that makes it, for its first lines.
    """
    schema = rule_schema()
    parts = [_part("A rule file", schema), *(_part(name, made) for name, made in schema["definitions"].items())]
    roles = [("body", BODY_ROLES), ("fields", FIELD_ROLES), ("chrome", CHROME_ROLES)]
    return _render(
        _REFERENCE, command=command, parts=parts, roles=[(kind, _codes(sorted(names))) for kind, names in roles],
        holes=_codes("{" + name + "}" for name in HOLES), findings=[_finding(kind) for kind in KINDS],
    )


def catalogue(folder: str | os.PathLike[str], command: str, paths: Sequence[str | Path] | None = None) -> str:
    """Return the catalogue of a rulebook as Markdown.

    Args:
        folder: where the catalogue will stand; its links lead from there.
        command: the command that makes it, for its first lines.
        paths: rule files and folders; None for the shipped rulebook.

    Raises:
        RuleErrors: a file cannot be loaded.
    """
    shelves: dict[str, list[dict[str, Any]]] = {}
    for path, home, shown in rule_paths(paths):
        loaded = load_file(path, home, shown, checked=False)
        link = os.path.relpath(path.resolve(), Path(folder).resolve()).replace(os.sep, "/")
        shelves.setdefault(home or "loose", []).append(_file(loaded, link))
    count = sum(len(file["rows"]) for files in shelves.values() for file in files)
    return _render(
        _CATALOGUE, command=command, count=count, files=sum(map(len, shelves.values())),
        shelves=[{"name": name, "files": files} for name, files in shelves.items()],
    )


def documents(folder: str | os.PathLike[str], command: str, paths: Sequence[str | Path] | None = None) -> dict[Path, str]:
    """Return both documents by their paths in ``folder``; raises RuleErrors."""
    return {Path(folder) / REFERENCE: reference(command), Path(folder) / CATALOGUE: catalogue(folder, command, paths)}


def stale(documents: Mapping[Path, str]) -> list[Path]:
    """Return the documents that are missing or say something else on disk; lines that only moved make none stale."""
    return [path for path, text in documents.items() if not path.is_file() or _lineless(path.read_text("utf-8")) != _lineless(text)]


def _lineless(text: str) -> str:
    return _LINE.sub("", text)


def _part(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    required = schema.get("required", ())
    keys = [_Key(k, k in required, _values(v), _cell(v.get("description", ""))) for k, v in schema.get("properties", {}).items()]
    return {"name": name, "description": _ticks(schema.get("description", "")), "rows": keys}


def _values(schema: Mapping[str, Any]) -> str:
    """Return what a schema takes, in few words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in schema:
        named = [str(v) for v in schema["enum"] if v != ""]
        return _codes(named) if len(named) <= 8 else "one of a closed list"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_values(s) for s in schema["anyOf"] if s.get("type") != "null"))
    if schema.get("type") == "array":
        return f"list of {_values(schema['items'])}"
    if isinstance(schema.get("additionalProperties"), Mapping):
        return f"names with {_values(schema['additionalProperties'])}"
    kind = schema.get("type", "")
    return {"string": "text", "integer": "number", "boolean": "true or false"}.get(kind if isinstance(kind, str) else "", "value") + (
        " (a day)" if schema.get("format") == "date" else ""
    )


def _finding(kind: Any) -> dict[str, str]:
    return {"code": kind.code, "severity": kind.severity, "meaning": _cell(kind.summary), "advice": _cell(kind.fix)}


def _file(loaded: LoadedFile, link: str) -> dict[str, Any]:
    file = loaded.file
    about = []
    if file.site:
        about.append(f"site {file.site}")
    if file.lang:
        about.append("languages " + ", ".join(file.lang))
    if file.extends:
        about.append("extends " + ", ".join(file.extends))
    if file.content:
        about.append("body: " + ", ".join(_code(s) for s in file.content.select))
    if file.fields:
        about.append("reads " + ", ".join(file.fields))
    rows = [_row(rule) for rule in file.rules]
    return {"name": f"[{loaded.folder}/{loaded.stem}]({link})", "link": link, "about": _cell("; ".join(about)), "rows": rows}


def _row(rule: Rule) -> dict[str, Any]:
    matcher = next(name for name in ("lines", "re", "sequence", "select") if getattr(rule, name))
    marks = [*(["keep"] if rule.keep else []), *([rule.status] if rule.status != "stable" else [])]
    return {
        "id": rule.id, "line": rule.origin.line, "role": rule.role, "matcher": f"{matcher} ({len(getattr(rule, matcher))})",
        "where": _cell("; ".join([*_where(rule), *marks])), "why": _cell(rule.why),
    }


def _where(rule: Rule) -> Iterator[str]:
    where = rule.where
    if where.zone:
        yield ", ".join(where.zone)
    yield from (f"{name} {', '.join(given)}" for name in ("tag", "inside", "kind") if (given := getattr(where, name)))
    yield from (f"{name} {given}" for name in ("words", "links") if (given := getattr(where, name)))


def _codes(names: Iterable[str]) -> str:
    return ", ".join(_code(name) for name in names)


def _code(text: str) -> str:
    return "`" + text.replace("`", "'") + "`"


def _ticks(text: str) -> str:
    return text.replace("``", "`")


def _cell(text: str) -> str:
    """Return a text for a cell of a table: on one line, nothing in it that Markdown takes for more than text."""
    line = " ".join(_ticks(text).split())
    line = line if len(line) <= _WIDEST or "`" in line[_WIDEST - 1:] else line[:_WIDEST - 1] + "…"
    return line.replace("|", "\\|").replace("<", "&lt;")


@lru_cache(maxsize=2)
def _template(text: str) -> Any:
    from jinja2 import Environment, StrictUndefined

    # Markdown is no HTML: what is a sign of its own is taken care of cell by cell.
    return Environment(autoescape=False, undefined=StrictUndefined, keep_trailing_newline=True).from_string(text)


def _render(template: str, **values: Any) -> str:
    text: str = _template(template).render(**values)
    return text.rstrip("\n") + "\n"
