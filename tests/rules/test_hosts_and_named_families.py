"""Site files of a host, and families that only the sites which extend them get."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.errors import RuleErrors
from cleaner.rules.load import load_rules

SITE = "harbour-courier.org"
RULE = """
rules:
  - id: box
    role: promo
    why: It stands beside the story.
    select: '{select}'
    tests:
      - html: '<div><b>x</b><p class="plug">One</p></div><p>Two.</p>'
        claims: [One]
        keeps: ['Two.']
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(path.name + ".yaml").write_text("version: 1\n" + text, encoding="utf-8")
    return folder


def stems(folder: Path, host: str) -> list[str]:
    return [f.stem for f in load_rules(folder).site_files(host)]


def test_a_file_may_have_the_name_of_a_host_of_its_site(tmp_path: Path) -> None:
    files = {f"sites__{name}": f"layer: site\nsite: {SITE}\n" for name in (SITE, f"trams.{SITE}", f"www.{SITE}")}
    write(tmp_path, **files)
    assert stems(tmp_path, f"trams.{SITE}") == [f"trams.{SITE}"]
    assert stems(tmp_path, f"old.trams.{SITE}") == [f"trams.{SITE}"]
    assert stems(tmp_path, f"ferries.{SITE}") == [SITE]
    assert stems(tmp_path, SITE) == [f"www.{SITE}"]


@pytest.mark.parametrize("name", ["other-paper.org", f"not{SITE}", f"{SITE}.org"])
def test_a_file_of_another_name_is_a_mistake(tmp_path: Path, name: str) -> None:
    write(tmp_path, **{f"sites__{name}": f"layer: site\nsite: {SITE}\n"})
    with pytest.raises(RuleErrors, match="the file must have the name of its site"):
        load_rules(tmp_path).site_files(name)


def test_a_family_without_a_fingerprint_may_ask_for_any_css(tmp_path: Path) -> None:
    from cleaner.pipeline import Options, clean_page

    write(tmp_path, **{
        "families__paper": "layer: family" + RULE.format(select="div > b + p[class]"),
        f"sites__{SITE}": f"layer: site\nsite: {SITE}\nextends: [families/paper]\n",
    })
    book = load_rules(tmp_path)
    html = "<html lang=en><body><div><b>x</b><p class=plug>The harbour choir sings on the quay.</p></div></body></html>"
    hosts = (SITE, "other-paper.org")
    removed = [{r.rule for r in clean_page(html, book, Options(f"https://{host}/1"))[1].removed} for host in hosts]
    assert ["local/families/paper/box" in rules for rules in removed] == [True, False]


def test_a_family_with_a_fingerprint_may_not(tmp_path: Path) -> None:
    write(tmp_path, families__paper="layer: family\nfingerprint: {generator: Paper}" + RULE.format(select="div > b + p[class]"))
    with pytest.raises(RuleErrors, match="no simple selector"):
        load_rules(tmp_path)
