"""What a rule file does: records with it beside records without it, or with the file that it would replace."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cleaner.errors import PageError
from cleaner.rules.book import Rulebook
from cleaner.rules.load import load_rules
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import RuleFile
from cleaner.upkeep.given import GivenPage
from cleaner.upkeep.states import FailedPage, PageChange, compare, failed, of_site, see
from cleaner.upkeep.variants import added, edited, find_rule, load_draft, replaced


@dataclass(frozen=True, slots=True)
class Trial:
    """Two states of the rulebook that a rule file tells apart.

    Attributes:
        before: the rulebook without the file (or without the one rule).
        after: the rulebook with it.
        site: the site that the file is for, "" for all.
        against: what ``before`` is, in words.
    """

    before: Rulebook
    after: Rulebook
    site: str
    against: str


def make_trial(path: str | os.PathLike[str], book: Rulebook | None = None, *, rule: str = "") -> Trial:
    """Return the two states that show what a rule file does.

    Before: a file that is part of the rulebook is taken out; a draft is compared with the file that it would replace (the same site's, or
    that of the same layer and name), or with nothing where there is none. With ``rule`` both states hold the file, one of them without
    that rule. Rules with ``status: proposed`` act here as if they were accepted.

    Args:
        path: the rule file, inside the rulebook or anywhere.
        book: the rulebook it is laid over; None for the shipped one.
        rule: id of a rule of the file.

    Raises:
        InputError: there is no such file.
        RuleErrors: mistakes in it, or there is no such rule in it.
    """
    book = book if book is not None else load_rules()
    draft, twin, same = load_draft(Path(path), book)
    after = replaced(book, twin, draft) if twin else added(book, draft)
    if rule:
        name = find_rule(draft, rule)
        before = replaced(after, draft, edited(draft, lambda file: _without_rule(file, name)))
        return Trial(before, after, draft.file.site, f"without the rule {name}")
    if twin is None or same:
        before = replaced(after, draft, None)
        return Trial(before, after, draft.file.site, "without the file")
    return Trial(book, after, draft.file.site, f"with {_shown(twin)}")


def try_rules(trial: Trial, pages: Iterable[GivenPage]) -> Iterator[PageChange | FailedPage]:
    """Yield for each page what differs between the two states, nothing where it is alike; a page is cleaned once a state.

    A page without any address is taken for a page of the trial's site.

    Raises:
        RuleErrors: a file of a page's site or language is wrong.
    """
    for page in pages:
        try:
            page = of_site(page, trial.site, trial.before)
            yield compare(page, see(page, trial.before), see(page, trial.after))
        except PageError as error:
            yield failed(page, error)


def _without_rule(file: RuleFile, name: str) -> RuleFile:
    return dataclasses.replace(file, rules=tuple(r for r in file.rules if r.id != name))


def _shown(loaded: LoadedFile) -> str:
    return f"{loaded.folder}/{loaded.stem}"
