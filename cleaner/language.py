"""Which language a text is in: by script where that tells, else by its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from cleaner.late import late

_WORD = re.compile(r"[^\W\d_]+")
#: Words that are looked at.
_SAMPLE = 600
#: Share of the sample's words that must be among a language's commonest.
_LEAST_SHARE = 0.08
#: Scripts that one language of the rulebook alone uses; kana before Han, since Japanese uses both.
_SCRIPTS = {
    "ja": "\u3040-\u30ff", "ko": "\uac00-\ud7af", "zh": "\u4e00-\u9fff", "el": "\u0370-\u03ff", "he": "\u0590-\u05ff",
    "hi": "\u0900-\u097f", "th": "\u0e00-\u0e7f",
}
_ANY_SCRIPT = late("[" + "".join(_SCRIPTS.values()) + "]")
#: What is beyond Latin letters, their marks and signs, told by what it is not: Python goes through each character of a range to compile it,
#: 4 ms for the pattern above.
_BEYOND_LATIN = re.compile("[^\x00-\u036f\u2000-\u2e7f]")
#: Share of the letters that a script must have.
_SCRIPT_SHARE = 0.3


def tell_language(texts: Iterable[str], common: Mapping[str, frozenset[str]]) -> str:
    """Return the ISO 639-1 code of the language of ``texts``, "" when none is clear.

    Args:
        texts: the longest texts of a page.
        common: language → its commonest words, case-folded.
    """
    sample = " ".join(texts)[:8000]
    if _BEYOND_LATIN.search(sample) and _ANY_SCRIPT.search(sample):
        letters = sum(map(str.isalpha, sample)) or 1
        for language, script in _SCRIPTS.items():
            share = len(re.findall(f"[{script}]", sample)) / letters
            if share > (_SCRIPT_SHARE if language != "ja" else 0.08):
                return language
    words = Counter(map(str.casefold, _WORD.findall(sample)[:_SAMPLE]))
    total = sum(words.values())
    if not total:
        return ""
    shares = {language: sum([words[w] for w in known.intersection(words)]) / total for language, known in common.items()}
    best = max(sorted(shares), key=lambda language: shares[language], default="")
    return best if best and shares[best] >= _LEAST_SHARE else ""


#: Codes that pages use for a language, to the code of its rule file.
_SAME = {
    "no": "nb", "nn": "nb", "iw": "he", "in": "id", "ua": "uk", "cz": "cs", "gr": "el", "jp": "ja", "kr": "ko", "cn": "zh",
}


def primary(tag: str) -> str:
    """Return the language of a tag such as ``de-AT`` or ``pt_BR``, "" for what is none."""
    found = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", tag.strip())
    code = found.group().lower() if found else ""
    return _SAME.get(code, code)
