"""What the documents say is what the program does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from cleaner.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: Where commands and their options are described.
CLI = "\n".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("cli.md", "keeping-rules.md", "batch.md"))


def _commands(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    found = [(path, command)]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            sub = command.get_command(context, name)
            assert sub is not None
            found += _commands(sub, (*path, name))
    return found


COMMANDS = _commands(main)


@pytest.mark.parametrize("path", [" ".join(path) for path, _ in COMMANDS])
def test_command_is_documented(path: str) -> None:
    assert f"clean-news {path}".strip() in CLI


@pytest.mark.parametrize(
    "option", sorted({o for _, c in COMMANDS for p in c.params if isinstance(p, click.Option) for o in p.opts})
)
def test_option_is_documented(option: str) -> None:
    assert re.search(rf"`{re.escape(option)}[ `]", CLI)


def test_every_documented_option_exists() -> None:
    known = {o for _, c in COMMANDS for p in c.params if isinstance(p, click.Option) for o in p.opts} | {"-h", "--help"}
    written = " ".join(re.findall(r"`([^`\n]+)`", CLI)).replace("python -m", "")
    assert set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", written)) <= known


DOCUMENTS = ["README.md", "CHANGELOG.md", *sorted(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("path", DOCUMENTS)
def test_links_lead_somewhere(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    targets = [t for t in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text) if "://" not in t]
    assert [t for t in targets if not (ROOT / path).parent.joinpath(t).exists()] == []


def test_the_readme_is_short_and_has_two_commands() -> None:
    assert README.count("\n") <= 120
    assert len(_setup_commands()) == 2


def test_the_first_command_cleans_a_page_that_is_here() -> None:
    words = shlex.split(_setup_commands()[0])
    page = next(w for w in words if w.startswith("tests/fixtures/"))
    assert (ROOT / page).is_file()


def test_ci_runs_the_second_command() -> None:
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == _setup_commands()[1]


def _setup_commands() -> list[str]:
    return [line for line in README.splitlines() if line.startswith("python3 -m venv ")]
