"""XPath 1.0 as a tree: what the expressions of site configs are made of. Nothing here looks at a page."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Expressions longer or deeper than this are no rule that a person wrote.
_LONGEST, _DEEPEST = 4000, 40

_TOKEN = re.compile(
    r"\s*(?:(?P<literal>\"[^\"]*\"|'[^']*')|(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<sign>//|::|\.\.|!=|<=|>=|[/@.()\[\],|+*=<>$:-])"
    r"|(?P<name>[^\W\d][\w.·-]*(?::[^\W\d][\w.·-]*)?))"
)
AXES = frozenset({
    "child", "descendant", "parent", "ancestor", "following-sibling", "preceding-sibling", "following", "preceding", "attribute",
    "self", "descendant-or-self", "ancestor-or-self",
})
NODE_TYPES = frozenset({"node", "text", "comment", "processing-instruction"})
#: Binary operators by how tightly they bind, loosest first.
_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))


class XPathError(ValueError):
    """An expression that is no XPath 1.0; its message says where it stops being one."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A text in quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number."""

    value: float


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    """Two expressions with an operator between them: ``or and = != < <= > >= + - * div mod |``."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a path: axis, node test (a tag, ``*``, ``node()``, ``text()``, ``comment()``) and predicates."""

    axis: str
    test: str
    predicates: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A path: ``/`` from the root or "" from here, behind an expression in brackets where there is one.

    ``//`` stands as a step ``descendant-or-self::node()``, as the standard says.
    """

    root: str
    steps: tuple[Step, ...]
    start: Expression | None = None
    filters: tuple[Expression, ...] = ()


Expression = Literal | Number | Call | Binary | Path
ANY = Step("descendant-or-self", "node()")


def parse_xpath(text: str) -> Expression:
    """Return the tree of an expression.

    Raises:
        XPathError: it is none.
    """
    if len(text) > _LONGEST:
        raise XPathError(f"the expression is longer than {_LONGEST} characters")
    reader = _Reader(text)
    made = reader.expression()
    if reader.next():
        raise XPathError(f"{reader.next()!r} does not belong there")
    return made


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        at, end = 0, len(text.rstrip())
        while at < end:
            found = _TOKEN.match(text, at)
            if not found:
                raise XPathError(f"{text[at:].strip()[:20]!r} cannot be read")
            assert found.lastgroup is not None
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self.at = self.depth = 0

    def next(self, ahead: int = 0) -> str:
        """Return a token that is to come, "" behind the end."""
        return self.tokens[self.at + ahead][1] if self.at + ahead < len(self.tokens) else ""

    def kind(self, ahead: int = 0) -> str:
        return self.tokens[self.at + ahead][0] if self.at + ahead < len(self.tokens) else ""

    def take(self, wanted: str = "") -> str:
        token = self.next()
        if not token or (wanted and token != wanted):
            raise XPathError(f"{wanted or 'more'!r} is missing{f' before {token!r}' if token else ' at the end'}")
        self.at += 1
        return token

    def takes(self, *signs: str) -> str:
        """Take the next token if it is one of ``signs``, and return it."""
        if self.kind() != "literal" and self.next() in signs:
            return self.take()
        return ""

    def expression(self) -> Expression:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise XPathError(f"it is nested more than {_DEEPEST} deep")
        made = self._binary(0)
        self.depth -= 1
        return made

    def _binary(self, level: int) -> Expression:
        if level == len(_LEVELS):
            return self._union()
        made = self._binary(level + 1)
        while sign := self.takes(*_LEVELS[level]):
            made = Binary(sign, made, self._binary(level + 1))
        return made

    def _union(self) -> Expression:
        negative = False
        while self.takes("-"):
            negative = not negative
        made = self._path()
        while self.takes("|"):
            made = Binary("|", made, self._path())
        if negative and isinstance(made, Number):
            return Number(-made.value)
        return Binary("-", Number(0), made) if negative else made

    def _path(self) -> Expression:
        if self.kind() in ("literal", "number") or self.next() == "(" or self._is_call():
            start = self._primary()
            filters = self._predicates()
            if self.next() not in ("/", "//"):
                return Path("", (), start, filters) if filters else start
            return Path("", self._more_steps(), start, filters)
        if self.next() in ("/", "//"):
            return Path("/", self._more_steps())
        return Path("", (self._step(), *self._more_steps()))

    def _is_call(self) -> bool:
        return self.kind() == "name" and self.next(1) == "(" and self.next() not in NODE_TYPES

    def _primary(self) -> Expression:
        kind, token = self.kind(), self.take()
        if kind == "literal":
            return Literal(token[1:-1])
        if kind == "number":
            return Number(float(token))
        if token == "(":
            made = self.expression()
            self.take(")")
            return made
        self.take("(")
        arguments: list[Expression] = []
        while not self.takes(")"):
            if arguments:
                self.take(",")
            arguments.append(self.expression())
        return Call(token, tuple(arguments))

    def _more_steps(self) -> tuple[Step, ...]:
        steps: list[Step] = []
        while sign := self.takes("/", "//"):
            if sign == "//":
                steps.append(ANY)
            elif not self.next() and not steps:
                break  # the root alone
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        if self.takes(".."):
            return Step("parent", "node()", self._predicates())
        if self.takes("."):
            return Step("self", "node()", self._predicates())
        axis = "attribute" if self.takes("@") else "child"
        if axis == "child" and self.next(1) == "::":
            axis = self.take()
            if axis not in AXES:
                raise XPathError(f"there is no axis {axis!r}")
            self.take("::")
        return Step(axis, self._node_test(), self._predicates())

    def _node_test(self) -> str:
        if self.takes("*"):
            return "*"
        if self.kind() != "name":
            raise XPathError(f"the name of an element is missing{f' before {self.next()!r}' if self.next() else ' at the end'}")
        name = self.take()
        if name in NODE_TYPES and self.takes("("):
            self.take(")")
            return f"{name}()"
        return name

    def _predicates(self) -> tuple[Expression, ...]:
        found: list[Expression] = []
        while self.takes("["):
            found.append(self.expression())
            self.take("]")
        return tuple(found)
