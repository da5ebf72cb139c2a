"""Accepting what a rule file proposes: ``status: proposed`` goes, everything else stays as it is written."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cleaner.errors import InputError
from cleaner.rules.shelf import load_file
from cleaner.rules.yamlnodes import Node, compose

_LINE = re.compile(r"\s*status:\s*proposed\s*(?:#.*)?")
_WORD = "proposed"


class Accepted(NamedTuple):
    """The text of a rule file in which some parts are accepted, and which: ``content``, ``fields/title``, ``rules/…``."""

    text: str
    parts: tuple[str, ...]


def accept(path: str | os.PathLike[str], parts: Collection[str] = ()) -> Accepted:
    """Return a rule file's text with proposed parts accepted, which then act. Nothing is written.

    Args:
        path: the rule file.
        parts: ``content``, ``fields/title``, ``rules/…`` or a rule's id alone; () for all that is proposed.

    Raises:
        InputError: there is no such file, or it proposes no such part.
        RuleErrors: mistakes in the file.
    """
    file = Path(path)
    if not file.is_file():
        raise InputError(f"{file}: there is no such rule file.")
    load_file(file, "local", str(file))
    with file.open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    proposed = dict(_proposed(compose(text, str(file))))
    chosen = {name: proposed[name] for name in _chosen(parts, proposed, file)}
    return Accepted(_without_status(text, chosen.values()), tuple(chosen))


def _chosen(parts: Collection[str], proposed: Collection[str], path: Path) -> Iterator[str]:
    if not parts:
        yield from proposed
    for part in dict.fromkeys(parts):
        name = part if part in proposed else f"rules/{part}"
        if name not in proposed:
            raise InputError(f"{path}: does not propose {part!r}; it proposes {', '.join(proposed) or 'nothing'}.")
        yield name


def _proposed(root: Node | None) -> Iterator[tuple[str, Node]]:
    """Yield each proposed part with the node of its status."""
    top = _pairs(root)
    if status := _status(top.get("content")):
        yield "content", status
    for name, field in _pairs(top.get("fields")).items():
        if status := _status(field):
            yield f"fields/{name}", status
    rules = top.get("rules")
    for rule in rules.value if rules is not None and rules.id == "sequence" else ():
        if status := _status(rule):
            yield f"rules/{_pairs(rule)['id'].value}", status


def _pairs(node: Node | None) -> dict[str, Node]:
    return {key.value: value for key, value in node.value} if node is not None and node.id == "mapping" else {}


def _status(node: Node | None) -> Node | None:
    status = _pairs(node).get("status")
    return status if status is not None and status.value == _WORD else None


def _without_status(text: str, nodes: Iterable[Node]) -> str:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = text.removeprefix(mark).splitlines(keepends=True) if mark else text.splitlines(keepends=True)
    for node in nodes:
        line = lines[node.line - 1]
        if _LINE.fullmatch(line.rstrip("\r\n")):
            lines[node.line - 1] = ""
        else:
            # It is the first key of its item or shares its line with others.
            at = line.index(_WORD, node.column - 1)
            lines[node.line - 1] = f"{line[:at]}stable{line[at + len(_WORD):]}"
    return mark + "".join(lines)
