"""``clean-news rules test``: run the tests that stand inside the rules."""

from __future__ import annotations

import click

from cleaner.cli.ends import FINE, WRONG, say


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
def test(paths: tuple[str, ...]) -> int:
    """Run the tests that stand inside the rules."""
    from cleaner.rules.testing import run_tests
    from cleaner.text.controls import escape_line

    results = run_tests(paths or None)
    failed = [result for result in results if not result.passed]
    for result in failed:
        name = f" ({result.name})" if result.name else ""
        click.echo(escape_line(f"{result.at}: {result.rule}{name}: {result.message}"))
    say(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return WRONG if failed else FINE
