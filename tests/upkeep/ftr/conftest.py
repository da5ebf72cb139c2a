"""A converter with the shipped generic rules, made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cleaner.rules.load import load_rules
from cleaner.upkeep.ftr.conversion import Converter

Configs = Callable[..., Path]


@pytest.fixture(scope="session")
def converter() -> Converter:
    return Converter(load_rules(sites=False))


@pytest.fixture
def configs(tmp_path: Path) -> Configs:
    """Give a maker of config folders: ``configs(**{"harbour-courier.org": "body: //article"})``."""

    def make(**texts: str) -> Path:
        folder = tmp_path / "configs"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        return folder

    return make
