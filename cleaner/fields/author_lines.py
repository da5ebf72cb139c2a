"""Where a page shows its authors: links and containers marked as such, blocks of rules, lines with a ``by`` word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.fields.author_around import Around
from cleaner.fields.author_bare import AUTHOR
from cleaner.fields.author_sources import AROUND, AuthorPlace, Named
from cleaner.fields.byline_words import BylineWords, has_colon
from cleaner.fields.date_place import Place
from cleaner.finder.hints import Hints
from cleaner.values import Block, Page

#: Names of hints (``rules/fields/hints.yaml``).
NOT_AUTHOR, OTHERS = "not-author", "others"
#: Longest block that is a byline, in words and characters.
_MAX_WORDS = 40
_MAX_TEXT = 300
#: Most blocks of a container that is a byline, and of one around it whose name counts too.
_MAX_BLOCKS = 8
_MAX_AROUND = 60
#: How far apart the blocks of one byline stand.
_TOGETHER = 2
#: Most names that are taken from one place.
_MOST = 30
#: Share of a block's characters inside links from which it is a list of them.
_LINKED = 0.8
#: How many lines before the headline a byline may stand.
_BEFORE_LINES = 12
#: How many of a text's first lines may hold one, and how long it is where the story has begun (pictures' texts stand before it).
_FIRST_LINES = 30
_PLAIN_WORDS = 8
_LEADING = "([（ "
#: Lines that only join two names.
_JOINS = frozenset({",", "&", "+", "/"})
_NAME_WORDS = 5


def from_links(page: Page, place: Place) -> Iterator[AuthorPlace]:
    """Yield the links near the story that the page marks as its author's."""
    found = [
        Named(link.text, "", block.index)
        for block in _window(page, place)
        for link in block.links
        if "author" in link.rel.lower().split() and block.words <= _MAX_WORDS
    ]
    if found:
        blocks = tuple(sorted({n.block for n in found}))
        yield AuthorPlace("links:rel=author", tuple(dict.fromkeys(found))[:_MOST], blocks=blocks)


def from_nodes(page: Page, place: Place, hints: Hints, words: BylineWords, *, far: bool = False) -> Iterator[AuthorPlace]:
    """Yield the small containers whose names say byline or author, in page order; an outer one goes before.

    Those around the headline and the beginning of the story, or with ``far`` those behind.
    """
    author, other, around = (_number(hints, name) for name in (AUTHOR, NOT_AUTHOR, OTHERS))
    last = _last(place)
    inside, end = (last, len(page.blocks)) if far else (place.headline - AROUND, last)
    for node in page.nodes:
        if not inside <= node.start < end or not 0 < node.end - node.start <= _MAX_BLOCKS or not node.tokens:
            continue
        told = hints.of(node.tokens)
        if author not in told or other in told or _below(page, node.parent, hints, around):
            continue
        blocks = [b for b in page.blocks[node.start : node.end] if b.words <= _MAX_WORDS and len(b.text) <= _MAX_TEXT]
        if blocks:
            inside = max(inside, node.end)
            named = tuple(n for line in _lines(blocks, words, strict=False) for n in line)
            yield AuthorPlace(f"block:{node.start}", named, False, tuple(b.index for b in blocks))


def _below(page: Page, index: int, hints: Hints, other: int) -> bool:
    """Tell whether a container around, of limited size, is one of other stories or comments."""
    while index >= 0 and page.nodes[index].end - page.nodes[index].start <= _MAX_AROUND:
        node = page.nodes[index]
        if node.tokens and other in hints.of(node.tokens):
            return True
        index = node.parent
    return False


def of_others(page: Page, hints: Hints, index: int) -> bool:
    """Tell whether the block at ``index`` stands in a container of comments or teasers."""
    return 0 <= index < len(page.blocks) and _below(page, page.blocks[index].node, hints, _number(hints, OTHERS))


def _number(hints: Hints, name: str) -> int:
    return hints.names.index(name) if name in hints.names else -1


def _lines(blocks: Sequence[Block], words: BylineWords, *, strict: bool = True) -> Iterator[tuple[Named, ...]]:
    """Yield the names of each block; a block that is only a label goes with the next one, links alone are one name each."""
    label = ""
    for block in blocks:
        if not label and len(block.links) > 1 and block.link_share > _LINKED:
            yield tuple(Named(link.text, "", block.index) for link in block.links)
        elif _is_label(block.text, words, strict):
            label = f"{label} {block.text.rstrip(':')}:".strip()
        else:
            yield (Named(f"{label} {block.text}".strip(), "", block.index),)
            label = ""


