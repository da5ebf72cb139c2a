"""``clean-news [INPUT]...``: pages in, records out."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, say
from cleaner.cli.options import batch_options, input_options, load_cleaner, memory_option, page_options, read_store, rule_options

if TYPE_CHECKING:
    from cleaner.batch.inputs import InputOptions, Item
    from cleaner.batch.resume import Kept
    from cleaner.batch.run import BatchOptions
    from cleaner.batch.summary import Summary
    from cleaner.memory.journal import Journal
    from cleaner.memory.memory import Memory
    from cleaner.memory.store import Store

#: Names of :data:`cleaner.batch.written.OUTPUT_FORMATS`, written here so that ``--help`` need not import them; a test compares.
FORMAT_NAMES = ("jsonl", "json", "jsonld", "markdown", "text", "parquet")
#: The default limits of a page: seconds, megabytes.
_SECONDS, _MEGABYTES = 60.0, 2000


@click.command("clean")
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@page_options
@input_options
@rule_options
@click.option("--format", "form", type=click.Choice(FORMAT_NAMES), default="jsonl", show_default=True, help="Form of the output.")
@click.option("-o", "--output", metavar="FILE", help="Write to FILE, which is there when all is written; DIR/ has a file a page.")
@click.option("--sources", is_flag=True, help="Also write where each field came from.")
@click.option("--removed", is_flag=True, help="Also write every removed block and the rule that took it.")
@memory_option
@batch_options
def clean(inputs: tuple[str, ...], url: str | None, output: str | None, **options: Any) -> int:
    """Clean pages: the command that runs when none is named.

    INPUT is a file of HTML or extracted text, JSON lines, a WARC archive or a Parquet table, packed or not, a folder or a pattern of
    them, or - for standard input (the default).

    \b
    clean-news page.html
    clean-news crawl.jsonl.gz -o clean.jsonl.gz --workers 2 --resume
    """
    import itertools
    import sys

    from cleaner.batch.inputs import InputOptions, iter_inputs
    from cleaner.batch.kinds import may_hold_many
    from cleaner.sources import STDIN, Input, Unreadable

    names = inputs or (STDIN,)
    _refuse(output, options)
    if not inputs and sys.stdin.isatty():
        say("reading a page from standard input")
    reading = InputOptions(options.pop("input_form"), url, options["keep_keys"], stdin=sys.stdin.buffer, output=output)
    items = iter_inputs(names, reading)
    several, first = len(names) > 1 or may_hold_many(names[0]), list[Any]()
    if not several:
        first = list(itertools.islice(items, 1))
        # A file that turns out to hold many gives them names of their own.
        several = not all(isinstance(item, (Input, Unreadable)) and item.name == names[0] for item in first)
    if url and several:
        raise click.UsageError("--url is the address of one page; give it with a single INPUT that is a page.")
    if options["workers"] is None and not several and options["timeout"] is None and options["memory"] is None:
        options["workers"] = 0
    return _run(_Run(names, output, several, reading, options), itertools.chain(first, items))


def _refuse(output: str | None, options: dict[str, Any]) -> None:
    """Refuse what does not go together before anything is read."""
    form = options["form"]
    folder = output is not None and output.endswith("/")
    if options["resume"] and (output in (None, "-") or (form != "jsonl" and not folder)):
        raise click.UsageError("--resume goes on with JSON lines in a file or with a folder; give -o FILE.jsonl or -o DIR/.")
    if options["keep_keys"] and form not in ("jsonl", "json", "parquet"):
        raise click.UsageError(f"--keep-keys has no place in {form}; use jsonl, json or parquet.")


class _Run:
    """A run as it was asked for."""

    def __init__(self, names: tuple[str, ...], output: str | None, several: bool, reading: InputOptions, options: dict[str, Any]) -> None:
        self.names, self.output, self.several, self.reading = names, output, several, reading
        self.form: str = options["form"]
        self.resume: bool = options["resume"]
        self.quiet: bool = options["quiet"] or not several
        self.report: str | None = options["report"]
        self.ordered = not options["unordered"]
        self.options = options
        self.journal = self._journal(read_store(options["site_memory"]))
        self.memory = _opened_memory(read_store(options["site_memory"], self.journal.run() if self.journal and self.resume else None))

    def _journal(self, store: Store | None) -> Journal | None:
        """Return where a run that goes on from this one, should it break off, finds what its pages taught."""
        from cleaner.batch.outputs import is_folder

        if store is None or self.output in (None, "-") or not (is_folder(self.output) or (self.form == "jsonl" and self.several)):
            return None
        from cleaner.memory.journal import Journal

        return Journal(store.folder, self.output)

    def batch(self) -> BatchOptions:
        """Return how the pages are cleaned; RuleErrors when a rule is wrong."""
        import functools

        from cleaner.batch.inputs import stdin_ready
        from cleaner.batch.rows import Job
        from cleaner.batch.run import BatchOptions
        from cleaner.batch.written import Written
        from cleaner.sources import STDIN

        o = self.options
        store = self.memory.store if self.memory else None
        load = functools.partial(load_cleaner, o["folders"], o["no_sites"], store)
        # Wrong rules are told before any page, not by each worker.
        cleaner = load()
        if o["workers"] == 0:
            load = functools.partial(_given, cleaner)
        written = Written(self.form, o["sources"], o["removed"])
        seconds = _SECONDS if o["timeout"] is None else o["timeout"]
        megabytes = _MEGABYTES if o["memory"] is None else o["memory"]
        job = Job(load, written, o["kind"], o["fetched_at"])
        ready = functools.partial(stdin_ready, self.reading) if STDIN in self.names else functools.partial(bool, 1)
        return BatchOptions(job, o["workers"], self.ordered, seconds or None, megabytes or None, ready)


def _opened_memory(store: Store | None) -> Memory | None:
    if store is None:
        return None
    from cleaner.memory.memory import Memory

    return Memory(store)


def _given(cleaner: Any) -> Any:
    return cleaner


def _run(run: _Run, items: Iterator[Item]) -> int:
    from cleaner.batch.heap import give_back_large_blocks
    from cleaner.batch.outputs import OutputOptions, open_output
    from cleaner.batch.run import clean_numbered
    from cleaner.batch.summary import Summary
    from cleaner.cli.writing import told
    from cleaner.sources import shown_name

    batch, summary = run.batch(), Summary(run.reading.skipped)
    if batch.workers != 0:
        give_back_large_blocks()
    with told(run.output):
        kept, pairs = _left(run, items)
        summary.kept = kept.rows if kept else 0
        o = run.options
        options = OutputOptions(run.several, run.ordered, kept, o["sources"], o["removed"], run.names)
        try:
            with (
                run.memory or contextlib.nullcontext(),
                open_output(run.output, run.form, options) as output,
                contextlib.closing(cast(Any, clean_numbered(pairs, batch))) as rows,
                _progress(run, summary) as progress,
            ):
                if run.memory and run.journal:
                    run.memory.note_in(run.journal, resumed=run.resume)
                for row in rows:
                    # Before its row is there, so that a run that goes on from here has what all rows that it keeps have taught.
                    if run.memory and row.seen:
                        run.memory.add(row.seen)
                    output.write(row)
                    summary.add(row)
                    if row.failure is not None:
                        error = row.failure["error"]
                        progress.say(f"{shown_name(row.name)}: {error['stage']}: {error['message']}")
                    progress.tell()
        except KeyboardInterrupt:
            _tell_what_is_there(run, f"{summary.kept + summary.pages} rows are in")
            raise
        except OSError:
            _tell_what_is_there(run, "make room: what is written is in")
            raise
    _finish(run, summary, progress.seconds)
    return PAGE_FAILED if summary.failed else FINE


def _left(run: _Run, items: Iterator[Item]) -> tuple[Kept | None, Iterator[tuple[int, Item]]]:
    """Return what an earlier run left, and the pages that it did not do."""
    from cleaner.batch.resume import kept_of, left, left_of_folder, sweep_folder

    if not run.resume or run.output is None:
        return None, enumerate(items)
    if run.output.endswith("/"):
        from cleaner.batch.outputs import folder_names

        sweep_folder(run.output)
        return None, left_of_folder(items, folder_names(run.output, run.form, run.names).holds)
    kept = kept_of(run.output)
    return kept, left(items, kept)


def _progress(run: _Run, summary: Summary) -> Any:
    import sys

    from cleaner.batch.inputs import size_of
    from cleaner.cli.progress import Progress

    # Rows on the same terminal would run through the bar.
    to_file = run.output not in (None, "-")
    bar = not run.quiet and sys.stderr.isatty() and (to_file or not sys.stdout.isatty())
    size = None if run.quiet else size_of(run.names)

    def share() -> float | None:
        return min(1.0, run.reading.meter.read / size) if size else None

    return Progress(summary, bar=bar, lines=not run.quiet, share=share)


def _finish(run: _Run, summary: Summary, seconds: float) -> None:
    import sys

    if not run.quiet and (run.output not in (None, "-") or sys.stderr.isatty()):
        from cleaner.cli.progress import show_table

        show_table(summary, seconds)
    if run.report:
        import json

        from cleaner.cli.writing import opened

        with opened(run.report) as stream:
            stream.write((json.dumps(summary.report(seconds), indent=2) + "\n").encode())


def _tell_what_is_there(run: _Run, what: str) -> None:
    import os

    from cleaner.batch.outputs import is_folder
    from cleaner.batch.resume import PART

    output = run.output
    if output is None or output == "-" or is_folder(output) or not (run.several and run.form == "jsonl"):
        return
    if os.path.exists(os.path.realpath(output) + PART):
        say(f"{what} {output}{PART}; the same command with --resume goes on from there")
