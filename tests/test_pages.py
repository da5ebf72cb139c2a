"""Whole pages: a folder below ``fixtures/pages`` or ``fixtures/sites/<site>`` is a case, a field of its ``expected.yaml`` a test.

``meta.yaml``: url, kind, fetched_at, and sites (true, false or both: with and without the rules of sites).
``expected.yaml``: the record's fields, compared as they are, and

* ``body``: its paragraphs, all of them, in order;
* ``body_first``, ``body_last``: how it begins and ends;
* ``blocks``, ``removed``: each of these must be among the record's.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from cleaner import Article, Cleaner, load_rules

FIXTURES = Path(__file__).parent / "fixtures"


class Case(NamedTuple):
    folder: Path
    sites: bool

    def __str__(self) -> str:
        site = self.folder.parent.name
        name = self.folder.name if site == "pages" else f"{site}-{self.folder.name}"
        return f"{name}-{'sites' if self.sites else 'generic'}"


def _read(path: Path) -> dict[str, Any]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict), f"{path} holds no mapping"
    return loaded


def _cases() -> list[Any]:
    params = []
    for folder in sorted([*FIXTURES.glob("pages/*/"), *FIXTURES.glob("sites/*/*/")]):
        sites = _read(folder / "meta.yaml").get("sites", True)
        for with_sites in sites if isinstance(sites, list) else [sites]:
            for field in _read(folder / "expected.yaml"):
                case = Case(folder, with_sites)
                params.append(pytest.param(case, field, id=f"{case}-{field}"))
    return params


@lru_cache(2)
def _cleaner(sites: bool) -> Cleaner:
    return Cleaner(load_rules(sites=sites))


@lru_cache
def _article(case: Case) -> Article:
    meta = _read(case.folder / "meta.yaml")
    page = next(case.folder.glob("page.*"))
    options = {name: meta[name] for name in ("kind", "fetched_at") if name in meta}
    return _cleaner(case.sites).clean(page.read_bytes(), url=meta.get("url"), **options)


def _lines(body: str) -> list[str]:
    return [line for line in body.split("\n") if line]


@pytest.mark.parametrize(("case", "field"), _cases())
def test_field(case: Case, field: str) -> None:
    expected = _read(case.folder / "expected.yaml")[field]
    record = _article(case).to_dict(removed=True)
    if field == "body":
        assert _lines(record["body"]) == expected
    elif field == "body_first":
        assert record["body"].startswith(expected)
    elif field == "body_last":
        assert record["body"].endswith(expected)
    elif field == "blocks":
        assert [block for block in expected if block not in record["blocks"]] == []
    elif field == "removed":
        removed = [block["text"] for block in record["removed"]]
        assert [text for text in expected if text not in removed] == []
    elif field in ("published", "modified"):
        assert (record[field] or "").replace("Z", "+00:00") == expected.replace("Z", "+00:00")
    else:
        assert record[field] == expected


@pytest.mark.parametrize("case", sorted({param.values[0] for param in _cases()}), ids=str)
def test_every_removed_block_names_its_rule(case: Case) -> None:
    assert [block for block in _article(case).removed if not (block.rule and block.role)] == []
