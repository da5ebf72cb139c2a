"""The words of bylines in several languages and the names of agencies, ready to be looked up.

They come from the rule files (``byline`` and ``dates`` sections, ``agencies``); this module only compiles them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cleaner.rules.model import RuleFile
from cleaner.rules.vocabulary import Agency
from cleaner.text.fold import fold

#: What may cling to a word without being part of it.
_CLINGING = " .,:;|/·•()[]{}<>\"'*#=-…،、，。：；（）【】「」『』《》〈〉＝／"
#: What remains of a Turkish capital İ in small letters.
_DOT_ABOVE = "\u0307"
#: A shorter single word names an agency only in the very capitals of the rulebook.
_SHORT = 5
#: Fewest letters of a word that may stand as a label before or after a name, inside the same piece.
_TELLING = 5


@lru_cache(maxsize=8192)
def key(word: str) -> str:
    """Return the form of a word that is compared: folded, without clinging punctuation."""
    return fold(word).replace(_DOT_ABOVE, "").strip(_CLINGING)


@lru_cache(maxsize=8192)
def is_unspaced(text: str) -> bool:
    """Tell whether ``text`` has characters of a script that writes no blanks between words (Hangul counts: roles cling)."""
    return any("\u3040" <= c <= "\u30ff" or "\u3400" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in text)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of one to a few words.

    Attributes:
        plain: keys of the phrases, words parted by one blank.
        labels: keys of those that count only before a colon.
        longest: most words of a phrase.
        unspaced: phrases of scripts without blanks, two characters and more, the longest first.
        firsts, lasts: the words with which phrases begin and end.
    """

    plain: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    longest: int = 0
    unspaced: tuple[str, ...] = ()
    firsts: frozenset[str] = frozenset()
    lasts: frozenset[str] = frozenset()

    def at(self, words: Sequence[str], start: int, *, lenient: bool = False) -> int:
        """Return how many words the longest phrase has that begins at ``words[start]``, 0 for none.

        A label counts before its colon, at the end of the words, and everywhere when ``lenient``.
        """
        if start >= len(words) or key(words[start]) not in self.firsts:
            return 0
        for count in range(min(self.longest, len(words) - start), 0, -1):
            if self._is(words[start : start + count], lenient or start + count == len(words)):
                return count
        return 0

    def inside(self, words: Sequence[str]) -> bool:
        """Tell whether a phrase begins anywhere in ``words``."""
        return not self.firsts.isdisjoint(map(key, words)) and any(self.at(words, i) for i in range(len(words)))

    def before(self, words: Sequence[str], end: int) -> int:
        """Return how many words the longest phrase has that ends before ``words[end]``, 0 for none."""
        if not end or key(words[end - 1]) not in self.lasts:
            return 0
        for count in range(min(self.longest, end), 0, -1):
            if self._is(words[end - count : end]):
                return count
        return 0

    def __contains__(self, text: str) -> bool:
        whole = " ".join(filter(None, map(key, text.split())))
        return whole in self.plain or whole in self.labels

    def _is(self, words: Sequence[str], lenient: bool = False) -> bool:
        phrase = " ".join(map(key, words))
        return phrase in self.plain or (phrase in self.labels and (lenient or has_colon(words[-1])))

    def telling(self) -> Phrases:
        """Return the phrases that are long enough to stand beside a name in one piece."""
        return _compiled({p for p in self.plain if sum(map(str.isalpha, p)) >= _TELLING or is_unspaced(p)}, set())


def has_colon(word: str) -> bool:
    """Tell whether a label's mark ends the word."""
    return word.endswith((":", "：", "=", "＝"))


def phrases(*groups: Iterable[str]) -> Phrases:
    """Compile phrases as the rule files write them."""
    plain: set[str] = set()
    labels: set[str] = set()
    for text in (text for group in groups for text in group):
        words = [k for w in text.split() if (k := key(w))]
        if words:
            (labels if has_colon(text.strip()) else plain).add(" ".join(words))
    unspaced = sorted((p for p in plain if len(p) > 1 and is_unspaced(p)), key=lambda p: (-len(p), p))
    return replace(_compiled(plain, labels), unspaced=tuple(unspaced))


