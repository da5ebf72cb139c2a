"""Any kind of data in: the same page whichever way it comes, and a sentence for what is none."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from lxml import etree, html

from cleaner.dom.door import read_html
from cleaner.errors import PageError
from cleaner.intake import Taken, take

PAGE = "<html><head><title>Bridge</title></head><body><p>L’été à Łódź &amp; R&eacute;my</p><p>two</p></body></html>"
XHTML = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr">'
    "<head><title>Bridge</title><script type=\"text/javascript\"/></head><body><p>L’été à Łódź &amp; Rémy</p><br/><p>two</p></body></html>"
)
TEXTS = ["L’été à Łódź & Rémy", "two"]


def _xml_tree(text: str) -> Any:
    return etree.fromstring(text.encode())


#: The same page in every form that data may have.
FORMS: dict[str, Any] = {
    "str": PAGE, "bytes": PAGE.encode(), "bytearray": bytearray(PAGE.encode()), "memoryview": memoryview(PAGE.encode()),
    "utf-16": PAGE.encode("utf-16"), "a str with a byte order mark": "\ufeff" + PAGE,
    "html tree": html.document_fromstring(PAGE), "tree object": html.parse(io.StringIO(PAGE)),
    "html element": html.document_fromstring(PAGE),
    "soup": BeautifulSoup(PAGE, "html.parser"), "soup of lxml": BeautifulSoup(PAGE, "lxml"),
    "a tag of a soup": BeautifulSoup(PAGE, "lxml").body,
    "XHTML as str": XHTML, "XHTML as bytes": XHTML.encode(), "XHTML tree": _xml_tree(XHTML),
    "XML tree": _xml_tree(PAGE.replace("&eacute;", "é")),
    "XHTML soup": BeautifulSoup(XHTML, "lxml-xml"),
    "prefixed XHTML": _xml_tree(XHTML.replace("xmlns=", "xmlns:h=").replace("<html", "<h:html").replace("</html", "</h:html")
                                .replace("<p", "<h:p").replace("</p", "</h:p").replace("<body", "<h:body").replace("</body", "</h:body")),
    "NUL characters": PAGE.replace("<p>", "<p>\0"),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_page_whichever_way_it_comes(form: str) -> None:
    taken = take(FORMS[form])
    assert taken.kind == "html"
    assert [b.text for b in read_html(taken.source).blocks] == TEXTS


def test_a_tree_is_not_copied() -> None:
    tree = html.document_fromstring(PAGE)
    assert take(tree).source is tree


@pytest.mark.parametrize(("data", "same"), [
    (PAGE.encode(), True), ("<p>Brücke</p>".encode(), True), ("<p>Brücke</p>".encode("cp1252"), False),
    (b"\xef\xbb\xbf<p>Bridge</p>", False), (b"<p>The brid\0ge is open again.</p>", False), (b"<?xml version='1.0'?><p>Bridge</p>", False),
    (b"<meta charset=koi8-r><p>Bridge</p>", False),
])
def test_bytes_that_are_the_text_are_parsed_as_they_are(data: bytes, same: bool) -> None:
    taken = take(data)
    assert taken.utf8 == (data if same else None)
    assert not same or taken.source.encode() == data


@pytest.mark.parametrize("text", [
    "Bridge opens\n\nThe mayor opened the bridge.", "a < b and c > d", "<3 bridges", "He wrote <jane@example.com>.", "Use the <blink> tag",
    "1 << 2", "<>", "x" * 30_000 + "<p>", "AT&T &amp; more", "How to write a link\nUse <a href='x'>y</a>.\nIt works.\nIn all browsers.",
])
def test_what_is_no_markup_is_text(text: str) -> None:
    assert take(text) == Taken("text", text)


@pytest.mark.parametrize("text", [
    "<!DOCTYPE html>x", "<p>x", "words <br> words", "\n\n  <!-- generated --> \n x", "<!--" + "x" * 30_000 + "--><p>y", "<A HREF='x'>y</A>",
    "<font size=2>x", "<html\nlang=de>", "<div\n class='a'>",
])
def test_markup_is_html(text: str) -> None:
    assert take(text).kind == "html"


@pytest.mark.parametrize("kind", ["html", "text"])
def test_what_the_caller_knows_is_believed(kind: str) -> None:
    for data in ("plain words", "<p>x</p>"):
        assert take(data, kind).kind == kind


def test_warnings_of_decoding_go_on() -> None:
    assert take(PAGE.encode(), encoding="koi8-r").warnings == ("the page declares koi8-r but is UTF-8",)


@pytest.mark.parametrize("data", ["", b"", "  \n\t ", b" \r\n", "\ufeff", b"\xef\xbb\xbf", "\0\0", b"\xff\xfe", memoryview(b"")])
def test_nothing(data: Any) -> None:
    with pytest.raises(PageError, match="the page is empty") as caught:
        take(data)
    assert caught.value.stage == "decode"


@pytest.mark.parametrize("data", ["x" * 32_000_001, b"x" * 32_000_001], ids=["str", "bytes"])
def test_too_much(data: Any) -> None:
    with pytest.raises(PageError, match="more than the 32,000,000 that are read"):
        take(data)


@pytest.mark.parametrize("data", [
    None, 1, 1.5, ["<p>x</p>"], {"html": "x"}, Path("page.html"), io.BytesIO(b"<p>x"), object(), BeautifulSoup(PAGE, "lxml").find_all("p"),
], ids=lambda data: type(data).__name__)
def test_data_of_another_type(data: Any) -> None:
    with pytest.raises(TypeError, match=f"not {type(data).__name__}"):
        take(data)


@pytest.mark.parametrize("kind", ["HTML", "", "pdf", None])
def test_another_kind(kind: Any) -> None:
    with pytest.raises(ValueError, match="kind is one of auto, html, text, not"):
        take("x", kind)
