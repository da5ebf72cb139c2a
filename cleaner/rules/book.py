"""The rulebook: rule files by layer, language, family and site, read when they are needed."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from cleaner.errors import RuleError, RuleErrors
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import RuleFile
from cleaner.rules.read import read_rule_file
from cleaner.rules.validate import validate

#: Folders of a rulebook, in the order of their layers.
FOLDERS = ("generic", "languages", "families", "sites")


def load_file(path: Path, folder: str, shown: str) -> LoadedFile:
    """Return the checked rule file at ``path``; ``shown`` is how errors and records name it.

    Raises:
        RuleErrors: mistakes in it, or it cannot be read.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        raise RuleErrors([RuleError(f"cannot be read: {error.strerror}", shown)]) from error
    except UnicodeDecodeError as error:
        raise RuleErrors([RuleError("is not UTF-8; save it as UTF-8", shown)]) from error
    file = read_rule_file(text, shown)
    loaded = LoadedFile(file, folder, path.stem, hashlib.sha256(data).hexdigest())
    errors = validate(loaded)
    if errors:
        raise RuleErrors(errors)
    return loaded


class Shelf:
    """One folder tree of rule files: the shipped rulebook or a folder of the user's.

    Args:
        root: the folder; rule files stand in it or in its folders ``generic``, ``languages``, ``families``, ``sites``.
        local: True for the user's own.
    """

    def __init__(self, root: Path, *, local: bool) -> None:
        self.root, self.local = root, local
        self._known: dict[Path, LoadedFile] = {}
        self._lock = threading.Lock()
        self.paths: dict[str, dict[str, Path]] = {folder: _names(root / folder) for folder in FOLDERS}
        self.loose = _names(root) if local else {}

    def load(self, folder: str, path: Path) -> LoadedFile:
        """Return a file of this shelf, read once."""
        with self._lock:
            known = self._known.get(path)
            if known is None:
                name = f"local/{folder}".rstrip("/") if self.local else folder
                shown = str(path) if self.local else f"rules/{path.relative_to(self.root).as_posix()}"
                known = self._known[path] = load_file(path, name, shown)
            return known

    def all(self, folder: str) -> list[LoadedFile]:
        """Return all files of a folder, by name."""
        return [self.load(folder, path) for _, path in sorted(self.paths[folder].items())]

    def loose_files(self) -> list[LoadedFile]:
        """Return the files that stand in the root itself (the user's shelf only)."""
        return [self.load("", path) for _, path in sorted(self.loose.items())]


def _names(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        return {}
    return {p.stem: p for p in sorted(folder.iterdir()) if p.suffix in (".yaml", ".yml") and not p.name.startswith(".")}


class Rulebook:
    """Shelves laid over each other, the shipped one first. Read-only after it is made, safe to share between threads.

    Args:
        shelves: the shipped shelf and the user's, in order.
        sites: False leaves the shipped site files out.
    """

    def __init__(self, shelves: Iterable[Shelf], *, sites: bool = True) -> None:
        self.shelves = tuple(shelves)
        self.sites = sites
        self.generic = self._of_layer("generic", "generic") + self._of_layer("", "local")
        self.families = self._of_layer("families", "family")

    def __reduce__(self) -> tuple[object, ...]:
        return _remake, ([(s.root, s.local) for s in self.shelves], self.sites)

    def _of_layer(self, folder: str, layer: str) -> tuple[LoadedFile, ...]:
        found: list[LoadedFile] = []
        for shelf in self.shelves:
            inside = shelf.all(folder) if folder else []
            found += inside + [f for f in shelf.loose_files() if f.file.layer == layer]
        return tuple(found)

    def language_files(self, code: str) -> tuple[LoadedFile, ...]:
        """Return the files of a language: ``xx.yaml`` and ``xx-….yaml``, and the user's."""
        found: list[LoadedFile] = []
        for shelf in self.shelves:
            paths = shelf.paths["languages"]
            found += [shelf.load("languages", p) for stem, p in paths.items() if stem == code or stem.startswith(code + "-")]
            found += [f for f in shelf.loose_files() if f.file.layer == "language" and code in f.file.lang]
        return tuple(found)

    def common_words(self) -> Mapping[str, frozenset[str]]:
        """Return language → its commonest words, from all language files."""
        return _common_words(self.shelves)

    def site_files(self, host: str) -> tuple[LoadedFile, ...]:
        """Return the site files for a host, the shipped before the user's."""
        found: list[LoadedFile] = []
        for shelf in self.shelves:
            if shelf.local or self.sites:
                path = _by_suffix(host, shelf.paths["sites"])
                found += [shelf.load("sites", path)] if path else []
            found += [f for f in shelf.loose_files() if f.file.layer == "site" and _under(host, f.file.site)]
        return tuple(f for f in found if _serves(f.file, host))

    def digest_for(self, files: Iterable[LoadedFile]) -> str:
        """Return one SHA-256 over the given files, whatever their order."""
        return _digest(tuple(sorted(f"{f.folder}/{f.stem}:{f.digest}" for f in files)))


@lru_cache(maxsize=512)
def _digest(names: tuple[str, ...]) -> str:
    return "sha256:" + hashlib.sha256("\n".join(names).encode()).hexdigest()


@lru_cache(maxsize=8)
def _common_words(shelves: tuple[Shelf, ...]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for shelf in shelves:
        for stem, path in shelf.paths["languages"].items():
            if "-" not in stem:
                words = shelf.load("languages", path).file.words
                found[stem] = found.get(stem, frozenset()) | {w.casefold() for w in words}
    return found


def _remake(shelves: list[tuple[Path, bool]], sites: bool) -> Rulebook:
    """Return a rulebook in another process: files are read and compiled there."""
    return Rulebook([Shelf(root, local=local) for root, local in shelves], sites=sites)


def _by_suffix(host: str, paths: Mapping[str, Path]) -> Path | None:
    """Return the file whose name is the host or the longest domain above it."""
    labels = host.split(".")
    for start in range(len(labels) - 1):
        path = paths.get(".".join(labels[start:]))
        if path:
            return path
    return paths.get(host)


def _under(host: str, site: str) -> bool:
    return bool(site) and (host == site or host.endswith("." + site))


def _serves(file: RuleFile, host: str) -> bool:
    """Tell whether a site file's ``hosts`` let it act on a host."""
    wanted = [h for h in file.hosts if not h.startswith("-")]
    if any(_under(host, h[1:]) for h in file.hosts if h.startswith("-")):
        return False
    return not wanted or any(host == h.removeprefix("www.") for h in wanted)
