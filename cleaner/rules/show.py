"""Which rules act on pages of an address, before there is a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleaner.domains import host_of
from cleaner.rules.book import Rulebook
from cleaner.rules.choose import PageFacts, choose
from cleaner.values import Structured


class ShownRule(NamedTuple):
    """A rule that acts: its full id, the role it gives, where it stands (``file:line``), its reason."""

    id: str
    role: str
    at: str
    why: str


def show(book: Rulebook, url: str) -> tuple[ShownRule, ...]:
    """Return the rules that act on pages of an address, outer layers first.

    What only a page can tell is not among them: families known by their marks in the page, and languages that the
    site's file does not name. English rules always are.

    Raises:
        RuleErrors: the site's or a language's rule file is wrong.
    """
    host = host_of(url)
    languages = tuple(dict.fromkeys(code for loaded in book.site_files(host) for code in loaded.file.lang))
    active = choose(book, PageFacts(host, languages, Structured())).active

    def shown() -> Iterator[ShownRule]:
        for tables in active.tables:
            for number in range(len(tables.rules)):
                rule = active.rule(tables, number)
                if rule is not None:
                    yield ShownRule(rule.id, rule.rule.role, rule.at, rule.rule.why)

    return tuple(shown())
