"""A field's value with where it came from, as every reader of fields gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from cleaner.article import FieldSource

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value of a field.

    Attributes:
        value: what the record shows.
        source: the place: ``ld:NewsArticle.datePublished``, ``meta:og:locale``, ``block:12``, ``url``.
        raw: the value as the page writes it.
        steps: what changed it on the way, in words.
    """

    value: T
    source: str
    raw: str
    steps: tuple[str, ...] = ()

    def origin(self) -> FieldSource:
        """Return it as the record's ``sources`` show it."""
        return FieldSource(self.source, self.raw, self.steps)
