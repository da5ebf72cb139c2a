"""Writing ``expected.yaml``: anew for a page, and changed where single expectations change, all other lines as they were."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.errors import InputError
from cleaner.upkeep.casefile import parse_case

#: A list of short texts stays on one line up to this many characters.
_WIDE = 110
#: What YAML has no room for, or would take for the end of a line.
_ODD = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
#: Keys and names that need no quotes.
_PLAIN_KEY = re.compile(r"(?!(?:yes|no|on|off|true|false|null)$)[a-z][\w./-]*[\w/-]")


class _Cut(NamedTuple):
    """Lines ``[start, end)`` of a text, and what stands there instead."""

    start: int
    end: int
    lines: tuple[str, ...]


def flow(value: Any) -> str:
    """Return a value as YAML on one line: texts in double quotes, lists and mappings in brackets."""
    if isinstance(value, str):
        return _ODD.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{word(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return json.dumps(value)


def word(text: str) -> str:
    """Return a key or a name as YAML, in quotes only where it needs them."""
    return text if _PLAIN_KEY.fullmatch(text) else flow(text)


def entry(key: str, value: Any) -> str:
    """Return a key with its value as lines of YAML: paragraphs one a line, short lists and all else on the key's line."""
    line = f"{key}: {flow(value)}\n"
    if isinstance(value, (list, tuple)) and value and (key == "body" or len(line) > _WIDE):
        return f"{key}:\n" + "".join(f"  - {flow(item)}\n" for item in value)
    return line


def expectation(record: Mapping[str, Any], keys: Iterable[str]) -> str:
    """Return an ``expected.yaml`` that says of these keys what ``record`` says."""
    return "".join(entry(key, record[key]) for key in keys)


def rewrite(text: str, changes: Mapping[str, Any], path: Path) -> str:
    """Return the text of an ``expected.yaml`` with other values for some of its keys; comments, order and all other lines stay.

    Args:
        text: what the file holds.
        changes: key → value, each of them in the file.
        path: how messages call the file.

    Raises:
        InputError: the file is written so that a value cannot be replaced alone (several keys on a line, anchors and aliases).
    """
    import yaml

    before = _values(text, changes, path)
    root = yaml.compose(text, yaml.SafeLoader)
    nodes: list[tuple[Any, Any]] = root.value if root is not None else []
    lines = [line if line.endswith(("\n", "\r")) else line + "\n" for line in text.splitlines(keepends=True)]
    ends = [*(key.start_mark.line for key, _ in nodes[1:]), len(lines)]
    cuts: list[_Cut] = []
    for (key, node), end in zip(nodes, ends, strict=True):
        if key.value in changes and before[key.value] != changes[key.value]:
            first, *rest = entry(key.value, changes[key.value]).splitlines(keepends=True)
            new = (first.replace("\n", f"{_remark(lines, node)}\n"), *rest)
            whole = _Cut(key.start_mark.line, _content_end(lines, key.start_mark.line, end), new)
            cuts += _item_cuts(lines, node, whole.end, (before[key.value], changes[key.value])) or [whole]
    newline = "\r\n" if "\r\n" in text else "\n"
    for cut in sorted(cuts, reverse=True):
        lines[cut.start : cut.end] = [line.replace("\n", newline) for line in cut.lines]
    written = "".join(lines)
    if _values(written, changes, path) != {**before, **changes}:
        raise InputError(f"{path}: is written so that {', '.join(changes)} cannot be replaced alone; change it by hand.")
    return written


def difference(before: str, after: str, name: str) -> list[str]:
    """Return a unified diff of two texts, without line ends."""
    return list(difflib.unified_diff(before.splitlines(), after.splitlines(), name, f"{name} (as the cleaner gives it)", lineterm="", n=2))


def _values(text: str, changes: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    """Return what a text says; a text that can no longer be read says nothing."""
    try:
        return parse_case(text, path)[0]
    except InputError:
        return {}


def _remark(lines: Sequence[str], node: Any) -> str:
    """Return the comment that stands behind a value on its line, with the blanks before it."""
    if node.start_mark.line != node.end_mark.line:
        return ""
    rest = lines[node.end_mark.line][node.end_mark.column :].rstrip()
    return rest if rest.lstrip().startswith("#") else ""


def _content_end(lines: Sequence[str], start: int, end: int) -> int:
    """Return the end of lines ``[start, end)`` without the comments and blank lines that close them: they go with what follows."""
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _item_cuts(lines: Sequence[str], node: Any, end: int, values: tuple[Any, Any]) -> list[_Cut]:
    """Return the items to replace in a list with an item a line, nothing where it is written otherwise; the other items stay."""
    before, after = values
    if node.id != "sequence" or node.flow_style or not isinstance(after, list) or not after:
        return []
    starts = [item.start_mark.line for item in node.value]
    if starts != sorted(set(starts)) or not all(lines[line].lstrip().startswith("- ") for line in starts):
        return []
    ends = [_content_end(lines, start, stop) for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    return list(_changed(starts, ends, (before, after), " " * node.start_mark.column))


def _changed(starts: Sequence[int], ends: Sequence[int], values: tuple[Any, Any], indent: str) -> Iterator[_Cut]:
    before, after = ([flow(item) for item in items] for items in values)
    for kind, i, j, k, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        new = [f"{indent}- {item}\n" for item in after[k:m]]
        if i == j:  # inserted: behind the item before
            place = ends[i - 1] if i else starts[0]
            yield _Cut(place, place, tuple(new))
        for n in range(i, j):  # the comments between replaced items stay; the new items stand where the first one stood
            yield _Cut(starts[n], ends[n], tuple(new) if n == i else ())
