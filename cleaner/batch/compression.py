"""gzip and zstd, told by their first bytes when read and by the file's name when written.

Reading goes member by member. A member that is broken raises :class:`BrokenMember` once; the next read goes on with the member after it,
so that a damaged record in the middle of an archive costs that record and not the rest. Only ``read1`` keeps what it had before the
break; ``read`` and ``readline`` lose it.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable

GZIP_MAGIC, ZSTD_MAGIC = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
#: Ending of a file's name → what it is written in.
SUFFIXES = {".gz": "gzip", ".zst": "zstd"}

_READ = 64 * 1024
#: A gzip member begins so: the magic number, deflate, no reserved flag.
_MEMBER_START = GZIP_MAGIC + b"\x08"
_RESERVED_FLAGS = 0xE0
#: How much of a candidate must unpack before it is believed to be a member.
_TRIAL = 4096
#: Measured: level 6 makes records a twentieth smaller in two and a half times the time, in the one process that all workers wait for.
_GZIP_LEVEL = 4
#: Text of an output's member: what is done again after a crash is less than this.
MEMBER_BYTES = 1_000_000


class BrokenMember(EOFError):
    """A packed member is damaged; what comes next from the stream is the member after it."""


class Packer(Protocol):
    """What makes one packed member."""

    def compress(self, data: bytes) -> bytes:
        """Take bytes, return what is ready."""
        ...

    def flush(self) -> bytes:
        """Return the rest of the member."""
        ...


def packing_of(name: str) -> str:
    """Return what a file of this name is written in: ``gzip``, ``zstd`` or ``""``."""
    return next((packing for suffix, packing in SUFFIXES.items() if name.lower().endswith(suffix)), "")


def without_packing(name: str) -> str:
    """Return a file's name without the ending that names its packing."""
    return next((name[: -len(suffix)] for suffix in SUFFIXES if name.lower().endswith(suffix)), name)


def unpack(stream: BinaryIO, head: bytes) -> BinaryIO:
    """Return a stream of what is packed in another, or that stream itself when its first bytes name no packing.

    Args:
        stream: a readable stream at its beginning.
        head: its first bytes, which are still to be read from it.
    """
    if head.startswith(GZIP_MAGIC):
        return _buffered(GzipMembers(stream))
    if head.startswith(ZSTD_MAGIC):
        return _buffered(_ZstdFrames(stream))
    return stream


def member_maker(packing: str) -> Callable[[], Packer]:
    """Return the function that begins a new member of ``gzip`` or ``zstd``."""
    if packing == "gzip":
        return lambda: cast(Packer, zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, 31))
    import zstandard

    compressor = zstandard.ZstdCompressor(level=3, write_checksum=True)
    return lambda: cast(Packer, compressor.compressobj())


def member_reader(packing: str) -> tuple[Callable[[], Any], tuple[type[Exception], ...]]:
    """Return the function that begins to unpack a member (as :func:`zlib.decompressobj`), and what it raises for a damaged one."""
    if packing == "gzip":
        return lambda: zlib.decompressobj(31), (zlib.error,)
    import zstandard

    return zstandard.ZstdDecompressor().decompressobj, (zstandard.ZstdError,)


def _buffered(raw: io.RawIOBase) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(raw, _READ))


class _Unpacked(io.RawIOBase):
    """A raw stream of unpacked bytes; subclasses give them piece by piece."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream, self._out = stream, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer; 0 at the end. Raises BrokenMember when a member is damaged."""
        if not self._out:
            self._out = memoryview(self.next_piece())
        size = min(len(buffer), len(self._out))
        buffer[:size] = self._out[:size]
        self._out = self._out[size:]
        return size

    def next_piece(self) -> bytes:
        """Return the next bytes, empty at the end."""
        raise NotImplementedError

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


class GzipMembers(_Unpacked):
    """What is packed in the members of a gzip stream, one after the other."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream)
        self._fresh, self._packed = True, b""
        self._member: Any = self._begin()
        self._search_from = 0

    def next_piece(self) -> bytes:
        """Return the next bytes, empty at the end of the last member."""
        while True:
            if not self._packed and not self._fill():
                if self._member is not None and not self._fresh:
                    self._member = None
                    raise BrokenMember("the gzip member ends before its end")
                return b""
            if self._member is None:
                self._find_next()
                continue
            piece = self._inflate()
            if piece:
                return piece

    def _inflate(self) -> bytes:
        """Unpack what is at hand, at most :data:`_READ` bytes of it."""
        member = self._member
        assert member is not None
        # The search for the next member must not find this one again.
        self._search_from, self._fresh = int(self._fresh), False
        try:
            piece: bytes = member.decompress(self._packed, _READ)
        except zlib.error as error:
            self._member = None
            raise BrokenMember(f"a gzip member is damaged ({str(error).rpartition(': ')[2]})") from error
        if member.eof:
            self._packed, self._member = member.unused_data.lstrip(b"\0"), self._begin()
        else:
            self._packed = member.unconsumed_tail
            if not self._packed and not piece:
                self._fill()
        return piece

    def _begin(self) -> Any:
        self._fresh = True
        return zlib.decompressobj(31)

    def _fill(self) -> bool:
        more = self._stream.read(_READ)
        self._packed += more
        return bool(more)

    def _find_next(self) -> None:
        """Go on to the first place that begins a member which unpacks."""
        at = self._packed.find(_MEMBER_START, self._search_from)
        while at >= 0:
            while len(self._packed) - at < _TRIAL and self._fill():
                pass
            if _begins_member(self._packed[at : at + _TRIAL]):
                self._packed, self._member = self._packed[at:], self._begin()
                return
            at = self._packed.find(_MEMBER_START, at + 1)
        # A start may be cut in two by the end of what is at hand.
        self._packed, self._search_from = self._packed[-2:], 0
        if not self._fill():
            self._packed = b""


def _begins_member(packed: bytes) -> bool:
    if len(packed) < 18 or packed[3] & _RESERVED_FLAGS:
        return False
    member = zlib.decompressobj(31)
    try:
        piece = member.decompress(packed)
    except zlib.error:
        return False
    return bool(piece) or member.eof


class _ZstdFrames(_Unpacked):
    """What is packed in the frames of a zstd stream. After a broken one nothing more is found."""

    def __init__(self, stream: BinaryIO) -> None:
        import zstandard

        super().__init__(stream)
        self._errors = zstandard.ZstdError
        self._make = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj
        self._frame: Any = self._make()
        self._fresh, self._packed = True, b""

    def next_piece(self) -> bytes:
        """Return the next bytes, empty at the end of the last frame."""
        while self._frame is not None:
            packed = self._packed or self._stream.read(_READ)
            if not packed:
                if self._fresh:
                    break
                self._frame = None
                raise BrokenMember("the zstd frame ends before its end")
            try:
                piece = self._frame.decompress(packed)
            except self._errors as error:
                self._frame = None
                raise BrokenMember(f"a zstd frame is damaged ({error})") from error
            self._fresh, self._packed = False, b""
            if self._frame.eof:
                self._packed = self._frame.unused_data
                self._frame, self._fresh = self._make(), True
            if piece:
                return bytes(piece)
        return b""
