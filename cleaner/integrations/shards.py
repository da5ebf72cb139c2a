"""Files of many pages, each cleaned by itself into a file of the same name: what a cluster's tasks do, whichever engine starts them."""

from __future__ import annotations

import contextlib
import glob
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from cleaner import placing
from cleaner.batch.compression import without_packing
from cleaner.batch.inputs import InputOptions, iter_inputs
from cleaner.batch.kinds import named_like_input, suffix_of
from cleaner.batch.outputs import OutputOptions, open_output
from cleaner.batch.rows import CleansPages, Job
from cleaner.batch.run import BatchOptions, clean_many
from cleaner.batch.summary import Summary
from cleaner.batch.written import Written
from cleaner.errors import InputError
from cleaner.sources import STDIN, Unreadable, iter_files

if TYPE_CHECKING:
    from cleaner.memory.store import Store

#: Forms of an output shard, and what JSON lines can be packed in: the ending that says so.
SHARD_FORMATS = ("jsonl", "parquet")
PACKINGS = {"none": "", "gzip": ".gz", "zstd": ".zst"}

#: Endings of input files that an output of another form does not keep.
_REPLACED = frozenset({".jsonl", ".ndjson", ".warc", ".parquet", ".pq"})


class Shard(NamedTuple):
    """A file of pages and the file that its records go to."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class RuleFolders:
    """Which rules clean; called in each process that does.

    Attributes:
        folders: a user's own, laid over the shipped ones.
        sites: with the rules of single sites.
        memory: a site memory that claims, as it was when it was opened.
        learning: whether rows bring what the pages tell that memory. Tasks of an engine learn nothing, since what is done is not done
            again and has then nothing to tell.
    """

    folders: tuple[str, ...] = ()
    sites: bool = True
    memory: Store | None = None
    learning: bool = False

    def __call__(self) -> CleansPages:
        """Return the cleaner.

        Raises:
            RuleErrors: a rule is wrong.
        """
        from cleaner.pipeline import Cleaner
        from cleaner.rules.load import load_rules

        memory = None
        if self.memory is not None:
            from cleaner.memory.memory import Memory

            memory = Memory(self.memory, learning=self.learning)
        return Cleaner(load_rules(*self.folders, sites=self.sites), memory)

    @property
    def paths(self) -> tuple[str, ...]:
        """The folders that all machines must see."""
        return (*self.folders, *([str(self.memory.folder)] if self.memory else ()))


@dataclass(frozen=True, slots=True)
class Plan:
    """How shards are cleaned. It travels to the tasks.

    Attributes:
        written: form of a record, one of :data:`SHARD_FORMATS`, and whether sources and removed blocks are in it.
        packing: one of :data:`PACKINGS`, for JSON lines.
        rules: which rules clean.
        kind: ``auto``, ``html`` or ``text``, for pages of which nothing tells it.
        fetched_at: when pages were fetched that do not say so themselves.
        input_form: as :attr:`cleaner.batch.inputs.InputOptions.form`.
        keep: also keys of rows that the cleaner does not know.
        workers: cleaning processes of a task; 1 keeps the limits below, 0 cleans in the task's own process without any.
        seconds: what a page may take, None for any.
        megabytes: the same of memory.
        folder: what relative paths start from; the working directory where the plan was made.
    """

    written: Written = field(default_factory=Written)
    packing: str = "none"
    rules: RuleFolders = field(default_factory=RuleFolders)
    kind: str = "auto"
    fetched_at: str | None = None
    input_form: str = "auto"
    keep: bool = False
    workers: int = 1
    seconds: float | None = 60
    megabytes: int | None = 2000
    folder: str = field(default_factory=os.getcwd)

    @property
    def suffix(self) -> str:
        """The ending of an output's name."""
        return f".{self.written.form}{PACKINGS[self.packing] if self.written.form == 'jsonl' else ''}"


@dataclass(frozen=True, slots=True)
class ShardDone:
    """What became of a shard.

    Attributes:
        shard: which.
        summary: what was counted of its pages.
        seconds: how long it took.
        error: why there is no output; empty when there is.
    """

    shard: Shard
    summary: Summary = field(default_factory=Summary)
    seconds: float = 0.0
    error: str = ""


