"""``clean-news rules suggest`` and ``accept``."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleaner.cli import main

SITE = "saltmarsh-gazette.org"
TOPICS = ("ferry", "orchard", "lighthouse", "granary", "theatre")


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["rules", *(str(arg) for arg in args)])


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Give a folder of five pages; none names its address."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, topic in enumerate(TOPICS):
        first, *rest = (
            f"<p>The {topic} {verb} by the {topic}'s own keeper in {1900 + 7 * number}, although {reason}, and the {topic} stayed so.</p>"
            for verb, reason in (("was painted", f"the {topic} owed more than it held"), ("was sold", f"no {topic} is ever cheap"),
                                 ("was lost", f"a {topic} needs care"), ("was found", f"every {topic} has an end"))
        )
        box = "<div class=pull-box>Readers counted nine herons at the weir today</div>"
        story = f"<div class=story-text>{first}{box}{''.join(rest)}</div>"
        html = f"<html lang=en><body><h1>What became of the {topic} by the sea</h1>{story}</body></html>"
        (folder / f"{number}.html").write_text(html, encoding="utf-8")
    return folder


def test_from_pages_to_rules_that_act(pages: Path, tmp_path: Path) -> None:
    file = tmp_path / "own" / "sites" / f"{SITE}.yaml"
    made = run("suggest", pages, "--site", SITE, "-o", file)
    assert (made.exit_code, made.stdout) == (0, "")
    assert "parts proposed from 5 pages" in made.stderr
    assert run("check", file).exit_code == 0
    assert run("schema", "--check", tmp_path / "own").exit_code == 0
    assert run("test", file).exit_code == 0
    assert "pull-box" in run("try", file, pages).stdout
    assert "pull-box" not in run("show", "--url", f"https://{SITE}/1", "--rules", tmp_path / "own").stdout.replace("proposed", "")
    done = run("accept", file)
    assert done.exit_code == 0 and "accepted content, rules/pull-box" in done.stderr
    assert "status:" not in file.read_text(encoding="utf-8")


def test_standard_output_holds_the_file_and_nothing_else(pages: Path) -> None:
    made = run("suggest", pages, "--site", SITE)
    assert made.exit_code == 0
    assert made.stdout.startswith("# yaml-language-server") and made.stdout.endswith("\n")


def test_a_file_that_is_there_stays(pages: Path, tmp_path: Path) -> None:
    file = tmp_path / "kept.yaml"
    file.write_text("mine")
    refused = run("suggest", pages, "--site", SITE, "-o", file)
    assert refused.exit_code != 0 and file.read_text() == "mine"
    assert run("suggest", pages, "--site", SITE, "-o", file, "--force").exit_code == 0
    assert "site: saltmarsh-gazette.org" in file.read_text(encoding="utf-8")


def test_accept_writes_elsewhere_when_asked(pages: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "draft.yaml", tmp_path / "accepted.yaml"
    run("suggest", pages, "--site", SITE, "-o", file)
    before = file.read_text(encoding="utf-8")
    assert run("accept", file, "content", "-o", other).exit_code == 0
    assert file.read_text(encoding="utf-8") == before
    assert other.read_text(encoding="utf-8").count("status: proposed") == before.count("status: proposed") - 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("suggest", "none.html", "--site", SITE), "there is no such file or folder"),
        (("suggest", "PAGES", "--site", "org"), "is no site"),
        (("suggest", "PAGES/0.html", "--site", SITE), "a suggestion needs 3"),
        (("suggest", "PAGES"), "--site"),
        (("accept", "none.yaml"), "there is no such rule file"),
    ],
)
def test_mistakes_are_told_in_one_sentence(args: tuple[str, ...], message: str, pages: Path) -> None:
    found = run(*(a.replace("PAGES", str(pages)) for a in args))
    assert found.exit_code not in (0, None)
    told = found.stderr + str(found.exception or "")
    assert message in told and "Traceback" not in found.stderr
