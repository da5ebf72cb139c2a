"""What a process keeps between pages is bounded, however many pages and sites it meets."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import cleaner
from cleaner.finder import hints
from cleaner.finder.hints import Hints
from cleaner.rules import selecting
from cleaner.rules.choose import PageFacts, choose
from cleaner.rules.compile import Tables
from cleaner.rules.load import load_rules
from cleaner.rules.selecting import by_kind
from cleaner.values import Meta, Node, Structured


def _caches() -> Iterator[tuple[str, int | None]]:
    for found in pkgutil.walk_packages(cleaner.__path__, "cleaner."):
        if "__main__" in found.name:
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if isinstance(value, functools._lru_cache_wrapper) and value.__module__ == found.name:
                yield f"{found.name}.{name}", value.cache_parameters()["maxsize"]


def test_every_cache_has_a_size() -> None:
    sizes = dict(_caches())
    assert len(sizes) > 20
    assert {name: size for name, size in sizes.items() if size is None or size > 8192} == {}


def test_rules_are_compiled_by_what_pages_share() -> None:
    """Each language and each family once, not each way in which they meet: that would be hundreds of automata."""
    book = load_rules()
    languages = [code for code in ("de", "fr", "es", "it", "pt", "ru", "pl", "tr") if code in book.languages]
    systems = ("WordPress 6.1", "Drupal 7 (http://drupal.org)", "Ghost 5.2", "blogger")
    tables = set[int]()
    for one in languages:
        for other in languages:
            for system in systems:
                head = Structured(metas=(Meta("generator", system),))
                tables.update(map(id, choose(book, PageFacts("x.example", (one, other), head)).active.tables))
    families = {file.stem for file in book.families}
    assert len(tables) <= 2 + len(languages) + len(families)
    assert len(tables) < len(languages) * len(languages)


@pytest.mark.parametrize("pages", [3])
def test_elements_of_earlier_pages_are_forgotten(pages: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selecting, "_MOST_KNOWN", 100)
    monkeypatch.setattr(hints, "_MOST_KNOWN", 100)
    tables, table = Tables(load_rules().generic), Hints({"share": ("share",), "body": ("story",)})
    for page in range(pages * 100):
        tokens = frozenset({f".c{page}", ".share-bar"})
        nodes = (Node(0, -1, 0, "div", tokens, 0, 0),)
        list(tables.node_rules(nodes, by_kind(nodes)))
        assert table.of(tokens) == (0,)
        assert table.bits(tokens) == 1
    assert len(tables._tables.known) <= 100
    assert max(len(table._known), len(table._bits)) <= 100
