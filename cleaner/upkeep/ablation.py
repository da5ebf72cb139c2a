"""Is a site file better than none, and which of its parts help?"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cleaner.domains import host_of
from cleaner.errors import InputError, PageError
from cleaner.rules.book import Rulebook
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import RuleFile
from cleaner.upkeep.given import GivenPage
from cleaner.upkeep.gold import Figures, figures_of, page_figures, record_of
from cleaner.upkeep.states import FailedPage, PageChange, Seen, compare, failed, of_site, see
from cleaner.upkeep.variants import replaced, without


@dataclass(frozen=True, slots=True)
class PageVerdict:
    """What the site file does for one page.

    Attributes:
        name: the page's name.
        url: its address.
        verdict: ``better``, ``same`` or ``worse`` than without the file by the page's gold; ``changed`` when records differ and
            there is no gold that says which is right.
        lost: blocks that the file takes out of the body.
        gained: blocks that it brings into the body.
        fields: fields that it changes.
        with_file: figures of the page with the file, {} without gold.
        without: figures without it.
    """

    name: str
    url: str
    verdict: str
    lost: int
    gained: int
    fields: tuple[str, ...]
    with_file: Mapping[str, Any]
    without: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of the file does: ``content``, ``fields/title``, ``rules/…``, ``disable/…``.

    Attributes:
        name: the part.
        verdict: ``helps``, ``hurts``, ``idle`` (no record differs without it) or ``changes`` (no gold says whether for the better).
        pages: pages whose records differ without it.
        figures: figures of all pages with gold without this part.
    """

    name: str
    verdict: str
    pages: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Ablation:
    """Whether a site's files are better than none.

    Attributes:
        site: the site.
        files: its files, as ``sites/example.com``.
        verdict: ``better``, ``same``, ``worse`` by the figures of all pages with gold (bodies first, then fields), or ``changed``.
        pages: the pages of the site.
        with_files: figures of pages with gold.
        without: figures of the same pages when the files are left out.
        content: selector of ``content.select`` → pages on which it matches.
        parts: what each part does, where that was asked for.
        others: pages of other sites, which were left aside.
        failed: pages that could not be cleaned.
    """

    site: str
    files: tuple[str, ...]
    verdict: str
    pages: tuple[PageVerdict, ...]
    with_files: Figures
    without: Figures
    content: Mapping[str, int]
    parts: tuple[Part, ...]
    others: int
    failed: tuple[FailedPage, ...]


def ablate(site: str, pages: Iterable[GivenPage], book: Rulebook, *, each: bool = False) -> Ablation:
    """Return whether the files of a site are better than none, on pages of that site.

    Pages of other sites are left aside; a page without any address is taken for one of this site. A page is held at a time.

    Args:
        site: a domain or host.
        pages: the pages, best with gold.
        book: the rulebook.
        each: also what each part of the files does: a page is cleaned once more for every part that acts on it.

    Raises:
        InputError: the rulebook has no file for the site.
        RuleErrors: a rule file is wrong.
    """
    host = host_of(site)
    files = book.site_files(host)
    if not files:
        raise InputError(f"the rulebook has no file for {site!r}; a site is given by its domain, such as example.com.")
    bare = without(book, files)
    sums = _Sums([*_parts(book, files)] if each else [])
    for page in pages:
        try:
            page = of_site(page, host, bare)
            seen = see(page, book)
            if _host(seen).endswith(tuple(f".{f.file.site or host}" for f in files)):
                sums.add(page, seen, see(page, bare))
            else:
                sums.others += 1
        except PageError as error:
            sums.failed.append(failed(page, error))
    return sums.ablation(site, files)


@dataclass(frozen=True)
class _Variation:
    """A part of a file, and the rulebook without it."""

    name: str
    rule: str
    book: Rulebook


