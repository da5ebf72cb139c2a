"""What an element says of itself: its tokens, whether it is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from cleaner.dom.tags import NEVER_HIDDEN, STREAMED, UNSEEN_CLASSES

#: What is read of one attribute; pages exist with megabytes in a class.
MAX_ATTRIBUTE = 2000
#: The tokens of an element without any.
NO_TOKENS: frozenset[str] = frozenset()


def tokens_of(attributes: Mapping[str, str]) -> frozenset[str]:
    """Return the tokens of an element: ``.class``, ``#id``, ``@itemprop``, ``~role``."""
    get = attributes.get
    return named_tokens(get("class", ""), get("id", ""), get("itemprop", ""), get("role", ""))


@lru_cache(maxsize=16_384)
def named_tokens(classes: str, id_: str, itemprop: str, role: str) -> frozenset[str]:
    """Return the tokens of an element with these attributes, "" for one that it has not. Pages repeat a few hundred of them."""
    found = ["." + c for c in classes[:MAX_ATTRIBUTE].split()]
    found += ["@" + c for c in itemprop[:MAX_ATTRIBUTE].split()]
    if id_:
        found.append("#" + id_[:MAX_ATTRIBUTE])
    if role:
        found.append("~" + role[:MAX_ATTRIBUTE])
    return frozenset(found) if found else NO_TOKENS


def hidden(attributes: Mapping[str, str], tag: str) -> bool:
    """Tell whether an element is hidden from readers by itself."""
    if tag in NEVER_HIDDEN:
        return False
    style = attributes.get("style")
    if style and "none" in style and "display:none" in style.replace(" ", "").lower():
        return True
    if "hidden" in attributes:
        return not attributes.get("id", "").startswith(STREAMED)
    return tag == "dialog" and "open" not in attributes


def unseen(attributes: Mapping[str, str]) -> bool:
    """Tell whether an inline element is there for screen readers only."""
    classes = attributes.get("class")
    return classes is not None and not UNSEEN_CLASSES.isdisjoint(classes[:MAX_ATTRIBUTE].split())
