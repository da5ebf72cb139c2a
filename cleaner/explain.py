"""What every block of a page is and who says so, for people."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.article import Article


@dataclass(frozen=True, slots=True)
class ExplainedBlock:
    """A block with its verdict.

    Attributes:
        index: place on the page.
        text: its words.
        role: what it is.
        rule: full id of the rule that decided.
        at: ``file:line`` of the rule, "" for the engine's own.
        score: the finder's probability that it is body.
        signals: what moved the finder most, with the weight in log-odds.
        losing: ``(rule, role)`` of claims that lost.
    """

    index: int
    text: str
    role: str
    rule: str
    at: str
    score: float
    signals: tuple[tuple[str, float], ...] = ()
    losing: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """All blocks of a page in order, and the record they gave."""

    blocks: tuple[ExplainedBlock, ...]
    article: Article
