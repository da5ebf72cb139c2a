"""The conditions in an XPath's square brackets, as alternatives of conditions that CSS can say."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Callable, Sequence

from cleaner.upkeep.ftr.counting import counted, place_of
from cleaner.upkeep.ftr.css import Attribute, Compound, Condition, Empty, Has, Selector, Tag, Untranslatable, Within, Words
from cleaner.upkeep.ftr.xpath import Binary, Call, Expression, Literal, Number, Path, Step

#: Alternatives that the conditions of one step may give.
_MOST = 40
_ATTRIBUTE = re.compile(r"[A-Za-z_][\w-]*")
#: Either a set of conditions, or a tag that the element must have.
Option = tuple[str, tuple[Condition, ...]]
_SELF = Path("", (Step("self", "node()"),))
Relatives = Callable[[Path], "list[tuple[str, Condition]]"]


class Predicates:
    """The conditions of one step.

    Args:
        compound: the element by its tag.
        step: the step.
        relatives: says what a path from the element means; see :func:`cleaner.upkeep.ftr.translate.relatives`.
        positional: whether the step's axis counts siblings.
    """

    def __init__(self, compound: Compound, step: Step, relatives: Relatives, *, positional: bool) -> None:
        self.compound, self.step, self.relatives, self.positional = compound, step, relatives, positional

    def alternatives(self) -> list[Compound]:
        """Return the elements that the step means; raises :class:`Untranslatable`."""
        made = [self.compound]
        for predicate in self.step.predicates:
            place = place_of(predicate)
            if place:
                made = [self._placed(c, place) for c in made]
                continue
            options = self.options(predicate)
            merged = (_with(c, option) for c in made for option in options)
            made = [c for c in merged if c is not None]
            if len(made) > _MOST:
                raise Untranslatable(f"its conditions stand for more than {_MOST} selectors")
        return made

    def _placed(self, compound: Compound, place: tuple[str, int]) -> Compound:
        """Return the compound with a condition on its number among what the step has found so far."""
        if not self.positional:
            raise Untranslatable("it counts elements that are no siblings")
        sign, number = place
        if not compound.conditions and (sign, number) != ("<", -1):
            kind = "of-type" if compound.tag else "child"
            return compound.with_(*counted(sign, number, kind))
        like = Selector((("", compound),))
        if (sign, number) == ("=", 1):
            return compound.with_(Within(like, "~", negative=True))
        if (sign, number) == (">", 1):
            return compound.with_(Within(like, "~"))
        if (sign, number) == ("=", -1):
            return compound.with_(Has("~", like, negative=True))
        if (sign, number) == ("<", -1):
            return compound.with_(Has("~", like))
        raise Untranslatable("it counts elements that meet a condition")

    def options(self, predicate: Expression, *, negative: bool = False) -> list[Option]:
        """Return the alternatives by which a condition holds (fails, when ``negative``)."""
        if isinstance(predicate, Binary) and predicate.sign in ("and", "or"):
            sides = [self.options(side, negative=negative) for side in (predicate.left, predicate.right)]
            if (predicate.sign == "or") != negative:
                return [*sides[0], *sides[1]]
            return _joined(sides)
        if isinstance(predicate, Call) and predicate.name == "not" and len(predicate.arguments) == 1:
            return self.options(predicate.arguments[0], negative=not negative)
        if isinstance(predicate, Call) and predicate.name == "boolean" and len(predicate.arguments) == 1:
            return self.options(predicate.arguments[0], negative=negative)
        found = self._plain(predicate)
        if not negative:
            return found
        # None of the alternatives may hold.
        return _joined([[_negated(option)] for option in found])

    def _plain(self, predicate: Expression) -> list[Option]:
        if isinstance(predicate, Path):
            return self._path(predicate)
        if isinstance(predicate, Call):
            return [("", (_call(predicate),))]
        if isinstance(predicate, Binary):
            return self._compared(predicate)
        raise Untranslatable("a condition counts, or asks for nothing")

    def _path(self, path: Path) -> list[Option]:
        name = attribute_of(path)
        if name:
            return [("", (Attribute(name),))]
        if is_self_test(path):
            return [(path.steps[0].test, ())]
        if _is_text(path):
            return [("", (Empty(negative=True),))]
        last = path.steps[-1] if path.steps else None
        if last is not None and last.axis == "attribute" and not path.start:
            inner = Path(path.root, (*path.steps[:-2], _and(path.steps[-2], Path("", (last,)))))
            return self._path(inner)
        if last is not None and last.test in ("text()", "comment()"):
            raise Untranslatable(f"a condition asks for {last.test} of another element")
        return [(tag, (condition,)) for tag, condition in self.relatives(path)]

    def _compared(self, predicate: Binary) -> list[Option]:
        left, right = predicate.left, predicate.right
        if isinstance(left, (Literal, Number)):
            left, right = right, left
        if predicate.sign not in ("=", "!="):
            return [_emptiness(predicate)]
        if not isinstance(right, Literal):
            return [_emptiness(predicate)]
        negative = predicate.sign == "!="
        if isinstance(left, Call) and left.name in ("name", "local-name") and left.arguments in ((), (_SELF,)):
            return [("", (Tag(right.text),))] if negative else [(right.text, ())]
        name = attribute_of(_untidied(left))
        if name:
            equal = Attribute(name, "=", right.text, negative)
            return [("", (Attribute(name), equal) if negative else (equal,))]
        if _is_text(_untidied(left)):
            return [("", (Words("is", right.text, negative) if right.text.strip() else Empty(negative),))]
        inner = _untidied(left)
        if isinstance(inner, Path) and inner.steps and inner.steps[-1].axis == "attribute" and len(inner.steps) > 1 and not negative:
            held = Binary("=", Path("", (inner.steps[-1],)), right)
            return self._path(Path(inner.root, (*inner.steps[:-2], _and(inner.steps[-2], held)), inner.start))
        if isinstance(inner, Path) and inner.steps and not negative:
            rest, last = inner.steps[:-1], inner.steps[-1]
            if last.test == "text()":
                if not rest:
                    raise Untranslatable("a condition asks for a text")
                rest, last = rest[:-1], rest[-1]
            held = Binary("=", _SELF, right)
            return self._path(Path(inner.root, (*rest, _and(last, held)), inner.start))
        raise Untranslatable("a condition compares what CSS cannot")


def _and(step: Step, condition: Expression) -> Step:
    return Step(step.axis, step.test, (*step.predicates, condition))


def _with(compound: Compound, option: Option) -> Compound | None:
    tag, conditions = option
    if tag and compound.tag and tag != compound.tag:
        return None
    return Compound(compound.tag or tag, compound.conditions).with_(*conditions)


def _joined(sides: Sequence[list[Option]]) -> list[Option]:
    """Return every way to take one alternative of each side."""
    found: list[Option] = []
    for chosen in itertools.product(*sides):
        tags = {tag for tag, _ in chosen if tag}
        if len(tags) < 2:
            found.append((next(iter(tags), ""), tuple(c for _, conditions in chosen for c in conditions)))
        if len(found) > _MOST:
            raise Untranslatable(f"its conditions stand for more than {_MOST} selectors")
    return found


def _negated(option: Option) -> Option:
    tag, conditions = option
    if tag and not conditions:
        return "", (Tag(tag),)
    if tag or len(conditions) != 1:
        raise Untranslatable("a condition denies two things at once")
    return "", (opposite(conditions[0]),)


def opposite(condition: Condition) -> Condition:
    """Return the condition that holds where this one does not."""
    if isinstance(condition, Tag):
        raise Untranslatable("a condition denies that a tag is another")
    return dataclasses.replace(condition, negative=not condition.negative)


def attribute_of(expression: Expression) -> str:
    """Return the name in ``@name``, "" for anything else."""
    if isinstance(expression, Path) and not expression.root and expression.start is None and len(expression.steps) == 1:
        step = expression.steps[0]
        if step.axis == "attribute" and not step.predicates:
            if not _ATTRIBUTE.fullmatch(step.test):
                raise Untranslatable(f"@{step.test} is no attribute that CSS can name")
            return step.test
    return ""


def is_self_test(path: Path) -> bool:
    """Tell whether a path is ``self::tag``."""
    return not path.root and path.start is None and len(path.steps) == 1 and path.steps[0].axis == "self" and (
        path.steps[0].test not in ("node()", "*") and not path.steps[0].predicates
    )


def _untidied(expression: Expression) -> Expression:
    """Return what stands in ``normalize-space()`` and ``string()``; without an argument that is the element."""
    while isinstance(expression, Call) and expression.name in ("normalize-space", "string"):
        expression = expression.arguments[0] if expression.arguments else _SELF
    return expression


def _is_text(expression: Expression) -> bool:
    """Tell whether an expression is the element's own text: ``.``, ``text()``, ``.//text()``."""
    if not isinstance(expression, Path) or expression.root or expression.start is not None or not expression.steps:
        return False
    kinds = [(s.axis, s.test) for s in expression.steps if not s.predicates]
    if len(kinds) != len(expression.steps):
        return False
    own, any_ = ("self", "node()"), ("descendant-or-self", "node()")
    return kinds in ([own], [("child", "text()")], [own, ("child", "text()")], [own, any_, ("child", "text()")], [("descendant", "text()")])


