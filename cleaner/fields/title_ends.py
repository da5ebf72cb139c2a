"""What stands around a headline in a title and is no part of it: the site's name and slogan, the section, the moment of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

from cleaner.fields.site_names import host_labels
from cleaner.text.fold import fold, letters, visible
from cleaner.values import Page

#: What parts a headline from the rest.
SEPARATOR = re.compile(
    r"\s+[|–—·»«•:/-]+\s+|\s*[|»•〉｜ㅣ]\s*|\s+::+\s+|\s*[_＿]\s*|\s*--+\s*"
    r"|(?<=[\u3000-\u9fff\uac00-\ud7af\"”])-(?=[\u3000-\u9fff\uac00-\ud7af])"
)
#: A separator with nothing before or behind it.
_HANGING = re.compile(r"^[|·•｜]\s*|\s*[|·•｜]$|\s[–—-]$")
#: Separators behind which a site signs its titles. Dashes and colons stand in headlines too.
_SIGNED = re.compile(r"\s*[|·•»｜]\s*")
#: A day and a time of day in figures, which no headline ends in.
_MOMENT = re.compile(r"(?<=[\s,|–—-])\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}:\d{2}(?::\d{2})?$")
#: Longest signature, and the shortest of its words that tells a site by its host's name.
_MOST_SIGNATURE, _LEAST_HOST_WORD = 8, 4
#: Most ends that are cut off, and most words of a section's name.
_MOST_ENDS, _SECTION_WORDS = 4, 4


class Ends:
    """Cuts titles of one page.

    Args:
        page: the page.
        sites: names of the site and its publisher.
        section: what the page files itself under, "" where it does not say.
    """

    def __init__(self, page: Page, sites: Sequence[str] = (), section: str = "") -> None:
        self.names = frozenset(map(fold, sites))
        self._letters = frozenset(map(letters, self.names))
        self._sections = frozenset(filter(None, (letters(fold(name)) for name in _sections(page.url, section))))
        self._hosts = tuple(label.replace("-", "") for label in host_labels(page))

    def cut(self, title: str) -> str:
        """Return a title without what stands around its headline."""
        text = visible(title)
        for _ in range(_MOST_ENDS):
            shorter = _without_moment(self._cut_once(text)).strip()
            if shorter == text or not letters(fold(shorter)):
                break
            text = shorter
        return _HANGING.sub("", text)

    def _cut_once(self, text: str) -> str:
        cuts = list(SEPARATOR.finditer(text))
        if not cuts:
            return text
        first, last = cuts[0], cuts[-1]
        if self.is_site(text[last.end():]) or letters(fold(text[last.end():])) in self._sections or self._signs(text):
            return text[:last.start()]
        if self.is_site(text[:first.start()]):
            return text[first.end():]
        # ``Headline - Site - Slogan``
        for cut, after in zip(cuts[-2::-1], cuts[:0:-1], strict=False):
            if self.is_site(text[cut.end():after.start()]):
                return text[:cut.start()]
        return text

    def is_site(self, part: str) -> bool:
        """Tell whether a part of a title is the site's name."""
        return fold(part).strip(" .") in self.names or letters(fold(part)) in self._letters

    def _signs(self, text: str) -> bool:
        """Tell whether the last part, ``Bridge reopens | Example Daily``, names the page's host."""
        cuts = list(_SIGNED.finditer(text))
        if not cuts or not cuts[-1].start():
            return False
        words = [letters(fold(w)) for w in text[cuts[-1].end():].split()]
        return len(words) <= _MOST_SIGNATURE and any(len(w) >= _LEAST_HOST_WORD and any(w in host for host in self._hosts) for w in words)


def _sections(address: str, section: str) -> Iterator[str]:
    """Yield what the page files itself under: its section, and the folders of its address."""
    if len(section.split()) <= _SECTION_WORDS:
        yield section
    try:
        folders = urlsplit(address).path.strip("/").split("/")[:-1]
    except ValueError:
        return
    yield from (unquote(folder) for folder in folders if len(folder.split("-")) <= _SECTION_WORDS and not folder.isdigit())


def _without_moment(text: str) -> str:
    found = _MOMENT.search(text)
    return text[:found.start()].rstrip(" ,|–—-") if found else text
