"""Many pages through the cleaner: :func:`clean_many`."""

from __future__ import annotations

import itertools
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cleaner.batch.inputs import Item
from cleaner.batch.json_rows import JsonRow
from cleaner.batch.rows import Job, Row, clean_item, failed, out_of_memory
from cleaner.errors import PageError
from cleaner.sources import Unreadable

if TYPE_CHECKING:
    from cleaner.batch.workers import Crew, Outcome, Task

#: Most pages and bytes of a chunk. One of this size costs a worker some seconds at most, against some milliseconds to hand it over.
_CHUNK_PAGES, _CHUNK_BYTES = 16, 4_000_000
#: Rows that wait for an earlier page; beyond that no further page is begun.
_WAITING = 1000
#: A page at which this many workers died is given up; of signals that also come from outside it takes more.
_DEATHS, _DEATHS_FROM_OUTSIDE = 3, 6
_FROM_OUTSIDE = frozenset({-9, -15})
#: Workers that ended one after the other before they began a page: something is wrong with all.
_IDLE_DEATHS = 5


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How many pages are cleaned.

    Attributes:
        job: what is done with every page.
        workers: processes; 0 cleans in this one, where no limit holds; None is one a core.
        ordered: rows come in the order of the inputs; else as they are done.
        seconds: a page that takes longer becomes a failed one. None is no limit.
        megabytes: the same for memory, beyond what a worker takes without a page.
        ready: whether the next item can be had without waiting. While it cannot, what is done is given first.
    """

    job: Job = field(default_factory=Job)
    workers: int | None = None
    ordered: bool = True
    seconds: float | None = 60
    megabytes: int | None = 2000
    ready: Callable[[], bool] = _always


def clean_many(inputs: Iterable[Item], options: BatchOptions | None = None) -> Iterator[Row]:
    """Yield exactly one row for each item of the inputs.

    Items are read as rows are taken; a bounded number is on its way at any time. Ending the iteration ends the workers.

    Args:
        inputs: pages, such as :func:`cleaner.batch.inputs.iter_inputs` gives.
        options: see :class:`BatchOptions`.

    Raises:
        RuleErrors: a rule file is wrong.
        WorkersError: worker processes cannot be started.
    """
    return clean_numbered(enumerate(inputs), options or BatchOptions())


def clean_numbered(inputs: Iterable[tuple[int, Item]], options: BatchOptions) -> Iterator[Row]:
    """Yield the rows of items that come with their position among the inputs, which must grow: see :func:`clean_many`."""
    workers = options.workers if options.workers is not None else cores()
    if not workers:
        yield from _clean_here(inputs, options)
        return
    from cleaner.batch.workers import Crew, Limits

    with Crew(options.job, workers, Limits(options.seconds, options.megabytes)) as crew:
        yield from _Run(inputs, crew, workers, options).rows()


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _clean_here(inputs: Iterable[tuple[int, Item]], options: BatchOptions) -> Iterator[Row]:
    cleaner = None
    for position, item in inputs:
        if isinstance(item, Unreadable):
            yield failed(position, item, item.error)
            continue
        cleaner = cleaner or options.job.load()
        try:
            row = clean_item(cleaner, position, item, options.job)
        except MemoryError:
            row = failed(position, item, out_of_memory(None))
        yield row


class _Run:
    """Pages on their way to a crew and back."""

    def __init__(self, inputs: Iterable[tuple[int, Item]], crew: Crew, workers: int, options: BatchOptions) -> None:
        self._inputs, self._crew, self._workers, self._options = iter(inputs), crew, workers, options
        self._numbers = itertools.count()
        #: Chunks to give next; what a worker did not finish stands before what is new.
        self._chunks: deque[list[Task]] = deque()
        #: Rows by number, that wait for those before them.
        self._ready: dict[int, Row] = {}
        self._next = 0
        self._made = self._idle_deaths = 0
        self._over = False

    def rows(self) -> Iterator[Row]:
        """Yield the rows as they can be given."""
        while not self._over or self._chunks or self._crew.busy:
            self._give()  # before rows are written and pages read: meanwhile a worker would wait
            yield from self._due()
            self._read_ahead()
            while self._give():
                self._read_ahead()
            for outcome in self._crew.wait():
                self._take(outcome)
        yield from self._due()

    def _give(self) -> bool:
        """Give the chunks at hand to workers that have nothing to do, and tell whether one was given."""
        given = False
        while self._chunks and self._crew.idle:
            self._crew.give(self._chunks.popleft())
            given = True
        return given

    def _read_ahead(self) -> None:
        """Have a chunk ready for each worker, unless too many rows wait already."""
        while not self._over and len(self._chunks) < self._workers and len(self._ready) < _WAITING and self._may_read():
            chunk = self._next_chunk()
            if chunk:
                self._chunks.append(chunk)

    def _may_read(self) -> bool:
        """Tell whether to read on: not where that means to wait while there is something to do."""
        return self._options.ready() or not (self._chunks or self._ready or self._crew.busy)

    def _next_chunk(self) -> list[Task]:
        from cleaner.batch.workers import HAS_ALARM, Task

        # Small ones first, twice as large each round: few pages are shared out evenly, and the first rows come soon.
        most = min(_CHUNK_PAGES, 2 ** min(8, self._made // (2 * self._workers))) if HAS_ALARM else 1
        chunk, size = list[Task](), 0
        while len(chunk) < most and size < _CHUNK_BYTES and (not chunk or self._options.ready()):
            found = next(self._inputs, None)
            if found is None:
                self._over = True
                break
            position, item = found
            number = next(self._numbers)
            if isinstance(item, Unreadable):
                self._ready[number] = failed(position, item, item.error)
                break
            else:
                chunk.append(Task(number, position, item))
                size += len(item.line if isinstance(item, JsonRow) else item.data)
        self._made += 1
        return chunk

    def _due(self) -> Iterator[Row]:
        if not self._options.ordered:
            while self._ready:
                yield self._ready.pop(next(iter(self._ready)))
            return
        while self._next in self._ready:
            yield self._ready.pop(self._next)
            self._next += 1

    def _take(self, outcome: Outcome) -> None:
        tasks = list(outcome.tasks)
        for task, row in zip(tasks, outcome.rows, strict=False):
            self._ready[task.number] = row
        left = tasks[len(outcome.rows) :]
        if outcome.ended is None:
            self._idle_deaths = 0
            self._again(left)
        elif 0 <= outcome.at < len(tasks):
            self._idle_deaths = 0
            self._died(tasks, outcome.at, outcome.ended)
        else:
            self._idle_deaths += outcome.at < 0
            if self._idle_deaths > _IDLE_DEATHS:
                from cleaner.batch.workers import WorkersError

                raise WorkersError(
                    f"Worker processes end before they begin a page ({_cause(outcome.ended)}); what they said stands above. Is --memory "
                    'too small? Does a program of your own guard what it does with if __name__ == "__main__"?'
                )
            self._again(left)

    def _died(self, tasks: list[Task], at: int, ended: int) -> None:
        """A page killed its worker: the pages around it are done again, it by itself, if not its limit is what ended it."""
        from cleaner.batch.workers import UNTOLD

        task = tasks[at]
        task = task._replace(deaths=task.deaths + 1, cause=task.cause if ended == UNTOLD else ended)
        self._again(tasks[at + 1 :])
        if ended == -getattr(signal, "SIGALRM", 14):
            limit = f"{self._options.seconds:g} s"
            error = PageError("timeout", f"the page takes longer than the {limit} it may take (--timeout)")
            self._ready[task.number] = failed(task.position, task.item, error)
        elif task.deaths >= (_DEATHS_FROM_OUTSIDE if task.cause in (*_FROM_OUTSIDE, UNTOLD) else _DEATHS):
            error = PageError("worker", f"the page ended its worker process {task.deaths} times ({_cause(task.cause)})")
            self._ready[task.number] = failed(task.position, task.item, error)
        else:
            self._again([task])
        self._again(tasks[:at])

    def _again(self, tasks: list[Task]) -> None:
        if tasks:
            self._chunks.appendleft(tasks)


def _cause(ended: int) -> str:
    from cleaner.batch.workers import UNTOLD

    if ended == UNTOLD:
        return "how it ended is not known"
    if ended >= 0:
        return f"exit code {ended}"
    try:
        name = signal.Signals(-ended).name
    except ValueError:
        name = "unknown"
    told = ", as the system does when memory runs out" if name == "SIGKILL" else ""
    return f"signal {-ended}, {name}{told}"
