"""The headline, without the site's name and the kicker: what most of the page's own statements agree on.

Every place that names a title votes for what it says; equal texts add up, a text that another begins or ends with counts for a part. Of
equals the headline that readers see wins. Plain text has lines only: see :mod:`cleaner.fields.title_lines`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cleaner.fields.found import Found
from cleaner.fields.site_names import addresses
from cleaner.fields.title_ends import SEPARATOR, Ends
from cleaner.fields.title_lines import title_line
from cleaner.structured.jsonld import articles, kind, texts
from cleaner.text.fold import fold
from cleaner.values import Block, Candidate, Page

#: What each place's word weighs. Readers see the h1; JSON-LD is written for this page alone; og:title is often shortened for
#: social networks; the title element carries the site's name. Fitted by hand on the development corpora.
WEIGHTS = {"h1": 4.0, "ld": 2.2, "item": 2.0, "og": 2.0, "element": 1.6, "twitter": 1.0, "meta": 1.0, "rule": 2.5, "shown": 2.6}
#: What a text counts for another that begins or ends with it.
_PARTLY = 0.55
#: Most h1 that vote, and how long a headline may be (words).
_MOST_H1, _MOST_WORDS = 6, 60
#: Blocks that are looked at for a headline that is no h1, and the weight of an h1 that the head does not know.
_MOST_BLOCKS, _UNKNOWN_H1 = 400, 0.8
#: What does not count at the edges of a title; fewest letters of a shown one, and of one in a script that needs fewer.
_EDGES = " .\"'"
_LEAST_SHOWN, _ALIKE = 8, 4
#: Of how many of its words, two and more, the head says one where it puts the headline in other words for search engines.
_SHARED = 3
#: What the longest part of a title element counts for beside the whole, when no part is known as the site's name.
_LONGEST_PART = 1.1
_SEPARATOR_START = re.compile(r"\s*[|–—·»«•:/_＿〉｜ㅣ-]")
#: A kicker before a headline, its longest and the least that must be left, in words.
_KICKER = re.compile(r"([^:|–—]{2,60}?)(?::|\s[-–—|])\s(.+)", re.S)
_MOST_KICKER, _LEAST_REST = 7, 3
_WORD = re.compile(r"\w+")
_TITLE_METAS = {"og:title": "og", "twitter:title": "twitter", "dc.title": "meta", "dcterms.title": "meta", "sailthru.title": "meta",
                "parsely-title": "meta", "citation_title": "meta", "headline": "meta", "title": "meta"}


@dataclass(frozen=True, slots=True)
class TitleHints:
    """What is known of titles from outside.

    Attributes:
        site: values that the site's rule file gives.
        sites: names of the site and its publisher, from outside and the page's own.
        section: what the page files itself under, "" where it does not say.
        story: index of the first prose block.
        blocks: blocks that rules call the title.
        chrome: blocks that rules call chrome.
        other: tells whether a line of a plain text is another field's, such as a byline.
    """

    site: tuple[Candidate, ...] = ()
    sites: tuple[str, ...] = ()
    section: str = ""
    story: int = 0
    blocks: tuple[int, ...] = ()
    chrome: frozenset[int] = frozenset()
    other: Callable[[Block], bool] | None = None


class _Vote(NamedTuple):
    """A title as one place says it: cleaned text, its folded form, whether it can be a title, the weight, the place, what stood there."""

    text: str
    folded: str
    fits: bool
    weight: float
    source: str
    raw: str


class _Ballot:
    """Makes votes of texts. Each text is cut once: a page says its title in ten places, in two or three forms.

    Args:
        ends: cuts the titles of this page.
    """

    def __init__(self, ends: Ends) -> None:
        self.ends = ends
        self._known: dict[str, tuple[str, str, bool]] = {}

    def vote(self, raw: str, place: str, source: str) -> _Vote:
        """Return what a place of a kind, which stands at ``source``, votes for."""
        if (known := self._known.get(raw)) is None:
            known = self._known[raw] = self._read(raw)
        return _Vote(*known, WEIGHTS[place], source, raw)

    def _read(self, raw: str) -> tuple[str, str, bool]:
        text = self.ends.cut(raw)
        folded = fold(text).strip(_EDGES)
        return text, folded, 0 < len(folded.split()) <= _MOST_WORDS and not self.ends.is_site(text)


def read_title(page: Page, hints: TitleHints) -> Found[str] | None:
    """Return the headline of a page, None when it has none."""
    if hints.site:
        return Found(hints.site[0].value, hints.site[0].source, hints.site[0].value)
    if page.kind == "text":
        return title_line(page, hints.story, hints.chrome, hints.other)
    votes = [v for v in _votes(page, hints, _Ballot(Ends(page, hints.sites, hints.section))) if v.fits]
    if not votes:
        return None
    support = _support(votes)
    best = max(votes, key=lambda v: (support[v.folded], v.source.startswith("block"), v.weight, -len(v.text)))
    shown = next((v for v in votes if v.source.startswith("block") and v.folded == best.folded), best)
    steps = ["without the site's name"] if shown.text != shown.raw else []
    text = _without_kicker(shown.text, votes)
    if text != shown.text:
        steps.append("without the kicker")
    return Found(text, shown.source, shown.raw, tuple(steps))


def _without_kicker(title: str, votes: Sequence[_Vote]) -> str:
    """Return a title without its kicker, ``Harbour: Bridge reopens``, where og:title leaves that out.

    The other places do not tell: their short forms are as often cut for search results (tried on the development corpora).
    """
    cut = _KICKER.match(title)
    if not cut or len(cut[1].split()) > _MOST_KICKER or len(cut[2].split()) < _LEAST_REST:
        return title
    rest = fold(cut[2]).strip(_EDGES)
    return cut[2] if any(rest == v.folded for v in votes if v.source == "meta:og:title") else title


def _support(votes: Sequence[_Vote]) -> dict[str, float]:
    """Return for each folded text the weight of all places that say the same, or partly the same."""
    words = {v.folded: _WORD.findall(v.folded) for v in votes}
    found: dict[str, float] = {}
    for form in words:
        agreement = {other: _agreement(form, other, words) for other in words}
        places: set[str] = set()
        total = 0.0
        for vote in sorted(votes, key=lambda v: -agreement[v.folded] * v.weight):
            place = "h1" if vote.source.startswith("block") else vote.source
            if place not in places:
                places.add(place)
                total += vote.weight * agreement[vote.folded]
        found[form] = total
    return found


def _agreement(one: str, other: str, words: Mapping[str, list[str]]) -> float:
    if one == other or words[one] == words[other]:  # ``Bridges: a guide``, ``Bridges – a guide``
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) >= 12 and (long.startswith(short) or long.endswith(short)):
        return _PARTLY
    return 0.0


def _votes(page: Page, hints: TitleHints, ballot: _Ballot) -> Iterator[_Vote]:
    for index in hints.blocks[:2]:
        yield ballot.vote(page.blocks[index].text, "rule", f"block:{index}")
    said = _said(page)
    for block in [b for b in page.blocks if b.tag == "h1" and b.index not in hints.chrome][:_MOST_H1]:
        vote = ballot.vote(block.text, "h1", f"block:{block.index}")
        yield vote if _known(vote.folded, said) else vote._replace(weight=_UNKNOWN_H1)
    yield from _shown_votes(page, said, ballot)
    for item in articles(page.structured.ld, *addresses(page))[:1]:
        for name in ("headline", "name"):
            for text in texts(item, name)[:1]:
                yield ballot.vote(text, "ld", f"ld:{kind(item)}.{name}")
                break
    for prop in page.structured.items:
        if prop.name == "headline" and prop.text:
            yield ballot.vote(prop.text, "item", "item:headline")
            break
    for meta in page.structured.metas:
        place = _TITLE_METAS.get(meta.name)
        if place:
            yield ballot.vote(meta.content, place, f"meta:{meta.name}")
    if page.structured.title:
        yield from _element_votes(page.structured.title, ballot)


def _said(page: Page) -> tuple[str, ...]:
    """Return what the page's head calls it, folded: title element, og:title, headline in JSON-LD."""
    metas = [m.content for m in page.structured.metas if m.name in ("og:title", "twitter:title")]
    headlines = [t for item in articles(page.structured.ld, *addresses(page))[:1] for t in texts(item, "headline")[:1]]
    return tuple(fold(t) for t in (page.structured.title, *metas, *headlines) if t)


