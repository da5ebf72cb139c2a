"""One pass over the elements: blocks, nodes, microdata and the raw head.

The tree is only read. An explicit stack takes the place of recursion, so depth costs memory and
nothing else. Inline elements are joined into the block around them; a block ends where a block-level element or a
line break does. Where one inline element wraps a whole block, it becomes that block's node, so that rules see its class.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cleaner.dom.elements import MAX_ATTRIBUTE, hidden, unseen
from cleaner.dom.elements import tokens as tokens_in
from cleaner.dom.tags import BOLD, HEADINGS, INLINE, ITALIC, SKIPPED
from cleaner.text.fold import fold, visible
from cleaner.text.words import count_sentences, count_words
from cleaner.values import Block, ItemProp, Link, Node

#: Microdata properties that are kept, at most, and pieces and blocks of text that are looked at for one.
_MAX_ITEMS, _MAX_PIECES, _MAX_BLOCKS = 2000, 100, 20


class Walked(NamedTuple):
    """What a walk gives: see :class:`cleaner.values.Page` for each."""

    blocks: tuple[Block, ...]
    nodes: tuple[Node, ...]
    items: tuple[ItemProp, ...]
    matches: dict[str, tuple[tuple[int, int], ...]]


def walk(root: Any, marks: Mapping[Any, Sequence[str]] | None = None) -> Walked:
    """Return the blocks below ``root``, an lxml element.

    Args:
        root: the ``html`` element, or any other.
        marks: element → selectors that selected it; each such element begins and ends blocks of its own.
    """
    walker = _Walker(marks or {})
    walker.run(root)
    nodes = tuple(Node(i, *n) for i, n in enumerate(zip(*walker.columns(), strict=True)))
    return Walked(tuple(walker.blocks), nodes, tuple(walker.items), {k: tuple(v) for k, v in walker.matches.items()})


class _Wrapper:
    """The outermost inline element with tokens that opened a block, while it may still wrap all of it."""

    __slots__ = ("closed", "element", "tag", "tokens")

    def __init__(self, element: Any, tag: str, tokens: frozenset[str]) -> None:
        self.element, self.tag, self.tokens, self.closed = element, tag, tokens, False


class _Walker:
    """The state of one walk."""

    def __init__(self, marks: Mapping[Any, Sequence[str]]) -> None:
        self.marks = marks
        self.root: Any = None
        self.blocks: list[Block] = []
        self.items: list[ItemProp] = []
        self.matches: dict[str, list[tuple[int, int]]] = {}
        self.parents: list[int] = []
        self.depths: list[int] = []
        self.tags: list[str] = []
        self.tokens: list[frozenset[str]] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.node = -1
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

    def columns(self) -> tuple[Sequence[Any], ...]:
        """The nodes' attributes, each as a list."""
        return self.parents, self.depths, self.tags, self.tokens, self.starts, self.ends

    def run(self, root: Any) -> None:
        """Walk ``root`` to the end. It is a node whatever it is, and what follows it in a caller's tree is no part of it."""
        self.root = root
        stack: list[tuple[Any, Any]] = []
        self._enter_block(root, root.tag if type(root.tag) is str else "html", stack)
        while stack:
            element, leave = stack.pop()
            if leave is not None:
                leave(element)
                continue
            tag = element.tag
            if type(tag) is not str:
                self._tail(element)
            elif tag == "br":
                self._break()
                self._tail(element)
            elif tag in SKIPPED or hidden(element, tag):
                self._tail(element)
            elif tag in INLINE and element not in self.marks:
                if unseen(element):
                    self._tail(element)
                else:
                    self._enter_inline(element, tag, stack)
            else:
                self._enter_block(element, tag, stack)
        self._flush()

    def _tail(self, element: Any) -> None:
        if element.tail and element is not self.root:
            self._text(element.tail)

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

    def _break(self) -> None:
        self._flush()
        self.breaks += 1

    def _enter_inline(self, element: Any, tag: str, stack: list[tuple[Any, Any]]) -> None:
        start = len(self.parts)
        leave = self._leave_inline
        if tag == "a":
            self.anchors.append(element)
            leave = self._leave_link
            self.link_start = start
        elif tag in BOLD:
            self.bold_open += 1
            leave = self._leave_bold
        elif tag in ITALIC:
            self.italic_open += 1
            leave = self._leave_italic
        elif tag == "img":
            self._tail(element)
            return
        if not self.wrapper and not self.begun:
            tokens = tokens_in(element)
            if tokens:
                self.wrapper = _Wrapper(element, tag, tokens)
        if tag == "time" or element.get("itemprop") or element.get("itemscope") is not None:
            leave = self._with_item(element, tag, leave)
        stack.append((element, leave))
        stack.extend((child, None) for child in reversed(element))
        if element.text:
            self._text(element.text)

    def _leave_inline(self, element: Any) -> None:
        if self.wrapper and self.wrapper.element is element:
            self.wrapper.closed = True
        self._tail(element)

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

    def _enter_block(self, element: Any, tag: str, stack: list[tuple[Any, Any]]) -> None:
        self._flush()
        self.breaks = 0
        self.parents.append(self.node)
        self.depths.append(self.depths[self.node] + 1 if self.node >= 0 else 0)
        self.node = len(self.tags)
        self.tags.append(tag)
        self.tokens.append(tokens_in(element))
        self.starts.append(len(self.blocks))
        self.ends.append(-1)
        leave = self._leave_block
        if element.get("itemprop") or element.get("itemscope") is not None:
            leave = self._with_item(element, tag, leave)
        stack.append((element, leave))
        stack.extend((child, None) for child in reversed(element))
        if element.text:
            self._text(element.text)

    def _leave_block(self, element: Any) -> None:
        self._flush()
        self.breaks = 0
        node = self.node
        self.ends[node] = end = len(self.blocks)
        self.node = self.parents[node]
        if self.marks and element in self.marks:
            for selector in self.marks[element]:
                self.matches.setdefault(selector, []).append((self.starts[node], end))
        if self.starts[node] == end and node:
            for column in self.columns():
                column.pop()  # type: ignore[attr-defined]  # the columns are lists here
        self._tail(element)

    def _with_item(self, element: Any, tag: str, leave: Any) -> Any:
        """Return a way to leave ``element`` that also records its microdata."""
        name = element.get("itemprop", "")[:100]
        scope, within = self.scopes[-1]
        opens = element.get("itemscope") is not None
        if opens:
            kind = element.get("itemtype", "").rstrip("/").rpartition("/")[2][:100]
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

    def _fresh(self) -> None:
        """Forget the block that was gathered."""
        self.parts, self.links = [], []
        self.link_chars = self.link_start = 0
        self.begun = self.plain = self.upright = False
        self.datetime = ""
        self.wrapper = None
        self.gathered += 1

    def _flush(self) -> None:
        """End the block that is being gathered, if there is any text."""
        if not self.parts:
            return
        raw = "".join(self.parts)
        tag = self.tags[self.node] if self.node >= 0 else "body"
        text = raw.strip("\n").rstrip() if tag == "pre" else visible(raw)
        if text and not text.isspace():
            if self.anchors:
                self._link(self.anchors[-1])
            self._add(text, tag)
            self.breaks = 0
        wrapper = self.wrapper
        self._fresh()
        if wrapper and not wrapper.closed:
            self.wrapper = wrapper

    def _add(self, text: str, tag: str) -> None:
        index, node = len(self.blocks), self.node
        continues = self.breaks == 1 and index > 0 and self.blocks[-1].node in (node, *self._wrapped(node))
        if self.wrapper:
            node = self._wrapper_node(self.wrapper, index)
        self.blocks.append(Block(
            index, text, fold(text), tag, node, count_words(text), min(self.link_chars, len(text)), tuple(self.links),
            continues, not self.plain or tag in HEADINGS, self.datetime, count_sentences(text),
            not self.upright,
        ))

    def _wrapped(self, node: int) -> tuple[int, ...]:
        """The wrapper node of the block before, when it stands directly inside ``node``."""
        last = self.blocks[-1].node
        return (last,) if self.parents[last] == node else ()

    def _wrapper_node(self, wrapper: _Wrapper, block: int) -> int:
        values = (self.node, self.depths[self.node] + 1 if self.node >= 0 else 0, wrapper.tag, wrapper.tokens, block, block + 1)
        for column, value in zip(self.columns(), values, strict=True):
            column.append(value)  # type: ignore[attr-defined]  # the columns are lists here
        return len(self.tags) - 1
