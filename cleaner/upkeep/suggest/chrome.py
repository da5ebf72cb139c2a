"""Elements of chrome that the cleaner lets through now and then: selectors of leaves that hold no prose on any page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cleaner.upkeep.suggest.evidence import Evidence, RulePart
from cleaner.upkeep.suggest.names import is_guarded
from cleaner.upkeep.suggest.own_tests import element_tests
from cleaner.upkeep.suggest.sample import SamplePage
from cleaner.upkeep.suggest.template import LEAST_SAYING, common_keys, enough
from cleaner.values import Block
from cleaner.zones import prose_block

#: What of the body is left on each page when ``content.select`` has acted.
Left = Mapping[SamplePage, frozenset[int]]

#: Blocks that an element holds at most, and characters of each: a leaf, or a list of links.
_MOST_BLOCKS, _MOST_CHARACTERS = 12, 120
#: Share of linked characters from which on a block is a link and nothing else.
_LINKED = 0.8
#: Of an element whose links differ from page to page, share of the blocks that the cleaner leaves out by itself.
_LEFT_OUT = 0.6


class Use(NamedTuple):
    """What a selector meets on one page: the blocks, and whether all of them are nothing but links."""

    blocks: tuple[int, ...]
    links: bool


def chrome_parts(pages: Sequence[SamplePage], left: Left) -> tuple[RulePart, ...]:
    """Return a rule for each element that repeats across pages, holds nothing of any article, and is let through on some page."""
    same = common_keys(pages)
    uses: dict[str, dict[SamplePage, Use]] = {}
    refused: set[str] = set()
    for page in pages:
        for selector in page.spans:
            if selector not in refused:
                use = _use(page, selector, same)
                if use is None:
                    refused.add(selector)
                else:
                    uses.setdefault(selector, {})[page] = use
    fit = {s: found for s, found in uses.items() if s not in refused and _serves(s, found, len(pages), same, left)}
    return tuple(_rule(s, fit[s], pages, left) for s in _fewest(fit, left))


def _use(page: SamplePage, selector: str, same: frozenset[str]) -> Use | None:
    """Return what a selector meets, None when an element of it is no leaf of chrome on this page."""
    links = True
    for start, end in page.spans[selector]:
        if end - start > _MOST_BLOCKS:
            return None
        for i in range(start, end):
            block = page.page.blocks[i]
            if i in page.told or len(block.text) > _MOST_CHARACTERS or prose_block(block):
                return None
            if not _is_link(block):
                links = False
                if page.keys[i] not in same:
                    return None
    return Use(tuple(sorted(page.within(selector))), links)


def _is_link(block: Block) -> bool:
    return block.link_share >= _LINKED


def _serves(selector: str, found: Mapping[SamplePage, Use], pages: int, same: frozenset[str], left: Left) -> bool:
    """Tell whether a selector is of the template, takes what was let through, and nothing that the cleaner is sure of."""
    alike = all(page.keys[i] in same for page, use in found.items() for i in use.blocks)
    least = min(enough(pages), LEAST_SAYING) if alike else enough(pages)
    if is_guarded(selector) or sum(bool(use.blocks) for use in found.values()) < least:
        return False
    through = [left[page].intersection(use.blocks) for page, use in found.items()]
    if not any(through) or any(page.sure & blocks for page, blocks in zip(found, through, strict=True)):
        return False
    if alike:
        return True
    blocks = sum(len(use.blocks) for use in found.values())
    return sum(map(len, through)) <= (1 - _LEFT_OUT) * blocks


def _fewest(fit: Mapping[str, Mapping[SamplePage, Use]], left: Left) -> list[str]:
    """Return selectors that together take all that any of them takes, leaf-most first, none without need."""
    takes = {s: {(page, i) for page, use in found.items() for i in left[page].intersection(use.blocks)} for s, found in fit.items()}
    size = {s: sum(len(use.blocks) for use in found.values()) for s, found in fit.items()}
    chosen: list[str] = []
    covered: set[tuple[SamplePage, int]] = set()
    while rest := {s: blocks - covered for s, blocks in takes.items() if blocks - covered}:
        best = min(rest, key=lambda s: (-len(rest[s]), size[s], "#" not in s, len(s), s))
        chosen.append(best)
        covered |= rest[best]
    return chosen


def _rule(selector: str, found: Mapping[SamplePage, Use], pages: Sequence[SamplePage], left: Left) -> RulePart:
    on = [page for page in pages if page in found and found[page].blocks]
    through = [(page, i) for page in on for i in found[page].blocks if i in left[page]]
    texts = tuple(dict.fromkeys(page.page.blocks[i].text for page, i in through))
    links = all(found[page].links for page in on)
    blocks = sum(len(found[page].blocks) for page in on)
    evidence = Evidence(
        len(on), len(pages), texts, tuple(p.name for p in pages if p not in on),
        (f"{len(through)} of its {blocks} texts were let through",),
    )
    why = "Links that stand in this element on nearly every page." if links else "This element says the same on nearly every page."
    return RulePart(
        _id(selector), "related" if links else "boilerplate", why, evidence, element_tests(selector, texts[0], pages), select=(selector,),
    )


def _id(selector: str) -> str:
    """Return a rule's id made of an element's name."""
    name = re.split(r"[.#]|=", selector, maxsplit=1)[-1]
    words = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)
    return "-".join(word.lower() for word in words) or "element"