def _known(headline: str, said: Sequence[str]) -> bool:
    """Tell whether the head says a part of a headline's words, two at least; an h1 that does not may be the site's logo."""
    words = set(headline.split())
    both = [len(words & set(t.split())) for t in said]
    return not said or any(headline in t for t in said) or any(n * 2 >= len(words) or (n > 1 and n * _SHARED >= len(words)) for n in both)


def _shown_votes(page: Page, said: Sequence[str], ballot: _Ballot) -> Iterator[_Vote]:
    """Yield blocks of any element that a part of the title element, or of another title in the head, repeats to the letter."""
    starts, ends = {t[:_ALIKE] for t in said}, {t[-_ALIKE:] for t in said}
    for block in page.blocks[:_MOST_BLOCKS]:
        if block.words < 2 or block.tag == "h1":
            continue
        text = block.folded.strip(_EDGES)
        if not (text[:_ALIKE] in starts or text[-_ALIKE:] in ends) or len(text) < (_LEAST_SHOWN if text.isascii() else _ALIKE):
            continue
        if any((t.startswith(text) and _ends_part(t[len(text):])) or (t.endswith(text) and _ends_part(t[:-len(text)][::-1])) for t in said):
            yield ballot.vote(block.text, "shown", f"block:{block.index}")
            return


def _ends_part(rest: str) -> bool:
    """Tell whether what follows a text in a title is nothing, or begins with a separator."""
    return not rest or bool(_SEPARATOR_START.match(rest))


def _element_votes(title: str, ballot: _Ballot) -> Iterator[_Vote]:
    """Yield the title element without the site's name; when it names none that is known, also its longest part."""
    whole = ballot.vote(title, "element", "title")
    yield whole
    parts = [p.strip() for p in SEPARATOR.split(title) if p and p.strip()]
    if len(parts) > 1 and not ballot.ends.is_site(parts[0]) and not ballot.ends.is_site(parts[-1]):
        yield ballot.vote(max(parts, key=len), "element", "title")._replace(weight=WEIGHTS["element"] * _LONGEST_PART)
