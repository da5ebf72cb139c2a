"""What is known of the words of a byline before any of them is a name: agencies, desks, the site, job titles, organisations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from cleaner.fields.byline_words import AgencyNames, BylineWords, is_unspaced, key
from cleaner.fields.names import in_capitals, same_name

#: Shortest site name that is looked for inside a longer one.
_TELLING_SITE = 4


@lru_cache(maxsize=4096)
def site_key(name: str) -> str:
    """Return the form in which two spellings of a site's name are equal."""
    return same_name(name).replace(" ", "")


@lru_cache(maxsize=256)
def _site_keys(sites: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(site_key, sites)))


class Known:
    """Looks up what a piece of a byline is.

    Args:
        words: the words of bylines.
        agencies: spellings of news agencies.
        sites: names of the site and its publisher.
    """

    def __init__(self, words: BylineWords, agencies: AgencyNames, sites: Collection[str]) -> None:
        self.words = words
        self.agencies = agencies
        self.sites = _site_keys(tuple(sites))

    def known(self, text: str) -> bool:
        """Tell whether ``text`` is an agency, a desk, a job title or the site itself."""
        return bool(text.split()) and (self.credits(text) or text in self.words.roles)

    def credits(self, text: str) -> bool:
        """Tell whether ``text`` is an agency, a desk or the site itself."""
        return self.agencies.find(text) is not None or self.is_site(text) or self.is_desk(text.split())

    def is_site(self, text: str) -> bool:
        """Tell whether ``text`` is the site's name."""
        return bool(self.sites) and site_key(text) in self.sites

    def is_part_of_site(self, word: str) -> bool:
        """Tell whether a word of some length stands in the site's name."""
        mine = site_key(word)
        return len(mine) >= _TELLING_SITE and any(mine in site for site in self.sites)

    def is_desk(self, words: list[str]) -> bool:
        """Tell whether the words name a desk: ``Staff``, ``Sports Desk``, ``Example Staff``, ``Redaktion Example``, ``EX-Team``."""
        staff = self.words.staff
        last = key(words[-1])
        if len(words) == 1 and "-" in last:
            return last.rpartition("-")[2] in staff.plain or last in staff.plain
        end, begin = staff.before(words, len(words)), staff.at(words, 0)
        if end == len(words) or begin == len(words):
            return True
        for count, rest in ((end, words[: len(words) - end]), (begin, words[begin:])):
            if count > 1 or (count and self._is_outlet(rest, words)):
                return True
        return False

    def _is_outlet(self, rest: list[str], words: list[str]) -> bool:
        """Tell whether ``rest`` of a desk's name is the site or capitals that no name has."""
        mine = site_key(" ".join(rest))
        if len(mine) >= _TELLING_SITE and any(mine in site or (len(site) >= _TELLING_SITE and site in mine) for site in self.sites):
            return True
        return not in_capitals(" ".join(words)) and any(len(w) > 2 and in_capitals(w) and w.isalpha() for w in rest)

    def is_role(self, text: str, words: list[str]) -> bool:
        """Tell a job title that stands alone: a known one, one of known words only, ``EXAMPLE Staff Writer``."""
        if text in self.words.roles:
            return True
        named = [w for w in words if key(w) not in self.words.heads and key(w) not in self.words.modifiers]
        titled = key(words[-1]) in self.words.heads
        return not named or (titled and len(named) == 1 and len(named[0]) > 1 and in_capitals(named[0]) and not in_capitals(text))

    def is_outlet(self, words: list[str]) -> bool:
        """Tell an organisation's name of three words or more: ``European Example Agency``; no ``Jane Doe EXAMPLE NEWS``."""
        if len(words) < 3 or not self.is_organization(words) or in_capitals(words[0]):
            return False
        if any(self._places_person(words, at) for at in range(2, len(words))):
            return False  # ``Jane Doe on behalf of Example Group``, ``Jane Doe of the Example Post``
        return self.end_before_outlet(words) == self.end_before_site(words) == len(words)

    def _places_person(self, words: list[str], at: int) -> bool:
        """Tell whether words before ``at`` are a person's whom those behind place, no ``Example Bank of the North``."""
        count = self.words.places.at(words, at)
        article = count == 1 and words[at].islower() and words[at + 1 : at + 2] and words[at + 1].islower()
        return count > 1 or (bool(article) and not any(key(w) in self.words.organizations for w in words[:at]))

    def is_unspaced_outlet(self, text: str) -> bool:
        """Tell a paper's name of a script without blanks, by its end: ``示例晚报``."""
        outlet = is_unspaced(text) and len(text) > 2 and text.endswith(self.words.outlet_ends)
        return outlet and not text.startswith(self.words.follow.unspaced)

    def is_organization(self, words: Sequence[str]) -> bool:
        """Tell whether the first or last word is one of organisations' names."""
        first, last = key(words[0]), key(words[-1])
        return first in self.words.organizations or last in self.words.organizations

    def end_before_outlet(self, words: list[str]) -> int:
        """Return where an outlet in capitals begins behind a name in ordinary case: ``Jane Doe EXAMPLE NEWS``."""
        end = len(words)
        if key(words[-1]) not in self.words.organizations or in_capitals(" ".join(words[:2])):
            return end
        while end > 2 and in_capitals(words[end - 1]):
            end -= 1
        return end

    def end_before_site(self, words: Sequence[str]) -> int:
        """Return where the site's name begins behind a name of two words and more: ``Jane Doe Example Times``."""
        return next((at for at in range(2, len(words)) if self.is_site(" ".join(words[at:]))), len(words))
