"""``clean-news rules try, impact, stats, ablate, doctor``: what is shown, and how they end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cleaner.cli import main

SITE = "harbour-courier.org"
TITLE = "A tram is lifted from the harbour"
STORY = (
    "The last of the nine sunken trams was lifted out of the harbour on Tuesday, four months after the storm that took them.",
    "Divers had spent the morning fastening straps below the carriage, which lay on its side beneath three metres of mud.",
    "A crowd of some two hundred people watched from the quay and clapped when the roof with its yellow lamps came up.",
)
PLUG = "The harbour choir sings \x1b[31mon the quay at noon on Sunday, and everybody who knows the words is welcome to join in."
RULE = """\
version: 1
layer: site
site: harbour-courier.org
rules:
  - id: box
    role: promo
    why: It stands beside the story.
    select: {select}
    tests:
      - html: '<div class="plug"><p>One.</p></div><p>Two.</p>'
        claims: ['One.']
        keeps: ['Two.']
"""


def run(*args: object) -> Result:
    return CliRunner().invoke(main, ["rules", *map(str, args)])


def page(box: str = "plug") -> str:
    first, *rest = (f"<p>{text}</p>" for text in STORY)
    inner = f"<h1>{TITLE}</h1>{first}<div class={box}><p>{PLUG}</p></div>{''.join(rest)}"
    return f"<html lang=en><title>{TITLE}</title><div class=story>{inner}</div>"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Give two months of pages; the box is gone in the second."""
    gold = {"title": TITLE, "body": "\n\n".join(STORY)}
    rows = [
        {"url": f"https://{SITE}/{m}/{d}", "html": page("plug" if m == 9 else "other"), "fetched_at": f"2026-{m:02d}-{d:02d}", "gold": gold}
        for m in (9, 10) for d in range(1, 7)
    ]
    path = tmp_path / "pages.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return folder(tmp_path / "own", ".plug")


def folder(path: Path, select: str) -> Path:
    (path / "sites").mkdir(parents=True)
    (path / "sites" / f"{SITE}.yaml").write_text(RULE.format(select=json.dumps(select)), encoding="utf-8")
    return path


def test_try_shows_what_leaves_and_who_takes_it(pages: Path, own: Path) -> None:
    file = own / "sites" / f"{SITE}.yaml"
    result = run("try", file, pages)
    assert result.exit_code == 0
    shown = result.stdout.splitlines()
    assert len(shown) == 12  # a line for each of six pages, and one for its block
    assert shown[0] == f"{pages}:1  https://{SITE}/9/1"
    assert shown[1].startswith(f"- 2 body -> promo  sites/{SITE}/box ({file}:5)  The harbour choir sings \\u001b[31mon the quay")
    assert result.stderr.splitlines() == [
        "clean-news: compared with the rulebook without the file",
        "clean-news: 6 of 12 pages change; gold words: 0 lost, 0 won",
    ]


def test_try_as_json(pages: Path, own: Path) -> None:
    file = own / "sites" / f"{SITE}.yaml"
    rows = [json.loads(line) for line in run("try", file, pages, "--rule", "box", "--json").stdout.splitlines()]
    assert len(rows) == 7 and rows[-1]["totals"]["changed"] == 6
    [block] = rows[0]["blocks"]
    assert (block["kind"], block["rule"], block["gold"]) == ("lost", f"sites/{SITE}/box", False)
    assert (rows[0]["gold"], rows[0]["fields"]) == ({"words_lost": 0, "words_won": 0}, [])


def test_impact_ends_with_1_when_gold_is_lost(pages: Path, own: Path, tmp_path: Path) -> None:
    greedy = folder(tmp_path / "greedy", ".story > p:last-child")
    assert run("impact", "--since", own, "--rules", own, pages).exit_code == 0
    lost = run("impact", "--since", own, "--rules", greedy, pages)
    assert lost.exit_code == 1
    assert "[gold]" in lost.stdout and "gold words: 22 lost, 0 won" in lost.stdout
    assert "12 of 12 pages change; gold words: 264 lost, 0 won" in lost.stderr
    assert run("impact", "--since", greedy, "--rules", own, pages).exit_code == 0  # won, not lost
    row = json.loads(run("impact", "--since", own, "--rules", greedy, pages, "--json").stdout.splitlines()[-1])
    assert row["totals"]["words_lost"] == 264


