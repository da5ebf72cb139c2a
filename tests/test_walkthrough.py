"""docs/adding-a-site.md, done as written: its files are made, its commands are run, and what it shows is what they say."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from cleaner.cli import main

TEXT = (Path(__file__).parent.parent / "docs" / "adding-a-site.md").read_text(encoding="utf-8")
_PART = re.compile(r"(?:^<!-- (?P<what>[^:\n]+): (?P<path>\S+) -->\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S)


class Part(NamedTuple):
    """A fenced part of the text: ``html``, ``yaml``, ``console`` or ``python``, and the file that it is, with how it gets there."""

    kind: str
    text: str
    what: str
    path: str


PARTS = [Part(m["kind"], m["text"], m["what"] or "", m["path"] or "") for m in _PART.finditer(TEXT)]


def _commands(part: Part) -> Iterator[tuple[str, list[str]]]:
    """Yield each command with the lines that it must print."""
    for piece in re.split(r"^\$ ", part.text, flags=re.M)[1:]:
        command, _, shown = piece.partition("\n")
        yield command, [line for line in shown.splitlines() if line]


def _take_hints_out(path: Path, text: str) -> None:
    first, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("#")]
    place = kept.index("fixtures:\n")
    path.write_text("".join([first, *kept[:place], text, *kept[place:]]), encoding="utf-8")


def _meets(line: str, shown: str) -> bool:
    pattern = r"\s+".join(".*".join(map(re.escape, word.split("…"))) for word in shown.split())
    return re.fullmatch(pattern.replace(r"\s+.*\s+", r"\s+(?:.*\s+)?"), line.strip()) is not None


def _do(part: Part) -> None:
    if part.what == "file":
        Path(part.path).parent.mkdir(parents=True, exist_ok=True)
        Path(part.path).write_text(part.text, encoding="utf-8")
    elif part.what:
        assert part.what == "in place of the hints"
        _take_hints_out(Path(part.path), part.text)
    for command, shown in _commands(part) if part.kind == "console" else ():
        program, *args = shlex.split(command)
        assert program == "clean-news"
        result = CliRunner().invoke(main, args)
        said = [line for line in (result.stdout + result.stderr).splitlines() if line]
        assert [s for s in shown if not any(_meets(line, s) for line in said)] == [], said
        assert len(said) == len(shown), said
        assert result.exit_code == (1 if re.search(r"[1-9]\d* failed", result.stderr) else 0)


def test_done_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for part in PARTS:
        _do(part)
    [code] = [part.text for part in PARTS if part.kind == "python"]
    printed: list[object] = []
    exec(code, {"print": lambda *words: printed.extend(words)})
    assert printed == [("Marit Kolb",), "2026-05-09"]


def test_it_has_what_it_must_have() -> None:
    assert [part.kind for part in PARTS].count("console") >= 6
    verbs = {" ".join(command.split()[1:3]) for part in PARTS for command, _ in _commands(part)}
    assert verbs >= {"explain ferry.html", "rules new", "rules test", "rules check", "rules try", "--rules my-rules"}


@pytest.mark.parametrize(("line", "shown", "meets"), [
    ("a  b", "a b", True), ("a b", "a c", False), ("a b c", "a … c", True), ("a c", "a … c", True), ("a (x:1) c", "a (…) c", True),
    ("a b", "a", False), ("a.c", "abc", False), ("'Readers who join' is", "'Readers …' is", True),
])
def test_how_lines_are_compared(line: str, shown: str, meets: bool) -> None:
    assert _meets(line, shown) is meets
