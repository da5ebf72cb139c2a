"""The files of a memory: JSON with a version, a line a page, replaced at once."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from cleaner.errors import InputError
from cleaner.memory.evidence import PageSeen, SiteEvidence
from cleaner.memory.lines import KEY
from cleaner.placing import moved_into_place

VERSION = 1
#: The file in the store's folder that whoever writes has locked.
LOCK = ".lock"
#: Largest file of a site in bytes; a memory writes far smaller ones.
_MOST_BYTES = 8 * 1024 * 1024
#: Characters of a site's name in that of its file.
_LONGEST = 150


def file_name(site: str) -> str:
    """Return the name of a site's file; that of an endless name ends in a digest."""
    name = quote(site, safe="")
    if len(name) > _LONGEST:
        name = f"{name[:_LONGEST]}+{hashlib.blake2b(site.encode(), digest_size=8).hexdigest()}"
    return f"{name}.json"


def site_names(folder: Path) -> list[str]:
    """Return the sites that have a file in a folder, sorted.

    Raises:
        InputError: a file whose name was cut is none of a memory.
    """
    names = [path.name[: -len(".json")] for path in folder.glob("[!.]*.json")] if folder.is_dir() else []
    return sorted(str((loaded(folder / f"{name}.json") or {}).get("site")) if "+" in name else unquote(name) for name in names)


def loaded(path: Path) -> dict[str, Any] | None:
    """Return the object in a file of the memory, None when there is no file.

    Raises:
        InputError: it cannot be read, is no JSON, or is of another version.
    """
    try:
        with open(path, "rb") as stream:
            text = stream.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}.") from error
    try:
        data = json.loads(text) if len(text) <= _MOST_BYTES else None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: is not JSON; delete it, and what it held is learned anew.") from error
    if not isinstance(data, dict):
        raise InputError(f"{path}: is no file of a site memory.")
    if data.get("version") != VERSION:
        raise InputError(f"{path}: is of version {data.get('version')!r}; this clean-news reads version {VERSION}.")
    return data


def evidence_of(data: Mapping[str, Any], path: Path) -> SiteEvidence:
    """Return the evidence that the object of a site's file holds.

    Raises:
        InputError: it is none.
    """
    pages: dict[str, PageSeen] = {}
    try:
        for row in data["pages"]:
            page = PageSeen(int(row["run"]), str(row["kind"]), str(row["lines"]))
            if len(page.lines) % (KEY + 1) or page.kind not in ("html", "text"):
                raise ValueError(row["id"])
            pages[str(row["id"])] = page
        texts = {str(key): str(text) for key, text in data["texts"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{path}: is no file of a site memory; delete it, and what it held is learned anew.") from error
    return SiteEvidence(pages, texts)


def site_text(site: str, evidence: SiteEvidence) -> str:
    """Return the file of a site: a line a page and a line a text, so that two versions can be compared."""
    pages = [json.dumps({"id": name, "run": p.run, "kind": p.kind, "lines": p.lines}) for name, p in sorted(evidence.pages.items())]
    texts = [f"{json.dumps(key)}: {json.dumps(text)}" for key, text in sorted(evidence.texts.items())]
    return (
        f'{{"version": {VERSION}, "site": {json.dumps(site)},\n'
        '"pages": [\n' + ",\n".join(pages) + '\n],\n"texts": {\n' + ",\n".join(texts) + "\n}}\n"
    )


def write_file(path: Path, text: str) -> None:
    """Replace a file at once. It need not be on the disk: what a broken-off save leaves is passed over."""
    with moved_into_place(str(path), synced=False) as stream:
        stream.write(text.encode("utf-8"))


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Be the only process that has this file locked; wait until that is so."""
    with open(path, "w", encoding="ascii") as stream:
        try:
            import fcntl
        except ImportError:  # not on this system: there runs must not save at the same time
            yield
            return
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield
