"""Numbers in an XPath's square brackets: ``[3]``, ``[last()]``, ``[position() > 1]``."""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.upkeep.ftr.css import Condition, Place, Untranslatable
from cleaner.upkeep.ftr.xpath import Binary, Call, Expression, Number


def position_of(predicate: Expression) -> int | None:
    """Return the number of ``[3]`` and ``[position()=3]``, -1 for ``[last()]``, None for any other condition."""
    if isinstance(predicate, Number) and predicate.value.is_integer():
        return int(predicate.value)
    if isinstance(predicate, Call) and predicate.name == "last":
        return -1
    if isinstance(predicate, Binary) and predicate.sign == "=" and predicate.left == Call("position", ()):
        return position_of(predicate.right)
    return None


def place_of(predicate: Expression) -> tuple[str, int] | None:
    """Return a condition on the number: ``("=", 3)``, ``(">", 2)``; -1 is the last."""
    number = position_of(predicate)
    if number is not None:
        return "=", number
    if isinstance(predicate, Binary) and predicate.left == Call("position", ()) and predicate.sign in ("<", "<=", ">", ">=", "!="):
        number = position_of(predicate.right)
        if number is not None:
            if predicate.sign in ("<=", ">=") and number > 0:
                return predicate.sign[0], number + (1 if predicate.sign == "<=" else -1)
            return ("<" if number == -1 and predicate.sign == "!=" else predicate.sign), number
    return None


def counted(sign: str, number: int, kind: str) -> Iterable[Condition]:
    """Return the conditions that a number among siblings means; raises :class:`Untranslatable`."""
    if number == -1:
        if sign == "=":
            return (Place(f"last-{kind}"),)
    elif sign == "=" and number > 0:
        return (Place(f"first-{kind}" if number == 1 else f"nth-{kind}({number})"),)
    elif sign == ">" and number >= 0:
        return (Place(f"nth-{kind}(n+{number + 1})"),)
    elif sign == "<" and number > 1:
        return (Place(f"nth-{kind}(-n+{number - 1})"),)
    elif sign == "!=" and number == 1:
        return (Place(f"nth-{kind}(n+2)"),)
    raise Untranslatable("it counts from the end")
