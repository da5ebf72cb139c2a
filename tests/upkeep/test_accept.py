"""Accepting proposals: only ``status: proposed`` goes, and only where it was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.errors import InputError, RuleErrors
from cleaner.rules.load import load_rules
from cleaner.upkeep.accept import accept
from cleaner.upkeep.pages import GivenPage
from cleaner.upkeep.states import see

FILE = """\
# kept as it is
version: 1
layer: site
site: harbour-courier.org
content:
  status: proposed  # a remark that goes with its line
  select: [".story"]
fields:
  title: {from: {css: "h1.headline"}, status: proposed}
  authors:
    from: [{meta: writer}]
rules:
  - status: proposed
    id: choir
    role: promo
    why: "status: proposed is written here, too."
    select: [".plug"]
    tests:
      - html: '<p>One.</p><div class=plug>Two.</div><p>Three.</p>'
        claims: ["Two."]
        keeps: ["One."]
  - id: second
    role: promo
    why: It stands beside the story.
    status: proposed
    select: [".other"]
    tests:
      - html: '<p>One.</p><div class=other>Two.</div><p>Three.</p>'
        claims: ["Two."]
        keeps: ["One."]
"""
ALL = ("content", "fields/title", "rules/choir", "rules/second")
CONTENT = "  status: proposed  # a remark that goes with its line\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "harbour-courier.org.yaml"
    file.write_text(FILE, encoding="utf-8")
    return file


def test_nothing_is_written(path: Path) -> None:
    accept(path)
    assert path.read_text(encoding="utf-8") == FILE


@pytest.mark.parametrize(
    ("parts", "accepted", "changes"),
    [
        (["content"], ("content",), [(CONTENT, "")]),
        (["fields/title"], ("fields/title",), [("status: proposed}", "status: stable}")]),
        (["choir"], ("rules/choir",), [("- status: proposed", "- status: stable")]),
        (["rules/second", "second"], ("rules/second",), [("    status: proposed\n    select", "    select")]),
        ([], ALL, [(CONTENT, ""), ("status: proposed}", "status: stable}"), ("- status: proposed", "- status: stable"),
                   ("    status: proposed\n    select", "    select")]),
    ],
)
def test_what_is_accepted(parts: list[str], accepted: tuple[str, ...], changes: list[tuple[str, str]], path: Path) -> None:
    wanted = FILE
    for old, new in changes:
        assert wanted.count(old) == 1
        wanted = wanted.replace(old, new)
    assert accept(path, parts) == (wanted, accepted)


def test_line_ends_and_byte_order_mark_stay(path: Path) -> None:
    text = "\ufeff" + FILE.replace("\n", "\r\n")
    path.write_bytes(text.encode())
    assert accept(path, ["content"]).text == text.replace(CONTENT.replace("\n", "\r\n"), "")


def test_a_file_without_proposals_stays(path: Path) -> None:
    done = accept(path).text
    path.write_text(done, encoding="utf-8")
    assert accept(path) == (done, ())


@pytest.mark.parametrize("part", ["choirs", "fields/authors", "rules/content", "sites/harbour-courier.org/choir"])
def test_a_part_that_is_not_proposed_is_said(part: str, path: Path) -> None:
    with pytest.raises(InputError, match=r"does not propose .*; it proposes content, fields/title, rules/choir, rules/second"):
        accept(path, [part])


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such rule file"):
        accept(tmp_path / "none.yaml")


def test_a_file_with_mistakes(path: Path) -> None:
    path.write_text(FILE.replace("why:", "whi:"), encoding="utf-8")
    with pytest.raises(RuleErrors, match="whi"):
        accept(path)


def test_a_field_acts_when_it_is_accepted(path: Path, tmp_path: Path) -> None:
    page = GivenPage("p", "<html><h1>Wrong</h1><h1 class=headline>Right headline</h1><p>Words.</p></html>", "https://harbour-courier.org/1")
    folder = tmp_path / "own" / "sites"
    folder.mkdir(parents=True)
    titles = []
    for text in (FILE, accept(path, ["fields/title"]).text):
        (folder / path.name).write_text(text, encoding="utf-8")
        found = see(page, load_rules(folder.parent)).article.sources["title"].source
        titles.append(found)
    assert titles[0] != "rule:title:css" and titles[1] == "rule:title:css"
