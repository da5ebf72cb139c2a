"""The report: nothing of a page may act in it, all of a page's blocks stand in it, and it stays within bounds."""

from __future__ import annotations

import base64
import colorsys
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.article import Article, Caption, FieldSource, RoleText
from cleaner.explain import ExplainedBlock, Explanation, NearMiss, Obstacle, RuleNote
from cleaner.layout import PARAGRAPH, Form
from cleaner.outputs.report import report_html
from cleaner.outputs.report_flow import MOST_BLOCKS, MOST_CHARS
from cleaner.outputs.report_record import web_address
from cleaner.values import ROLES

#: Elements and attributes that load, run or send something.
LOADING = {"applet", "audio", "base", "embed", "form", "frame", "iframe", "img", "link", "object", "picture", "source", "track", "video"}
ACTING = {
    "action", "background", "cite", "data", "formaction", "manifest", "ping", "poster", "src", "srcdoc", "srcset", "style", "xlink:href",
}  # fmt: skip
#: What a control character is written out in.
CONTROL = ("span", [("class", "ctl")])


class _Read(HTMLParser):
    """The report as a parser sees it: its elements, attributes, words, and what stands in its script and style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""
        self.own: dict[str, str] = {"script": "", "style": ""}
        self._inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if (tag, attrs) != CONTROL:
            self.tags[tag] += 1
            self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._inside = tag if tag in self.own else ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.own[self._inside] += data
        else:
            self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags["!--"] += 1

    def handle_decl(self, decl: str) -> None:
        assert decl == "doctype html"


def _block(index: int, text: str, role: str = "body", form: Form = PARAGRAPH, **given: Any) -> ExplainedBlock:
    return ExplainedBlock(index, text, role, given.pop("rule", "finder/body"), "", 0.5, form=form, **given)


def _explained(*blocks: ExplainedBlock, **given: Any) -> Explanation:
    return Explanation(blocks, Article(**given), {})


def _policy(page: str) -> dict[str, str]:
    content = next(value for tag, name, value in _Read(page).attributes if tag == "meta" and name == "content" and "default-src" in value)
    return {name: rest for name, _, rest in (part.strip().partition(" ") for part in content.split(";"))}


# ---- nothing of a page acts

TRICKS = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "</style><style>*{display:none}</style>",
    "</title><img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "' onmouseover='alert(1)", "<!--", "-->", "]]>",
    "<base href=//x.example>", "<meta http-equiv=refresh content=0>", "{{7*7}}", "{% include 'explain.css' %}", "{# x", "${7*7}",
    "</textarea></select></button></details></main>", "<iframe src=javascript:alert(1)>", "&lt;script&gt;", "&#x3c;script>",
    "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "<form action=//x.example><input name=a>",
    "<link rel=stylesheet href=//x.example/a.css>", "@import '//x.example/a.css';", "expression(alert(1))", "</pre><plaintext>",
]  # fmt: skip


def _with(trick: str) -> Explanation:
    """Return an explanation that has a text in every place where a page or a rule file can put one."""
    near = NearMiss(trick, "ad", (Obstacle("zone", trick),))
    kinds = [
        Form("paragraph"), Form("heading", 1), Form("item", 1, 3, 4), Form("item", 1, 9, 10, ordered=True), Form("quote", 0, 20),
        Form("cell", 0, 30, 31, 32), Form("cell", 0, 30, 33, 32, head=True), Form("caption"), Form("preformatted"),
    ]
    reasons = (((trick, 1.0),), ((trick, "ad"),), (near,))
    blocks = [ExplainedBlock(i, trick, "body", trick, trick, 0.5, *reasons, form) for i, form in enumerate(kinds)]
    blocks += [_block(len(kinds) + i, trick, "ad", rule=trick) for i in range(6)]
    article = Article(
        url=trick, canonical_url=trick, site=trick, language=trick, title=trick, kicker=trick, lead=trick, byline=trick, authors=(trick,),
        agencies=(trick,), published=trick, modified=trick, dateline=trick, section=trick, tags=(trick,), image=trick,
        captions=(Caption(trick, trick),), body=trick, blocks=(RoleText("body", trick),), notes=(trick,), extractor=trick,
        warnings=(trick,), rules_digest=trick,
        sources={"title": FieldSource(trick, trick + "x", (trick,)), "tags": FieldSource(trick, trick)},
    )
    return Explanation(tuple(blocks), article, {trick: RuleNote(trick, trick)})


PLAIN = _Read(report_html(_with("plain"), name="plain"))


def _same_markup(made: _Read) -> bool:
    """Tell whether a report differs from one of plain words in its words and values alone."""
    names = [attribute[:2] for attribute in PLAIN.attributes]
    return made.tags == PLAIN.tags and [attribute[:2] for attribute in made.attributes] == names and made.own == PLAIN.own


@pytest.mark.parametrize("trick", TRICKS)
def test_no_text_of_a_page_becomes_markup(trick: str) -> None:
    made = _Read(report_html(_with(trick), name=trick))
    assert _same_markup(made)
    assert made.text.count(trick) >= 60


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=30))
def test_no_text_at_all_becomes_markup(text: str) -> None:
    assert _same_markup(_Read(report_html(_with(text), name=text)))


def test_a_report_has_nothing_that_loads_runs_or_sends() -> None:
    assert not PLAIN.tags.keys() & LOADING
    assert [name for _, name, _ in PLAIN.attributes if name in ACTING or name.startswith("on")] == []
    assert (PLAIN.tags["script"], PLAIN.tags["style"]) == (1, 1)


def test_nothing_loads_and_only_its_own_script_and_style_act() -> None:
    page = report_html(_with("x"))
    policy = _policy(page)
    assert policy["default-src"] == "'none'"
    assert (policy["base-uri"], policy["form-action"]) == ("'none'", "'none'")
    assert policy.keys() == {
        "default-src", "style-src", "script-src", "base-uri", "form-action", "require-trusted-types-for", "trusted-types",
    }  # fmt: skip
    for tag in ("style", "script"):
        [inner] = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert policy[f"{tag}-src"] == f"'sha256-{base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()}'"
    assert "unsafe" not in page
    assert "url(" not in page


def test_the_policy_stands_before_all_that_it_governs() -> None:
    page = report_html(_with("x"))
    assert page.index("Content-Security-Policy") < min(page.index(tag) for tag in ("<title", "<style", "<script", "<body"))


@pytest.mark.parametrize("address", [
    "javascript:alert(1)", "JAVASCRIPT:alert(1)", " https://a.example", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
    "//a.example", "/story", "a.example/story", "https:", "https://", "https:/a.example", "ftp://a.example", "https://a.example\\@b.example",
    "https://user@a.example", "https://a.example/\u202egpj.exe", "https://a.example/\x00", "https://[a", 'https://a.example/"x', "https://a.example/<x>",
    "blob:https://a.example/1", "https://a.example/" + "x" * 5000, "",
])  # fmt: skip
def test_what_is_no_link(address: str) -> None:
    assert web_address(address) == ""
    made = _Read(report_html(_explained(url=address, canonical_url=address, image=address)))
    assert {value for tag, name, value in made.attributes if name == "href"} == {"#page"}


@pytest.mark.parametrize("address", ["https://a.example/b?c=d&e=f#g", "http://a.example:8080/ü", "https://例え.jp/"])
def test_what_is_a_link_tells_nobody_where_it_stood(address: str) -> None:
    made = _Read(report_html(_explained(url=address)))
    assert ("a", "href", address) in made.attributes
    assert made.attributes.count(("a", "href", address)) == made.attributes.count(("a", "rel", "noreferrer noopener nofollow"))


@pytest.mark.parametrize(("text", "shown"), [
    ("a\u202eb", "aU+202Eb"), ("\u2066a\u2069", "U+2066aU+2069"), ("a\u200fb", "aU+200Fb"), ("a\x1b[2Jb", "aU+001B[2Jb"),
    ("a\x00b", "aU+0000b"), ("a\u2028b", "aU+2028b"), ("a\ud800b", "aU+D800b"),
    ("a\U000e0041b", "aU+E0041b"), ("a\x85b", "aU+0085b"), ("a\x7fb", "aU+007Fb"),
])  # fmt: skip
def test_what_steers_a_line_is_written_out(text: str, shown: str) -> None:
    page = report_html(_with(text), name=text)
    page.encode("utf-8")
    assert not set(text) & set(page) - set("ab[2J")
    assert _Read(page).text.count(shown) >= 60


@pytest.mark.parametrize("text", [
    "tab\tand\nline feed", "Donau\u00addampf", "नमस्\u200dते", "می\u200cخواهم", "e\u0301", "🏳\ufe0f\u200d🌈", "“a” – b…",
])  # fmt: skip
def test_what_belongs_to_writing_stays(text: str) -> None:
    assert text in _Read(report_html(_with(text))).text


# ---- what is shown

def test_every_block_stands_in_it_once_and_in_order() -> None:
    blocks = [_block(i, f"text {i}", role) for i, role in enumerate(sorted(ROLES))]
    made = _Read(report_html(_explained(*blocks)))
    ids = [value for _, name, value in made.attributes if name == "id" and re.fullmatch(r"b\d+", value)]
    assert ids == [f"b{i}" for i in range(len(ROLES))]


def test_each_role_has_its_colour() -> None:
    [style] = re.findall("<style>(.*?)</style>", report_html(_explained()), re.DOTALL)
    coloured = dict(re.findall(r"^\.r-([a-z-]+) \{ (--h: \d+; --s: \d+%;) \}$", style, re.MULTILINE))
    assert coloured.keys() == ROLES
    assert len(set(coloured.values())) == len(ROLES)


def _light(colour: str) -> float:
    """Return the luminance of a colour ``#rrggbb`` or ``hue light saturation``, as WCAG counts it."""
    if colour.startswith("#"):
        channels = [value / 255 for value in bytes.fromhex(colour[1:])]
    else:
        hue, light, saturation = map(float, colour.split())
        channels = [*colorsys.hls_to_rgb(hue / 360, light / 100, saturation / 100)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_light(one), _light(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_what_is_written_can_be_read(scheme: int) -> None:
    [style] = re.findall("<style>(.*?)</style>", report_html(_explained()), re.DOTALL)
    root = dict(re.findall(r"--([a-z-]+): ([^;]+);", re.findall(r":root \{(.*?)\}", style, re.DOTALL)[scheme]))
    assert min(_contrast(root[name], root[ground]) for name in ("ink", "soft", "link", "flag") for ground in ("paper", "panel")) >= 4.5
    for hue, saturation in re.findall(r"--h: (\d+); --s: (\d+)%; \}", style):
        tint = f"{hue} {root['tint-l'][:-1]} {float(saturation) * float(root['tint-k'])}"
        name = f"{hue} {root['name-l'][:-1]} {saturation}"
        assert _contrast(name, tint) >= 4.5
        assert _contrast(name, root["panel"]) >= 4.5
        assert _contrast(name, root["paper"]) >= 4.5
        assert _contrast(root["soft"], tint) >= 4.5
        assert _contrast(root["ink"], tint) >= 7


def _marked(html: str, element: str) -> list[str]:
    found = re.findall(rf'<{element} class="t" dir="auto">(.*?)</{element}>', html, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", inner).strip() for inner in found]


def test_headings_lists_quotes_and_tables_are_what_they_are() -> None:
    page = report_html(_explained(
        _block(0, "Title", "title", Form("heading", 1)), _block(1, "Below", "heading", Form("heading", 2)),
        _block(2, "one", "list", Form("item", 1, 5, 6)), _block(3, "two", "list", Form("item", 1, 5, 7)),
        _block(4, "first", "list", Form("item", 1, 8, 9, ordered=True)), _block(5, "second", "list", Form("item", 1, 8, 10, ordered=True)),
        _block(6, "said", "quote", Form("quote", 0, 11)), _block(7, "said too", "quote", Form("quote", 0, 11)),
        _block(8, "Year", "table", Form("cell", 0, 12, 13, 14, head=True)), _block(9, "1931", "table", Form("cell", 0, 12, 15, 14)),
        _block(10, "Goats", "table", Form("cell", 0, 12, 16, 17)), _block(11, "a\n  b", "preformatted", Form("preformatted")),
    ))
    read = _Read(page)
    assert (_marked(page, "h2"), _marked(page, "h3")) == (["Title"], ["Below"])
    assert _marked(page, "p")[:4] == ["•one", "•two", "1.first", "2.second"]
    assert page.count('<ul class="items"') == 2
    assert read.tags["blockquote"] == 1
    assert (page.count('class="data"'), len(re.findall("<tr><t[hd]><div", page)), read.tags["pre"]) == (1, 2, 1)
    assert _marked(page, "pre") == ["a\n  b"]


def test_removed_blocks_in_a_row_are_folded() -> None:
    blocks = [_block(0, "text"), *(_block(i, f"item {i}", "navigation") for i in range(1, 4)), _block(4, "text"),
              *(_block(i, f"item {i}", "share" if i > 7 else "ad") for i in range(5, 10))]
    page = report_html(_explained(*blocks))
    assert re.findall("<summary>(.*?)</summary>", page)[1:] == ["5 blocks removed: ad 3, share 2"]


def test_what_was_removed_of_a_list_in_a_row_is_folded_and_the_rest_is_not() -> None:
    roles = ["list", *["navigation"] * 3, "note", *["navigation"] * 5, "list"]
    items = [_block(i, f"item {i}", role, Form("item", 1, 5, 6 + i, ordered=True)) for i, role in enumerate(roles)]
    page = report_html(_explained(*items))
    assert re.findall("<summary>(.*?)</summary>", page)[1:] == ["5 blocks removed: navigation 5"]
    assert _marked(page, "p")[:11] == [f"{i + 1}.item {i}" for i in range(11)]
    outside = re.sub("<details.*?</details>", "", page, flags=re.DOTALL)
    assert [i for i in range(11) if f"item {i}<" in outside or f"item {i}</" in outside] == [0, 1, 2, 3, 4, 10]


def test_why_a_block_is_what_it_is() -> None:
    block = ExplainedBlock(
        3, "55 users have voted.", "vote", "generic/votes/widget", "generic/votes.yaml:9", 0.25, (("first", -1.5),),
        (("fields/date", "date"),),
        (NearMiss("languages/en/x", "share", (Obstacle("zone", "stands in the body"), Obstacle("words", "holds 4 words"))),),
    )
    notes = {
        "generic/votes/widget": RuleNote("generic/votes.yaml:9", "A counter."),
        "languages/en/x": RuleNote("languages/en.yaml:3", "A button."),
    }
    text = " ".join(_Read(report_html(Explanation((block,), Article(), notes))).text.split())
    for said in ("generic/votes/widget", "generic/votes.yaml:9", "A counter.", "0.25", "first", "−1.50", "fields/date", "languages/en/x",
                 "languages/en.yaml:3", "A button.", "stands in the body", "holds 4 words"):  # fmt: skip
        assert said in text


def test_the_record_stands_beside_it() -> None:
    article = Article(
        title="Bridge opens", authors=("Ada Holm", "Piet Hallgrim"), captions=(Caption("The bridge.", "Tait"),), paywalled=False,
        warnings=("no title was found",), needs_review=True, extractor="rule", confidence=0.875,
        sources={"title": FieldSource("ld:NewsArticle.headline", "Bridge opens | Courier", ("site name taken off",))},
    )
    text = _Read(report_html(Explanation((), article))).text
    for said in ("Ada Holm", "Piet Hallgrim", "The bridge.", "Tait", "no title was found", "needs review", "0.88",
                 "ld:NewsArticle.headline", "Bridge opens | Courier", "site name taken off", "Not found: url, "):  # fmt: skip
        assert said in text


def test_a_page_without_blocks() -> None:
    assert "This page shows no text." in report_html(_explained())


def test_the_same_explanation_gives_the_same_report() -> None:
    assert report_html(_with("x")) == report_html(_with("x"))


# ---- bounds

def test_a_huge_page_gives_a_bounded_report_that_says_so() -> None:
    removed = [_block(i, "menu", "navigation", rule="generic/menu") for i in range(20_000)]
    kept = [_block(20_000 + i, f"word {i} " * 600, losing=tuple((f"rule/{n}", "ad") for n in range(100))) for i in range(1000)]
    page = report_html(_explained(*removed, *kept))
    assert len(page) < 12_000_000
    assert page.count('data-role="body"') == 1000
    assert page.count('data-role="navigation"') == MOST_BLOCKS - 1000
    assert "19,500 blocks of 21,000 and " in page
    assert "19,500 blocks left out here" in page


def test_a_long_block_is_cut_and_says_so() -> None:
    page = report_html(_explained(_block(0, "x" * (MOST_CHARS + 1234))))
    assert "x" * (MOST_CHARS + 1) not in page
    assert "1,234 characters left out" in page


def test_long_values_of_the_record_are_cut() -> None:
    sources = {"title": FieldSource("s" * 99_999, "r" * 99_999)}
    article = Article(title="t" * 100_000, tags=("g" * 50_000,) * 5000, warnings=("w" * 100_000,) * 500, sources=sources)
    assert len(report_html(Explanation((), article))) < 200_000
