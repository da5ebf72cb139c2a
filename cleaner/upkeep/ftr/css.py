"""Selectors as values: made of an XPath, written as CSS, and shown by an element that they just meet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NAME = re.compile(r"-?[A-Za-z_\u00a0-\U0010ffff][\w\u00a0-\U0010ffff-]*")


class Untranslatable(ValueError):
    """Something that neither CSS nor a rule of lines nor a field's source can say; its message says what."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A condition on an attribute; ``sign`` is ``""`` (it is there), ``=``, ``~=``, ``^=``, ``$=`` or ``*=``."""

    name: str
    sign: str = ""
    value: str = ""
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Has:
    """The element has a relative: ``link`` is ``" "``, ``">"``, ``"~"`` or ``"+"``."""

    link: str
    relative: Selector
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """The element itself stands so to another one: below it (``" "``, ``">"``) or behind it (``"~"``, ``"+"``)."""

    other: Selector
    link: str
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A condition on the place among siblings: ``nth-of-type(2)``, ``last-child``."""

    pseudo: str
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """Not this tag."""

    name: str
    negative: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """The element's text equals, begins with or holds a literal: no CSS, but perhaps a rule of lines."""

    kind: str
    value: str
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """The element holds no text."""

    negative: bool = False


Condition = Attribute | Has | Within | Place | Tag | Words | Empty


@dataclass(frozen=True, slots=True)
class Compound:
    """One element: its tag ("" for any) and its conditions."""

    tag: str = ""
    conditions: tuple[Condition, ...] = ()

    def with_(self, *more: Condition) -> Compound:
        """Return the compound with further conditions."""
        return Compound(self.tag, (*self.conditions, *(c for c in more if c not in self.conditions)))


@dataclass(frozen=True, slots=True)
class Selector:
    """Compounds from the outermost to the one that is meant, each with the sign that links it to the one before ("" for the first)."""

    parts: tuple[tuple[str, Compound], ...]

    @property
    def subject(self) -> Compound:
        """The element that is meant."""
        return self.parts[-1][1]

    def with_subject(self, subject: Compound) -> Selector:
        """Return the selector with another subject."""
        return Selector((*self.parts[:-1], (self.parts[-1][0], subject)))

    def then(self, link: str, compound: Compound) -> Selector:
        """Return the selector of an element that stands so to this one's."""
        return Selector((*self.parts, (link, compound)))


def conditions_of(selector: Selector) -> Iterable[Condition]:
    """Yield every condition of a selector, those inside of others too."""
    for _, compound in selector.parts:
        for condition in compound.conditions:
            yield condition
            if isinstance(condition, Has):
                yield from conditions_of(condition.relative)
            elif isinstance(condition, Within):
                yield from conditions_of(condition.other)


def write(selector: Selector) -> str:
    """Return a selector as CSS; it must hold no :class:`Words` and no :class:`Empty`."""
    text = ""
    for link, compound in selector.parts:
        text += {"": "", " ": " "}.get(link, f" {link} ") + _compound(compound)
    return text


def _compound(compound: Compound) -> str:
    # A class or id may follow the tag at once; what is negative reads best at the end.
    written = sorted((_condition(c) for c in compound.conditions), key=lambda text: text[0] == ":")
    return (compound.tag + "".join(written)) or "*"


def _condition(condition: Condition) -> str:
    if isinstance(condition, Attribute):
        positive = _attribute(condition)
    elif isinstance(condition, Has):
        link = "" if condition.link == " " else f"{condition.link} "
        positive = f":has({link}{write(condition.relative)})"
    elif isinstance(condition, Within):
        link = " " if condition.link == " " else f" {condition.link} "
        # CSS can say "not below x" of an element, so "below x" is "not: not below x".
        inner = f":not({write(condition.other)}{link}*)"
        return inner if condition.negative else f":not({inner})"
    elif isinstance(condition, Place):
        positive = f":{condition.pseudo}"
    elif isinstance(condition, Tag):
        return f":not({condition.name})"
    else:
        raise TypeError(f"{type(condition).__name__} is no CSS")
    return f":not({positive})" if condition.negative else positive


def _attribute(condition: Attribute) -> str:
    name, sign, value = condition.name, condition.sign, condition.value
    if _NAME.fullmatch(value):
        if name == "class" and sign == "~=":
            return f".{value}"
        if name == "id" and sign == "=":
            return f"#{value}"
    if not sign:
        return f"[{name}]"
    return f"[{name}{sign}{_quoted(value)}]"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
    return f'"{escaped}"'
