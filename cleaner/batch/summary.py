"""What a run did, counted: for the terminal while it goes on, and for a report at its end."""

from __future__ import annotations

from collections import Counter
from typing import Any

from cleaner.batch.rows import Row

#: Rules that a report names.
_TOP = 20


class Summary:
    """Counts rows.

    Attributes:
        pages: rows of this run.
        failed: those of pages that failed.
        needs_review: those that a person should look at.
        failures: failed pages by stage.
        extractors: records by who chose the body.
        rules: blocks by the rule that took them.
        skipped: what archives hold besides pages, by reason.
        kept: rows that an earlier run had written.
    """

    def __init__(self, skipped: Counter[str] | None = None) -> None:
        self.pages = self.failed = self.needs_review = self.kept = 0
        self.failures: Counter[str] = Counter()
        self.extractors: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter() if skipped is None else skipped

    def add(self, row: Row) -> None:
        """Count a row."""
        self.pages += 1
        if row.failure is not None:
            self.failed += 1
            self.failures[row.failure["error"]["stage"]] += 1
        if row.facts is not None:
            self.needs_review += row.facts.needs_review
            self.extractors[row.facts.extractor] += 1
            self.rules.update(row.facts.rules)

    def include(self, other: Summary) -> None:
        """Count what another summary has counted."""
        for name in ("pages", "failed", "needs_review", "kept"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("failures", "extractors", "rules", "skipped"):
            getattr(self, name).update(getattr(other, name))

    def report(self, seconds: float) -> dict[str, Any]:
        """Return the counts as JSON knows them.

        Args:
            seconds: how long the run took.
        """
        return {
            "pages": self.pages,
            "failed": self.failed,
            "needs_review": self.needs_review,
            "kept_from_earlier": self.kept,
            "seconds": round(seconds, 3),
            "pages_per_second": round(self.pages / seconds, 2) if seconds else 0.0,
            "failures": dict(self.failures.most_common()),
            "extractors": dict(self.extractors.most_common()),
            "rules": dict(self.rules.most_common(_TOP)),
            "skipped": dict(self.skipped.most_common()),
        }
