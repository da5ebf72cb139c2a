"""The tests of a folder of rules: which are found, what they give, and which rules none of them makes fire."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.errors import InputError, RuleErrors
from cleaner.rules.files import rule_paths
from cleaner.upkeep.outcomes import TestResult
from cleaner.upkeep.suite import PageUnit, RuleUnit, collect, run_all, uncovered
from cleaner.upkeep.updating import revisions

SITE = "harbour.example"
PROSE = (
    "The night ferry to the island left the old quay on Friday for the first time in eleven years, with a harp on board.",
    "Captain Ines Rolvaag, who sailed the last crossing as a deckhand, said that the bridge had been bad for sleep.",
    "The ferry sails on Fridays until the end of September, and the harp, which belongs to the cook, stays on board.",
)
PAGE = (
    f'<html lang=en><head><title>Ferry sails</title></head><body><h1>Ferry sails</h1><div class=text><p>{PROSE[0]}</p>'
    f"<div class=crew><p>Join the crew.</p></div><p>{PROSE[1]}</p><p>{PROSE[2]}</p></div></body></html>"
)
#: ``crew`` acts on the page; nothing on the page is of the class ``mast``.
RULE = """\
  - id: {name}
    role: promo
    why: The box stands between the paragraphs.
    select: [".{name}"]
    tests:
      - html: '<p>The harp stays.</p><div class={fires}>Join</div>'
        {claims}
        keeps: ["The harp stays."]
      - html: '<div class={fires}>Join</div><p>The harp stays.</p>'
        claims: ["{second}"]
