"""The walls of the house, read off the source: who may import whom, how large things are, what Python may say."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "cleaner"
RULES = ROOT / "rules"

#: Rooms from the ground up. A room imports from layers below its own, and from itself.
LAYERS = (
    ("version", "values", "errors", "schema", "placing", "late", "shipped"),
    ("article",),
    ("text", "structured", "domains", "language"),
    ("zones", "body_roles", "layout"),
    ("dom",),
    ("rules", "finder"),
    ("intake", "languages", "mending"),
    ("fields", "claims", "bodies", "fallback", "leads", "other_stories", "repeats", "settle", "text_mending"),
    ("record", "broken_sequences", "memory"),
    ("explain",),
    ("near_misses",),
    ("explaining",),
    ("pipeline",),
    ("", "rules.check"),
    ("outputs", "sources"),
    ("batch",),
    ("upkeep",),
    ("integrations",),
    ("cli",),
    ("__main__",),
)

#: Libraries, and the only modules that may import each.
LIBRARIES = {
    "babel": {"fields.date_months", "fields.date_zones"},
    "bs4": {"dom.decode"},
    "click": {"cli"},
    "cssselect": {"dom.parse"},
    "dateparser": {"fields.date_guess"},
    "itemadapter": {"integrations.scrapy"},
    "jinja2": {"outputs.report", "upkeep.catalogue"},
    "htmldate": {"fields.date_search"},
    "lxml": {"dom"},
    "publicsuffixlist": {"domains"},
    "pebble": {"batch.workers"},
    "psutil": {"batch.workers"},
    "pyarrow": {"batch.parquet"},
    "ray": {"integrations.ray"},
    "re2": {"rules.patterns"},
    "rich": {"cli"},
    "ruamel": {"upkeep.fmt"},
    "scrapy": {"integrations.scrapy"},
    "trafilatura": {"fallback"},
    "twisted": {"integrations.scrapy"},
    "warcio": {"batch.warc"},
    "yaml": {"rules", "outputs.markdown", "upkeep"},
    "zstandard": {"batch.compression"},
}

DRAWERS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}

MAX_FILE_LINES, MAX_FUNCTION_LINES, MAX_PARAMETERS = 300, 60, 7

FILES = sorted(PACKAGE.rglob("*.py"))


def _module(path: Path) -> str:
    """Return the module's name inside the package: ``dom.parse``; ``""`` is the package itself."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _imports(path: Path) -> Iterator[str]:
    """Yield the full name of everything the file imports, wherever the import stands, but for type checking."""
    ignored = {
        id(inner)
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for node in ast.walk(_tree(path)):
        if id(node) in ignored:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _inner_imports(path: Path) -> set[str]:
    """Return the modules of the package that the file imports."""
    modules = {_module(p) for p in FILES}
    found = set()
    for name in _imports(path):
        if name.split(".")[0] == "cleaner":
            inner = name.partition(".")[2]
            found.add(inner if inner in modules else inner.rpartition(".")[0])
    return found


def _within(module: str, prefixes: set[str]) -> bool:
    return any(module == prefix or module.startswith(prefix + ".") for prefix in prefixes)


def _layer(module: str) -> tuple[int, str]:
    """Return the number of a module's layer and its room there; the longest name that fits decides."""
    places = [(number, room) for number, rooms in enumerate(LAYERS) for room in rooms]
    fitting = [(number, room) for number, room in places if module == room or (room and _within(module, {room}))]
    assert fitting, f"cleaner.{module} is in no layer: give it its place in LAYERS"
    return max(fitting, key=lambda found: len(found[1]))


@pytest.mark.parametrize("path", FILES, ids=_module)
def test_imports_go_down(path: Path) -> None:
    layer, room = _layer(_module(path))
    upward = [name for name in _inner_imports(path) if (found := _layer(name))[0] >= layer and found[1] != room]
    assert upward == []


def test_no_import_cycles() -> None:
    graph = {_module(path): _inner_imports(path) - {_module(path)} for path in FILES}
    # What needs nothing that is left, and what nothing left needs, is in no cycle.
    while True:
        needed = set().union(*graph.values())
        free = [module for module, needs in graph.items() if not needs & graph.keys() or module not in needed]
        if not free:
            break
        for module in free:
            del graph[module]
    assert {module: needs & graph.keys() for module, needs in graph.items()} == {}


@pytest.mark.parametrize("path", FILES, ids=_module)
def test_each_library_has_its_module(path: Path) -> None:
    outside = {name.split(".")[0] for name in _imports(path)} - sys.stdlib_module_names - {"cleaner"}
    assert [lib for lib in sorted(outside) if not _within(_module(path), LIBRARIES.get(lib, set()))] == []


@pytest.mark.parametrize("path", FILES, ids=_module)
def test_sizes(path: Path) -> None:
    assert path.stem not in DRAWERS, "name the room by what is in it"
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= MAX_FILE_LINES
    for node in ast.walk(_tree(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MAX_FUNCTION_LINES, f"{node.name}: {length} lines"
            count = len(node.args.posonlyargs) + len(node.args.args) + len(node.args.kwonlyargs)
            assert count <= MAX_PARAMETERS, f"{node.name}: {count} parameters"


@pytest.mark.parametrize("path", FILES, ids=_module)
def test_python_names_no_site(path: Path) -> None:
    text = path.read_text(encoding="utf-8").lower()
    sites = [p.stem for p in RULES.joinpath("sites").glob("*.yaml")]
    assert [site for site in sites if re.search(rf"(?<![\w-]){re.escape(site)}(?![\w-])", text)] == []


@pytest.mark.parametrize("path", FILES, ids=_module)
def test_python_holds_no_phrase_of_the_rulebook(path: Path) -> None:
    said = "\n".join(" ".join(text.casefold().split()) for text in _strings(_tree(path)))
    assert [phrase for phrase in _phrases() if phrase in said] == []


def _strings(tree: ast.Module) -> Iterator[str]:
    """Yield the string constants that are no docstrings."""
    documents = {
        id(node.body[i].value)  # type: ignore[attr-defined]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        for i in range(len(node.body))
        if isinstance(node.body[i], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.value


#: Keys of rule files whose values are words of pages.
_WORDED = {
    "also", "anchor", "any_of", "by", "contributors", "drop", "follow", "joins", "lines", "modified", "name", "names",
    "places", "published", "roles", "staff", "strip_prefix", "strip_suffix",
}  # fmt: skip


@cache
def _phrases() -> frozenset[str]:
    """Return every stretch of three words and more that a rule file looks for, case-folded."""
    found: set[str] = set()
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    for path in RULES.rglob("*.yaml"):
        found.update(_worded(yaml.load(path.read_text(encoding="utf-8"), loader)))
    pieces = {" ".join(piece.casefold().split()) for text in found for piece in re.split(r"\{[^}]*\}", text)}
    return frozenset(piece for piece in pieces if len(piece.split()) >= 3)


def _worded(node: object, worded: bool = False) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "tests":
                yield from _worded(value, key in _WORDED)
    elif isinstance(node, list):
        for value in node:
            yield from _worded(value, worded)
    elif worded and isinstance(node, str):
        yield node
