"""What the examples of the documents use of httpx, on top of the standard library."""

from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from typing import NamedTuple


class HTTPError(Exception):
    """The answer says that there is no page."""


class Response(NamedTuple):
    """An answer."""

    status: int
    content: bytes
    charset_encoding: str | None

    def raise_for_status(self) -> Response:
        """Raise HTTPError unless the answer is a page."""
        if self.status >= 400:
            raise HTTPError(f"status {self.status}")
        return self


class AsyncClient:
    """A client without any of the real one's merits."""

    def __init__(self, **_: object) -> None:
        pass

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def get(self, url: str) -> Response:
        """Return the answer to a request."""
        return await asyncio.to_thread(_get, url)


def _get(url: str) -> Response:
    try:
        with urllib.request.urlopen(url) as found:
            return Response(200, found.read(), found.headers.get_content_charset())
    except urllib.error.HTTPError as error:
        return Response(error.code, b"", None)
