"""``clean-news ray INPUT... OUTPUT_DIR``: shards of pages on a Ray cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, say
from cleaner.cli.options import check_memory, input_options, kind_options, load_cleaner, read_store, rule_options

if TYPE_CHECKING:
    from cleaner.batch.summary import Summary
    from cleaner.integrations.ray import Cluster
    from cleaner.integrations.shards import Plan, Shard, ShardDone

#: The options' own values, written here so that ``--help`` need not import them; a test compares.
SHARD_FORMATS, PACKINGS = ("jsonl", "parquet"), ("none", "gzip", "zstd")


@click.command("ray")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.argument("output", metavar="OUTPUT_DIR", type=click.Path(file_okay=False))
@kind_options
@input_options
@rule_options
@click.option("--format", "form", type=click.Choice(SHARD_FORMATS), default="jsonl", show_default=True, help="Form of the outputs.")
@click.option("--compress", "packing", type=click.Choice(PACKINGS), default="none", show_default=True, help="Pack JSON lines.")
@click.option("--sources", is_flag=True, help="Also write where each field came from.")
@click.option("--removed", is_flag=True, help="Also write every removed block and the rule that took it.")
@click.option("--site-memory", metavar="DIR", type=click.Path(exists=True, file_okay=False), help="Take out what a site memory knows.")
@click.option("--memory", type=int, callback=check_memory, default=2000, show_default=True, metavar="MB", help="As of clean-news.")
@click.option("--timeout", type=click.FloatRange(min=0), default=60, show_default=True, metavar="S", help="As of clean-news.")
@click.option("--address", metavar="ADDRESS", help="The cluster, such as auto.  [default: RAY_ADDRESS, or this machine]")
@click.option("--tasks", type=click.IntRange(min=1), metavar="N", help="Shards at a time.  [default: one a core]")
@click.option("--retries", type=click.IntRange(min=0), default=3, show_default=True, help="Times a shard is done again whose task died.")
@click.option("--report", metavar="FILE", type=click.Path(dir_okay=False), help="Write the figures to FILE as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no table at the end.")
def ray(inputs: tuple[str, ...], output: str, **options: Any) -> int:
    """Clean files of many pages on a Ray cluster, each into a file of the same name in OUTPUT_DIR.

    INPUT is a file of JSON lines, a WARC archive or a Parquet table, a folder or a pattern of them. All machines must see the paths.
    What is there in OUTPUT_DIR is not done again, so the same command goes on where a run broke off.

    \b
    clean-news ray 'crawl/*.warc.gz' clean/ --compress zstd
    clean-news ray crawl/ clean/ --format parquet --address auto
    """
    from cleaner.integrations.ray import Cluster
    from cleaner.integrations.shards import find_shards, unfinished

    plan = _plan(options)
    shards = find_shards(inputs, output, plan)
    todo = unfinished(shards)
    if not options["quiet"]:
        say(f"{len(shards):,} shards, {len(shards) - len(todo):,} of them done before")
    return _run(todo, len(shards), plan, Cluster(options["address"], options["tasks"], options["retries"]), options)


def _plan(options: dict[str, Any]) -> Plan:
    from cleaner.batch.written import Written
    from cleaner.integrations.shards import Plan, RuleFolders

    o = options
    if o["packing"] != "none" and o["form"] == "parquet":
        raise click.UsageError("--compress is for JSON lines; a Parquet table is packed inside.")
    # Wrong rules are told before any shard, not by each task.
    load_cleaner(o["folders"], o["no_sites"])
    written = Written(o["form"], o["sources"], o["removed"])
    rules = RuleFolders(o["folders"], not o["no_sites"], read_store(o["site_memory"]))
    return Plan(
        written, o["packing"], rules, o["kind"], o["fetched_at"], o["input_form"], o["keep_keys"],
        seconds=o["timeout"] or None, megabytes=o["memory"] or None,
    )


def _run(todo: list[Shard], of: int, plan: Plan, cluster: Cluster, options: dict[str, Any]) -> int:
    from cleaner.batch.summary import Summary
    from cleaner.cli.progress import Progress
    from cleaner.integrations.ray import clean_shards
    from cleaner.integrations.shards import sweep

    done: list[ShardDone] = []
    summary = Summary()
    # No bar: what Ray's processes say would run through it.
    with Progress(summary, bar=False, lines=not options["quiet"], share=lambda: len(done) / len(todo)) as progress:
        for one in clean_shards(todo, plan, cluster) if todo else ():
            done.append(one)
            summary.include(one.summary)
            if one.error:
                progress.say(f"{one.shard.source}: no output: {one.error}")
            progress.tell()
    sweep(todo)
    broken = [one for one in done if one.error]
    _finish(summary, progress.seconds, _shard_figures(of, done), options)
    return PAGE_FAILED if summary.failed or broken else FINE


def _shard_figures(of: int, done: list[ShardDone]) -> dict[str, Any]:
    """Return what the report says of shards."""
    broken = {one.shard.source: one.error for one in done if one.error}
    cleaned = len(done) - len(broken)
    spent = round(sum(one.seconds for one in done), 3)
    return {"all": of, "done": cleaned, "done_before": of - len(done), "failed": broken, "task_seconds": spent}


def _finish(summary: Summary, seconds: float, shards: dict[str, Any], options: dict[str, Any]) -> None:
    import json

    if not options["quiet"]:
        from cleaner.cli.progress import show_table

        say(f"{shards['done']:,} shards done, {shards['done_before']:,} done before, {len(shards['failed']):,} failed")
        if summary.pages:
            show_table(summary, seconds)
    if options["report"]:
        from cleaner.cli.writing import opened

        with opened(options["report"]) as stream:
            stream.write((json.dumps({"shards": shards, **summary.report(seconds)}, indent=2) + "\n").encode())
