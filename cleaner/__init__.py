"""clean-news: news pages into clean article records, by rules that people can read, test and repair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.version import __version__

if TYPE_CHECKING:
    from cleaner.article import Article, Caption
    from cleaner.errors import CleanNewsError, InputError, PageError, RuleError, RuleErrors
    from cleaner.explain import Explanation
    from cleaner.memory.memory import Memory
    from cleaner.pipeline import Cleaner, clean
    from cleaner.rules.book import Rulebook
    from cleaner.rules.load import load_rules

__all__ = [
    "Article", "Caption", "CleanNewsError", "Cleaner", "Explanation", "InputError", "Memory", "PageError", "RuleError", "RuleErrors",
    "Rulebook", "__version__", "clean", "load_rules",
]

#: Public name → module: each is imported when it is first asked for, so that ``clean-news --version`` costs nothing.
_HOMES = {
    "Article": "cleaner.article", "Caption": "cleaner.article", "CleanNewsError": "cleaner.errors", "InputError": "cleaner.errors",
    "PageError": "cleaner.errors", "RuleError": "cleaner.errors", "RuleErrors": "cleaner.errors", "Explanation": "cleaner.explain",
    "Memory": "cleaner.memory.memory", "Cleaner": "cleaner.pipeline", "clean": "cleaner.pipeline", "Rulebook": "cleaner.rules.book",
    "load_rules": "cleaner.rules.load",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
