"""The rulebook as it was: in a revision of the git repository that it lies in, or in a folder."""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from cleaner.domains import host_of
from cleaner.errors import InputError
from cleaner.rules.book import Rulebook
from cleaner.rules.shelf import FOLDERS, Shelf, shipped_shelf
from cleaner.upkeep.states import Seen

#: Folders of the rulebook that hold no rules but what the program itself reads: they are those of the program in both states.
_PROGRAM = ("fields", "finder")


@dataclass(frozen=True, slots=True)
class Revisions:
    """Two states of a rulebook and the rule files that differ, as ``sites/example.com``.

    Attributes:
        before: the earlier state.
        after: the state on disk.
        files: rule files that differ, are new or gone.
        unread: files of the rulebook that differ but hold no rules (the finder's weights): both states use those on disk.
    """

    before: Rulebook
    after: Rulebook
    files: tuple[str, ...]
    unread: tuple[str, ...] = ()

    def concerns(self, seen: Seen) -> bool:
        """Tell whether the states can differ on a page: not when all files that differ are of other sites."""
        if any(not name.startswith("sites/") for name in self.files):
            return True
        host = "." + (host_of(seen.cleaned.page.url) or host_of(seen.cleaned.page.structured.canonical))
        return any(host.endswith("." + name.removeprefix("sites/")) for name in self.files)


@contextmanager
def revisions(since: str, folder: str | Path | None = None, *, sites: bool = True) -> Iterator[Revisions]:
    """Give the rulebook as it was and as it is, until the block ends.

    Args:
        since: a folder that holds the rulebook as it was, or a revision of the git repository in which the rulebook lies.
        folder: your own folder of rules, whose states are compared over the shipped rules; None compares the shipped rulebook.
        sites: False leaves the shipped site files out.

    Raises:
        InputError: no such revision, no git, no repository, or the rulebook was not there then.
        RuleErrors: mistakes in the rule files of either state.
    """
    local = folder is not None
    root = Path(folder) if folder is not None else shipped_shelf().root
    with tempfile.TemporaryDirectory(prefix="clean-news-") as temporary:
        if Path(since).is_dir():
            old_root = Path(since)
        else:
            old_root = Path(temporary)
            _extract(root, since, old_root)
        old, new = Shelf(old_root, local=local), Shelf(root, local=True) if local else shipped_shelf()
        if not any(old.paths.values()) and not old.loose:
            raise InputError(f"{since}: the folder holds no rulebook; it has none of the folders {', '.join(FOLDERS)}.")
        below = [shipped_shelf()] if local else []
        yield Revisions(
            Rulebook([*below, old], sites=sites), Rulebook([*below, new], sites=sites), _differing(old, new), _unread(old_root, root),
        )


def _differing(old: Shelf, new: Shelf) -> tuple[str, ...]:
    was, now = _digests(old), _digests(new)
    return tuple(sorted(name for name in was.keys() | now.keys() if was.get(name) != now.get(name)))


def _digests(shelf: Shelf) -> dict[str, str]:
    places = {f"{folder}/{stem}": path for folder, names in shelf.paths.items() for stem, path in names.items()}
    return {name: _digest(path) for name, path in {**places, **shelf.loose}.items()}


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}.") from error


def _unread(old: Path, new: Path) -> tuple[str, ...]:
    names = {p.relative_to(root).as_posix() for root in (old, new) for f in _PROGRAM for p in (root / f).glob("*") if p.is_file()}
    return tuple(sorted(n for n in names if not (old / n).is_file() or not (new / n).is_file() or _digest(old / n) != _digest(new / n)))


def _extract(root: Path, revision: str, target: Path) -> None:
    """Write the rulebook's files of a revision below ``target``."""
    prefix = _git(root, ("rev-parse", "--show-prefix"), f"{root} lies in no git repository; give --since a folder instead").strip()
    # A revision cannot be mistaken for an option.
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = _git(root, asked, f"{revision!r} is neither a folder nor a revision of the git repository of {root}").strip()
    tree = f"{commit}:{prefix}"
    _git(root, ("cat-file", "-e", tree), f"the revision {revision!r} has no {prefix or 'files'}")
    # Below the top of the repository git would archive only what stands in the folder of the same name inside the tree.
    top = _git(root, ("rev-parse", "--show-toplevel"), f"{root} lies in no git repository").rstrip("\n")
    process = subprocess.Popen(["git", "-C", top, "archive", "--format=tar", tree], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        with tarfile.open(fileobj=cast(IO[bytes], process.stdout), mode="r|") as archive:
            for member in archive:
                path = PurePosixPath(member.name)
                if member.isfile() and ".." not in path.parts and not path.is_absolute():
                    _write(archive, member, target / path)
    except (tarfile.TarError, OSError) as error:
        raise InputError(f"the revision {revision!r} cannot be unpacked: {error}.") from error
    finally:
        if process.stdout:
            process.stdout.close()
        process.wait()


def _write(archive: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> None:
    source = archive.extractfile(member)
    if source is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source.read())


def _git(root: Path, words: Sequence[str], failure: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise InputError("git is not installed; give --since a folder that holds the rulebook as it was.") from error
    if done.returncode:
        said = done.stderr.strip().partition("\n")[0]
        raise InputError(f"{failure}{f' (git says: {said})' if said else ''}.")
    return done.stdout
