"""Loading: what is read when, whose rules act where, what survives pickling, and what names in files must lead somewhere."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cleaner.errors import RuleErrors
from cleaner.rules import shelf as shelf_module
from cleaner.rules.book import Rulebook
from cleaner.rules.check import check
from cleaner.rules.load import load_rules
from cleaner.rules.shelf import FOLDERS, Shelf, load_file, shipped_shelf


def rule(name: str, select: str = ".x") -> str:
    tests = '[{html: "<p>a</p><div class=x>b</div>", keeps: a, claims: b}]'
    return f"  - {{id: {name}, role: ad, why: It is one., select: {select}, tests: {tests}}}\n"


def written(path: Path, layer: str, more: str = "", *rules: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"version: 1\nlayer: {layer}\n{more}" + ("rules:\n" + "".join(map(rule, rules)) if rules else ""))
    return path


def names(files: tuple[object, ...]) -> list[str]:
    return [f"{f.folder}/{f.stem}" for f in files if f.folder.startswith("local")]  # type: ignore[attr-defined]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A folder of the user's with a file in each place."""
    written(tmp_path / "generic" / "boxes.yaml", "generic", "", "box")
    written(tmp_path / "languages" / "en.yaml", "language", "lang: [en]\nwords: [whither, thither]\n", "english")
    written(tmp_path / "languages" / "xx.yaml", "language", "lang: [xx]\nwords:\n- foo\n\n# a note\n- Bar\n")
    written(tmp_path / "families" / "velmora.yaml", "family", "fingerprint: {generator: Velmora}\n", "family-box")
    written(tmp_path / "sites" / "velmora-news.com.yaml", "site", "site: velmora-news.com\nhosts: [-shop.velmora-news.com]\n", "site-box")
    written(tmp_path / "everywhere.yaml", "local", "", "anywhere")
    written(tmp_path / "one.yaml", "local", "site: velmora-times.com\n", "there")
    written(tmp_path / "two.yaml", "site", "site: velmora-times.com\n", "there-too")
    written(tmp_path / "three.yaml", "language", "lang: [xx]\n", "spoken")
    (tmp_path / "notes.txt").write_text("no rules")
    return tmp_path


def test_the_shipped_rulebook_loads() -> None:
    book = load_rules()
    assert {f.layer for f in book.generic} == {"generic"}
    assert book.language_files("en")
    assert check() == []


def test_layers_of_a_folder(mine: Path) -> None:
    book = load_rules(mine)
    assert names(book.generic) == ["local/generic/boxes", "local/everywhere"]
    assert names(book.families) == ["local/families/velmora"]
    assert names(book.language_files("en")) == ["local/languages/en"]
    assert names(book.language_files("xx")) == ["local/languages/xx", "local/three"]
    assert {f.layer for f in (*book.language_files("xx"), *book.site_files("velmora-news.com"))} == {"local"}


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("velmora-news.com", ["local/sites/velmora-news.com"]), ("sport.velmora-news.com", ["local/sites/velmora-news.com"]),
        ("shop.velmora-news.com", []), ("a.shop.velmora-news.com", []), ("myvelmora-news.com", []), ("com", []), ("", []),
        ("velmora-times.com", ["local/one", "local/two"]), ("www2.velmora-times.com", ["local/one", "local/two"]),
    ],
)  # fmt: skip
def test_sites_by_host(mine: Path, host: str, found: list[str]) -> None:
    assert names(load_rules(mine).site_files(host)) == found


def test_only_these_hosts(tmp_path: Path) -> None:
    written(tmp_path / "sites" / "velmora.com.yaml", "site", "site: velmora.com\nhosts: [www.velmora.com, en.velmora.com]\n")
    book = load_rules(tmp_path)
    assert [h for h in ("velmora.com", "en.velmora.com", "fr.velmora.com") if book.site_files(h)] == ["velmora.com", "en.velmora.com"]


