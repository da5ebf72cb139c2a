"""A proposed site file as YAML: everything ``status: proposed``, the evidence in comments. It knows no page, only plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cleaner.text.controls import escape_line
from cleaner.upkeep.suggest.evidence import ContentPart, Evidence, FieldPart, RulePart, SiteDraft, StepPart, TestPart
from cleaner.upkeep.writing import flow, word

#: Examples and pages that a comment names, and characters of each.
_SHOWN, _LONGEST = 3, 70
#: The key that ``accept`` takes away.
PROPOSED = "status: proposed"


def emit(draft: SiteDraft, schema: str = "../rules.schema.json") -> str:
    """Return the text of the file, which ``rules check`` and ``rules test`` pass if the draft's parts are sound.

    Args:
        draft: what it holds. Texts of pages in it may hold anything: values are quoted, comments escaped and cut.
        schema: where editors find the schema, as seen from the file.
    """
    lines = [f"# yaml-language-server: $schema={schema}"]
    lines += [f"# {_safe(line)}" for line in draft.about]
    lines += ["version: 1", "layer: site", f"site: {word(draft.site)}"]
    if draft.content:
        lines += ["content:", *_indent(_content(draft.content))]
    if draft.fields:
        lines.append("fields:")
        for name, parts in groupby(draft.fields, key=lambda part: part.name):
            lines += [f"  {name}:", *_indent(_field([*parts]), 4)]
    if draft.rules:
        lines.append("rules:")
        for rule in draft.rules:
            lines += _item(_rule(rule))
    return "\n".join(lines) + "\n"


def _content(parts: Sequence[ContentPart]) -> Iterator[str]:
    yield PROPOSED
    yield "inside: finder"
    yield "select:"
    for part in parts:
        yield from _indent(_evidence(part.evidence))
        yield f"  - {flow(part.select)}"


def _field(parts: Sequence[FieldPart]) -> Iterator[str]:
    yield PROPOSED
    yield "from:"
    for part in parts:
        yield from _indent(_evidence(part.evidence))
        attr = f", attr: {flow(part.attr)}" if part.attr else ""
        yield f"  - {{{part.source}: {flow(part.value)}{attr}}}"
    prefixes = tuple(dict.fromkeys(prefix for part in parts for prefix in part.strip_prefix))
    if prefixes:
        yield f"strip_prefix: {flow(prefixes)}"


def _rule(rule: RulePart) -> Iterator[str]:
    yield f"id: {rule.id}"
    yield f"role: {rule.role}"
    yield PROPOSED
    yield from _evidence(rule.evidence)
    yield f"why: {flow(rule.why)}"
    for key, values in (("select", rule.select), ("lines", rule.lines)):
        if values:
            yield f"{key}:"
            yield from (f"  - {flow(value)}" for value in values)
    if rule.sequence:
        yield "sequence:"
        yield from (f"  - {_step(step)}" for step in rule.sequence)
    if rule.zone:
        yield f"where: {{zone: {flow(rule.zone) if len(rule.zone) > 1 else rule.zone[0]}}}"
    yield "tests:"
    for test in rule.tests:
        yield from _item(_test(test))


def _step(step: StepPart) -> str:
    key = "anchor" if step.anchor else "any_of"
    return f"{{{key}: {flow(step.literal)}{', times: 0..1' if step.optional else ''}}}"


def _test(test: TestPart) -> Iterator[str]:
    yield f"name: {flow(test.name)}"
    if test.lines:
        yield from _lines(test.lines)
        return
    yield f"html: {flow(test.html)}"
    if test.claims:
        yield f"claims: {flow(test.claims)}"
    if test.keeps:
        yield f"keeps: {flow(test.keeps)}"


def _lines(lines: Sequence[str]) -> Iterator[str]:
    """Yield marked lines as people write them, in quotes where one holds what only an escape can say."""
    if all(line.isprintable() or line.replace("\xa0", "").isprintable() for line in lines):
        yield "lines: |"
        yield from _indent(lines)
    else:
        yield f"lines: {flow(chr(10).join(lines))}"


def _evidence(evidence: Evidence) -> Iterator[str]:
    yield f"# pages: {evidence.pages} of {evidence.of}"
    named = [_safe(name) for name in evidence.not_on[:_SHOWN]]
    if named:
        others = evidence.of - evidence.pages - len(named)
        yield f"# not on: {', '.join(named)}{f' and {others} more' if others > 0 else ''}"
    yield from (f"# {_safe(remark)}" for remark in evidence.remarks)
    yield from (f"# e.g. {_safe(text)}" for text in evidence.examples[:_SHOWN])


def _safe(text: str) -> str:
    """Return words of a page or a path fit for a comment: on one line, without controls, cut."""
    text = escape_line(" ".join(text.split()))
    text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return text if len(text) <= _LONGEST * 2 else text[:_LONGEST * 2 - 1] + "…"


def _indent(lines: Iterable[str], by: int = 2) -> Iterator[str]:
    return (" " * by + line for line in lines)


def _item(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines as an item of a list."""
    for number, line in enumerate(lines):
        yield ("  - " if number == 0 else "    ") + line