def _call(call: Call) -> Condition:
    if call.name in ("contains", "starts-with") and len(call.arguments) == 2 and isinstance(call.arguments[1], Literal):
        return _containing(call.name, call.arguments[0], call.arguments[1].text)
    if call.name in ("normalize-space", "string") and _is_text(_untidied(call)):
        return Empty(negative=True)
    raise Untranslatable(f"CSS has nothing like {call.name}()")


def _containing(name: str, where: Expression, value: str) -> Condition:
    token = _class_token(where, value) if name == "contains" else None
    if token:
        return token
    inner = _untidied(where)
    attribute = attribute_of(inner)
    if attribute:
        return Attribute(attribute, "*=" if name == "contains" else "^=", value) if value else Attribute(attribute)
    if _is_text(inner):
        return Words("holds" if name == "contains" else "begins", value)
    if isinstance(inner, Call):
        raise Untranslatable(f"a condition looks into {inner.name}()")
    raise Untranslatable("a condition looks into the text of another element")


def _class_token(where: Expression, value: str) -> Attribute | None:
    """Return the condition that ``contains(concat(' ', @class, ' '), ' x ')`` means."""
    if not isinstance(where, Call) or where.name != "concat" or len(where.arguments) != 3:
        return None
    before, inner, after = where.arguments
    name = attribute_of(_untidied(inner))
    if not name or before != Literal(" ") or after != Literal(" "):
        return None
    if value.startswith(" ") and value.endswith(" ") and len(value.split()) == 1:
        return Attribute(name, "~=", value.strip())
    # Without both blanks it is the beginning or the end of a name, or just a part.
    return Attribute(name, "*=", value.strip()) if value.strip() else None


def _emptiness(predicate: Binary) -> Option:
    """Return what ``string-length(…) = 0`` and ``count(text()) = 0`` mean."""
    call, number = predicate.left, predicate.right
    if isinstance(call, Call) and call.name in ("string-length", "count") and isinstance(number, Number):
        about = call.arguments[0] if call.arguments else _SELF
        if _is_text(_untidied(about)):
            if (predicate.sign, number.value) in (("=", 0.0), ("<", 1.0), ("<=", 0.0)):
                return "", (Empty(),)
            if (predicate.sign, number.value) in ((">", 0.0), ("!=", 0.0), (">=", 1.0)):
                return "", (Empty(negative=True),)
    raise Untranslatable("a condition counts or compares what CSS cannot")
