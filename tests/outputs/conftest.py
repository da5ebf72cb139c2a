"""A real browser without a window, a server that notes what is asked of it, and pictures as colours."""

from __future__ import annotations

import shutil
import subprocess
import threading
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: Seconds; a browser starts in one, but a machine may be busy.
_PATIENCE = 120
_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--force-device-scale-factor=1",
    "--virtual-time-budget=3000",
)  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A screenshot: its size, and how many pixels have each colour."""

    width: int
    height: int
    colours: Mapping[tuple[int, int, int], int]

    def shows(self, colour: tuple[int, int, int]) -> bool:
        """Tell whether ten pixels have a colour, give or take what rounding does."""
        near = (n for c, n in self.colours.items() if all(abs(a - b) <= 2 for a, b in zip(c, colour, strict=True)))
        return sum(near) >= 10


@dataclass
class Browser:
    """Chromium, started anew for each question, with a profile of its own."""

    program: str
    folder: Path

    def dom(self, address: str) -> str:
        """Return the page as it is after its scripts have run."""
        return self._run(address, "--dump-dom")

    def picture(self, address: str, width: int, height: int, *, dark: bool = False) -> Picture:
        """Return what a window of a size shows."""
        file = self.folder / "picture.png"
        file.unlink(missing_ok=True)
        scheme = ["--blink-settings=preferredColorScheme=0"] if dark else []
        self._run(address, f"--screenshot={file}", f"--window-size={width},{height}", *scheme)
        return _read_png(file.read_bytes())

    def _run(self, address: str, *options: str) -> str:
        profile = self.folder / "profile"
        command = [self.program, *_OPTIONS, f"--user-data-dir={profile}", *options, address]
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
        assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
        return done.stdout.decode("utf-8")


@dataclass
class Server:
    """Serves what it is given on this machine, and notes every path that is asked for."""

    address: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip(f"no browser is installed: none of {', '.join(_NAMES)} (Debian: apt-get install chromium)")
    return Browser(program, tmp_path)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            page = made.pages.get(self.path)
            self.send_response(200 if page is not None else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((page or "").encode("utf-8"))

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    made.address = f"http://127.0.0.1:{running.server_address[1]}"
    yield made
    running.shutdown()
    running.server_close()
    thread.join()


def _read_png(data: bytes) -> Picture:
    """Return the colours of a PNG of eight bits a channel, not interlaced, as browsers write it."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed, width, height, channels = 8, b"", 0, 0, 0
    while at < len(data):
        size, kind = int.from_bytes(data[at:at + 4], "big"), data[at + 4:at + 8]
        inner = data[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, height = int.from_bytes(inner[:4], "big"), int.from_bytes(inner[4:8], "big")
            assert (inner[8], inner[12]) == (8, 0)
            channels = {2: 3, 6: 4}[inner[9]]
        elif kind == b"IDAT":
            packed += inner
        at += size + 12
    colours: dict[tuple[int, int, int], int] = {}
    before = bytearray(width * channels)
    raw = zlib.decompress(packed)
    for start in range(0, len(raw), width * channels + 1):
        before = _unfiltered(raw[start], bytearray(raw[start + 1:start + 1 + width * channels]), before, channels)
        for pixel in zip(before[0::channels], before[1::channels], before[2::channels], strict=True):
            colours[pixel] = colours.get(pixel, 0) + 1
    return Picture(width, height, colours)


def _unfiltered(kind: int, row: bytearray, above: bytearray, channels: int) -> bytearray:
    """Return a row of a PNG as it was before it was filtered for packing."""
    for i in range(len(row) if kind else 0):
        left = row[i - channels] if i >= channels else 0
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = above[i]
        elif kind == 3:
            guess = (left + above[i]) // 2
        else:
            corner = above[i - channels] if i >= channels else 0
            guess = min((left, above[i], corner), key=lambda value, sum_=left + above[i] - corner: abs(sum_ - value))  # type: ignore[misc]
        row[i] = (row[i] + guess) & 255
    return row