"""
CREW = RULE.format(name="crew", fires="crew", claims='claims: ["Join"]', second="Join")


def _site_file(rules: str, fixtures: str = "", content: str = ".text") -> str:
    return f"version: 1\nlayer: site\nsite: {SITE}\nlang: en\ncontent: {{select: ['{content}']}}\n{fixtures}rules:\n{rules}"


def write_rules(home: Path, rules: str = CREW, fixtures: str = "", content: str = ".text") -> Path:
    path = home / "sites" / f"{SITE}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_site_file(rules, fixtures, content), encoding="utf-8")
    return path


def write_case(home: Path, name: str = f"{SITE}/ferry", expected: str = "title: Ferry sails\n", meta: str = "") -> Path:
    folder = home / "fixtures" / name
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "meta.yaml").write_text(f"url: https://{SITE}/news/ferry\n{meta}", encoding="utf-8")
    (folder / "expected.yaml").write_text(expected, encoding="utf-8")
    return folder


def _ids(*paths: Path, only: str = "", fixtures: Path | None = None) -> list[str]:
    suite = collect(paths, only=only, fixtures=fixtures)
    return [result.id for run in run_all(suite) for result in run.results]


def _results(*paths: Path, fixtures: Path | None = None) -> list[TestResult]:
    suite = collect(paths, fixtures=fixtures)
    return [*suite.lost, *(result for run in run_all(suite) for result in run.results)]


def _uncovered(*paths: Path) -> list[str]:
    suite = collect(paths)
    return [result.subject for result in uncovered(suite, {rule for run in run_all(suite) for rule in run.fired})]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write_rules(tmp_path / "mine")
    return tmp_path / "mine"


OWN = [f"local/sites/{SITE}/crew/{n}" for n in (1, 2)]


def test_page_tests_are_no_rule_files(home: Path) -> None:
    write_case(home)
    assert [path.name for path, *_ in rule_paths([home])] == [f"{SITE}.yaml"]


@pytest.mark.parametrize(("below", "cases"), [
    (".", [f"{SITE}/ferry/title", "other.example/ferry/title", "loose/title"]), ("sites", [f"{SITE}/ferry/title"]),
    (f"sites/{SITE}.yaml", [f"{SITE}/ferry/title"]),
])
def test_page_tests_of_a_folder_and_of_a_file(home: Path, below: str, cases: list[str]) -> None:
    for name in (f"{SITE}/ferry", "other.example/ferry", "loose"):
        write_case(home, name)
    assert sorted(_ids(home / below)) == sorted([*OWN, *cases])


def test_page_tests_elsewhere(home: Path, tmp_path: Path) -> None:
    write_case(home)
    write_case(tmp_path / "other", "ferry-2")
    assert _ids(home, fixtures=tmp_path / "other" / "fixtures") == [*OWN, "ferry-2/title"]


def test_a_part_of_the_tests(home: Path) -> None:
    write_case(home, expected="title: Ferry sails\nlead: null\n")
    assert _ids(home, only="crew/2") == OWN[1:]
    assert _ids(home, only="/ferry/lead") == [f"{SITE}/ferry/lead"]
    assert _ids(home, only="mast") == []


def test_a_page_with_and_without_the_rules_of_sites(home: Path) -> None:
    write_case(home, meta="sites: [true, false]\n")
    assert _ids(home)[2:] == [f"{SITE}/ferry/title", f"{SITE}/ferry (generic)/title"]


def test_what_passes_and_what_does_not(home: Path) -> None:
    body = "".join(f"  - {text!r}\n" for text in PROSE)
    write_case(home, expected=f"title: Ferry sinks\nlead: null\nbody:\n{body}removed: [Join the crew.]\nhits: {{{SITE}/crew: 1}}\n")
    failed = [result for result in _results(home) if not result.passed]
    assert [(r.kind, r.id, r.message) for r in failed] == [
        ("page", f"{SITE}/ferry/title", "wrong: title is 'Ferry sails', not 'Ferry sinks'"),
    ]
    assert failed[0].at == f"{home}/fixtures/{SITE}/ferry/expected.yaml:1"


def test_a_page_that_cannot_be_cleaned(home: Path) -> None:
    (write_case(home) / "page.html").write_bytes(b"")
    assert [r.message for r in _results(home) if r.kind == "page"] == ["wrong: the page cannot be cleaned: decode: the page is empty"]


def test_a_page_test_that_the_site_file_names_and_nobody_has_made(home: Path) -> None:
    write_case(home)
    path = write_rules(home, fixtures="fixtures:\n- {page: ferry}\n- {page: bridge}\n")
    [lost] = collect([home]).lost
    assert (lost.id, lost.at) == (f"{SITE}/bridge/page", f"{path}:8")
    assert lost.message == f"missing: there is no folder {home}/fixtures/{SITE}/bridge"


@pytest.mark.parametrize(("text", "error"), [("version: 1\nlayer: side\n", RuleErrors), (None, InputError)])
def test_wrong_files(home: Path, text: str | None, error: type[Exception]) -> None:
    case = write_case(home)
    if text is None:
        (case / "meta.yaml").unlink()
    else:
        (home / "sites" / f"{SITE}.yaml").write_text(text)
    with pytest.raises(error):
        collect([home])


# ---- coverage

NEVER = RULE.format(name="mast", fires="nobody", claims='claims: ["Join"]', second="Join")


def test_every_rule_fires_in_its_own_tests(home: Path) -> None:
    assert _uncovered(home) == []


def test_a_rule_that_no_test_makes_fire(home: Path) -> None:
    write_rules(home, CREW + NEVER)
    write_case(home)
    assert _uncovered(home) == [f"local/sites/{SITE}/mast"]


def test_a_page_makes_up_for_a_rules_own_tests(home: Path) -> None:
    never = RULE.format(name="crew", fires="nobody", claims='claims: ["Join"]', second="Join")
    write_rules(home, never)
    assert _uncovered(home) == [f"local/sites/{SITE}/crew"]
    write_case(home)
    assert _uncovered(home) == []


def test_what_another_rule_took_does_not_count(home: Path) -> None:
    # The box is gone from the page and the expectation is met, but it is not the rule "mast" that took it.
    write_rules(home, CREW + NEVER)
    write_case(home, expected="removed: [Join the crew.]\n")
    assert [r.passed for r in _results(home) if r.kind == "page"] == [True]
    assert _uncovered(home) == [f"local/sites/{SITE}/mast"]


# ---- the shipped rulebook

def test_the_shipped_rulebook_has_its_page_tests() -> None:
    suite = collect()
    units = suite.units
    assert sum(isinstance(unit, PageUnit) for unit in units) > 90
    assert sum(isinstance(unit, RuleUnit) for unit in units) > 1000
    assert suite.lost == ()


def test_a_shipped_file_has_its_own_page_tests_only() -> None:
    root = Path(__file__).parents[2] / "rules"
    site = min((root / "sites").glob("*.yaml"))
    cases = {unit.case.site for unit in collect([site]).units if isinstance(unit, PageUnit)}
    assert cases == {site.stem}
    assert not [unit for unit in collect([root / "generic"]).units if isinstance(unit, PageUnit)]


# ---- updating

def _revisions(home: Path) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    suite = collect([home])
    return [(r.case, r.fields, r.unsettled) for r in revisions(zip(suite.units, run_all(suite), strict=True))]


def test_nothing_to_update(home: Path) -> None:
    write_case(home)
    assert _revisions(home) == []


def test_what_fails_is_rewritten_and_then_passes(home: Path) -> None:
    case = write_case(home, expected="# mine\ntitle: Ferry sinks\nlead: null\nbody: [One.]\n")
    suite = collect([home])
    [revision] = revisions(zip(suite.units, run_all(suite), strict=True))
    assert revision.fields == ("title", "body")
    assert (case / "expected.yaml").read_text().startswith("# mine\ntitle: Ferry sinks\n"), "nothing is written unasked"
    revision.write()
    assert (case / "expected.yaml").read_text().startswith('# mine\ntitle: "Ferry sails"\nlead: null\nbody:\n  - "The night')
    assert [r.message for r in _results(home) if not r.passed] == []


def test_what_differs_with_and_without_sites_is_left_to_a_person(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    write_case(home, expected="title: Ferry sinks\nlead: null\nextractor: nobody\n", meta="sites: [true, false]\n")
    suite = collect([home])
    pairs = list(zip(suite.units, run_all(suite), strict=True))
    unit, run = pairs[-1]
    assert run.found is not None
    pairs[-1] = unit, run._replace(found=run.found._replace(record={**run.found.record, "extractor": "somebody"}))
    assert [(r.fields, r.unsettled) for r in revisions(pairs)] == [(("title",), ("extractor",))]
