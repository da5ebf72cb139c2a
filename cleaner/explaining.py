"""From what the stages found on a page to its explanation. Only ``explain`` comes here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cleaner.article import Article
from cleaner.claims import prose_of
from cleaner.explain import ExplainedBlock, Explanation, NearMiss, RuleNote
from cleaner.finder.find import shipped_finder
from cleaner.layout import forms
from cleaner.memory.lines import RULES
from cleaner.near_misses import Settling, near_misses
from cleaner.rules.book import Rulebook
from cleaner.rules.compile import ActiveRules

if TYPE_CHECKING:
    from cleaner.pipeline import Cleaned

#: What the engine's own claims mean; they stand in no rule file.
_ENGINE = {
    "finder/body": "The finder takes it for the article's.",
    "finder/outside": "The finder does not take it for the article's.",
    "trafilatura/body": "The finder was not sure of the page, and trafilatura, the last resort, takes it for the article's.",
    "trafilatura/outside": "The finder was not sure of the page, and trafilatura, the last resort, leaves it out.",
    "none/outside": "No body was found on the page.",
    "engine/lead": "It stands between headline and story in a dress of its own.",
    "engine/other-story": "It belongs to another article behind the page's own, with a headline of its own.",
    "engine/repeated": "The body already holds it, word for word.",
    "engine/figure": "It belongs to a picture: a small figure holds it.",
    "engine/pull-quote": "A quotation that repeats words of the body.",
    "engine/announced": "A headline behind a label of other stories.",
    "engine/credited": "A sentence right above the line that names the photographer.",
    "engine/last-sentence": "A sentence between the story and the first line below it.",
    "fields/separator": "A line between the story and nothing.",
    "fields/author-bio": "The last block of the story, which begins with the author's name.",
}
_CONTENT = "The site's file says where the body stands."
_MEMORY = "The site memory has seen it at this place beside most stories of the site."
_FIELD = "It shows a value of the record's"


def explain_page(cleaned: Cleaned, article: Article, book: Rulebook | None) -> Explanation:
    """Return every block of a page with who decided about it.

    Args:
        cleaned: what the stages found.
        article: the record.
        book: the rulebook, for the rules that nearly took a block; None leaves these out.
    """
    page, active = cleaned.page, cleaned.chosen.active
    near: Mapping[int, tuple[NearMiss, ...]] = {}
    notes = {rule.id: RuleNote(rule.at, rule.rule.why) for tables in active.tables for rule in tables.rules}
    if book is not None:
        way = Settling(page, cleaned.chosen, cleaned.hits, cleaned.zones, prose_of(page), cleaned.claims, cleaned.settled)
        near, rules = near_misses(way, book)
        notes.update((rule.id, RuleNote(rule.at, rule.rule.why)) for rule in rules.values())
    blocks = tuple(_blocks(cleaned, near))
    named = {name for b in blocks for name in (b.rule, *(rule for rule, _ in b.losing), *(miss.rule for miss in b.near))}
    return Explanation(blocks, article, {name: notes.get(name) or _own_note(name, active) for name in sorted(named)})


def _blocks(cleaned: Cleaned, near: Mapping[int, tuple[NearMiss, ...]]) -> Iterator[ExplainedBlock]:
    finder, page = shipped_finder(), cleaned.page
    found = zip(page.blocks, cleaned.settled.verdicts, cleaned.finding.scores, forms(page), strict=True)
    for block, verdict, score, form in found:
        yield ExplainedBlock(
            block.index, block.text, verdict.role, verdict.claim.rule, verdict.claim.at, round(score, 3),
            finder.reasons(page, cleaned.finding, block.index), tuple((c.rule, c.role) for c in verdict.losers),
            near.get(block.index, ()), form,
        )


def _own_note(name: str, active: ActiveRules) -> RuleNote:
    """Return the note of what is no rule of a file: the engine's claims, a site's content selector, a field's value."""
    place, _, last = name.rpartition("/")
    if name.startswith(RULES):
        return RuleNote("", _MEMORY)
    if last == "content":
        for loaded in active.files:
            if f"{loaded.folder}/{loaded.stem}" == place and loaded.file.content:
                origin = loaded.file.content.origin
                return RuleNote(f"{origin.path}:{origin.line}", _CONTENT)
    return RuleNote("", _ENGINE.get(name) or (f"{_FIELD} {last}." if place == "fields" else _CONTENT if last == "outside" else ""))
