"""Site files and their page tests belong together: every file has one, every rule acts in one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
import yaml

from cleaner import Cleaner, load_rules

FIXTURES = Path(__file__).parent / "fixtures" / "sites"
RULES = Path(__file__).parent.parent / "rules" / "sites"
SITES = sorted(path.stem for path in RULES.glob("*.yaml"))


@lru_cache(1)
def _cleaner() -> Cleaner:
    return Cleaner(load_rules())


def _pages(site: str) -> list[str]:
    return [fixture["page"] for fixture in _file(site).get("fixtures", [])]


def _file(site: str) -> dict[str, list[dict[str, str]]]:
    loaded = yaml.safe_load((RULES / f"{site}.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def _acting(site: str) -> set[str]:
    """Return the ids of all rules that claim a block on one of the site's pages, whether they win or not."""
    found: set[str] = set()
    for name in _pages(site):
        folder = FIXTURES / site / name
        url = yaml.safe_load((folder / "meta.yaml").read_text(encoding="utf-8"))["url"]
        for block in _cleaner().explain((folder / "page.html").read_bytes(), url=url).blocks:
            found.update((block.rule, *(rule for rule, _ in block.losing)))
    return found


@pytest.mark.parametrize("site", SITES)
def test_site_has_page_tests(site: str) -> None:
    assert _pages(site) == sorted(p.name for p in (FIXTURES / site).iterdir())


@pytest.mark.parametrize("site", SITES)
def test_every_rule_acts_on_a_page(site: str) -> None:
    wanted = {f"sites/{site}/{rule['id']}" for rule in _file(site).get("rules", [])}
    assert wanted - _acting(site) == set()


def test_no_page_without_a_site() -> None:
    assert sorted(p.name for p in FIXTURES.iterdir()) == SITES
