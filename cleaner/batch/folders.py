"""Names of the files of a folder output: a file a page, named after it."""

from __future__ import annotations

import glob
import os

from cleaner.sources import STDIN


class FolderNames:
    """Finds the file of a page.

    A page of an input folder keeps its place in it and its name, with the format's ending after it: ``in/a/b.html`` is
    ``out/a/b.html.json``. A row of a file is a file in a folder named after that. With several inputs each has a folder of its own.

    Args:
        folder: the output.
        suffix: the format's ending.
        roots: the inputs as they were given.
    """

    def __init__(self, folder: str, suffix: str, roots: tuple[str, ...]) -> None:
        self._folder, self._suffix = folder, suffix
        self._roots = [(_fixed(root), label) for root, label in zip(roots, _labels(roots), strict=True)]

    def path_of(self, name: str) -> str:
        """Return the file of the page that messages call ``name``."""
        file, _, number = name.rpartition(":")
        if not (file and number.isdigit()) or os.path.exists(name):
            file, number = name, ""
        inside = self._inside(file)
        if number:
            inside = os.path.join(inside, f"{int(number):06d}")
        return os.path.join(self._folder, inside + self._suffix)

    def holds(self, name: str) -> bool:
        """Tell whether the page's file is there."""
        return os.path.exists(self.path_of(name))

    def _inside(self, file: str) -> str:
        if file == STDIN:
            return "stdin"
        for root, label in self._roots:
            if file == root:
                return os.path.join(label, os.path.basename(file))
            prefix = root.rstrip(os.sep) + os.sep if root else ""
            if file.startswith(prefix) and (prefix or not os.path.isabs(file)):
                rest = [part for part in os.path.normpath(file[len(prefix) :]).split(os.sep) if part not in ("", os.curdir, os.pardir)]
                return os.path.join(label, *rest)
        return os.path.basename(file)


def _fixed(root: str) -> str:
    """Return the part of a pattern before its first wildcard, as a folder; any other path as it is."""
    if not glob.has_magic(root) or os.path.lexists(root):
        return root
    parts = root.split(os.sep)
    first = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    return os.sep.join(parts[:first])


def _labels(roots: tuple[str, ...]) -> list[str]:
    """Return a folder name for each input: none for a single one, else its own name, told apart by a number where two are the same."""
    if len(roots) <= 1:
        return [""] * len(roots)
    labels: list[str] = []
    for root in roots:
        name = os.path.basename(os.path.normpath(_fixed(root))) or "input"
        taken, label = 1, name
        while label in labels:
            taken += 1
            label = f"{name}~{taken}"
        labels.append(label)
    return labels
