"""One pass over the elements: blocks, nodes, microdata and the raw head.

The tree is only read. lxml's own walk takes the place of recursion, so depth costs memory and nothing else, and half of what a
stack in Python would. Inline elements are joined into the block around them; a block ends where a block-level element or a
line break does. Where one inline element wraps a whole block, it becomes that block's node, so that rules see its class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from lxml import etree

from cleaner.dom.elements import MAX_ATTRIBUTE, NO_TOKENS, hidden, tokens_of, unseen
from cleaner.dom.tags import BOLD, HEADINGS, INLINE, ITALIC, SKIPPED
from cleaner.text.fold import fold, visible
from cleaner.text.words import count_sentences, count_words
from cleaner.values import Block, ItemProp, Link, Node

#: Microdata properties that are kept, at most, and pieces and blocks of text that are looked at for one.
_MAX_ITEMS, _MAX_PIECES, _MAX_BLOCKS = 2000, 100, 20

Attributes: TypeAlias = Mapping[str, str]
_NO_ATTRIBUTES: Attributes = {}
#: What a walk stops at; comments and instructions stand only in trees of callers.
_EVENTS = ("start", "end", "comment", "pi")


class Walked(NamedTuple):
    """What a walk gives: see :class:`cleaner.values.Page` for each."""

    blocks: tuple[Block, ...]
    nodes: tuple[Node, ...]
    items: tuple[ItemProp, ...]
    matches: dict[str, tuple[tuple[int, int, str], ...]]


def walk(root: Any, marks: Mapping[Any, Sequence[str]] | None = None) -> Walked:
    """Return the blocks below ``root``, an lxml element.

    Args:
        root: the ``html`` element, or any other.
        marks: element → selectors that selected it; each such element begins and ends blocks of its own.
    """
    walker = _Walker(marks or {})
    walker.run(root)
    return Walked(tuple(walker.blocks), tuple(walker.nodes), tuple(walker.items), {k: tuple(v) for k, v in walker.matches.items()})


#: Places of a node's values: while the element is open its node is a list.
_PARENT, _DEPTH, _TAG, _START, _END = 1, 2, 3, 5, 6

Leave: TypeAlias = Callable[[Any], None]


class _Wrapper:
    """The outermost inline element with tokens that opened a block, while it may still wrap all of it."""

    __slots__ = ("closed", "element", "tag", "tokens")

    def __init__(self, element: Any, tag: str, tokens: frozenset[str]) -> None:
        self.element, self.tag, self.tokens, self.closed = element, tag, tokens, False


class _Walker:
    """The state of one walk."""

    def __init__(self, marks: Mapping[Any, Sequence[str]]) -> None:
        self.marks = marks
        self.blocks: list[Block] = []
        self.items: list[ItemProp] = []
        self.matches: dict[str, list[tuple[int, int, str]]] = {}
        self.nodes: list[Any] = []
        self.node = -1
        self.tag = ""
        self.scopes: list[tuple[str, str]] = [("", "")]
        self.anchors: list[Any] = []
        self.bold_open = 0
        self.italic_open = 0
        self.breaks = 0
        self.parts: list[str] = []
        self.links: list[Link] = []
        self.link_chars = self.link_start = 0
        self.begun = self.plain = self.upright = False
        self.datetime = ""
        self.wrapper: _Wrapper | None = None
        self.gathered = 0

    def run(self, root: Any) -> None:
        """Walk ``root`` to the end. It is a node whatever it is, and what follows it in a caller's tree is no part of it."""
        events = etree.iterwalk(root, events=_EVENTS)
        next(events)
        leaves: list[Leave | None] = [self._enter_block(root, root.tag if type(root.tag) is str else "html", dict(root.items()))]
        for event, element in events:
            if event == "start":
                leave = self._enter(element)
                leaves.append(leave)
                if leave is None:
                    events.skip_subtree()
                continue
            if event == "end" and (leave := leaves.pop()):
                leave(element)
            text = element.tail
            if text and element is not root:
                self._text(text)
        for _ in leaves:  # a root that is a comment has no end
            self._leave_block(root)
        self._flush()

    def _enter(self, element: Any) -> Leave | None:
        """Begin an element and return what to do at its end, None for one whose inside is not read."""
        tag = element.tag
        marked = bool(self.marks) and element in self.marks
        if tag == "br":
            self._flush()
            self.breaks += 1
            return None
        if tag in SKIPPED or (tag == "img" and not marked) or type(tag) is not str:  # a caller's tree may hold entities
            return None
        # One call for all attributes costs less than one for each of those that are looked at.
        given = element.items()
        attributes = dict(given) if given else _NO_ATTRIBUTES
        if hidden(attributes, tag):
            return None
        if marked or tag not in INLINE:
            return self._enter_block(element, tag, attributes)
        return None if unseen(attributes) else self._enter_inline(element, tag, attributes)

    def _text(self, text: str) -> None:
        self.parts.append(text)
        if self.anchors:
            self.link_chars += len(text) if len(text) < 20 else len(text.strip())
        if text.isspace():
            return
        self.begun = True
        if self.wrapper and self.wrapper.closed:
            self.wrapper = None
        if not self.italic_open:
            self.upright = True
        if not self.bold_open:
            self.plain = True

    def _enter_inline(self, element: Any, tag: str, attributes: Attributes) -> Leave:
        leave: Leave = self._leave_inline
        if tag == "a":
            self.anchors.append(element)
            leave = self._leave_link
            self.link_start = len(self.parts)
        elif tag in BOLD:
            self.bold_open += 1
            leave = self._leave_bold
        elif tag in ITALIC:
            self.italic_open += 1
            leave = self._leave_italic
        if attributes and not self.wrapper and not self.begun:
            tokens = tokens_of(attributes)
            if tokens:
                self.wrapper = _Wrapper(element, tag, tokens)
        if tag == "time" or attributes.get("itemprop") or "itemscope" in attributes:
            leave = self._with_item(attributes, tag, leave)
        if element.text:
            self._text(element.text)
        return leave

    def _leave_inline(self, element: Any) -> None:
        if self.wrapper and self.wrapper.element is element:
            self.wrapper.closed = True

    def _leave_bold(self, element: Any) -> None:
        self.bold_open -= 1
        self._leave_inline(element)

    def _leave_italic(self, element: Any) -> None:
        self.italic_open -= 1
        self._leave_inline(element)

    def _leave_link(self, element: Any) -> None:
        self._link(element)
        self.anchors.pop()
        self._leave_inline(element)

    def _link(self, element: Any) -> None:
        """Note the link that ``element`` is, as far as the block that is being gathered holds its text."""
        text = visible("".join(self.parts[self.link_start:]))
        if text:
            self.links.append(Link(text, element.get("href", "")[:MAX_ATTRIBUTE], element.get("rel", "")[:100]))
        self.link_start = len(self.parts)

    def _enter_block(self, element: Any, tag: str, attributes: Attributes) -> Leave:
        if self.parts:
            self._flush()
        self.breaks = 0
        nodes, above = self.nodes, self.node
        self.node, self.tag = len(nodes), tag
        depth = nodes[above][_DEPTH] + 1 if above >= 0 else 0
        nodes.append([self.node, above, depth, tag, tokens_of(attributes) if attributes else NO_TOKENS, len(self.blocks), -1])
        leave: Leave = self._leave_block
        if attributes.get("itemprop") or "itemscope" in attributes:
            leave = self._with_item(attributes, tag, leave)
        text = element.text
        if text:
            self._text(text)
        return leave

    def _leave_block(self, element: Any) -> None:
        if self.parts:
            self._flush()
        self.breaks = 0
        nodes, end = self.nodes, len(self.blocks)
        node = nodes[self.node]
        node[_END] = end
        if self.marks and element in self.marks:
            for selector in self.marks[element]:
                self.matches.setdefault(selector, []).append((node[_START], end, node[_TAG]))
        if node[_START] == end and self.node:
            nodes.pop()  # nothing stands in it, nor in a node after it
        else:
            nodes[self.node] = Node._make(node)
        self.node = node[_PARENT]
        self.tag = nodes[self.node][_TAG]

    def _with_item(self, attributes: Attributes, tag: str, leave: Leave) -> Leave:
        """Return a way to leave the element that also records its microdata."""
        name = attributes.get("itemprop", "")[:100]
        scope, within = self.scopes[-1]
        opens = "itemscope" in attributes
        if opens:
            kind = attributes.get("itemtype", "").rstrip("/").rpartition("/")[2][:100]
            self.scopes.append((kind, name))
        block, start, gathered = len(self.blocks), len(self.parts), self.gathered

        def leave_item(element: Any) -> None:
            if opens:
                self.scopes.pop()
            if (name or tag == "time") and len(self.items) < _MAX_ITEMS:
                self._item(element, ItemProp(name, "", "", block, scope, within), start if gathered == self.gathered else 0)
            leave(element)

        return leave_item

    def _item(self, element: Any, item: ItemProp, start: int) -> None:
        get = element.get
        value = get("content") or get("datetime") or get("href") or get("src") or ""
        inside = [b.text[:MAX_ATTRIBUTE] for b in self.blocks[item.block:item.block + _MAX_BLOCKS]]
        inside.append("".join(p[:MAX_ATTRIBUTE] for p in self.parts[start:start + _MAX_PIECES]))
        text = visible(" ".join(inside)[:4 * MAX_ATTRIBUTE])[:MAX_ATTRIBUTE]
        if get("datetime") and len(self.blocks) == item.block:
            self.datetime = self.datetime or get("datetime")[:100]
        self.items.append(item._replace(value=value[:MAX_ATTRIBUTE].strip(), text=text))

    def _flush(self) -> None:
        """End the block that is being gathered, if there is any text."""
        if self.begun:
            raw = "".join(self.parts)
            text = raw.strip("\n").rstrip() if self.tag == "pre" else visible(raw)
            if text and not text.isspace():
                if self.anchors:
                    self._link(self.anchors[-1])
                self._add(text)
                self.breaks = 0
            self.links = []
            self.begun = self.plain = self.upright = False
        elif not self.parts:
            return
        self.parts = []
        self.link_chars = self.link_start = 0
        self.datetime = ""
        self.gathered += 1
        if self.wrapper and self.wrapper.closed:
            self.wrapper = None

    def _add(self, text: str) -> None:
        index, node, tag = len(self.blocks), self.node, self.tag
        continues = self.breaks == 1 and index > 0 and self._follows(node)
        if self.wrapper:
            node = self._wrapper_node(self.wrapper, index)
        self.blocks.append(Block(
            index, text, fold(text), tag, node, count_words(text), min(self.link_chars, len(text)), tuple(self.links),
            continues, not self.plain or tag in HEADINGS, self.datetime, count_sentences(text),
            not self.upright,
        ))

    def _follows(self, node: int) -> bool:
        """Tell whether the block before stands in ``node``, by itself or in a wrapper directly inside."""
        last = self.blocks[-1].node
        return last == node or self.nodes[last][_PARENT] == node

    def _wrapper_node(self, wrapper: _Wrapper, block: int) -> int:
        index = len(self.nodes)
        self.nodes.append(Node(index, self.node, self.nodes[self.node][_DEPTH] + 1, wrapper.tag, wrapper.tokens, block, block + 1))
        return index
