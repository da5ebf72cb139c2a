"""Rule files in one form: keys in their order, one indentation, no blanks at line ends. Comments, quotes and line breaks stay.

The text is not written anew from its values: lines move and shift, so a file keeps the shape that its author gave it. What a
file says is compared before and after; a file that would say something else is left alone and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleaner.errors import RuleError, RuleErrors
from cleaner.rules.files import rule_paths

#: Columns that ``wrap`` fills.
WIDTH = 120
#: Stands for the keys of a language's words, which keep the order that their author gave them.
_WORDS = "words byline dates credits datelines"
_FILE = (
    "version", "layer", "site", "hosts", "names", "lang", "timezone", "date_order", "extends", "fingerprint", "maintainers", "reviewed",
    "generic", "lint", "disable", "override", "agencies", _WORDS, "content", "fields", "rules", "fixtures",
)
_RULE = ("id", "role", "why", "lines", "re", "sequence", "select", "where", "keep", "status", "valid", "lint", "tests")
#: The order of keys, by the keys that lead to a mapping.
_ORDERS: Mapping[tuple[str, ...], Sequence[str]] = {
    (): _FILE, ("rules",): _RULE, ("rules", "tests"): ("name", "lines", "html", "claims", "keeps"),
    ("content",): ("inside", "select", "status"), ("disable",): ("rule", "reason"),
    ("override",): ("rule", "reason", "where", "status", "valid"), ("lint",): ("allow", "reason"), ("rules", "lint"): ("allow", "reason"),
}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A rule file, its text and the text in one form."""

    path: Path
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after


def format_files(paths: Sequence[str | Path] | None = None, *, wrap: bool = False) -> Iterator[Formatted]:
    """Yield the rule files of ``paths`` (files or folders; None for the shipped rulebook) in one form; nothing is written.

    Raises:
        RuleErrors: a path is not there, a file cannot be read or is no YAML.
    """
    for path, _, shown in rule_paths(paths):
        try:
            before = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RuleErrors([RuleError(f"cannot be read: {error}", shown)]) from error
        yield Formatted(path, before, format_text(before, shown, wrap=wrap))


def format_text(text: str, path: str, *, wrap: bool = False) -> str:
    """Return a rule file in one form.

    Args:
        text: the file.
        path: how messages call it.
        wrap: also break lists in brackets whose lines are wider than :data:`WIDTH`.

    Raises:
        RuleErrors: it is no YAML, or written so that it cannot be put into form without saying something else.
    """
    plain = re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))
    root = _compose(plain, path)
    if root is None:
        return plain.strip("\n \t") + "\n" if plain.strip() else ""
    said, kept = _value(root), _kept(root)
    lines = [line if i in kept else line.rstrip() for i, line in enumerate(plain.split("\n"))]
    for change in (_sorted, _indented, *((_wrapped,) if wrap else ())):
        changed = change(root, lines)
        if changed != lines:
            lines, root = changed, _compose("\n".join(changed), path)
    made = "\n".join(_single_blanks(lines, _kept(root))) + "\n"
    if made != plain and _value(_compose(made, path)) != said:
        raise RuleErrors([RuleError("is written so that putting it into form would change what it says; it is left alone", path)])
    return made


