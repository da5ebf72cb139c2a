"""Showing what differs between two records of a page: a diff on a terminal in colour, plain elsewhere, JSON on request."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from cleaner.cli.ends import say
from cleaner.cli.rules.shown import print_json, say_failed
from cleaner.text.controls import escape_line

if TYPE_CHECKING:
    from cleaner.upkeep.impact import Totals
    from cleaner.upkeep.states import BlockChange, FieldChange, PageChange

#: How much of a value and of a block is shown.
_VALUE_CHARS, _BLOCK_CHARS = 200, 100
_SIGNS = {"lost": "-", "gained": "+", "role": "~"}
_STYLES = {"-": "red", "+": "green", "~": "yellow"}


def show_changes(outcomes: Iterable[Any], *, as_json: bool) -> Totals:
    """Print every page that changes as it comes, name those that fail, and return the sums."""
    from cleaner.upkeep.impact import Totals
    from cleaner.upkeep.states import FailedPage

    totals = Totals()
    for outcome in outcomes:
        totals = totals.plus(outcome)
        if isinstance(outcome, FailedPage):
            say_failed(outcome)
        elif outcome.changed and as_json:
            print_json(_as_data(outcome))
        elif outcome.changed:
            for line in lines_of(outcome):
                _print(line)
    if as_json:
        print_json({"totals": dataclasses.asdict(totals)})
    say(_summary(totals))
    return totals


def lines_of(change: PageChange) -> Iterator[str]:
    """Yield the lines that show what changes on a page, safe for a terminal."""
    url = f"  {change.url}" if change.url and change.url != change.name else ""
    yield escape_line(f"{change.name}{url}")
    for field in change.fields:
        yield from (escape_line(line) for line in _field_lines(field))
    for block in change.blocks:
        yield escape_line(_block_line(block))
    lost, won = change.gold_words("lost"), change.gold_words("gained")
    if change.has_gold and (lost or won):
        yield f"  gold words: {lost} lost, {won} won"
    for word, names in (("lost", change.fields_lost), ("won", change.fields_won)):
        if names:
            yield f"  gold fields {word}: {', '.join(names)}"


def _field_lines(field: FieldChange) -> Iterator[str]:
    for sign, value, source in (("-", field.before, field.source_before), ("+", field.after, field.source_after)):
        shown = json.dumps(value, ensure_ascii=False)
        cut = shown if len(shown) <= _VALUE_CHARS else shown[:_VALUE_CHARS] + "…"
        yield f"{sign} {field.name}: {cut}{f'  ({source})' if source else ''}"


def _block_line(block: BlockChange) -> str:
    rule = f"{block.rule} ({block.at})" if block.at else block.rule
    mark = " [gold]" if block.gold else ""
    return f"{_SIGNS[block.kind]} {block.index} {block.before} -> {block.after}  {rule}{mark}  {block.text[:_BLOCK_CHARS]}"


def _print(line: str) -> None:
    if not sys.stdout.isatty():
        click.echo(line)
        return
    from rich.console import Console
    from rich.text import Text

    style = _STYLES.get(line[:1], "dim") if line[1:2] == " " else "bold"
    Console().print(Text(line, style), soft_wrap=True)


def _as_data(change: PageChange) -> dict[str, Any]:
    gold = {"words_lost": change.gold_words("lost"), "words_won": change.gold_words("gained")} if change.has_gold else None
    blocks = [{"kind": block.kind, **dataclasses.asdict(block)} for block in change.blocks]
    return {
        "name": change.name, "url": change.url, "fields": [dataclasses.asdict(f) for f in change.fields], "blocks": blocks, "gold": gold,
        "fields_lost": change.fields_lost, "fields_won": change.fields_won,
    }


def _summary(totals: Totals) -> str:
    gold = ""
    if totals.gold:
        gold = f"; gold words: {totals.words_lost} lost, {totals.words_won} won"
    if totals.fields_lost or totals.fields_won:
        gold += f"; gold fields: {totals.fields_lost} lost, {totals.fields_won} won"
    failed = f"; {totals.failed} failed" if totals.failed else ""
    return f"{totals.changed} of {totals.pages} pages change{gold}{failed}"