@dataclass
class _Sums:
    """What is kept of the pages."""

    parts: list[_Variation]
    pages: list[PageVerdict] = field(default_factory=list)
    content: Counter[str] = field(default_factory=Counter)
    others: int = 0
    failed: list[FailedPage] = field(default_factory=list)
    rows: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    differing: Counter[str] = field(default_factory=Counter)

    def add(self, page: GivenPage, seen: Seen, bare: Seen) -> None:
        """Add a page of the site, cleaned with and without the files."""
        change = compare(page, bare, seen)
        now, then = _figures(page, seen), _figures(page, bare)
        kinds = Counter(b.kind for b in change.blocks)
        fields = tuple(f.name for f in change.fields)
        verdict = _verdict(figures_of([now]), figures_of([then]), change, bool(now)) if change.changed else "same"
        self.pages.append(PageVerdict(page.name, page.url, verdict, kinds["lost"], kinds["gained"], fields, now, then))
        self.content.update(_matching(seen))
        for part in self.parts:
            self._add_part(part, page, seen, now)

    def _add_part(self, part: _Variation, page: GivenPage, seen: Seen, now: Mapping[str, Any]) -> None:
        # A rule that claims nothing on a page changes nothing there.
        other = see(page, part.book) if not part.rule or part.rule in _claiming(seen) else None
        self.differing[part.name] += other is not None and compare(page, other, seen).changed
        self.rows.setdefault(part.name, []).append(_figures(page, other) if other is not None else now)

    def ablation(self, site: str, files: Sequence[LoadedFile]) -> Ablation:
        """Return what has come together."""
        now, then = figures_of([p.with_file for p in self.pages]), figures_of([p.without for p in self.pages])
        judged = any(p.with_file for p in self.pages)
        changed = any(p.verdict != "same" for p in self.pages)
        verdict = _order(now, then) if judged else "changed" if changed else "same"
        selectors = [s for f in files if f.file.content for s in f.file.content.select]
        parts = tuple(self._part(part.name, now, judged) for part in self.parts)
        return Ablation(
            site, tuple(f"{f.folder}/{f.stem}" for f in files), verdict, tuple(self.pages), now, then,
            {s: self.content[s] for s in selectors}, parts, self.others, tuple(self.failed),
        )

    def _part(self, name: str, now: Figures, judged: bool) -> Part:
        figures = figures_of(self.rows.get(name, []))
        order = {"better": "helps", "worse": "hurts", "same": "changes"}[_order(now, figures)] if judged else "changes"
        return Part(name, order if self.differing[name] else "idle", self.differing[name], figures)


def _host(seen: Seen) -> str:
    """Return a page's host with a dot before it, so that it ends in ``.example.com`` when it is of that site."""
    return "." + (host_of(seen.cleaned.page.url) or host_of(seen.cleaned.page.structured.canonical))


def _figures(page: GivenPage, seen: Seen) -> Mapping[str, Any]:
    return page_figures(page.gold, record_of(seen.article)) if page.gold else {}


def _verdict(now: Figures, then: Figures, change: PageChange, judged: bool) -> str:
    order = _order(now, then) if judged else "changed"
    return "changed" if order == "same" and change.blocks and not change.has_gold else order


def _order(now: Figures, then: Figures) -> str:
    if now.order == then.order:
        return "same"
    return "better" if now.order > then.order else "worse"


def _matching(seen: Seen) -> Iterator[str]:
    """Yield the content selectors of a page's files that match."""
    for loaded in seen.cleaned.chosen.active.files:
        for selector in loaded.file.content.select if loaded.file.content else ():
            if seen.cleaned.page.matches.get(selector):
                yield selector


def _claiming(seen: Seen) -> set[str]:
    return {c.rule for v in seen.cleaned.settled.verdicts for c in (v.claim, *v.losers)}


def _parts(book: Rulebook, files: Iterable[LoadedFile]) -> Iterator[_Variation]:
    for loaded in files:
        for name, rule, file in _lesser(loaded):
            full = f"{loaded.folder}/{loaded.stem}/{rule}" if rule else ""
            yield _Variation(name, full, replaced(book, loaded, dataclasses.replace(loaded, file=file)))


def _lesser(loaded: LoadedFile) -> Iterator[tuple[str, str, RuleFile]]:
    """Yield each part's name, the rule's id where it is one, and the file without it."""
    file = loaded.file
    if file.content:
        yield "content", "", dataclasses.replace(file, content=None)
    for name in file.fields:
        yield f"fields/{name}", "", dataclasses.replace(file, fields={k: v for k, v in file.fields.items() if k != name})
    for rule in file.rules:
        yield f"rules/{rule.id}", rule.id, dataclasses.replace(file, rules=tuple(r for r in file.rules if r is not rule))
    for switch in file.disable:
        yield f"disable/{switch.rule}", "", dataclasses.replace(file, disable=tuple(d for d in file.disable if d is not switch))
    for change in file.override:
        yield f"override/{change.rule}", "", dataclasses.replace(file, override=tuple(o for o in file.override if o is not change))
