"""A function for Spark's ``mapInPandas``: frames of pages in, frames of records out. It needs neither Spark nor pandas to be imported.

    from cleaner.integrations.spark import SCHEMA, FrameCleaner
    records = pages.select("url", "html", "fetched_at").mapInPandas(FrameCleaner(), schema=SCHEMA)
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from cleaner.batch.json_rows import page_of_row
from cleaner.batch.rows import Job, Row
from cleaner.batch.run import BatchOptions, clean_many
from cleaner.batch.written import Written, text_of
from cleaner.errors import InputError
from cleaner.integrations.shards import RuleFolders
from cleaner.sources import Input, Unreadable

#: Columns of the frames that come out, as Spark wants them told: ``record`` is the row's line of JSON, ``error_stage`` is null unless
#: the page failed.
SCHEMA = "url string, error_stage string, record string"

_COLUMNS = ("url", "html", "text", "fetched_at")
#: Rows of a frame that comes out.
_ROWS = 256


@dataclass(frozen=True, slots=True)
class FrameCleaner:
    """Cleans frames of pages with the columns ``html`` or ``text``, and ``url`` and ``fetched_at`` where they have them.

    Attributes:
        rules: which rules clean; their folders must be there on each machine.
        written: whether sources and removed blocks are in a record.
        workers: 1 cleans in a process beside Spark's own, so that a page that hangs or crashes becomes a row of a failed page instead
            of ending the task; 0 cleans in Spark's.
        seconds: what a page may take, None for any.
        megabytes: the same of memory.
    """

    rules: RuleFolders = field(default_factory=RuleFolders)
    written: Written = field(default_factory=Written)
    workers: int = 1
    seconds: float | None = 60
    megabytes: int | None = 2000

    def __call__(self, frames: Iterable[Any]) -> Iterator[Any]:
        """Yield frames with the columns of :data:`SCHEMA`, a row a page in the order of the pages.

        Args:
            frames: ``pandas.DataFrame`` values; what comes out is of their class.

        Raises:
            InputError: a frame has no pages, or the record's form is no line of JSON.
            RuleErrors: a rule is wrong.
        """
        if self.written.form != "jsonl":
            raise InputError(f"A record in a frame is a line of JSON, not {self.written.form}.")
        kinds: list[Any] = []
        options = BatchOptions(Job(self.rules, self.written), self.workers, True, self.seconds, self.megabytes)
        rows: list[Row] = []
        with contextlib.closing(cast(Any, clean_many(_pages(frames, kinds), options))) as cleaned:
            for row in cleaned:
                rows.append(row)
                if len(rows) == _ROWS:
                    yield kinds[0](_columns(rows))
                    rows = []
        if rows:
            yield kinds[0](_columns(rows))


def _pages(frames: Iterable[Any], kinds: list[Any]) -> Iterator[Input | Unreadable]:
    """Yield the pages of frames, and note the class of the first."""
    for frame in frames:
        if not kinds:
            kinds.append(type(frame))
        names = [name for name in _COLUMNS if name in frame.columns]
        if not {"html", "text"} & set(names):
            raise InputError(f"A frame of pages has a column 'html' or 'text'; its columns are {', '.join(map(repr, frame.columns))}.")
        for cells in zip(*(frame[name] for name in names), strict=True):
            yield page_of_row("row", {name: _plain(cell) for name, cell in zip(names, cells, strict=True)}, keep=False)


def _plain(cell: Any) -> Any:
    """Return a cell as a row of JSON lines would hold it; what pandas has for a missing value, which is not equal to itself, is None."""
    try:
        if cell is None or cell != cell:
            return None
    except TypeError:  # pandas.NA, which is not even that
        return None
    if isinstance(cell, (bytearray, memoryview)):
        return bytes(cell)
    return cell.isoformat() if hasattr(cell, "isoformat") else cell


def _columns(rows: list[Row]) -> dict[str, list[str | None]]:
    return {
        "url": [row.url for row in rows],
        "error_stage": [row.failure["error"]["stage"] if row.failure else None for row in rows],
        "record": [text_of(row, "jsonl").rstrip("\n") for row in rows],
    }
