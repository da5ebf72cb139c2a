"""Patterns that most pages do not need, compiled when they are first asked: a start would pay a quarter of a millisecond for each."""

from __future__ import annotations

import re
from typing import Any, AnyStr


class _Late:
    """Stands for a compiled pattern; each of its methods stands here itself once it was asked for."""

    def __init__(self, *given: Any) -> None:
        self._given = given

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(re.compile(*self._given), name)
        setattr(self, name, value)
        return value


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what ``re.compile`` does, but compiled only when it is used."""
    made: Any = _Late(pattern, flags)
    return made  # type: ignore[no-any-return]
