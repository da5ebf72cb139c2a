"""A folder tree of rule files, each read when it is needed and then kept."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import threading
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from cleaner.errors import RuleError, RuleErrors
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Fingerprint
from cleaner.rules.read import read_part, read_partly
from cleaner.rules.scalars import Reading
from cleaner.rules.validate import validate
from cleaner.shipped import rulebook_folder

#: Folders of a rulebook, in the order of their layers.
FOLDERS = ("generic", "languages", "families", "sites")

#: The key ``words`` of a language file, ``fingerprint`` of a family's, with its value: all up to the next line that begins with a key.
_WORDS = re.compile(r"^words:.*(?:\n(?:[ #-].*)?)*", re.M)
_FINGERPRINT = re.compile(r"^fingerprint:.*(?:\n(?:[ #-].*)?)*", re.M)
#: What shows that a file's keys may stand elsewhere than at the beginning of a line, plainly.
_UNUSUAL = re.compile(r"^(?:[\"'?{]|--- | +layer:)", re.M)


def load_file(path: Path, folder: str, shown: str, *, checked: bool = True) -> LoadedFile:
    """Return the rule file at ``path``; ``shown`` is how errors and records name it.

    Args:
        checked: False reads the form alone, for files whose values were checked before.

    Raises:
        RuleErrors: all mistakes in it, or it cannot be read.
    """
    return read_file(_bytes_of(path, shown), path.stem, folder, Reading(shown, f"{folder}/{path.stem}/", checked))


def read_file(data: bytes, stem: str, folder: str, reading: Reading) -> LoadedFile:
    """Return the rule file of these bytes.

    Raises:
        RuleErrors: all mistakes in it.
    """
    file = read_partly(_decoded(data, reading.path), reading)
    if file is None:
        raise RuleErrors(reading.errors)
    loaded = LoadedFile(file, folder, stem, hashlib.sha256(data).hexdigest())
    if reading.checked:
        validate(loaded, reading)
    if reading.errors:
        raise RuleErrors(reading.errors)
    return loaded


def _bytes_of(path: Path, shown: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RuleErrors([RuleError(f"cannot be read: {error.strerror}", shown)]) from error


def _decoded(data: bytes, shown: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RuleErrors([RuleError("is not UTF-8; save it as UTF-8", shown, line, 1)]) from error


class Shelf:
    """One folder tree of rule files: the shipped rulebook or a folder of the user's. Safe to share between threads.

    It survives pickling: the shipped one is found again where the package is installed, the user's takes its texts along, so
    that a worker on another machine, or after a change on disk, has the same rules.

    Args:
        root: the folder; rule files stand in it or in its folders ``generic``, ``languages``, ``families``, ``sites``.
        local: True for the user's own. The shipped files were checked when they were made; reading them checks their form alone.
        texts: what the files hold, by path; None reads the folder.

    Raises:
        RuleErrors: two files of one name.
    """

    def __init__(self, root: Path, *, local: bool, texts: Mapping[Path, bytes] | None = None) -> None:
        self.root, self.local = root, local
        self._texts = dict(texts or {})
        self._known: dict[Path, LoadedFile] = {}
        self._lock = threading.Lock()
        self.paths: dict[str, dict[str, Path]] = {
            folder: _names(p for p in texts if p.parent == root / folder) if texts is not None else _names(_files_in(root / folder))
            for folder in FOLDERS
        }
        loose = (p for p in texts if p.parent == root) if texts is not None else _files_in(root)
        self.loose = _names(loose) if local else {}

    def __reduce__(self) -> tuple[object, ...]:
        if not self.local:
            return shipped_shelf, ()
        every = [*self.loose.values(), *(path for paths in self.paths.values() for path in paths.values())]
        return _unpacked, (str(self.root), tuple((path.relative_to(self.root).as_posix(), self._data(path)) for path in every))

    def load(self, folder: str, path: Path) -> LoadedFile:
        """Return a file of this shelf, read once.

        Raises:
            RuleErrors: all mistakes in it.
        """
        with self._lock:
            known = self._known.get(path)
            if known is None:
                name = f"local/{folder}".rstrip("/") if self.local else folder
                reading = Reading(self._shown(path), f"{name}/{path.stem}/", checked=self.local)
                known = self._known[path] = read_file(self._data(path), path.stem, name, reading)
            return known

    def all(self, folder: str) -> list[LoadedFile]:
        """Return all files of a folder, by name."""
        return [self.load(folder, path) for _, path in sorted(self.paths[folder].items())]

    def loose_files(self) -> list[LoadedFile]:
        """Return the files that stand in the root itself (the user's shelf only)."""
        return [self.load("", path) for _, path in sorted(self.loose.items())]

    def readable(self) -> Iterator[LoadedFile]:
        """Yield all files but those with mistakes."""
        places = [("", path) for path in self.loose.values()]
        places += [(folder, path) for folder, paths in self.paths.items() for path in paths.values()]
        for folder, path in places:
            with contextlib.suppress(RuleErrors):
                yield self.load(folder, path)

    def find(self, folder: str, stem: str) -> LoadedFile | None:
        """Return the file that full ids name ``folder/stem``, None when there is none."""
        if self.local:
            head, _, folder = folder.partition("/")
            if head != "local":
                return None
        path = (self.paths.get(folder, {}) if folder else self.loose).get(stem)
        return self.load(folder, path) if path else None

    def words(self, path: Path) -> tuple[str, ...]:
        """Return the commonest words of a language file without reading the rest of it, which takes fifty times as long."""
        found: tuple[str, ...] | None = self._part(path, _WORDS, tuple[str, ...], ())
        return self.load("languages", path).file.words if found is None else found

    def fingerprint(self, path: Path) -> Fingerprint | None:
        """Return how a family is recognised, None when nothing is said of that; the rest of its file is not read."""
        nothing = Fingerprint()
        found = self._part(path, _FINGERPRINT, Fingerprint, nothing)
        if found is None:
            return self.load("families", path).file.fingerprint
        return None if found is nothing else found

    def _part(self, path: Path, pattern: re.Pattern[str], kind: Any, nothing: Any) -> Any:
        """Return the value of one key of a file, ``nothing`` where it has no such key, None where only all of the file tells."""
        if path in self._known:
            return None
        text = _decoded(self._data(path), self._shown(path))
        parts = pattern.findall(text)
        if not parts:
            return None if _UNUSUAL.search(text) else nothing
        return read_part(parts[0], Reading(self._shown(path), checked=self.local), kind) if len(parts) == 1 else None

    def _shown(self, path: Path) -> str:
        return str(path) if self.local else f"rules/{path.relative_to(self.root).as_posix()}"

    def _data(self, path: Path) -> bytes:
        """Return what a file holds; what the user's files held when they were first read is kept for pickling."""
        data = self._texts.get(path)
        if data is None:
            data = _bytes_of(path, self._shown(path))
            if self.local:
                self._texts[path] = data
        return data


@lru_cache(maxsize=1)
def shipped_shelf() -> Shelf:
    """Return the rulebook of the package, found where it is installed."""
    return Shelf(rulebook_folder(), local=False)


@lru_cache(maxsize=8)
def _unpacked(root: str, texts: tuple[tuple[str, bytes], ...]) -> Shelf:
    """Return a user's shelf from a pickle; the same one for every pickle of it, so that it is compiled once a process."""
    return Shelf(Path(root), local=True, texts={Path(root) / name: data for name, data in texts})


def _files_in(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        # Names are sorted before they become paths: of 2,000 site files that takes a third of the time.
        names = (name for name in os.listdir(folder) if name.endswith((".yaml", ".yml")) and not name.startswith("."))
        yield from (folder / name for name in sorted(names))


def _names(paths: Iterator[Path]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in paths:
        if path.stem in found:
            raise RuleErrors([RuleError(f"stands beside {found[path.stem].name}; rename one of them", str(path))])
        found[path.stem] = path
    return found
