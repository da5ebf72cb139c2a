"""Worker processes, each in a pool of its own. The only module that knows pebble.

Pebble's workers share one pipe and its locks: a worker that is killed while it holds a lock stops all of them. So a pool has one worker
here, and when anything befalls it the whole pool is replaced. A worker is told its pages a chunk at a time and notes in shared memory
which one it is at, so that it is known which page killed it.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, TimeoutError, wait
from dataclasses import dataclass
from typing import Any, NamedTuple

from pebble import ProcessExpired, ProcessPool

from cleaner.batch.inputs import Item
from cleaner.batch.rows import CleansPages, Job, Row, clean_item, failed, out_of_memory
from cleaner.errors import CleanNewsError

#: Beyond the time that the pages of a chunk may take, in seconds: to send them, and to load the rules.
_GRACE = 30
#: How often it is looked whether a pool still lives, in seconds.
_LOOK = 1.0
#: A kill by the alarm clock is the system's and works inside C code; without one, chunks hold one page and the parent stops the time.
HAS_ALARM = hasattr(signal, "setitimer")
#: In the place of an exit code, which is at most 255: a pool broke before it could tell how its worker ended.
UNTOLD = 256


class Task(NamedTuple):
    """A page on its way.

    Attributes:
        number: in the stream of items.
        position: among the inputs.
        deaths: how often a worker died at it.
        cause: the exit code of the last of those that told it; :data:`UNTOLD` when none did.
    """

    number: int
    position: int
    item: Item
    deaths: int = 0
    cause: int = UNTOLD


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may take: seconds, and megabytes beyond what a worker has without one. None is no limit."""

    seconds: float | None = 60
    megabytes: int | None = 2000


class Outcome(NamedTuple):
    """What became of a chunk.

    Attributes:
        tasks: the chunk.
        rows: of its first tasks; of all but when the worker ended.
        ended: exit code of a worker that died, negative for a signal, :data:`UNTOLD` when nobody knows, None when it lives.
        at: which task it died at, -1 when it had begun none, ``len(tasks)`` when it had done all.
    """

    tasks: Sequence[Task]
    rows: Sequence[Row]
    ended: int | None = None
    at: int = -1


class WorkersError(CleanNewsError):
    """Workers cannot be started."""


class Crew:
    """Worker processes; used in a ``with`` statement.

    Args:
        job: what they do with a page.
        size: how many.
        limits: what a page may take.
    """

    def __init__(self, job: Job, size: int, limits: Limits) -> None:
        self._context: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
        if sys.platform != "win32":
            self._context.set_forkserver_preload(["cleaner.batch.workers", "cleaner.pipeline"])
        self._limits = limits
        self._arguments = (job, limits)
        self._seats: list[_Seat] = [_Seat(self._context, self._arguments) for _ in range(size)]

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for seat in self._seats:
            seat.pool.stop()  # type: ignore[no-untyped-call]
        for seat in self._seats:
            seat.pool.join()

    @property
    def idle(self) -> bool:
        """Whether a worker has nothing to do."""
        return any(seat.future is None for seat in self._seats)

    @property
    def busy(self) -> bool:
        """Whether a worker has something to do."""
        return any(seat.future is not None for seat in self._seats)

    def give(self, tasks: Sequence[Task]) -> None:
        """Give a chunk to an idle worker."""
        place = next(i for i, seat in enumerate(self._seats) if seat.future is None)
        seconds = self._limits.seconds
        for _ in range(2):
            try:
                self._seats[place].start(tasks, seconds * len(tasks) + (_GRACE if HAS_ALARM else 0) if seconds else None)
                return
            except RuntimeError:  # the worker died while it had nothing to do
                self._replace(place)
        raise WorkersError("Worker processes cannot be started; with --workers 0 pages are cleaned without.")

    def wait(self) -> list[Outcome]:
        """Wait a while for a chunk to be done, and return what became of those that are.

        Raises:
            Exception: what loading the rules raised in a worker.
        """
        running = {seat.future: i for i, seat in enumerate(self._seats) if seat.future is not None}
        done, others = wait(running, timeout=_LOOK, return_when=FIRST_COMPLETED)
        # A pool can die between being looked at and being given something, and would be waited for forever.
        done |= {future for future in others if not self._seats[running[future]].pool.active}
        return [self._take(running[future]) for future in done]

    def _take(self, place: int) -> Outcome:
        seat = self._seats[place]
        future, tasks, at = seat.future, seat.tasks, seat.at.value
        assert future is not None
        seat.future, seat.tasks = None, ()
        try:
            rows, spent = future.result(timeout=0)
        except ProcessExpired as error:
            ended = error.exitcode if error.exitcode is not None else UNTOLD
        except TimeoutError as error:
            # Either the time that pebble was given is over, or the result of a dead pool never came.
            ended = -getattr(signal, "SIGALRM", 14) if "Task timeout" in str(error) else UNTOLD
        except (BrokenExecutor, CancelledError):
            ended = UNTOLD
        except MemoryError as error:
            raise WorkersError("Worker processes have too little memory to begin; give more with --memory.") from error
        else:
            if spent:
                self._replace(place)
            return Outcome(tasks, rows)
        self._replace(place)
        return Outcome(tasks, (), ended, at)

    def _replace(self, place: int) -> None:
        old = self._seats[place].pool
        old.stop()  # type: ignore[no-untyped-call]
        old.join()
        self._seats[place] = _Seat(self._context, self._arguments)


