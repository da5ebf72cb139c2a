"""Site and family files as YAML, in the style of this rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cleaner.rules.model import Rule, RuleTest
from cleaner.upkeep.ftr.drafts import Draft, Parts
from cleaner.upkeep.ftr.families import FamilyDraft
from cleaner.upkeep.ftr.sources import FieldSource
from cleaner.upkeep.writing import flow, word

#: A list stays on its key's line up to this many characters.
_WIDE = 120
_PLAIN = re.compile(r"[A-Za-z][A-Za-z]*(?:[ '’,;-][A-Za-z]+)*\.?")
#: What single quotes cannot hold on one line.
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
#: Plain words that YAML readers take for something else.
_TAKEN = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null", "nan", "inf"})
_FROM = "# Imported from FiveFilters' site configs: "


def site_yaml(draft: Draft, rules: Sequence[Rule], schema: str) -> str:
    """Return the text of a site file."""
    lines = [f"# yaml-language-server: $schema={schema}", _FROM + draft.source]
    lines += [f"# Page: {_comment(page)}" for page in draft.pages]
    lines += ["version: 1", "layer: site", f"site: {word(draft.home.site)}"]
    if draft.home.hosts:
        lines.append(f"hosts: [{', '.join(map(word, draft.home.hosts))}]")
    if draft.extends:
        lines.append(f"extends: [families/{draft.extends}]")
    return "\n".join([*lines, *_body(draft.parts, rules)]) + "\n"


def family_yaml(family: FamilyDraft, rules: Sequence[Rule], schema: str) -> str:
    """Return the text of a family file; without a fingerprint it acts only on the sites that extend it."""
    shown = ", ".join(family.sources[:6]) + (f" and {len(family.sources) - 6} more" if len(family.sources) > 6 else "")
    lines = [f"# yaml-language-server: $schema={schema}", _FROM + shown, "version: 1", "layer: family"]
    return "\n".join([*lines, *_body(family.parts, rules)]) + "\n"


def _comment(text: str) -> str:
    return _ODD.sub(" ", text)[:300]


def _body(parts: Parts, rules: Sequence[Rule]) -> Iterable[str]:
    if parts.content:
        yield "content:"
        if parts.inside != "all":
            yield f"  inside: {parts.inside}"
        yield from _list("  ", "select", parts.content)
    if parts.fields:
        yield "fields:"
        for name, sources in parts.fields:
            written = [_source(s) for s in sources]
            line = f"  {name}: {{from: [{', '.join(written)}]}}"
            if len(line) <= _WIDE:
                yield line
            else:
                yield f"  {name}:"
                yield "    from:"
                yield from (f"      - {text}" for text in written)
    if rules:
        yield "rules:"
        for rule in rules:
            yield from _rule(rule)


def _source(source: FieldSource) -> str:
    pairs = (f"{key}: {value if key == 'first' else scalar(value)}" for key, value in source.keys)
    return "{" + ", ".join(pairs) + "}"


def _rule(rule: Rule) -> Iterable[str]:
    yield f"  - id: {rule.id}"
    yield f"    role: {rule.role}"
    yield f"    why: {scalar(rule.why)}"
    for key in ("lines", "re", "select"):
        if values := getattr(rule, key):
            yield from _list("    ", key, values)
    where = [f"{key}: {scalar(getattr(rule.where, key)[0])}" for key in ("tag", "inside") if getattr(rule.where, key)]
    if where:
        yield f"    where: {{{', '.join(where)}}}"
    yield "    tests:"
    for test in rule.tests:
        yield from _test(test)


def _test(test: RuleTest) -> Iterable[str]:
    yield f"      - html: {scalar(test.html)}"
    yield from _list("        ", "claims", test.claims)
    yield from _list("        ", "keeps", test.keeps)


def _list(indent: str, key: str, values: Sequence[str]) -> Iterable[str]:
    written = [scalar(value) for value in values]
    line = f"{indent}{key}: [{', '.join(written)}]"
    if len(line) <= _WIDE:
        yield line
    else:
        yield f"{indent}{key}:"
        yield from (f"{indent}  - {text}" for text in written)


def scalar(text: str) -> str:
    """Return a text as YAML on one line: plain where that is safe even in brackets, else in quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _TAKEN and ", " not in text:
        return text
    return flow(text) if _ODD.search(text) else "'" + text.replace("'", "''") + "'"
