"""What a run has seen so far, in a file: a run that goes on from one that broke off learns from the pages of both."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from cleaner.errors import InputError
from cleaner.memory.evidence import SiteEvidence
from cleaner.memory.files import VERSION, evidence_of, site_text


class Journal:
    """A line that names the run which the broken one went by, then a line for what each page told; only whole lines count.

    Args:
        folder: the store's folder, below which it lies, hidden.
        output: what the run writes to: a run goes on from the journal of its own output.
    """

    def __init__(self, folder: Path, output: str) -> None:
        name = hashlib.blake2b(os.path.realpath(output).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
        self._folder, self.path = folder, folder / f".run-{name}.jsonl"
        self._stream: BinaryIO | None = None

    def run(self) -> int | None:
        """Return the run that the broken one went by; None when there is no journal, or none that can be read."""
        _, head = next(self._lines(), (0, None))
        run = head.get("run") if head else None
        return run if isinstance(run, int) and not isinstance(run, bool) and run >= 0 else None

    def evidence(self) -> Iterator[tuple[str, SiteEvidence]]:
        """Yield what the pages of the broken run told, by site.

        Raises:
            InputError: a line is none of a journal.
        """
        for number, (_, line) in enumerate(self._lines()):
            if number:
                yield str(line.get("site")), evidence_of(line, self.path)

    def begin(self, run: int, *, anew: bool) -> None:
        """Open it to be written on, or anew.

        Raises:
            InputError: it cannot be written.
        """
        end = 0 if anew else max((end for end, _ in self._lines()), default=0)
        with self._told():
            self._folder.mkdir(parents=True, exist_ok=True)
            self._stream = open(self.path, "ab")  # noqa: SIM115 - closed by close()
            self._stream.truncate(end)
        if not end:
            self._write(json.dumps({"version": VERSION, "run": run}))

    def add(self, site: str, evidence: SiteEvidence) -> None:
        """Write what a page told. It is with the system when this returns, and outlives a kill.

        Raises:
            InputError: it cannot be written.
        """
        self._write(site_text(site, evidence).replace("\n", ""))

    def close(self) -> None:
        """Leave it for a run that goes on."""
        if self._stream:
            with contextlib.suppress(OSError):  # a disk that is full has been told of
                self._stream.close()
            self._stream = None

    def remove(self) -> None:
        """Remove it: what it holds is learned."""
        self.close()
        with contextlib.suppress(FileNotFoundError), self._told():
            self.path.unlink()

    def _write(self, line: str) -> None:
        assert self._stream is not None
        with self._told():
            self._stream.write(line.encode("utf-8") + b"\n")
            self._stream.flush()

    def _lines(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield each whole line with where it ends, up to one that is none: after a power cut there may be anything."""
        end = 0
        with contextlib.suppress(FileNotFoundError), open(self.path, "rb") as stream:
            for line in stream:
                try:
                    data = json.loads(line) if line.endswith(b"\n") else None
                except (ValueError, RecursionError):
                    return
                if not isinstance(data, dict) or data.get("version") != VERSION:
                    return
                end += len(line)
                yield end, data

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError as error:
            raise InputError(f"{self._folder}: the site memory cannot be written: {error.strerror or error}.") from error
