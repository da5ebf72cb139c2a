"""Which rule files a page gets: by its site, its families' fingerprints, its languages."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from cleaner.rules.book import Rulebook
from cleaner.rules.compile import ActiveRules, CompiledRule, Tables, compile_files, compile_where
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Field, Fingerprint, Override
from cleaner.values import Structured


class PageFacts(NamedTuple):
    """What choosing rules needs to know of a page: host, languages (likeliest first), head, fetch date."""

    host: str
    languages: tuple[str, ...]
    structured: Structured
    fetched: datetime.date | None = None


class Chosen(NamedTuple):
    """The rules of a page, and what its site file says beside rules.

    Attributes:
        active: rules ready to act.
        spoken: language files that act, likeliest first.
        general: generic files.
        fields: field → how the nearest file reads it.
        names: how the site calls itself.
        timezone: the site's IANA zone or "".
        date_order: the site's order of figures or "".
        digest: SHA-256 over the files that act.
    """

    active: ActiveRules
    spoken: tuple[LoadedFile, ...]
    general: tuple[LoadedFile, ...]
    fields: Mapping[str, Field]
    names: tuple[str, ...] = ()
    timezone: str = ""
    date_order: str = ""
    digest: str = ""


def choose(book: Rulebook, facts: PageFacts) -> Chosen:
    """Return the rules of a page. The order of files is generic, languages, families, site, local."""
    sites = book.site_files(facts.host)
    extended = {name for loaded in sites for name in loaded.file.extends}
    marks = _marks(facts)
    families = book.families_for(lambda stem, mark: f"families/{stem}" in extended or (mark is not None and _fits(mark, marks)))
    codes = dict.fromkeys((*facts.languages, "en"))
    tongues = [book.language_files(code) for code in codes]
    shipped = all(s.file.generic for s in sites)  # ``generic: false`` leaves the user's own general rules alone
    general = [_acting(group, shipped, codes) for group in (book.generic, *tongues)]
    # Groups are compiled and kept by themselves: languages and families meet in hundreds of ways, each of which would be another.
    groups = (*general, *((loaded,) for loaded in families), sites)
    files = sorted(chain(*groups), key=lambda f: f.layer == "local")
    return Chosen(
        active=_active(groups, facts.fetched), spoken=tuple(chain(*tongues)), general=book.generic, fields=_fields(files),
        names=tuple(n for s in sites for n in s.file.names), timezone=_last(s.file.timezone for s in sites),
        date_order=_last(s.file.date_order for s in sites), digest=book.digest_for(files),
    )


def _acting(files: Iterable[LoadedFile], shipped: bool, codes: Container[str]) -> list[LoadedFile]:
    """Return those of the general files that act on a page in these languages; ``shipped`` is whether any but the user's own do."""
    return [f for f in files if (shipped or f.layer == "local") and (not f.file.lang or any(code in codes for code in f.file.lang))]


def _last(values: Iterable[str]) -> str:
    return next((v for v in reversed([*values]) if v), "")


class _Marks(NamedTuple):
    """What fingerprints look at: the host after a full stop, generator, meta names, all assets a line each, tokens of the root."""

    host: str
    generator: str
    metas: frozenset[str]
    assets: str
    tokens: frozenset[str]


def _marks(facts: PageFacts) -> _Marks:
    head = facts.structured
    metas = {m.name: m.content for m in head.metas}
    return _Marks("." + facts.host, metas.get("generator", "").casefold(), frozenset(metas), "\n".join(head.assets), head.root_tokens)


def _fits(fingerprint: Fingerprint, marks: _Marks) -> bool:
    """Tell whether any key of a family's fingerprint fits the page. Every page asks all of them."""
    for domain in fingerprint.domains:
        if marks.host.endswith("." + domain):
            return True
    for generator in fingerprint.generator if marks.generator else ():
        if marks.generator.startswith(generator.casefold()):
            return True
    for name in fingerprint.meta:
        if name.lower() in marks.metas:
            return True
    for part in fingerprint.asset:
        if part in marks.assets:
            return True
    for token in fingerprint.token:
        if token in marks.tokens or (token.endswith("*") and any(t.startswith(token[:-1]) for t in marks.tokens)):
            return True
    return False


def _fields(files: Iterable[LoadedFile]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for loaded in files:
        found.update((name, field) for name, field in loaded.file.fields.items() if field.status != "proposed")
    return found


def _active(groups: Iterable[Iterable[LoadedFile]], fetched: datetime.date | None) -> ActiveRules:
    """Return the rules ready to act, compiled by groups that many pages share: what is generic, each language, each family, the site."""
    filled = [group for g in groups if (group := tuple(g))]
    files = tuple(f for group in filled for f in group)
    tables = tuple(compile_files(group) for group in filled)
    disabled = frozenset(d.rule for f in files for d in f.file.disable)
    overrides = [o for f in files for o in f.file.override]
    return ActiveRules(files, tables, disabled, _overridden(tables, overrides) if overrides else None, fetched)


def _overridden(tables: Iterable[Tables], overrides: Iterable[Override]) -> dict[str, CompiledRule]:
    import dataclasses

    rules = {rule.id: rule for group in tables for rule in group.rules}
    changed: dict[str, CompiledRule] = {}
    for override in overrides:
        rule = changed.get(override.rule) or rules.get(override.rule)
        if rule is None:
            continue
        inner = rule.rule
        given = {k: v for k in ("where", "status", "valid") if (v := getattr(override, k)) is not None}
        inner = dataclasses.replace(inner, **given)
        changed[override.rule] = rule._replace(rule=inner, where=compile_where(inner.where))
    return changed
