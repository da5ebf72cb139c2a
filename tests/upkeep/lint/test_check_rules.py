"""Checking files: mistakes and findings together, each at its place."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from cleaner.upkeep.lint import MISTAKE, Finding, check_rules
from cleaner.upkeep.lint.formats import as_github, as_json, as_text

TODAY = datetime.date(2026, 11, 23)
PROSE = "The mayor opened the bridge on Tuesday, ending a closure of two years."

GOOD = f"""\
version: 1
layer: site
site: example.com
lang: en
content: {{select: .story p}}
rules:
  - id: tools
    role: share
    why: The bar above the story.
    select: .story-tools
    tests: [{{html: "<p>{PROSE}</p><div class=story-tools>Pass it on</div>", claims: Pass it on, keeps: "{PROSE}"}}]
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    path = tmp_path / "sites" / "example.com.yaml"
    path.parent.mkdir()
    path.write_text(GOOD)
    return path


def check(path: Path) -> list[Finding]:
    return check_rules([path], today=TODAY)


def test_a_good_file(site: Path) -> None:
    assert check(site) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    why: The bar above the story.\n", "", "missing: why"),
        ("claims: Pass it on, ", "", "no test shows that the rule fires"),
        (f', keeps: "{PROSE}"', "", "must leave alone"),
        ("site: example.com", "site: co.uk", "public suffix"),
        ("site: example.com", "site: example.org", "name of its site"),
        ("lang: en", "lang: no", 'write "no" in quotes'),
        (".story-tools\n", "yes\n", 'write "yes" in quotes'),
        ("Pass it on, k", "12:30, k", 'write "12:30" in quotes'),
        ("select: .story-tools", "re: '(a'", "is no RE2 pattern"),
        ("select: .story-tools", "re: a(?=b)", "is no RE2 pattern"),
        ("select: .story-tools", r"re: (a)\1", "is no RE2 pattern"),
        ("select: .story-tools", "re: a*", "matches an empty text"),
        ("content:", "disable: [{rule: generic/nothing/there, reason: x}]\ncontent:", "there is no rule"),
        ("content:", "reviewed: 2026-13-01\ncontent:", "there is no date"),
        ("content:", "lint: {allow: positional}\ncontent:", "missing: reason"),
    ],
)
def test_what_makes_a_file_useless_is_a_mistake(site: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    site.write_text(GOOD.replace(old, new, 1))
    [finding] = check(site)
    assert (finding.code, finding.severity) == (MISTAKE, "error")
    assert said in finding.message and finding.line > 0 and finding.column > 0


def test_an_unknown_key_is_a_mistake(site: Path) -> None:
    site.write_text(GOOD.replace("    why:", "    whi:"))
    assert ["unknown key 'whi'; did you mean 'why'?" in f.message for f in check(site)] == [False, True]


def test_the_same_id_twice_is_a_mistake(site: Path) -> None:
    site.write_text(GOOD + GOOD.partition("rules:\n")[2])
    [finding] = check(site)
    assert finding.code == MISTAKE and "stands twice" in finding.message


def test_findings_stand_where_the_text_does(site: Path) -> None:
    site.write_text(
        GOOD.replace("{select: .story p}", "{select: ['.story p', '.css-1x2y3z p']}").replace(
            "select: .story-tools", "select: [.story-tools, aside]"
        )
    )
    assert [(f.code, f.line, f.column) for f in check(site)] == [("hashed-class", 5, 32), ("bare-tag", 10, 28)]


def test_a_single_value_stands_for_a_list(site: Path) -> None:
    site.write_text(GOOD.replace("{select: .story p}", "\n  select: >-\n    p:first-child"))
    assert [(f.code, f.line, f.column) for f in check(site)] == [("positional", 6, 11)]


def test_a_file_with_a_mistake_hides_no_other(site: Path) -> None:
    other = site.with_name("example.org.yaml")
    other.write_text(GOOD.replace("example.com", "example.org").replace(".story p", "p:first-child"))
    site.write_text(GOOD.replace("why:", "whi:"))
    assert [(Path(f.path).name, f.code) for f in check(site.parent)] == [("example.com.yaml", MISTAKE)] * 2 + [
        ("example.org.yaml", "positional")
    ]


def test_a_file_given_twice_is_looked_at_once(site: Path) -> None:
    site.write_text(GOOD.replace(".story p", "p:first-child"))
    assert [f.code for f in check_rules([site, site.parent], today=TODAY)] == ["positional"]


def test_a_missing_file_is_a_mistake(tmp_path: Path) -> None:
    [finding] = check(tmp_path / "none.yaml")
    assert (finding.code, finding.line) == (MISTAKE, 0)


FINDINGS = [
    Finding("a,b.yaml", 3, 9, "bare-tag", "warning", "sites/a/x", "100% of 'aside'\nand \x1b more", "name a class"),
    Finding("b.yaml", 0, 0, MISTAKE, "error", "", "is not UTF-8", ""),
]


def test_text() -> None:
    assert [*as_text(FINDINGS)] == [
        "a,b.yaml:3:9: warning bare-tag: 100% of 'aside'\\u000aand \\u001b more; name a class [sites/a/x]",
        "b.yaml: error mistake: is not UTF-8",
    ]


def test_json() -> None:
    rows = json.loads("\n".join(as_json(FINDINGS)))
    assert rows[0] == {
        "path": "a,b.yaml",
        "line": 3,
        "column": 9,
        "code": "bare-tag",
        "severity": "warning",
        "rule": "sites/a/x",
        "message": "100% of 'aside'\nand \x1b more",
        "fix": "name a class",
    }
    assert [row["path"] for row in rows] == ["a,b.yaml", "b.yaml"]
    assert json.loads("\n".join(as_json([]))) == []


def test_github() -> None:
    assert [*as_github(FINDINGS)] == [
        "::warning file=a%2Cb.yaml,line=3,col=9,title=bare-tag::100%25 of 'aside'%0Aand \\u001b more; name a class [sites/a/x]",
        "::error file=b.yaml,line=1,col=1,title=mistake::is not UTF-8",
    ]


def test_findings_come_in_order_of_place() -> None:
    assert sorted([FINDINGS[1], FINDINGS[0]]) == FINDINGS
