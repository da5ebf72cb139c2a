"""From a sample to the parts of a site file, each of them checked against pages that it was not learned from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cleaner.bodies import holds, left_out
from cleaner.upkeep.suggest.chrome import chrome_parts
from cleaner.upkeep.suggest.content import Fit, content_parts, fits
from cleaner.upkeep.suggest.evidence import ContentPart, FieldPart, RulePart
from cleaner.upkeep.suggest.fields import field_parts
from cleaner.upkeep.suggest.lines import line_parts
from cleaner.upkeep.suggest.sample import SamplePage
from cleaner.upkeep.suggest.template import common_keys
from cleaner.zones import prose_block

#: Pages from which on one can be left out: fewer would leave too few to learn anything.
_LEAST_TO_LEAVE_OUT = 4


@dataclass(frozen=True)
class Parts:
    """What a sample says of a site."""

    content: tuple[ContentPart, ...] = ()
    chrome: tuple[RulePart, ...] = ()
    lines: tuple[RulePart, ...] = ()
    fields: tuple[FieldPart, ...] = ()

    @property
    def rules(self) -> tuple[RulePart, ...]:
        """All rules, with ids of their own."""
        seen: dict[str, int] = {}
        found = []
        for part in (*self.chrome, *self.lines):
            seen[part.id] = seen.get(part.id, 0) + 1
            found.append(replace(part, id=f"{part.id}-{seen[part.id]}") if seen[part.id] > 1 else part)
        return tuple(found)


def learn(pages: Sequence[SamplePage]) -> Parts:
    """Return what a sample says of its site, less what would not have held on a page of it had that page come later."""
    known = fits(pages)
    parts = _learn(pages, known)
    if len(pages) < _LEAST_TO_LEAVE_OUT:
        return parts
    failed = {"content": 0, "chrome": 0}
    for page in pages:
        rest = [other for other in pages if other is not page]
        for kind, support in _failures(_learn(rest, known, fields=False), page, rest, known):
            failed[kind] = max(failed[kind], support)
    # Of one kind, what no more pages speak for than spoke for what failed is no safer than that.
    return replace(
        parts, content=parts.content if all(p.evidence.pages > failed["content"] for p in parts.content) else (),
        chrome=tuple(part for part in parts.chrome if part.evidence.pages > failed["chrome"]),
    )


def _learn(pages: Sequence[SamplePage], known: Mapping[SamplePage, Mapping[str, Fit]], *, fields: bool = True) -> Parts:
    content = content_parts(pages, known)
    left = {page: page.body - narrowed(page, content) for page in pages}
    chrome = chrome_parts(pages, left)
    left = {page: blocks - frozenset(i for part in chrome for s in part.select for i in page.within(s)) for page, blocks in left.items()}
    return Parts(content, chrome, line_parts(pages, left), field_parts(pages) if fields else ())


def narrowed(page: SamplePage, content: Iterable[ContentPart]) -> frozenset[int]:
    """Return the blocks of a page's body that ``content.select`` takes out of it, as the engine does."""
    for part in content:
        held = sorted(page.within(part.select))
        if held:
            return left_out(sorted(page.body), held, page.finding) if holds(page.page, held, page.finding) else frozenset()
    return frozenset()


def _failures(
    parts: Parts, page: SamplePage, rest: Sequence[SamplePage], known: Mapping[SamplePage, Mapping[str, Fit]],
) -> Iterable[tuple[str, int]]:
    """Yield kind and support of each part that does harm on a page that it was not learned from."""
    for part in parts.content:
        if page.within(part.select):
            fit = known[page].get(part.select)
            if fit is not None and fit.wrong:
                yield "content", part.evidence.pages
            break
    common = common_keys(rest)
    for rule in parts.chrome:
        blocks = [i for s in rule.select for i in page.within(s)]
        if any(_of_article(page, i, common, links=rule.role == "related") for i in blocks):
            yield "chrome", rule.evidence.pages


def _of_article(page: SamplePage, index: int, common: frozenset[str], *, links: bool) -> bool:
    """Tell whether a block may be the article's: a field, a paragraph, or words of the body that no other page has."""
    block = page.page.blocks[index]
    if index in page.told or (prose_block(block) and page.keys[index] not in common):
        return True
    own = page.keys[index] not in common
    return index in page.body and own and not (links and block.link_share >= 0.5)
