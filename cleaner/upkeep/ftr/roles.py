"""What a config takes away, in the words of this rulebook: the shipped generic rules say what such an element is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from cleaner.rules.book import Rulebook
from cleaner.rules.compile import Tables
from cleaner.rules.selecting import by_kind
from cleaner.upkeep.ftr.css import Attribute, Compound
from cleaner.values import CHROME_ROLES, Node, Page

#: What an element is by its tag where no name says more.
_TAGS = {"h1": "title", "figcaption": "caption", "time": "date", "nav": "navigation", "footer": "footer", "form": "login"}
#: Roles that a generic rule may give: chrome, and the fields that stand around a body.
_GIVEN = CHROME_ROLES | {"byline", "date", "caption", "credit", "tags", "title"}
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+|[0-9]+")
_MOST_WORDS = 8


class Roles:
    """Asks a rulebook's generic rules what an element is.

    Args:
        book: the rulebook.
    """

    def __init__(self, book: Rulebook) -> None:
        self._tables = Tables(f for f in book.generic if f.layer == "generic")

    def of(self, subject: Compound, page: Page, block: int) -> str:
        """Return the role of an element: of its specimen on ``page``, whose text is ``block``, else of the parts of its names."""
        around = [n for n in page.nodes[1:] if n.start <= block < n.end]
        for node in reversed(around):
            if node.end - node.start == 1 and (role := self._met(node, _GIVEN)):
                return role
        by_tag = _TAGS.get(subject.tag, "")
        if by_tag in ("title", "caption", "date"):
            return by_tag
        for name in _parts(_names(subject)):
            for token in (f".{name}", f"#{name}"):
                if role := self._met(Node(0, -1, 0, subject.tag or "div", frozenset({token}), 0, 1), CHROME_ROLES):
                    return role
        return by_tag if by_tag and not subject.conditions else "boilerplate"

    def _met(self, node: Node, wanted: frozenset[str]) -> str:
        alone = node._replace(index=0, parent=-1)
        numbers = sorted({number for number, _ in self._tables.node_rules((alone,), by_kind((alone,)))})
        roles = [self._tables.rules[n].rule.role for n in numbers if not self._tables.rules[n].rule.keep]
        return next((role for role in roles if role in wanted), "")


def _names(subject: Compound) -> Iterator[str]:
    for condition in subject.conditions:
        if isinstance(condition, Attribute) and condition.name in ("class", "id") and not condition.negative:
            yield from condition.value.split()


def _parts(names: Iterable[str]) -> Iterator[str]:
    """Yield runs of a name's words, longer ones first: ``article-share-bar``, ``share-bar``, ``article-share``, ``bar`` …"""
    for name in names:
        words = [w.lower() for w in _WORD.findall(name)][:_MOST_WORDS]
        for length in range(len(words), 0, -1):
            yield from ("-".join(run) for run in _runs(words, length))


def _runs(words: list[str], length: int) -> Iterator[list[str]]:
    starts = itertools.chain((len(words) - length,), range(len(words) - length))
    return (words[start:start + length] for start in starts)
