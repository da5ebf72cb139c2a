"""XPath to CSS: what is said the same way, what cannot be said, and that both mean the same elements."""

from __future__ import annotations

import pytest
from lxml import etree

from cleaner.upkeep.ftr.css import Untranslatable, write
from cleaner.upkeep.ftr.translate import is_first, translate
from cleaner.upkeep.ftr.trying import css_of
from cleaner.upkeep.ftr.xpath import parse_xpath

TOKEN = "contains(concat(' ',normalize-space(@class),' '),' {} ')"
SAME = [
    ("//p", "p"),
    ("//*", "*"),
    ("/html/body/div", "html > body > div"),
    ("//div[@id='story']", "div#story"),
    ("//*[@id='1story']", '[id="1story"]'),
    ("//div[@class='story']", 'div[class="story"]'),
    ("//div[@class='a b']", 'div[class="a b"]'),
    (f"//div[{TOKEN.format('story')}]", "div.story"),
    ("//div[contains(concat(' ', @class, ' '), ' story ')]", "div.story"),
    ("//div[contains(@class, 'sto')]", 'div[class*="sto"]'),
    ("//div[starts-with(@id, 'st')]", 'div[id^="st"]'),
    ("//p[@itemprop='description']", 'p[itemprop="description"]'),
    ("//p[@data-x]", "p[data-x]"),
    ("//p[@class='a\"b']", 'p[class="a\\"b"]'),
    ("//div//p", "div p"),
    ("//div/p", "div > p"),
    ("//div/*", "div > *"),
    ("//div/descendant::p", "div p"),
    ("//div | //p", "div, p"),
    ("(//div | //p)", "div, p"),
    ("normalize-space(//p)", "p"),
    ("//p[not(@class)]", "p:not([class])"),
    ("//p[@class != 'a']", 'p[class]:not([class="a"])'),
    ("//p[not(contains(@class,'a') or @id)]", 'p:not([class*="a"]):not([id])'),
    ("//p[not(contains(@class,'a') and @id)]", 'p:not([class*="a"]), p:not([id])'),
    ("//p[@id='x' or @class='y']", 'p#x, p[class="y"]'),
    ("//p[@id='x' and @class='y']", 'p#x[class="y"]'),
    ("//*[self::p or self::h2][@id]", "p[id], h2[id]"),
    ("//*[not(self::p)]", ":not(p)"),
    ("//*[name()='h2']", "h2"),
    ("//div[p]", "div:has(> p)"),
    ("//div[.//a[@rel='x']]", 'div:has(a[rel="x"])'),
    ("//div[.//a/@href]", "div:has(a[href])"),
    ("//div[a/@href='/']", 'div:has(> a[href="/"])'),
    ("//div[not(.//p)]", "div:not(:has(p))"),
    ("//p[following-sibling::h2]", "p:has(~ h2)"),
    ("//p[following-sibling::*[1]/a]", "p:has(+ * > a)"),
    ("//p[preceding-sibling::h2]", "h2 ~ p"),
    ("//p[not(ancestor::aside)]", "p:not(aside *)"),
    ("//p[ancestor::aside]", "aside p"),
    ("//p[parent::div]", "div > p"),
    ("//a/parent::p", "p:has(> a)"),
    ("//div/a/..", "div:has(> a)"),
    ("//a/ancestor::p", "p:has(a)"),
    ("//a/ancestor::p[1]", "p:has(a):not(:has(p a))"),
    ("//h2/following-sibling::p", "h2 ~ p"),
    ("//h2/following-sibling::*[1]", "h2 + *"),
    ("//h2/following-sibling::p[1]", "h2 ~ p:not(h2 ~ p ~ *)"),
    ("//h2/following-sibling::*[1][self::p]", "h2 + p"),
    ("//h2/preceding-sibling::p", "p:has(~ h2)"),
    ("//div/h2/preceding-sibling::p[1]", "div > p:has(~ h2):not(:has(~ p ~ h2))"),
    ("//h2/preceding-sibling::*[1]", ":has(+ h2)"),
    ("//div[1]", "div:first-of-type"),
    ("//div/p[3]", "div > p:nth-of-type(3)"),
    ("//div/*[2]", "div > :nth-child(2)"),
    ("//div/p[last()]", "div > p:last-of-type"),
    ("//div/p[position() > 2]", "div > p:nth-of-type(n+3)"),
    ("//div/p[position() < 3]", "div > p:nth-of-type(-n+2)"),
    ("//div/p[position() != 1]", "div > p:nth-of-type(n+2)"),
    ("//div/p[position() < last()]", "div > p:has(~ p)"),
    ("//p[@class='x'][position() > 1]", 'p[class="x"] ~ p[class="x"]'),
    ("//p[@class='x'][1]", 'p[class="x"]:not(p[class="x"] ~ *)'),
    ("//p[@class='x'][last()]", 'p[class="x"]:not(:has(~ p[class="x"]))'),
    ("//p/self::p[@id]", "p[id]"),
    ("//p/descendant-or-self::*[@id]", "p[id], p [id]"),
]
PAGE = """
<html><body><div id="story" class="story a"><h2 id="h">A</h2><p class="x">one <a href="/" rel="x">l</a></p><p class="x" id="x">two</p>
<p class="y" data-x="">three</p><aside><p class="y">four</p></aside>
<div class="a b"><p>five</p><p itemprop="description">six</p><p>7</p></div></div>
<div class="sto other" id="st2"><span><p class='a"b'>eight</p></span><h2>B</h2><ul><li id="1story">nine</li></ul><p class="a">ten</p>
<p class="y">eleven</p></div></body></html>
"""


