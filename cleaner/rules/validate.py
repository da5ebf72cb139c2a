"""What a rule file must keep to beyond its form: roles, matchers, ranges, patterns, selectors, tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cleaner.errors import RuleError
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Rule, RuleTest, Where
from cleaner.rules.patterns import PatternError, is_plain, plain_form, to_re2
from cleaner.rules.ranges import parse_range
from cleaner.rules.selectors import parse_selector
from cleaner.rules.vocabulary import Origin
from cleaner.values import ROLES

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MATCHERS = ("lines", "re", "sequence", "select")
_LAYERS = {"generic": "generic", "languages": "language", "families": "family", "sites": "site"}


def validate(loaded: LoadedFile) -> list[RuleError]:
    """Return the mistakes of a file that its form does not show."""
    file, origin = loaded.file, loaded.file.origin
    errors = [RuleError(m, origin.path, origin.line, origin.column) for m in _file_mistakes(loaded)]
    seen: set[str] = set()
    for rule in file.rules:
        mistakes = list(_rule_mistakes(rule, css=file.layer in ("site", "local")))
        if rule.id in seen:
            mistakes.append(f"the id {rule.id!r} stands twice in this file")
        seen.add(rule.id)
        errors += [_at(rule.origin, m, loaded.full_id(rule)) for m in mistakes]
    if file.content:
        errors += [_at(file.content.origin, m, "") for s in file.content.select for m in _css_mistakes(s)]
    for field in file.fields.values():
        errors += [_at(field.origin, m, "") for source in field.take if source.css for m in _css_mistakes(source.css)]
    return errors


def _at(origin: Origin, message: str, rule: str) -> RuleError:
    return RuleError(message, origin.path, origin.line, origin.column, rule)


def _file_mistakes(loaded: LoadedFile) -> Iterator[str]:
    file = loaded.file
    expected = _LAYERS.get(loaded.folder)
    if expected and file.layer != expected:
        yield f"files in {loaded.folder}/ have 'layer: {expected}', not {file.layer}"
    if file.layer == "site":
        if not file.site:
            yield "a site file names its 'site'"
        elif loaded.folder.endswith("sites") and loaded.stem != file.site:
            yield f"the file must have the name of its site: {file.site}.yaml"
    if file.layer == "language" and not file.lang:
        yield "a language file names its 'lang'"


def _rule_mistakes(rule: Rule, *, css: bool) -> Iterator[str]:
    if not _ID.fullmatch(rule.id):
        yield f"the id {rule.id!r} is not in lower case with single hyphens"
    if rule.role not in ROLES:
        yield f"{rule.role!r} is no role; roles are {', '.join(sorted(ROLES))}"
    given = [m for m in _MATCHERS if getattr(rule, m)]
    if len(given) != 1:
        yield f"a rule has exactly one of {', '.join(_MATCHERS)}; this one has {', '.join(given) or 'none'}"
    yield from _literal_mistakes(rule)
    yield from _step_mistakes(rule)
    for selector in rule.select:
        yield from _css_mistakes(selector) if css else _mistake(parse_selector, selector)
    yield from _where_mistakes(rule.where)
    yield from _test_mistakes(rule)


def _literal_mistakes(rule: Rule) -> Iterator[str]:
    literals = [*rule.lines, *(x for step in rule.sequence for x in (*step.any_of, *step.anchor))]
    for literal in literals:
        yield from _mistake(to_re2, literal)
        if is_plain(literal) and not plain_form(literal):
            yield f"the literal {literal!r} is empty once decoration is taken off"
    for pattern in rule.re:
        yield from _mistake(_compile_pattern, pattern)


def _compile_pattern(pattern: str) -> None:
    from cleaner.rules.patterns import compile_set

    made = compile_set([pattern])
    if made.Match(""):
        raise PatternError(f"{pattern!r} matches an empty text")


def _step_mistakes(rule: Rule) -> Iterator[str]:
    for step in rule.sequence:
        yield from _mistake(parse_range, step.times)
        if bool(step.any_of) == bool(step.anchor):
            yield "a step has either any_of or anchor"
    if rule.sequence and not any(step.anchor for step in rule.sequence):
        yield "a sequence needs an anchor: a step that cannot be mistaken"


def _where_mistakes(where: Where) -> Iterator[str]:
    for text in (where.words, where.links):
        if text:
            yield from _mistake(parse_range, text)
    for selector in where.inside:
        yield from _mistake(parse_selector, selector)


def _test_mistakes(rule: Rule) -> Iterator[str]:
    marks = [m for test in rule.tests for m in _marks(test)]
    if "-" not in marks:
        yield "no test shows that the rule fires: a line with '- ', or 'claims'"
    if "=" not in marks:
        yield "no test shows what the rule must leave alone: a line with '= ', or 'keeps'"
    for test in rule.tests:
        if bool(test.lines) == bool(test.html):
            yield "a test has either lines or html"
        for line in test.lines.splitlines():
            if line.strip() and line[:2] not in ("- ", "= "):
                yield f"a line of a test begins with '- ' or '= ', not {line[:20]!r}"


def _marks(test: RuleTest) -> Iterator[str]:
    yield from (line[0] for line in test.lines.splitlines() if line.strip())
    yield from ["-"] * len(test.claims) + ["="] * len(test.keeps)


def _css_mistakes(selector: str) -> Iterator[str]:
    if ":contains(" in selector:
        yield f"':contains()' in {selector!r}: use a rule of lines"
        return
    from cleaner.dom.parse import compile_css

    yield from _mistake(compile_css, selector.partition("@")[0])


def _mistake(check: Callable[[str], object], text: str) -> Iterator[str]:
    try:
        check(text)
    except (ValueError, SyntaxError) as error:
        yield str(error) or f"{text!r} cannot be read"
