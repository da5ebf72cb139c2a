"""What a change of the rulebook does to pages: every record that changes, and the gold that is lost and won."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleaner.errors import PageError
from cleaner.upkeep.given import GivenPage
from cleaner.upkeep.revisions import Revisions
from cleaner.upkeep.states import FailedPage, PageChange, compare, failed, see


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over pages.

    Attributes:
        pages: pages that could be cleaned.
        changed: pages whose records differ.
        failed: pages that could not be cleaned.
        gold: pages with gold for their body.
        words_lost: words of gold blocks that left the body.
        words_won: words of gold blocks that came into it.
        fields_lost: gold fields that were right and no longer are.
        fields_won: gold fields that have become right.
    """

    pages: int = 0
    changed: int = 0
    failed: int = 0
    gold: int = 0
    words_lost: int = 0
    words_won: int = 0
    fields_lost: int = 0
    fields_won: int = 0

    @property
    def gold_lost(self) -> bool:
        """Whether anything was lost that a person says is right."""
        return bool(self.words_lost or self.fields_lost)

    def plus(self, outcome: PageChange | FailedPage) -> Totals:
        """Return the sums with one page more."""
        if isinstance(outcome, FailedPage):
            return dataclasses.replace(self, failed=self.failed + 1)
        return Totals(
            self.pages + 1, self.changed + outcome.changed, self.failed, self.gold + outcome.has_gold,
            self.words_lost + outcome.gold_words("lost"), self.words_won + outcome.gold_words("gained"),
            self.fields_lost + len(outcome.fields_lost), self.fields_won + len(outcome.fields_won),
        )


def impact(states: Revisions, pages: Iterable[GivenPage]) -> Iterator[PageChange | FailedPage]:
    """Yield for each page what differs between two states of the rulebook, nothing where its records are alike.

    A page that the files which differ cannot concern is cleaned once, any other once a state; one page is held at a time.

    Raises:
        RuleErrors: a file of a page's site or language is wrong.
    """
    for page in pages:
        try:
            before = see(page, states.before)
            if states.files and states.concerns(before):
                yield compare(page, before, see(page, states.after))
            else:
                yield PageChange(page.name, page.url, has_gold=bool((page.gold or {}).get("body")))
        except PageError as error:
            yield failed(page, error)
