"""Memory of the process that hands pages out: tens of kilobytes to megabytes each, taken and given back in another order."""

from __future__ import annotations

import contextlib

#: ``M_MMAP_THRESHOLD`` of glibc's ``malloc.h``, and the bytes from which on blocks are the system's.
_THRESHOLD, _LARGE = -3, 1 << 18


def give_back_large_blocks() -> None:
    """Have large blocks returned to the system when they are freed, where the C library is glibc; elsewhere do nothing.

    By itself glibc takes this for blocks of 128 KB and raises the size to that of the largest one ever freed (mallopt(3)); after that pages
    leave holes in the heap, and a run over 20,000 pages grew from 80 to 97 MB without holding anything.
    """
    import ctypes

    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_THRESHOLD, _LARGE)
