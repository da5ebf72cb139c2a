"""Findings as text: for people and editors, for programs, for GitHub."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from cleaner.text.controls import escape_controls, escape_line
from cleaner.upkeep.lint.finding import Finding


def as_text(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield one line a finding, ``file:line:column: severity code: …``, as compilers write them."""
    return (escape_line(str(finding)) for finding in findings)


def as_json(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield the lines of a JSON array, one object a finding, with the attributes of :class:`Finding`."""
    if not findings:
        yield "[]"
        return
    for i, finding in enumerate(findings):
        row = json.dumps(dataclasses.asdict(finding), ensure_ascii=False)
        yield f"{' ' if i else '['}{escape_controls(row)}{',' if i + 1 < len(findings) else ']'}"


def as_github(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield one workflow command a finding, which GitHub shows beside the line of the pull request."""
    for finding in findings:
        place = {"file": finding.path, "line": finding.line or 1, "col": finding.column or 1, "title": finding.code}
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
        said = "; ".join(part for part in (finding.message, finding.fix) if part) + (f" [{finding.rule}]" if finding.rule else "")
        yield f"::{finding.severity} {properties}::{_data(said)}"


def _data(text: str) -> str:
    return escape_controls(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


#: Name of the format → its lines.
FORMATS: Mapping[str, Callable[[Sequence[Finding]], Iterator[str]]] = {"text": as_text, "json": as_json, "github": as_github}
