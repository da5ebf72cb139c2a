"""The memory of all sites in a folder: a file of JSON a site.

``DIR/memory.json`` holds the version and the number of the last run, ``DIR/sites/DOMAIN.json`` what is known of a site. A run goes by
what was there when it began and writes only when it is done, so neither the order of pages nor the number of workers changes a record.
What a broken-off save has left in some of the files is passed over, since their run is none of those that ``memory.json`` counts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from cleaner.errors import InputError
from cleaner.memory.evidence import SiteEvidence
from cleaner.memory.files import LOCK, VERSION, evidence_of, file_name, loaded, locked, site_names, site_text, write_file
from cleaner.memory.learn import Learned, learn

_INDEX, _SITES = "memory.json", "sites"
#: Sites whose knowledge is held at once.
_HELD = 512


class Store:
    """A folder of evidence. Only read, but for :meth:`save`; it may be shared by threads and sent to processes.

    Args:
        folder: the folder; it need not be there yet.
        run: go by what was there after this run; by default the last one. It travels along to other processes.

    Raises:
        InputError: it is no memory, or one of another version.
    """

    def __init__(self, folder: str | os.PathLike[str], run: int | None = None) -> None:
        self.folder = Path(folder)
        self.run = self._read_run() if run is None else run

    def __reduce__(self) -> tuple[type[Store], tuple[str, int]]:
        return Store, (str(self.folder), self.run)

    def sites(self) -> list[str]:
        """Return the domains of which something is known, sorted."""
        return site_names(self.folder / _SITES)

    def evidence(self, site: str) -> SiteEvidence:
        """Return what was known of a site when the store was opened.

        Raises:
            InputError: its file cannot be read, or is none of a memory.
        """
        return self._evidence(site).until(self.run)

    def path(self, site: str) -> Path:
        """Return the file of a site."""
        return self.folder / _SITES / file_name(site)

    def save(self, gathered: Iterable[tuple[str, SiteEvidence]]) -> None:
        """Add what a run has seen by site, each file replaced at once; all of it counts as seen in the run after the last one.

        Runs that save at the same time wait for each other. The store itself stays as it was when it was opened.

        Raises:
            InputError: the folder cannot be written, or a file in it is none of a memory.
        """
        try:
            (self.folder / _SITES).mkdir(parents=True, exist_ok=True)
            with locked(self.folder / LOCK):
                run = self._read_run() + 1
                for site, seen in gathered:
                    found = self._evidence(site).merged(seen.of_run(run)).stored()
                    write_file(self.path(site), site_text(site, found))
                write_file(self.folder / _INDEX, json.dumps({"version": VERSION, "run": run}) + "\n")
        except OSError as error:
            raise InputError(f"{self.folder}: the site memory cannot be written: {error.strerror or error}.") from error

    def _evidence(self, site: str) -> SiteEvidence:
        path = self.path(site)
        data = loaded(path)
        return SiteEvidence() if data is None else evidence_of(data, path)

    def _read_run(self) -> int:
        path = self.folder / _INDEX
        if self.folder.exists() and not self.folder.is_dir():
            raise InputError(f"{self.folder}: is no folder; a site memory is one.")
        data = loaded(path)
        if data is None:
            if self.folder.is_dir() and any(not name.startswith(".") and name != _SITES for name in os.listdir(self.folder)):
                raise InputError(f"{self.folder}: holds other files; give the site memory an empty folder or one that is not there yet.")
            return 0
        run = data.get("run")
        if not isinstance(run, int) or isinstance(run, bool) or run < 0:
            raise InputError(f"{path}: 'run' is the number of the last run, not {run!r}.")
        return run


class Knowledge:
    """What a store has taught, by site, worked out when a site is first met.

    Args:
        store: the store; it is not asked again for a site that was met lately.
    """

    def __init__(self, store: Store) -> None:
        self._of = lru_cache(maxsize=_HELD)(lambda site: learn(store.evidence(site)))

    def of(self, site: str) -> Learned:
        """Return what is known of a site.

        Raises:
            InputError: its file is none of a memory.
        """
        return self._of(site)
