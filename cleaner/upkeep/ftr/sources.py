"""Where FiveFilters reads title, author and date, as sources of fields."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.upkeep.ftr.css import Attribute, Empty, Selector, Untranslatable, Words, conditions_of, write
from cleaner.upkeep.ftr.translate import is_first, selectors_of, tail_of
from cleaner.upkeep.ftr.xpath import Binary, Call, Expression, Literal, parse_xpath

#: Directive → field.
FIELDS = {"title": "title", "author": "authors", "date": "published"}


class FieldSource(NamedTuple):
    """A source as a rule file writes it, and how it differs from what was asked for ("" when it does not)."""

    keys: tuple[tuple[str, str], ...]
    note: str = ""


def sources_of(directive: str, xpath: str) -> list[FieldSource]:
    """Return the sources that an XPath of ``title``, ``author`` or ``date`` means.

    Raises:
        XPathError: it is no XPath 1.0.
        Untranslatable: no source can say it.
    """
    expression, around = _unwrapped(parse_xpath(xpath))
    if isinstance(expression, Literal) and expression.text.strip():
        return [FieldSource((("text", expression.text.strip()), *around))]
    found: list[FieldSource] = []
    for part in _union(expression):
        found += _sources(part, single=directive != "author")
    if directive == "author" and len(found) > 1:
        found = _joined(found)
    return [FieldSource((*source.keys, *around), source.note) for source in found]


def _unwrapped(expression: Expression) -> tuple[Expression, tuple[tuple[str, str], ...]]:
    """Return what stands inside of ``substring-after()`` and the like, and the keys ``after`` and ``before`` that they mean."""
    around: dict[str, str] = {}
    order: list[str] = []
    while isinstance(expression, Call):
        arguments = expression.arguments
        if expression.name in ("substring-after", "substring-before") and len(arguments) == 2 and isinstance(arguments[1], Literal):
            key = expression.name.removeprefix("substring-")
            if key in around or not arguments[1].text.strip():
                raise Untranslatable(f"{expression.name}() is used in a way that 'after' and 'before' cannot say")
            around[key] = arguments[1].text
            order.append(key)
        elif not (expression.name in ("normalize-space", "string") and len(arguments) == 1):
            raise Untranslatable(f"no source can say {expression.name}()")
        expression = arguments[0]
    if order == ["after", "before"]:  # cut off behind first, then before: the other order than the engine's
        raise Untranslatable("it cuts off the end before the beginning")
    return expression, tuple((key, around[key]) for key in ("after", "before") if key in around)


def _union(expression: Expression) -> list[Expression]:
    if isinstance(expression, Binary) and expression.sign == "|":
        return [*_union(expression.left), *_union(expression.right)]
    return [expression]


def _sources(expression: Expression, *, single: bool) -> list[FieldSource]:
    note = ""
    first = is_first(expression)
    if first is not None and first.start is not None:
        inner = [s for part in _union(first.start) for s in _sources(part, single=single)]
        if single:  # a field of one value takes the first anyway
            return inner
        inner = _joined(inner) if len(inner) > 1 else inner
        note = "" if len(inner) == 1 else "it takes the first match alone; the sources are asked in turn"
        return [FieldSource((*s.keys, ("first", "true")), s.note or note) for s in inner]
    path, tail = tail_of(expression)
    if tail is not None and tail.predicates:
        note = "it takes one of several pieces of an element's text; the source takes the whole"
    attribute = ""
    if tail is not None and tail.axis == "attribute":
        attribute = tail.test
        if not attribute.replace("-", "").replace("_", "").isalnum():
            raise Untranslatable(f"no source can read @{attribute}")
    elif tail is not None:
        note = note or "it takes an element's own text; the source also takes that of elements inside"
    return [_source(selector, attribute, note) for selector in selectors_of(path)]


def _source(selector: Selector, attribute: str, note: str) -> FieldSource:
    if any(isinstance(c, (Words, Empty)) for c in conditions_of(selector)):
        raise Untranslatable("a source cannot look for words")
    meta = _meta(selector) if attribute == "content" else ""
    if meta:
        return FieldSource((("meta", meta),), note)
    css = write(selector)
    if "@" in css:
        raise Untranslatable("its selector has a @, which parts selector and attribute in the engine")
    return FieldSource((("css", css), *((("attr", attribute),) if attribute else ())), note)


def _meta(selector: Selector) -> str:
    """Return the name of the meta tag that is meant, "" when it is none or more is asked of it."""
    subject = selector.subject
    above = [c for _, c in selector.parts[:-1]]
    if subject.tag != "meta" or len(subject.conditions) != 1 or any(c.tag not in ("html", "head", "body") or c.conditions for c in above):
        return ""
    only = subject.conditions[0]
    named = isinstance(only, Attribute) and only.sign == "=" and not only.negative and only.name in ("name", "property", "itemprop")
    return only.value.strip() if named and isinstance(only, Attribute) else ""


def _joined(sources: list[FieldSource]) -> list[FieldSource]:
    """Return sources of plain elements as one, so that all their values count."""
    if any([key for key, _ in s.keys] != ["css"] for s in sources):
        note = "it takes the values of all its parts; a field takes those of the first that has any"
        return [s._replace(note=s.note or note) for s in sources]
    note = next((s.note for s in sources if s.note), "")
    return [FieldSource((("css", ", ".join(s.keys[0][1] for s in sources)),), note)]
