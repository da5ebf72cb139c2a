"""RE2: sets of patterns that are asked of all lines of a page at once, and single patterns of fields that want what a hole took."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from cleaner.rules.literals import PatternError, to_ending, to_groups

#: Memory of a set in bytes: by the characters of its patterns, three times what most need to begin with, within these bounds.
_BYTES_A_CHARACTER, _LEAST_BYTES, _MOST_BYTES = 256, 2 << 20, 64 << 20
#: A text that every set must know, longer than any that it is asked for.
_PROBE = "\x00" + "-" * 600

#: A pattern that begins with whatever there is, after what may be left out.
_OPEN = re.compile(
    r"(?:\^|\(\?:[^()|]*\)[?*]|\(\?:|\((?!\?)|(?:\[[^\]^][^\]]*\]|\\?[^\\\[(.|)])[?*])*(?:\.|\[\^|\\[DSWP])"
)

#: Lines that are searched together, and parts that they are split into where something is found: a text that meets a pattern in
#: each line is gone through three times.
_MOST_LINES, _PARTS = 64, 8

#: The ends of a text, which among the lines of a page are the ends of a line.
_TEXT_ENDS = {r"\A": "^", r"\z": "$"}

#: Tells which patterns are met by a line of some, None for none.
_Search: TypeAlias = Callable[[bytes], Sequence[int] | None]


@lru_cache(maxsize=64)
def _options(size: int = 8 << 20) -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = size
    return options


@lru_cache(maxsize=64)
def _line_options(size: int = 8 << 20) -> Any:
    """Return the options of patterns that are searched in many lines at once: none goes on beyond the end of its line."""
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = size
    options.never_nl = True
    return options


def _line(pattern: str) -> str:
    """Return what finds a pattern that is a whole line of a text."""
    return "(?m)^(?:" + re.sub(r"\\.", lambda m: _TEXT_ENDS.get(m[0], m[0]), pattern) + ")$"


class PatternSet:
    """Which of some patterns match a whole line.

    One automaton looks for all that begin with something definite: most lines leave it at their first letters. Patterns that begin with
    whatever there is (``.+ photo by …``) would each multiply its states, 40 of them to fifty times the time a block; they are tried
    one by one, and only on texts that hold a word which they cannot do without.

    Both are asked of dozens of lines at once, then of ever fewer around what is found: a call costs more than the search, and few lines
    of a page meet a pattern.

    Args:
        patterns: RE2 patterns.

    Raises:
        PatternError: a pattern is no RE2 (look-around, back references) or they are too large together.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        opened = [n for n, pattern in enumerate(patterns) if _OPEN.match(pattern)]
        one_by_one = _filter([patterns[n] for n in opened])
        if one_by_one is None:
            opened = []
        definite = [n for n in range(len(patterns)) if n not in frozenset(opened)]
        self._searches: list[tuple[_Search, list[int]]] = []
        if definite:
            self._searches.append((_compiled([patterns[n] for n in definite], _line).Match, definite))
        if one_by_one is not None:
            self._searches.append((one_by_one.Match, opened))

    def match(self, text: str) -> list[int]:
        """Return the places of the patterns that match a text without line breaks, ascending."""
        return self.find([text.encode("utf-8")]).get(0, [])

    def find(self, lines: Sequence[bytes]) -> dict[int, list[int]]:
        """Return, for each line (UTF-8) that some pattern matches, its place → the places of these patterns, ascending."""
        found: dict[int, list[int]] = {}
        for search, places in self._searches:
            for line, numbers in _met(search, lines):
                found.setdefault(line, []).extend(places[n] for n in numbers)
        return {line: sorted(found[line]) for line in found}


def _met(search: _Search, lines: Sequence[bytes]) -> Iterator[tuple[int, Sequence[int]]]:
    """Yield the place of each line that a search finds something in, with what it finds."""
    spans = [(start, min(start + _MOST_LINES, len(lines))) for start in range(0, len(lines), _MOST_LINES)]
    while spans:
        start, end = spans.pop()
        numbers = search(b"\n".join(lines[start:end]))
        if not numbers:
            continue
        if end - start == 1:
            yield start, numbers
        else:
            step = -(-(end - start) // _PARTS)
            spans += [(part, min(part + step, end)) for part in range(start, end, step)]


def compile_set(patterns: Sequence[str]) -> PatternSet | None:
    """Return what tells which of ``patterns`` match a whole text; None for none.

    Raises:
        PatternError: see :class:`PatternSet`.
    """
    return PatternSet(patterns) if patterns else None


def _filter(patterns: Sequence[str]) -> Any:
    """Return an RE2 filter of patterns that match whole texts; None for none, and when there are too many for one."""
    if not patterns:
        return None
    import re2

    made = re2.Filter()
    for pattern in (*patterns, _PROBE):
        try:
            made.Add(_line(pattern), _line_options())
        except re2.error as error:
            raise PatternError(f"{pattern!r} is no RE2 pattern: {error}") from error
    with contextlib.suppress(re2.error, RuntimeError):
        made.Compile()
        if made.Match(_PROBE):
            return made
    return None


def _compiled(patterns: Sequence[str], form: Callable[[str], str]) -> Any:
    """Return a set of patterns, each in the form that is searched.

    It holds no more memory than it needs: RE2 fills what it is given with what it has learned of the texts it met.
    """
    import re2

    size = max(_LEAST_BYTES, _BYTES_A_CHARACTER * sum(map(len, patterns)))
    while True:
        made = re2.Set.SearchSet(_line_options(min(size, _MOST_BYTES)))
        for pattern in patterns:
            try:
                made.Add(form(pattern))
            except re2.error as error:
                raise PatternError(f"{pattern!r} is no RE2 pattern: {error}") from error
        made.Add("^" + _PROBE + "$")
        with contextlib.suppress(re2.error):
            made.Compile()
            # One that has too little memory to search in compiles, and then finds nothing.
            if made.Match(_PROBE):
                return made
        if size >= _MOST_BYTES:
            raise PatternError(f"{len(patterns)} patterns are too large together for RE2: the longest is {max(patterns, key=len)!r}")
        size *= 2


@lru_cache(maxsize=2048)
def compile_one(literal: str) -> Any:
    """Return the compiled pattern of a literal whose holes are groups, for fields that want what a hole took."""
    import re2

    return re2.compile("(?i)^" + to_groups(literal.strip(" »›>•·→|:").strip()) + "$", _options())


@lru_cache(maxsize=2048)
def compile_ending(literal: str) -> Any:
    """Return the compiled pattern of a literal at the end of a text, after its beginning, a blank or a bracket."""
    import re2

    return re2.compile(to_ending(literal), _options())


def ends_with(literals: tuple[str, ...], text: str) -> list[str]:
    """Return those of ``literals`` that :func:`compile_ending` finds in ``text``, in their order: one search for all of them."""
    found = _endings(literals).Match(text) if literals else ()
    return [literals[i] for i in sorted(found or ()) if i < len(literals)]


@lru_cache(maxsize=128)
def _endings(literals: tuple[str, ...]) -> Any:
    return _compiled(literals, to_ending)


@lru_cache(maxsize=512)
def compile_start(pattern: str) -> Any:
    """Return a compiled RE2 pattern that is looked for at the beginning of a text."""
    import re2

    return re2.compile("^(?:" + pattern + ")", _options())


def program_size(pattern: str) -> int:
    """Return the number of instructions that RE2 makes of a pattern: what it costs in memory and, at worst, in time a character."""
    import re2

    return int(re2.compile(pattern, _options(_MOST_BYTES)).programsize)
