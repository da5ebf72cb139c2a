"""Configs that say nearly the same: what they share becomes a family, what is left stays with each site."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.upkeep.ftr.drafts import Draft, Parts

#: Sites that make a family, the least it must say, and the share of what two sites say together that they must share.
LEAST_SITES, LEAST_PARTS, LEAST_SHARED = 3, 3, 0.75


class FamilyDraft(NamedTuple):
    """A family: its name below ``families``, what its sites share, the configs that it was made of."""

    name: str
    parts: Parts
    sources: tuple[str, ...]


def find_families(drafts: Iterable[Draft]) -> tuple[list[FamilyDraft], list[Draft]]:
    """Return families, and the drafts without what their family says; the order of drafts stays.

    Sites are kin when they read the body alike and share three quarters of all else. Each is compared with the first of its kin, the
    most common of its kind.
    """
    drafts = list(drafts)
    by_body: dict[tuple[str, ...], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.parts.content:
            by_body[draft.parts.content].append(draft)
    families: list[FamilyDraft] = []
    changed: dict[str, Draft] = {}
    for alike in by_body.values():
        for kin in _kin(alike):
            shared = _shared([d.parts for d in kin])
            if len(kin) >= LEAST_SITES and shared.size >= LEAST_PARTS:
                name = "ftr-" + kin[0].home.stem.replace(".", "-")
                families.append(FamilyDraft(name, shared, tuple(d.source for d in kin)))
                for draft in kin:
                    changed[draft.source] = dataclasses.replace(draft, parts=_rest(draft.parts, shared), extends=name)
    return families, [changed.get(d.source, d) for d in drafts]


def _kin(alike: Sequence[Draft]) -> list[list[Draft]]:
    """Return groups of drafts of one body that share enough with the first of their group."""
    sets = {d.source: _things(d.parts) for d in alike}
    count: dict[frozenset[object], int] = defaultdict(int)
    for things in sets.values():
        count[things] += 1
    ordered = sorted(alike, key=lambda d: (-count[sets[d.source]], d.home.stem))
    groups: list[list[Draft]] = []
    for draft in ordered:
        mine = sets[draft.source]
        for group in groups:
            first = sets[group[0].source]
            if len(mine & first) >= LEAST_SHARED * len(mine | first):
                group.append(draft)
                break
        else:
            groups.append([draft])
    return groups


def _things(parts: Parts) -> frozenset[object]:
    return frozenset([*parts.content, *parts.fields, *((b.css, b.role) for b in parts.boxes), *parts.lines])


def _shared(every: Sequence[Parts]) -> Parts:
    """Return what all say, in the order of the first."""
    first, common = every[0], frozenset.intersection(*(_things(p) for p in every))
    return Parts(
        first.content, tuple(f for f in first.fields if f in common),
        tuple(b for b in first.boxes if (b.css, b.role) in common), tuple(line for line in first.lines if line in common),
        first.inside,
    )


def _rest(parts: Parts, shared: Parts) -> Parts:
    known = _things(shared)
    return Parts(
        (), tuple(f for f in parts.fields if f not in known),
        tuple(b for b in parts.boxes if (b.css, b.role) not in known), tuple(line for line in parts.lines if line not in known),
    )
