"""The memory as the pipeline uses it: it claims by what earlier runs have taught and gathers what this run sees."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from threading import Lock
from types import TracebackType

from cleaner.domains import host_of, registered_domain
from cleaner.memory.claims import memory_claims
from cleaner.memory.evidence import SiteEvidence, page_evidence
from cleaner.memory.journal import Journal
from cleaner.memory.learn import Learned
from cleaner.memory.lines import seen_lines
from cleaner.memory.spool import Spool
from cleaner.memory.store import Knowledge, Store
from cleaner.settle import Settled
from cleaner.values import Claim, Page

#: Pages whose evidence is held in memory (some 5 kB each) before it is laid down on the disk.
_MOST_HELD = 10_000
#: What a run has seen: evidence by registered domain. It is plain data, may be pickled, and is merged in any order.
Evidence = Mapping[str, SiteEvidence]


class Memory:
    """The site memory of one process: knowledge as it was when the run began, and the evidence of this run.

    May be used by any number of threads. A worker gets it by pickling, without evidence, and gives its evidence back with
    :meth:`take`; the parent adds it with :meth:`add` and calls :meth:`save` at the end, or has a ``with`` statement do so.

    Args:
        store: where it lies.
        learning: whether pages are evidence; False only claims.
    """

    def __init__(self, store: Store, *, learning: bool = True) -> None:
        self.store, self.learning = store, learning
        self._knowledge, self._lock = Knowledge(store), Lock()
        self._gathered, self._held, self._spool = dict[str, SiteEvidence](), 0, Spool(store.folder)
        self._journal: Journal | None = None

    @classmethod
    def open(cls, folder: str | os.PathLike[str], *, learning: bool = True) -> Memory:
        """Return the memory in a folder, which need not be there yet.

        Raises:
            InputError: the folder is no memory, or one of another version.
        """
        return cls(Store(folder), learning=learning)

    def __getstate__(self) -> tuple[Store, bool]:
        return self.store, self.learning

    def __setstate__(self, state: tuple[Store, bool]) -> None:
        self.__init__(state[0], learning=state[1])  # type: ignore[misc]  # a worker begins without evidence

    def __enter__(self) -> Memory:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        """Save what was seen; a run that broke off has seen nothing but what its journal holds."""
        if kind is None:
            self.save()
        else:
            self._forget()
            if self._journal:
                self._journal.close()

    def note_in(self, journal: Journal, *, resumed: bool = False) -> None:
        """Write down what is added from here on, so that it outlives this process until it is saved.

        Args:
            resumed: first add what a run that broke off has written there; else that is forgotten.

        Raises:
            InputError: the folder cannot be written, or the journal is none.
        """
        if resumed:
            for site, found in journal.evidence():
                self.add({site: found})
        journal.begin(self.store.run, anew=not resumed)
        self._journal = journal

    def known(self, site: str) -> Learned:
        """Return what is known of a site, by its registered domain.

        Raises:
            InputError: its file is none of a memory.
        """
        return self._knowledge.of(site)

    def claims(self, page: Page, settled: Settled, scores: Sequence[float]) -> list[Claim]:
        """Return the claims on a page; see :func:`cleaner.memory.claims.memory_claims`.

        Raises:
            InputError: the file of the site is none of a memory.
        """
        site = site_of(page)
        return memory_claims(page, settled, scores, site, self._knowledge.of(site)) if site else []

    def observe(self, page: Page, settled: Settled, scores: Sequence[float]) -> None:
        """Remember a page for the end of the run; ``settled`` is what its blocks are with all claims."""
        site = site_of(page) if self.learning else ""
        found = page_evidence(page, seen_lines(page, settled.verdicts, scores)) if site else None
        if found is not None:
            self.add({site: found})

    def add(self, evidence: Evidence) -> None:
        """Add what another worker has seen.

        Raises:
            InputError: it is too much for memory, and the store's folder cannot be written.
        """
        with self._lock:
            for site, found in evidence.items():
                before = self._gathered.get(site, SiteEvidence())
                self._gathered[site] = before.merged(found)
                self._held += len(self._gathered[site].pages) - len(before.pages)
                # Of a site with many pages most are not kept, and never will be.
                if self._journal and not found.pages.keys() & self._gathered[site].pages.keys() <= before.pages.keys():
                    self._journal.add(site, found)
            if self._held > _MOST_HELD:
                self._spool.add(self._gathered)
                self._gathered, self._held = {}, 0

    def take(self) -> Evidence:
        """Return what was seen since the last call, and forget it: for workers, which call it often."""
        with self._lock:
            taken = merge(self._gathered, {site: self._spool.evidence(site) for site in self._spool.sites()})
            self._forget()
        return taken

    def save(self) -> None:
        """Write what was seen into the store.

        Raises:
            InputError: the folder cannot be written, or a file in it is none of a memory.
        """
        with self._lock:
            self.store.save(self._by_site())
            self._forget()
            self._spool.sweep()
            if self._journal:
                self._journal.remove()

    def _by_site(self) -> Iterator[tuple[str, SiteEvidence]]:
        for site in sorted({*self._gathered, *self._spool.sites()}):
            yield site, self._gathered.get(site, SiteEvidence()).merged(self._spool.evidence(site))

    def _forget(self) -> None:
        self._gathered, self._held = {}, 0
        self._spool.clear()


def merge(one: Evidence, other: Evidence) -> Evidence:
    """Return the evidence of two workers together; the order changes nothing."""
    return {
        site: one.get(site, SiteEvidence()).merged(other.get(site, SiteEvidence()))
        for site in sorted({*one, *other})
    }


def site_of(page: Page) -> str:
    """Return the registered domain of a page, by its address or else by what it calls its own; "" when neither is there."""
    return registered_domain(host_of(page.url) or host_of(page.structured.canonical))
