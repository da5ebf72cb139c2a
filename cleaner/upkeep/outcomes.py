"""What a test gave: a test inside a rule, a field of a page's record, a rule's place among the tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

#: ``missing``: what should be there is not. ``noisy``: what should not be there is. ``wrong``: it is there and not as it should be.
Outcome = Literal["missing", "noisy", "wrong"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as a test expects."""

    outcome: Outcome
    text: str

    def __str__(self) -> str:
        return f"{self.outcome}: {self.text}"


@dataclass(frozen=True, slots=True)
class TestResult:
    """What a test gave.

    Attributes:
        kind: ``rule`` for a test inside a rule, ``page`` for a field of a page's record, ``coverage`` for a rule that no test makes fire.
        subject: the rule's full id, or the page's name such as ``example.com/article``.
        name: the test's name or number, or the field.
        at: ``file:line`` of the rule or of the expectation.
        differences: what is not as expected, nothing when the test passed.
    """

    __test__ = False

    kind: Literal["rule", "page", "coverage"]
    subject: str
    name: str
    at: str
    differences: tuple[Difference, ...] = ()

    @property
    def id(self) -> str:
        """The subject and the name: ``example.com/article/title``."""
        return f"{self.subject}/{self.name}"

    @property
    def passed(self) -> bool:
        """Whether all is as expected."""
        return not self.differences

    @property
    def message(self) -> str:
        """What is not as expected, "" when the test passed."""
        return "; ".join(map(str, self.differences))


def missing(texts: Iterable[str]) -> tuple[Difference, ...]:
    """Return a ``missing`` difference for each text."""
    return tuple(Difference("missing", text) for text in texts)


def noisy(texts: Iterable[str]) -> tuple[Difference, ...]:
    """Return a ``noisy`` difference for each text."""
    return tuple(Difference("noisy", text) for text in texts)


def wrong(text: str) -> tuple[Difference, ...]:
    """Return one ``wrong`` difference."""
    return (Difference("wrong", text),)
