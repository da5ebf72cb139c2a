"""Reading rule files: what stays as written, and every mistake with its line and column."""

from __future__ import annotations

import datetime
import pickle

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cleaner.errors import RuleErrors
from cleaner.rules.model import Field, Rule, RuleTest, Source, Step, Valid, Where
from cleaner.rules.read import read_rule_file
from cleaner.rules.vocabulary import Agency, Byline, Origin

RULES = """\
version: 1
layer: generic
lang: [en]
rules:
  - id: vote-widget
    role: vote
    why: The widget leaves its counter behind.
    sequence:
      - {any_of: [up, down], times: 0..2}
      - {anchor: "{int} users have voted."}
    where: {zone: [head, tail], words: ..8, inside: .vote-*}
    valid: {from: 2020-01-31, until: 2021-02-01}
    tests:
      - |
        = The mayor opened the bridge on Tuesday, ending a closure of two years for drivers.
        - 55 users have voted.
"""

SITE = """\
version: 1
layer: site
site: example.com
hosts: [news.example.com, -shop.example.com]
timezone: Europe/London
reviewed: 2026-11-01
disable: [{rule: generic/votes/vote-widget, reason: A column has this name.}]
content: {select: "div.body > p:not(.ad)"}
fields:
  authors: {from: [{ld: NewsArticle.author}, {css: .by a, attr: title}, {line: "By {name}", zone: head}], split: " and "}
rules:
  - {id: box, role: newsletter, why: A box., select: "div:has(> form)", tests: [{html: "<p>One.</p><div>x</div>", keeps: One., claims: x}]}
"""


def errors_of(text: str) -> list[tuple[str, str]]:
    with pytest.raises(RuleErrors) as caught:
        read_rule_file(text, "my.yaml")
    assert all(e.path == "my.yaml" for e in caught.value.errors)
    return [(f"{e.line}:{e.column}", e.message) for e in caught.value.errors]


def test_a_rule_file() -> None:
    file = read_rule_file(RULES, "generic/votes.yaml")
    (rule,) = file.rules
    assert (file.version, file.layer, file.lang, file.origin) == (1, "generic", ("en",), Origin("generic/votes.yaml", 1, 1))
    assert rule.sequence == (Step(any_of=("up", "down"), times="0..2"), Step(anchor=("{int} users have voted.",)))
    assert rule.where == Where(zone=("head", "tail"), words="..8", inside=(".vote-*",))
    assert rule.valid == Valid(datetime.date(2020, 1, 31), datetime.date(2021, 2, 1))
    assert rule.tests[0].lines.splitlines()[1] == "- 55 users have voted."
    assert rule.origin == Origin("generic/votes.yaml", 5, 5)


def test_a_site_file() -> None:
    file = read_rule_file(SITE, "example.com.yaml")
    authors = file.fields["authors"]
    assert isinstance(authors, Field)
    assert authors.take == (
        Source(ld="NewsArticle.author"), Source(css=".by a", attr="title"), Source(line="By {name}", zone=("head",)),
    )  # fmt: skip
    assert (authors.split, authors.origin.line) == ((" and ",), 10)
    assert (file.reviewed, file.hosts) == (datetime.date(2026, 11, 1), ("news.example.com", "-shop.example.com"))
    assert file.rules[0].tests == (RuleTest(html="<p>One.</p><div>x</div>", keeps=("One.",), claims=("x",)),)
    assert pickle.loads(pickle.dumps(file)) == file


@pytest.mark.parametrize("text", [RULES, SITE], ids=["rules", "site"])
def test_without_libyaml_a_file_reads_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_it = read_rule_file(text, "x")
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert read_rule_file(text, "x") == with_it
    with pytest.raises(RuleErrors, match=r"x:1:21: nested more than 20 levels"):
        read_rule_file("[" * 5000, "x")
    with pytest.raises(RuleErrors, match=r"x:2:[12]: this is no YAML"):
        read_rule_file("version: 1\n: :", "x")