@pytest.mark.parametrize(("xpath", "css"), SAME)
def test_the_same_in_css(xpath: str, css: str) -> None:
    assert ", ".join(dict.fromkeys(css_of(s) for s in translate(xpath))) == css


@pytest.mark.parametrize(("xpath", "css"), SAME)
def test_both_mean_the_same_elements(xpath: str, css: str) -> None:
    import cssselect

    root = etree.HTML(PAGE)
    found = root.xpath(xpath.replace("normalize-space(//p)", "//p"))
    assert set(found) == set(root.xpath(cssselect.HTMLTranslator().css_to_xpath(css, prefix="descendant-or-self::")))


@pytest.mark.parametrize(
    ("xpath", "reason"),
    [
        ("(//p)[1]/a", "by its number in the page"),
        ("//text()", "text() is no element"),
        ("//h2/following::*", "nothing like following::*"),
        ("//a/ancestor::p[2]", "counts ancestors"),
        ("//h2/following-sibling::p[2]", "counts siblings"),
        ("//p[@class='x'][2]", "counts elements that meet a condition"),
        ("//p[last()-1]", "counts"),
        ("//p[@*='x']", "no attribute that CSS can name"),
        ("//p[//a]", "looks elsewhere in the page"),
        ("//p[string-length(@id) > 3]", "cannot"),
        ("//p[contains(translate(@id, 'A', 'a'), 'b')]", "translate()"),
        ("//P", "in lower case"),
        ("//og:title", "no tag of HTML"),
        ("/table/tr", "page's root"),
        ("substring-after(//p, 'x')", "gives a text"),
        ("id('x')", "gives a text"),
        ("//p[contain(@id, 'x')]", "nothing like contain()"),
        ("//p[@id=//a/@id]", "counts or compares"),
        ("//div//a[ancestor::p]/ancestor::b", "':not()' inside of another"),
    ],
)
def test_what_css_cannot_say(xpath: str, reason: str) -> None:
    with pytest.raises(Untranslatable) as caught:
        [css_of(s) for s in translate(xpath)]
    assert reason in str(caught.value)


def test_too_many_alternatives_are_refused() -> None:
    every = " or ".join(f"@a{i}" for i in range(7))
    with pytest.raises(Untranslatable, match="more than 40"):
        translate(f"//p[{every}][{every}]")


def test_the_first_of_all_is_told_apart() -> None:
    first = is_first(parse_xpath("(//p)[1]"))
    assert first is not None
    assert first.start == parse_xpath("//p")
    assert is_first(parse_xpath("(//p)[2]")) is None
    assert is_first(parse_xpath("//p[1]")) is None


def test_an_element_may_be_any() -> None:
    assert [write(s) for s in translate("//*")] == ["*"]
