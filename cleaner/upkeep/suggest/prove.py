"""A proposed file tried on the pages it comes from, as it would act: what takes a paragraph or harms a field is thrown out."""

from __future__ import annotations

import datetime
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cleaner.rules.book import Rulebook
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.scalars import Reading
from cleaner.rules.shelf import read_file
from cleaner.upkeep.given import GivenPage
from cleaner.upkeep.lint.run import lint
from cleaner.upkeep.states import Seen, see
from cleaner.upkeep.suggest.emit import emit
from cleaner.upkeep.suggest.evidence import SiteDraft
from cleaner.upkeep.suggest.sample import LIKELY, key_of
from cleaner.upkeep.testing import run_test
from cleaner.upkeep.variants import acting, added
from cleaner.values import BODY_ROLES
from cleaner.zones import prose_block

#: Folder that the draft is tried in: the user's own, which acts whether or not the shipped site files do.
_FOLDER = "local/sites"
#: No finding of a draft depends on the day.
_ANY_DAY = datetime.date(2000, 1, 1)


def sound(draft: SiteDraft) -> SiteDraft:
    """Return a draft without the rules whose own tests fail or in which the linter finds something."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{draft.site}.yaml"
        while True:
            path.write_text(emit(draft), encoding="utf-8")
            loaded = _load(path.read_bytes(), draft.site, "local")
            bad = set(_failing(loaded)) or set(_faulty(loaded, path))
            if not bad:
                return draft
            draft = without_parts(draft, bad)


def prove(draft: SiteDraft, pages: Sequence[tuple[GivenPage, Seen]], book: Rulebook, spared: frozenset[str] = frozenset()) -> SiteDraft:
    """Return a draft without the parts that do harm on the pages.

    Args:
        draft: a sound draft.
        pages: each page with what the cleaner makes of it without the draft.
        book: the rulebook without files of the site.
        spared: texts (figures as one sign) that may go although they read like paragraphs.
    """
    while draft.parts:
        loaded = _load(emit(draft).encode(), draft.site, _FOLDER)
        trial = added(book, replace(loaded, file=acting(loaded.file)))
        blamed = {part for page, before in pages for part in _harm(draft, before, see(page, trial), spared)}
        if not blamed:
            break
        draft = without_parts(draft, blamed)
    return draft


def without_parts(draft: SiteDraft, names: Iterable[str]) -> SiteDraft:
    """Return a draft without some parts: ``content``, ``fields/title``, ``rules/…``."""
    gone = frozenset(names)
    return replace(
        draft, content=() if "content" in gone else draft.content,
        fields=tuple(f for f in draft.fields if f"fields/{f.name}" not in gone),
        rules=tuple(r for r in draft.rules if f"rules/{r.id}" not in gone),
    )


def _load(data: bytes, site: str, folder: str) -> LoadedFile:
    return read_file(data, site, folder, Reading(f"{site}.yaml", f"{folder}/{site}/"))


def _failing(loaded: LoadedFile) -> Iterator[str]:
    for rule in loaded.file.rules:
        runs = [run_test(loaded, rule, test) for test in rule.tests]
        if any(run.differences for run in runs) or not any(run.fired for run in runs) or all(run.fired for run in runs):
            yield f"rules/{rule.id}"


def _faulty(loaded: LoadedFile, path: Path) -> Iterator[str]:
    for finding in lint([loaded], {loaded.file.origin.path: path}, today=_ANY_DAY):
        if finding.rule:
            yield f"rules/{finding.rule.rpartition('/')[2]}"


def _harm(draft: SiteDraft, before: Seen, after: Seen, spared: frozenset[str]) -> Iterator[str]:
    """Yield the parts that take a likely paragraph of a page, or change what the cleaner found for a field."""
    yield from _lost(before, after, spared)
    fields = {part.name: part for part in draft.fields}
    for name in ("title", "authors", "published"):
        old, new = getattr(before.article, name), getattr(after.article, name)
        if name in fields:
            value = _first_words(new)
            if (old and old != new and not (name == "title" and value and value in _first_words(old))) or (not new):
                yield f"fields/{name}"
        elif old and old != new:
            yield from _takers(before, after)


def _first_words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _lost(before: Seen, after: Seen, spared: frozenset[str]) -> Iterator[str]:
    """Yield who took a paragraph that the cleaner is likely right about. Texts are compared: selectors may part blocks anew."""
    kept = Counter(b.text for b, v in _blocks(after) if v.role in BODY_ROLES)
    scores = before.cleaned.finding.scores
    for block, verdict in _blocks(before):
        likely = verdict.role in BODY_ROLES and scores[block.index] >= LIKELY and prose_block(block)
        if not likely or kept[block.text] or key_of(block) in spared:
            continue
        takers = {_part(v.claim.rule) for b, v in _blocks(after) if b.text == block.text and v.role not in BODY_ROLES}
        yield from (takers - {""}) or {"content"}


def _takers(before: Seen, after: Seen) -> Iterator[str]:
    """Yield the rules that claim what showed a field before; the content where there is none."""
    shown = {b.text for b, v in _blocks(before) if v.role in ("title", "byline", "date")}
    found = {_part(v.claim.rule) for b, v in _blocks(after) if b.text in shown} - {""}
    yield from found or {"content"}


def _part(rule: str) -> str:
    """Return the part of the draft that a full id names, "" for a rule of the rulebook."""
    if not rule.startswith(_FOLDER + "/"):
        return ""
    name = rule.rpartition("/")[2]
    return name if name == "content" else f"rules/{name}"


def _blocks(seen: Seen) -> Iterator[tuple[Any, Any]]:
    return zip(seen.cleaned.page.blocks, seen.cleaned.settled.verdicts, strict=True)
