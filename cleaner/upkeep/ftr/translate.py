"""XPath to selectors: what CSS can say of an element, it says; for all else the reason why not."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from cleaner.upkeep.ftr.counting import position_of
from cleaner.upkeep.ftr.css import Compound, Condition, Has, Selector, Untranslatable, Within
from cleaner.upkeep.ftr.predicates import Predicates
from cleaner.upkeep.ftr.xpath import ANY, Binary, Call, Expression, Literal, Path, Step, parse_xpath

__all__ = ["Untranslatable", "is_first", "selectors_of", "tail_of", "translate"]

#: Alternatives that one expression may give.
_MOST = 40
_TAG = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
#: Functions that only tidy the text of what they are given.
_TIDYING = frozenset({"normalize-space", "string"})


def translate(xpath: str) -> list[Selector]:
    """Return the selectors that together mean the elements of an XPath.

    Raises:
        XPathError: it is no XPath 1.0.
        Untranslatable: CSS cannot say it.
    """
    return selectors_of(parse_xpath(xpath))


def selectors_of(expression: Expression) -> list[Selector]:
    """Return the selectors of a parsed expression; raises :class:`Untranslatable`."""
    if isinstance(expression, Binary) and expression.sign == "|":
        return [*selectors_of(expression.left), *selectors_of(expression.right)]
    if isinstance(expression, Call) and expression.name in _TIDYING and len(expression.arguments) == 1:
        return selectors_of(expression.arguments[0])
    if not isinstance(expression, Path):
        raise Untranslatable(f"{_kind(expression)} gives a text or a number, not elements")
    if expression.filters:
        raise Untranslatable("it takes one of several matches by its number in the page")
    found: list[Selector] = selectors_of(expression.start) if expression.start is not None else []
    return _walk(found, expression.steps, rooted=expression.root == "/")


def is_first(expression: Expression) -> Path | None:
    """Return ``(…)[1]`` without its number, None when the expression is no such thing."""
    if isinstance(expression, Path) and expression.filters and not expression.steps and position_of(expression.filters[0]) == 1:
        return dataclasses.replace(expression, filters=expression.filters[1:])
    return None


def tail_of(expression: Expression) -> tuple[Expression, Step | None]:
    """Return a path without its last step where that is an attribute or a text, and that step; else the path and None."""
    if isinstance(expression, Path) and expression.steps:
        last = expression.steps[-1]
        if last.axis == "attribute" or last.test in ("text()", "comment()"):
            rest = expression.steps[:-1]
            if rest and rest[-1] == ANY:
                rest = rest[:-1]
            return dataclasses.replace(expression, steps=rest), last
    return expression, None


def _kind(expression: Expression) -> str:
    return f"{expression.name}()" if isinstance(expression, Call) else "a literal" if isinstance(expression, Literal) else "this"


def _walk(found: list[Selector], steps: Sequence[Step], *, rooted: bool) -> list[Selector]:
    """Return where the steps lead from ``found`` (from the root, or from anywhere, when there is nothing yet)."""
    loose = False
    for place, step in enumerate(steps):
        if step == ANY:
            loose = True
            continue
        if place == 0 and rooted and step.axis == "child" and step.test != "html":
            raise Untranslatable(f"it begins at the page's root with <{step.test}>, which no page does")
        found = _limited(_step(found, step, loose))
        loose = False
    if not found:
        raise Untranslatable("it names no element")
    return [_raised(s) for s in found]


def _raised(selector: Selector) -> Selector:
    """Return a selector whose first element says what it stands below or behind as CSS says it: by what is written before."""
    (_, first), *rest = selector.parts
    above = [c for c in first.conditions if isinstance(c, Within) and not c.negative]
    if len(above) != 1:
        return selector
    kept = Compound(first.tag, tuple(c for c in first.conditions if c is not above[0]))
    return Selector((*above[0].other.parts, (above[0].link, kept), *rest))


def _limited(found: list[Selector]) -> list[Selector]:
    if len(found) > _MOST:
        raise Untranslatable(f"it stands for more than {_MOST} selectors")
    return list(dict.fromkeys(found))


def _step(found: list[Selector], step: Step, loose: bool) -> list[Selector]:
    if step.axis == "child" or (step.axis == "descendant" and not loose):
        link = " " if loose or step.axis == "descendant" else ">"
        made = Predicates(_compound(step), step, relatives, positional=step.axis == "child").alternatives()
        return [s.then(link, c) for s in found for c in made] if found else [Selector((("", c),)) for c in made]
    if loose:
        # a//ancestor::b: from any element below a.
        found = [s.then(" ", Compound()) for s in found] or [Selector((("", Compound()),))]
    if not found:
        found = [Selector((("", Compound()),))]
    return _AXES.get(step.axis, _no_axis)(found, step)


def _compound(step: Step) -> Compound:
    if step.test in ("*", "node()"):
        return Compound()
    if step.test in ("text()", "comment()", "processing-instruction()"):
        raise Untranslatable(f"{step.test} is no element")
    if not _TAG.fullmatch(step.test):
        raise Untranslatable(f"<{step.test}> is no tag of HTML")
    if step.test != step.test.lower():
        raise Untranslatable(f"<{step.test}> is never met: parsers write tags in lower case")
    return Compound(step.test)


def collapse(selector: Selector) -> Compound:
    """Return one element that says of itself what stands around it."""
    link, subject = selector.parts[-1]
    if len(selector.parts) == 1:
        return subject
    return subject.with_(Within(Selector(selector.parts[:-1]), link))


def _inside(selector: Selector) -> Selector:
    """Return a selector to stand inside of ``:has()``: as it is where nothing before it matters beyond its own element."""
    return Selector((("", collapse(selector)),))


def _no_axis(found: list[Selector], step: Step) -> list[Selector]:
    raise Untranslatable(f"CSS has nothing like {step.axis}::{step.test}")


def _self(found: list[Selector], step: Step) -> list[Selector]:
    made = Predicates(_compound(step), step, relatives, positional=False).alternatives()
    merged = ((s, merge(s.subject, c)) for s in found for c in made)
    return [s.with_subject(c) for s, c in merged if c is not None]


def merge(one: Compound, other: Compound) -> Compound | None:
    """Return the element that is both, None when there is none."""
    if one.tag and other.tag and one.tag != other.tag:
        return None
    return Compound(one.tag or other.tag, one.conditions).with_(*other.conditions)


def _parent(found: list[Selector], step: Step) -> list[Selector]:
    made = Predicates(_compound(step), step, relatives, positional=False).alternatives()
    result: list[Selector] = []
    for selector in found:
        link, subject = selector.parts[-1]
        if link == ">":  # the parent is the element before
            child = Has(">", Selector((("", subject),)))
            before = Selector(selector.parts[:-1])
            merged = [merge(before.subject, c) for c in made]
            result += [before.with_subject(m.with_(child)) for m in merged if m is not None]
        else:
            result += [Selector((("", c.with_(Has(">", _inside(selector)))),)) for c in made]
    return result


def _ancestor(found: list[Selector], step: Step) -> list[Selector]:
    positions = [n for p in step.predicates if (n := position_of(p)) is not None]
    if positions and (positions != [1] or position_of(step.predicates[-1]) != 1):
        raise Untranslatable("it counts ancestors")
    plain = Step(step.axis, step.test, step.predicates[: len(step.predicates) - len(positions)])
    made = Predicates(_compound(plain), plain, relatives, positional=False).alternatives()
    result: list[Selector] = []
    for selector in found:
        for compound in made:
            inner = _inside(selector)
            conditions: list[Condition] = [Has(" ", inner)]
            if positions:  # the nearest: none of its like stands between
                conditions.append(Has(" ", Selector((("", compound), *_linked(" ", inner))), negative=True))
            result.append(Selector((("", compound.with_(*conditions)),)))
    return result


def _linked(link: str, selector: Selector) -> tuple[tuple[str, Compound], ...]:
    first, *rest = selector.parts
    return ((link, first[1]), *rest)


def _or_self(found: list[Selector], step: Step) -> list[Selector]:
    axis = step.axis.removesuffix("-or-self")
    if any(position_of(p) is not None for p in step.predicates):
        raise Untranslatable(f"it counts along {step.axis}")
    plain = Step("self", step.test, step.predicates)
    if axis == "descendant":
        return [*_self(found, plain), *_step(found, Step("descendant", step.test, step.predicates), loose=False)]
    return [*_self(found, plain), *_ancestor(found, Step("ancestor", step.test, step.predicates))]


def _following(found: list[Selector], step: Step) -> list[Selector]:
    compounds, like = _siblings(step)
    if like == Compound():
        return [s.then("+", c) for s in found for c in compounds]
    result: list[Selector] = []
    for selector in found:
        for compound in compounds:
            if like is None:
                result.append(selector.then("~", compound))
            else:  # none of its like stands between
                far = Within(selector.then("~", like), "~", negative=True)
                result.append(selector.then("~", compound.with_(far)))
    return result


def _preceding(found: list[Selector], step: Step) -> list[Selector]:
    compounds, like = _siblings(step)
    result: list[Selector] = []
    for selector in found:
        link, subject = selector.parts[-1]
        # What stands above an element stands above its siblings too.
        kin = link in ("", " ", ">")
        inner = Selector((("", subject),)) if kin else _inside(selector)
        above = selector.parts[:-1] if kin else ()
        for compound in compounds:
            conditions: list[Condition] = [Has("+" if like == Compound() else "~", inner)]
            if like is not None and like != Compound():
                conditions.append(Has("~", Selector((("", like), *_linked("~", inner))), negative=True))
            result.append(Selector((*above, (link if above else "", compound.with_(*conditions)))))
    return result


def _siblings(step: Step) -> tuple[list[Compound], Compound | None]:
    """Return what a sibling must be; and where the nearest is meant, among which it is the nearest, else None."""
    positions = [i for i, p in enumerate(step.predicates) if position_of(p) is not None]
    plain = Step(step.axis, step.test, tuple(p for i, p in enumerate(step.predicates) if i not in positions))
    compounds = Predicates(_compound(plain), plain, relatives, positional=False).alternatives()
    if not positions:
        return compounds, None
    if len(positions) == 1 and position_of(step.predicates[positions[0]]) == 1:
        if positions == [0]:
            return compounds, _compound(plain)
        if positions == [len(step.predicates) - 1] and len(compounds) == 1:
            return compounds, compounds[0]
    raise Untranslatable("it counts siblings from an element")


_AXES = {
    "self": _self, "parent": _parent, "ancestor": _ancestor, "ancestor-or-self": _or_self, "descendant-or-self": _or_self,
    "descendant": lambda found, step: [s for f in found for s in _step([f], step, loose=False)],
    "following-sibling": _following, "preceding-sibling": _preceding,
}


def relatives(path: Path) -> list[tuple[str, Condition]]:
    """Return what it says of an element that a path from it leads somewhere: alternatives, each ``("", condition)``.

    Raises:
        Untranslatable: CSS cannot say it.
    """
    if path.root or path.start is not None or path.filters or not path.steps:
        raise Untranslatable("a condition looks elsewhere in the page")
    loose, steps = False, list(path.steps)
    while steps and (steps[0] == ANY or (steps[0].axis, steps[0].test, steps[0].predicates) == ("self", "node()", ())):
        loose = loose or steps[0] == ANY
        steps.pop(0)
    if not steps:
        raise Untranslatable("a condition asks for nothing")
    return [("", c) for c in _relatives(steps, loose)]


def _relatives(steps: list[Step], loose: bool) -> list[Condition]:
    first = steps[0]
    below = {"child": " " if loose else ">", "descendant": " ", "following-sibling": "~"}.get(first.axis)
    if below and (below != "~" or not loose):
        plain = Step("child" if below != "~" else first.axis, first.test, first.predicates)
        if below == "~":
            compounds, like = _siblings(plain)
            if like is not None and like != Compound():
                raise Untranslatable("a condition counts siblings")
            below = "~" if like is None else "+"
            heads = [Selector((("", c),)) for c in compounds]
        else:
            heads = _step([], plain, loose=below == " ")
        return [Has(below, s) for s in _walk(heads, steps[1:], rooted=False)]
    above = {"parent": ">", "ancestor": " ", "preceding-sibling": "~"}.get(first.axis)
    if above and not loose and len(steps) == 1:
        compounds, like = _siblings(first)
        if like is not None and (above != "~" or like != Compound()):
            raise Untranslatable("a condition counts ancestors or siblings")
        above = "+" if like is not None else above
        return [Within(Selector((("", c),)), above) for c in compounds]
    if first.axis == "self" and not loose and len(steps) == 1:
        raise Untranslatable("a condition asks what the element is")
    raise Untranslatable(f"a condition looks along {first.axis}::")
