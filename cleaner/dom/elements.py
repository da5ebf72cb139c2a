"""What an element says of itself: its tokens, whether it is hidden."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cleaner.dom.tags import NEVER_HIDDEN, STREAMED, UNSEEN_CLASSES

#: What is read of one attribute; pages exist with megabytes in a class.
MAX_ATTRIBUTE = 2000
_NO_TOKENS: frozenset[str] = frozenset()


@lru_cache(maxsize=16_384)
def tokens_of(classes: str, id_: str, itemprop: str, role: str) -> frozenset[str]:
    """Return the tokens of an element: ``.class``, ``#id``, ``@itemprop``, ``~role``."""
    found = ["." + c for c in classes[:MAX_ATTRIBUTE].split()]
    found += ["@" + c for c in itemprop[:MAX_ATTRIBUTE].split()]
    if id_:
        found.append("#" + id_[:MAX_ATTRIBUTE])
    if role:
        found.append("~" + role[:MAX_ATTRIBUTE])
    return frozenset(found)


def tokens(element: Any) -> frozenset[str]:
    """Return the tokens of an lxml element."""
    get = element.get
    classes, id_, itemprop, role = get("class", ""), get("id", ""), get("itemprop", ""), get("role", "")
    if classes or id_ or itemprop or role:
        return tokens_of(classes, id_, itemprop, role)
    return _NO_TOKENS


def hidden(element: Any, tag: str) -> bool:
    """Tell whether an element is hidden from readers by itself."""
    if tag in NEVER_HIDDEN:
        return False
    style = element.get("style")
    if style and "none" in style and "display:none" in style.replace(" ", "").lower():
        return True
    if element.get("hidden") is not None:
        return not element.get("id", "").startswith(STREAMED)
    return tag == "dialog" and element.get("open") is None


def unseen(element: Any) -> bool:
    """Tell whether an inline element is there for screen readers only."""
    classes = element.get("class")
    return bool(classes) and not UNSEEN_CLASSES.isdisjoint(classes[:MAX_ATTRIBUTE].split())
