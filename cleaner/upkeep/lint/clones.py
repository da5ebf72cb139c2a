"""Findings about rules that stand in several site files: a template that changes would have to be mended in each."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

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
    """Yield site files that say the same of content, fields and rules as an earlier one, once a group."""
    for group in _file_clones(subject):
        first, *others = group
        yield Spot(first, _first_key(first), f"the same body, fields and rules stand in {_listed([f.file.origin.path for f in others])}")


def cloned_rule(subject: Subject) -> Iterator[Spot]:
    """Yield rules that stand in several site files whose other rules differ, once a group."""
    cloned = {loaded for group in _file_clones(subject) for loaded in group[1:]}
    groups: dict[Hashable, list[Linted]] = defaultdict(list)
    for it in subject.rules:
        if it.loaded.file.site and it.loaded not in cloned:
            groups[_said(it.rule)].append(it)
    for group in groups.values():
        first, *others = group
        if len({it.loaded.file.site for it in group}) > 1:
            yield first.spot(f"the same rule stands in {_listed([it.at for it in others])}")


def _file_clones(subject: Subject) -> list[list[LoadedFile]]:
    groups: dict[Hashable, list[LoadedFile]] = defaultdict(list)
    for loaded in subject.files:
        file = loaded.file
        if file.site and _substance(loaded) >= _LEAST_SAID:
            fields = frozenset((name, dataclasses.replace(field, origin=NOWHERE)) for name, field in file.fields.items())
            content = file.content and dataclasses.replace(file.content, origin=NOWHERE)
            groups[content, fields, frozenset(map(_said, file.rules))].append(loaded)
    return [group for group in groups.values() if len(group) > 1]


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
