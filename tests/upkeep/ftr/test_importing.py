"""Configs to rule files: they load, pass their tests, act on the right hosts; families; what is worse than none stays out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.errors import InputError
from cleaner.rules.check import read_all
from cleaner.rules.load import load_rules
from cleaner.upkeep.ftr.conversion import Converter
from cleaner.upkeep.ftr.importing import REPORT, import_ftr
from cleaner.upkeep.ftr.keeping import keep_if_better
from cleaner.upkeep.given import GivenPage
from cleaner.upkeep.states import see
from cleaner.upkeep.testing import run_tests

SITE = "harbour-courier.org"
STORY = (
    "The last of the nine sunken trams was lifted out of the harbour on Tuesday, four months after the storm that took them.",
    "Divers had spent the morning fastening straps below the carriage, which lay on its side beneath three metres of mud.",
    "A crowd of some two hundred people watched from the quay and clapped when the roof with its yellow lamps came up.",
)
PLUG = "The harbour choir sings on the quay at noon on Sunday, and everybody who knows the words is welcome to join in."
COMMON = "body: //div[@id='story']\nstrip_id_or_class: plug\nstrip: //div[@class='late']\nauthor: //b[@class='who']\n"


def page(number: int = 1, host: str = SITE, gold: bool = True) -> GivenPage:
    said = [f"Report {number}: {STORY[0]}", *STORY[1:]]
    inner = "".join(f"<p>{p}</p>" for p in said)
    html = f"<html lang=en><title>A tram</title><body><div id=story>{inner}<div class=plug><p>{PLUG}</p></div></div></body></html>"
    return GivenPage(f"p{number}", html, f"https://{host}/t/{number}", kind="html", gold={"body": "\n\n".join(said)} if gold else None)


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_the_files_load_pass_their_tests_and_act(tmp_path: Path) -> None:
    made = import_ftr([write(tmp_path / "in", **{SITE: COMMON + "strip: //p[starts-with(., 'Foto:')]\nstrip: //ul/li[last()]"})])
    made.write(tmp_path / "out")
    assert read_all([tmp_path / "out"]).mistakes == ()
    results = run_tests([tmp_path / "out"])
    assert results
    assert [r for r in results if r.differences] == []
    bare, full = load_rules(), load_rules(tmp_path / "out")
    assert PLUG in see(page(), bare).article.body
    assert PLUG not in see(page(), full).article.body
    assert STORY[2] in see(page(), full).article.body


def test_a_file_acts_on_the_hosts_that_its_config_is_for(tmp_path: Path) -> None:
    texts = {SITE: "body: //main", f".{SITE}": "body: //article", f"trams.{SITE}": "body: //section", ".other-paper.org": "body: //div"}
    made = import_ftr([write(tmp_path / "in", **texts)])
    made.write(tmp_path / "out")
    book = load_rules(tmp_path / "out")
    found = {host: [f.content.select for f in book.site_files(host) if f.content] for host in
             (SITE, f"trams.{SITE}", f"ferries.{SITE}", "a.other-paper.org", "other-paper.org", "third-paper.org")}
    assert found == {
        SITE: [("main",)], f"trams.{SITE}": [("section",)], f"ferries.{SITE}": [("article",)], "a.other-paper.org": [("div",)],
        "other-paper.org": [("div",)], "third-paper.org": [],
    }


def test_without_a_config_for_all_hosts_a_config_is_for_its_host_alone(tmp_path: Path) -> None:
    made = import_ftr([write(tmp_path / "in", **{SITE: "body: //main"})])
    made.write(tmp_path / "out")
    book = load_rules(tmp_path / "out")
    assert [f.stem for f in book.site_files(SITE)] == [SITE]
    assert list(book.site_files(f"trams.{SITE}")) == []


def test_configs_that_say_nearly_the_same_become_a_family(tmp_path: Path) -> None:
    texts = {f"paper-{i}.org": COMMON for i in range(3)}
    texts |= {"paper-4.org": COMMON + "strip: //div[@class='own']\n", "lone.org": "body: //main"}
    made = import_ftr([write(tmp_path / "in", **texts)])
    made.write(tmp_path / "out")
    assert made.summary()["families"] == 1
    assert made.summary()["in_families"] == 4
    assert {r.source: r.family for r in made.reports}["lone.org.txt"] == ""
    assert "own" in made.files["sites/paper-4.org.yaml"]
    assert "rules:" not in made.files["sites/paper-1.org.yaml"]
    assert read_all([tmp_path / "out"]).mistakes == ()
    assert [r for r in run_tests([tmp_path / "out"]) if r.differences] == []
    book = load_rules(tmp_path / "out")
    assert PLUG not in see(page(host="paper-2.org"), book).article.body
    assert PLUG in see(page(host="lone.org"), book).article.body


def test_two_sites_make_no_family(tmp_path: Path) -> None:
    made = import_ftr([write(tmp_path / "in", **{"paper-1.org": COMMON, "paper-2.org": COMMON})])
    assert made.summary()["families"] == 0


def test_a_file_that_is_worse_than_none_is_left_out_and_told(tmp_path: Path) -> None:
    texts = {SITE: COMMON, "bad-paper.org": "strip: //div[@id='story']/p[1]\n", "unseen.org": "strip: //p[@class='x']\n"}
    made = import_ftr([write(tmp_path / "in", **texts)])
    pages = [*(page(n) for n in range(2)), *(page(n, "bad-paper.org") for n in range(2)), page(9, "unseen.org", gold=False)]
    kept, judged = keep_if_better(made, pages)
    assert {stem: found.worse for stem, found in judged.items()} == {"bad-paper.org": True, SITE: False}
    assert sorted(n for n in kept.files if n.startswith("sites/")) == [f"sites/{SITE}.yaml", "sites/unseen.org.yaml"]
    out = {r.source: (r.left_out, r.note) for r in kept.reports}
    assert out["bad-paper.org.txt"][0] and "on 2 pages with gold" in out["bad-paper.org.txt"][1]
    assert not out[f"{SITE}.txt"][0]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    made = import_ftr([write(tmp_path / "in", **{SITE: COMMON})])
    made.write(tmp_path / "out")
    with pytest.raises(InputError, match="is not overwritten"):
        made.write(tmp_path / "out")


def test_the_report_stands_beside_the_rules_and_is_no_rule_file(tmp_path: Path) -> None:
    made = import_ftr([write(tmp_path / "in", **{SITE: COMMON + "footnotes: yes\n"})])
    made.write(tmp_path / "out")
    report = json.loads((tmp_path / "out" / REPORT).read_text(encoding="utf-8"))
    assert report["summary"]["verdicts"]["partly"] == 1
    assert report["configs"][0]["left"][0]["directive"] == "footnotes: yes"
    load_rules(tmp_path / "out")


@pytest.mark.parametrize("name", ["nothing-here", "empty"])
def test_a_path_that_gives_nothing_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=name):
        import_ftr([tmp_path / name])


def test_a_config_that_is_no_text_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / f"{SITE}.txt").write_bytes(bytes(range(256)) * 20)
    assert import_ftr([tmp_path / f"{SITE}.txt"]).reports[0].verdict == "not at all"


STEP = st.sampled_from(["//", "/", "//div/", "//section//"])
TEST = st.sampled_from(["p", "div", "*", "li", "a", "table", "ul", "h2", "span", "figure"])
WHICH = st.sampled_from([
    "", "[1]", "[last()]", "[@id='x']", "[@class='a b']", "[contains(@class,'ad')]", "[.//a]", "[not(@id)]", "[@id or @class='q']",
    "[starts-with(., 'Sail on')]", "[.='Sail on']", "[position()>1]", "[a/@href='/']", "[following-sibling::p]", "[not(ancestor::b)]",
])
TAIL = st.sampled_from([
    "", "/ancestor::div[1]", "/parent::*", "/following-sibling::*[1]", "/following-sibling::p", "/preceding-sibling::h2[1]",
])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(xpaths=st.lists(st.tuples(STEP, TEST, WHICH, WHICH, TAIL).map("".join), min_size=1, max_size=4))
def test_whatever_is_stripped_is_a_rule_that_passes_its_tests_or_is_told(
    converter: Converter, tmp_path_factory: pytest.TempPathFactory, xpaths: list[str],
) -> None:
    folder = tmp_path_factory.mktemp("any")
    made = import_ftr([write(folder / "in", **{SITE: "".join(f"strip: {x}\n" for x in xpaths)})], book=load_rules(sites=False))
    assert all(o.state == "mapped" or o.reason for o in made.reports[0].outcomes)
    made.write(folder / "out")
    assert read_all([folder / "out"]).mistakes == ()
    assert [r for r in run_tests([folder / "out"]) if r.differences] == []