def _compiled(plain: set[str], labels: set[str]) -> Phrases:
    split = [p.split() for p in plain | labels]
    return Phrases(
        frozenset(plain), frozenset(labels), max(map(len, split), default=0),
        firsts=frozenset(words[0] for words in split), lasts=frozenset(words[-1] for words in split),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class BylineWords:
    """All words of bylines that count on a page.

    Attributes:
        languages: ISO 639-1 codes, the page's first; month names of these are known in dates.
        by, joins, places, contributors, staff, follow: see :class:`cleaner.rules.model.Byline`.
        labels: the words of ``follow`` that are long enough to stand beside a name.
        dated: labels of dates: ``published``, ``updated on``.
        roles: job titles.
        heads: last words of job titles; a piece that ends in one is a role.
        modifiers: the words before them: ``staff``, ``senior``, ``health``.
        organizations: last or first words of organisations' names.
        outlet_ends: those of scripts without blanks, with which such names end.
        interface: the words that ``follow``, ``staff`` and ``contributors`` are made of.
        blank_joins: True where a blank parts two names (Chinese).
    """

    languages: tuple[str, ...] = ("en",)
    by: Phrases = Phrases()
    joins: Phrases = Phrases()
    places: Phrases = Phrases()
    contributors: Phrases = Phrases()
    staff: Phrases = Phrases()
    follow: Phrases = Phrases()
    labels: Phrases = Phrases()
    dated: Phrases = Phrases()
    roles: Phrases = Phrases()
    heads: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    organizations: frozenset[str] = frozenset()
    outlet_ends: tuple[str, ...] = ()
    interface: frozenset[str] = frozenset()
    blank_joins: bool = False


    def knows(self, word: str) -> bool:
        """Tell whether a single word is one of the language's words around names, so that no name is made of it."""
        form = key(word)
        return form in self.heads or form in self.modifiers or form in self.organizations or (len(form) > 3 and form in self.interface)


def byline_words(files: Iterable[RuleFile]) -> BylineWords:
    """Return the words of several language files merged, the page's language first."""
    chosen = [f for f in files if f.byline is not None]
    sections = [f.byline for f in chosen if f.byline is not None]
    dates = [f.dates for f in chosen if f.dates is not None]
    roles = phrases(*(s.roles for s in sections))
    follow = phrases(*(s.follow for s in sections), *(d.published for d in dates), *(d.modified for d in dates))
    spaced = [p.split() for p in roles.plain]
    staff = phrases(*(s.staff for s in sections))
    organizations = phrases(*(s.organizations for s in sections))
    helpers = phrases(*(s.contributors for s in sections))
    return BylineWords(
        languages=tuple(dict.fromkeys(f.lang[0] for f in chosen if f.lang)) or ("en",),
        by=phrases(*(s.by for s in sections)),
        joins=phrases(*(s.joins for s in sections)),
        places=phrases(*(s.places for s in sections)),
        contributors=helpers,
        staff=staff,
        follow=follow,
        labels=follow.telling(),
        dated=phrases(*(d.published for d in dates), *(d.modified for d in dates)),
        roles=roles,
        heads=frozenset(words[-1] for words in spaced),
        modifiers=frozenset(word for words in spaced for word in words[:-1]),
        organizations=organizations.plain,
        outlet_ends=tuple(sorted(filter(is_unspaced, organizations.plain))),
        interface=frozenset(w for group in (follow, staff, helpers) for p in group.plain for w in p.split()),
        blank_joins=any(join.isspace() for s in sections[:1] for join in s.joins),
    )


class AgencyNames:
    """The spellings of news agencies."""

    def __init__(self, agencies: Iterable[Agency] = ()) -> None:
        self._exact: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        for agency in agencies:
            for spelling in (agency.name, *agency.also):
                table, form = self._table(spelling)
                table.setdefault(form, agency.name)
        self.longest = max((len(form.split()) for form in self._folded), default=1)

    def find(self, text: str) -> str | None:
        """Return the usual name of the agency that ``text`` is a spelling of, or None."""
        table, form = self._table(text)
        return table.get(form)

    def _table(self, text: str) -> tuple[dict[str, str], str]:
        bare = text.strip(_CLINGING)
        if len(bare) <= _SHORT and " " not in bare and not is_unspaced(bare):
            return self._exact, bare
        return self._folded, " ".join(filter(None, map(key, bare.split())))
