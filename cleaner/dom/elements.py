"""What an element says of itself: its tokens, whether it is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

from cleaner.dom.tags import NEVER_HIDDEN, STREAMED, UNSEEN_CLASSES

#: What is read of one attribute; pages exist with megabytes in a class.
MAX_ATTRIBUTE = 2000
Attributes: TypeAlias = Mapping[str, str]
#: The attributes and the tokens of an element without any.
NO_ATTRIBUTES: Attributes = {}
NO_TOKENS: frozenset[str] = frozenset()
#: The attributes beside the class that name an element, hide it or make it an item.
_TELLING = frozenset({"id", "itemprop", "itemscope", "role", "style", "hidden"})
_UNSEEN_TOKENS = frozenset("." + name for name in UNSEEN_CLASSES)


def shown_tokens(attributes: Attributes, tag: str) -> frozenset[str] | None:
    """Return the tokens of an element (:func:`tokens_of`), None for one that is hidden."""
    if _TELLING.isdisjoint(attributes):  # nearly nine in ten elements: their class says all
        classes = attributes.get("class")
        return class_tokens(classes) if classes else NO_TOKENS
    return None if hidden(attributes, tag) else tokens_of(attributes)


@lru_cache(maxsize=4096)
def class_tokens(classes: str) -> frozenset[str]:
    """Return the tokens of an element that has a class and nothing else."""
    return _tokens(classes, "", "", "")


def tokens_of(attributes: Attributes) -> frozenset[str]:
    """Return the tokens of an element: ``.class``, ``#id``, ``@itemprop``, ``~role``."""
    get = attributes.get
    return named_tokens(get("class", ""), get("id", ""), get("itemprop", ""), get("role", ""))


@lru_cache(maxsize=4096)
def named_tokens(classes: str, id_: str, itemprop: str, role: str) -> frozenset[str]:
    """Return the tokens of an element with these attributes, "" for one that it has not. Pages repeat a few hundred of them."""
    return _tokens(classes, id_, itemprop, role)


def _tokens(classes: str, id_: str, itemprop: str, role: str) -> frozenset[str]:
    found = ["." + c for c in classes[:MAX_ATTRIBUTE].split()]
    found += ["@" + c for c in itemprop[:MAX_ATTRIBUTE].split()]
    if id_:
        found.append("#" + id_[:MAX_ATTRIBUTE])
    if role:
        found.append("~" + role[:MAX_ATTRIBUTE])
    return frozenset(found) if found else NO_TOKENS


def hidden(attributes: Attributes, tag: str) -> bool:
    """Tell whether an element is hidden from readers by itself."""
    if tag in NEVER_HIDDEN:
        return False
    style = attributes.get("style")
    if style and "none" in style and "display:none" in style.replace(" ", "").lower():
        return True
    return "hidden" in attributes and not attributes.get("id", "").startswith(STREAMED)


def unseen(tokens: frozenset[str]) -> bool:
    """Tell whether an inline element with these tokens is there for screen readers only."""
    return not _UNSEEN_TOKENS.isdisjoint(tokens)
