"""The language that a page says it is written in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.fields.found import Found
from cleaner.structured.jsonld import articles, kind, texts
from cleaner.values import Page

_META_NAMES = ("og:locale", "inlanguage", "content-language", "dc.language", "dcterms.language", "language")
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8}){0,3}")
#: Codes that ISO 639-1 has given up or that stand for one of two written forms.
_RENAMED = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "no": "nb", "sh": "sr"}
#: ISO 639-2 codes (both sets) of languages that have a shorter one.
_SHORTER = {
    long: short
    for short, longs in {
        "af": "afr", "ar": "ara", "az": "aze", "be": "bel", "bg": "bul", "bn": "ben", "bs": "bos", "ca": "cat",
        "cs": "ces cze", "cy": "cym wel", "da": "dan", "de": "deu ger", "el": "ell gre", "en": "eng", "es": "spa",
        "et": "est", "eu": "eus baq", "fa": "fas per", "fi": "fin", "fr": "fra fre", "ga": "gle", "gl": "glg",
        "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye arm", "id": "ind", "is": "isl ice", "it": "ita",
        "ja": "jpn", "ka": "kat geo", "kk": "kaz", "ko": "kor", "lt": "lit", "lv": "lav", "mk": "mkd mac", "mn": "mon",
        "ms": "msa may", "nb": "nob nor", "nl": "nld dut", "nn": "nno", "pl": "pol", "pt": "por", "ro": "ron rum",
        "ru": "rus", "sk": "slk slo", "sl": "slv", "sq": "sqi alb", "sr": "srp", "sv": "swe", "sw": "swa", "ta": "tam",
        "te": "tel", "th": "tha", "tr": "tur", "uk": "ukr", "ur": "urd", "uz": "uzb", "vi": "vie", "zh": "zho chi",
    }.items()
    for long in longs.split()
}  # fmt: skip
#: Codes that name no language.
_NONE = frozenset({"und", "mul", "zxx", "mis", "xx"})


def language(page: Page) -> Found[str] | None:
    """Return the declared language as ISO 639-1 (639-2 where there is no shorter code) without region, or None.

    Order: ``html lang``, ``og:locale``, JSON-LD ``inLanguage``, ``content-language`` and other meta tags.
    """
    for source, raw in _declared(page):
        if code := normalise(raw):
            return Found(code, source, raw)
    return None


def locale(page: Page) -> str:
    """Return the declared language with its region (``en-GB``) where the page names one, else "" or the bare code."""
    for _, raw in _declared(page):
        if normalise(raw):
            return raw.strip().replace("_", "-") if _CODE.fullmatch(raw.strip()) else normalise(raw)
    return ""


def normalise(raw: str) -> str:
    """Return the code of a language tag (``en-GB``, ``pt_BR``, ``deu``), "" for anything else."""
    text = raw.split(",")[0].strip()
    if not (matched := _CODE.fullmatch(text)):
        return ""
    code = _SHORTER.get(matched[1].lower(), matched[1].lower())
    return "" if code in _NONE else _RENAMED.get(code, code)


def _declared(page: Page) -> Iterator[tuple[str, str]]:
    structured = page.structured
    if structured.lang:
        yield "html:lang", structured.lang
    metas = [(f"meta:{name}", m.content) for name in _META_NAMES for m in structured.metas if m.name == name]
    yield from (entry for entry in metas if entry[0] == "meta:og:locale")
    for item in articles(structured.ld, structured.canonical, page.url)[:3]:
        for path in ("inLanguage.alternateName", "inLanguage"):
            yield from ((f"ld:{kind(item)}.inLanguage", text) for text in texts(item, path))
    yield from (entry for entry in metas if entry[0] != "meta:og:locale")
