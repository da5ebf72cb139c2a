"""Rule files in one form: what stays first, then what changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.errors import RuleErrors
from cleaner.rules.read import read_rule_file
from cleaner.upkeep.fmt import WIDTH, format_files, format_text

IN_FORM = '''\
# yaml-language-server: $schema=../rules.schema.json
# What the ferry line's pages hold.
version: 1
layer: site
site: harbour-courier.org
names: [Harbour Courier, 'The "Courier"']  # as in titles

# The body.
content:
  select:
    - .story   # since May
fields: {title: {from: [{meta: "og:title"}]}}
rules:
  - id: box
    role: promo
    why: 'It stands
      beside the story.'
    select: [.plug, .plug-late,
      .plug-early]
    tests:
      - html: '<div class="plug"><p>One.</p></div><p>Two.</p>'
        claims: ['One.']
        keeps: ['Two.']
  # Lines of the old system.
  - id: lines
    role: promo
    why: A line.
    lines: Sail with us
    where: {links: "0.5..", zone: head}
    tests:
      - |
        - Sail with us
        = The ferry left the pier at ten, and the gulls followed.
'''


def test_a_file_in_form_stays_byte_for_byte() -> None:
    assert format_text(IN_FORM, "x") == IN_FORM
    read_rule_file(IN_FORM, "x")  # it is a rule file at all


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "   \n# a remark"])
def test_a_file_without_anything_stays_without_anything(text: str) -> None:
    assert format_text(text, "x") == (text.strip() + "\n" if text.strip() else "")


@pytest.mark.parametrize(
    ("text", "message"),
    [("a: [1\n", "x:2:1: is no YAML"), ("a: 1\n  b: 2\n", "x:2:"), ("a: 1\n---\nb: 2\n", "is no YAML"), ("\tb: 1\n", "is no YAML")],
)
def test_what_is_no_yaml_is_told(text: str, message: str) -> None:
    with pytest.raises(RuleErrors) as caught:
        format_text(text, "x")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\ufeffversion: 1\r\nlayer: site\r\n", "version: 1\nlayer: site\n"),
        ("\n\nversion: 1   \n\n\n\nlayer: site\n\n\n", "version: 1\n\nlayer: site\n"),
        ("version: 1\nlayer: site", "version: 1\nlayer: site\n"),
        ("layer: site\nversion: 1\n", "version: 1\nlayer: site\n"),
        ("# head\nlayer: site\n# the first\nversion: 1\n", "# head\n# the first\nversion: 1\nlayer: site\n"),
        ("rules:\n- id: a\n  role: ad\n", "rules:\n  - id: a\n    role: ad\n"),
        ("rules:\n      - id: a\n        role: ad\n", "rules:\n  - id: a\n    role: ad\n"),
        ("rules:\n  - role: ad\n    id: a\n", "rules:\n  - id: a\n    role: ad\n"),
        ("rules:\n  - role: ad\n    # why so\n    id: a\n", "rules:\n    # why so\n  - id: a\n    role: ad\n"),
        (
            "rules:\n  - tests:\n      - keeps: [b]\n        html: a\n    id: a\n",
            "rules:\n  - id: a\n    tests:\n      - html: a\n        keeps: [b]\n",
        ),
        (
            "rules:\n- tests:\n  - |\n    - one\n      two\n  id: a\n",
            "rules:\n  - id: a\n    tests:\n      - |\n        - one\n          two\n",
        ),
        ("content:\n    select:\n    - .a\n    # about b\n    - .b\n", "content:\n  select:\n    - .a\n    # about b\n    - .b\n"),
        ("content:\n    select: [.a,\n        .b]\n", "content:\n  select: [.a,\n      .b]\n"),
        ("x: 1\nversion: 1\n", "version: 1\nx: 1\n"),
    ],
)
def test_into_form(before: str, after: str) -> None:
    assert format_text(before, "x") == after
    assert format_text(after, "x") == after


def test_blanks_in_texts_of_several_lines_are_theirs() -> None:
    text = "one: 'one  \n\n\n  two'\ntwo: |\n  a  \n\n\n  b\n"
    assert format_text(text, "x") == text


def test_wide_lists_are_broken_only_when_asked() -> None:
    names = ", ".join(f".a-long-class-name-{i}" for i in range(12))
    text = f"content:\n  select: [{names}]\nrules:\n  - lines: ['" + "a" * 200 + "']\n"
    assert format_text(text, "x") == text
    made = format_text(text, "x", wrap=True)
    assert max(len(line) for line in made.splitlines()[:4]) <= WIDTH
    assert "a" * 200 in made
    assert format_text(made, "x", wrap=True) == made


def test_layouts_that_it_does_not_know_are_left_as_they_are() -> None:
    text = "rules:\n  -   id: a\n      role: ad\n"
    assert format_text(text, "x") == text


TESTS = "tests:\n{i}  - |\n{i}    - a\n{i}    = b"
KEYS = st.permutations(["id: a", "role: ad", "why: It is one.", "lines: [a, b]", "where: {zone: head}", TESTS])
TOP = st.permutations(["version: 1", "layer: site", "site: a.org", "# remark\nnames: [A]", "RULES"])


@settings(max_examples=25, deadline=None)
@given(TOP, KEYS, st.sampled_from(["", "  ", "    "]))
def test_it_is_a_fixed_point_whatever_the_order(top: list[str], keys: list[str], indent: str) -> None:
    inner = indent + "  "
    rule = f"rules:\n{indent}- " + f"\n{inner}".join(k.replace("{i}", inner) for k in keys)
    text = "# head\n\n" + "\n".join(rule if part == "RULES" else part for part in ("date_order: DMY", *top)) + "\n"
    made = format_text(text, "x")
    assert format_text(made, "x") == made
    wanted = "  - id: a\n    role: ad\n    why: It is one.\n    lines: [a, b]\n    where: {zone: head}\n    tests:\n"
    assert wanted in made
    assert made.startswith("# head\n")
    assert made.index("version") < made.index("layer") < made.index("site:") < made.index("# remark\nnames") < made.index("rules:")


def test_files_are_given_with_their_text_and_not_written(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("layer: local\nversion: 1\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("version: 1\nlayer: local\n", encoding="utf-8")
    found = {f.path.name: f.changed for f in format_files([tmp_path])}
    assert found == {"a.yaml": True, "b.yaml": False}
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8").startswith("layer")


def test_the_words_of_a_language_keep_their_order() -> None:
    text = "version: 1\ncredits: [a]\ndates: {order: DMY}\nwords: [b]\nrules: []\n"
    assert format_text(text, "x") == text


def test_the_rulebook_is_in_form() -> None:
    assert [str(f.path) for f in format_files() if f.changed] == [], "run: clean-news rules fmt"
