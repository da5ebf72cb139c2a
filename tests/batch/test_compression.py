"""Packed streams, members that are damaged, and what is packed for an output."""

from __future__ import annotations

import gzip
import io
import random

import pytest
import zstandard

from cleaner.batch.compression import BrokenMember, member_maker, member_reader, packing_of, unpack, without_packing

PIECES = [bytes([65 + i]) * 100_000 for i in range(5)]
NOISE = random.Random(5).randbytes(200_000)


def _all(data: bytes) -> list[bytes | str]:
    """Return what a stream gives: bytes joined between breaks, "broken" for a break."""
    stream, found, part = unpack(io.BytesIO(data), data[:4]), list[bytes | str](), b""
    while True:
        try:
            piece = stream.read1(70_000)  # type: ignore[attr-defined]
        except BrokenMember:
            found += [part, "broken"]
            part = b""
            continue
        if not piece:
            return [*found, part]
        part += piece


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "zstd"])
def test_members_are_read_one_after_the_other(pack: object) -> None:
    data = b"".join(pack(piece) for piece in PIECES)  # type: ignore[operator]
    assert _all(data) == [b"".join(PIECES)]


def test_what_is_not_packed_is_itself() -> None:
    stream = io.BytesIO(b"plain")
    assert unpack(stream, b"plai") is stream


def test_empty_members_and_padding_say_nothing() -> None:
    assert _all(gzip.compress(b"a") + gzip.compress(b"") + gzip.compress(b"b") + b"\0" * 512) == [b"ab"]


@pytest.mark.parametrize("at", [0.3, 0.6, 0.95])
def test_a_damaged_member_costs_itself_only(at: float) -> None:
    member = bytearray(gzip.compress(NOISE))
    member[int(len(member) * at)] ^= 0xFF
    found = _all(gzip.compress(PIECES[0]) + bytes(member) + gzip.compress(PIECES[1]) + gzip.compress(PIECES[2]))
    assert found[1:] == ["broken", PIECES[1] + PIECES[2]]
    assert found[0][:100_000] == PIECES[0]  # type: ignore[index]


def test_a_member_that_is_cut_off_costs_itself_only() -> None:
    found = _all(gzip.compress(PIECES[0]) + gzip.compress(NOISE.hex().encode())[:500] + gzip.compress(PIECES[1]))
    assert found[0][:100_000] == PIECES[0]  # type: ignore[index]
    assert found[1:] == ["broken", PIECES[1]]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "zstd"])
def test_an_end_before_the_end_is_told(pack: object) -> None:
    data = pack(PIECES[0])[:-3]  # type: ignore[operator]
    assert _all(data)[1:] == ["broken", b""]


def test_names() -> None:
    assert [packing_of(name) for name in ("a.jsonl.gz", "a.ZST", "a.jsonl")] == ["gzip", "zstd", ""]
    assert [without_packing(name) for name in ("a.jsonl.gz", "a.jsonl")] == ["a.jsonl", "a.jsonl"]


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_what_is_packed_is_read_by_others_and_by_us(packing: str) -> None:
    packer = member_maker(packing)()
    data = packer.compress(NOISE) + packer.flush()
    other = gzip.decompress(data) if packing == "gzip" else zstandard.ZstdDecompressor().decompressobj().decompress(data)
    assert other == NOISE
    make, _ = member_reader(packing)
    assert make().decompress(data) == NOISE
