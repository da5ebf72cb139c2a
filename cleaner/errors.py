"""Every error clean-news raises, as one tree.

    CleanNewsError
    ├── PageError          a page could not be cleaned: url, stage, cause
    ├── RuleError          a rule file is wrong: file:line:column, rule id, what to do
    ├── RuleErrors         all RuleErrors of a load, at once
    └── InputError         an input could not be read at all

Each one survives pickling (it may cross a process boundary) because its
arguments are exactly the values that its constructor takes.
"""

from __future__ import annotations

from collections.abc import Sequence

#: Set to anything but the empty string, the traceback of an unexpected error is shown.
DEBUG_VARIABLE = "CLEAN_NEWS_DEBUG"


class CleanNewsError(Exception):
    """The root: catch this to catch everything the package raises on purpose."""


class PageError(CleanNewsError):
    """A page could not be cleaned. Skip the page; the other pages are unaffected.

    Args:
        stage: the pipeline stage that failed, such as ``"decode"`` or ``"blocks"``.
        message: one sentence that says what was wrong with the page.
        url: the page's address, where it is known.
    """

    def __init__(self, stage: str, message: str, url: str | None = None) -> None:
        super().__init__(stage, message, url)
        self.stage, self.message, self.url = stage, message, url

    def __str__(self) -> str:
        where = f"{self.url}: " if self.url else ""
        return f"{where}{self.stage}: {self.message}"


class InputError(CleanNewsError):
    """An input file or folder could not be read. Its message names it and the cause."""


class RuleError(CleanNewsError):
    """One mistake in a rule file.

    Args:
        message: what is wrong and what to do about it.
        path: the rule file, as given.
        line: 1-based line, 0 when unknown.
        column: 1-based column, 0 when unknown.
        rule: the full id of the rule, where the mistake is inside one.
    """

    def __init__(self, message: str, path: str = "", line: int = 0, column: int = 0, rule: str = "") -> None:
        super().__init__(message, path, line, column, rule)
        self.message, self.path, self.line, self.column, self.rule = message, path, line, column, rule

    def __str__(self) -> str:
        place = ":".join(str(p) for p in (self.path, self.line, self.column) if p)
        rule = f" [{self.rule}]" if self.rule else ""
        return f"{place}: {self.message}{rule}" if place else f"{self.message}{rule}"


class RuleErrors(CleanNewsError):
    """All mistakes that loading a rulebook found, in the order of file, line and column.

    Args:
        errors: the single mistakes; at least one.
    """

    def __init__(self, errors: Sequence[RuleError]) -> None:
        ordered = tuple(sorted(errors, key=lambda e: (e.path, e.line, e.column, e.message)))
        super().__init__(ordered)
        self.errors = ordered

    def __str__(self) -> str:
        return "\n".join(str(e) for e in self.errors)
