"""Literals with typed holes, as RE2 patterns over the folded text of a whole block.

A literal is written as people see it: ``{int} users have voted.``, ``Share this {article|story|page}``. It is folded
like the blocks it meets, and bared: what decorates labels (arrows, bullets, a colon at the end) counts on neither side. A
literal without holes is compared, not searched, so most of a rulebook costs one look-up a block.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from cleaner.text.fold import fold

#: What decorates a label at either end and says nothing.
_DECORATION = " »›>•·∙●■|▶►▸→➔–—-+*#…:⟩❯▼▾↓↑^"
_DECORATION_BEFORE = _DECORATION.replace("#", "") + "«‹<←"

#: A letter of a name: what is no figure, no blank and no mark that never stands in names. A class such as ``\\p{L}`` would
#: say it better, but costs RE2 500 instructions each: 50 patterns with a ``{name}`` made of it did not fit in its memory.
_IN_NAME = r"""[^ 0-9@:;!?()\[\]"/|,+*=<>#&（）［］【】「」：＝／｜、。]"""
_IN_DATE = r"""[^ 0-9!?;:"@]"""

#: Memory of a set in bytes: by the characters of its patterns, three times what most need to begin with, within these bounds.
_BYTES_A_CHARACTER, _LEAST_BYTES, _MOST_BYTES = 256, 2 << 20, 64 << 20
#: A text that every set must know, longer than any that it is asked for.
_PROBE = "\x00" + "-" * 600

#: What is no letter, figure or blank, of ASCII: to be escaped in a pattern.
_SPECIAL = re.compile(r"[\x00-\x1f!-/:-@\[-`{-\x7f]")

#: A pattern that begins with whatever there is, after what may be left out.
_OPEN = re.compile(
    r"(?:\^|\(\?:[^()|]*\)[?*]|\(\?:|\((?!\?)|(?:\[[^\]^][^\]]*\]|\\?[^\\\[(.|)])[?*])*(?:\.|\[\^|\\[DSWP])"
)

#: The typed holes. Each matches inside one block, in time linear in its length; all see folded text.
HOLES = {
    "int": r"[0-9][0-9.,']{0,14}(?: ?[kmb]\b)?",
    "date": rf"""(?:{_IN_DATE}+ ){{0,4}}{_IN_DATE}*[0-9][^ !?;"@]*(?: [^ !?;"@]+){{0,6}}""",
    "time": r"[0-9]{1,2}[:.h][0-9]{2}(?::[0-9]{2})?(?: ?[^ 0-9,;:!?]{1,6})?",
    "name": rf"{_IN_NAME}+(?: {_IN_NAME}+){{0,5}}",
    "words": r"(?:(?:[^ ]*[^ .]|[^ ]{1,3}\.) )*[^ ]+",  # no sentence ends among them; "Mr." and "U.S." end none
    "url": r"(?:https?://)?[^ ./:@\"]+(?:\.[^ ./:@\"]+)+(?:/[^ ]*)?",
    "email": r"[^ @]+@[^ @]+\.[^ @.0-9]{2,12}",
}


def bare(folded: str) -> str:
    """Return a folded text without decoration at its ends.

    A quotation mark is decoration only where it is no quotation's: folding makes one of each guillemet that serves as
    an arrow. A line between quotation marks is somebody's words and keeps them.
    """
    text = folded.strip(_DECORATION).lstrip(_DECORATION_BEFORE)
    if '"' in (text[:1], text[-1:]) and (text.count('"') % 2 or text.startswith('" ') or text.endswith(' "')):
        text = text.strip(_DECORATION + '"').lstrip(_DECORATION_BEFORE)
    return text


class PatternError(ValueError):
    """A literal or pattern that cannot be used; its message says why and what to do."""


def pieces(literal: str) -> list[tuple[str, str]]:
    """Split a literal into ``("text", …)`` and ``("hole", …)`` pieces.

    Raises:
        PatternError: a brace without its partner or an unknown hole.
    """
    found: list[tuple[str, str]] = []
    rest = literal
    while rest:
        before, brace, after = rest.partition("{")
        if "}" in before:
            raise PatternError(f"'}}' without '{{' in {literal!r}")
        if before:
            found.append(("text", before))
        if not brace:
            break
        hole, closing, rest = after.partition("}")
        if not closing:
            raise PatternError(f"'{{' without '}}' in {literal!r}")
        if "|" not in hole and hole not in HOLES:
            import difflib

            near = difflib.get_close_matches(hole, HOLES, 1)
            hint = f"; did you mean {{{near[0]}}}?" if near else f"; holes are {', '.join(HOLES)} and {{a|b}}"
            raise PatternError(f"unknown hole {{{hole}}} in {literal!r}{hint}")
        found.append(("hole", hole))
    return found


def is_plain(literal: str) -> bool:
    """Tell whether the literal has no hole."""
    return "{" not in literal and "}" not in literal


def plain_form(literal: str) -> str:
    """Return the text that a bared block must equal."""
    return bare(fold(literal))


def to_re2(literal: str) -> str:
    """Return the RE2 pattern of a literal with holes, without the anchors that a whole-block match implies."""
    bared = literal.strip(_DECORATION).lstrip(_DECORATION_BEFORE)
    parts = [_piece(kind, value) for kind, value in pieces(bared)]
    return "".join(parts).replace("  ", " ")


def _trim(literal: str) -> str:
    return literal.strip(" »›>•·→|:").strip()


def _piece(kind: str, value: str) -> str:
    if kind == "text":
        return _escape(_fold_inside(value))
    if "|" in value:
        return "(?:" + "|".join(_escape(_fold_inside(v)) for v in value.split("|")) + ")"
    return f"(?:{HOLES[value]})"


def _fold_inside(text: str) -> str:
    """Fold a piece but keep the blank at its ends, which parts it from a hole."""
    folded = fold(text)
    if not folded:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + folded + (" " if text[-1].isspace() else "")


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


@lru_cache(maxsize=64)
def _options(size: int = 8 << 20) -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = size
    return options


class PatternSet:
    """Which of some patterns match a whole text.

    One automaton looks for all that begin with something definite: most texts leave it at their first letters. Patterns that begin with
    whatever there is (``.+ photo by …``) would each multiply its states, 40 of them to fifty times the time a block; they are tried
    one by one, and only on texts that hold a word which they cannot do without.

    Args:
        patterns: RE2 patterns.

    Raises:
        PatternError: a pattern is no RE2 (look-around, back references) or they are too large together.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        import re2

        self._open = [n for n, pattern in enumerate(patterns) if _OPEN.match(pattern)]
        self._filter = _filter([patterns[n] for n in self._open])
        if self._filter is None:
            self._open = []
        opened = frozenset(self._open)
        self._definite = [n for n in range(len(patterns)) if n not in opened]
        self._set = _compiled(re2.Set.FullMatchSet, [patterns[n] for n in self._definite]) if self._definite else None

    def match(self, text: str) -> list[int]:
        """Return the places of the patterns that match, ascending."""
        data = text.encode("utf-8")
        found = [self._definite[n] for n in self._set.Match(data) or ()] if self._set is not None else []
        if self._filter is not None:
            found += [self._open[n] for n in self._filter.Match(data) or ()]
        return sorted(found) if len(found) > 1 else found


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
            made.Add(f"^(?:{pattern})$", _options())
        except re2.error as error:
            raise PatternError(f"{pattern!r} is no RE2 pattern: {error}") from error
    with contextlib.suppress(re2.error, RuntimeError):
        made.Compile()
        if made.Match(_PROBE):
            return made
    return None


def _compiled(kind: Callable[[Any], Any], patterns: Sequence[str]) -> Any:
    """Return a set that holds no more memory than it needs: RE2 fills what it is given with what it has learned of the texts it met."""
    import re2

    size = max(_LEAST_BYTES, _BYTES_A_CHARACTER * sum(map(len, patterns)))
    while True:
        made = kind(_options(min(size, _MOST_BYTES)))
        for pattern in patterns:
            try:
                made.Add(pattern)
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

    return re2.compile("(?i)^" + _grouped(_trim(literal)) + "$", _options())


@lru_cache(maxsize=2048)
def compile_ending(literal: str) -> Any:
    """Return the compiled pattern of a literal at the end of a text, after its beginning, a blank or a bracket."""
    import re2

    return re2.compile(_ending(literal), _options())


def _ending(literal: str) -> str:
    literal = literal.strip()
    before = r"(?:^|[ (\[|/.–—（［【〔｜／＝・。、-])" if literal[:1] not in "([（［【〔" else ""
    return "(?i)" + before + _grouped(literal) + r"[.)\]）］】〕]?\s?$"


def ends_with(literals: tuple[str, ...], text: str) -> list[str]:
    """Return those of ``literals`` that :func:`compile_ending` finds in ``text``, in their order: one search for all of them."""
    found = _endings(literals).Match(text) if literals else ()
    return [literals[i] for i in sorted(found or ()) if i < len(literals)]


@lru_cache(maxsize=128)
def _endings(literals: tuple[str, ...]) -> Any:
    import re2

    return _compiled(re2.Set.SearchSet, [_ending(literal) for literal in literals])


@lru_cache(maxsize=512)
def compile_start(pattern: str) -> Any:
    """Return a compiled RE2 pattern that is looked for at the beginning of a text."""
    import re2

    return re2.compile("^(?:" + pattern + ")", _options())


def program_size(pattern: str) -> int:
    """Return the number of instructions that RE2 makes of a pattern: what it costs in memory and, at worst, in time a character."""
    import re2

    return int(re2.compile(pattern, _options(_MOST_BYTES)).programsize)


def _grouped(literal: str) -> str:
    """Return the pattern of a literal over text as shown, each typed hole a group."""
    parts = ["(" + HOLES[v] + ")" if k == "hole" and "|" not in v else _shown(k, v) for k, v in pieces(literal)]
    return "".join(parts)


def _shown(kind: str, value: str) -> str:
    """Return the pattern of a piece as it is written or folded: texts as shown keep the wide marks of CJK."""
    folded = _piece(kind, value)
    written = _escape(value)
    return folded if kind == "hole" or written == folded else f"(?:{written}|{folded})"