def test_short_forms() -> None:
    agencies = "version: 1\nlayer: generic\nagencies:\n  - AFP\n  - {name: dpa, also: [DPA]}\n"
    assert read_rule_file(agencies, "x").agencies == (
        Agency("AFP", origin=Origin("x", 4, 5)), Agency("dpa", ("DPA",), Origin("x", 5, 5)),
    )  # fmt: skip


def test_what_is_not_written_has_its_default() -> None:
    file = read_rule_file('version: 1\nlayer: language\nlang: "no"\nbyline: {by: [av]}\nreviewed:', "no.yaml")
    assert (file.lang, file.byline, file.reviewed, file.fields, file.rules) == (("no",), Byline(by=("av",)), None, {}, ())


@pytest.mark.parametrize(
    "written",
    ['["no", "on"]', "['12:30']", "[2 of 3]", "[12:30 h]", "[..8]", "[1.2.3]", "[x:y]", "[Yes we can]", '["- "]'],
)
def test_texts_stay_texts(written: str) -> None:
    file = read_rule_file(f"version: 1\nlayer: site\nsite: example.com\nnames: {written}", "x")
    assert file.names == tuple(str(v) for v in yaml.load(written, yaml.BaseLoader))


@pytest.mark.parametrize(
    ("written", "taken_for"),
    [
        ("no", "false"), ("No", "false"), ("off", "false"), ("n", "false"), ("false", "false"), ("yes", "true"), ("ON", "true"),
        ("y", "true"), ("True", "true"), ("~", "nothing"), ("null", "nothing"), ("12:30", "number"), ("1:02:03", "number"),
        ("010", "number"), ("0x1f", "number"), ("0b11", "number"), ("1_000", "number"), ("404", "number"), ("-1.5", "number"),
        (".5", "number"), ("1e3", "number"), (".inf", "number"), (".NaN", "number"), ("2026-11-01", "date"),
        ("2026-11-01 10:00:00", "date"), ("=", "instruction"), ("<<", "instruction"),
    ],
)  # fmt: skip
def test_what_yaml_would_take_for_something_else(written: str, taken_for: str) -> None:
    ((place, message),) = errors_of(f"version: 1\nlayer: site\nsite: example.com\nnames: [The Bugle, {written}]")
    assert (place, message.startswith(f'write "{written}" in quotes')) == ("4:20", True)
    assert taken_for in message


def test_norwegian() -> None:
    ((place, message),) = errors_of("version: 1\nlayer: language\nlang: no\n")
    assert place == "3:7"
    assert 'write "no" in quotes' in message and "Norwegian" in message


