"""One pass over the elements: which texts become blocks, what each block and node knows, and that no page can stop it."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from cleaner.dom.door import open_html, read_blocks, read_html
from cleaner.dom.tags import INLINE, SKIPPED
from cleaner.values import Block, Page


def _texts(source: Any) -> list[str]:
    return [b.text for b in read_html(source).blocks]


def _one(source: str) -> Block:
    blocks = read_html(source).blocks
    assert len(blocks) == 1, [b.text for b in blocks]
    return blocks[0]


#: What becomes of markup: the texts of its blocks, in order.
BLOCKS = {
    "inline elements join": ("<p>The <b>old</b> <i>stone</i> <a href=x>bridge</a>, <span>closed</span>.</p>",
        ["The old stone bridge, closed."]),
    "no blank where the page has none": ("<p>foot<b>bridge</b><sup>2</sup></p>", ["footbridge2"]),
    "white space is one blank": ("<p>  a\n\t b&#10;&nbsp;&nbsp;c \u2003 d</p>", ["a b c d"]),
    "blocks part": ("a<p>b</p>c<div>d</div>e", ["a", "b", "c", "d", "e"]),
    "unclosed": ("<p>a<p>b<li>c<li>d", ["a", "b", "c", "d"]),
    "a line break ends a block": ("<p>By Jane Doe<br>Story.</p>", ["By Jane Doe", "Story."]),
    "line breaks alone are nothing": ("<br><br><p><br/></p>a<br><br><br>b<br>", ["a", "b"]),
    "cells": ("<table><tr><td>a<td>b<tr><th>c<td>d</table>", ["a", "b", "c", "d"]),
    "nested tables": ("<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr></table>", ["a", "b", "c"]),
    "list items": ("<ul><li>a</li><li><p>b</p></li></ul>", ["a", "b"]),
    "an inline element around blocks": ("<span>a<p>b</p>c</span>d", ["a", "b", "cd"]),
    "an unknown element": ("<story-body>a<x-y>b</x-y></story-body>", ["a", "b"]),
    "soft hyphens stay": ("<p>Donau\u00addampf</p>", ["Donau\u00addampf"]),
    "joiners stay": ("<p>می\u200cخواهم</p>", ["می\u200cخواهم"]),
    "zero-width blanks and bidi marks go": ("<p>a\u200bb\ufeff \u200ec\u2066</p>", ["ab c"]),
    "only what nobody sees": ("<p>\u200b\u00a0&nbsp;</p>", []),
    "preformatted text keeps its lines": ("<pre>\n one\n  two\n</pre>", [" one\n  two"]),
    "meta tags inside a line": (
        '<p>By <span itemprop=author><meta itemprop=url content=u><link itemprop=sameAs href=v><b itemprop=name>Jane</b></span>, Rome</p>',
        ["By Jane, Rome"]),
    "ruby": ("<p><ruby>橋<rp>(</rp><rt>hashi</rt><rp>)</rp></ruby></p>", ["橋"]),
    "entities": ("<p>R&amp;D &lt;b&gt; &eacute; &#8217;</p>", ["R&D <b> é ’"]),
    "nothing": ("<html><body></body></html>", []),
    "words alone": ("words", ["words"]),
}


@pytest.mark.parametrize(("source", "texts"), BLOCKS.values(), ids=list(BLOCKS))
def test_blocks(source: str, texts: list[str]) -> None:
    assert _texts(source) == texts


#: What readers do not see.
UNSEEN = {
    "script": "<script>var a = '<p>x</p>'</script>", "style": "<style>p { color: red }</style>",
    "template": "<template><p>x</p></template>",
    "noscript": "<noscript><p>x</p></noscript>", "hidden": "<div hidden><p>x</p></div>", "hidden=hidden": '<p hidden="hidden">x</p>',
    "display none": '<div style="color: red; DISPLAY : none"><p>x</p></div>', "svg": "<svg><title>x</title><text>x</text></svg>",
    "a closed dialog": "<dialog><p>x</p></dialog>", "a list of choices": "<select><option>x</option></select>",
    "a text field": "<textarea>x</textarea>", "comment": "<!-- x -->", "instruction": "<?php echo 'x' ?>",
    "for screen readers": '<p><span class="a visually-hidden">x</span></p>', "frame": "<iframe>x</iframe>", "video": "<video>x</video>",
    "object": "<object>x</object>", "a hidden part of a line": '<span style="display:none">x</span>',
}


@pytest.mark.parametrize("unseen", UNSEEN.values(), ids=list(UNSEEN))
def test_what_nobody_sees_is_no_text_and_takes_nothing_with_it(unseen: str) -> None:
    assert _texts(f"<p>before</p>{unseen}<p>after</p>") == ["before", "after"]
    page = read_html(f"<div>one {unseen} two</div>")
    assert " ".join(" ".join(b.text for b in page.blocks).split()) == "one two"


#: What is shown although it looks hidden.
SHOWN = {
    "streamed by React": '<div hidden id="S:1"><p>x</p></div>',
    "an article that a script unhides": '<article style="display:none"><p>x</p></article>',
    "a main part": "<main hidden><p>x</p></main>", "an open dialog": "<dialog open><p>x</p></dialog>",
    "another style": '<p style="display:block">x</p>', "a class that is not about hiding": '<p class="hidden-gem">x</p>',
    "a block for screen readers": '<h2 class="sr-only">x</h2>', "a disclosure": "<details><summary>x</summary></details>",
}


@pytest.mark.parametrize("shown", SHOWN.values(), ids=list(SHOWN))
def test_what_only_looks_hidden_is_text(shown: str) -> None:
    assert _texts(f"<p>before</p>{shown}<p>after</p>") == ["before", "x", "after"]


def test_a_noscript_that_takes_in_the_page_for_want_of_an_end_is_read() -> None:
    line = "<p>a <b>b</b></p>"
    assert _texts(f'<noscript><div id="n"></noscript>{line * 300}') == ["a b"] * 300
    assert _texts(f"<p>x</p><noscript>{line * 200}</noscript>") == ["x"]


@pytest.mark.parametrize(("source", "continues"), [
    ("<p>a<br>b<br/>c</p>", [False, True, True]),
    ("<p>a<br><br>b</p>", [False, False]),
    ("<p>a<br> \n <br>b</p>", [False, False]),
    ("<p>a</p><br><p>b</p>", [False, False]),
    ("<p>a<br></p><p>b</p>", [False, False]),
    ("<td>a<br><span class=x>b</span><br>c</td>", [False, True, True]),
])
def test_only_a_single_line_break_continues(source: str, continues: list[bool]) -> None:
    assert [b.continues for b in read_html(source).blocks] == continues


@pytest.mark.parametrize(("source", "share"), [
    ("<p>no link</p>", 0.0), ("<p><a href=x>all of it</a></p>", 1.0), ("<p><a href=x>half</a>half</p>", 0.5),
    ("<a href=x><h3>A card</h3><p>Its text</p></a>", 1.0), ("<p><a>\n  <b>spread</b>\n </a></p>", 1.0),
    ("<p><a name=top></a>anchor only</p>", 0.0),
])
def test_link_share(source: str, share: float) -> None:
    assert {b.link_share for b in read_html(source).blocks} == {share}


@pytest.mark.parametrize(("source", "links"), [
    ("<p>see <a href='/a' rel=author>Jane  Doe</a> and <a href='/b'>John</a></p>", [[("Jane Doe", "/a", "author"), ("John", "/b", "")]]),
    ("<p>see <a href='/a'><img src=x></a></p>", [[]]),
    ("<a href='/a'><h3>Head</h3><p>Text</p></a>", [[("Head", "/a", "")], [("Text", "/a", "")]]),
    ("<p>a <a href='/a'>one<br>two</a> b</p>", [[("one", "/a", "")], [("two", "/a", "")]]),
])
def test_links(source: str, links: list[list[tuple[str, str, str]]]) -> None:
    assert [[tuple(link) for link in b.links] for b in read_html(source).blocks] == links


@pytest.mark.parametrize(("source", "bold", "italic"), [
    ("<p>plain</p>", False, False), ("<p><b>all</b></p>", True, False), ("<p><strong>a</strong> <b>b</b></p>", True, False),
    ("<p><b>part</b> of it</p>", False, False), ("<h2>heading</h2>", True, False), ("<p><em>all</em></p>", False, True),
    ("<p><i><b>both</b></i></p>", True, True), ("<p><i>a</i> b <b>c</b></p>", False, False), ("<p><b> a </b>\n</p>", True, False),
])
def test_bold_and_italic(source: str, bold: bool, italic: bool) -> None:
    block = _one(source)
    assert (block.bold, block.italic) == (bold, italic)


@pytest.mark.parametrize(("source", "tag", "inner", "tokens"), [
    ("<div><span class='credit small'>Photo</span></div>", "div", "span", {".credit", ".small"}),
    ("<div>\n <a class=more id=m>More</a>\n</div>", "div", "a", {".more", "#m"}),
    ("<div><span class=a>Photo</span> by Jane</div>", "div", "div", set()),
    ("<div>By <span class=name>Jane</span></div>", "div", "div", set()),
    ("<p class='x y' id=z itemprop='a b' role=note>t</p>", "p", "p", {".x", ".y", "#z", "@a", "@b", "~note"}),
    ("<td><font color=red>t</font></td>", "td", "td", set()),
])
def test_an_inline_element_around_all_of_a_block_is_its_node(source: str, tag: str, inner: str, tokens: set[str]) -> None:
    page = read_html(f"<table><tr>{source}</table>" if "<td" in source else source)
    node = page.nodes[page.blocks[0].node]
    assert (page.blocks[0].tag, node.tag, set(node.tokens)) == (tag, inner, tokens)


def test_an_inline_element_over_line_breaks_is_the_node_of_each_line() -> None:
    page = read_html("<td><span class=head>one<br>two</span><br>three</td>")
    assert [".head" in page.nodes[b.node].tokens for b in page.blocks] == [True, True, False]


@pytest.mark.parametrize(("source", "items"), [
    ('<p>On <time datetime="2021-05-03">3 May</time></p>', [("", "2021-05-03", "3 May", 0, "", "")]),
    ("<p>On <time>3 May</time></p>", [("", "", "3 May", 0, "", "")]),
    ('<h1 itemprop="headline">Head</h1>', [("headline", "", "Head", 0, "", "")]),
    ('<p><meta itemprop="datePublished" content="2021-05-03">x</p>', [("datePublished", "2021-05-03", "", 0, "", "")]),
    ('<div itemscope itemtype="https://schema.org/NewsArticle"><p>By <b itemprop=author itemscope itemtype="http://schema.org/Person">'
     '<a itemprop=url href="/jane"><i itemprop=name>Jane</i></a></b></p></div>',
     [("name", "", "Jane", 0, "Person", "author"), ("url", "/jane", "Jane", 0, "Person", "author"),
         ("author", "", "Jane", 0, "NewsArticle", "")]),
    ("<div itemprop=articleBody><p>one</p><p>two</p></div>", [("articleBody", "", "one two", 0, "", "")]),
    ("<p> <span itemprop=author><br>Jane</span></p>", [("author", "", "Jane", 0, "", "")]),
])
def test_microdata(source: str, items: list[tuple[Any, ...]]) -> None:
    assert [tuple(i) for i in read_html(source).structured.items] == items


def test_the_datetime_of_a_time_element_goes_to_its_block() -> None:
    page = read_html('<p>a</p><p>On <time datetime="2021-05-03">3 May</time>, late</p><p>b</p>')
    assert [b.datetime for b in page.blocks] == ["", "2021-05-03", ""]


def test_what_a_selector_selects_is_a_block_of_its_own() -> None:
    page = read_blocks(open_html("<p>Rome – <b class=x>one</b> two</p><b class=x>three</b>"), select=("b.x", ".none"))
    assert [b.text for b in page.blocks] == ["Rome –", "one", "two", "three"]
    assert page.matches == {"b.x": ((1, 2, "b"), (3, 4, "b"))}


def test_picks() -> None:
    picked = read_blocks(open_html('<p><a class=x href="/a">One  <b>a</b></a><a class=x>Two</a></p>'), picks=("a.x", "a.x@href", "i")).picks
    assert picked == {"a.x": ("One a", "Two"), "a.x@href": ("/a",), "i": ()}


# ---- trees of callers


def test_a_callers_tree_is_only_read() -> None:
    root = html.fromstring("<html><body><p>a <b class=x>b</b> <span hidden>c</span></p><!-- d -->e<script>f</script></body></html>")
    before = etree.tostring(root)
    assert _texts(root) == ["a b", "e"]
    read_blocks(open_html(root), select=("b",), picks=("p",))
    assert etree.tostring(root) == before


@pytest.mark.parametrize(("selector", "texts"), [
    (".//article", ["one", "two"]), (".//p", ["one"]), (".//b", ["two"]), (".//i", ["two"]), (".//div[@hidden]", ["four"]),
])
def test_a_part_of_a_callers_tree_ends_where_it_ends(selector: str, texts: list[str]) -> None:
    root = html.fromstring("<html><body><article><p>one</p><b><i>two</i></b></article>three<div hidden>four</div>five</body></html>")
    page = read_html(root.find(selector))
    assert [b.text for b in page.blocks] == texts
    assert page.nodes[0].parent == -1
    assert all(0 <= b.node < len(page.nodes) for b in page.blocks)


def test_a_callers_comments_do_not_part_words() -> None:
    assert _texts(html.fromstring("<p>foot<!-- x -->bridge<?php y ?> closed</p>")) == ["footbridge closed"]


# ---- hostile pages

HOSTILE = {
    "100,000 nested elements": "<div>" * 100_000 + "x" + "</div>" * 100_000,
    "100,000 elements that nobody closes": "<font>a" * 100_000,
    "20,000 attributes": "<p " + " ".join(f"a{i}=b" for i in range(20_000)) + ">x",
    "a class of five megabytes": f"<p class='{'a ' * 2_500_000}'>x",
    "100,000 blanks in elements": "<p>" + "<span> </span>" * 100_000 + "x",
    "50,000 links in a line": "<p>" + "<a href=x>a</a>" * 50_000,
    "properties around properties": "<p>" + "<span itemprop=a>" * 1500 + "word " * 100_000,
    "3,000 properties in a line": "<p>" + "<span itemprop=a>word" * 1500 + "</span>" * 1500 + "<i itemprop=b>w</i>" * 3000,
    "200,000 line breaks": "x" + "<br>" * 200_000,
    "unclosed comment": "<p>x</p><!--" + "<p>y</p>" * 100_000,
    "half tags": "<p>x " + "<" * 100_000,
    "one long word": "<p>" + "x" * 2_000_000,
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_pages_cost_a_second_at_most(source: str) -> None:
    begun = time.process_time()
    page = read_html(source)
    assert time.process_time() - begun < 2.5  # a second on an idle machine
    assert page.blocks


def test_5000_nested_elements_lose_nothing() -> None:
    page = read_html("<p>before</p>" + "<div><b>" * 5000 + "deep" + "</b></div>" * 5000 + "<p>after</p><!-- <i> --><script>'<i>'</script>")
    assert [b.text for b in page.blocks] == ["before", "deep", "after"]
    assert page.warnings == ("the page is nested more than 2,000 levels deep; elements below 1,000 levels are joined",)


def test_a_tree_of_a_caller_may_be_as_deep_as_it_likes() -> None:
    root = inner = etree.Element("div")
    for _ in range(20_000):
        inner = etree.SubElement(inner, "div")
    inner.text = "deep"
    assert _texts(root) == ["deep"]


# ---- what always holds

_TAGS = ("p", "div", "span", "b", "a", "td", "li", "h2", "br", "script", "article", "time", "sup", "blockquote", "pre", "meta")
_WORDS = st.sampled_from(["a", "Bridge", " ", "\n", "two words", "\u00a0", "x\u200by", "end.", ""])
_ATTRIBUTES = st.sampled_from([{}, {}, {"class": "x y"}, {"id": "i"}, {"hidden": ""}, {"itemprop": "name"}, {"class": "sr-only"},
        {"itemscope": ""}])


@st.composite
def _trees(draw: st.DrawFn, depth: int = 3) -> Any:
    element = etree.Element(draw(st.sampled_from(_TAGS)), draw(_ATTRIBUTES))
    element.text = draw(_WORDS)
    if depth and element.tag not in ("br", "meta"):
        for child in draw(st.lists(_trees(depth=depth - 1), max_size=3)):
            element.append(child)
            child.tail = draw(_WORDS)
    return element


def _page_tree(children: list[Any]) -> Any:
    root = etree.Element("html")
    body = etree.SubElement(root, "body")
    body.extend(children)
    return root


def _visible(element: Any, root: Any) -> str:
    """Return the text that readers see, blanks left out: by recursion, the plain way to say it."""
    unseen = element.get("class") == "sr-only" and element.tag in INLINE
    shown = element.tag not in SKIPPED and not unseen and (element.get("hidden") is None or element.tag in ("article", "body", "html"))
    inside = "" if not shown or element.tag in ("br",) else (element.text or "") + "".join(_visible(child, root) for child in element)
    return inside + ("" if element is root else element.tail or "")


def _squeezed(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


@given(st.lists(_trees(), max_size=5).map(_page_tree))
def test_every_word_that_readers_see_is_in_one_block_in_order(root: Any) -> None:
    assert _squeezed("".join(_texts(root))) == _squeezed(_visible(root, root))


@given(st.lists(_trees(), max_size=5).map(_page_tree))
def test_nodes_hold_their_blocks(root: Any) -> None:
    page = read_html(root)
    _check_nodes(page)


def _check_nodes(page: Page) -> None:
    assert [b.index for b in page.blocks] == list(range(len(page.blocks)))
    assert [n.index for n in page.nodes] == list(range(len(page.nodes)))
    assert page.nodes[0][1:3] == (-1, 0) and (page.nodes[0].start, page.nodes[0].end) == (0, len(page.blocks))
    for node in page.nodes[1:]:
        above = page.nodes[node.parent]
        assert node.parent < node.index and node.depth == above.depth + 1
        assert above.start <= node.start < node.end <= above.end
    for block in page.blocks:
        node = page.nodes[block.node]
        assert node.start <= block.index < node.end
        assert block.text.strip() and 0 <= block.link_share <= 1


@given(st.text(alphabet="<>/ab \"'=!-&;pdiv\n", max_size=200))
def test_any_text_at_all_is_read(source: str) -> None:
    _check_nodes(read_html(f"<p>{source}"))


def test_what_is_no_element_in_a_callers_tree_is_passed_over() -> None:
    parser = etree.XMLParser(resolve_entities=False)
    source = '<!DOCTYPE html [<!ENTITY e "x">]><html><body><p>one &e; two<!-- no --> three<?no no?> four</p></body></html>'
    assert _texts(etree.fromstring(source, parser)) == ["one two three four"]
