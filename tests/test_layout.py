"""How a page shows its blocks; tables that only lay out a page are none."""

from __future__ import annotations

import pytest

from cleaner.dom.door import open_html, read_blocks
from cleaner.dom.plain import read_text
from cleaner.layout import PARAGRAPH, Form, forms


def _forms(body: str) -> list[Form]:
    return list(forms(read_blocks(open_html(f"<html><body>{body}</body></html>"))))


def _kinds(body: str) -> list[str]:
    return [f.kind for f in _forms(body)]


@pytest.mark.parametrize("body", [
    "<p>One</p>", "<div>One</div>", "<div><span>One</span></div>",
    "<table><tr><td>One</td></tr></table>",  # a lone cell holds the page
    "<table><tr><td><p>One</p><p>Two</p></td></tr></table>",
    "<dl></dl><p>One</p>", "<menu></menu>One",
])
def test_paragraphs(body: str) -> None:
    assert set(_kinds(body)) == {"paragraph"}


def test_text_has_no_forms() -> None:
    assert list(forms(read_text("- One\n\n1. Two"))) == [PARAGRAPH, PARAGRAPH]


@pytest.mark.parametrize(("body", "kinds"), [
    ("<h1>One</h1><h3>Two</h3>", ["heading", "heading"]),
    ("<ul><li>One<li><p>Two</p><p>More</p></ul>", ["item", "item", "item"]),
    ("<ul><li><h3>One</h3></ul>", ["item"]),
    ("<blockquote><p>One</p><h2>Two</h2></blockquote>", ["quote", "heading"]),
    ("<figure><figcaption><span>One</span></figcaption></figure>", ["caption"]),
    ("<pre>One</pre>", ["preformatted"]),
    ("<dl><dt>One</dt><dd>Two</dd></dl>", ["item", "item"]),
    ("<table><tr><th>A</th><td>B</td></tr></table>", ["cell", "cell"]),
    ("<table><tr><td><p>A</p></td><td><ul><li>B</li></ul></td></tr></table>", ["cell", "cell"]),
    ("<table><caption>C</caption><tr><td>A</td><td>B</td></tr></table>", ["caption", "cell", "cell"]),
    ("<table><tr><td><p>A</p><p>B</p></td><td>C</td></tr></table>", ["paragraph", "paragraph", "cell"]),
])  # fmt: skip
def test_kinds(body: str, kinds: list[str]) -> None:
    assert _kinds(body) == kinds


def test_levels_of_headings() -> None:
    assert [f.level for f in _forms("".join(f"<h{n}>x</h{n}>" for n in range(1, 7)))] == [1, 2, 3, 4, 5, 6]


def test_lists_inside_of_lists_are_one_list() -> None:
    found = _forms("<ul><li>a<ol><li>b</li><li>c<ul><li>d</li></ul></li></ol></li></ul><ul><li>e</li></ul>")
    assert [(f.level, f.ordered) for f in found] == [(1, False), (2, True), (2, True), (3, False), (1, False)]
    assert len({f.group for f in found[:4]}) == 1
    assert found[4].group != found[0].group
    assert len({f.part for f in found}) == 5


def test_rows_of_a_table() -> None:
    found = _forms("<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>")
    assert [f.head for f in found] == [True, True, False, False]
    assert len({f.group for f in found}) == 1
    assert [f.row == found[0].row for f in found] == [True, True, False, False]

