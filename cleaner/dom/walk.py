"""One pass over the elements: blocks, nodes, microdata and the raw head.

The tree is only read. lxml's own walk takes the place of recursion, so depth costs memory and nothing else, and half of what a
stack in Python would. Inline elements are joined into the block around them; a block ends where a block-level element or a
line break does. Where one inline element wraps a whole block, it becomes that block's node, so that rules see its class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from lxml import etree

from cleaner.dom.elements import MAX_ATTRIBUTE, NO_ATTRIBUTES, NO_TOKENS, Attributes, class_tokens, shown_tokens, tokens_of, unseen
from cleaner.dom.tags import BOLD, HEADINGS, ITALIC, KINDS, unread
from cleaner.text.fold import visible
from cleaner.text.measure import Measured, measured, measured_visible
from cleaner.values import Block, ItemProp, Link, Node

#: Microdata properties that are kept, at most, and pieces and blocks of text that are looked at for one.
_MAX_ITEMS, _MAX_PIECES, _MAX_BLOCKS = 2000, 100, 20

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
    return Walked(tuple(walker.blocks), tuple(walker.nodes), tuple(walker.items), {k: tuple(v) for k, v in walker.matches.items()})


#: Places of a node's values: while the element is open its node is a list.
_PARENT, _DEPTH, _TAG, _START, _END = 1, 2, 3, 5, 6
#: A page has hundreds of nodes and blocks: made of values in order they cost half of what their own constructors take.
_make_node: Callable[[Iterable[Any]], Node] = partial(tuple.__new__, Node)
_make_block: Callable[[Iterable[Any]], Block] = partial(tuple.__new__, Block)

Leave: TypeAlias = Callable[[Any], None]


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
        self.anchors: list[Attributes] = []
        self.bold_open = 0
        self.italic_open = 0
        self.breaks = 0
        self.parts: list[str] = []
        self.links: list[Link] = []
        self.link_chars = self.link_start = 0
        self.begun = self.plain = self.upright = False
        self.datetime = ""
        # The outermost inline element with tokens that opened a block (element, tag, tokens), while it may still wrap all of it, and
        # whether it is closed: then more text is text beside it.
        self.wrapper: tuple[Any, str, frozenset[str]] | None = None
        self.wrapper_closed = False
        self.gathered = 0

    def run(self, root: Any) -> None:
        """Walk ``root`` to the end. It is a node whatever it is, and what follows it in a caller's tree is no part of it."""
        events = etree.iterwalk(root, events=_EVENTS)
        next(events)
        parts, anchors = self.parts, self.anchors
        attributes = dict(root.items())
        leaves: list[Leave | None] = [
            self._enter_block(root.tag if type(root.tag) is str else "html", tokens_of(attributes), attributes),
        ]
        text = root.text
        for event, element in events:
            if not text:
                pass
            elif text.isspace():  # most texts do nothing but lay out the source
                parts.append(text)
                if anchors and len(text) < _SHORT:
                    self.link_chars += len(text)
            else:
                self._text(text)
            if event == "start":
                leave = self._enter(element)
                leaves.append(leave)
                if leave is None:
                    events.skip_subtree()
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
        kind = KINDS.get(tag, "block")
        if kind != "block":
            if kind == "break":
                self._flush()
                self.breaks += 1
                return None
            if self.marks and element in self.marks and kind in ("inline", "picture"):
                kind = "block"
            if kind != "inline" and kind != "block" and unread(element, kind):
                return None
        attributes, tokens = NO_ATTRIBUTES, NO_TOKENS
        # One call for all attributes costs less than one for each of those that are looked at.
        given = element.items()
        if len(given) == 1 and given[0][0] == "class":  # nearly half of the elements
            tokens = class_tokens(given[0][1])
        elif given:
            attributes = dict(given)
            if (shown := shown_tokens(attributes, tag)) is None:
                return None
            tokens = shown
        if kind != "inline":
            return self._enter_block(tag, tokens, attributes)
        return None if tokens and unseen(tokens) else self._enter_inline(element, tag, tokens, attributes)

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
            self.links.append(Link(text, attributes.get("href", "")[:MAX_ATTRIBUTE], attributes.get("rel", "")[:100]))
        self.link_start = len(self.parts)

    def _enter_block(self, tag: str, tokens: frozenset[str], attributes: Attributes) -> Leave:
        if self.parts:
            self._flush()
        self.breaks = 0
        nodes, above = self.nodes, self.node
        self.node, self.tag = len(nodes), tag
        depth = nodes[above][_DEPTH] + 1 if above >= 0 else 0
        nodes.append([self.node, above, depth, tag, tokens, len(self.blocks), -1])
        if attributes.get("itemprop") or "itemscope" in attributes:
            return self._with_item(attributes, tag, self._leave_block)
        return self._leave_block

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
            nodes[self.node] = _make_node(node)
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
            found = measured(raw.strip("\n").rstrip()) if self.tag == "pre" else measured_visible(raw)
            if found[0] and not found[0].isspace():
                if self.anchors:
                    self._link(self.anchors[-1])
                self._add(found)
                self.breaks = 0
            self.links = []
            self.begun = self.plain = self.upright = False
        elif not self.parts:
            return
        self.parts.clear()
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
        self.blocks.append(_make_block((
            index, text, folded, tag, node, words, min(self.link_chars, len(text)), tuple(self.links), continues,
            not self.plain or tag in HEADINGS, self.datetime, sentences, not self.upright,
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
