"""Findings about a file as a whole and what it says of other files."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from cleaner.rules.model import Disable, Override, Rule, RuleFile
from cleaner.upkeep.lint.finding import Spot
from cleaner.upkeep.lint.pattern_tree import parse
from cleaner.upkeep.lint.subject import Subject
from cleaner.upkeep.lint.words import core

#: Months after which somebody should look at a file again.
_REVIEW_MONTHS = 18
#: Two letters on end: a word, where one alone is a sign.
_WORD = re.compile(r"[^\W\d_]{2}")


def stale_review(subject: Subject) -> Iterator[Spot]:
    """Yield files that nobody has looked at for a year and a half."""
    for loaded in subject.files:
        reviewed = loaded.file.reviewed
        if reviewed and _months_between(reviewed, subject.today) >= _REVIEW_MONTHS:
            yield Spot(loaded, ("reviewed",), f"the last review, on {reviewed}, is {_months_between(reviewed, subject.today)} months old")


def _months_between(earlier: datetime.date, later: datetime.date) -> int:
    """Return the full months between two days."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)


def past_window(subject: Subject) -> Iterator[Spot]:
    """Yield rules whose window has closed: they act on pages fetched long ago alone."""
    for it in subject.rules:
        until = it.rule.valid.until
        if until and until < subject.today:
            yield it.spot(f"the rule holds until {until} only, which is past", "valid", "until")


def no_lang(subject: Subject) -> Iterator[Spot]:
    """Yield rules of words in generic files that name no language."""
    for it in subject.rules:
        if it.loaded.file.layer != "generic" or it.loaded.file.lang:
            continue
        key = next((key for key in ("lines", "re", "sequence") if getattr(it.rule, key)), "")
        if key and any(map(_WORD.search, _texts(it.rule))):
            yield it.spot("words of one language act on pages of all", key)


def _texts(rule: Rule) -> Iterator[str]:
    """Yield what is fixed in the rule's literals and patterns."""
    yield from (" ".join(core(text).texts) for text in (*rule.lines, *(t for step in rule.sequence for t in (*step.any_of, *step.anchor))))
    yield from (parse(pattern).said for pattern in rule.re)


def idle_change(subject: Subject) -> Iterator[Spot]:
    """Yield ``disable`` and ``override`` of rules that would not act here anyway, or are named twice."""
    for loaded in subject.files:
        file = loaded.file
        gone = {d.rule for d in file.disable}
        seen: set[str] = set()
        listed: tuple[tuple[str, tuple[Disable | Override, ...]], ...] = (("disable", file.disable), ("override", file.override))
        for key, changes in listed:
            for i, change in enumerate(changes):
                if key == "override" and change.rule in gone:
                    why = "is switched off by 'disable'"
                else:
                    why = "is named above already" if change.rule in seen else _idle(change, file, subject)
                if why:
                    yield Spot(loaded, (key, i, "rule"), f"{change.rule!r} {why}")
                seen.add(change.rule)


def _idle(change: Disable | Override, file: RuleFile, subject: Subject) -> str:
    """Return why the rule that is changed would not act anyway, "" when it would."""
    if not file.generic and change.rule.startswith(("generic/", "languages/")):
        return "does not act here anyway: 'generic: false'"
    target = subject.rule(change.rule)
    if target and target.status == "proposed" and getattr(change, "status", None) is None:
        return "does not act anyway: its status is proposed"
    return ""