def find_shards(inputs: Sequence[str], output: str, plan: Plan) -> list[Shard]:
    """Return the shards of files, folders and patterns, in their order.

    An output has its input's name, below ``output`` as the input is below its folder or the pattern's first folder without a
    wildcard: ``crawl/*/a.warc.gz`` and ``out`` give ``out/3/a.jsonl``.

    Raises:
        InputError: there is nothing, two inputs would have one output, or an input is an output.
    """
    shards: dict[str, Shard] = {}
    for given in inputs:
        if given == STDIN:
            raise InputError("Shards are files; standard input is none.")
        root = _fixed(given)
        for name in iter_files([given], named_like_input):
            if isinstance(name, Unreadable):
                raise name.error
            inside = os.path.relpath(name, root) if root is not None else os.path.basename(name)
            shard = Shard(name, os.path.join(output, _stem(inside) + plan.suffix))
            _refuse(shard, shards, output)
            shards[shard.target] = shard
    return list(shards.values())


def unfinished(shards: Iterable[Shard]) -> list[Shard]:
    """Return the shards whose output is not there. One that is there is whole: it was moved into place when it was."""
    return [shard for shard in shards if not os.path.exists(shard.target)]


def clean_shard(shard: Shard, plan: Plan) -> Summary:
    """Clean the pages of a shard; the rows are those of ``clean-news SOURCE -o TARGET``, byte for byte.

    The output is written under a name that no other attempt uses and then moved into place, so that two attempts at once, as when a
    machine that was thought dead goes on, leave one whole output.

    Raises:
        InputError: the output cannot be of this form.
        OSError: it cannot be written.
        RuleErrors: a rule is wrong.
    """
    reading = InputOptions(plan.input_form, keep=plan.keep)
    summary = Summary(reading.skipped)
    batch = BatchOptions(Job(plan.rules, plan.written, plan.kind, plan.fetched_at), plan.workers, True, plan.seconds, plan.megabytes)
    written = plan.written
    # Not "several": that would write to a part file, for a run to go on from, whose name all attempts share.
    options = OutputOptions(several=False, sources=written.sources, removed=written.removed)
    os.makedirs(os.path.dirname(shard.target) or ".", exist_ok=True)
    rows = cast(Any, clean_many(iter_inputs([shard.source], reading), batch))
    # Closed also when it is not read to its end: a worker process lives as long as it.
    with open_output(shard.target, written.form, options) as output, contextlib.closing(rows):
        for row in rows:
            output.write(row)
            summary.add(row)
    return summary


def run_shard(shard: Shard, plan: Plan) -> ShardDone:
    """Clean a shard from the plan's folder and say what became of it; what a task of an engine does."""
    began, before = time.monotonic(), os.getcwd()
    try:
        if not all(map(os.path.isabs, (*shard, *plan.rules.paths))):
            os.chdir(plan.folder)
        summary = clean_shard(shard, plan)
    except (InputError, OSError) as error:
        return ShardDone(shard, seconds=time.monotonic() - began, error=str(error))
    finally:
        os.chdir(before)
    return ShardDone(shard, summary, time.monotonic() - began)


def sweep(shards: Iterable[Shard]) -> int:
    """Remove what attempts that were killed left beside outputs, and return how many files that were. Only once no attempt runs."""
    folders: dict[str, set[str]] = {}
    for shard in shards:
        folder, name = os.path.split(shard.target)
        folders.setdefault(folder, set()).add(placing.temporary_stem(name))
    return sum(placing.sweep(folder or ".", stems) for folder, stems in folders.items())


def _refuse(shard: Shard, others: dict[str, Shard], output: str) -> None:
    if shard.target in others:
        raise InputError(
            f"{others[shard.target].source} and {shard.source} would both be written to {shard.target}: give them in runs of their own, "
            "or their folder as one input."
        )
    folder = os.path.join(os.path.abspath(output), "")
    if os.path.abspath(shard.source).startswith(folder):
        raise InputError(f"{shard.source}: an input lies in the folder of the outputs; give an output folder beside the inputs.")


def _fixed(given: str) -> str | None:
    """Return the folder that inputs' names are told from: the input itself, or the part of a pattern before its first wildcard."""
    if os.path.isdir(given):
        return given
    if not glob.has_magic(given) or os.path.lexists(given):
        return None
    parts = given.split(os.sep)
    first = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    return os.sep.join(parts[:first]) or (os.sep if given.startswith(os.sep) else ".")


def _stem(name: str) -> str:
    """Return a file's name without the endings that an output of another form does not keep."""
    plain = without_packing(name)
    return plain[: -len(suffix)] if (suffix := suffix_of(name)) in _REPLACED else plain
