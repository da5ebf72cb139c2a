"""Evidence of a run that is too much for memory, in files beside the store until the run is over."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from cleaner.errors import InputError
from cleaner.memory.evidence import SiteEvidence
from cleaner.memory.files import LOCK, evidence_of, file_name, loaded, locked, site_names, site_text, write_file

_PREFIX = ".gathered-"


class Spool:
    """Evidence by site on the disk.

    Args:
        folder: the store's folder, below which a hidden one is made when it is first needed.
    """

    def __init__(self, folder: Path) -> None:
        self._store, self._folder, self._made = folder, folder, False
        self._hold = contextlib.ExitStack()

    def add(self, evidence: Mapping[str, SiteEvidence]) -> None:
        """Add evidence to what is there.

        Raises:
            InputError: it cannot be written.
        """
        try:
            if not self._made:
                self._make()
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
            self._hold.close()
            self._made = False

    def sweep(self) -> None:
        """Remove what runs that were killed have left in the store's folder."""
        with contextlib.suppress(OSError), locked(self._store / LOCK):
            for folder in self._store.glob(f"{_PREFIX}*"):
                with contextlib.ExitStack() as hold:
                    if _held(folder, hold):
                        shutil.rmtree(folder, ignore_errors=True)

    def _make(self) -> None:
        self._store.mkdir(parents=True, exist_ok=True)
        # Nobody sweeps between the making of the folder and its being held.
        with locked(self._store / LOCK):
            self._folder, self._made = Path(tempfile.mkdtemp(dir=self._store, prefix=_PREFIX)), True
            _held(self._folder, self._hold)

    def _path(self, site: str) -> Path:
        return self._folder / file_name(site)


def _held(folder: Path, hold: contextlib.ExitStack) -> bool:
    """Tell whether a folder is nobody's else, and hold it until ``hold`` is closed, at the latest until this process ends."""
    try:
        import fcntl
    except ImportError:  # not on this system: what is left stays
        return False
    handle = os.open(folder, os.O_RDONLY)
    hold.callback(os.close, handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
