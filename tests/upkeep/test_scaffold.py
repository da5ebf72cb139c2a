"""A beginning for a site: valid, green, prefilled with what the cleaner gives, and nothing overwritten."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from cleaner.errors import InputError
from cleaner.rules.check import check
from cleaner.rules.read import read_rule_file
from cleaner.rules.shelf import shipped_shelf
from cleaner.upkeep.given import GivenPage
from cleaner.upkeep.scaffold import MOST_PAGES, Scaffold, scaffold
from cleaner.upkeep.suite import collect, run_all

SITE = "harbour.example"
TODAY = datetime.date(2026, 5, 9)
PARAGRAPHS = (
    "The night ferry to the island left the old quay on Friday for the first time in eleven years, with a harp on board.",
    "Captain Ines Rolvaag, who sailed the last crossing as a deckhand, said that the bridge had been bad for sleep.",
    "The ferry sails on Fridays until the end of September, and the harp, which belongs to the cook, stays on board.",
)


def page(name: str = "saved/Night ferry.html", url: str = "", canonical: str = "", lang: str = "en", **known: Any) -> GivenPage:
    link = f'<link rel=canonical href="{canonical}">' if canonical else ""
    text = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    html = (
        f'<html lang={lang}><head><title>Ferry sails</title>{link}<meta property="og:site_name" content="Harbour: Herald"></head>'
        f"<body><h1>Ferry sails</h1><div class=text data-writer='Ole Quist'>{text}</div></body></html>"
    )
    return GivenPage(name, html.encode(), url, **known)


def made(home: Path, *pages: GivenPage) -> Scaffold:
    result = scaffold(SITE, pages or [page()], home, TODAY)
    result.write()
    return result


def _file(home: Path) -> str:
    return (home / "sites" / f"{SITE}.yaml").read_text(encoding="utf-8")


def _case(home: Path, name: str = "night-ferry", file: str = "expected.yaml") -> dict[str, Any]:
    loaded = yaml.safe_load((home / "fixtures" / SITE / name / file).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def test_nothing_is_written_unasked(tmp_path: Path) -> None:
    scaffold(SITE, [page()], tmp_path / "mine", TODAY)
    assert list(tmp_path.iterdir()) == []


def test_what_is_made_is_valid_and_green(tmp_path: Path) -> None:
    result = made(tmp_path / "mine")
    assert sorted(str(file.path.relative_to(tmp_path / "mine")) for file in result.files) == [
        f"fixtures/{SITE}/night-ferry/expected.yaml", f"fixtures/{SITE}/night-ferry/meta.yaml", f"fixtures/{SITE}/night-ferry/page.html",
        "rules.schema.json", f"sites/{SITE}.yaml",
    ]
    assert check([tmp_path / "mine"]) == []
    suite = collect([tmp_path / "mine"])
    results = [result for run in run_all(suite) for result in run.results]
    assert [r.message for r in results if not r.passed] == []
    assert {r.name for r in results} == {"title", "lead", "authors", "published", "body"}


def test_the_page_is_the_page(tmp_path: Path) -> None:
    made(tmp_path)
    assert (tmp_path / "fixtures" / SITE / "night-ferry" / "page.html").read_bytes() == page().data


def test_what_the_cleaner_gives_is_filled_in(tmp_path: Path) -> None:
    made(tmp_path)
    assert _case(tmp_path) == {"title": "Ferry sails", "lead": None, "authors": [], "published": None, "body": [*PARAGRAPHS]}


def test_the_site_file(tmp_path: Path) -> None:
    made(tmp_path, page(), page("b.html"), page("c.html", lang="de"))
    text = _file(tmp_path)
    loaded = yaml.safe_load(text)
    assert loaded == {
        "version": 1, "layer": "site", "site": SITE, "lang": ["en", "de"], "reviewed": TODAY,
        "fixtures": [{"page": "night-ferry"}, {"page": "b"}, {"page": "c"}],
    }
    assert text.startswith("# yaml-language-server: $schema=../rules.schema.json\n")
    assert '# names: ["Harbour: Herald"]' in text
    schema = json.loads((tmp_path / "rules.schema.json").read_text(encoding="utf-8"))
    assert schema["title"] == "clean-news rule file"


def test_its_hints_are_valid_once_they_are_taken_up(tmp_path: Path) -> None:
    made(tmp_path)
    head, _, rest = _file(tmp_path).partition("\n")
    assert rest.count("\n# ") > 10
    file = read_rule_file(head + "\n" + re.sub(r"(?m)^# ", "", rest), "hints")
    assert file.content and file.fields and file.rules and file.names and file.timezone and file.date_order
    (tmp_path / "sites" / f"{SITE}.yaml").write_text(re.sub(r"(?m)^# (?!yaml)", "", _file(tmp_path)), encoding="utf-8")
    results = [result for run in run_all(collect([tmp_path])) for result in run.results]
    assert [r.message for r in results if r.kind == "rule"] == [""]


@pytest.mark.parametrize(("given", "url", "noted"), [
    (page(url=f"https://www.{SITE}/a"), f"https://www.{SITE}/a", False),
    (page(canonical=f"https://news.{SITE}/b"), f"https://news.{SITE}/b", False),
    (page(canonical="https://other.example/b"), f"https://{SITE}/", True), (page(), f"https://{SITE}/", True),
])
def test_addresses(tmp_path: Path, given: GivenPage, url: str, noted: bool) -> None:
    result = made(tmp_path, given)
    assert _case(tmp_path, file="meta.yaml") == {"url": url}
    assert any("nobody said what its address is" in note for note in result.notes) is noted


def test_what_else_is_known_of_a_page(tmp_path: Path) -> None:
    fetched = datetime.datetime(2026, 5, 9, 8, 30, tzinfo=datetime.timezone.utc)
    made(tmp_path, GivenPage("a.txt", "\n\n".join(PARAGRAPHS), "", fetched, "text"))
    assert _case(tmp_path, "a", "meta.yaml") == {"url": f"https://{SITE}/", "kind": "text", "fetched_at": "2026-05-09T08:30:00+00:00"}
    assert (tmp_path / "fixtures" / SITE / "a" / "page.txt").read_text() == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(("name", "url", "case"), [
    ("saved/Night ferry.html", "", "night-ferry"), ("x/fähre & harfe.html.gz", "", "fähre-harfe"), ("404.html", "", "404"),
    ("pages.jsonl:12", "", "pages-12"), ("pages.jsonl:12", f"https://{SITE}/news/the-ferry.html?x=1", "the-ferry-x-1"),
    ("pages.jsonl:12", f"https://{SITE}/", "pages-12"), ("...html", "", "page"), ("a" * 90, "", "a" * 60),
    ("../../etc/passwd", "", "passwd"),
    ("..", "", "page"),
])
def test_names_of_page_tests(tmp_path: Path, name: str, url: str, case: str) -> None:
    [folder] = made(tmp_path / "mine", page(name, url)).cases
    assert folder == tmp_path / "mine" / "fixtures" / SITE / case
    assert check([tmp_path / "mine"]) == []


def test_pages_of_one_name_are_numbered(tmp_path: Path) -> None:
    names = ("a/x.html", "b/x.html", "x-2.html", "c/x.html")
    assert [c.name for c in made(tmp_path, *map(page, names)).cases] == ["x", "x-2", "x-2-2", "x-3"]


# ---- nothing is overwritten

def test_a_second_time(tmp_path: Path) -> None:
    made(tmp_path)
    with pytest.raises(InputError, match=r"night-ferry: this page test is there already and is not overwritten; rename the page\."):
        made(tmp_path, page("b.html"), page())
    assert not (tmp_path / "fixtures" / SITE / "b").exists()


def test_a_further_page_of_a_site_that_has_a_file(tmp_path: Path) -> None:
    made(tmp_path)
    mine = 'fields: {authors: {from: [{css: ".text", attr: data-writer}]}}\n'
    (tmp_path / "sites" / f"{SITE}.yaml").write_text(_file(tmp_path) + mine, encoding="utf-8")
    (tmp_path / "rules.schema.json").write_text("{}")
    before = _file(tmp_path)
    result = made(tmp_path, page("b.html"))
    assert _file(tmp_path) == before
    assert (tmp_path / "rules.schema.json").read_text() == "{}"
    assert [file.path.parent.name for file in result.files] == ["b", "b", "b"]
    assert "is there already and stays as it is" in result.notes[0]
    assert _case(tmp_path, "b")["authors"] == ["Ole Quist"], "seen with the rules that are there"


def test_a_file_that_came_in_between(tmp_path: Path) -> None:
    result = scaffold(SITE, [page()], tmp_path, TODAY)
    result.site_file.parent.mkdir()
    result.site_file.write_text("# mine\n")
    with pytest.raises(InputError, match="is there already and is not overwritten"):
        result.write()
    assert result.site_file.read_text() == "# mine\n"


# ---- what it does not take

@pytest.mark.parametrize(("domain", "said"), [
    ("co.uk", "'co.uk' is a public suffix"), ("com", "'com' is a public suffix"),
    ("www.harbour.example", "is a host of the site 'harbour.example'"),
    ("https://harbour.example/", "is no host"), ("Harbour.example", "is no host"), ("", "is no host"), ("../harbour.example", "is no host"),
])
def test_domains(tmp_path: Path, domain: str, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        scaffold(domain, [page()], tmp_path, TODAY)


@pytest.mark.parametrize(("pages", "said"), [
    ([], f"a site begins with 1 to {MOST_PAGES} pages"), ([page()] * (MOST_PAGES + 1), f"a site begins with 1 to {MOST_PAGES} pages"),
    ([page(url="https://other.example/a")], "saved/Night ferry.html: is a page of other.example, not of harbour.example."),
    ([page(url="nonsense")], "saved/Night ferry.html: is a page of nonsense, not of harbour.example."),
    ([GivenPage("cat.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9)], "cat.png: decode: "),
    ([GivenPage("empty.html", b"")], "empty.html: decode: "),
])
def test_pages(tmp_path: Path, pages: list[GivenPage], said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        scaffold(SITE, pages, tmp_path, TODAY)


def test_folders(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="is no folder; rules are kept in one"):
        scaffold(SITE, [page()], tmp_path / "file", TODAY)


def test_the_installed_rulebook_is_no_place_for_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.upkeep.scaffold.fixtures_of", lambda home: tmp_path / "nowhere")
    with pytest.raises(InputError, match="is the installed rulebook, which the next update replaces"):
        scaffold(SITE, [page()], shipped_shelf().root, TODAY)


def test_where_the_rulebook_is_worked_on_a_site_begins_beside_the_others() -> None:
    root = shipped_shelf().root
    result = scaffold(SITE, [page()], root, TODAY)
    assert result.site_file == root / "sites" / f"{SITE}.yaml"
    assert result.files[0].data.startswith(b"# yaml-language-server: $schema=../../schema/rules.schema.json\n")
    assert result.cases == (root.parent / "tests" / "fixtures" / "sites" / SITE / "night-ferry",)
    assert not any(file.path.exists() for file in result.files)


def test_a_page_without_an_article(tmp_path: Path) -> None:
    notes = made(tmp_path, GivenPage("a.html", b"<html><body><img src=x></body></html>", f"https://{SITE}/a")).notes
    assert notes == ("a.html: no article was found on it; write its body into expected.yaml yourself",)
