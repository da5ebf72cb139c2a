"""``clean-news explain INPUT``: what every block of a page is, and which rule says so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, say, show_traceback
from cleaner.cli.options import load_cleaner, memory_option, page_options, read_store, rule_options

if TYPE_CHECKING:
    from cleaner.explain import ExplainedBlock, Explanation
    from cleaner.sources import Input

#: How much of a block's text is shown.
_SHOWN_CHARS = 70


@click.command("explain")
@click.argument("source", metavar="INPUT")
@page_options
@rule_options
@memory_option
@click.option("--why", is_flag=True, help="Also the rule's reason, the finder's signals, claims that lost, near misses.")
@click.option("--html", "report", metavar="FILE", type=click.Path(dir_okay=False, allow_dash=True), help="Write all of it as a page.")
def explain(source: str, folders: tuple[str, ...], no_sites: bool, why: bool, report: str | None, **options: Any) -> int:
    """Show what every block of a page is, and which rule says so.

    One line a block: "=" body, "+" a field of the record, "-" removed; then its number, its role, the
    rule with its file and line, and the start of the text.

    \b
    clean-news explain page.html --why
    clean-news explain page.html --url https://example.com/story --html report.html
    """
    import itertools

    from cleaner.batch.inputs import InputOptions, iter_inputs
    from cleaner.batch.json_rows import JsonRow
    from cleaner.sources import Unreadable

    items = list(itertools.islice(iter_inputs([source], InputOptions(url=options.pop("url"), stdin=sys.stdin.buffer)), 2))
    if len(items) != 1:
        raise click.UsageError("explain shows one page; give it a file of one.")
    item = items[0].read() if isinstance(items[0], JsonRow) else items[0]
    if isinstance(item, Unreadable):
        say(str(item.error))
        return PAGE_FAILED
    cleaner = load_cleaner(folders, no_sites, read_store(options.pop("site_memory")))
    explanation = _explain(cleaner, item, {**options, "near_misses": why or report is not None})
    if explanation is None:
        return PAGE_FAILED
    if report is not None:
        _write(explanation, report, item)
        return FINE
    for line in lines_of(explanation, why=why):
        click.echo(line)
    return FINE


def _explain(cleaner: Any, item: Input, options: dict[str, Any]) -> Explanation | None:
    from cleaner.errors import PageError
    from cleaner.outputs.failure import message_of, stage_of
    from cleaner.sources import shown_name

    for name in ("kind", "fetched_at"):
        options[name] = getattr(item, name) or options[name]
    try:
        explanation: Explanation = cleaner.explain(item.data, item.url, encoding=item.encoding, **options)
    except PageError as error:
        show_traceback()
        say(f"{shown_name(item.name)}: {stage_of(error)}: {message_of(error)}")
        return None
    return explanation


def _write(explanation: Explanation, path: str, item: Input) -> None:
    from cleaner.cli.writing import opened
    from cleaner.outputs.report import report_html
    from cleaner.sources import shown_name

    page = report_html(explanation, name=shown_name(item.name))
    with opened(path) as stream:
        stream.write(page.encode("utf-8"))


def lines_of(explanation: Explanation, *, why: bool = False) -> Iterator[str]:
    """Yield the lines that show an explanation, safe for a terminal; with ``why`` also all reasons."""
    from cleaner.text.controls import escape_line

    blocks = explanation.blocks
    role_width = max((len(b.role) for b in blocks), default=0)
    rule_width = max((len(_rule(b)) for b in blocks), default=0)
    for block in blocks:
        head = f"{_marker(block.role)} {block.index:>4}  {block.role:<{role_width}}  {_rule(block):<{rule_width}}"
        yield f"{escape_line(head)}  {escape_line(block.text[:_SHOWN_CHARS])}".rstrip()
        if why:
            yield from (f"        {escape_line(line)}" for line in _reasons(block, explanation))
    article = explanation.article
    yield f"# {len(blocks)} blocks, body by {article.extractor}, confidence {article.confidence:.2f}"


def _rule(block: ExplainedBlock) -> str:
    return f"{block.rule} ({block.at})" if block.at else block.rule


def _marker(role: str) -> str:
    from cleaner.values import BODY_ROLES, FIELD_ROLES

    if role in BODY_ROLES:
        return "="
    return "+" if role in FIELD_ROLES else "-"


def _reasons(block: ExplainedBlock, explanation: Explanation) -> Iterator[str]:
    note = explanation.rules.get(block.rule)
    if note and note.at:
        yield f"why: {note.why}"
    signals = ", ".join(f"{name} {value:+.2f}" for name, value in block.signals)
    yield f"score {block.score:.2f}{': ' if signals else ''}{signals}"
    for rule, role in block.losing:
        yield f"lost: {rule} ({role})"
    for miss in block.near:
        at = explanation.rules[miss.rule].at if miss.rule in explanation.rules else ""
        obstacles = "; ".join(obstacle.text for obstacle in miss.obstacles)
        yield f"near: {miss.rule}{f' ({at})' if at else ''}, {'keep' if miss.keep else miss.role}: {obstacles}"
