"""Sources of title, authors and publication date that agree with what the cleaner finds, and tell what it does not find on some page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from cleaner.text.fold import fold, visible
from cleaner.upkeep.suggest.evidence import Evidence, FieldPart
from cleaner.upkeep.suggest.sample import SamplePage
from cleaner.upkeep.suggest.template import enough

#: Fields that a suggestion speaks of.
FIELDS = ("title", "authors", "published")
#: Words that a title has at least, and characters that a value has at most.
_LEAST_TITLE, _LONGEST = 3, 300


class Place(NamedTuple):
    """A source as a site file writes it: css, ld or meta, and its value."""

    kind: Literal["css", "ld", "meta"]
    value: str


def field_parts(pages: Sequence[SamplePage]) -> tuple[FieldPart, ...]:
    """Return at most one source a field: it contradicts the cleaner on no page and helps on one at least."""
    said = {page: dict(_said(page)) for page in pages}
    places = sorted({place for found in said.values() for place in found}, key=lambda p: (p.kind == "css", "#" not in p.value, p))
    found: list[FieldPart] = []
    for name in FIELDS:
        offers = [part for place in places if (part := _part(name, place, pages, said))]
        found += sorted(offers, key=lambda part: -part.evidence.pages)[:1]
    return tuple(found)


def _part(name: str, place: Place, pages: Sequence[SamplePage], said: Mapping[SamplePage, Mapping[Place, str]]) -> FieldPart | None:
    agrees: list[SamplePage] = []
    helps: list[SamplePage] = []
    prefixes: set[str] = set()
    for page in pages:
        text = said[page].get(place)
        known = _known(page, name)
        if text is None:
            continue
        prefix = _prefix(name, text, known)
        if prefix is not None:
            agrees.append(page)
            prefixes.add(prefix)
        elif not known or (name == "title" and _better(page, text, known)):
            helps.append(page)
        else:
            return None
    if not helps or len(agrees) < enough(len(pages)) or len(prefixes) > 1:
        return None
    prefix = prefixes.pop()
    if prefix and not all(fold(said[page][place]).startswith(fold(prefix)) for page in helps):
        return None
    evidence = Evidence(
        len(agrees), len(pages), tuple(dict.fromkeys(said[page][place] for page in (*helps, *agrees))),
        remarks=(f"as the cleaner reads it on these, and on {len(helps)} on which the cleaner {_lacks(name, helps)}",),
    )
    return FieldPart(name, place.kind, place.value, evidence, strip_prefix=(prefix.strip() + " ",) if prefix.strip() else ())


def _lacks(name: str, helps: Sequence[SamplePage]) -> str:
    return "finds none" if not any(_known(page, name) for page in helps) else "finds none, or one with more in it"


def _known(page: SamplePage, name: str) -> str:
    """Return what the cleaner found for a field, "" for nothing."""
    value: Any = getattr(page.article, name)
    return (value[0] if len(value) == 1 else ", ".join(value)) if name == "authors" else value or ""


def _prefix(name: str, text: str, known: str) -> str | None:
    """Return what stands before the value in a text that agrees with the cleaner, None when it does not."""
    if not known:
        return None
    if name == "published":
        return "" if text[:10] == known[:10] else None
    if fold(text) == fold(known):
        return ""
    if name == "authors" and text.casefold().endswith(" " + known.casefold()):
        return text[:-len(known)]
    return None


def _better(page: SamplePage, text: str, known: str) -> bool:
    """Tell whether a text is the title without what does not belong to it: the cleaner's title holds it, and stands nowhere on the page."""
    shown = fold(known)
    whole = any(block.folded == shown for block in page.page.blocks)
    return not whole and len(text.split()) >= _LEAST_TITLE and fold(text) in shown


def _said(page: SamplePage) -> Iterator[tuple[Place, str]]:
    """Yield what each place of a page says, of those that say one thing."""
    for selector, spans in page.spans.items():
        if len(spans) == 1 and spans[0][1] - spans[0][0] == 1:
            yield from _short(Place("css", selector), page.page.blocks[spans[0][0]].text)
    metas: dict[str, set[str]] = {}
    for meta in page.page.structured.metas:
        metas.setdefault(meta.name, set()).add(visible(meta.content))
    for name, contents in metas.items():
        if len(contents) == 1:
            yield from _short(Place("meta", name), contents.pop())
    for item in page.page.structured.ld:
        kind = item.get("@type")
        if isinstance(kind, str) and kind.isalnum():
            yield from _of_item(kind, item)


def _of_item(kind: str, item: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    for key, value in item.items():
        if isinstance(value, str) and key.isalnum():
            yield from _short(Place("ld", f"{kind}.{key}"), visible(value))
        elif isinstance(value, dict) and isinstance(value.get("name"), str) and key.isalnum():
            yield from _short(Place("ld", f"{kind}.{key}.name"), visible(value["name"]))


def _short(place: Place, text: str) -> Iterator[tuple[Place, str]]:
    if text and len(text) <= _LONGEST and place.value.isprintable():
        yield place, text
