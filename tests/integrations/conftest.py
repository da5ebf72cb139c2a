"""Pages of the fixtures as the integrations are given them, and a site on localhost that serves them."""

from __future__ import annotations

import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

PAGES = Path(__file__).parent.parent / "fixtures" / "pages"
NAMES = ("arabic", "drupal-7", "german", "wordpress")
FETCHED = "2026-01-02T03:04:05+00:00"
#: A page whose bytes are not UTF-8.
LATIN = "html3-table"


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    """Rows of JSON lines: pages, one that is empty, one that is text."""
    pages = [(name, (PAGES / name / "page.html").read_text(encoding="utf-8")) for name in NAMES]
    found = [{"url": f"https://{name}.example/story.html", "html": html, "fetched_at": FETCHED} for name, html in pages]
    text = (PAGES / "drupal-7-text" / "page.txt").read_text(encoding="utf-8")
    return [*found, {"url": "https://empty.example/", "html": ""}, {"url": "https://text.example/", "text": text}]


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """Return a function that writes rows as JSON lines below the test's folder."""

    def write_rows(name: str, rows: list[dict[str, Any]]) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return str(path)

    return write_rows


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """Serve a news site with a front page; yield its address."""
    folder = tmp_path / "site"
    folder.mkdir()
    for name in (*NAMES, LATIN):
        shutil.copy(PAGES / name / "page.html", folder / f"{name}.html")
    (folder / "empty.html").write_text("", encoding="utf-8")
    links = "".join(f'<li><a class="story" href="/{name}.html">{name}</a></li>' for name in (*NAMES, LATIN, "empty"))
    (folder / "index.html").write_text(f"<html><body><ul>{links}</ul></body></html>", encoding="utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()
