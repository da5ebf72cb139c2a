"""The report: one page of HTML that shows what every block of a page is and why, with the record beside it.

The page's words are hostile. All of them are escaped, characters that steer a line are written out by number, and the report's own
policy (CSP) lets nothing load and runs its one script and style sheet by their hashes alone. The template is package data.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from cleaner.explain import Explanation
from cleaner.outputs.report_flow import Flow, Shown, flow, part_of, plural
from cleaner.outputs.report_record import cut, empty, rows, web_address
from cleaner.text.controls import split_controls
from cleaner.values import ROLES

_TEMPLATE, _STYLE, _SCRIPT = "explain.html.j2", "explain.css", "explain.js"
#: Claims that lost which are shown of a block, at most, and rules that can be filtered by.
_MOST_LOSING, _MOST_RULES = 12, 400
#: Width of the band in its own units.
_BAND = 1000.0
_PARTS = {"body": "Body", "field": "Fields", "removed": "Removed"}


class Segment(NamedTuple):
    """A block in the band: its number and role, where it begins and how wide it is."""

    block: int
    role: str
    x: float
    width: float


class RuleChoice(NamedTuple):
    """A rule to filter by: the mark that its blocks carry, its id, the number of blocks."""

    mark: str
    rule: str
    blocks: int


def report_html(explanation: Explanation, *, name: str = "") -> str:
    """Return a self-contained page of HTML that shows an explanation.

    At most :data:`~cleaner.outputs.report_flow.MOST_BLOCKS` blocks are shown, those of the record first, and
    :data:`~cleaner.outputs.report_flow.ALL_CHARS` characters; the page says what is left out.

    Args:
        explanation: what :meth:`cleaner.Cleaner.explain` gives.
        name: the input's name, shown above where it is known.
    """
    article, shown = explanation.article, flow(explanation)
    parts = Counter(part_of(b.role) for b in explanation.blocks)
    style, script = _asset(_STYLE), _asset(_SCRIPT)
    numbers = {rule: number for number, rule in enumerate(_rules(shown.shown))}
    made: str = _template().render(
        article=article, name=name, title=cut(article.title or name or "Untitled page", 300), href=web_address(article.url or ""),
        flow=shown, parts=parts, band=_band(shown.shown), chips=_chips(shown), choices=_choices(shown.shown, numbers),
        marks=lambda one: " ".join(_marks(one, numbers)), rules=explanation.rules, most_losing=_MOST_LOSING,
        left_out=_left_out(shown, len(explanation.blocks)), rows=rows(article), empty=empty(article),
        style=style, script=script, policy=_policy(style, script),
    )
    return made


@lru_cache(maxsize=1)
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, keep_trailing_newline=True)
    made.filters.update(split=split_controls, flat=_flat, plural=plural, role_class=_role_class, cut=cut, tenths=_tenths)
    return made.from_string(_asset(_TEMPLATE))


@lru_cache(maxsize=3)
def _asset(name: str) -> str:
    return (files("cleaner.outputs") / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Return a Content Security Policy under which only the report's own style and script act, and nothing loads."""
    own = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'" for text in (style, script)]
    return (
        f"default-src 'none'; style-src {own[0]}; script-src {own[1]}; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _flat(text: str) -> str:
    """Return a text for an attribute or the title: characters that steer a line by number, white space as blanks."""
    return " ".join("".join(f"[{piece}]" if control else piece for piece, control in split_controls(text)).split())


def _tenths(weight: float) -> int:
    """Return how long the bar of a signal is: 1 to 10, all of it from log-odds of 3.3 on, which is as good as sure."""
    return min(10, max(1, round(abs(weight) * 3)))


def _role_class(role: str) -> str:
    return f"r-{role}" if role in ROLES else "r-boilerplate"


def _rules(shown: Sequence[Shown]) -> list[str]:
    """Return the rules that blocks name, in order of first mention."""
    found: dict[str, None] = {}
    for one in shown:
        found.update(dict.fromkeys((one.block.rule, *(r for r, _ in one.block.losing[:_MOST_LOSING]), *(m.rule for m in one.block.near))))
    return list(found)


def _marks(one: Shown, numbers: dict[str, int]) -> Iterator[str]:
    """Yield the marks by which the report's filters find a block: d decided, l lost, n nearly, and the rule's number."""
    yield f"d{numbers[one.block.rule]}"
    yield from dict.fromkeys(f"l{numbers[rule]}" for rule, _ in one.block.losing[:_MOST_LOSING])
    yield from (f"n{numbers[miss.rule]}" for miss in one.block.near)


def _choices(shown: Sequence[Shown], numbers: dict[str, int]) -> list[tuple[str, list[RuleChoice]]]:
    """Return the rules to filter by: those that decided, that lost, that nearly took a block; most blocks first."""
    counts = Counter(mark for one in shown for mark in _marks(one, numbers))
    names = {number: rule for rule, number in numbers.items()}
    made = []
    for letter, label in (("d", "Decided"), ("n", "Nearly took"), ("l", "Lost")):
        found = [RuleChoice(mark, names[int(mark[1:])], count) for mark, count in counts.items() if mark[0] == letter]
        if found:
            made.append((label, sorted(found, key=lambda c: (-c.blocks, c.rule))[:_MOST_RULES]))
    return made


def _chips(shown: Flow) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """Return the roles to filter by, with their blocks, for each part."""
    counts = Counter(one.block.role for one in shown.shown)
    return [
        (part, label, [(role, n) for role, n in sorted(counts.items(), key=lambda found: (-found[1], found[0])) if part_of(role) == part])
        for part, label in _PARTS.items() if any(part_of(role) == part for role in counts)
    ]


def _band(shown: Sequence[Shown]) -> list[Segment]:
    """Return the page as a band: each block as wide as its words ask for, though short ones are more than a hair."""
    weights = [max(1.0, len(one.text) / 6) ** 0.7 + 1.0 for one in shown]
    whole = sum(weights) or 1.0
    made, x = [], 0.0
    for one, weight in zip(shown, weights, strict=True):
        width = weight / whole * _BAND
        made.append(Segment(one.block.index, one.block.role, round(x, 2), round(width, 2)))
        x += width
    return made


def _left_out(shown: Flow, count: int) -> str:
    """Return a sentence about what the report leaves out of a large page, "" when it shows all."""
    told = []
    if shown.left_out:
        told.append(f"{plural(shown.left_out, 'block')} of {count:,}")
    if shown.characters:
        told.append(f"{plural(shown.characters, 'character')} of long blocks")
    return f"This page is large: {' and '.join(told)} are left out of this report; what the record keeps comes first." if told else ""
