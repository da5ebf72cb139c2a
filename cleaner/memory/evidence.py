"""What the memory holds of a site: the last pages seen of it, as keys of lines. Merging knows no order and no worker."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cleaner.memory.lines import KEY, TOLD_MARKS, SeenLine, is_line
from cleaner.values import Page

#: Pages of a site that are remembered: those of the latest runs.
MOST_PAGES = 48
#: Lines of a page that are remembered before its story and after it, the nearest ones; a story with more lines is left out.
MOST_AROUND, MOST_INSIDE = 150, 300
#: Texts of lines that a file holds, of those that stand on several pages.
MOST_TEXTS = 1000

_ENTRY = KEY + 1


class PageSeen(NamedTuple):
    """A page that was seen.

    Attributes:
        run: the number of the run that saw it last.
        kind: ``html`` or ``text``.
        lines: key and mark of each line, one after the other.
    """

    run: int
    kind: str
    lines: str

    def entries(self) -> Iterator[tuple[str, str]]:
        """Yield key and mark of each line."""
        return ((self.lines[i : i + KEY], self.lines[i + KEY]) for i in range(0, len(self.lines), _ENTRY))


@dataclass(frozen=True, slots=True)
class SiteEvidence:
    """What is known of a site: pages by their id (pages that tell the same have the same one), and texts of lines by key."""

    pages: Mapping[str, PageSeen] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def merged(self, other: SiteEvidence) -> SiteEvidence:
        """Return both together, cut to the pages of the latest runs; the order of merging changes nothing."""
        return _kept([*self.pages.items(), *other.pages.items()], {**self.texts, **other.texts})

    def of_run(self, run: int) -> SiteEvidence:
        """Return the same pages as seen in another run."""
        return SiteEvidence({name: page._replace(run=run) for name, page in self.pages.items()}, self.texts)

    def until(self, run: int) -> SiteEvidence:
        """Return what runs up to this one have seen."""
        if all(page.run <= run for page in self.pages.values()):
            return self
        return SiteEvidence({name: page for name, page in self.pages.items() if page.run <= run}, self.texts)

    def stored(self) -> SiteEvidence:
        """Return what a file holds: texts only of lines that stand on several pages, so that no article is kept."""
        counts = Counter(key for page in self.pages.values() for key in {key for key, _ in page.entries()})
        common = sorted((-counts[key], key) for key in self.texts if counts[key] > 1)[:MOST_TEXTS]
        return SiteEvidence(self.pages, {key: self.texts[key] for key in sorted(key for _, key in common)})


def page_evidence(page: Page, lines: Sequence[SeenLine]) -> SiteEvidence | None:
    """Return what a page tells of its site; None for one that shows no story, or one of uncommon length."""
    told = [n for n, line in enumerate(lines) if line.mark in TOLD_MARKS]
    if not told or told[-1] - told[0] >= MOST_INSIDE:
        return None
    kept = lines[max(0, told[0] - MOST_AROUND) : told[-1] + 1 + MOST_AROUND]
    story = "".join(sorted(line.key for line in kept if line.mark in TOLD_MARKS))
    name = hashlib.blake2b(f"{page.kind}\n{story}".encode(), digest_size=8).hexdigest()
    texts = {line.key: line.text for line in kept if is_line(line.text)}
    return SiteEvidence({name: PageSeen(0, page.kind, "".join(line.key + line.mark for line in kept))}, texts)


def _kept(pages: Iterable[tuple[str, PageSeen]], texts: Mapping[str, str]) -> SiteEvidence:
    best: dict[str, PageSeen] = {}
    for name, page in pages:
        best[name] = max(page, best.get(name, page))
    # Ids are digests: of a run's pages those that stay are picked as if by lot, whoever saw them and in whatever order.
    latest = sorted(best, key=lambda name: (-best[name].run, name))[:MOST_PAGES]
    shown = {key for name in latest for key, _ in best[name].entries()}
    return SiteEvidence({name: best[name] for name in sorted(latest)}, {key: texts[key] for key in sorted(texts) if key in shown})
