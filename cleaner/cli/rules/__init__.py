"""``clean-news rules``: check the rulebook, run the tests inside its rules, show what acts on a page."""

from __future__ import annotations

import click

from cleaner.cli.lazy import Lazy, LazyGroup

#: In the order in which somebody who writes a rule needs them.
VERBS = {
    "new": Lazy("rules.new:new", "Begin the rules of a site: a rule file, and tests from pages."),
    "suggest": Lazy("rules.suggest:suggest", "Propose a site file from pages of the site."),
    "accept": Lazy("rules.accept:accept", "Let proposed rules act."),
    "check": Lazy("rules.check:check", "Look for mistakes in rule files."),
    "test": Lazy("rules.test:test", "Run the tests inside rules, and the page tests beside them."),
    "show": Lazy("rules.show:show", "Show the rules that act on pages of an address."),
    "try": Lazy("rules.trial:try_", "Show what a rule file does to records: before and after."),
    "impact": Lazy("rules.impact:impact", "Show what a change of the rulebook does to records."),
    "stats": Lazy("rules.stats:stats", "Show what every rule does on pages: hits, precision, dead, redundant."),
    "ablate": Lazy("rules.ablate:ablate", "Tell whether a site's file is better than none."),
    "doctor": Lazy("rules.doctor:doctor", "Name what stopped matching on a site, and since when."),
    "import-ftr": Lazy("rules.importing:import_ftr", "Turn site configs of FiveFilters into rule files."),
    "fmt": Lazy("rules.fmt:fmt", "Put rule files into one form."),
    "schema": Lazy("rules.schema:schema", "Print the JSON Schema of rule files, for editors."),
    "docs": Lazy("rules.docs:docs", "Write the reference of the language and the catalogue of rules."),
}


@click.group("rules", cls=LazyGroup, verbs=VERBS)
def rules() -> None:
    """Check, test and show rules.

    PATH is a rule file or a folder of them; without any, the shipped rulebook.
    """
