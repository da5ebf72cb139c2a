"""Settings for all tests: the same examples in every run, no time limits on a busy machine. Scrapy's pipeline without a crawler."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("reproducible", derandomize=True, deadline=None)
settings.load_profile("reproducible")


@pytest.fixture
def scrapy_pipeline(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Return a function that makes Scrapy's pipeline with settings (``FIELD=""``) and stats; it cleans without a reactor."""
    from scrapy.settings import Settings
    from scrapy.statscollectors import MemoryStatsCollector

    import cleaner.integrations.scrapy as module

    class Stats(MemoryStatsCollector):
        def __init__(self) -> None:
            self._dump, self._stats = False, {}

    async def here(reactor: Any, pool: Any, function: Any, *args: Any) -> Any:
        return function(*args)

    monkeypatch.setattr(module, "deferToThreadPool", here)
    monkeypatch.setattr(module, "maybe_deferred_to_future", lambda found: found)

    def make(**named: Any) -> Any:
        wishes = module.Wishes.of(Settings({f"CLEAN_NEWS_{name}": value for name, value in named.items()}))
        return module.CleanNewsPipeline(wishes, Stats())

    return make