#: What is replaced in RULES, by what, where the mistake is, what is said of it.
WRONG_RULES = [
    # form
    ("why:", "whi:", "7:5", "unknown key 'whi'; did you mean 'why'?"),
    ("why:", "wwwwww:", "5:5", "missing: why"),
    ("version: 1\n", "", "1:1", "missing: version"),
    ("version: 1", "version: 2", "1:10", "'2' is none of 1"),
    ("version: 1", 'version: "1"', "1:10", "write 1 without quotes"),
    ("layer: generic", "layer: genric", "2:8", "did you mean 'generic'?"),
    ("lang: [en]", "lang: {en: de}", "3:7", "a single text is expected here, not a mapping"),
    ("lang: [en]", "lang:", "3:6", "a text is missing here"),
    ("lang: [en]", "lang: [[en]]", "3:8", "not a sequence"),
    ("rules:\n", "rules: x\nnames:\n", "4:8", "a list is expected here"),
    ("zone: [head, tail]", "zone: [head, foot]", "11:26", "'foot' is none of head, body, tail"),
    ("from: 2020-01-31", "from: 31.1.2020", "12:19", "a date is written 2026-11-01, not '31.1.2020'"),
    ("from: 2020-01-31", "from: 2020-02-30", "12:19", "there is no date 2020-02-30"),
    ("why: The", "keep: off\n    why: The", "7:11", "true or false is expected here, not 'off'"),
    ("role: vote", "role: vote\n    status: [stable]", "7:13", "a sequence is none of stable"),
    ("where: {zone: [head, tail], words: ..8, inside: .vote-*}", "where: tail", "11:12", "keys are expected here, some of zone, tag"),
    # YAML
    ("lang: [en]", "lang: [en", "4:6", "while parsing a flow sequence that begins in line 3"),
    ("role: vote", "role: vote\n    role: ad", "7:5", "the key 'role' stands twice; the first is in line 6"),
    ("why:", "? [why]\n    :", "7:7", "a key must be a word"),
    ("lang: [en]", "lang: &x [en]", "3:7", "anchor"),
    ("lang: [en]", "lang: *x", "3:7", "alias"),
    ("lang: [en]", "lang: !!str en", "3:7", "the tag tag:yaml.org,2002:str has no place"),
    ("lang: [en]", "lang: !!python/name:os.system x", "3:7", "the tag"),
    ("lang: [en]", "lang:\t[en]", "3:6", "a tab"),
    ("    why: The", "\twhy: The", "7:1", "a tab"),
    ("lang: [en]", "lang: [en]  # \x07", "3:15", "U+0007"),
    ("lang: [en]", "---\nlang: [en]", "3:1", "one document"),
    ("version: 1", "%YAML 1.1\n---\nversion: 1", "1:1", "directive"),
    ("lang: [en]", "lang: " + "[" * 21 + "]" * 21, "3:26", "nested more than 20 levels"),
    # values
    ("id: vote-widget", "id: Vote_Widget", "5:9", "lower case with single hyphens"),
    ("role: vote", "role: votes", "6:11", "'votes' is no role; did you mean 'vote'?"),
    ("why: The widget leaves its counter behind.", 'why: " "', "7:10", "says nothing"),
    ("lang: [en]", "lang: [en, en-US]", "3:12", "'en-US' is no language"),
    ("{int} users", "{integer} users", "10:18", "unknown hole {integer}"),
    ("any_of: [up, down]", "any_of: [up, »]", "9:23", "empty once decoration is taken off"),
    ("times: 0..2", "times: 2..0", "9:37", "the range '2..0' is empty"),
    ("times: 0..2", "times: 0.5..2", "9:37", "a whole number of times"),
    ("words: ..8", "words: up to 8", "11:40", "'up to 8' is no range"),
    ("inside: .vote-*", 'inside: "div > p"', "11:53", "no simple selector"),
    ("inside: .vote-*", "tag: <li>", "11:50", "'<li>' is no tag"),
    # between keys
    ("    sequence:", "    re: x\n    sequence:", "9:5", "exactly one of lines, re, sequence, select; this one has re, sequence"),
    ("anchor:", "any_of:", "8:5", "a sequence needs an anchor"),
    ("{anchor:", "{any_of: up, anchor:", "10:22", "either any_of or anchor"),
    ("until: 2021-02-01", "until: 2019-02-01", "12:31", "the window ends before it begins"),
    ("        - 55 users have voted.", "        = 55 users have voted.", "13:5", "no test shows that the rule fires"),
    ("        = The mayor", "        - The mayor", "13:5", "no test shows what the rule must leave alone"),
    ("        - 55 users", "          55 users", "14:9", "a line of a test begins with '- ' or '= '"),
]  # fmt: skip

