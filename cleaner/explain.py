"""What every block of a page is and who says so, for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from cleaner.article import Article
from cleaner.layout import PARAGRAPH, Form

#: Why a rule that nearly took a block did not; ``docs/cli.md`` says what each means.
ObstacleKind = Literal[
    "zone", "kind", "words", "links", "tag", "inside", "step", "guard", "keep", "window", "status", "off", "language", "family"
]


class Obstacle(NamedTuple):
    """What stood between a rule and a block: its kind, and a sentence about this block and this rule."""

    kind: ObstacleKind
    text: str


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule that meets a block and still did not decide about it.

    Attributes:
        rule: its full id.
        role: what it would have called the block.
        obstacles: all that stood in its way.
        keep: True when it would have protected the block.
    """

    rule: str
    role: str
    obstacles: tuple[Obstacle, ...]
    keep: bool = False


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule as ``explain`` shows it: ``file:line`` ("" for the engine's own) and the reason that it gives."""

    at: str
    why: str


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
        near: rules that nearly took it, the nearest first; for blocks that no rule has removed.
        form: how the page shows it.
    """

    index: int
    text: str
    role: str
    rule: str
    at: str
    score: float
    signals: tuple[tuple[str, float], ...] = ()
    losing: tuple[tuple[str, str], ...] = ()
    near: tuple[NearMiss, ...] = ()
    form: Form = PARAGRAPH


@dataclass(frozen=True, slots=True)
class Explanation:
    """All blocks of a page in order, the record they gave, and every rule that is named beside a block, by its full id."""

    blocks: tuple[ExplainedBlock, ...]
    article: Article
    rules: Mapping[str, RuleNote] = field(default_factory=dict)
