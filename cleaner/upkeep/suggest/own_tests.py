"""Tests for proposed rules: a page in small, made of words of the sample, in which the rule fires, and one that only looks alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from cleaner.text.words import count_words, is_prose
from cleaner.upkeep.suggest.evidence import StepPart, TestPart
from cleaner.upkeep.suggest.sample import SamplePage
from cleaner.upkeep.suggest.template import common_keys

#: What parsers want around an element, and inside of it around its text.
_AROUND = {
    "li": ("<ul>", "</ul>"), "dt": ("<dl>", "</dl>"), "dd": ("<dl>", "</dl>"), "tr": ("<table>", "</table>"),
    "tbody": ("<table>", "</table>"), "td": ("<table><tr>", "</tr></table>"), "th": ("<table><tr>", "</tr></table>"),
}
_INSIDE = {
    "ul": "<li>{}</li>", "ol": "<li>{}</li>", "dl": "<dd>{}</dd>", "tr": "<td>{}</td>", "table": "<tr><td>{}</td></tr>",
    "tbody": "<tr><td>{}</td></tr>",
}
#: Characters that a paragraph of a test has, if the sample has one so short.
_SHORT, _LONG = 60, 220
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*(?= )|[。！？]")


def prose_of(pages: Sequence[SamplePage]) -> tuple[str, str]:
    """Return the beginnings of two paragraphs of the sample, short ones if it has any: they make the zones of a test."""
    common = common_keys(pages)
    likely = [(page, i) for page in pages for i in sorted(page.likely)]
    own = [(page, i) for page, i in likely if page.keys[i] not in common] or likely
    texts = dict.fromkeys(_beginning(page.page.blocks[i].text) for page, i in own)
    ordered = sorted(texts, key=lambda text: (not _SHORT <= len(text) <= _LONG, len(text), text))
    return ordered[0], ordered[1] if len(ordered) > 1 else ordered[0]


def _beginning(text: str) -> str:
    """Return the first sentences of a paragraph, as few as are prose."""
    beginnings = (text[:end.end()] for end in _SENTENCE_END.finditer(text))
    return next((start for start in beginnings if is_prose(start, count_words(start))), text)


def element_tests(selector: str, text: str, pages: Sequence[SamplePage]) -> tuple[TestPart, ...]:
    """Return the tests of a rule that selects an element with ``text`` in it."""
    first, second = prose_of(pages)
    box = _element(selector, text)
    around = (f"<article><p>{escape(first)}</p>", f"<p>{escape(second)}</p></article>")
    return (
        TestPart("the element goes, the paragraphs stay", html=box.join(around), claims=(text,), keeps=(first, second)),
        TestPart("the same words elsewhere stay", html=f"<p>{escape(text)}</p>".join(around), keeps=(text, first, second)),
    )


def line_tests(lines: Sequence[str], zone: Sequence[str], pages: Sequence[SamplePage]) -> tuple[TestPart, ...]:
    """Return the tests of a rule of single lines, given as they stand on pages."""
    first, second = prose_of(pages)
    rest = [f"- {line}" for line in lines]
    shown = [*rest, f"= {first}", f"= {second}"] if tuple(zone) == ("head",) else [f"= {first}", *rest]
    if not zone or "body" in zone:
        shown.append(f"= {second}")
    alike = tuple(f"= {line} {first}" for line in lines)
    return (
        TestPart("the line goes, the paragraphs stay", lines=tuple(shown)),
        TestPart("a paragraph that begins with these words stays", lines=(*alike, f"= {second}")),
    )


def sequence_tests(
    steps: Sequence[StepPart], lines: Sequence[str], zone: Sequence[str], pages: Sequence[SamplePage],
) -> tuple[TestPart, ...]:
    """Return the tests of a sequence whose steps stand on pages as ``lines``."""
    first, second = prose_of(pages)
    run = [f"- {line}" for line in lines]
    shown = [*run, f"= {first}", f"= {second}"] if tuple(zone) == ("head",) else [f"= {first}", *run]
    if not zone or "body" in zone:
        shown.append(f"= {second}")
    alone = tuple(f"= {line}" for step, line in zip(steps, lines, strict=True) if not step.anchor)
    alike = (*alone[:1], f"= {first}") if tuple(zone) == ("head",) else (f"= {first}", *alone[:1])
    return (
        TestPart("the lines go together, the paragraphs stay", lines=tuple(shown)),
        TestPart("a line of it alone stays", lines=alike),
    )


def _element(selector: str, text: str) -> str:
    """Return an element that a selector of :mod:`cleaner.upkeep.suggest.names` meets, with a text in it."""
    found = re.fullmatch(r'([a-z][a-z0-9-]*)(?:#(?P<id>[\w-]+)|\.(?P<class>[\w-]+)|\[itemprop="(?P<itemprop>[\w-]+)"\])', selector)
    assert found, selector
    key, name = next((key, name) for key, name in found.groupdict().items() if name)
    tag = found[1]
    before, after = _AROUND.get(tag, ("", ""))
    inner = _INSIDE.get(tag, "{}").format(escape(text))
    return f'{before}<{tag} {key}="{escape(name)}">{inner}</{tag}>{after}'
