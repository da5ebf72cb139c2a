"""Microdata: the properties and times of a page, as a walk meets them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cleaner.dom.elements import MAX_ATTRIBUTE, Attributes
from cleaner.text.fold import visible
from cleaner.values import Block, ItemProp

#: Properties that are kept, at most.
_MAX_ITEMS = 2000
#: Blocks and pieces of text that are looked at for one, at most.
MOST_BLOCKS, MOST_PIECES = 20, 100


class Items:
    """The properties found so far, and the scopes that are open."""

    def __init__(self) -> None:
        self.found: list[ItemProp] = []
        self._scopes: list[tuple[str, str]] = [("", "")]

    def begin(self, attributes: Attributes, block: int) -> ItemProp:
        """Return the property that an element with these attributes begins, without its value; a scope that it opens is open then.

        Args:
            attributes: the element's.
            block: index of the first block that may stand in it.
        """
        name = attributes.get("itemprop", "")[:100]
        scope, within = self._scopes[-1]
        if "itemscope" in attributes:
            kind = attributes.get("itemtype", "").rstrip("/").rpartition("/")[2][:100]
            self._scopes.append((kind, name))
        return ItemProp(name, "", "", block, scope, within)

    def end_scope(self) -> None:
        """Close the scope that was opened last."""
        self._scopes.pop()

    def add(self, element: Any, item: ItemProp, blocks: Sequence[Block], pieces: Sequence[str]) -> None:
        """Keep a property with its value: what an attribute says, and the text.

        Args:
            element: the element, at its end.
            item: what :meth:`begin` gave.
            blocks: the first blocks since it began, :data:`MOST_BLOCKS` at most.
            pieces: the first pieces of text since then that are no block yet, :data:`MOST_PIECES` at most.
        """
        if len(self.found) >= _MAX_ITEMS:
            return
        get = element.get
        value = get("content") or get("datetime") or get("href") or get("src") or ""
        inside = [block.text[:MAX_ATTRIBUTE] for block in blocks]
        inside.append("".join([piece[:MAX_ATTRIBUTE] for piece in pieces]))
        text = visible(" ".join(inside)[:4 * MAX_ATTRIBUTE])[:MAX_ATTRIBUTE]
        self.found.append(item._replace(value=value[:MAX_ATTRIBUTE].strip(), text=text))
