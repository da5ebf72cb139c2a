"""XPath as a tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.upkeep.ftr.xpath import ANY, Binary, Call, Literal, Number, Path, Step, XPathError, parse_xpath

A = Path("", (Step("child", "a"),))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "name of an element is missing at the end"),
        ("///p", "name of an element is missing before '/'"),
        ("//p[", "name of an element is missing at the end"),
        ("//p[1", "']' is missing"),
        ("//p]", "']' does not belong there"),
        ("//p[contains(@class, 'x)]", "cannot be read"),
        ("sideways::p", "there is no axis 'sideways'"),
        ("//p ! //a", "cannot be read"),
        ("(" * 200 + "p" + ")" * 200, "nested more than"),
        ("//p" * 2000, "longer than"),
    ],
)
def test_what_is_no_xpath(text: str, message: str) -> None:
    with pytest.raises(XPathError, match=message.replace("(", r"\(").replace("]", r"\]")):
        parse_xpath(text)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("//p", Path("/", (ANY, Step("child", "p")))),
        ("/html/body", Path("/", (Step("child", "html"), Step("child", "body")))),
        ("/", Path("/", ())),
        ("p/@class", Path("", (Step("child", "p"), Step("attribute", "class")))),
        ("..", Path("", (Step("parent", "node()"),))),
        ("ancestor::div[1]", Path("", (Step("ancestor", "div", (Number(1.0),)),))),
        ("text()", Path("", (Step("child", "text()"),))),
        ("'a b'", Literal("a b")),
        ("-1", Number(-1.0)),
        ("last() - 1", Binary("-", Call("last", ()), Number(1.0))),
        ("a or b and c", Binary("or", A, Binary("and", Path("", (Step("child", "b"),)), Path("", (Step("child", "c"),))))),
        ("a | and", Binary("|", A, Path("", (Step("child", "and"),)))),
        ("(//p)[1]", Path("", (), Path("/", (ANY, Step("child", "p"))), (Number(1.0),))),
        ("(p)/a", Path("", (Step("child", "a"),), Path("", (Step("child", "p"),)))),
        ("*[@*]", Path("", (Step("child", "*", (Path("", (Step("attribute", "*"),)),)),))),
    ],
)
def test_a_tree(text: str, tree: object) -> None:
    assert parse_xpath(text) == tree
    assert parse_xpath(f"  {text}\t") == tree


@given(st.text(alphabet="/@[]()|'\"=.:*ap1 -,", max_size=40))
def test_whatever_is_written_gives_a_tree_or_says_why_not(text: str) -> None:
    try:
        parse_xpath(text)
    except XPathError as error:
        assert str(error)