def test_stats(pages: Path, own: Path) -> None:
    result = run("stats", pages, "--rules", own, "--sort", "id")
    assert result.exit_code == 0
    heading, *rows = result.stdout.splitlines()
    assert heading.split() == ["rule", "role", "chosen", "pages", "hits", "decided", "precision", "wrong", "remarks"]
    [row] = [r for r in rows if r.startswith("local/")]
    assert row.split() == [f"local/sites/{SITE}/box", "promo", "12", "6", "6", "6", "1.000", "0"]
    dead = run("stats", pages, "--rules", own, "--dead").stdout.splitlines()[1:]
    assert dead and all(line.endswith("dead") for line in dead)
    data = json.loads(run("stats", pages, "--rules", own, "--json").stdout)
    [rule] = [r for r in data["rules"] if r["id"].startswith("local/")]
    assert (data["pages"], rule["hits"], rule["precision"], rule["dead"]) == (12, 6, 1.0, False)
    assert data["rules"][0]["hits"] == max(r["hits"] for r in data["rules"])
    none = run("stats", pages, "--rules", own, "--redundant").stdout.splitlines()[1:]
    assert not [line for line in none if line.startswith("local/")]


def test_ablate_ends_with_1_when_the_file_is_worse_than_none(pages: Path, own: Path, tmp_path: Path) -> None:
    better = run("ablate", SITE, pages, "--rules", own, "--each")
    assert better.exit_code == 0
    assert f"local/sites/{SITE}: better than none (6 better, 6 same)" in better.stderr
    assert next(line.split() for line in better.stdout.splitlines() if line.startswith("rules/"))[:3] == ["rules/box", "helps", "6"]
    worse = run("ablate", SITE, pages, "--rules", folder(tmp_path / "greedy", ".story > p:last-child"))
    assert worse.exit_code == 1 and "worse than none (12 worse)" in worse.stderr
    data = json.loads(run("ablate", SITE, pages, "--rules", own, "--json").stdout)
    assert (data["verdict"], len(data["pages"])) == ("better", 12)
    assert data["with_files"]["body_f1"] > data["without"]["body_f1"]


def test_ablate_needs_a_file_and_a_page_of_the_site(pages: Path, own: Path, tmp_path: Path) -> None:
    result = run("ablate", "nobody.example", pages)
    assert result.exit_code == 2 and "the rulebook has no file for 'nobody.example'" in result.stderr
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"url": "https://other-paper.org/1", "html": page()}))
    result = run("ablate", SITE, other, "--rules", own)
    assert result.exit_code == 2 and f"none of the 1 pages is of {SITE}" in result.stderr


def test_doctor_names_what_died(pages: Path, own: Path) -> None:
    result = run("doctor", pages, "--rules", own)
    assert result.exit_code == 1
    _, row = result.stdout.splitlines()
    assert row.split("  ")[0] == SITE and f"local/sites/{SITE}/box" in row
    assert "died, since 2026-10-01" in row and row.endswith("2026-09:6/6 2026-10:0/6")
    data = json.loads(run("doctor", pages, "--rules", own, "--json").stdout)
    assert [d["name"] for d in data["drifts"] if d["alarm"]] == [f"local/sites/{SITE}/box"]
    everything = run("doctor", pages, "--rules", own, "--all").stdout.splitlines()
    assert len(everything) == len(data["drifts"]) + 1 > 2
    never = sum(d["verdict"] == "never" for d in data["drifts"])
    assert f"12 pages of 1 site, {len(data['drifts'])} things watched, 1 stopped matching" in result.stderr
    assert (f", {never} never matched (--all)" in result.stderr) is (never > 0)


