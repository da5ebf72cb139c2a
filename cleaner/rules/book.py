"""The rulebook: rule files by layer, language, family and site, read when they are needed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from cleaner.errors import RuleErrors
from cleaner.rules.links import broken_links
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Fingerprint, RuleFile
from cleaner.rules.shelf import Shelf


class Rulebook:
    """Shelves laid over each other, the shipped one first. Read-only after it is made, safe to share between threads.

    Args:
        shelves: the shipped shelf and the user's, in order.
        sites: False leaves the shipped site files out.

    Raises:
        RuleErrors: mistakes in generic files, the user's family files and loose ones; the others are read when they are needed.
    """

    def __init__(self, shelves: Iterable[Shelf], *, sites: bool = True) -> None:
        self.shelves = tuple(shelves)
        self.sites = sites
        self._linked: set[LoadedFile] = set()
        self._loose = tuple((shelf, loaded) for shelf in self.shelves for loaded in shelf.loose_files())
        everywhere = [f for _, f in self._loose if f.file.layer == "local" and not f.file.site]
        self.generic = self._linked_files([*self._of_layer("generic", "generic"), *everywhere])
        self._linked_files(f for shelf in self.shelves if shelf.local for f in (*shelf.all("families"), *self._loose_families(shelf)))

    def __reduce__(self) -> tuple[object, ...]:
        return _unpacked, (self.shelves, self.sites)

    def _of_layer(self, folder: str, layer: str) -> Iterator[LoadedFile]:
        for shelf in self.shelves:
            yield from shelf.all(folder)
            yield from (f for s, f in self._loose if s is shelf and f.file.layer == layer)

    def _loose_families(self, shelf: Shelf) -> tuple[LoadedFile, ...]:
        return tuple(f for s, f in self._loose if s is shelf and f.file.layer == "family")

    @cached_property
    def families(self) -> tuple[LoadedFile, ...]:
        """All family files."""
        return self._linked_files(self._of_layer("families", "family"))

    @cached_property
    def _fingerprints(self) -> tuple[tuple[Shelf, str, Path, Fingerprint | None], ...]:
        return tuple((s, stem, path, s.fingerprint(path)) for s in self.shelves for stem, path in sorted(s.paths["families"].items()))

    def families_for(self, fits: Callable[[str, Fingerprint | None], bool]) -> tuple[LoadedFile, ...]:
        """Return the family files whose name and fingerprint fit; of the others no more than the fingerprint is read.

        Raises:
            RuleErrors: mistakes in one of them.
        """
        found: list[LoadedFile] = []
        for shelf in self.shelves:
            found += [s.load("families", path) for s, stem, path, mark in self._fingerprints if s is shelf and fits(stem, mark)]
            found += [f for f in self._loose_families(shelf) if fits(f.stem, f.file.fingerprint)]
        return self._linked_files(found)

    def _linked_files(self, files: Iterable[LoadedFile]) -> tuple[LoadedFile, ...]:
        """Return files once it is known that what they say of other files leads somewhere."""
        files = tuple(files)
        for loaded in files:
            if loaded not in self._linked:
                errors = broken_links(loaded, self._family_names(), self.has_rule, self._rule_ids)
                if errors:
                    raise RuleErrors(errors)
                self._linked.add(loaded)
        return files

    def _family_names(self) -> frozenset[str]:
        loose = {f.stem for _, f in self._loose if f.file.layer == "family"}
        return frozenset(loose.union(*(shelf.paths["families"] for shelf in self.shelves)))

    def has_rule(self, full_id: str) -> bool:
        """Tell whether there is a rule of this full id, such as ``generic/votes/vote-widget``; only its file is read."""
        place, _, name = full_id.rpartition("/")
        folder, _, stem = place.rpartition("/")
        found = (shelf.find(folder, stem) for shelf in self.shelves)
        return any(rule.id == name for loaded in found if loaded for rule in loaded.file.rules)

    def _rule_ids(self) -> frozenset[str]:
        """Return the full ids of all rules in files that can be read."""
        return frozenset(f.full_id(r) for shelf in self.shelves for f in shelf.readable() for r in f.file.rules)

    def language_files(self, code: str) -> tuple[LoadedFile, ...]:
        """Return the files of a language: ``xx.yaml`` and ``xx-….yaml``, and the user's."""
        found: list[LoadedFile] = []
        for shelf in self.shelves:
            paths = shelf.paths["languages"]
            found += [shelf.load("languages", p) for stem, p in paths.items() if stem == code or stem.startswith(code + "-")]
            found += [f for s, f in self._loose if s is shelf and f.file.layer == "language" and code in f.file.lang]
        return self._linked_files(found)

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages that have a file."""
        return frozenset(stem.partition("-")[0] for shelf in self.shelves for stem in shelf.paths["languages"])

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
            found += [f for s, f in self._loose if s is shelf and f.file.site and _under(host, f.file.site)]
        return self._linked_files(f for f in found if _serves(f.file, host))

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
                words = shelf.words(path)
                found[stem] = found.get(stem, frozenset()) | {w.casefold() for w in words}
    return found


@lru_cache(maxsize=8)
def _unpacked(shelves: tuple[Shelf, ...], sites: bool) -> Rulebook:
    """Return a rulebook from a pickle; the same one for every pickle of it."""
    return Rulebook(shelves, sites=sites)


def _by_suffix(host: str, paths: Mapping[str, Path]) -> Path | None:
    """Return the file whose name is the host or the longest domain above it; ``www.`` and the host is that host alone."""
    labels = ["www", *host.split(".")]
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