def _compose(text: str, path: str) -> Any:
    """Return the root node of a YAML text, None for an empty one."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        return YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise RuleErrors([RuleError(f"is no YAML: {error.problem or error.context}", path, *place)]) from error
    except YAMLError as error:
        raise RuleErrors([RuleError(f"is no YAML: {error}", path)]) from error


def _children(node: Any) -> Iterable[Any]:
    if node.id == "mapping":
        return [part for pair in node.value for part in pair]
    return node.value if node.id == "sequence" else ()


def _value(node: Any) -> Any:
    """Return what a node says, whatever the order of its keys."""
    if node is None or node.id == "scalar":
        return node and (node.tag, node.value)
    if node.id == "mapping":
        return frozenset((_value(key), _value(value)) for key, value in node.value)
    return tuple(map(_value, node.value))


def _kept(root: Any) -> set[int]:
    """Return the lines whose blanks belong to a text: those of texts that run over several lines."""
    found: set[int] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        if node.id == "scalar" and node.end_mark.line > node.start_mark.line:
            found.update(range(node.start_mark.line, _last_line(node) + 1))
        stack.extend(_children(node))
    return found


def _last_line(node: Any) -> int:
    """Return the last line that holds something of a node."""
    if node.id != "scalar" and not node.flow_style and node.value:
        return _last_line(node.value[-1][1] if node.id == "mapping" else node.value[-1])
    end = node.end_mark
    return int(end.line - 1 if end.column == 0 and end.line > node.start_mark.line else end.line)


def _sorted(root: Any, lines: list[str]) -> list[str]:
    """Return the lines with the keys of every mapping in their order."""
    found = list(lines)
    _sort_keys(root, (), found)
    return found


def _sort_keys(node: Any, way: tuple[str, ...], lines: list[str]) -> None:
    """Put the keys of a mapping and of all inside it into order. What is inside goes first: it stays inside of its lines."""
    if node.id == "sequence":
        for item in node.value:
            _sort_keys(item, way, lines)
    elif node.id == "mapping" and not node.flow_style:
        for key, value in node.value:
            _sort_keys(value, (*way, key.value), lines)
        if order := _ORDERS.get(way):
            _sort_entries(node, order, lines)


def _sort_entries(node: Any, order: Sequence[str], lines: list[str]) -> None:
    ranks = [next((i for i, keys in enumerate(order) if key.value in keys.split()), len(order)) for key, _ in node.value]
    wanted = sorted(range(len(ranks)), key=lambda i: ranks[i])
    starts = [key.start_mark.line for key, _ in node.value]
    if wanted == [*range(len(ranks))] or starts != sorted(set(starts)):
        return
    end = _last_line(node) + 1
    heads = [starts[0], *(_with_comments(lines, start, above) for start, above in zip(starts[1:], starts, strict=False))]
    first, column = starts[0], node.value[0][0].start_mark.column
    before = lines[first][:column]
    if before.strip() not in ("", "-"):
        return
    lines[first] = " " * column + lines[first][column:]
    parts = [lines[head:stop] for head, stop in zip(heads, [*heads[1:], end], strict=True)]
    lines[first:end] = [line for i in wanted for line in parts[i]]
    if before.strip():  # the dash goes to the key that is now first
        at = next(i for i in range(first, end) if lines[i].strip() and not lines[i].lstrip().startswith("#"))
        lines[at] = before + lines[at][column:]


def _with_comments(lines: Sequence[str], start: int, above: int) -> int:
    """Return the first of the comment lines that stand right above a line."""
    while start - 1 > above and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start


def _indented(root: Any, lines: list[str]) -> list[str]:
    """Return the lines with two blanks a level; lists stand two blanks inside of their key."""
    starts: dict[int, tuple[int, int]] = {}
    if not _columns(root, 0, starts, lines):
        return lines
    shifts: list[int | None] = [None] * len(lines)
    for number, (column, wanted) in starts.items():
        shifts[number] = wanted - column
    shift, found = 0, list(lines)
    for i, line in enumerate(lines):
        own = shifts[i]
        if own is None and line.lstrip().startswith("#"):  # a comment goes with what it stands above
            follows = next((j for j in range(i, len(lines)) if not lines[j].lstrip().startswith("#")), i)
            own = shifts[follows] if follows < len(lines) else None
            found[i] = _shifted(line, shift if own is None else own)
            continue
        shift = shift if own is None else own
        found[i] = _shifted(line, shift)
    return found


def _shifted(line: str, shift: int) -> str:
    if not line.strip() or not shift:
        return line
    return " " * shift + line if shift > 0 else line[min(-shift, len(line) - len(line.lstrip())):]


def _columns(node: Any, wanted: int, starts: dict[int, tuple[int, int]], lines: list[str]) -> bool:
    """Note for each line that begins an entry its column and the one it should have; False where the text is laid out otherwise."""
    if node.id == "scalar" or node.flow_style:
        return True
    if node.id == "mapping":
        for key, value in node.value:
            line, column = key.start_mark.line, key.start_mark.column
            if not lines[line][:column].strip():
                starts[line] = (column, wanted)
            if value.id != "scalar" and not value.flow_style and value.start_mark.line == line:
                return False
            if not _columns(value, wanted + 2, starts, lines):
                return False
        return True
    for item in node.value:
        line, column = item.start_mark.line, item.start_mark.column
        before = lines[line][:column]
        dash = len(before.rstrip()) - 1
        if before.strip() != "-" or column != dash + 2:
            return False
        starts[line] = (dash, wanted)
        if not _columns(item, wanted + 2, starts, lines):
            return False
    return True


def _single_blanks(lines: Sequence[str], kept: set[int]) -> Iterator[str]:
    """Yield the lines without blank ones at either end, and never two blank ones in a row."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    last = ""
    for i in range(filled[0], filled[-1] + 1):
        if lines[i].strip() or last.strip() or i in kept:
            yield lines[i]
        last = lines[i]


def _wrapped(root: Any, lines: list[str]) -> list[str]:
    """Return the lines with lists of texts in brackets broken where a line of theirs is too wide."""
    found = list(lines)
    stack, lists = [root], []
    while stack:
        node = stack.pop()
        if node.id == "sequence" and node.flow_style and len(node.value) > 1 and all(v.id == "scalar" for v in node.value):
            lists.append(node)
        stack.extend(_children(node))
    for node in sorted(lists, key=lambda n: n.start_mark.index, reverse=True):
        first, last = node.start_mark.line, node.end_mark.line
        if max(len(line) for line in lines[first : last + 1]) > WIDTH and not any("#" in line for line in lines[first : last + 1]):
            found[first : last + 1] = _broken(node, lines)
    return found


def _broken(node: Any, lines: Sequence[str]) -> list[str]:
    head, tail = lines[node.start_mark.line][: node.start_mark.column], lines[node.end_mark.line][node.end_mark.column:]
    indent = " " * (len(head) - len(head.lstrip(" -")) + 2)
    made = [head + "["]
    for i, item in enumerate(node.value):
        text = _source(item, lines) + ("," if i < len(node.value) - 1 else "]" + tail)
        joint = "" if made[-1].endswith("[") else " "
        if len(made[-1]) + len(joint) + len(text) > WIDTH and made[-1].strip() and not made[-1].endswith("["):
            made.append(indent + text)
        else:
            made[-1] += joint + text
    return made


def _source(node: Any, lines: Sequence[str]) -> str:
    first, last = node.start_mark, node.end_mark
    if first.line == last.line:
        return str(lines[first.line][first.column : last.column])
    middle = (line.strip() for line in lines[first.line + 1 : last.line])
    return " ".join([lines[first.line][first.column:].rstrip(), *middle, lines[last.line][: last.column].strip()])
