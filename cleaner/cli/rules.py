"""``clean-news rules``: check the rulebook, run the tests inside its rules, show what acts on a page."""

from __future__ import annotations

import click

from cleaner.cli.ends import FINE, WRONG, say
from cleaner.cli.options import rule_options


@click.group("rules")
def rules() -> None:
    """Check, test and show rules.

    PATH is a rule file or a folder of them; without any, the shipped rulebook.
    """


@rules.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
def check(paths: tuple[str, ...]) -> int:
    """Look for mistakes in rule files: each with file, line, column and what to do."""
    from cleaner.rules.check import check as find_mistakes
    from cleaner.text.controls import escape_line

    mistakes = find_mistakes(paths or None)
    for mistake in mistakes:
        click.echo(escape_line(str(mistake)))
    say(f"{len(mistakes)} mistakes" if mistakes else "no mistakes")
    return WRONG if mistakes else FINE


@rules.command("test")
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


@rules.command("show")
@click.option("--url", metavar="URL", required=True, help="A page's address.")
@rule_options
def show(url: str, folders: tuple[str, ...], no_sites: bool) -> int:
    """Show the rules that act on pages of an address: id, role, place, reason.

    Not among them are those that only a page can call up: by its language, or by the marks of the system that made it.
    """
    from cleaner import load_rules
    from cleaner.rules.show import show as active_rules
    from cleaner.text.controls import escape_line

    active = active_rules(load_rules(*folders, sites=not no_sites), url)
    id_width = max((len(rule.id) for rule in active), default=0)
    role_width = max((len(rule.role) for rule in active), default=0)
    for rule in active:
        click.echo(escape_line(f"{rule.id:<{id_width}}  {rule.role:<{role_width}}  {rule.at}  {rule.why}"))
    return FINE
