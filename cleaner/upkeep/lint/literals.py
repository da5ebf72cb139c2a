"""Findings about literals: those that say too little to be told from a sentence or a heading of an article."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.text.words import count_words
from cleaner.upkeep.lint.finding import Spot
from cleaner.upkeep.lint.pattern_tree import Part, edge_parts, parse
from cleaner.upkeep.lint.subject import Linted, Subject
from cleaner.upkeep.lint.words import Core, core
from cleaner.values import CHROME_ROLES

#: Fixed words of an anchor that cannot be mistaken, without and with a typed hole.
_ANCHOR_WORDS, _ANCHOR_WORDS_WITH_HOLE = 3, 2
#: Fixed words that a literal must have to stand among the paragraphs of an article.
_BODY_WORDS = 2
#: Fixed words from which on an open pattern is no beginning of a sentence that anybody would write.
_OPEN_WORDS = 2
#: Signs that end a sentence: a class that excludes one of them stops there.
_SENTENCE_ENDS = frozenset(".。")


def weak_anchor(subject: Subject) -> Iterator[Spot]:
    """Yield anchors that are short or common, where nothing else of the sequence must stand beside them."""
    for it in subject.rules:
        # The beginning and the end of a page are made of labels: two of them on end suffice there.
        lone = it.in_body or sum(_least(step.times) for step in it.rule.sequence) < 2
        common = subject.common_words(it.loaded) if it.rule.sequence else frozenset()
        for number, step in enumerate(it.rule.sequence):
            for i, anchor in enumerate(step.anchor):
                if lone and _weak_anchor(core(anchor), common):
                    yield it.spot(f"the anchor {anchor!r} is short or made of common words", "sequence", number, "anchor", i)


def _least(times: str) -> int:
    return int(float(times.partition("..")[0] or 0))


def _weak_anchor(said: Core, common: frozenset[str]) -> bool:
    return said.words < (_ANCHOR_WORDS_WITH_HOLE if said.holes else _ANCHOR_WORDS) or common.issuperset(said.texts)


def short_literal(subject: Subject) -> Iterator[Spot]:
    """Yield literals of a word, or of common words alone, that may claim a block between the article's paragraphs."""
    for it in subject.rules:
        if not it.rule.lines or not it.in_body or not _takes(it):
            continue
        common = subject.common_words(it.loaded)
        for i, literal in enumerate(it.rule.lines):
            said = core(literal)
            if said.words < _BODY_WORDS or (said.words <= _BODY_WORDS and common.issuperset(said.texts)):
                yield it.spot(f"{literal!r} is too little to act among the article's paragraphs", "lines", i)


def body_zone(subject: Subject) -> Iterator[Spot]:
    """Yield patterns of general rules that may swallow a paragraph of an article: open at an end, with little that is fixed."""
    for it in subject.rules:
        if not it.rule.re or not it.general or not it.in_body or not _takes(it) or it.bounded:
            continue
        for i, pattern in enumerate(it.rule.re):
            tree = parse(pattern)
            if _open(tree) and count_words(tree.said) < _OPEN_WORDS:
                yield it.spot(f"the pattern meets any paragraph {_shown(tree)}", "re", i)


def open_pattern(subject: Subject) -> Iterator[Spot]:
    """Yield patterns open at both ends: they look for words inside a block, which no rule should."""
    for it in subject.rules:
        if it.bounded or it.rule.where.zone or it.rule.where.links or it.rule.where.inside:
            continue
        for i, pattern in enumerate(it.rule.re):
            tree = parse(pattern)
            if _open(tree, last=True) and _open(tree, last=False):
                yield it.spot(f"the pattern meets every block {_shown(tree)}, wherever in it", "re", i)


def _takes(it: Linted) -> bool:
    return it.rule.role in CHROME_ROLES and not it.rule.keep


def _open(tree: Part, *, last: bool | None = None) -> bool:
    """Tell whether a match may begin or end (``last``: only that) with any number of any characters, ends of sentences too."""
    ends = (False, True) if last is None else (last,)
    return any(part.endless and _crosses(part) for end in ends for part in edge_parts(tree, last=end))


def _crosses(part: Part) -> bool:
    return part.wide and not (part.text.startswith("[^") and _SENTENCE_ENDS & set(part.text))


def _shown(tree: Part) -> str:
    words = " ".join(tree.said.replace("?", "").split())
    return f"with {words!r} in it" if words else "whatever it says"
