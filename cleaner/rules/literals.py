"""Literals with typed holes: what a maintainer writes for a line, and the patterns that are made of it.

A literal is written as people see it: ``{int} users have voted.``, ``Share this {article|story|page}``. It is folded
like the blocks it meets, and bared: what decorates labels (arrows, bullets, a colon at the end) counts on neither side. A
literal without holes is compared, not searched, so most of a rulebook costs one look-up a block.
"""

from __future__ import annotations

import re

from cleaner.text.fold import fold

#: What decorates a label at either end and says nothing.
_DECORATION = " »›>•·∙●■|▶►▸→➔–—-+*#…:⟩❯▼▾↓↑^"
_DECORATION_BEFORE = _DECORATION.replace("#", "") + "«‹<←"

#: A letter of a name: what is no figure, no blank and no mark that never stands in names. A class such as ``\\p{L}`` would
#: say it better, but costs RE2 500 instructions each: 50 patterns with a ``{name}`` made of it did not fit in its memory.
_IN_NAME = r"""[^ 0-9@:;!?()\[\]"/|,+*=<>#&（）［］【】「」：＝／｜、。]"""
_IN_DATE = r"""[^ 0-9!?;:"@]"""

#: What is no letter, figure or blank, of ASCII: to be escaped in a pattern.
_SPECIAL = re.compile(r"[\x00-\x1f!-/:-@\[-`{-\x7f]")

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
    if folded[:1].isalnum() and folded[-1:].isalnum():  # most texts
        return folded
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


def to_ending(literal: str) -> str:
    """Return the pattern of a literal at the end of a text as shown: see :func:`cleaner.rules.patterns.compile_ending`."""
    literal = literal.strip()
    before = r"(?:^|[ (\[|/.–—（［【〔｜／＝・。、-])" if literal[:1] not in "([（［【〔" else ""
    return "(?i)" + before + to_groups(literal) + r"[.)\]）］】〕]?\s?$"


def to_groups(literal: str) -> str:
    """Return the pattern of a literal over text as shown, each typed hole a group."""
    parts = ["(" + HOLES[v] + ")" if k == "hole" and "|" not in v else _shown(k, v) for k, v in pieces(literal)]
    return "".join(parts)


def _shown(kind: str, value: str) -> str:
    """Return the pattern of a piece as it is written or folded: texts as shown keep the wide marks of CJK."""
    folded = _piece(kind, value)
    written = _escape(value)
    return folded if kind == "hole" or written == folded else f"(?:{written}|{folded})"
