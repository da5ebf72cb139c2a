"""Documents that are made of the schema and of the rulebook."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.rules.jsonschema import rule_schema
from cleaner.upkeep.catalogue import CATALOGUE, REFERENCE, catalogue, documents, reference, stale

ROOT = Path(__file__).parent.parent.parent
RULES = """\
version: 1
layer: site
site: harbour-courier.org
lang: en
content: {select: [".story"]}
rules:
  - id: box
    role: promo
    why: 'It stands beside <b> the story | and is
      long.'
    select: [.plug, .late]
    tests:
      - html: '<div class="plug"><p>One.</p></div><p>Two.</p>'
        claims: ['One.']
        keeps: ['Two.']
  - id: line
    role: label
    why: A line.
    lines: Sail with us
    where: {zone: [head, tail], words: "..4"}
    status: proposed
    tests:
      - |
        - Sail with us
        = The ferry left the pier at ten, and the gulls followed.
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "own" / "sites").mkdir(parents=True)
    (tmp_path / "own" / "sites" / "harbour-courier.org.yaml").write_text(RULES, encoding="utf-8")
    return tmp_path / "own"


def test_the_documents_in_docs_are_current() -> None:
    made = documents(ROOT / "docs", "clean-news rules docs")
    assert [path.name for path in stale(made)] == [], "run: clean-news rules docs"


def test_the_reference_has_every_key() -> None:
    text = reference("x")
    schema = rule_schema()
    for part in (schema, *schema["definitions"].values()):
        assert [key for key in part["properties"] if f"| `{key}`" not in text] == []
    assert "| `id` *(required)* | text |" in text
    assert "`weak-anchor`" in text


def test_the_catalogue_has_a_line_a_rule_with_its_place(own: Path, tmp_path: Path) -> None:
    lines = catalogue(tmp_path / "docs", "x", [own]).splitlines()
    assert "2 rules in 1 files" in " ".join(lines)
    assert "site harbour-courier.org; languages en; body: `.story`" in lines
    link = "../own/sites/harbour-courier.org.yaml"
    assert f"### [local/sites/harbour-courier.org]({link})" in lines
    assert [line for line in lines if line.startswith("| [")] == [
        f"| [box]({link}#L7) | promo | select (2) |  | It stands beside &lt;b> the story \\| and is long. |",
        f"| [line]({link}#L16) | label | lines (1) | head, tail; words ..4; proposed | A line. |",
    ]


def test_documents_are_stale_when_rules_say_something_else_not_when_lines_move(own: Path, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    made = documents(docs, "x", [own])
    assert sorted(p.name for p in stale(made)) == [CATALOGUE, REFERENCE]
    for path, text in made.items():
        path.write_text(text, encoding="utf-8")
    assert stale(made) == []
    file = own / "sites" / "harbour-courier.org.yaml"
    file.write_text("# a remark\n" + RULES, encoding="utf-8")
    assert stale(documents(docs, "x", [own])) == []
    file.write_text(RULES.replace("A line.", "Another line."), encoding="utf-8")
    assert [p.name for p in stale(documents(docs, "x", [own]))] == [CATALOGUE]
