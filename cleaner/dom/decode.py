"""Bytes to text: which encoding a page really has.

Order: byte order mark, what the caller or the page declares, UTF-8 when the bytes are valid UTF-8, and only then
detection. The WHATWG reading of names holds (``iso-8859-1`` means windows-1252), because that is what browsers show.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from cleaner.errors import PageError
from cleaner.late import late

#: Largest page that is read, in bytes; a larger one is a :class:`PageError`.
MAX_BYTES = 32_000_000

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: How far into the page a declaration is looked for; the standard says 1,024, pages exist that need more.
_HEAD = 16_384
_DECLARED = re.compile(rb"""<meta[^>]{0,400}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([a-zA-Z0-9_:.-]{2,40})""", re.I)
_DECLARED_XML = late(rb"""^\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([a-zA-Z0-9_:.-]{2,40})""")
#: Names as browsers read them: the superset that pages really use.
_BROWSER_NAMES = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-9": "cp1254",
    "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs", "iso8859-11": "cp874", "utf-16": "utf-8", "tis-620": "cp874",
    "euc_jis_2004": "euc_jp",
}
#: Labels that browsers know and Python does not, once a leading ``x-`` is off.
_LABELS = {"windows-874": "cp874", "windows-949": "cp949", "windows-31j": "cp932", "iso-8859-8-i": "iso8859-8", "x-big5": "big5"}
#: What no page is in, though Python can decode it: a page that declares it could waste hours of time or hide what it says.
_NO_PAGES = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf_7"})
#: Encodings that pages are in: a guess of another one is none.
_GUESSED = frozenset({
    "utf-8", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "iso8859-2", "iso8859-5",
    "iso8859-7", "iso8859-8", "iso8859-15", "koi8-r", "koi8-u", "cp866", "gb18030", "big5hkscs", "cp932", "euc_jp", "iso2022_jp", "cp949",
})
_CONTROLS = bytes(byte for byte in range(32) if byte not in (9, 10, 12, 13, 27))
_HIGH = late(rb"[\x80-\xff]+")
#: Bytes beyond ASCII of the languages of Western Europe in windows-1252, without what is common in other code pages.
_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôöøœùúûüßÀÁÂÄÅÆÇÈÉÊËÌÍÎÏÑÓÔÖØŒÙÚÜ€£§°©®·«»“”„‘’‚–—…\xa0".encode("cp1252"))
#: Share of undecodable characters above which a declared encoding is not believed.
_TOO_BROKEN = 0.002


class Decoded(NamedTuple):
    """A page as text: the text, the encoding it had, what was odd, and the bytes where they are UTF-8 and all of the text."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()
    utf8: bytes | None = None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of ``data``.

    Args:
        data: the bytes of a page.
        declared: encoding from outside (an HTTP header), which goes before what the page says.

    Raises:
        PageError: the data is too large or no text at all.
    """
    if len(data) > MAX_BYTES:
        raise PageError("decode", f"the page has {len(data):,} bytes, more than the {MAX_BYTES:,} that are read")
    for bom, marked in _BOMS:
        if data.startswith(bom):
            return Decoded(data[len(bom):].decode(marked, "replace"), marked)
    wide = _unmarked_utf16(data[:4096])
    if wide:
        return Decoded(data.decode(wide, "replace"), wide, ("the page declares no encoding; read as " + wide,))
    _refuse_binary(data)
    name = _known(declared) or _known(_declared_in(data[:_HEAD]))
    as_utf8 = _strict(data, "utf-8")
    if as_utf8 is not None and (name in (None, "utf-8") or not data.isascii()):
        odd = name not in (None, "utf-8") and f"the page declares {name} but is UTF-8"
        return Decoded(as_utf8, "utf-8", (odd,) if odd else (), data)
    if name:
        text = data.decode(name, "replace")
        broken = text.count("\ufffd")
        if broken <= max(5, len(text) * _TOO_BROKEN):
            return Decoded(text, name, (f"{broken} characters are no {name}",) if broken else ())
    return _detect(data, name)


def _refuse_binary(data: bytes) -> None:
    head = data[:4096]
    if head.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b")):
        raise PageError("decode", "the data is a binary file (PDF, picture or archive), not a page")
    # A page has hardly any control characters, whatever its encoding.
    if len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 20:
        raise PageError("decode", "the data is binary, not a page")


def _unmarked_utf16(head: bytes) -> str:
    """Return the form of UTF-16 that markup without a byte order mark is in, "" for another encoding."""
    if head.count(0) > len(head) // 3:
        for form, bracket in (("utf-16-le", b"<\0"), ("utf-16-be", b"\0<")):
            if head.startswith(bracket):
                return form
    return ""


def _known(name: str | None) -> str | None:
    """Return Python's name for an encoding as browsers read it, None for an unknown one."""
    label = (name or "").strip(" \t\r\n\"'").lower().removeprefix("x-")
    try:
        canonical = codecs.lookup(_LABELS.get(label, label)).name
        if canonical.replace("-", "_") in _NO_PAGES:
            return None
        b"page".decode(canonical, "replace")  # a codec of Python's that gives no text, such as "hex", says so here
    except (LookupError, ValueError):
        return None
    return _BROWSER_NAMES.get(canonical, canonical)


def _declared_in(head: bytes) -> str | None:
    found = _DECLARED.search(head) or _DECLARED_XML.search(head)
    return found.group(1).decode("ascii") if found else None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _detect(data: bytes, refused: str | None) -> Decoded:
    """Ask Beautiful Soup's detector, which knows what pages get wrong; last, what loses least."""
    why = f"the page declares {refused} but is not" if refused else "the page declares no encoding"
    runs = _HIGH.findall(data[:200_000])
    # Accents and quotes among Latin letters, of which the detector makes anything: what is not declared is windows-1252.
    if _WESTERN.issuperset(b"".join(runs)) and all(len(run) < 4 for run in runs):
        return Decoded(data.decode("cp1252", "replace"), "cp1252", (f"{why}; read as cp1252",))
    from bs4.dammit import UnicodeDammit

    found = UnicodeDammit(data[:200_000], is_html=True, exclude_encodings=[refused] if refused else [])
    guess = _known(found.original_encoding)
    name = guess if guess in _GUESSED else "cp1252"
    if found.contains_replacement_characters and refused:
        name = refused
    return Decoded(data.decode(name, "replace"), name, (f"{why}; read as {name}",))
