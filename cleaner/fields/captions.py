"""Captions and their credits, and the dateline: read from the blocks that rules have claimed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from cleaner.article import Caption
from cleaner.fields.byline_words import AgencyNames
from cleaner.rules.patterns import compile_ending, compile_start, ends_with
from cleaner.values import Block

#: "PLACE (agency) — text": capitals, or any case when an agency follows; after a comma perhaps a state's short form with full
#: stops (``Fla.``, ``N.Y.``).
_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_a-zß-öø-ÿ][^—–\-()\n.!?:;]{1,58}?(?:,\s(?:[^\W\d_]{1,5}\.){1,3})?)\s?"
    r"(?:\((?P<agency>[^()]{1,40})\))?\s?,?\s?(?P<dash>—|–|--|-)\s"
)

#: Most characters of a place that a language's pattern finds: said here once, since RE2 multiplies a class of letters by the count of each.
_LONGEST_PLACE = 45

#: Fewest characters of a caption that another one may repeat, and most that this one has behind it.
_TELLING, _MORE = 30, 60


class Dateline(NamedTuple):
    """Where a story was filed, and the agency in brackets behind it, as printed."""

    place: str
    agency: str = ""


def read_captions(blocks: Sequence[tuple[str, Block]], credits: Sequence[str]) -> tuple[Caption, ...]:
    """Return captions, each with its credit.

    Args:
        blocks: role (``caption`` or ``credit``) and block, in page order.
        credits: literals with a hole that say how a caption ends with its credit, of the page's languages.
    """
    found: list[Caption] = []
    last = -9
    for role, block in blocks:
        if role == "credit" and found and block.index - last <= 2 and found[-1].credit is None:
            found[-1] = Caption(found[-1].text, _bare_credit(block.text, credits))
        elif role == "credit":
            found.append(Caption("", _bare_credit(block.text, credits)))
        else:
            found.append(_split(block.text, credits))
        last = block.index
    return tuple(_once(found))


def _once(captions: Sequence[Caption]) -> Iterator[Caption]:
    """Leave out what stands twice, as in a gallery and under its opener, and credits without any text.

    Of two that only differ in what stands behind, ``… hide caption``, the shorter one says it all.
    """
    longer = _longer({caption.text for caption in captions})
    credits = {longer.get(c.text, c.text): c.credit for c in captions if c.credit}
    seen: set[str] = set()
    for caption in captions:
        if caption.text and caption.text not in seen and caption.text not in longer:
            seen.add(caption.text)
            yield caption if caption.credit else Caption(caption.text, credits.get(caption.text))


def _longer(texts: Collection[str]) -> dict[str, str]:
    """Return the texts that are another one of some length and a few words more, each with that one."""
    found: dict[str, str] = {}
    whole = ""
    for text in sorted(texts):
        if len(whole) >= _TELLING and text.startswith(whole) and len(text) - len(whole) <= _MORE:
            found[text] = whole
        else:
            whole = text
    return found


def _split(text: str, credits: Sequence[str]) -> Caption:
    for literal in ends_with(tuple(credits), text):
        found = compile_ending(literal).search(text)
        if found:
            credit = found.group(1) or ""
            rest = text[:found.start()].rstrip(" ([（［【|｜/／＝-–—,、;:")
            if credit.strip() and rest:
                return Caption(rest, _trim(credit))
    return Caption(text)


def _bare_credit(text: str, credits: Sequence[str]) -> str:
    for literal in ends_with(tuple(credits), text):
        found = compile_ending(literal).search(text)
        if found and found.start() <= 2 and found.group(1):
            return _trim(found.group(1))
    return _trim(text)


#: What may enclose a credit or a place.
_ENCLOSING = " ()[]（）［］【】|:：;,"


def _trim(credit: str) -> str:
    return credit.strip(_ENCLOSING + "©").rstrip(".").strip()


def read_dateline(text: str, patterns: Sequence[str], agencies: AgencyNames) -> Dateline | None:
    """Return the dateline that a first paragraph begins with, None when it has none.

    Args:
        text: the first paragraph of the body.
        patterns: forms of the page's languages, the place in the first group.
        agencies: names of agencies, which may stand in the brackets.
    """
    for pattern in patterns:
        special = compile_start(pattern).search(text)
        if special and len(place := (special.group(1) or "").strip(_ENCLOSING)) <= _LONGEST_PLACE:
            return Dateline(place)
    found = _DATELINE.match(text)
    if not found:
        return None
    place, agency = found["place"].strip(" ,"), found["agency"] or ""
    known = bool(agency) and agencies.find(agency) is not None
    if agency and not known:
        return None
    head = place.split(",")[0]
    if known or (head.upper() == head and len(head) > 2 and found["dash"] in "—–--"):
        return Dateline(place, agency)
    return None
