"""Large blocks that are freed are the system's again."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_CODE = """
import psutil
from cleaner.batch.heap import give_back_large_blocks
if {wanted}:
    give_back_large_blocks()
large = b"x" * 30_000_000
del large
blocks = [b"x" * 400_000 for _ in range(200)]
before = psutil.Process().memory_info().rss
del blocks[::2]
print(round((before - psutil.Process().memory_info().rss) / 1e6))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="there is nothing to do for another C library")
@pytest.mark.parametrize(("wanted", "least", "most"), [(True, 35, 45), (False, -5, 5)])
def test_every_second_block_is_given_back(wanted: bool, least: int, most: int) -> None:
    done = subprocess.run([sys.executable, "-c", _CODE.format(wanted=wanted)], capture_output=True, text=True, check=True)
    assert least <= int(done.stdout) <= most


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctypes

    from cleaner.batch.heap import give_back_large_blocks

    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    give_back_large_blocks()
