"""``clean-news rules import-ftr, fmt, schema, docs``: what is shown, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleaner.cli import main

SITE = "harbour-courier.org"
CONFIG = "body: //div[@id='story']\nstrip_id_or_class: plug\n"


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["rules", *map(str, args)])


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / f"{SITE}.txt"
    path.write_text(CONFIG, encoding="utf-8")
    return path


@pytest.mark.parametrize("args", [("import-ftr",), ("import-ftr", "x.txt"), ("schema", "--check", "nothing-here"), ("fmt", "nothing-here")])
def test_wrong_usage(args: tuple[str, ...]) -> None:
    assert run(*args).exit_code == 2


def test_a_config_becomes_rules(config: Path, tmp_path: Path) -> None:
    result = run("import-ftr", config, "-o", tmp_path / "own")
    assert result.exit_code == 0
    assert (tmp_path / "own" / "sites" / f"{SITE}.yaml").is_file()
    assert "whole" in result.output
    assert run("check", tmp_path / "own").exit_code == 0
    assert run("test", tmp_path / "own").exit_code == 0
    assert run("fmt", "--check", tmp_path / "own").exit_code == 0
    assert run("schema", "--check", tmp_path / "own").exit_code == 0


def test_what_is_left_out_is_listed_with_its_line(config: Path, tmp_path: Path) -> None:
    config.write_text(CONFIG + "footnotes: yes\nbdy: \x1b[31m//p\n", encoding="utf-8")
    result = run("import-ftr", config, "-o", tmp_path / "own")
    assert result.exit_code == 1
    assert f"{SITE}.txt:3: unmapped: footnotes: yes  (the engine knows no footnotes)" in result.output
    assert f"{SITE}.txt:4: typo: bdy: " in result.output
    assert "\x1b" not in result.output


def test_the_report_as_json(config: Path, tmp_path: Path) -> None:
    result = run("import-ftr", config, "-o", tmp_path / "own", "--json")
    assert json.loads(result.stdout)["summary"]["verdicts"]["whole"] == 1


def test_files_worse_than_none_stay_out(config: Path, tmp_path: Path) -> None:
    story = [f"Report {n}: the last of the nine sunken trams was lifted out of the harbour on Tuesday." for n in range(4)]
    html = "<html lang=en><div id=story>" + "".join(f"<p>{text}</p>" for text in story) + "</div>"
    row = {"url": f"https://{SITE}/1", "html": html, "gold": {"body": "\n\n".join(story)}}
    (tmp_path / "pages.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    config.write_text("strip: //p[1]\n", encoding="utf-8")
    result = run("import-ftr", config, "-o", tmp_path / "own", "--keep-if-better", tmp_path / "pages.jsonl", "--json")
    assert json.loads(result.stdout)["summary"]["left_out"] == 1
    assert not (tmp_path / "own" / "sites" / f"{SITE}.yaml").exists()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("no-such.txt", "-o", "{out}"), "there is no such file"),
        (("{config}", "-o", "{out}", "--keep-if-better", "no-such"), "there is no such file"),
    ],
)
def test_what_cannot_be_read(config: Path, tmp_path: Path, args: tuple[str, ...], message: str) -> None:
    result = run("import-ftr", *(a.format(config=config, out=tmp_path / "own") for a in args))
    assert result.exit_code == 2
    assert message in result.output


def test_files_are_put_into_form(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("layer: local\nversion: 1\n", encoding="utf-8")
    shown = run("fmt", "--check", tmp_path)
    assert shown.exit_code == 1
    assert "+version: 1" in shown.output
    assert path.read_text(encoding="utf-8").startswith("layer")
    assert run("fmt", tmp_path).exit_code == 0
    assert path.read_text(encoding="utf-8") == "version: 1\nlayer: local\n"
    assert run("fmt", "--check", tmp_path).exit_code == 0


def test_the_schema_is_printed_and_written(tmp_path: Path) -> None:
    printed = run("schema").stdout
    assert json.loads(printed)["title"] == "clean-news rule file"
    assert run("schema", "-o", tmp_path / "s.json").exit_code == 0
    assert (tmp_path / "s.json").read_text(encoding="utf-8") == printed
    assert run("schema", "--check", "-o", tmp_path / "s.json").exit_code == 2
    (tmp_path / "own.yaml").write_text("version: 1\nlayer: local\n", encoding="utf-8")
    assert run("schema", "--check", tmp_path / "own.yaml").exit_code == 1


def test_documents_are_written_and_checked(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("version: 1\nlayer: local\n", encoding="utf-8")
    docs = tmp_path / "docs"
    assert run("docs", "-o", docs, "--check", tmp_path / "own.yaml").exit_code == 1
    assert run("docs", "-o", docs, tmp_path / "own.yaml").exit_code == 0
    assert sorted(p.name for p in docs.iterdir()) == ["catalogue.md", "reference.md"]
    assert run("docs", "-o", docs, "--check", tmp_path / "own.yaml").exit_code == 0


@pytest.mark.parametrize("verb", [["check"], ["fmt"], ["fmt", "--check"], ["schema", "--check"]])
def test_a_folder_without_a_rule_file_is_the_wrong_folder(tmp_path: Path, verb: list[str]) -> None:
    (tmp_path / "notes.txt").write_text("x")
    result = run(*verb, tmp_path)
    assert result.exit_code == 2
    assert f"there is no rule file (*.yaml) in {tmp_path}" in result.stderr
