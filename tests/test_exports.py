"""What ``import cleaner`` gives, and what it does not load."""

from __future__ import annotations

import subprocess
import sys

import pytest

import cleaner

#: Slow to import, and not needed by every page or command.
HEAVY = {
    "babel", "bs4", "cssselect", "dateparser", "htmldate", "jinja2", "lxml", "publicsuffixlist", "re2", "trafilatura", "yaml",
}  # fmt: skip

API = {
    "Article", "CleanNewsError", "Cleaner", "InputError", "PageError", "RuleError", "RuleErrors", "__version__",
    "clean", "load_rules",
}  # fmt: skip


def test_the_api_is_there() -> None:
    assert set(cleaner.__all__) >= API


@pytest.mark.parametrize("name", sorted(cleaner.__all__))
def test_name_resolves_and_is_documented(name: str) -> None:
    value = getattr(cleaner, name)
    assert isinstance(value, str) or value.__doc__


@pytest.mark.parametrize("module", ["cleaner", "cleaner.cli"])
def test_import_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted(m for m in sys.modules if '.' not in m))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY.isdisjoint(done.stdout.split())
