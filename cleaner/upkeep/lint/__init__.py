"""The linter of rule files: what is no mistake, and yet wrong or bound to go wrong.

Each kind of finding is a function of :class:`~cleaner.upkeep.lint.subject.Subject` in the module of its topic, and a
row in :mod:`cleaner.upkeep.lint.table`.
"""

from __future__ import annotations

from cleaner.upkeep.lint.finding import MISTAKE, Finding
from cleaner.upkeep.lint.run import check_rules, lint

__all__ = ["MISTAKE", "Finding", "check_rules", "lint"]
