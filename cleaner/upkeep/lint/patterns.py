"""Findings about ``re``: patterns that never match, match else than they look, or cost too much."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.rules.literals import bare
from cleaner.rules.patterns import program_size
from cleaner.text.fold import fold
from cleaner.upkeep.lint.finding import Spot
from cleaner.upkeep.lint.pattern_tree import Part, edge_parts, every_part, parse
from cleaner.upkeep.lint.subject import Linted, Subject

#: Instructions of an RE2 programme from which on few such patterns fit into the memory of a set (64 MB).
_MOST_INSTRUCTIONS = 20_000
_ESCAPED = re.compile(r"\\(?:[pP]\{[^}]*\}|.)|\[:\^?[a-z]+:\]")


def _trees(subject: Subject) -> Iterator[tuple[Linted, int, Part]]:
    for it in subject.rules:
        for i, pattern in enumerate(it.rule.re):
            yield it, i, parse(pattern)


def ascii_class(subject: Subject) -> Iterator[Spot]:
    r"""Yield patterns in which ``\w`` or ``\b`` meets letters that RE2 takes for none."""
    for it, i, tree in _trees(subject):
        english = set(it.loaded.file.lang) == {"en"}
        for part in every_part(tree):
            if part.text in (r"\w", r"\W") and part.kind == "set" and not english:
                yield it.spot(f"{part.text} knows the letters a to z alone", "re", i)
                break
            if letter := _letter_at_edge(part):
                yield it.spot(rf"\b sees no end of a word beside {letter!r}, which RE2 takes for no letter", "re", i)
                break


def _letter_at_edge(group: Part) -> str:
    r"""Return a letter beyond ASCII beside a ``\b`` of the group's own ways, "" for none."""
    for way in group.ways:
        for i, part in enumerate(way):
            if part.text == r"\b" and part.kind == "edge":
                for beside in (*(edge_parts(way[i - 1], last=True) if i else ()), *(edge_parts(way[i + 1]) if i + 1 < len(way) else ())):
                    letter: str = beside.text
                    if beside.kind == "char" and not letter.isascii() and letter.isalpha():
                        return letter
    return ""


def unfolded(subject: Subject) -> Iterator[Spot]:
    """Yield patterns with a character that folded text never has."""
    for it, i, tree in _trees(subject):
        odd = next((text for part in every_part(tree) for text in _unfolded(part)), "")
        if odd:
            yield it.spot(f"{odd!r} stands in no folded text, where it is {fold(odd)!r}", "re", i)


def never_matches(subject: Subject) -> Iterator[Spot]:
    """Yield patterns that need a sign at an end where no bared text has it."""
    for it, i, tree in _trees(subject):
        if text := _bared_away(tree):
            yield it.spot(f"the pattern needs {text!r} at its end, which is taken off a block's text before", "re", i)


def _unfolded(part: Part) -> Iterator[str]:
    """Yield the characters of a part that folding turns into something else."""
    if part.kind == "char":
        characters = part.text if len(part.text) == 1 else ""
    elif part.kind == "set" and part.text.startswith("[") and not part.text.startswith("[^"):
        characters = _ESCAPED.sub("", part.text[1:-1])
    else:
        characters = ""
    yield from (c for c in characters if c != " " and fold(c) != c)


def _bared_away(tree: Part) -> str:
    """Return the sign that every match ends (or begins) with although no bared text does, "" for none."""
    for last in (True, False):
        parts = [*edge_parts(tree, last=last)]
        # A quotation mark is taken off only where it is none of a quotation's.
        if parts and all(part.kind == "char" and part.least and part.text != '"' and not bare(part.text) for part in parts):
            return parts[0].text
    return ""


def edge_sign(subject: Subject) -> Iterator[Spot]:
    """Yield patterns with ``^`` or ``$`` at an end, which a pattern for the whole block has no use for."""
    for it, i, tree in _trees(subject):
        signs = [part.text for way in tree.ways if way for part in (way[0], way[-1]) if part.kind == "edge" and part.text in "^$"]
        if signs:
            yield it.spot(f"{signs[0]!r} says nothing here: a pattern always meets the whole block", "re", i)


def nested_repeat(subject: Subject) -> Iterator[Spot]:
    """Yield patterns that repeat without end what repeats without end, which only RE2 takes in linear time."""
    for it, i, tree in _trees(subject):
        if any(part.endless and any(_repeats(way) for way in part.ways) for part in every_part(tree)):
            yield it.spot("the pattern repeats without end what already repeats without end", "re", i)


def _repeats(way: tuple[Part, ...]) -> bool:
    """Tell whether an alternative is nothing but a part that repeats without end."""
    while len(way) == 1 and not way[0].endless and way[0].kind == "group" and len(way[0].ways) == 1:
        way = way[0].ways[0]
    return len(way) == 1 and way[0].endless


def costly_pattern(subject: Subject) -> Iterator[Spot]:
    """Yield patterns that RE2 needs a very large programme for, mostly counted repeats of large classes."""
    for it, i, _ in _trees(subject):
        if said := _too_large(it.rule.re[i]):
            yield it.spot(said, "re", i)
    for loaded in subject.files:  # the first page in a language waits for each of them: 20 ms for one that is too large
        for i, pattern in enumerate(loaded.file.datelines):
            if said := _too_large(pattern):
                yield Spot(loaded, ("datelines", i), said)


def _too_large(pattern: str) -> str:
    size = program_size(pattern)
    return f"the pattern takes {size:,} instructions, more than {_MOST_INSTRUCTIONS:,}" if size > _MOST_INSTRUCTIONS else ""
