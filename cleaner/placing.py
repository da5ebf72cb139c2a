"""Files that appear whole or not at all: written under another name, then moved into place."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Container, Iterator
from typing import BinaryIO

#: A file that is being written is called ``.name.XXXXXXXX.part``; hidden, so that no folder is read with it.
_END = ".part"
_TEMPORARY = re.compile(r"(\..+)\.[^.]{8}" + re.escape(_END), re.S)


def temporary_stem(name: str) -> str:
    """Return what the name of a file begins with while it is written; a name's length is limited."""
    return f".{name[:100]}"


@contextlib.contextmanager
def moved_into_place(target: str, *, synced: bool = True) -> Iterator[BinaryIO]:
    """Open a file that takes its place only when all was written, and is gone when it was not.

    Args:
        target: the file.
        synced: have it on the disk before it is moved, so that also a power cut leaves the old file or the new one.

    Raises:
        OSError: it cannot be written.
    """
    import tempfile  # slow to import, and most runs write to standard output

    folder, name = os.path.split(target)
    handle, temporary = tempfile.mkstemp(dir=folder or ".", prefix=f"{temporary_stem(name)}.", suffix=_END)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            if synced:
                sync(stream)
        move(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def sweep(folder: str, stems: Container[str] | None = None) -> int:
    """Remove what writers that were killed left in a folder, and return how many files that were. Only while nobody writes there.

    Args:
        folder: it need not be there.
        stems: see :func:`temporary_stem`; None for those of any file.
    """
    removed = 0
    for name in os.listdir(folder) if os.path.isdir(folder) else ():
        left = _TEMPORARY.fullmatch(name)
        if left and (stems is None or left[1] in stems):
            with contextlib.suppress(OSError):
                os.unlink(os.path.join(folder, name))
                removed += 1
    return removed


def sync(stream: BinaryIO) -> None:
    """Have all that was written on the disk."""
    stream.flush()
    os.fsync(stream.fileno())


def move(temporary: str, target: str) -> None:
    """Give a written file the name and the permissions of the one it replaces."""
    os.chmod(temporary, _mode_of(target))
    os.replace(temporary, target)


def _mode_of(target: str) -> int:
    """Return the permissions of the file that is replaced, or those that a new file gets."""
    with contextlib.suppress(OSError):
        return stat.S_IMODE(os.stat(target).st_mode)
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