def _is_label(text: str, words: BylineWords, strict: bool) -> bool:
    """Tell whether ``text`` is a ``by`` word or the like and no more; strictly, ``Opinion`` and ``Author`` need their colon."""
    tokens = [*text.split(), ""]
    count = len(tokens) - 1
    return any(group.at(tokens, 0, lenient=not strict) == count for group in (words.by, words.contributors))


def from_blocks(page: Page, blocks: Sequence[Block], place: Place, words: BylineWords, *, far: bool = False) -> Iterator[AuthorPlace]:
    """Yield the blocks that rules call bylines, those that stand together as one place.

    Those around the headline and the beginning of the story, or with ``far`` the others, which are more often of other stories.
    """
    first, last = place.headline - AROUND, _last(place)
    wanted = [b for b in blocks if (first <= b.index < last) != far]
    while wanted:
        count = 1
        while count < len(wanted) and wanted[count].index - wanted[count - 1].index <= _TOGETHER:
            count += 1
        together, wanted = wanted[:count], wanted[count:]
        joined = list(_joined(page, together[-1], words)) if page.kind == "text" else []
        if named := _with_joined([n for line in _lines(together, words) for n in line], joined):
            yield AuthorPlace(f"block:{together[0].index}", named, False, tuple(b.index for b in (*together, *joined)))


def from_lines(page: Page, place: Place, words: BylineWords) -> Iterator[AuthorPlace]:
    """Yield the lines around the beginning of the story with a ``by`` word, and the next one after a bare ``by``."""
    last = _last(place)
    for block in page.blocks[max(0, place.headline - _BEFORE_LINES) : max(last, _FIRST_LINES if page.kind == "text" else 0)]:
        if block.index >= last and not _is_plain(block, words):
            continue
        if block.words <= _MAX_WORDS and len(block.text) <= _MAX_TEXT and block.sentences <= 2:
            tokens = block.text.split()
            signed = words.by.inside(tokens) if block.words <= _MAX_WORDS / 2 else words.by.at(tokens, 0)
            if signed or block.folded.startswith("by"):
                yield _line(page, block, words)


def _is_plain(block: Block, words: BylineWords) -> bool:
    """Tell whether a line of the story's first part can be nothing but a byline: short, begins with ``by``."""
    return block.words <= _PLAIN_WORDS and not block.sentences and block.text[0].isalpha() and words.by.at(block.text.split(), 0) > 0


def _line(page: Page, block: Block, words: BylineWords) -> AuthorPlace:
    lines = [block]
    if _is_label(block.text, words, True):
        lines += [b for b in page.blocks[block.index + 1 : block.index + 2] if b.words <= _MAX_WORDS]
    joined = list(_joined(page, lines[-1], words)) if len(lines) > 1 else []
    named = _with_joined([n for line in _lines(lines, words) for n in line], joined)
    return AuthorPlace(f"block:{block.index}", named, False, tuple(b.index for b in (*lines, *joined)))


def _with_joined(named: Sequence[Named], joined: Sequence[Block]) -> tuple[Named, ...]:
    """Return the lines with names, to the last of them what lines of a comma part from it."""
    if not named or not joined:
        return tuple(named)
    last = named[-1]
    return (*named[:-1], last._replace(text=", ".join((last.text, *(b.text for b in joined)))))


def _joined(page: Page, named: Block, words: BylineWords) -> Iterator[Block]:
    """Yield the lines behind one with a name that lines of a comma or an ``and`` word part from it."""
    behind = page.blocks[named.index + 1 : named.index + 1 + 2 * _MAX_BLOCKS]
    for mark, block in zip(behind[::2], behind[1::2], strict=False):
        if (mark.text not in _JOINS and mark.text not in words.joins) or block.words > _NAME_WORDS:
            return
        yield block


def from_tail(around: Around, place: Place) -> Iterator[AuthorPlace]:
    """Yield lines below the story that name its reporters: ``(Reporting by Jane Doe)``, ``About the author`` and a name."""
    page, words = around.page, around.words
    for block in page.blocks[_last(place) :]:
        if block.words > _MAX_WORDS or len(block.text) > _MAX_TEXT:
            continue
        tokens = block.text.lstrip(_LEADING).split()[:12]
        if not words.by.inside(tokens):
            continue
        count = words.by.at(tokens, 0)
        surely = count > 1 or (count and (block.text[0] in _LEADING or has_colon(tokens[0])))
        if surely or (block.words <= _MAX_WORDS / 2 and around.beside(block) >= 2):
            yield _line(page, block, words)


def _window(page: Page, place: Place) -> Sequence[Block]:
    return page.blocks[max(0, place.headline - AROUND) : _last(place)]


def _last(place: Place) -> int:
    """Return the end of the part in which a byline above the story stands."""
    return max(place.last, place.story + 4, place.headline + 6)
