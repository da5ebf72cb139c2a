"""YAML as nodes with their places. What YAML 1.1 would turn into something else is an error, not a surprise.

The events of PyYAML's parser (in C where libyaml is there) become nodes here, without its composer: that one calls itself
once a level, so a file of a hundred thousand brackets ends the process, and it asks Python for a tag at every scalar, which
takes twice as long as all this. Nothing is constructed, so no tag can act. Anchors, aliases, tags, directives, duplicate
keys, tabs, several documents and deep nesting are errors.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from cleaner.errors import RuleError, RuleErrors

#: Largest rule file, in bytes, and its deepest nesting.
MAX_BYTES = 2_000_000
MAX_DEPTH = 20

_INT = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
#: What YAML has no room for, or where libyaml would see a line of its own that no editor shows.
_ODD = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")

#: Plain scalars that readers of YAML 1.1 turn into something else than text, by what they make of them.
_TRAPS = (
    (re.compile(r"yes|on|y|true", re.I), "true"),
    (re.compile(r"no|off|n|false", re.I), "false"),
    (re.compile(r"~|null|", re.I), "nothing"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?"), "a date"),
    (re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"), "a number of seconds"),
    (re.compile(r"[-+]?(?:0[0-7_]+|0o[0-7]+|0x[0-9a-f_]+|0b[01_]+)", re.I), "a number of another base"),
    (re.compile(r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|[-+]?\.[0-9][0-9_]*(?:e[-+]?[0-9]+)?", re.I), "a number"),
    (re.compile(r"[-+]?\.inf|\.nan", re.I), "a number"),
    (re.compile(r"=|<<"), "an instruction"),
)
#: No trap begins with another character, or is a word of letters that is not among these.
_TRAP_STARTS = frozenset("0123456789+-.~=<")
_TRAP_WORDS = frozenset({"", "yes", "no", "on", "off", "y", "n", "true", "false", "null"})


class Node:
    """A value with its place.

    Attributes:
        id: ``scalar``, ``sequence`` or ``mapping``.
        value: the text of a scalar, the nodes of a sequence, the pairs of nodes of a mapping.
        plain: True for a scalar without quotes or block sign.
        line: 1-based.
        column: 1-based.
    """

    __slots__ = ("column", "id", "line", "plain", "value")

    def __init__(
        self, id: Literal["scalar", "sequence", "mapping"], value: Any, plain: bool, mark: Any,
    ) -> None:
        self.id, self.value, self.plain = id, value, plain
        self.line, self.column = mark.line + 1, mark.column + 1


def compose(text: str, path: str) -> Node | None:
    """Return the root node of a YAML document, None for an empty one.

    Raises:
        RuleErrors: everything in it that rule files must not hold.
    """
    text = text.removeprefix("\ufeff")
    size = len(text.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        raise RuleErrors([RuleError(f"the file has {size:,} bytes, more than {MAX_BYTES:,}; split it", path)])
    odd = _odd_characters(text, path)
    if odd:
        raise RuleErrors(odd)
    builder = _Builder(path)
    root = builder.build(text)
    if builder.errors:
        raise RuleErrors(builder.errors)
    return root


def place(node: Node) -> tuple[int, int]:
    """Return the 1-based line and column of a node."""
    return node.line, node.column


def _odd_characters(text: str, path: str) -> list[RuleError]:
    """Return one mistake for each line with a tab or a character that YAML does not know."""
    errors: dict[int, RuleError] = {}
    for found in _ODD.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        if found[0] == "\t":
            message = "a tab: indent with blanks, and write \\t inside double quotes where the tab itself is meant"
        else:
            message = f"the character U+{ord(found[0]):04X} has no place in rule files; in double quotes it can be written as an escape"
        errors.setdefault(line, RuleError(message, path, line, column))
        if len(errors) == 20:
            break
    return list(errors.values())


class _Builder:
    """Makes nodes of the parser's events, and notes what must not be there."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.errors: list[RuleError] = []

    def build(self, text: str) -> Node | None:
        import yaml

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        root: list[Any] = []
        try:
            self._read(yaml, loader.get_event, root)
        except yaml.MarkedYAMLError as error:
            self._error(f"this is no YAML: {_said(error)}", error.problem_mark or error.context_mark)
        except yaml.YAMLError as error:
            self._error(f"this is no YAML: {error}", None)
        finally:
            loader.dispose()
        return root[0] if root else None

    def _error(self, message: str, mark: Any) -> None:
        self.errors.append(RuleError(message, self.path, *((mark.line + 1, mark.column + 1) if mark else (0, 0))))

    def _read(self, yaml: Any, get_event: Any, root: list[Any]) -> None:
        """Read events until the stream ends or something makes the rest meaningless."""
        scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
        stack: list[list[Any]] = []
        inside = root
        while (event := get_event()) is not None:
            kind = type(event)
            if kind is scalar:
                if event.anchor is not None or event.tag is not None:
                    self._extras(event)
                inside.append(Node("scalar", event.value, not event.style, event.start_mark))
            elif kind is mapping or kind is sequence:
                if event.anchor is not None or event.tag is not None:
                    self._extras(event)
                node = Node("mapping" if kind is mapping else "sequence", [], False, event.start_mark)
                inside.append(node)
                stack.append(inside)
                inside = node.value
                if len(stack) > MAX_DEPTH:
                    return self._error(f"nested more than {MAX_DEPTH} levels deep", event.start_mark)
            elif kind in ends:
                inside = stack.pop()
                if kind is ends[0]:
                    self._pair(inside[-1])
            elif not self._marginal(yaml, kind, event, root):
                return None
        return None

    def _marginal(self, yaml: Any, kind: type, event: Any, root: list[Any]) -> bool:
        """Look at an event that makes no node; return False where reading must stop."""
        if kind is yaml.AliasEvent:
            self._error("an alias has no place in rule files; write it out, or quote a value that begins with *", event.start_mark)
            return False
        if kind is yaml.DocumentStartEvent:
            if event.version or event.tags:
                self._error("a directive has no place in rule files; remove the line that begins with %", event.start_mark)
            if root:
                self._error("a rule file is one document; make a second file of what follows '---'", event.start_mark)
                return False
        return True

    def _extras(self, event: Any) -> None:
        if event.anchor is not None:
            message = "an anchor has no place in rule files; remove it, or quote a value that begins with &"
        else:
            message = f"the tag {event.tag} has no place in rule files; remove it, or quote a value that begins with !"
        self._error(message, event.start_mark)

    def _pair(self, node: Node) -> None:
        """Turn the nodes of a mapping into pairs."""
        flat = node.value
        node.value = [*zip(flat[::2], flat[1::2], strict=True)]
        seen: dict[str, int] = {}
        for key, _ in node.value:
            if key.id != "scalar":
                self.errors.append(RuleError("a key must be a word", self.path, *place(key)))
            elif key.value in seen:
                message = f"the key {key.value!r} stands twice; the first is in line {seen[key.value]}"
                self.errors.append(RuleError(message, self.path, *place(key)))
            else:
                seen[key.value] = key.line


def _said(error: Any) -> str:
    begun = f" that begins in line {error.context_mark.line + 1}" if error.context and error.context_mark and error.problem else ""
    return "; ".join(part for part in (error.problem, error.context and error.context + begun) if part)


def scalar(node: Node) -> str | int | float | bool | None:
    """Return the value of a scalar node: quoted text as it is; plain true, false, null, whole and decimal numbers; else text."""
    value = node.value
    assert isinstance(value, str)
    if not node.plain:
        return value
    if value in ("true", "false"):
        return value == "true"
    if value in ("null", ""):
        return None
    if _INT.fullmatch(value):
        return int(value) if len(value) < 20 else value
    return float(value) if _FLOAT.fullmatch(value) else value


def trap(node: Node) -> str:
    """Return what readers of YAML 1.1 take a plain scalar for (``no``: false, ``12:30``: a number of seconds), "" for text."""
    value = node.value
    if not node.plain or (value[:1] not in _TRAP_STARTS and value.lower() not in _TRAP_WORDS):
        return ""
    return next((other for pattern, other in _TRAPS if pattern.fullmatch(value)), "")
