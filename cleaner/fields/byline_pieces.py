"""What each piece of a byline is: agency, desk, label, job title, place or person. The order of the questions is the rule."""

from __future__ import annotations

from itertools import pairwise

from cleaner.fields.byline_known import Known
from cleaner.fields.byline_words import is_unspaced, key
from cleaner.fields.names import (
    in_capitals,
    is_capital,
    is_generation,
    is_letters,
    looks_like_name,
    name_case,
    same_name,
    trimmed,
    undouble,
)

#: Most letters of initials and of an article.
_INITIALS = _ARTICLE = 3


class Pieces:
    """Takes the pieces of one byline and sorts them."""

    def __init__(self, known: Known, sure: bool) -> None:
        self.known = known
        self.words = known.words
        self.sure = sure
        self.persons: list[str] = []
        self.agencies: list[str] = []
        self.roles: list[str] = []
        self.contributors: list[str] = []
        self.desks: list[str] = []
        self.place = ""
        self.unread = 0
        self.signed = False
        self.dashed = False
        self.fresh = False
        self.slashed = False
        self._closed = False
        self._credited = 0
        self._capitals = False
        self._last = ""

    def close(self) -> None:
        """Note that a date was passed: behind the author's name and a date come sections and tags, no more authors."""
        self._closed = bool(self.persons or self.agencies or self.desks) and not self.sure

    def aside(self, text: str) -> None:
        """Read what stands in brackets: only what is known counts."""
        if agency := self.known.agencies.find(text):
            self.agencies.append(agency)
        elif text in self.words.roles:
            self.roles.append(text.strip())

    def anything(self) -> bool:
        """Tell whether a piece was read so far."""
        return bool(self.persons or self.desks or self.roles or self.agencies or self.unread)

    def forget_persons(self, before: list[str]) -> None:
        """Take back what was read as a person before the ``by`` word, ``Guides | By Jane Doe``; words in its line are unread."""
        if before and self.persons:
            self.unread += len(before)
        self._credited = len(self.agencies) + len(self.desks)
        self.persons.clear()
        self._last = ""

    def read(self, text: str, *, joined: bool, helper: bool, alone: bool = False) -> None:
        """Sort a piece.

        Args:
            text: the piece.
            joined: an ``and`` word stands before it, not a comma or nothing.
            helper: it stands behind a word that introduces helpers.
            alone: it is all that stands behind a ``by`` word.
        """
        words = undouble(trimmed(text)).split()
        while len(words) > 1 and self._leads_nowhere(words[-1]):
            words.pop()
        text = " ".join(words)
        if not words or not any(c.isalpha() for c in text):
            return
        if self._is_no_person(text, words) or (not helper and self._follows_person(text, words, joined)):
            return
        if not helper and (self.known.is_outlet(words) or self.known.is_unspaced_outlet(text)):
            self.desks.append(text)
            return
        if self._leads_with_role(words, joined) or self._cut(words, joined, helper):
            return
        if is_unspaced(text) and self._unspaced(text, joined, helper):
            return
        sure = alone or (self.sure and not (self.persons and not joined))
        if not sure and len(words) > 1 and key(words[-1]) in self.words.heads:
            self.roles.append(text)
        elif looks_like_name(text, sure=sure) and (
            sure or (self.signed and not self.roles) or len(words) > 1 or not (in_capitals(text) and len(text) <= 4)
        ):
            self._person(text, helper)
        else:
            self.unread += len(words)

    def _leads_nowhere(self, last: str) -> bool:
        return last in "&+" or self.words.places.at([last], 0) > 0 or self.words.joins.at([last], 0) > 0

    def _person(self, text: str, helper: bool) -> None:
        if self._closed:
            return
        name = name_case(text)
        into = self.contributors if helper else self.persons
        if same_name(name) not in map(same_name, into):
            into.append(name)
            self._capitals = in_capitals(text)
            self._last = "person"

    def _is_no_person(self, text: str, words: list[str]) -> bool:
        """Sort what is known as a whole."""
        if agency := self.known.agencies.find(words[-1] if _is_initialled(words) else text):
            self.agencies.append(agency)
        elif self.known.is_site(text) or self.known.is_desk(words):
            self.desks.append(text)
        elif text in self.words.follow or self.words.labels.at(words, 0):
            return True
        elif self.known.is_role(text, words):
            self.roles.append(text)
        elif count := self.words.places.at(words, 0):
            rest = words[count:]
            if not rest or len(rest) > 3 or not (is_capital(rest[0]) and is_capital(rest[-1])):
                return False
            self._at(" ".join(words[count:]))
        else:
            return False
        if self.persons and self._last != "place":
            self._last = "attribute"
        return True

    def _at(self, place: str) -> None:
        self._last = "place"
        if not self.known.is_site(place) and not self.place:
            self.place = place

    def _follows_person(self, text: str, words: list[str], joined: bool) -> bool:
        """Sort what a comma or a mark parts from the person before it, or an ``and`` from such a piece."""
        fresh, self.fresh = self.fresh, False
        if not self.persons:
            return self._follows_agency(text, words, joined)
        if joined and self._last == "person":
            if len(words) > 1 and key(words[-1]) in self.words.heads and self.known.is_part_of_site(words[0]):
                self.roles.append(text)
                return True
            return False
        if self._last == "place" and len(words) < 3 and not self.sure:
            return True
        person, last = self.persons[-1], self._last
        self._last = "attribute"
        if is_generation(text):
            if last == "person" and not fresh:
                self.persons[-1] = f"{person}, {text}"
            return True
        whole = " " in person or self.signed
        if is_letters(text) and whole:
            self.roles.append(text)
            first, _, last = person.rpartition(" ")
            if " " in first and is_letters(last):
                self.persons[-1] = first
        elif self._reads_as_role(words) or (whole and words[-1].islower() and len(words[-1]) > 3):
            self.roles.append(text)
        elif not is_unspaced(text) and whole and (len(words) == 1 or self._tells_where(words)):
            if is_capital(words[0]) and len(words) == 1 and len(text) > 2 and not fresh:
                self._at(text)
            else:
                self.roles.append(text)
        elif (in_capitals(text) and not self._capitals) or self.known.is_organization(words) or (self.dashed and not self.sure):
            self.roles.append(text)
        else:
            return False
        return True

    def _reads_as_role(self, words: list[str]) -> bool:
        begins = bool(self.words.roles.at(words, 0)) and len(words) < 3
        return begins or key(words[-1]) in self.words.heads or self.words.staff.before(words, len(words)) > 0

    def _follows_agency(self, text: str, words: list[str], joined: bool) -> bool:
        """Sort a single word after an agency, a desk or a place: ``Reuters, Paris``, ``Example Staff | Next``."""
        introduced = len(self.agencies) + len(self.desks) == self._credited
        if is_unspaced(text) and (introduced or self.slashed or text.startswith(self.words.roles.unspaced)):
            return False  # ``来源：示例报 作者：张三``, ``示例報/記者張三``
        if joined or len(words) > 1 or not (self.place or self.agencies or (self.desks and not self.sure)):
            return False
        if is_capital(text) and not self.desks:
            self._at(text)
        return True

    def _tells_where(self, words: list[str]) -> bool:
        """Tell an affiliation after a person: ``the Example Times``, ``University of Example``, no ``John Roe in Paris``."""
        if not is_capital(words[0]) and not (len(words) > 1 and is_capital(words[-1]) and not self.words.places.at(words, 0)):
            return True
        for at in range(1, len(words)):
            if (not is_capital(words[at]) or len(words[at]) > 1) and self.words.places.at(words, at):
                return at == 1 or self.words.knows(words[at - 1])
        return False

    def _leads_with_role(self, words: list[str], joined: bool) -> bool:
        """Sort ``Staff Writer Jane Doe`` and ``Dr. Jane Doe``."""
        count = self.words.roles.at(words, 0)
        rest = words[count:]
        if not count or not rest or not looks_like_name(" ".join(rest), sure=self.sure):
            return False
        self.roles.append(" ".join(words[:count]))
        self.read(" ".join(rest), joined=True, helper=False)
        return True

    def _cut(self, words: list[str], joined: bool, helper: bool) -> bool:
        """Cut off what follows a name without a comma and read the rest again."""
        for at in range(1, len(words)):
            if not (count := self.words.places.at(words, at)):
                continue
            after = words[at + count :]
            if at > 1 and len(after) > 1 and after[0].islower() and len(after[0]) <= _ARTICLE:
                after = after[1:]  # ``Jane Doe of the Example Post``
            small = words[at].islower() or (len(words[at]) > 1 and in_capitals(" ".join(words)))
            if small and (not after or is_capital(after[0])) and self._stands(words[:at]):
                self.read(" ".join(words[:at]), joined=joined, helper=helper)
                if after:
                    self._at(" ".join(after))
                    self._last = "person"
                return True
        end = self._end_of_name(words)
        if end < len(words):
            self.read(" ".join(words[:end]), joined=joined, helper=helper)
        return end < len(words)

    def _stands(self, words: list[str]) -> bool:
        return len(words) > 1 or self.signed or self.known.known(words[0])

    def _end_of_name(self, words: list[str]) -> int:
        """Return where labels, job titles, an agency or the site begin behind a name of two words."""
        end = len(words)
        if (at := min(self.known.end_before_site(words), self.known.end_before_outlet(words))) < end:
            self.roles.append(" ".join(words[at:]))
            return at
        if (count := self.words.labels.before(words, end)) and end - count >= (1 if self.signed else 2):
            return end - count
        if end > 2 and (key(words[-1]) in self.words.heads or self.words.staff.before(words, end)):
            at = end - max(1, self.words.roles.before(words, end), self.words.staff.before(words, end))
            while at > 2 and self._is_part_of_title(words, at - 1):
                at -= 1
            if at >= 2:
                self.roles.append(" ".join(words[at:]))
                return at
        for count in range(min(self.known.agencies.longest, end - 2), 0, -1):
            if agency := self.known.agencies.find(" ".join(words[end - count :])):
                self.agencies.append(agency)
                return end - count
        return end

    def _is_part_of_title(self, words: list[str], at: int) -> bool:
        """Tell whether a word before a job title belongs to it: ``Staff Writer``, ``Example Times Editor``, ``SEO Specialist``."""
        if key(words[at]) in self.words.modifiers or self.known.is_part_of_site(words[at]):
            return True
        fits = 1 < len(words[at]) <= 4 and words[at].isalpha() and in_capitals(words[at])
        return fits and not is_generation(words[at]) and not in_capitals(" ".join(words[:at]))

    def _unspaced(self, text: str, joined: bool, helper: bool) -> bool:
        """Sort pieces of scripts in which roles cling to names: ``홍길동기자``, ``记者张三``, ``홍길동 기자 김철수 기자``."""
        words = text.split()
        at = [i for i, w in enumerate(words) if self.words.roles.at([w], 0)]
        if at:
            self.roles.append(words[at[0]])
            pieces = _between(words, at)
            for piece in pieces:
                self.read(piece, joined=True, helper=helper)
            return True
        for role in (*self.words.roles.unspaced, *self.words.by.unspaced):
            bare = text.removesuffix(role) if text.endswith(role) else text.removeprefix(role)
            if bare != text and len(bare.strip()) >= 2:
                self.roles.append(role)
                if self.slashed and (self.persons or self.desks) and text.endswith(role):  # ``記者張三/台北報導``
                    self._at(bare)
                    return True
                self.read(bare, joined=True, helper=helper)
                return True
        return False


def _is_initialled(words: list[str]) -> bool:
    """Tell initials before an agency: ``JD EXA``."""
    return len(words) == 2 and len(words[0]) <= _INITIALS and in_capitals(words[0])


def _between(words: list[str], at: list[int]) -> list[str]:
    pieces = [" ".join(words[a + 1 : b]) for a, b in pairwise([-1, *at, len(words)])]
    return [p for p in pieces if p]
