"""The shape of a person's name in any script, without knowing any name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from cleaner.fields.byline_words import is_unspaced, key
from cleaner.late import late
from cleaner.text.fold import fold

#: Most words and characters of a name.
MAX_WORDS = 7
MAX_CHARS = 60
#: Longest small word inside a name: ``della``, ``bint``, ``van der``.
MAX_PARTICLE = 5
#: Most capital words of a name, where the page does not say that it is one.
MAX_CAPITALS = 5
_NO_NAME = frozenset('?!;:{}<>=|©™%$€£"“”„…•→#')
#: What may cling to a name, and what a name may begin with besides a letter: ``'t Hooft``.
_EDGES = " ,:;|/*•·\"“”„«»‚=＝：。،  ~<>–—-@【】《》〔〕「」『』"
_BEGINS = "'’‘("

#: Generations after a name: ``Jr.``, ``Sr``, ``III``.
_GENERATION = late(r"(?:[JjSs][Rr]|II|III|IV)\.?")
_INITIALS = late(r"(?:[^\W\d_]\.){1,4}")
_LETTERS = late(r"[^\W_]+")  # of a name to be compared, and of degrees and memberships behind one: ``MD``, ``CFP``
_VOWEL = late(r"[AEIOUYÄÖÜÁÉÍÓÚ]")


def is_generation(piece: str) -> bool:
    """Tell whether ``piece`` is what follows a name to tell father from son."""
    return bool(_GENERATION.fullmatch(piece))


def is_letters(piece: str) -> bool:
    """Tell whether ``piece`` consists of degrees or the like: a few words, each mostly capitals."""
    words = piece.replace("/", " ").split()
    return 0 < len(words) <= 3 and all(
        len(w) <= 7 and sum(c.isupper() for c in w) >= 2 and _LETTERS.fullmatch(w) is not None for w in words
    )


def is_capital(word: str) -> bool:
    """Tell whether the word's first letter is a capital or has no case (Arabic, Hindi, Han)."""
    for char in word:
        if char.isalpha():
            return not char.islower() or _is_article(word)
    return False


def _is_article(word: str) -> bool:
    """Tell whether small letters only lead a capital: ``d'Ormesson``, ``al-Assad``, ``iJustine``, ``van't``."""
    rest = word.lstrip("'’ʻ‘")[1:]
    return any(c.isupper() for c in rest)


def looks_like_name(text: str, *, sure: bool = False) -> bool:
    """Tell whether ``text`` can be a person's name.

    Args:
        text: a piece of a byline, already without roles, places and labels.
        sure: the page says that it is one, so that pen names count too.
    """
    words = text.split()
    if not words or len(words) > MAX_WORDS or len(text) > MAX_CHARS or not any(map(str.isalpha, text)):
        return False
    if not sure and (not _NO_NAME.isdisjoint(text) or any(w.islower() and len(w) > MAX_PARTICLE for w in words)):
        return False
    if sum(map(str.isdigit, text)) > (0 if len(words) > 1 and not sure else 8):
        return False
    if not any(_cased(w) for w in words):
        return _length_fits(text)
    capitals = [is_capital(w) for w in words]
    if not sure and sum(capitals) > MAX_CAPITALS:
        return False
    if len(words) == 1:
        return sure or capitals[0]
    small = capitals.count(False)
    return (capitals[-1] and small <= len(words) // 2) or (sure and (not any(capitals) or small <= len(words) // 2))


def _cased(word: str) -> bool:
    return any(c.isupper() or c.islower() for c in word)


def _length_fits(text: str) -> bool:
    if is_unspaced(text):
        return 2 <= len(text.replace(" ", "")) <= 12 or (len(text) <= 20 and any("\u30a0" <= c <= "\u30ff" for c in text))
    return len(text) <= 40


def is_full(name: str) -> bool:
    """Tell a name of two words, or of a script without blanks, from a pen name or a first name."""
    return " " in name or is_unspaced(name)


def in_capitals(text: str) -> bool:
    """Tell whether ``text`` is printed in capitals throughout, so that its case says nothing."""
    return text.upper() == text and text.lower() != text


def name_case(name: str) -> str:
    """Return a name printed in capitals as names are written: ``JANE MCDONALD-O'BRIEN`` → ``Jane McDonald-O'Brien``.

    A single word and initials stay; so does a name with a dotted capital I, whose small form depends on the language.
    """
    words = name.split(" ")
    long_words = [w for w in words if sum(map(str.isalpha, w)) >= 3]
    if len(words) < 2 or not long_words or not in_capitals(name) or "İ" in name:
        return name
    return " ".join(_word_case(w) for w in words)


def _word_case(word: str) -> str:
    if _INITIALS.fullmatch(word) or is_generation(word) or (len(word) <= 3 and word.isalpha() and not _VOWEL.search(word)):
        return word
    return "".join(_part_case(p) for p in re.split(r"([-'’.])", word))


def _part_case(part: str) -> str:
    if len(part) < 2:
        return part
    if part.startswith("MC") and len(part) > 3:
        return "Mc" + part[2] + part[3:].lower()
    return part[0] + part[1:].lower()


@lru_cache(maxsize=4096)
def same_name(name: str) -> str:
    """Return the form in which two spellings of a name are equal: folded, no accents, letters and single blanks only."""
    plain = unicodedata.normalize("NFKD", fold(name))
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_LETTERS.findall(plain))


def undouble(text: str) -> str:
    """Return a name that stands twice in a row (picture text and link) once; of single words only one in capitals, ``EFE EFE``."""
    words = text.split()
    half = len(words) // 2
    doubled = half >= 2 or (half == 1 and text.isupper() and len(words[0]) > 2)
    if doubled and len(words) % 2 == 0 and list(map(key, words[:half])) == list(map(key, words[half:])):
        return " ".join(words[:half])
    return text


def trimmed(text: str) -> str:
    """Return a piece of a byline without the marks around it and the full stop behind it."""
    text = text.strip(_EDGES).lstrip(".)").strip()
    while text and not (text[0].isalnum() or text[0] in _BEGINS):
        text = text[1:]
    if text.endswith(")") and "(" not in text:
        text = text[:-1].rstrip()
    last = text.rpartition(" ")[2]
    if text.endswith(".") and sum(map(str.isalpha, last)) > 3 and last.count(".") == 1:
        text = text[:-1]
    return text
