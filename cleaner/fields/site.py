"""Fields as a site's rule file reads them: sources in order, then split, strip, drop."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from cleaner.rules.model import Field, Source
from cleaner.rules.patterns import compile_one
from cleaner.structured.jsonld import values
from cleaner.text.fold import fold, visible
from cleaner.values import Candidate, Page
from cleaner.zones import Zones


def site_values(page: Page, field: Field | None, zones: Zones, name: str) -> tuple[Candidate, ...]:
    """Return the values of the first source that gives any; () when none does."""
    for source in field.take if field else ():
        raws = itertools.islice(_raw(page, source, zones, name), 1 if source.first else None)
        found = [c for raw in raws for c in _parts(_cut(raw, source), field)]
        if found:
            return tuple(found)
    return ()


def _raw(page: Page, source: Source, zones: Zones, name: str) -> Iterator[Candidate]:
    if source.css:
        picked = page.picks.get(f"{source.css}@{source.attr}" if source.attr else source.css, ())
        yield from (Candidate(v, f"rule:{name}:css") for v in picked)
    elif source.meta:
        yield from (Candidate(m.content, f"rule:{name}:meta:{m.name}") for m in page.structured.metas if m.name == source.meta.lower())
    elif source.ld:
        yield from (Candidate(v, f"rule:{name}:ld:{source.ld}") for v in _ld(page, source.ld))
    elif source.line:
        yield from _lines(page, source, zones, name)
    elif source.text:
        yield Candidate(visible(source.text), f"rule:{name}:text")


def _ld(page: Page, path: str) -> Iterator[str]:
    wanted, _, rest = path.partition(".")
    for item in page.structured.ld:
        kinds = item.get("@type")
        if wanted in (kinds if isinstance(kinds, list) else [kinds]):
            for value in values(item, rest):
                if isinstance(value, str):
                    yield visible(value)
                elif isinstance(value, dict) and isinstance(value.get("name"), str):
                    yield visible(value["name"])


def _lines(page: Page, source: Source, zones: Zones, name: str) -> Iterator[Candidate]:
    pattern = compile_one(source.line)
    for block in page.blocks:
        if len(block.text) <= 300 and (not source.zone or zones.of(block.index) in source.zone):
            found = pattern.fullmatch(block.text)
            if found and found.groups():
                yield Candidate(visible(found.group(1)), f"rule:{name}:line", block.index)


def _cut(raw: Candidate, source: Source) -> Candidate:
    """Return the part of a value that stands behind ``after`` and before ``before``; "" where they are not in it."""
    value = raw.value
    if source.after:
        value = value.partition(source.after)[2]
    if source.before:
        value, found, _ = value.partition(source.before)
        value = value if found else ""
    return raw._replace(value=value)


def _parts(raw: Candidate, field: Field | None) -> Iterator[Candidate]:
    assert field is not None
    parts = [raw.value]
    for separator in field.split:
        parts = [p for part in parts for p in part.split(separator)]
    dropped = {fold(d) for d in field.drop}
    for part in parts:
        value = _stripped(part.strip(), field)
        if value and fold(value) not in dropped:
            yield raw._replace(value=value)


def _stripped(value: str, field: Field) -> str:
    for prefix in field.strip_prefix:
        if value.casefold().startswith(prefix.casefold()):
            value = value[len(prefix):].lstrip()
    for suffix in field.strip_suffix:
        if value.casefold().endswith(suffix.casefold()):
            value = value[:-len(suffix)].rstrip()
    return value.strip()
