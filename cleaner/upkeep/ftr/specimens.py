"""A small page that a selector just meets: what generated tests are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from cleaner.upkeep.ftr.css import Attribute, Compound, Has, Place, Selector, Within, Words

#: Paragraphs of this program's own, so many that none holds more of a page's prose than a selector may take at all.
PROSE = (
    "The ferry left the pier at ten, and the gulls followed.", "At noon the rain came in and nobody stayed on deck.",
    "The cook made soup for all who had lost their hats.", "By evening we saw the lights of the island far ahead.",
)
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"})
#: Elements that a parser moves or drops unless they stand in these.
_HOMES = {"li": "ul", "td": "tr", "th": "tr", "tr": "table", "tbody": "table", "thead": "table", "dd": "dl", "dt": "dl", "option": "select"}


@dataclass
class Element:
    """An element to be written."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def html(self) -> str:
        """Return it as HTML."""
        given = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes.items())
        if self.tag in _VOID:
            return f"<{self.tag}{given}>"
        inner = "".join(escape(c, quote=False) if isinstance(c, str) else c.html() for c in self.children)
        return f"<{self.tag}{given}>{inner}</{self.tag}>"


def specimen(selector: Selector, text: str) -> str:
    """Return HTML whose element that ``selector`` means holds ``text``; what the selector denies is not looked at."""
    roots: list[Element | str] = []
    parts = list(selector.parts)
    bare = parts[0][1].tag == "html"
    while parts and parts[0][1].tag in ("html", "body") and len(parts) > 1:
        parts.pop(0)
    if not parts[0][1].tag and len(parts) > 1 and not parts[0][1].conditions:
        parts.pop(0)
    _put(roots, (("", parts[0][1]), *parts[1:]), text)
    inner = "".join(r if isinstance(r, str) else r.html() for r in roots)
    return inner if bare else f"<section>{inner}</section>"


def _put(into: list[Element | str], parts: Sequence[tuple[str, Compound]], text: str) -> None:
    """Put the elements of a selector's parts into a list of children; the last one holds the text."""
    siblings, made = into, None
    for place, (link, compound) in enumerate(parts):
        if made is not None and link in (" ", ">"):
            siblings = made.children
        made = _element(compound, siblings)
        if place == len(parts) - 1 and text:
            made.children.insert(0, text if not _words(compound) else _worded(compound, text))


def _element(compound: Compound, siblings: list[Element | str]) -> Element:
    """Put an element, and what stands before and behind it, into ``siblings``, and return it."""
    made = Element(compound.tag or "div")
    around = siblings
    home = _HOMES.get(made.tag)
    if home and not around:
        holder = Element(home)
        around.append(holder)
        around = holder.children
    positive = [c for c in compound.conditions if not getattr(c, "negative", False)]
    for condition in positive:
        if isinstance(condition, Within):
            link = condition.link
            if link in (" ", ">"):
                holders: list[Element | str] = []
                _put(holders, condition.other.parts, "")
                around.extend(holders)
                around = _innermost(holders[-1]).children
            else:
                _put(around, condition.other.parts, "")
        elif isinstance(condition, Place):
            around.extend(Element(made.tag) for _ in range(_before(condition.pseudo)))
    around.append(made)
    for condition in positive:
        if isinstance(condition, Attribute):
            _set(made.attributes, condition)
    for condition in positive:
        if isinstance(condition, Has):
            first, *rest = condition.relative.parts
            _put(made.children if condition.link in (" ", ">") else around, (("", first[1]), *rest), "")
    return made


def _innermost(element: Element | str) -> Element:
    assert isinstance(element, Element)
    while element.children and isinstance(element.children[-1], Element):
        element = element.children[-1]
    return element


def _set(attributes: dict[str, str], condition: Attribute) -> None:
    name, sign, value = condition.name, condition.sign, condition.value
    before = attributes.get(name, "")
    if sign == "=" or not before:
        attributes[name] = value or before or "x"
    elif sign == "^=":
        attributes[name] = value + before
    elif value and value not in (before.split() if sign == "~=" else before):
        attributes[name] = before + (" " if name == "class" or sign == "~=" else "") + value


def _before(pseudo: str) -> int:
    """Return how many elements of the same tag must stand before one at this place."""
    name, _, count = pseudo.rstrip(")").partition("(")
    if not name.startswith("nth"):
        return 0
    number = count.removeprefix("n+")
    return max(0, int(number) - 1) if number.isdigit() else 0


def _words(compound: Compound) -> Words | None:
    return next((c for c in compound.conditions if isinstance(c, Words) and not c.negative), None)


def _worded(compound: Compound, text: str) -> str:
    words = _words(compound)
    assert words is not None
    return words.value if words.kind == "is" else f"{words.value} {text}"
