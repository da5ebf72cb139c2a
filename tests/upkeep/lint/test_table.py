"""The table of findings is complete, in the documents too, and the shipped rulebook has none."""

from __future__ import annotations

import ast
import datetime
import re
from pathlib import Path

from cleaner.upkeep import lint
from cleaner.upkeep.lint.table import CODES, IDLE_ALLOW, KINDS

ROOT = Path(__file__).parents[3]
TOPICS = ("clones", "files", "literals", "own_tests", "patterns", "reach", "selectors")


def test_every_function_of_a_topic_is_a_kind_of_finding() -> None:
    folder = Path(lint.__file__).parent
    written = set()
    for topic in TOPICS:
        for node in ast.parse((folder / f"{topic}.py").read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and [a.arg for a in node.args.args] == ["subject"] and not node.name.startswith("_"):
                written.add(node.name)
    assert {kind.look.__name__ for kind in KINDS} == written
    assert {kind.code.replace("-", "_") for kind in KINDS} == written


def test_codes_are_unique() -> None:
    assert len(set(CODES)) == len(CODES)


def test_the_documents_list_every_finding() -> None:
    text = (ROOT / "docs" / "keeping-rules.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \| (.+?) \| (.+?) \|$", text, re.M)
    assert rows == [(k.code, k.severity, k.summary, k.fix[0].upper() + k.fix[1:] + ".") for k in (*KINDS, IDLE_ALLOW)]


def test_every_finding_has_tests_of_its_own() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py") if path != Path(__file__))
    assert [code for code in CODES if f'"{code}"' not in tests] == []


def test_the_shipped_rulebook_has_nothing_to_find() -> None:
    assert [str(f) for f in lint.check_rules(today=datetime.date(2026, 11, 23))] == []