def test_full_ids_and_digests(mine: Path) -> None:
    book = load_rules(mine)
    files = [*book.generic, *book.site_files("velmora-news.com")]
    assert [f.full_id(r) for f in files for r in f.file.rules if f.layer == "local"] == [
        "local/generic/boxes/box", "local/everywhere/anywhere", "local/sites/velmora-news.com/site-box",
    ]  # fmt: skip
    digest = book.digest_for(files)
    assert digest == load_rules(mine).digest_for(files[::-1]) and digest.startswith("sha256:")
    written(mine / "everywhere.yaml", "local", "# a change\n", "anywhere")
    assert load_rules(mine).digest_for(load_rules(mine).generic) != book.digest_for(book.generic)


def test_files_of_sites_and_languages_are_read_when_needed(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = shelf_module.read_file
    monkeypatch.setattr(shelf_module, "read_file", lambda data, stem, *rest: (read.append(stem), real(data, stem, *rest))[1])
    book = load_rules(mine)
    assert sorted(read) == ["boxes", "everywhere", "one", "three", "two", "velmora"]
    common = book.common_words()
    assert sorted(read) == ["boxes", "everywhere", "one", "three", "two", "velmora"]
    assert common["xx"] == {"foo", "bar"} and common["en"] > {"whither", "thither"}
    for _ in range(2):
        book.site_files("velmora-news.com")
    assert read[6:] == ["velmora-news.com"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("words: [foo, bar]", {"foo", "bar"}), ("words:\n  - foo\n  - bar\nbyline: {by: [x]}", {"foo", "bar"}),
        ("words: [foo,\n  bar] # end", {"foo", "bar"}), ("words:\n- foo\n- bar", {"foo", "bar"}), ("byline: {by: [words]}", set()),
        ("byline:\n  by:\n    - x\ncredits: ['words: {words}']", set()),
        ('"words": [foo, bar]', {"foo", "bar"}), ("? words\n: [foo, bar]", {"foo", "bar"}),
        ("words:\n  [foo,\n  bar\n  ]\nrules: []", {"foo", "bar"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_words_alone_are_the_words_of_the_file(tmp_path: Path, text: str, words: set[str], ending: str) -> None:
    path = tmp_path / "languages" / "xx.yaml"
    path.parent.mkdir()
    path.write_bytes(f"version: 1\nlayer: language\nlang: [xx]\n{text}\n".replace("\n", ending).encode())
    shelf = Shelf(tmp_path, local=True)
    assert set(shelf.words(path)) == words == set(shelf.load("languages", path).file.words)


@pytest.mark.parametrize(
    "text",
    [
        "", "fingerprint: {generator: [Velm], token: ['.v-*']}", "fingerprint:\n  asset: [/v/]\n\n  # a note\n  meta: v:id\nlang: [en]",
        "lang: [en]\nfingerprint:\n  domains:\n  - velmora.com", '"fingerprint": {meta: [a]}',
    ],
)
def test_the_fingerprint_alone_is_the_fingerprint_of_the_file(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "families" / "velm.yaml", "family", text + "\n", "share-box")
    alone = Shelf(tmp_path, local=False).fingerprint(path)
    assert alone == Shelf(tmp_path, local=False).load("families", path).file.fingerprint


def test_shipped_families_are_the_same_by_their_fingerprint_alone() -> None:
    shelf = shipped_shelf()
    fresh = Shelf(shelf.root, local=False)
    for stem, path in shelf.paths["families"].items():
        assert fresh.fingerprint(path) == shelf.load("families", path).file.fingerprint, stem


def test_words_with_a_mistake_are_an_error_with_its_place(tmp_path: Path) -> None:
    path = written(tmp_path / "languages" / "xx.yaml", "language", "lang: [xx]\nwords: [the, on]\n")
    with pytest.raises(RuleErrors, match=r"xx\.yaml:4:14: write \"on\" in quotes"):
        Shelf(tmp_path, local=True).words(path)


def test_many_threads_read_a_file_once(mine: Path) -> None:
    book = load_rules(mine)
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.extend(book.site_files("velmora-news.com"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len(set(map(id, found))) == 1


def test_a_rulebook_survives_pickling_without_its_folder(mine: Path) -> None:
    book = load_rules(mine, sites=False)
    digest = book.digest_for([*book.generic, *book.families, *book.site_files("velmora-news.com")])
    packed = pickle.dumps(book)
    shutil.rmtree(mine)
    again, twice = pickle.loads(packed), pickle.loads(packed)
    assert isinstance(again, Rulebook) and not again.sites
    assert again is twice, "a worker that gets the rulebook with every page compiles it once"
    assert again.shelves[0] is shipped_shelf()
    assert again.digest_for([*again.generic, *again.families, *again.site_files("velmora-news.com")]) == digest
    assert names(again.language_files("xx")) == ["local/languages/xx", "local/three"]


def test_a_worker_has_the_rules_that_were_read_before_a_change_on_disk(mine: Path) -> None:
    book = load_rules(mine)
    written(mine / "everywhere.yaml", "local", "", "other")
    assert book.digest_for(pickle.loads(pickle.dumps(book)).generic) == book.digest_for(book.generic)


def test_without_shipped_sites_the_own_ones_act(mine: Path) -> None:
    assert names(load_rules(mine, sites=False).site_files("velmora-news.com")) == ["local/sites/velmora-news.com"]


#: File, what is in it beside version, the place of the mistake, what is said of it.
WRONG_FILES = [
    ("generic/a.yaml", "layer: site\nsite: velmora.com", "2:1", "files in generic/ have 'layer: generic', not site"),
    ("sites/a.yaml", "layer: generic", "2:1", "files in sites/ have 'layer: site', not generic"),
    ("sites/velmora.com.yaml", "layer: site", "2:1", "a site file names its 'site'"),
    ("sites/a.yaml", "layer: site\nsite: velmora.com", "3:1", "the file must have the name of its site, velmora.com.yaml"),
    ("a.yaml", "layer: local\nhosts: [velmora.com]", "3:1", "'hosts' are hosts of a 'site', which is missing"),
    ("languages/de.yaml", "layer: language", "2:1", "a language file names its 'lang'"),
    ("languages/de.yaml", "layer: language\nlang: [fr]", "3:1", "has the name fr.yaml or fr-….yaml"),
    ("generic/a.yaml", "layer: generic\ntimezone: Europe/London", "3:1", "'timezone' belongs to files of the layer site"),
    ("a.yaml", "layer: local\nbyline: {by: [by]}", "3:1", "'byline' belongs to files of the layer language"),
    ("sites/velmora.com.yaml", "layer: site\nsite: velmora.com\nfingerprint: {meta: x}", "4:1", "belongs to files of the layer family"),
    ("families/a.yaml", "layer: family\nfingerprint: {}", "3:14", "a fingerprint needs at least one mark"),
    ("families/a.yaml", "layer: family\nfingerprint: {token: body}", "3:22", "write .class or #id"),
    ("families/a.yaml", "layer: family\nfingerprint: {domains: com}", "3:24", "a public suffix"),
    ("languages/de.yaml", "layer: language\nlang: [de]\ndatelines: ['[A-Z]+:']", "4:13", "has no group"),
    ("languages/de.yaml", "layer: language\nlang: [de]\ndatelines: ['(?=x)']", "4:13", "is no RE2 pattern"),
    ("languages/de.yaml", "layer: language\nlang: [de]\ncredits: [Foto]", "4:11", "has no hole"),
    ("generic/a.yaml", "layer: generic\nrules:\n" + rule("box") * 2, "5:5", "'box' stands twice in this file; the first is in line 4"),
    ("generic/a.yaml", "layer: generic\nrules:\n" + rule("box", 'div > p'), "4:50", "no simple selector"),
    ("a.yaml", "layer: local\nrules:\n" + rule("box", 'div > > p'), "4:50", "no CSS selector"),
    ("a.yaml", "layer: local\nextends: [families/wordpess]", "1:1", "there is no family 'families/wordpess'"),
    ("a.yaml", "layer: local\ndisable: [{rule: generic/nothing/none, reason: x}]", "3:11", "there is no rule 'generic/nothing/none'"),
    ("a.yaml", "layer: local\noverride: [{rule: a/b/c, reason: x}]", "3:12", "an override changes where, status or valid"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "place", "said"), WRONG_FILES)
def test_mistakes_of_files(tmp_path: Path, name: str, text: str, place: str, said: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"version: 1\n{text}\n")
    found = check([tmp_path])
    assert [str(e) for e in found if str(e).startswith(f"{path}:{place}: ") and said in e.message], found
    assert len(found) == 1


def test_names_that_lead_nowhere_are_errors_when_the_file_is_needed(mine: Path) -> None:
    text = "site: velmora-post.com\ndisable: [{rule: local/generic/boxes/bok, reason: It is not one.}]\n"
    path = written(mine / "sites" / "velmora-post.com.yaml", "site", text)
    book = load_rules(mine)
    with pytest.raises(RuleErrors, match=r"4:11: there is no rule .*; did you mean 'local/generic/boxes/box'\?"):
        book.site_files("velmora-post.com")
    assert [e.line for e in check([path])] == [4]
    path.write_text(path.read_text().replace("/bok", "/box"))
    assert names(load_rules(mine).site_files("velmora-post.com")) == ["local/sites/velmora-post.com"]
    assert check([path]) == []


def test_names_that_lead_nowhere_in_files_for_all_pages_are_errors_at_once(mine: Path) -> None:
    written(mine / "generic" / "more.yaml", "generic", "disable: [{rule: local/everywhere/nowhere, reason: It is not one.}]\n")
    with pytest.raises(RuleErrors, match="there is no rule"):
        load_rules(mine)


@pytest.mark.parametrize("name", ["local/generic/boxes/box", "local/everywhere/anywhere", "local/sites/velmora-news.com/site-box"])
def test_rules_are_found_by_their_full_ids(mine: Path, name: str) -> None:
    book = load_rules(mine)
    assert book.has_rule(name)
    assert not book.has_rule(name + "x") and not book.has_rule(name.removeprefix("local/")) and not book.has_rule("x")


def test_all_mistakes_of_a_folder(mine: Path) -> None:
    written(mine / "generic" / "a.yaml", "generc")
    written(mine / "languages" / "b.yaml", "language")
    (mine / "sites" / "c.yaml").write_bytes(b"version: 1\nlayer: \xff")
    (mine / "sites" / "d.yml").mkdir()
    assert [(Path(e.path).name, e.line) for e in check([mine])] == [("a.yaml", 2), ("b.yaml", 2), ("c.yaml", 2), ("d.yml", 0)]


def test_two_files_of_one_name(tmp_path: Path) -> None:
    written(tmp_path / "a.yaml", "local")
    written(tmp_path / "a.yml", "local")
    with pytest.raises(RuleErrors, match=r"a\.yml: stands beside a\.yaml; rename one of them"):
        load_rules(tmp_path)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(RuleErrors, match="no folder of rules"):
        load_rules(tmp_path / "nothing")


def test_a_folder_may_be_given_by_a_path_that_ends_elsewhere(mine: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(mine.parent)
    packed = pickle.dumps(load_rules(mine.name))
    monkeypatch.chdir("/")
    assert names(pickle.loads(packed).generic) == ["local/generic/boxes", "local/everywhere"]


SHIPPED = [path for folder in FOLDERS for path in shipped_shelf().paths[folder].values()]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_shipped_file_reads_alike_with_and_without_its_checks(path: Path) -> None:
    folder = path.parent.name
    assert load_file(path, folder, "x").file == load_file(path, folder, "x", checked=False).file


def test_loading_imports_neither_lxml_nor_the_list_of_suffixes() -> None:
    code = "import sys; from cleaner import load_rules; load_rules(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"lxml", "cssselect", "publicsuffixlist"}.isdisjoint(done.stdout.split())
