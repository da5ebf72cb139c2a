"""Bytes to text: what a page declares is believed where the bytes allow it; bytes that are no page are refused."""

from __future__ import annotations

import codecs
import random
import time

import pytest

from cleaner.dom.decode import MAX_BYTES, Decoded, decode
from cleaner.errors import PageError

WORDS = {
    "utf-8": "Größe, naïve, Ελλάδα, мост, 橋",
    "windows-1252": "L’été “déjà” – 5 €",
    "iso-8859-1": "L’été “déjà” – 5 €",
    "iso-8859-2": "Příliš žluťoučký kůň, łódź",
    "windows-1250": "Příliš žluťoučký kůň, łódź",
    "windows-1251": "Мост открыт, водители рады",
    "koi8-r": "Мост открыт, водители рады",
    "iso-8859-5": "Мост открыт, водители рады",
    "windows-1253": "Η γέφυρα άνοιξε",
    "iso-8859-9": "köprü açıldı, şoförler sevinçli",
    "windows-1255": "הגשר נפתח ביום שלישי",
    "windows-1256": "افتتح الجسر يوم الثلاثاء",
    "windows-874": "สะพานเปิดแล้ว",
    "tis-620": "สะพานเปิดแล้ว",
    "gb2312": "大桥周二通车，司机们很高兴",
    "gbk": "大橋週二通車，朱镕基",
    "gb18030": "大桥周二通车 €",
    "big5": "大橋週二通車，司機們很高興",
    "shift_jis": "橋は火曜日に開通した①",
    "x-sjis": "橋は火曜日に開通した①",
    "euc-jp": "橋は火曜日に開通した",
    "iso-2022-jp": "橋は火曜日に開通した",
    "euc-kr": "다리가 개통됐다 똠방각하",
    "ks_c_5601-1987": "다리가 개통됐다",
}
#: What Python must write for a label, where browsers mean more by it than Python does.
WRITTEN = {
    "iso-8859-1": "cp1252", "iso-8859-9": "cp1254", "windows-874": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
}
DECLARATIONS = {
    "meta": '<meta charset="{}">',
    "bare": "<meta charset={}>",
    "http-equiv": '<META http-equiv="Content-Type" CONTENT="text/html; charset={}">',
    "late": "<!-- " + "x" * 3000 + ' --><meta name="a" content="b"><meta charset="{}">',
    "xml": '<?xml version="1.0" encoding="{}"?>',
}


def _page(label: str, declaration: str, words: str) -> bytes:
    text = f"{DECLARATIONS[declaration].format(label)}<p>{words}</p>"
    return text.encode(WRITTEN.get(label, label))


@pytest.mark.parametrize("label", WORDS)
@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_a_declared_encoding_is_believed(label: str, declaration: str) -> None:
    decoded = decode(_page(label, declaration, WORDS[label]))
    assert WORDS[label] in decoded.text
    assert decoded.warnings == ()


@pytest.mark.parametrize("label", WORDS)
def test_an_encoding_from_outside_is_believed(label: str) -> None:
    assert WORDS[label] in decode(f"<p>{WORDS[label]}</p>".encode(WRITTEN.get(label, label)), label).text


def test_what_comes_from_outside_goes_before_what_the_page_says() -> None:
    data = _page("windows-1252", "meta", "x").replace(b"x", "Мост открыт".encode("cp1251"))
    assert "Мост открыт" in decode(data, "windows-1251").text


