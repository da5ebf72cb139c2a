"""The text of a site file that says nothing yet, with hints of what it can say."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from cleaner.upkeep.writing import flow, word

#: Each hint is valid when its ``# `` is taken off: a test does so.
_HINTS = """\
# timezone: Europe/London          # of dates that name none
# date_order: DMY                  # of dates in figures such as 03/04/2026
# content:                         # where the body stands; the first selector that matches decides
#   select: [".article-text > :is(p, h2, h3, ul, ol, blockquote)"]
# fields:                          # title, kicker, lead, authors, published, modified, section
#   authors:
#     from: [{css: ".article-author"}]
# rules:                           # what does not belong to the body: one rule a kind of box or line
#   - id: member-box
#     role: promo                  # what it is; the roles are in docs/rules.md
#     why: The box for members stands between the paragraphs.
#     select: [".member-box"]      # elements; or lines: ["Members save {int} percent"]
#     tests:
#       - html: '<p>The ferry sails at ten.</p><div class="member-box">Members sail first</div>'
#         claims: ["Members sail first"]
#         keeps: ["The ferry sails at ten."]
"""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What is known of a site before anybody has written a rule.

    Attributes:
        domain: its registered domain.
        languages: the languages of its pages, the commonest first.
        names: how its pages call it.
        cases: the names of its page tests.
        reviewed: today.
        schema: where the JSON Schema of rule files stands, seen from the site file.
    """

    domain: str
    languages: Sequence[str]
    names: Sequence[str]
    cases: Sequence[str]
    reviewed: datetime.date
    schema: str


def site_file(facts: SiteFacts) -> str:
    """Return a site file that is valid and changes nothing."""
    names = flow(list(facts.names) or ["The name"])
    lines = [
        f"# yaml-language-server: $schema={facts.schema}",
        "version: 1", "layer: site", f"site: {facts.domain}", f"{_lang(facts.languages)}reviewed: {facts.reviewed.isoformat()}",
        f"# names: {names}  # how the site calls itself in titles and bylines",
    ]
    fixtures = "".join(f"  - {{page: {word(name)}}}\n" for name in facts.cases)
    return "\n".join(lines) + f"\n{_HINTS}fixtures:\n{fixtures}"


def _lang(languages: Sequence[str]) -> str:
    if not languages:
        return "# lang: en\n"
    codes = [word(code) for code in languages]  # "no" is Norwegian, and in YAML false
    return f"lang: {codes[0]}\n" if len(codes) == 1 else f"lang: [{', '.join(codes)}]\n"
