"""Conditions on an element's words, as rules of lines: what begins so, and what reads so."""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

from cleaner.dom.tags import INLINE
from cleaner.rules.literals import bare
from cleaner.text.fold import fold
from cleaner.upkeep.ftr.css import Attribute, Compound, Condition, Has, Selector, Untranslatable, Words, conditions_of

_NARROWER = "it asks for words anywhere in the element; the rule takes blocks that begin with them"
_INNER = "it asks for the words of an element inside; the rule takes blocks that begin with them"
_WHOLE = "it asks for an element inside a line; the rule takes a whole block of these words"
#: Elements that are one block.
_BLOCKS = frozenset({"", "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "figcaption", "td"})


class Wording(NamedTuple):
    """A rule of lines.

    Attributes:
        key: ``lines`` or ``re``.
        text: the literal or the pattern.
        tag: the block's tag, "" for any.
        inside: the simple selector that the block must meet, "" for none.
        specimen: a selector whose element, with words, the rule must take.
        note: how it is narrower than what was asked for, "" when it is not.
    """

    key: str
    text: str
    tag: str
    inside: str
    specimen: Selector
    note: str


def wording_of(selector: Selector) -> Wording | None:
    """Return the rule of lines that a selector with words means, None when it asks for no words.

    Raises:
        Untranslatable: lines cannot say it.
    """
    asked = [c for c in conditions_of(selector) if isinstance(c, Words)]
    if not asked:
        return None
    words = asked[0]
    if len(asked) > 1 or words.negative:
        raise Untranslatable("it asks for several texts, or for none of a kind")
    subject = selector.subject
    own = words in subject.conditions
    if not own:
        subject = _without_child(subject, words)
    if subject.tag in INLINE:
        if words.kind != "is" or len(selector.parts) > 1 or len(subject.conditions) > 1:
            raise Untranslatable("it asks for the words of an element inside a line")
        plain = Selector((("", Compound()),))
        return Wording("lines", _pattern(words)[1], "", "", plain.with_subject(Compound("p", (words,))), _WHOLE)
    if subject.tag not in _BLOCKS:
        raise Untranslatable(f"a rule of lines takes blocks, not a whole <{subject.tag}>")
    rest = tuple(c for c in subject.conditions if c is not words)
    plain = selector.with_subject(Compound(subject.tag, rest))
    inside = _simple(plain)
    key, text = _pattern(words)
    note = _NARROWER if words.kind == "holds" else "" if own else _INNER
    if not own and words.kind == "is":
        key, text = _pattern(dataclasses.replace(words, kind="begins"))
        words = dataclasses.replace(words, kind="begins")
    met = plain.with_subject(plain.subject.with_(dataclasses.replace(words, kind="begins" if key == "re" else "is")))
    return Wording(key, text, subject.tag, inside, met, note)


def _without_child(subject: Compound, words: Words) -> Compound:
    """Return the element without the condition on the words of what is in it."""
    for condition in subject.conditions:
        if isinstance(condition, Has) and not condition.negative and condition.link in (">", " ") and len(condition.relative.parts) == 1:
            child = condition.relative.subject
            if child.conditions == (words,):
                return Compound(subject.tag, tuple(c for c in subject.conditions if c is not condition))
    raise Untranslatable("it asks for the words of another element")


def _pattern(words: Words) -> tuple[str, str]:
    if words.kind == "is":
        if any(c in words.value for c in "{}") or not bare(fold(words.value)):
            raise Untranslatable("it asks for a sign that is no text to a rule of lines")
        return "lines", words.value.strip()
    folded = fold(words.value).lstrip(" »›>•·∙●■|▶►▸→➔–—-+*…:«‹<←")
    if sum(c.isalnum() for c in folded) < 2:
        raise Untranslatable("it asks for a sign that is no text to a rule of lines")
    return "re", "".join(c if c.isalnum() or c == " " or not c.isascii() else "\\" + c for c in folded) + ".*"


def _simple(selector: Selector) -> str:
    """Return the simple selector of a block; "" when its tag says all.

    Raises:
        Untranslatable: it takes more than a simple one.
    """
    parts = [compound for _, compound in selector.parts]
    if len(parts) > 2 or any(link in ("~", "+") for link, _ in selector.parts):
        raise Untranslatable("with its words go conditions that only CSS can say")
    written = [_simple_part(c) for c in parts]
    if len(parts) == 1 and not parts[0].conditions:
        return ""
    return " ".join(w for w in written if w)


def _simple_part(compound: Compound) -> str:
    text = compound.tag + "".join(map(_simple_condition, compound.conditions))
    if not text:
        raise Untranslatable("with its words go conditions that only CSS can say")
    return text


def _simple_condition(condition: Condition) -> str:
    if isinstance(condition, Attribute) and not condition.negative and condition.value:
        name, sign, value = condition.name, condition.sign, condition.value
        safe = all(c.isalnum() or c in "-_" for c in value.replace(" ", "")) and len(value) > 1
        if name == "class" and sign in ("=", "~=") and safe:
            return "".join(f".{word}" for word in value.split())
        if name == "id" and sign == "=" and safe and " " not in value:
            return f"#{value}"
        if name in ("itemprop", "role") and sign == "=" and safe and " " not in value:
            return f"[{name}={value}]"
    raise Untranslatable("with its words go conditions that only CSS can say")
