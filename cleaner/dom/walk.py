"""One pass over the elements: blocks, nodes, microdata and the raw head.

The tree is only read. lxml's own walk takes the place of recursion, so depth costs memory and nothing else, and half of what a
stack in Python would. Inline elements are joined into the block around them; a block ends where a block-level element or a
line break does. Where one inline element wraps a whole block, it becomes that block's node, so that rules see its class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from lxml import etree

from cleaner.dom.elements import MAX_ATTRIBUTE, NO_ATTRIBUTES, NO_TOKENS, Attributes, class_tokens, shown_tokens, tokens_of, unseen
from cleaner.dom.items import MOST_BLOCKS, MOST_PIECES, Items
from cleaner.dom.tags import BOLD, HEADINGS, ITALIC, KINDS, unread
from cleaner.text.fold import visible
from cleaner.text.measure import Measured, measured, measured_visible
from cleaner.values import Block, ItemProp, Link, Node, maker

#: Characters below which a text inside a link is counted with the blanks at its ends.
_SHORT = 20
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
    return Walked(tuple(walker.blocks), tuple(walker.nodes), tuple(walker.items.found), {k: tuple(v) for k, v in walker.matches.items()})


#: Places of a node's values: while the element is open its node is a list.
_PARENT, _DEPTH, _TAG, _START, _END = 1, 2, 3, 5, 6
_make_node, _make_block, _make_link = maker(Node), maker(Block), maker(Link)

Leave: TypeAlias = Callable[[Any], None]


class _Walker:
    """The state of one walk."""

    def __init__(self, marks: Mapping[Any, Sequence[str]]) -> None:
        self.marks = marks
        self.blocks: list[Block] = []
        self.items = Items()
        self.matches: dict[str, list[tuple[int, int, str]]] = {}
        self.nodes: list[Any] = []
        self.node, self.tag = 0, ""
        self.leave_block: Leave = self._leave_block  # bound once
        self.anchors: list[Attributes] = []
        self.bold_open = 0
        self.italic_open = 0
        self.breaks = 0
        self.parts: list[str] = []
        self.links: list[Link] = []
        self.link_chars = self.link_start = 0
        self.begun = self.plain = self.upright = False
        self.datetime = ""
        # The outermost inline element with tokens that opened a block (element, tag, tokens), while it may still wrap all of it;
        # once it is closed, more text is text beside it.
        self.wrapper: tuple[Any, str, frozenset[str]] | None = None
        self.wrapper_closed = False
        self.gathered = 0

    def run(self, root: Any) -> None:
        """Walk ``root`` to the end. It is a node whatever it is, and what follows it in a caller's tree is no part of it."""
        events = etree.iterwalk(root, events=_EVENTS)
        next(events)
        parts, anchors, enter, take, skip = self.parts, self.anchors, self._enter, self._text, events.skip_subtree
        attributes, self.tag = dict(root.items()), root.tag if type(root.tag) is str else "html"
        self.nodes.append([0, -1, 0, self.tag, tokens_of(attributes), 0, -1])
        leaves: list[Leave | None] = [self._leaving(self.tag, attributes)]
        text = root.text
        for event, element in events:
            if text:
                if not text.isspace():
                    take(text)
                else:  # most texts do nothing but lay out the source
                    parts.append(text)
                    if anchors and len(text) < _SHORT:
                        self.link_chars += len(text)
            if event == "start":
                leave = enter(element)
                leaves.append(leave)
                if leave is None:
                    skip()
                text = leave and element.text
            else:
                if event == "end" and (leave := leaves.pop()):
                    leave(element)
                text = element.tail
        for _ in leaves:  # a root that is a comment has no end
            self._leave_block(root)
        self._flush()

    def _enter(self, element: Any) -> Leave | None:
        """Begin an element and return what to do at its end, None for one whose inside is not read."""
        tag = element.tag
        kind = KINDS.get(tag)  # most elements are blocks, and of these most have a class and nothing else
        if kind and (kind := self._kind(element, kind)) == "unread":
            return None
        # One call for all attributes costs less than one for each of those that are looked at.
        given = element.items()
        attributes, tokens = NO_ATTRIBUTES, NO_TOKENS
        if len(given) == 1 and given[0][0] == "class":
            tokens = class_tokens(given[0][1])
        elif given:
            attributes = dict(given)
            if (shown := shown_tokens(attributes, tag)) is None:
                return None
            tokens = shown
        if kind:
            return None if tokens and unseen(tokens) else self._enter_inline(element, tag, tokens, attributes)
        if self.parts:
            self._flush()
        self.breaks = 0
        nodes, above = self.nodes, self.node
        self.node, self.tag = len(nodes), tag
        nodes.append([self.node, above, nodes[above][_DEPTH] + 1, tag, tokens, len(self.blocks), -1])
        return self._leaving(tag, attributes) if attributes else self.leave_block

    def _kind(self, element: Any, kind: str) -> str:
        """Return ``inline``, ``unread`` for an element whose inside is not read, "" for one that is a block after all."""
        if kind == "break":
            self._flush()
            self.breaks += 1
            return "unread"
        if self.marks and element in self.marks and kind in ("inline", "picture"):
            return ""
        if kind == "inline":
            return kind
        return "unread" if unread(element, kind) else ""

    def _text(self, text: str) -> None:
        self.parts.append(text)
        if self.anchors:
            self.link_chars += len(text) if len(text) < _SHORT else len(text.strip())
        self.begun = True
        if self.wrapper_closed:
            self.wrapper, self.wrapper_closed = None, False
        if not self.italic_open:
            self.upright = True
        if not self.bold_open:
            self.plain = True

    def _enter_inline(self, element: Any, tag: str, tokens: frozenset[str], attributes: Attributes) -> Leave:
        leave: Leave = self._leave_inline
        if tag == "a":
            self.anchors.append(attributes)
            leave = self._leave_link
            self.link_start = len(self.parts)
        elif tag in BOLD:
            self.bold_open += 1
            leave = self._leave_bold
        elif tag in ITALIC:
            self.italic_open += 1
            leave = self._leave_italic
        if tokens and not self.wrapper and not self.begun:
            self.wrapper = (element, tag, tokens)
        if tag == "time" or attributes.get("itemprop") or "itemscope" in attributes:
            leave = self._with_item(attributes, tag, leave)
        return leave

    def _leave_inline(self, element: Any) -> None:
        if self.wrapper and self.wrapper[0] is element:
            self.wrapper_closed = True

    def _leave_bold(self, element: Any) -> None:
        self.bold_open -= 1
        self._leave_inline(element)

    def _leave_italic(self, element: Any) -> None:
        self.italic_open -= 1
        self._leave_inline(element)

    def _leave_link(self, element: Any) -> None:
        self._link(self.anchors.pop())
        self._leave_inline(element)

    def _link(self, attributes: Attributes) -> None:
        """Note the link with these attributes, as far as the block that is being gathered holds its text."""
        text = visible("".join(self.parts[self.link_start:]))
        if text:
            self.links.append(_make_link((text, attributes.get("href", "")[:MAX_ATTRIBUTE], attributes.get("rel", "")[:100])))
        self.link_start = len(self.parts)

    def _leaving(self, tag: str, attributes: Attributes) -> Leave:
        """Return what to do at the end of a block element."""
        if attributes.get("itemprop") or "itemscope" in attributes:
            return self._with_item(attributes, tag, self._leave_block)
        return self.leave_block

    def _leave_block(self, element: Any) -> None:
        if self.parts:
            self._flush()
        self.breaks = 0
        nodes, end, index = self.nodes, len(self.blocks), self.node
        node = nodes[index]
        if self.marks and element in self.marks:
            for selector in self.marks[element]:
                self.matches.setdefault(selector, []).append((node[_START], end, node[_TAG]))
        if node[_START] == end and index:
            nodes.pop()  # nothing stands in it, nor in a node after it
        else:
            node[_END] = end
            nodes[index] = _make_node(node)
        self.node = above = node[_PARENT]
        self.tag = nodes[above][_TAG]

    def _with_item(self, attributes: Attributes, tag: str, leave: Leave) -> Leave:
        """Return a way to leave the element that also records its microdata."""
        item = self.items.begin(attributes, len(self.blocks))
        start, gathered = len(self.parts), self.gathered

        def leave_item(element: Any) -> None:
            if "itemscope" in attributes:
                self.items.end_scope()
            if item.name or tag == "time":
                first = start if gathered == self.gathered else 0
                blocks, pieces = self.blocks[item.block:item.block + MOST_BLOCKS], self.parts[first:first + MOST_PIECES]
                self.items.add(element, item, blocks, pieces)
                if (moment := element.get("datetime")) and len(self.blocks) == item.block:
                    self.datetime = self.datetime or moment[:100]
            leave(element)

        return leave_item

    def _flush(self) -> None:
        """End the block that is being gathered, if there is any text."""
        parts = self.parts
        if self.begun:
            raw = "".join(parts) if len(parts) > 1 else parts[0]
            found = measured(raw.strip("\n").rstrip()) if self.tag == "pre" else measured_visible(raw)
            if found[0] and not found[0].isspace():
                if self.anchors:
                    self._link(self.anchors[-1])
                self._add(found)
                self.breaks = 0
            if self.links:
                self.links = []
            self.begun = self.plain = self.upright = False
        elif not parts:
            return
        parts.clear()
        self.link_chars = self.link_start = 0
        self.datetime = ""
        self.gathered += 1
        if self.wrapper_closed:
            self.wrapper, self.wrapper_closed = None, False

    def _add(self, found: Measured) -> None:
        text, folded, words, sentences = found
        index, node, tag = len(self.blocks), self.node, self.tag
        continues = self.breaks == 1 and index > 0 and self._follows(node)
        if self.wrapper:
            node = self._wrapper_node(*self.wrapper[1:], index)
        linked = self.link_chars and min(self.link_chars, len(text))
        self.blocks.append(_make_block((
            index, text, folded, tag, node, words, linked, tuple(self.links), continues, not self.plain or tag in HEADINGS,
            self.datetime, sentences, not self.upright,
        )))

    def _follows(self, node: int) -> bool:
        """Tell whether the block before stands in ``node``, by itself or in a wrapper directly inside."""
        last = self.blocks[-1].node
        return last == node or self.nodes[last][_PARENT] == node

    def _wrapper_node(self, tag: str, tokens: frozenset[str], block: int) -> int:
        """Return the index of a node for the inline element around the whole block."""
        index = len(self.nodes)
        self.nodes.append(Node(index, self.node, self.nodes[self.node][_DEPTH] + 1, tag, tokens, block, block + 1))
        return index
