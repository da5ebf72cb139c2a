"""What setup.cfg says is what the tree holds, and the rulebook is where the package looks for it."""

from __future__ import annotations

import configparser
import re
from importlib import resources
from importlib.metadata import version
from pathlib import Path

import cleaner.version

ROOT = Path(__file__).parent.parent


def _setup() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def test_every_package_is_listed() -> None:
    found = {".".join(p.parent.relative_to(ROOT).parts) for p in (ROOT / "cleaner").rglob("__init__.py")}
    listed = set(_setup()["options"]["packages"].split())
    assert listed == found | {"cleaner.rulebook"}


def test_the_rulebook_is_mapped_to_the_top_level_folder() -> None:
    assert _setup()["options"]["package_dir"].split() == ["cleaner.rulebook", "=", "rules"]
    assert (ROOT / "rules" / "__init__.py").is_file(), "without it an editable install cannot import the rulebook"


def test_the_rulebook_is_found_through_the_package() -> None:
    shipped = {p.name for p in resources.files("cleaner.rulebook").joinpath("generic").iterdir()}
    assert shipped >= {p.name for p in (ROOT / "rules" / "generic").glob("*.yaml")}


def test_the_rulebook_holds_only_what_package_data_takes() -> None:
    files = {p.suffix for p in (ROOT / "rules").rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    assert files <= {".yaml", ".json", ".py"}


def test_every_file_that_is_no_module_is_package_data() -> None:
    data = dict(_setup()["options.package_data"])
    for path in (ROOT / "cleaner").rglob("*"):
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts:
            package = ".".join(path.parent.relative_to(ROOT).parts)
            patterns = [pattern.strip() for pattern in data.get(package, "").split(",")]
            assert any(path.match(pattern) for pattern in patterns if pattern), f"{path} is in no wheel"


def test_version() -> None:
    assert _setup()["metadata"]["version"] == "attr: cleaner.version.__version__"
    assert version("clean-news") == cleaner.version.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+(\.dev\d+)?", cleaner.version.__version__)


def test_the_oldest_libraries_of_tox_are_the_bounds_of_setup_cfg() -> None:
    bounds = dict(re.findall(r"(?m)^([\w-]+)>=([\w.]+)$", _setup()["options"]["install_requires"]))
    pins = dict(re.findall(r"(?m)^ +([\w-]+)==([\w.]+)$", (ROOT / "tox.ini").read_text(encoding="utf-8")))
    assert bounds.keys() == pins.keys()
    assert [name for name, bound in bounds.items() if not (pins[name] + ".").startswith(bound + ".")] == []
