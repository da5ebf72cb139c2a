"""Other states of a rulebook: with a file more, with another in its place, without one. Nothing on disk changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from cleaner.errors import InputError, RuleError, RuleErrors
from cleaner.rules.book import Rulebook
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Fingerprint, RuleFile
from cleaner.rules.shelf import Shelf, load_file

#: Folder and name of a file on its shelf; the folder is "" for files that stand loose.
Place = tuple[str, str]
_HOMES = {"generic": "generic", "language": "languages", "family": "families", "site": "sites", "local": ""}


class Variant(Shelf):
    """A shelf with some files added, replaced or taken away; all others are read once, by the shelf itself.

    Args:
        base: the shelf.
        edits: the file that stands in a place instead, None for none.
    """

    def __init__(self, base: Shelf, edits: Mapping[Place, LoadedFile | None]) -> None:
        self.root, self.local, self._base, self._edits = base.root, base.local, base, dict(edits)
        self.paths = {folder: dict(names) for folder, names in base.paths.items()}
        self.loose = dict(base.loose)
        self._edited: dict[Path, LoadedFile] = {}
        for (folder, stem), file in self._edits.items():
            names = self.paths[folder] if folder else self.loose
            path = names.pop(stem, base.root / folder / f"{stem}.yaml")
            if file is not None:
                names[stem], self._edited[path] = path, file

    def __reduce__(self) -> tuple[object, ...]:
        return Variant, (self._base, self._edits)

    def load(self, folder: str, path: Path) -> LoadedFile:
        """Return a file of this shelf; RuleErrors when it is wrong."""
        return self._edited.get(path) or self._base.load(folder, path)

    def words(self, path: Path) -> tuple[str, ...]:
        """Return the commonest words of a language file."""
        edited = self._edited.get(path)
        return edited.file.words if edited else self._base.words(path)

    def fingerprint(self, path: Path) -> Fingerprint | None:
        """Return how a family is recognised, None when nothing is said of that."""
        edited = self._edited.get(path)
        return edited.file.fingerprint if edited else self._base.fingerprint(path)


def replaced(book: Rulebook, old: LoadedFile, new: LoadedFile | None) -> Rulebook:
    """Return the rulebook with ``new`` in the place of ``old``, None to take it away.

    Raises:
        RuleErrors: the new file speaks of rules or families that are not there.
    """
    place = (_folder(old), old.stem)
    shelves = [Variant(s, {place: new}) if s.local == _is_local(old) and _holds(s, old) else s for s in book.shelves]
    return Rulebook(shelves, sites=book.sites)


def added(book: Rulebook, new: LoadedFile) -> Rulebook:
    """Return the rulebook with a file more.

    Raises:
        RuleErrors: the file speaks of rules or families that are not there.
    """
    place, local = (_folder(new), new.stem), _is_local(new)
    shelves = list(book.shelves)
    if local:
        shelves.append(Variant(Shelf(Path(), local=True, texts={}), {place: new}))
    else:
        shelves[0] = Variant(shelves[0], {place: new})
    return Rulebook(shelves, sites=book.sites)


def without(book: Rulebook, files: Iterable[LoadedFile]) -> Rulebook:
    """Return the rulebook without some of its files."""
    for file in files:
        book = replaced(book, file, None)
    return book


def edited(loaded: LoadedFile, change: Callable[[RuleFile], RuleFile]) -> LoadedFile:
    """Return a rule file that says something else."""
    return dataclasses.replace(loaded, file=change(loaded.file))


def load_draft(path: Path, book: Rulebook) -> tuple[LoadedFile, LoadedFile | None, bool]:
    """Return a rule file as it would act in the rulebook, the file whose place it takes, and whether they are the same on disk.

    What has ``status: proposed`` acts in the draft. A site's file takes the place of that site's file, whatever its name.

    Raises:
        InputError: there is no such file.
        RuleErrors: all mistakes in it.
    """
    if not path.is_file():
        raise InputError(f"{path}: there is no such rule file.")
    loaded = load_file(path, "local", str(path))
    stem = loaded.file.site if loaded.file.layer == "site" else path.stem
    home = _HOMES[loaded.file.layer]
    twin, twin_path = _twin(book, home, stem)
    if twin is not None:
        home, stem = twin.folder, twin.stem
    draft = dataclasses.replace(loaded, file=acting(loaded.file), folder=home or "local", stem=stem)
    return draft, twin, twin_path is not None and twin_path.resolve() == path.resolve()


def find_rule(loaded: LoadedFile, name: str) -> str:
    """Return the id inside the file of the rule that ``name`` means: that id, or the full one.

    Raises:
        RuleErrors: there is none; the message lists those there are.
    """
    known = [rule.id for rule in loaded.file.rules]
    wanted = name.rpartition("/")[2]
    if wanted not in known or name not in (wanted, f"{loaded.folder}/{loaded.stem}/{wanted}"):
        path = loaded.file.origin.path
        raise RuleErrors([RuleError(f"there is no rule {name!r} in this file; it has {', '.join(known) or 'none'}", path)])
    return wanted


def acting(file: RuleFile) -> RuleFile:
    """Return a rule file in which what is proposed is accepted."""
    rules = tuple(dataclasses.replace(r, status="stable") if r.status == "proposed" else r for r in file.rules)
    fields = {name: dataclasses.replace(field, status="stable") for name, field in file.fields.items()}
    content = dataclasses.replace(file.content, status="stable") if file.content else None
    return dataclasses.replace(file, rules=rules, fields=fields, content=content)


def _twin(book: Rulebook, home: str, stem: str) -> tuple[LoadedFile | None, Path | None]:
    """Return the file of the nearest shelf that stands in a place, and its path."""
    for shelf in reversed(book.shelves):
        path = shelf.paths[home].get(stem) if home else None
        if path is not None:
            return shelf.load(home, path), path
        for name, path in shelf.loose.items():
            file = shelf.load("", path)
            if _HOMES[file.file.layer] == home and stem in (name, file.file.site):
                return file, path
    return None, None


def _is_local(loaded: LoadedFile) -> bool:
    return loaded.folder.startswith("local")


def _folder(loaded: LoadedFile) -> str:
    return loaded.folder.removeprefix("local").removeprefix("/")


def _holds(shelf: Shelf, loaded: LoadedFile) -> bool:
    return shelf.find(loaded.folder, loaded.stem) is loaded
