"""Names of elements that will be there tomorrow: no hashes, no numbers of single articles, no bare tags, no positions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaner.claims import GUARDED_TAGS
from cleaner.dom.tags import INLINE
from cleaner.upkeep.lint.selectors import is_hashed
from cleaner.values import ARTICLE_BODY, Node

#: A class or id that needs no escapes. A figure of three digits and more numbers articles, boxes or grids.
_NAME = re.compile(r"-?[A-Za-z_][A-Za-z0-9_-]{2,40}")
_NUMBERED = re.compile(r"[0-9]{3}")
_FRAME = frozenset({"html", "body"})


def selectors_of(node: Node) -> Iterator[str]:
    """Yield the selectors by which an element may be named: ``#id``, ``tag.class``, ``[itemprop=x]``, each for one name.

    Inline elements have none: a selector that met one in the midst of a paragraph would cut it in two.
    """
    if node.tag in INLINE or node.tag in _FRAME:
        return
    for token in sorted(node.tokens):
        mark, name = token[0], token[1:]
        if not _NAME.fullmatch(name) or _NUMBERED.search(name) or is_hashed(name):
            continue
        if mark == "#":
            yield f"{node.tag}#{name}"
        elif mark == ".":
            yield f"{node.tag}.{name}"
        elif mark == "@":
            yield f'{node.tag}[itemprop="{name}"]'


def is_guarded(selector: str) -> bool:
    """Tell whether a selector names an element that no rule may claim as chrome."""
    tag, _, name = selector.partition("[")
    return re.split(r"[.#]", tag, maxsplit=1)[0] in GUARDED_TAGS or ARTICLE_BODY[1:] in name
