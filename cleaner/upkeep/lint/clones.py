"""Findings about rules that stand in several site files: a template that changes would have to be mended in each.

The files are compared with each other, and with the families and site files of the shipped rulebook.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence

from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Rule
from cleaner.rules.vocabulary import NOWHERE
from cleaner.upkeep.lint.css_parts import split_list
from cleaner.upkeep.lint.finding import Spot
from cleaner.upkeep.lint.subject import Linted, Subject

#: Others that a message names, at most.
_NAMED = 3
#: What two files must say for it to be no chance that they agree: sites of different makers share ".article-body".
_LEAST_SAID = 3


def cloned_file(subject: Subject) -> Iterator[Spot]:
    """Yield site files that say the same of content, fields and rules as an earlier one, or one of the rulebook, once a group."""
    for group in _file_clones(subject):
        first, *others = group
        yield Spot(first, _first_key(first), f"the same body, fields and rules stand in {_listed([f.file.origin.path for f in others])}")


def cloned_rule(subject: Subject) -> Iterator[Spot]:
    """Yield rules that stand in several site files whose other rules differ, or in a family that the file does not extend, once a group."""
    cloned = {loaded for group in _file_clones(subject) for loaded in group[1:]}
    groups: dict[Hashable, list[Linted]] = defaultdict(list)
    for it in subject.rules:
        if it.loaded.file.site and it.loaded not in cloned:
            groups[_said(it.rule)].append(it)
    shipped = _shipped(subject, groups, cloned)
    for said, group in groups.items():
        first, *others = group
        # What a family that the file extends has too is redundant, and told as such.
        more = [it for it in shipped[said] if f"families/{it.loaded.stem}" not in first.loaded.file.extends]
        if more or len({it.loaded.file.site for it in group}) > 1:
            yield first.spot(f"the same rule stands in {_listed([it.at for it in (*more, *others)])}")


def _shipped(subject: Subject, wanted: Collection[Hashable], cloned: Collection[LoadedFile]) -> dict[Hashable, list[Linted]]:
    """Return the rules of the rulebook's other families and sites that say what is wanted, the families' first."""
    found: dict[Hashable, list[Linted]] = defaultdict(list)
    for loaded in subject.beside if wanted else ():
        for i, rule in enumerate(loaded.file.rules if loaded not in cloned else ()):
            if (said := _said(rule)) in wanted:
                found[said].append(Linted(loaded, i, rule))
    return found


def _file_clones(subject: Subject) -> list[list[LoadedFile]]:
    """Return groups of site files that say the same, a given one first in each; files of the rulebook stand last."""
    groups: dict[Hashable, list[LoadedFile]] = defaultdict(list)
    for loaded in subject.files:
        if loaded.file.site and _substance(loaded) >= _LEAST_SAID:
            groups[_substantial(loaded)].append(loaded)
    for loaded in subject.beside if groups else ():
        if loaded.file.site and (said := _substantial(loaded)) in groups:
            groups[said].append(loaded)
    return [group for group in groups.values() if len(group) > 1]


def _substantial(loaded: LoadedFile) -> Hashable:
    """Return what two files that do the same have in common."""
    file = loaded.file
    fields = frozenset((name, dataclasses.replace(field, origin=NOWHERE)) for name, field in file.fields.items())
    content = file.content and dataclasses.replace(file.content, origin=NOWHERE)
    return content, fields, frozenset(map(_said, file.rules))


def _substance(loaded: LoadedFile) -> int:
    """Return how much a file says of its pages: selectors, fields, literals."""
    content = loaded.file.content
    said = sum(len(split_list(selector)) for selector in content.select) if content else 0
    return said + len(loaded.file.fields) + sum(len((*r.lines, *r.re, *r.select, *r.sequence)) for r in loaded.file.rules)


def _said(rule: Rule) -> Hashable:
    """Return what two rules that do the same have in common; the order of literals means nothing."""
    texts = (frozenset(rule.lines), frozenset(rule.re), frozenset(rule.select), rule.sequence)
    return rule.role, rule.keep, rule.where, rule.valid, rule.status, texts


def _first_key(loaded: LoadedFile) -> tuple[str, ...]:
    return ("content",) if loaded.file.content else ("rules",) if loaded.file.rules else ("fields",)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