WRONG_SITES = [
    ("div.body > p:not(.ad)", "div..body", "8:19", "no CSS selector"),
    ("div.body > p:not(.ad)", "p:contains('x')", "8:19", "use a rule of lines"),
    ("div.body > p:not(.ad)", "p:frist", "8:19", "The pseudo-class :frist is unknown"),
    ("div:has(> form)", "svg|path", "12:54", "Undefined namespace prefix"),
    ("css: .by a", "css: a..b", "10:52", "no CSS selector"),
    ("{ld: NewsArticle.author}", "{ld: NewsArticle.author, meta: author}", "10:45", "this one has ld, meta"),
    ("{ld: NewsArticle.author}", "{attr: title}", "10:20", "this one has none"),
    ("{ld: NewsArticle.author}", "{ld: NewsArticle.author, zone: head}", "10:45", "zone goes with line"),
    ('"By {name}"', '"By"', "10:80", "has no hole to take the value"),
    ("  authors:", "  autors:", "10:3", "'autors' is no field that a rule file reads; did you mean 'authors'?"),
    ("site: example.com", "site: www.example.com", "3:7", "a host of the site 'example.com'"),
    ("site: example.com", "site: co.uk", "3:7", "'co.uk' is a public suffix"),
    ("site: example.com", "site: blogspot.com", "3:7", "'blogspot.com' is a public suffix"),
    ("site: example.com", "site: https://example.com/", "3:7", "no host"),
    ("news.example.com", "News.example.com", "4:9", "in lower case"),
    ("Europe/London", "Europe/Londn", "5:11", "no time zone; did you mean 'Europe/London'?"),
    ("generic/votes/vote-widget", "vote-widget", "7:18", "no full id of a rule"),
    ("reason: A column has this name.", "raeson: x", "7:45", "did you mean 'reason'?"),
    ("reason: A column has this name.", 'reason: ""', "7:53", "says nothing"),
    ("timezone:", "extends: [wordpress]\ntimezone:", "5:11", "write it as families/wordpress"),
    ("keeps: One., claims: x", "lines: \"- x\", keeps: One.", "12:82", "a test has either lines or html"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "said"), WRONG_RULES)
def test_mistakes_in_rules(old: str, new: str, place: str, said: str) -> None:
    assert RULES.count(old) >= 1
    found = errors_of(RULES.replace(old, new, 1))
    assert any(p == place and said in message for p, message in found), found


@pytest.mark.parametrize(("old", "new", "place", "said"), WRONG_SITES)
def test_mistakes_in_sites(old: str, new: str, place: str, said: str) -> None:
    assert SITE.count(old) >= 1
    found = errors_of(SITE.replace(old, new, 1))
    assert any(p == place and said in message for p, message in found), found


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("", "1:1", "the file is empty"), ("# nothing\n", "1:1", "the file is empty"), ("- a\n", "1:1", "begins with keys"),
        ("hello", "1:1", "begins with keys"), ("a: b: c", "1:5", "this is no YAML"), ('a: "b', "1:6", "this is no YAML"),
        ("[" * 100_000, "1:21", "nested more than"), ("- " * 100_000 + "a", "1:41", "nested more than"),
        ("{a: " * 50_000, "1:81", "nested more than"),
        ("a: " + "x" * 2_000_001, "0:0", "more than 2,000,000"), ("a: " + "ü" * 1_000_000, "0:0", "more than 2,000,000"),
    ],
)  # fmt: skip
def test_files_that_are_none(text: str, place: str, said: str) -> None:
    ((at, message),) = errors_of(text)
    assert (at, said in message) == (place, True), (at, message)


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    text = RULES.replace("why:", "whi:").replace("role: vote", "role: votes").replace("..8", "8").replace("[en]", "[no]")
    text += RULES[RULES.index("  - id:"):].replace("role: vote", "role: add")
    assert [place for place, _ in errors_of(text)] == ["3:8", "5:5", "6:11", "7:5", "11:40", "18:11"]


def test_mistakes_name_the_rule() -> None:
    with pytest.raises(RuleErrors) as caught:
        read_rule_file(RULES.replace("role: vote", "role: votes"), "my.yaml")
    assert str(caught.value).startswith("my.yaml:6:11: ") and str(caught.value).endswith("[vote-widget]")


@given(st.text(alphabet=st.sampled_from(list(":-[]{}\"'#&*!|>%@`,? \nabc01.~")), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_rule_file("version: 1\nlayer: site\nsite: example.com\nnames: [" + text, "x")
    except RuleErrors as caught:
        assert all(e.message for e in caught.errors)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff"), min_size=1))
def test_quoted_texts_come_back_as_they_are(text: str) -> None:
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    assert read_rule_file(f"version: 1\nlayer: site\nsite: example.com\nnames: [{quoted}]", "x").names == (text,)


def test_rules_are_values() -> None:
    first, second = (read_rule_file(RULES, "x").rules[0] for _ in range(2))
    assert isinstance(first, Rule)
    assert first == second and hash(first) == hash(second)
