"""``clean-news rules test``: run the tests inside rules, and the page tests beside them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, say

if TYPE_CHECKING:
    from cleaner.upkeep.outcomes import TestResult
    from cleaner.upkeep.suite import Ran, Suite, Unit
    from cleaner.upkeep.updating import Revision


class _Wanted(NamedTuple):
    """What is asked for."""

    fixtures: str | None
    only: str
    coverage: bool
    update: bool
    form: str


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
@click.option(
    "--fixtures", metavar="DIR", type=click.Path(exists=True, file_okay=False), help="Page tests instead of those beside the rules."
)
@click.option("--coverage", is_flag=True, help="A rule that no test makes fire fails.")
@click.option("-k", "only", metavar="TEXT", default="", help="Only tests whose id holds TEXT.")
@click.option("--update", is_flag=True, help="Show how expected.yaml would have to change, and ask for each page.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="Form of the results.")
def test(paths: tuple[str, ...], **options: object) -> int:
    """Run the tests inside rules, and the page tests that stand beside them in fixtures/SITE/CASE/.

    "missing" is what should be there and is not, "noisy" what should not be there and is, "wrong" what is not as it should be.
    PATH is a rule file or a folder of them; without any, the shipped rulebook.

    \b
    Example:
        clean-news rules test my-rules --coverage
        clean-news rules test my-rules -k example.com
    """
    wanted = _Wanted(**options)  # type: ignore[arg-type]  # click gives them by these names
    _refuse_contradictions(wanted)
    from cleaner.upkeep.suite import collect

    suite = collect(paths or None, fixtures=wanted.fixtures, only=wanted.only)
    if not suite.units and not suite.lost and (wanted.only or not _any_rule_file(paths)):
        what = f"no test has {wanted.only!r} in its id" if wanted.only else f"there are no tests in {', '.join(paths)}"
        raise click.UsageError(f"{what}.")
    ran = list(zip(suite.units, _run(suite, bar=wanted.form == "text"), strict=True))
    results = [*suite.lost, *(result for _, run in ran for result in run.results)]
    if wanted.coverage:
        results += _uncovered(suite, ran)
    if wanted.form == "json":
        _print_json(results)
    else:
        _print_lines(results)
    failed = sum(not result.passed for result in results)
    updated = _update(ran) if wanted.update and failed else 0
    rewritten = f"; {updated} of the failed now expect what the cleaner gives" if updated else ""
    say(f"{len(results) - failed} passed, {failed} failed{rewritten}")
    return PAGE_FAILED if failed > updated else FINE


def _any_rule_file(paths: Sequence[str]) -> bool:
    """Tell whether there is a rule file: one that only says where the body stands has nothing to test."""
    from cleaner.rules.files import rule_files

    return next(rule_files(paths or None), None) is not None


def _refuse_contradictions(wanted: _Wanted) -> None:
    if wanted.coverage and wanted.only:
        raise click.UsageError("--coverage asks for all tests; leave -k out.")
    if wanted.update and wanted.form == "json":
        raise click.UsageError("--update asks questions; leave --format json out.")


def _run(suite: Suite, *, bar: bool) -> Iterator[Ran]:
    """Yield what each test gives; a bar grows on the terminal meanwhile."""
    from cleaner.upkeep.suite import run_all

    if not bar or not sys.stderr.isatty():
        yield from run_all(suite)
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(run_all(suite), "tests", len(suite.units), console=Console(stderr=True), transient=True)


def _uncovered(suite: Suite, ran: Iterable[tuple[Unit, Ran]]) -> list[TestResult]:
    from cleaner.upkeep.suite import uncovered

    return uncovered(suite, {rule for _, run in ran for rule in run.fired})


def _print_lines(results: Iterable[TestResult]) -> None:
    from cleaner.text.controls import escape_line

    for result in results:
        for difference in result.differences:
            click.echo(escape_line(f"{result.at}: {result.id}: {difference}"))


def _print_json(results: Sequence[TestResult]) -> None:
    from cleaner.text.controls import escape_controls

    rows = [
        {
            "kind": result.kind, "id": result.id, "subject": result.subject, "name": result.name, "at": result.at, "passed": result.passed,
            "differences": [{"outcome": d.outcome, "text": d.text} for d in result.differences],
        }
        for result in results
    ]
    failed = sum(not result.passed for result in results)
    data = {"passed": len(results) - failed, "failed": failed, "results": rows}
    click.echo(escape_controls(json.dumps(data, ensure_ascii=False, indent=1)))


def _update(ran: Iterable[tuple[Unit, Ran]]) -> int:
    """Ask for each page whose expectations fail whether they are to say what the cleaner gives; return how many results that mends."""
    from cleaner.upkeep.updating import revisions

    mended = 0
    pairs = list(ran)
    for revision in revisions(pairs):
        if revision.unsettled:
            say(f"{revision.path}: {', '.join(revision.unsettled)}: with and without the rules of sites the cleaner gives different values")
        if not revision.fields:
            continue
        _show(revision)
        answer = _ask(revision)
        if answer == "q":
            break
        if answer == "y":
            revision.write()
            mended += sum(
                not result.passed and result.name in revision.fields
                for _, run in pairs for result in run.results if result.at.startswith(f"{revision.path}:")
            )
    return mended


def _ask(revision: Revision) -> str:
    question = f"Write this to {revision.path}? y(es), n(o), q(uit)"
    try:
        answer: str = click.prompt(question, type=click.Choice(("y", "n", "q")), show_choices=False, err=True)
    except click.Abort:  # the end of the answers
        click.echo(err=True)
        return "q"
    return answer


def _show(revision: Revision) -> None:
    from cleaner.text.controls import escape_line
    from cleaner.upkeep.writing import difference

    for line in difference(revision.before, revision.after, str(revision.path)):
        colour = {"+": "green", "-": "red"}.get(line[:1])
        # click takes the colours off where there is no terminal.
        click.echo(click.style(escape_line(line), fg=colour))
