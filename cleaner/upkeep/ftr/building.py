"""What a config says, as rules with tests."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator

from cleaner.rules.model import Rule, Where
from cleaner.upkeep.ftr.css import Untranslatable
from cleaner.upkeep.ftr.drafts import Box, Line, Parts
from cleaner.upkeep.ftr.specimens import specimen
from cleaner.upkeep.ftr.trying import BOX, plain_rule, tests_for

_BOX_WHY = "FiveFilters' config takes it out of the body."
_LINE_WHY = "FiveFilters' config takes blocks of these words out of the body."


def build_rules(parts: Parts, folder: str) -> list[Rule]:
    """Return rules with tests that they pass, one a role and kind where one test can show them all.

    Args:
        parts: what a file says; each of its boxes and lines has passed :func:`prove`.
        folder: the folder of the file, as full ids begin.

    Raises:
        Untranslatable: no test could be made for one of them.
    """
    return [*_box_rules(parts.boxes, folder), *_line_rules(parts.lines, folder)]


def prove(parts: Parts) -> None:
    """Raise :class:`Untranslatable` when no test can be made on which a rule of these parts acts and leaves a paragraph alone."""
    build_rules(parts, "local/sites")


def _box_rules(boxes: Iterable[Box], folder: str) -> Iterator[Rule]:
    by_role: dict[str, list[Box]] = defaultdict(list)
    for box in boxes:
        by_role[box.role].append(box)
    for role, chosen in sorted(by_role.items()):
        try:
            rules = [_box_rule(role, role, chosen, folder)]
        except Untranslatable:  # they get in each other's way on one page
            if len(chosen) == 1:
                raise
            rules = [_box_rule(role, f"{role}-{n}" if n > 1 else role, [box], folder) for n, box in enumerate(chosen, 1)]
        yield from rules


def _box_rule(role: str, name: str, boxes: list[Box], folder: str) -> Rule:
    rule = dataclasses.replace(plain_rule(name, role, _BOX_WHY), select=tuple(b.css for b in boxes))
    texts = [BOX] if len(boxes) == 1 else [f"{BOX} {n}" for n in range(1, len(boxes) + 1)]
    made = [(specimen(b.selector, text), text) for b, text in zip(boxes, texts, strict=True)]
    return dataclasses.replace(rule, tests=tests_for(rule, made, folder))


def _line_rules(lines: Iterable[Line], folder: str) -> Iterator[Rule]:
    groups: dict[tuple[str, str, str, str], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.role, line.wording.key, line.wording.tag, line.wording.inside].append(line)
    for number, chosen in enumerate(groups.values(), 1):
        wording = chosen[0].wording
        inside, tag = (wording.inside,) if wording.inside else (), (wording.tag,) if wording.tag and not wording.inside else ()
        texts = tuple(dict.fromkeys(line.wording.text for line in chosen))
        rule = plain_rule(f"lines-{number}" if number > 1 else "lines", chosen[0].role, _LINE_WHY)
        rule = dataclasses.replace(rule, where=Where(tag=tag, inside=inside))
        rule = dataclasses.replace(rule, lines=texts) if wording.key == "lines" else dataclasses.replace(rule, re=texts)
        yield dataclasses.replace(rule, tests=tests_for(rule, [_line_specimen(line) for line in chosen], folder))


def _line_specimen(line: Line) -> tuple[str, str]:
    """Return HTML of a block that the line must take, and the block's text."""
    wording = line.wording
    words = next(c for c in wording.specimen.subject.conditions if hasattr(c, "kind"))
    text = words.value if words.kind == "is" else f"{words.value} {BOX}"  # type: ignore[union-attr]
    return specimen(wording.specimen, BOX), " ".join(text.split())
