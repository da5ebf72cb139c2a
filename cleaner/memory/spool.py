"""Evidence of a run that is too much for memory, in files beside the store until the run is over."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from cleaner.errors import InputError
from cleaner.memory.evidence import SiteEvidence
from cleaner.memory.files import evidence_of, file_name, loaded, site_names, site_text, write_file


class Spool:
    """Evidence by site on the disk.

    Args:
        folder: the store's folder, below which a hidden one is made when it is first needed.
    """

    def __init__(self, folder: Path) -> None:
        self._store, self._folder, self._made = folder, folder, False

    def add(self, evidence: Mapping[str, SiteEvidence]) -> None:
        """Add evidence to what is there.

        Raises:
            InputError: it cannot be written.
        """
        try:
            if not self._made:
                self._store.mkdir(parents=True, exist_ok=True)
                self._folder, self._made = Path(tempfile.mkdtemp(dir=self._store, prefix=".gathered-")), True
            for site, found in evidence.items():
                write_file(self._path(site), site_text(site, self.evidence(site).merged(found)))
        except OSError as error:
            raise InputError(f"{self._store}: the site memory cannot be written: {error.strerror or error}.") from error

    def sites(self) -> Iterator[str]:
        """Yield the sites of which something is there."""
        if self._made:
            yield from site_names(self._folder)

    def evidence(self, site: str) -> SiteEvidence:
        """Return what is there of a site."""
        path = self._path(site)
        data = loaded(path) if self._made else None
        return SiteEvidence() if data is None else evidence_of(data, path)

    def clear(self) -> None:
        """Remove everything."""
        if self._made:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._made = False

    def _path(self, site: str) -> Path:
        return self._folder / file_name(site)
