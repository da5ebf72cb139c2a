"""What must hold between the keys of a mapping in a rule file.

A check takes the value that the mapping became, and yields the key that is wrong ("" for the whole) and what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cleaner.rules.model import Fingerprint, Override, Rule, RuleTest, Source, Step, Valid

#: Keys of a rule, and of a source, of which exactly one must be there.
MATCHERS = ("lines", "re", "sequence", "select")
SOURCES = ("ld", "meta", "css", "line", "text")


def _rule(rule: Rule) -> Iterator[tuple[str, str]]:
    given = [m for m in MATCHERS if getattr(rule, m)]
    if len(given) != 1:
        yield given[1] if given else "", f"a rule has exactly one of {', '.join(MATCHERS)}; this one has {', '.join(given) or 'none'}"
    if rule.sequence and not any(step.anchor for step in rule.sequence):
        yield "sequence", "a sequence needs an anchor: a step that cannot be mistaken"
    if not any(test.claims or _marked(test, "-") for test in rule.tests):
        yield "tests", "no test shows that the rule fires: a line with '- ', or 'claims'"
    if not any(test.keeps or _marked(test, "=") for test in rule.tests):
        yield "tests", "no test shows what the rule must leave alone: a line with '= ', or 'keeps'"


def _marked(test: RuleTest, mark: str) -> bool:
    return any(line.startswith(mark) for line in test.lines.splitlines())


def _step(step: Step) -> Iterator[tuple[str, str]]:
    if bool(step.any_of) == bool(step.anchor):
        yield "anchor" if step.anchor else "", "a step has either any_of or anchor"


def _test(test: RuleTest) -> Iterator[tuple[str, str]]:
    if bool(test.lines) == bool(test.html):
        yield "html" if test.html else "", "a test has either lines or html"
    if test.lines and (test.claims or test.keeps):
        yield "claims" if test.claims else "keeps", "claims and keeps belong to html; lines are marked '- ' and '= '"
    for line in test.lines.splitlines():
        if line.strip() and (line[:2] not in ("- ", "= ") or not line[2:].strip()):
            yield "lines", f"a line of a test begins with '- ' or '= ' and then has its text, not {line[:30]!r}"


def _source(source: Source) -> Iterator[tuple[str, str]]:
    given = [s for s in SOURCES if getattr(source, s)]
    if len(given) != 1:
        yield given[1] if given else "", f"a source has exactly one of {', '.join(SOURCES)}; this one has {', '.join(given) or 'none'}"
    if source.attr and not source.css:
        yield "attr", "attr goes with css"
    if source.zone and not source.line:
        yield "zone", "zone goes with line"


def _valid(valid: Valid) -> Iterator[tuple[str, str]]:
    if valid.since and valid.until and valid.since > valid.until:
        yield "until", f"the window ends before it begins, on {valid.since}"


def _fingerprint(print_: Fingerprint) -> Iterator[tuple[str, str]]:
    if print_ == Fingerprint():
        yield "", "a fingerprint needs at least one mark"


def _override(change: Override) -> Iterator[tuple[str, str]]:
    if change.where is None and change.status is None and change.valid is None:
        yield "", "an override changes where, status or valid; this one changes nothing"


#: Dataclass → the check of the mappings that it is read from.
MAPPING_CHECKS: Mapping[type, Callable[[Any], Iterator[tuple[str, str]]]] = {
    Rule: _rule, Step: _step, RuleTest: _test, Source: _source, Valid: _valid, Fingerprint: _fingerprint, Override: _override,
}
