"""The whole evaluation over a corpus of a few pages: what it counts, prints and keeps."""

from __future__ import annotations

import gzip
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from evaluate import STATE, main
from folds import write_folds
from tables import aligned, figure_table

PROSE = (
    "The ferry to Little Sark ran for the last time on Friday, with the mayor, a brass band and four goats on board.",
    "Nobody had expected the harbour master to sing, but he did, and the passengers joined in at the second verse.",
    "“We will miss the smell of the engine,” said Ada Holm, who has taken the early boat to work for thirty years.",
    "A tunnel will take its place next spring; the council put its cost at nine million crowns, two more than planned.",
    "Shopkeepers on the quay worry about the summer, when most of their customers used to come by water.",
    "The boat itself has been sold to a museum in the north, where children will be allowed to sound the horn.",
)
BODY = "\n\n".join(PROSE)
ELSEWHERE = "Words that stand only in the gold."
HEAD = "<title>The Last Ferry</title><meta property=og:type content=article>"


def _html(*paragraphs: str) -> str:
    inside = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f"<html><head>{HEAD}</head><body><article><h1>The Last Ferry</h1>{inside}</article></body></html>"


def _corpus(at: Path, ending: str, pages: dict[str, tuple[str, dict[str, Any]]]) -> str:
    (at / "pages").mkdir(parents=True)
    lines = []
    for name, (source, gold) in pages.items():
        (at / "pages" / f"{name}.{ending}").write_bytes(gzip.compress(source.encode()))
        lines.append(json.dumps({"id": name, "url": f"https://{name}.example/a", "html": f"pages/{name}.{ending}", "gold": gold}))
    (at / "cases.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(at)


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    pages = {
        "right": (_html(*PROSE), {"body": BODY, "title": "The Last Ferry"}),
        "short": (_html(*PROSE), {"body": f"{BODY}\n\n{ELSEWHERE}", "title": "Another"}),
        "empty": (" ", {"body": BODY}),
    }
    texts = {"plain": (BODY, {"body": BODY}), "markup": (f"<p>{BODY}", {"body": f"<p>{BODY}"})}
    return [_corpus(tmp_path / "made-pages", "html.gz", pages), _corpus(tmp_path / "made-texts", "txt.gz", texts)]


def test_a_page_is_judged_with_weights_that_have_not_seen_its_domain(
    folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    """The fold that has not seen ``right.example`` takes nothing for body; the one of all others is as shipped."""
    shipped = json.loads((files("cleaner.rulebook") / "finder" / "weights.json").read_text(encoding="utf-8"))
    nothing = {look: {**shipped["html"][look], "trees": [], "base": -9.0} for look in ("first", "second")}
    blind = {**shipped, "html": {**shipped["html"], **nothing}}
    write_folds(tmp_path / "folds", [shipped, blind], {"html": {"right.example": 1}, "text": {}})
    out = tmp_path / "out.json"
    main([folders[0], "--folds", str(tmp_path / "folds"), "--state", str(tmp_path / "state.json"), "--json", str(out)])
    pages = {page["id"]: page for page in json.loads(out.read_text(encoding="utf-8"))["corpora"]["made-pages"]["pages"]}
    assert {name: pages[name]["extractor"] for name in ("right", "short")} == {"right": "trafilatura", "short": "finder"}
    assert "generic unseen" in json.loads((tmp_path / "state.json").read_text(encoding="utf-8"))


def test_everything_is_counted_and_kept(folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state, out = tmp_path / "kept" / "state.json", tmp_path / "out.json"
    assert main([*folders, "--worst", "3", "--losses", "--state", str(state), "--json", str(out)]) == 1
    data = json.loads(out.read_text(encoding="utf-8"))
    figures = {name: corpus["figures"] for name, corpus in data["corpora"].items()}
    assert {name: (f["cases"], f["errors"]) for name, f in figures.items()} == {"made-pages": (3, 1), "made-texts": (2, 0)}
    assert figures["made-pages"]["title"] == 0.5
    assert figures["made-pages"]["body_exact"] == pytest.approx(1 / 3, abs=1e-4)
    right, short, empty = data["corpora"]["made-pages"]["pages"]
    assert right["figures"]["body_exact"] == 1 and not right["look"]["missing"] and not right["look"]["surplus"]
    assert short["look"]["unseen"] > 0 and short["wrong"] == {"title": ["Another", "The Last Ferry"]}
    assert empty["extractor"] == "error" and empty["error"] and empty["figures"]["word_f1"] == 0
    said = capsys.readouterr().out
    assert "before" not in said
    order = [said.index(f"made-pages/{name}") for name in ("empty", "short")]
    assert order == sorted(order) and "made-pages/right" not in said
    kept = json.loads(state.read_text(encoding="utf-8"))["generic"]
    assert {name: run["figures"] for name, run in kept.items()} == figures


def test_a_text_is_never_read_as_markup(folders: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    main([folders[1], "--state", str(tmp_path / "state.json"), "--json", str(out)])
    markup = json.loads(out.read_text(encoding="utf-8"))["corpora"]["made-texts"]["pages"][1]
    assert markup["figures"]["body_exact"] == 1


def test_a_run_stands_beside_the_one_before_of_its_own_kind(folders: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    earlier = {"figures": {"cases": 2, "body_f1": 0.5, "errors": 0}}
    state = tmp_path / "state.json"
    state.write_text(json.dumps({"generic": {"made-texts": earlier, "other": earlier}, "sites": {"made-texts": earlier}}), encoding="utf-8")
    main([folders[1], "--every", "2", "--state", str(state)])
    assert "before" not in capsys.readouterr().out
    main([folders[1], "--state", str(state)])
    said = capsys.readouterr().out
    assert ".5000" in said and "+.5000" in said
    kept = json.loads(state.read_text(encoding="utf-8"))
    assert kept["generic"]["other"] == kept["sites"]["made-texts"] == earlier
    assert kept["generic"]["made-texts"]["figures"]["body_f1"] == 1
    assert kept["generic/2"]["made-texts"]["figures"]["cases"] == 1


@pytest.mark.parametrize(("words", "told"), [
    (["nowhere"], "no cases.jsonl in"), ([".", "."], "more than one folder"), ([".", "--every", "0"], "--every"),
])
def test_wrong_arguments_are_told(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(words)
    assert told in capsys.readouterr().err


def test_the_state_is_kept_where_git_does_not_look() -> None:
    root = Path(__file__).parents[2]
    assert root / "work" / "evaluate.json" == STATE
    assert "/work/" in (root / ".gitignore").read_text(encoding="utf-8").split()


def test_differences_have_signs() -> None:
    now = {"made": {"cases": 4, "body_f1": 0.95, "title": 0.5, "ms_median": 12.34, "errors": 0}}
    before = {"made": {"cases": 4, "body_f1": 0.9512, "ms_median": 10.0, "errors": 2}}
    rows = [line.split() for line in figure_table(now, before).splitlines()]
    assert rows[0] == ["corpus", "pages", "body_f1", "title", "ms", "errors"]
    assert rows[1] == ["made", "4", ".9500", ".5000", "12.3", "0"]
    assert rows[2] == ["before", "4", ".9512", "-", "10.0", "2"]
    assert rows[3] == ["change", "=", "-.0012", "+2.3", "-2"]


def test_columns_stand_below_each_other() -> None:
    assert aligned([["a", "b"], ["long", "1"], ["x", "100"]]) == "a       b\nlong    1\nx     100"
