"""How far a run is: a bar on a terminal, a line a minute in a log, a table at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

from cleaner.batch.summary import Summary
from cleaner.cli.ends import say
from cleaner.text.controls import escape_line

#: Seconds between two lines of a log.
_EVERY = 60.0
#: Rules that the table names.
_RULES = 8


class Progress:
    """Shows a run; used in a ``with`` statement.

    Args:
        summary: what is counted.
        bar: show a bar, on a terminal.
        lines: write a line a minute, where there is no bar.
        share: how much of the inputs is read, 0 to 1; None where nobody knows.
        clock: seconds, growing.
    """

    def __init__(
        self, summary: Summary, *, bar: bool, lines: bool, share: Callable[[], float | None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._summary, self._lines, self._share, self._clock = summary, lines and not bar, share, clock
        self._began = self._told = clock()
        self._bar = _bar() if bar else None

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task("", total=None, pages=0, speed="", failed=0)
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    @property
    def seconds(self) -> float:
        """How long the run took so far."""
        return self._clock() - self._began

    def tell(self) -> None:
        """Show where the run is; called for every row, does something now and then."""
        now = self._clock()
        if self._bar is not None and now - self._told >= 0.1:
            self._told = now
            self._move()
        elif self._lines and now - self._told >= _EVERY:
            self._told = now
            say(line_of(self._summary, self.seconds, self._share()))

    def say(self, message: str) -> None:
        """Write a message, above the bar where there is one."""
        if self._bar is None:
            say(message)
        else:
            self._bar.console.print(f"clean-news: {escape_line(message)}", markup=False, highlight=False, soft_wrap=True)

    def _move(self) -> None:
        share = self._share()
        speed = self._summary.pages / max(self.seconds, 0.001)
        self._bar.update(  # type: ignore[union-attr]
            self._task, pages=self._summary.pages, failed=self._summary.failed, speed=f"{speed:.1f}",
            **({"total": 1.0, "completed": share} if share is not None else {}),
        )


def line_of(summary: Summary, seconds: float, share: float | None) -> str:
    """Return where a run is in one line."""
    speed = summary.pages / max(seconds, 0.001)
    told = f"{summary.pages:,} pages, {speed:.1f} pages/s, {summary.failed:,} failed, {summary.needs_review:,} need a look"
    if share:
        told += f", {share:.0%} of the input read, {_clock_time(seconds / share - seconds)} to go"
    return told


def show_table(summary: Summary, seconds: float) -> None:
    """Write the table of a whole run to standard error."""
    from rich.console import Console
    from rich.table import Table

    report = summary.report(seconds)
    table = Table(show_header=False, box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(justify="right")
    table.add_column(justify="right", style="dim")
    pages = report["pages"]
    table.add_row("pages", f"{pages:,}", f"{report['pages_per_second']:.1f} a second, {_clock_time(seconds)}")
    if summary.kept:
        table.add_row("kept from an earlier run", f"{summary.kept:,}", "")
    for name, count in [("failed", summary.failed), *((f"  {stage}", n) for stage, n in report["failures"].items())]:
        table.add_row(name, f"{count:,}", _percent(count, pages))
    table.add_row("need a look", f"{summary.needs_review:,}", _percent(summary.needs_review, pages))
    for reason, count in report["skipped"].items():
        table.add_row(f"no page: {reason}", f"{count:,}", "")
    for extractor, count in report["extractors"].items():
        table.add_row(f"body by {extractor}", f"{count:,}", _percent(count, pages))
    for rule, count in list(report["rules"].items())[:_RULES]:
        table.add_row(f"blocks taken by {escape_line(rule)}", f"{count:,}", "")
    console = Console(file=sys.stderr, highlight=False, markup=False)
    console.print(table)


def _percent(count: int, of: int) -> str:
    return f"{count / of:.1%}" if of else ""


def _clock_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[pages]:,} pages"), TextColumn("{task.fields[speed]} pages/s"),
        TextColumn("{task.fields[failed]:,} failed"), TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(file=sys.stderr), transient=True)
