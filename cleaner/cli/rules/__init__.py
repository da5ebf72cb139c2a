"""``clean-news rules``: check the rulebook, run the tests inside its rules, show what acts on a page."""

from __future__ import annotations

import click

from cleaner.cli.lazy import Lazy, LazyGroup

#: In the order in which somebody who writes a rule needs them.
VERBS = {
    "check": Lazy("rules.check:check", "Look for mistakes in rule files."),
    "test": Lazy("rules.test:test", "Run the tests that stand inside the rules."),
    "show": Lazy("rules.show:show", "Show the rules that act on pages of an address."),
}


@click.group("rules", cls=LazyGroup, verbs=VERBS)
def rules() -> None:
    """Check, test and show rules.

    PATH is a rule file or a folder of them; without any, the shipped rulebook.
    """
