"""Folding: the form of a text that rules and comparisons see.

NFKC, case-folded, soft hyphens and zero-width characters gone, every white
space (NBSP included) one blank, curly quotes and dashes in their plain form. The body of the record never uses
it: there the typography stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from cleaner.late import late

#: Characters without a width or a meaning of their own: soft hyphen, zero-width space, joiners, word joiner, BOM, bidi marks.
INVISIBLE = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)

_PLAIN: dict[str, str] = {chr(code): "" for code in INVISIBLE} | {
    c: plain
    for plain, chars in {"'": "‘’‚‛ʼ`´", '"': "“”„‟«»", "-": "‐‑‒–—―−", "...": "…", "©": "ⓒⒸ"}.items()
    for c in chars
}

_LETTERS = re.compile(r"[^\W_]+")
_FOLDED_AWAY = late("[" + "".join(map(re.escape, _PLAIN)) + "]")


def letters(folded: str) -> str:
    """Return the letters and figures of a folded text: what is left when tools disagree on spaces and marks."""
    return "".join(_LETTERS.findall(folded))


def squeeze(text: str) -> str:
    """Return ``text`` with each run of white space as one blank and none at its ends."""
    return " ".join(text.split())


def visible(text: str) -> str:
    """Return ``text`` as the record shows it: white space squeezed; zero-width spaces, BOMs and bidi marks out.

    Soft hyphens stay, since the page's author put them there, and so do the joiners that shape Persian and Indic letters.
    """
    return squeeze(_replaced(text, _UNSEEN)) if not text.isascii() else squeeze(text)


_UNSEEN = {chr(k): "" for k in INVISIBLE if k not in (0x00AD, 0x200C, 0x200D)}


def fold(text: str) -> str:
    """Return the form of ``text`` that is matched: see the module's docstring."""
    if text.isascii():
        return squeeze(text.replace("`", "'")).lower()
    return _fold(text)


def fold_visible(text: str) -> str:
    """Return what :func:`fold` does of a text that :func:`visible` gave, most of which hold nothing that is to be replaced or squeezed."""
    if text.isascii():
        return text.replace("`", "'").lower()
    if _FOLDED_AWAY.search(text) or not unicodedata.is_normalized("NFKC", text):
        return _fold(text)
    return text.casefold()


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    plain = _replaced(text, _PLAIN)
    normal = unicodedata.normalize("NFKC", plain)
    if normal is not plain:
        normal = _replaced(normal, _PLAIN)
    return squeeze(normal.casefold())


def _replaced(text: str, table: Mapping[str, str]) -> str:
    """Return ``text`` with some characters replaced. Looking for each of forty takes a sixth of ``str.translate``'s time in a paragraph."""
    for char, plain in table.items():
        if char in text:
            text = text.replace(char, plain)
    return text
