"""Findings about what says nothing new: literals and selectors that another one of the same layer, or a wider layer, has too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from cleaner.rules.compile import is_css
from cleaner.rules.loaded import LoadedFile
from cleaner.upkeep.lint.finding import Spot
from cleaner.upkeep.lint.index import Entry, Index, covers, entries, form
from cleaner.upkeep.lint.subject import Linted, Subject

#: Characters of a literal, pattern or selector that a message shows.
_SHOWN = 60


def duplicate(subject: Subject) -> Iterator[Spot]:
    """Yield what stands in the rules of a layer twice, or is met by a wider literal or selector there."""
    for entry, other in subject.remembered(_met):
        if other.it.rule.role == entry.it.rule.role and _later(entry, other):
            where = f"by {_short(other)}" + (f" in {other.it.id} ({other.it.at})" if other.it is not entry.it else "")
            yield entry.it.spot(f"{_short(entry)} is met {where} as well", entry.key, entry.place)


def unreachable(subject: Subject) -> Iterator[Spot]:
    """Yield literals that another rule of the layer always takes for another role: the last id by the alphabet wins."""
    for entry, other in subject.remembered(_met):
        if other.it.rule.role != entry.it.rule.role and other.it.id > entry.it.id:
            wins = f"{other.it.id} ({other.it.at}) claims it as {other.it.rule.role}, and wins"
            yield entry.it.spot(f"{_short(entry)} is never {entry.it.rule.role}: {wins}", entry.key, entry.place)


def redundant(subject: Subject) -> Iterator[Spot]:
    """Yield what a rule of a wider layer claims already, for the same role and in every place where this rule does.

    Families and languages are left alone: each shows its template, or its language, as a whole.
    """
    known: dict[tuple[LoadedFile, ...], Index] = {}
    for it in subject.rules:
        groups = subject.wider(it.loaded) if it.loaded.file.layer in ("site", "local") else ()
        for files in groups:
            if files not in known:
                known[files] = Index(_rules(files), simple=not is_css(files[0]))
        for entry in entries(it):
            other = next((o for files in groups for o in known[files].meeting(entry) if _same_way(o.it, it)), None)
            if other:
                yield it.spot(f"{_short(entry)} is met by {_short(other)} in {other.it.id} ({other.it.at}) as well", entry.key, entry.place)


def _met(subject: Subject) -> list[tuple[Entry, Entry]]:
    """Return each entry that another one of its layer meets too, wherever it acts, with the first such."""
    found = []
    for rules, simple in _layers(subject):
        index = Index(rules, simple=simple)
        for entry in (entry for it in rules for entry in entries(it)):
            other = next((o for o in index.meeting(entry) if o != entry and _may_stand_for(o, entry)), None)
            if other:
                found.append((entry, other))
    return found


def _may_stand_for(other: Entry, entry: Entry) -> bool:
    if other.it.rule.keep != entry.it.rule.keep:
        return False
    decides = _later(entry, other) if other.it.rule.role == entry.it.rule.role else other.it.id > entry.it.id
    return decides and (other.it is entry.it or covers(other.it.rule, entry.it.rule))


def _later(entry: Entry, other: Entry) -> bool:
    """Tell whether of two that may stand for each other ``entry`` is the one to go: the later of equals, else the narrower one."""
    equal = form(entry) == form(other)
    if other.it is not entry.it and not covers(entry.it.rule, other.it.rule):
        return True
    return _place(entry) > _place(other) if equal else True


def _place(entry: Entry) -> tuple[str, int, int]:
    origin = entry.it.rule.origin
    return origin.path, origin.line, entry.place


def _same_way(outer: Linted, inner: Linted) -> bool:
    return outer.rule.role == inner.rule.role and outer.rule.keep == inner.rule.keep and covers(outer.rule, inner.rule)


def _layers(subject: Subject) -> Iterator[tuple[list[Linted], bool]]:
    """Yield the rules that act together in one layer, and whether their selectors are simple ones."""
    groups: dict[tuple[str, ...], list[Linted]] = defaultdict(list)
    for it in subject.rules:
        groups[_group(it.loaded)].append(it)
    for rules in groups.values():
        yield rules, not is_css(rules[0].loaded)


def _group(loaded: LoadedFile) -> tuple[str, ...]:
    file = loaded.file
    if file.layer == "generic":
        return "generic", loaded.folder, *sorted(file.lang)
    if file.layer == "language":
        return "language", loaded.folder, *sorted(file.lang)
    return file.layer, loaded.folder, loaded.stem


def _rules(files: Iterable[LoadedFile]) -> Iterator[Linted]:
    return (Linted(loaded, i, rule) for loaded in files for i, rule in enumerate(loaded.file.rules))


def _short(entry: Entry) -> str:
    return repr(entry.text if len(entry.text) <= _SHOWN else entry.text[:_SHOWN] + "…")