@pytest.mark.parametrize(("mark", "encoding"), [
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
])
def test_a_byte_order_mark_goes_before_everything(mark: bytes, encoding: str) -> None:
    text = '<meta charset="windows-1252"><p>L’été à Łódź</p>'
    assert decode(mark + text.encode(encoding), "koi8-r") == Decoded(text, encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    text = "<html><p>Мост и 橋</p>"
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("label",
    ["windows-1252", "iso-8859-1", "shift_jis", "windows-1251", "koi8-r", "no-such-encoding", "hex", "utf-16"])
def test_valid_utf_8_is_utf_8_whatever_it_declares(label: str) -> None:
    assert "L’été à Łódź" in decode(f'<meta charset="{label}"><p>L’été à Łódź</p>'.encode()).text


def test_a_wrong_declaration_is_told() -> None:
    assert decode('<meta charset="koi8-r"><p>Łódź</p>'.encode()).warnings == ("the page declares koi8-r but is UTF-8",)


@pytest.mark.parametrize(("label", "encoding", "words"), [
    ("utf-8", "cp1252", "L’été dernier, le maire a rouvert le pont; “déjà” disent-ils. " * 30),
    ("utf-8", "cp1251", "Мост открыт во вторник, и водители сказали, что рады. " * 30),
    ("utf-8", "cp932", "市長は火曜日に橋を開通させた。運転手たちは喜んでいる。" * 30),
    ("", "cp1251", "Мост открыт во вторник, и водители сказали, что рады. " * 30),
    ("", "gb18030", "市长周二为大桥通车剪彩，司机们说他们很高兴。" * 30),
    ("", "cp1252", "The café “Bridge” is open."),
    ("", "cp1252", "Der Bürgermeister öffnete die Brücke. "),
])
def test_a_missing_or_wrong_declaration_is_made_good(label: str, encoding: str, words: str) -> None:
    declared = f'<meta charset="{label}">' if label else ""
    decoded = decode(f"{declared}<p>{words}</p>".encode(encoding))
    assert words in decoded.text
    assert len(decoded.warnings) == 1


def test_a_broken_character_is_no_reason_to_doubt_the_declaration() -> None:
    decoded = decode("<meta charset=utf-8><p>Łódź</p>".encode() + b"\xff" + "<p>żółw</p>".encode())
    assert "Łódź" in decoded.text and "żółw" in decoded.text
    assert decoded.warnings == ("1 characters are no utf-8",)


@pytest.mark.parametrize("label", [
    "hex", "base64", "zlib", "bz2", "rot13", "idna", "punycode", "undefined", "unicode_escape", "raw-unicode-escape", "utf-7", "utf-32",
])
def test_what_is_no_encoding_of_pages_is_passed_over(label: str) -> None:
    decoded = decode(f'<meta charset="{label}"><p>caf'.encode() + b"\xe9 \\u0041 +AGE- &amp;</p>")
    assert "café \\u0041 +AGE- &amp;" in decoded.text


def test_a_costly_encoding_costs_nothing() -> None:
    begun = time.process_time()
    decode(b"<meta charset=punycode>\xe9" + b"a" * 300_000 + b"-" + b"abcdefgh" * 20_000)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(("data", "cause"), [
    (b"%PDF-1.7\n%\xe2\xe3", "binary"), (b"\x89PNG\r\n\x1a\n", "binary"), (b"\xff\xd8\xff\xe0", "binary"), (b"GIF89a", "binary"),
    (b"PK\x03\x04\x14\0", "binary"), (b"\x1f\x8b\x08\0", "binary"), (bytes(400), "binary"), (b"MZ\x90\0\3\0\0\0\4\0\0\0" * 20, "binary"),
    (b" " * (MAX_BYTES + 1), "more than"),
])
def test_what_is_no_page_is_refused(data: bytes, cause: str) -> None:
    with pytest.raises(PageError, match=cause) as caught:
        decode(data)
    assert caught.value.stage == "decode"


@pytest.mark.parametrize("label", [None, "utf-8", "koi8-r", "iso-8859-5", "windows-1252", "gb18030", "shift_jis"])
def test_random_bytes_are_refused_whatever_they_declare(label: str | None) -> None:
    noise = random.Random(7).randbytes(5000)
    with pytest.raises(PageError):
        decode(noise, label)


@pytest.mark.parametrize("data", [b"", b"<p>", b"\xff", b"plain words", "żółw".encode("cp1250")])
def test_little_is_still_text(data: bytes) -> None:
    assert isinstance(decode(data).text, str)
