"""``clean-news rules show``: the rules that act on pages of an address."""

from __future__ import annotations

import click

from cleaner.cli.ends import FINE
from cleaner.cli.options import rule_options


@click.command("show")
@click.option("--url", metavar="URL", required=True, help="A page's address.")
@rule_options
def show(url: str, folders: tuple[str, ...], no_sites: bool) -> int:
    """Show the rules that act on pages of an address: id, role, place, reason.

    Not among them are those that only a page can call up: by its language, or by the marks of the system that made it.

    \b
    Example:
        clean-news rules show --url https://example.com/story --rules my-rules
    """
    from cleaner import load_rules
    from cleaner.domains import host_of
    from cleaner.rules.show import show as active_rules
    from cleaner.text.controls import escape_line

    if "." not in host_of(url):
        raise click.UsageError(f"{escape_line(url)!r} is no address; give one such as https://example.com/story.")
    active = active_rules(load_rules(*folders, sites=not no_sites), url)
    id_width = max((len(rule.id) for rule in active), default=0)
    role_width = max((len(rule.role) for rule in active), default=0)
    for rule in active:
        click.echo(escape_line(f"{rule.id:<{id_width}}  {rule.role:<{role_width}}  {rule.at}  {rule.why}"))
    return FINE
