"""Which rules a page gets: none that are not for it, and the nearer file's word for what several say."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from cleaner.rules.book import Rulebook
from cleaner.rules.choose import Chosen, PageFacts, choose
from cleaner.rules.compile import Lines
from cleaner.rules.shelf import Shelf
from cleaner.values import Meta, Structured

RULE = "rules:\n- {{id: {id}, role: ad, why: It is one., lines: [{id}], tests: [{{lines: '- {id}\n\n= other'}}]{more}}}\n"
LAYERS = {"generic": "generic", "languages": "language", "families": "family", "sites": "site", "": "local"}

#: A small rulebook of one's own: file → what it says beside its layer.
SHIPPED = {
    "generic/boxes": RULE.format(id="box", more=""),
    "generic/german": "lang: de\n" + RULE.format(id="kasten", more=""),
    "generic/new": RULE.format(id="new", more=", status: proposed"),
    "generic/old": RULE.format(id="old", more=", valid: {from: 2023-05-01, until: 2024-01-31}"),
    "languages/en": "lang: en\nwords: [the, and]\n" + RULE.format(id="english", more=""),
    "languages/en-more": "lang: en\n" + RULE.format(id="more", more=""),
    "languages/de": "lang: de\nwords: [der, und]\n" + RULE.format(id="deutsch", more=""),
    "families/press": "fingerprint: {generator: PressWorks, meta: press-id, token: [.press-page, '#press', '.pw-*'], asset: /pressworks/, "
                      "domains: [velmora-group.com]}\nfields: {title: {from: {css: .family}}}\n" + RULE.format(id="pressed", more=""),
    "families/plain": "fingerprint: {meta: no-page-has-it}\n" + RULE.format(id="plain", more=""),
    "sites/velmora-post.com": "site: velmora-post.com\nnames: [Velmora Post]\ntimezone: Europe/Paris\ndate_order: DMY\n"
                              "extends: [families/plain]\n"
                              "fields: {title: {from: {css: .site}}}\n" + RULE.format(id="posted", more=""),
    "sites/bare.com": "site: bare.com\ngeneric: false\n" + RULE.format(id="bare", more=""),
    "sites/changed.com": "site: changed.com\ndisable: [{rule: generic/boxes/box, reason: It is content here.}]\noverride:\n"
                         "- {rule: languages/en/english, reason: Only at the end., where: {zone: tail}}\n"
                         "- {rule: generic/new/new, reason: Tried here., status: stable}\n"
                         "- {rule: generic/old/old, reason: Longer., valid: {from: 2020-01-01}}\n"
                         "- {rule: languages/en-more/more, reason: Not here., status: proposed}\n",
}


def _write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        folder = name.rpartition("/")[0]
        path = root / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"version: 1\nlayer: {LAYERS[folder]}\n{text}", encoding="utf-8")
    return root


@pytest.fixture
def shipped(tmp_path: Path) -> Shelf:
    return Shelf(_write(tmp_path / "shipped", SHIPPED), local=False)


def _chosen(
    book: Rulebook, host: str = "", *languages: str, head: Structured | None = None, fetched: datetime.date | None = None,
) -> Chosen:
    return choose(book, PageFacts(host, languages, head or Structured(), fetched))


def _acting(chosen: Chosen) -> set[str]:
    """Return the ids of the rules that act, without their folders."""
    rules = (chosen.active.rule(tables, number) for tables in chosen.active.tables for number in range(len(tables.rules)))
    return {rule.id.rpartition("/")[2] for rule in rules if rule}


GENERAL = {"box", "old", "english", "more"}


# ---- who acts

@pytest.mark.parametrize(("host", "languages", "acting"), [
    ("", (), GENERAL), ("unknown.org", ("en",), GENERAL), ("velmora-post.com.evil.org", (), GENERAL), ("notvelmora-post.com", (), GENERAL),
    ("", ("fr",), GENERAL), ("", ("de",), GENERAL | {"kasten", "deutsch"}), ("", ("fr", "de"), GENERAL | {"kasten", "deutsch"}),
    ("velmora-post.com", (), GENERAL | {"posted", "plain"}), ("news.velmora-post.com", (), GENERAL | {"posted", "plain"}),
    ("bare.com", ("de",), {"bare"}), ("changed.com", (), {"old", "english", "new"}),
])
def test_who_acts(shipped: Shelf, host: str, languages: tuple[str, ...], acting: set[str]) -> None:
    assert _acting(_chosen(Rulebook([shipped]), host, *languages)) == acting


def _head(**given: Any) -> Structured:
    return Structured(**given)


@pytest.mark.parametrize(("host", "head"), [
    ("", _head()), ("", _head(metas=(Meta("generator", "Works of the press"),))), ("", _head(metas=(Meta("author", "PressWorks"),))),
    ("", _head(metas=(Meta("press", "1"),))), ("", _head(assets=("/press/works.js",))),
    ("", _head(root_tokens=frozenset({".press", "#press-page", ".x-pw-1"}))),
    ("velmora-group.com.evil.org", _head()), ("notvelmora-group.com", _head()),
])
def test_pages_of_no_family(shipped: Shelf, host: str, head: Structured) -> None:
    assert "pressed" not in _acting(_chosen(Rulebook([shipped]), host, head=head))


@pytest.mark.parametrize(("host", "head"), [
    ("", _head(metas=(Meta("generator", "pressworks 7.2"),))), ("", _head(metas=(Meta("press-id", ""),))),
    ("", _head(assets=("https://x.org/pressworks/a.js",))),
    ("", _head(root_tokens=frozenset({".press-page"}))), ("", _head(root_tokens=frozenset({"#press"}))),
    ("", _head(root_tokens=frozenset({".pw-article"}))),
    ("velmora-group.com", _head()), ("news.velmora-group.com", _head()),
])
def test_pages_of_a_family(shipped: Shelf, host: str, head: Structured) -> None:
    assert "pressed" in _acting(_chosen(Rulebook([shipped]), host, head=head))


def test_without_shipped_sites(shipped: Shelf) -> None:
    assert _acting(_chosen(Rulebook([shipped], sites=False), "velmora-post.com")) == GENERAL


# ---- what is changed

def test_what_a_site_disables_and_overrides(shipped: Shelf) -> None:
    chosen = _chosen(Rulebook([shipped]), "changed.com", fetched=datetime.date(2021, 1, 1))
    rules = {r.id: r for tables in chosen.active.tables for i in range(len(tables.rules)) if (r := chosen.active.rule(tables, i))}
    assert rules.keys() == {"generic/old/old", "generic/new/new", "languages/en/english"}
    assert rules["languages/en/english"].where.zone == {"tail"}
    assert rules["languages/en/english"].rule.lines == ("english",)


def test_what_a_site_changes_is_changed_on_its_pages_only(shipped: Shelf) -> None:
    book = Rulebook([shipped])
    before = _acting(_chosen(book))
    _chosen(book, "changed.com")
    assert _acting(_chosen(book)) == before == GENERAL


def test_a_proposed_rule_that_a_site_tries_finds_its_lines(shipped: Shelf) -> None:
    book = Rulebook([shipped])
    for host, found in (("", False), ("changed.com", True)):
        active = _chosen(book, host).active
        hits = [active.rule(t, n) for t in active.tables for n, _ in t.line_keys(Lines((0,), ("new",), (b"new",))).get(0, ())]
        assert any(hits) == found


@pytest.mark.parametrize(("fetched", "acts"),
    [(None, True), ("2023-04-30", False), ("2023-05-01", True), ("2024-01-31", True), ("2024-02-01", False)])
def test_validity_windows(shipped: Shelf, fetched: str | None, acts: bool) -> None:
    day = datetime.date.fromisoformat(fetched) if fetched else None
    assert ("old" in _acting(_chosen(Rulebook([shipped]), fetched=day))) == acts


# ---- the user's own

OWN = {
    "everywhere": RULE.format(id="mine", more=""), "swiss": "lang: [fr, de]\n" + RULE.format(id="swiss", more=""),
    "off": "disable: [{rule: generic/boxes/box, reason: I like it.}]\n", "generic/own": RULE.format(id="owned", more=""),
    "sites/velmora-post.com": "site: velmora-post.com\nnames: [The Post]\ntimezone: Europe/Rome\n"
                              "fields: {title: {from: {css: .own}}, lead: {from: {css: .own}}}\n",
}


def test_own_rules_lie_over_the_shipped(shipped: Shelf, tmp_path: Path) -> None:
    book = Rulebook([shipped, Shelf(_write(tmp_path / "own", OWN), local=True)])
    assert _acting(_chosen(book)) == (GENERAL - {"box"}) | {"mine", "owned"}
    assert _acting(_chosen(book, "", "de")) >= {"mine", "owned", "swiss", "kasten"}
    # a shipped site switches off shipped general rules, not the user's
    assert _acting(_chosen(book, "bare.com")) == {"bare", "mine", "owned"}
    layers = {r.id: r.layer for t in _chosen(book, "bare.com").active.tables for r in t.rules}
    assert layers == {"sites/bare.com/bare": "site", "local/everywhere/mine": "local", "local/generic/own/owned": "local"}


def test_the_nearest_file_has_the_word(shipped: Shelf, tmp_path: Path) -> None:
    own = Shelf(_write(tmp_path / "own", OWN), local=True)
    family = _head(metas=(Meta("press-id", "1"),))
    for book, host, css in (
        (Rulebook([shipped]), "", ".family"), (Rulebook([shipped]), "velmora-post.com", ".site"),
        (Rulebook([shipped, own]), "velmora-post.com", ".own"),
    ):
        assert _chosen(book, host, head=family).fields["title"].take[0].css == css
    chosen = _chosen(Rulebook([shipped, own]), "velmora-post.com")
    assert (chosen.names, chosen.timezone, chosen.date_order) == (("Velmora Post", "The Post"), "Europe/Rome", "DMY")
    unknown = _chosen(Rulebook([shipped, own]), "unknown.org")
    assert (unknown.names, unknown.timezone, unknown.date_order, unknown.fields) == ((), "", "", {})


def test_words_of_languages_are_there_even_where_their_rules_are_off(shipped: Shelf) -> None:
    chosen = _chosen(Rulebook([shipped]), "bare.com", "de")
    assert {f.stem for f in chosen.spoken} == {"de", "en", "en-more"}


# ---- digests

def test_digests_are_of_the_files_that_act_in_whatever_order(shipped: Shelf, tmp_path: Path) -> None:
    one, other = (Shelf(_write(tmp_path / name, {name: RULE.format(id=name, more="")}), local=True) for name in ("one", "other"))
    digests = {
        "shipped": _chosen(Rulebook([shipped])).digest, "german": _chosen(Rulebook([shipped]), "", "de").digest,
        "site": _chosen(Rulebook([shipped]), "bare.com").digest, "one": _chosen(Rulebook([shipped, one])).digest,
        "both": _chosen(Rulebook([shipped, one, other])).digest,
    }
    assert len(set(digests.values())) == len(digests)
    assert all(d.startswith("sha256:") and len(d) == 71 for d in digests.values())
    assert _chosen(Rulebook([shipped, other, one])).digest == digests["both"]
    assert _chosen(Rulebook([Shelf(shipped.root, local=False)])).digest == digests["shipped"]
    (shipped.root / "generic" / "boxes.yaml").write_text(f"version: 1\nlayer: generic\n{SHIPPED['generic/boxes']}\n")
    assert _chosen(Rulebook([Shelf(shipped.root, local=False)])).digest != digests["shipped"]