class _Seat:
    """A worker's place: its pool, and what it is doing."""

    def __init__(self, context: Any, arguments: tuple[Any, ...]) -> None:
        self.at = context.RawValue("q", -1)
        self.pool = ProcessPool(max_workers=1, initializer=_install, initargs=(*arguments, self.at), context=context)
        self.future: Future[Any] | None = None
        self.tasks: Sequence[Task] = ()

    def start(self, tasks: Sequence[Task], seconds: float | None) -> None:
        """Begin a chunk; RuntimeError when the pool has died."""
        self.at.value = -1
        pages = [(task.position, task.item) for task in tasks]
        self.future, self.tasks = self.pool.schedule(_clean_chunk, args=(pages,), timeout=seconds), tasks


class _Station:
    """What a worker knows."""

    def __init__(self, job: Job, limits: Limits, at: Any) -> None:
        import psutil

        self.job, self.limits, self.at = job, limits, at
        self.parent = os.getppid()
        self.process = psutil.Process()
        self.size = self.process.memory_info().rss
        self.cleaner: CleansPages | None = None
        #: Whether no chunk has been done yet.
        self.fresh = True

    def has_grown(self) -> bool:
        """Tell whether so much memory did not come back that the next page would have less than half of what it may take."""
        limit = self.limits.megabytes
        return bool(limit) and self.process.memory_info().rss - self.size > limit * 500_000  # type: ignore[operator]


_stations: list[_Station] = []


def _install(job: Job, limits: Limits, at: Any) -> None:
    """Prepare this process to be a worker."""
    # Pebble's own handler would wait for the end of what runs in C.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if HAS_ALARM:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    station = _Station(job, limits, at)
    if limits.megabytes:
        with contextlib.suppress(ImportError, OSError, ValueError):  # a system without such a limit
            import resource

            taken = station.process.memory_info().vms
            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (taken + limits.megabytes * 1_000_000, hard))
    _stations[:] = [station]


def _clean_chunk(pages: Sequence[tuple[int, Item]]) -> tuple[list[Row], bool]:
    """Return the rows of a chunk's first pages, of all unless memory ran out, and whether this worker should be replaced."""
    [station] = _stations
    if station.cleaner is None:
        station.cleaner = station.job.load()
    rows: list[Row] = []
    for place, (position, item) in enumerate(pages):
        if os.getppid() != station.parent:
            os._exit(1)  # nobody waits for the rows any more
        station.at.value = place
        with _alarm(station.limits.seconds):
            try:
                rows.append(clean_item(station.cleaner, position, item, station.job))
            except MemoryError:
                if station.fresh and not rows:
                    rows.append(failed(position, item, out_of_memory(station.limits.megabytes)))
                # Else what earlier pages left may be why: it is the first of the next worker, so that its row is that of every run.
                return rows, True
    station.at.value, station.fresh = len(pages), False
    return rows, station.has_grown()


@contextlib.contextmanager
def _alarm(seconds: float | None) -> Iterator[None]:
    """Have the system end this process when what is inside takes longer."""
    if not seconds or not HAS_ALARM:
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