def test_doctor_is_quiet_when_nothing_died(pages: Path, own: Path) -> None:
    for options in (["--rules", own, "--min-pages", 7], ["--no-sites"]):
        result = run("doctor", pages, *options)
        assert (result.exit_code, result.stdout) == (0, "")
    undated = pages.with_name("undated.jsonl")
    undated.write_text(json.dumps({"url": f"https://{SITE}/1", "html": page()}))
    assert "no page has a fetch date" in run("doctor", undated, "--rules", own).stderr


VERBS: list[tuple[str, list[Any]]] = [
    ("try", ["FILE", "PAGES"]), ("impact", ["--since", "OWN", "--rules", "OWN", "PAGES"]), ("stats", ["PAGES"]),
    ("ablate", [SITE, "PAGES", "--rules", "OWN"]), ("doctor", ["PAGES"]),
]


@pytest.mark.parametrize(("verb", "words"), VERBS, ids=[verb for verb, _ in VERBS])
def test_bad_pages_are_told(verb: str, words: list[str], own: Path, tmp_path: Path) -> None:
    file = own / "sites" / f"{SITE}.yaml"

    def ended(path: Path) -> tuple[int, str]:
        result = run(verb, *({"PAGES": path, "OWN": own, "FILE": file}.get(word, word) for word in words))
        assert "Traceback" not in result.output
        return result.exit_code, result.stderr

    code, message = ended(tmp_path / "gone.html")
    assert code == 2 and message.endswith("gone.html: there is no such file or folder.\n")
    (tmp_path / "bad.jsonl").write_text('{"url": "x"\n')
    code, message = ended(tmp_path / "bad.jsonl")
    assert code == 2 and "bad.jsonl:1: cannot be read: it is not JSON" in message
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    code, message = ended(tmp_path / "picture.html")
    assert code == 1 and "picture.html: decode: " in message
    wrong = folder(tmp_path / "wrong", ".plug")
    (wrong / "sites" / f"{SITE}.yaml").write_text("version: 2\n")
    own = wrong
    if verb == "impact":  # both states are read when a page needs them
        (tmp_path / "page.jsonl").write_text(json.dumps({"url": f"https://{SITE}/1", "html": page()}))
        code, message = ended(tmp_path / "page.jsonl")
        assert code == 2 and f"{SITE}.yaml:1:" in message


def test_try_names_what_is_wrong_with_the_rule_file(pages: Path, own: Path, tmp_path: Path) -> None:
    result = run("try", tmp_path / "gone.yaml", pages)
    assert result.exit_code == 2 and "gone.yaml: there is no such rule file" in result.stderr
    (tmp_path / "wrong.yaml").write_text("version: 1\nlayer: site\nsite: a.org\nrulez: []\n")
    result = run("try", tmp_path / "wrong.yaml", pages)
    assert result.exit_code == 2 and "wrong.yaml:4:1: unknown key 'rulez'" in result.stderr
    result = run("try", own / "sites" / f"{SITE}.yaml", pages, "--rule", "bax")
    assert result.exit_code == 2 and "there is no rule 'bax' in this file; it has box" in result.stderr


def test_impact_names_a_revision_that_is_not_there(pages: Path, own: Path) -> None:
    result = run("impact", "--since", "no-such-revision", "--rules", own, pages)
    assert result.exit_code == 2
    assert "git" in result.stderr and "Traceback" not in result.stderr


def test_a_terminal_gets_a_table_and_colours(pages: Path, own: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    import rich.console

    from cleaner.cli.rules import changes, shown

    plain, settings = rich.console.Console, {"force_terminal": True, "width": 160, "color_system": "standard"}
    monkeypatch.setattr(rich.console, "Console", lambda **options: plain(**settings, **options))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    shown.print_table(("rule", "hits"), [("[bold]a[/bold]\x1b[31m", "7")], (1,))
    changes._print("- 2 body -> promo  [red]x")
    out = capsys.readouterr().out
    assert "[bold]a[/bold]\\u001b[31m" in out and "\x1b[31m- 2 body -> promo  [red]x" in out
