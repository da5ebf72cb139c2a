"""Where a page shows its authors: containers and links marked as such, lines with a ``by`` word, bare names, author boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from cleaner.fields.author_sources import AROUND, AuthorPlace, Named
from cleaner.fields.byline_asides import has_date
from cleaner.fields.byline_words import BylineWords, key
from cleaner.fields.date_place import Place
from cleaner.finder.hints import Hints
from cleaner.values import Block, Page

#: Names of hints (``rules/fields/hints.yaml``).
AUTHOR, NOT_AUTHOR, OTHERS = "author", "not-author", "others"
#: Longest block that is a byline, in words and characters.
_MAX_WORDS = 40
_MAX_TEXT = 300
#: Most blocks of a container that is a byline, and of one around it whose name counts too.
_MAX_BLOCKS = 8
_MAX_AROUND = 60
#: Most names that are taken from one place.
_MOST = 30
#: Share of a block's characters inside links from which it is a list of them.
_LINKED = 0.8
#: Longest bare name with what stands beside it, in words, and how many lines before the headline it may stand.
_BARE_WORDS = 12
_BEFORE = 6
#: How many lines before the headline a byline may stand.
_BEFORE_LINES = 12
#: Fewest words of the text of an author's box.
_BOX_WORDS = 8
_LEADING = "([（ "
_CAPITALS = re.compile(r"[^\W\d_]+")


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


def from_blocks(blocks: Sequence[Block], words: BylineWords) -> Iterator[AuthorPlace]:
    """Yield blocks that a rule calls bylines."""
    named = tuple(n for line in _lines(blocks, words) for n in line)
    if named:
        yield AuthorPlace(f"block:{blocks[0].index}", named, False, tuple(b.index for b in blocks))


def from_lines(page: Page, place: Place, words: BylineWords) -> Iterator[AuthorPlace]:
    """Yield the lines around the beginning of the story with a ``by`` word, and the next one after a bare ``by``."""
    for block in page.blocks[max(0, place.headline - _BEFORE_LINES) : _last(place)]:
        if block.words <= _MAX_WORDS and len(block.text) <= _MAX_TEXT and block.sentences <= 2:
            tokens = block.text.split()
            starts = words.by.at(tokens, 0) or "by" in block.folded[:2]
            if starts or (block.words <= _MAX_WORDS / 2 and any(words.by.at(tokens, i) for i in range(1, len(tokens)))):
                yield _line(page, block, words)


def _line(page: Page, block: Block, words: BylineWords) -> AuthorPlace:
    lines = [block]
    if _is_label(block.text, words, True):
        lines += [b for b in page.blocks[block.index + 1 : block.index + 2] if b.words <= _MAX_WORDS]
    named = tuple(n for line in _lines(lines, words) for n in line)
    return AuthorPlace(f"block:{block.index}", named, False, tuple(b.index for b in lines))


def from_tail(page: Page, place: Place, words: BylineWords) -> Iterator[AuthorPlace]:
    """Yield lines below the story that name its reporters: ``(Reporting by Jane Doe)``, ``About the author`` and a name."""
    for block in page.blocks[_last(place) :]:
        if block.words > _MAX_WORDS or len(block.text) > _MAX_TEXT:
            continue
        tokens = block.text.lstrip(_LEADING).split()[:12]
        count = words.by.at(tokens, 0)
        bracket = block.text[0] in _LEADING
        near = page.blocks[block.index : block.index + 2]
        dated = any(words.by.at(tokens, i) for i in range(len(tokens))) and any(_has_date(b, words) for b in near)
        if count > 1 or (count and bracket) or (dated and block.words <= _MAX_WORDS / 2):
            yield _line(page, block, words)


def from_bare(page: Page, place: Place, words: BylineWords, hints: Hints) -> Iterator[AuthorPlace]:
    """Yield short lines around the headline that may be a name and no more, with what supports it."""
    author = _number(hints, AUTHOR)
    first = 0 if page.kind == "text" else max(0, place.headline - _BEFORE)
    for block in page.blocks[first : place.story + 3]:
        if not 1 < block.words <= _BARE_WORDS or block.tag in ("h1", "h2") or block.sentences > 1:
            continue
        if support := _support(page, block, words, author, hints):
            yield AuthorPlace(f"block:{block.index}", (Named(block.text, "", block.index),), False, (block.index,), support)


def _support(page: Page, block: Block, words: BylineWords, author: int, hints: Hints) -> int:
    near = page.blocks[max(0, block.index - 2) : block.index + 3]
    after = page.blocks[block.index + 1 : block.index + 2]
    tokens = block.text.split()
    if any(words.places.at([t], 0) or words.joins.at([t], 0) for t in tokens[1:-1] if t.islower()):
        return 0
    aged = any(c.isdigit() for c in block.text) and any(key(t) in words.interface for t in tokens)
    support = 2 * (aged or any(_has_date(b, words) for b in near))
    support += 2 * any(b.words <= 6 and key(b.text.split()[-1]) in words.heads for b in after if b.text)
    support += 3 * any(author in hints.of(_path_tokens(link.href)) for link in block.links)
    return support + any(b.text in words.follow for b in near)


def _has_date(block: Block, words: BylineWords) -> bool:
    if block.datetime:
        return True
    return block.words <= 20 and has_date(block.text, words.languages)


def _path_tokens(href: str) -> frozenset[str]:
    try:
        path = urlsplit(href).path
    except ValueError:
        return frozenset()
    return frozenset("." + part for part in path.split("/")[:-1] if part)


def from_boxes(page: Page, place: Place, words: BylineWords) -> Iterator[AuthorPlace]:
    """Yield author's boxes below the story: a name, then a text that begins with it; or a text ``Jane Doe is an editor …``."""
    blocks = page.blocks
    for block in blocks[max(place.story + 1, len(blocks) // 2) :]:
        after = blocks[block.index + 1] if block.index + 1 < len(blocks) else block
        if 1 < block.words <= 5 and after.words >= _BOX_WORDS and (name := _heads_box(block, after, words)):
            yield AuthorPlace(f"block:{block.index}", (Named(name, "", block.index),), False, (block.index,), 2)
        elif _BOX_WORDS <= block.words <= 3 * _MAX_WORDS and (name := _introduced(block, words)):
            yield AuthorPlace(f"block:{block.index}", (Named(name, "", block.index),), False, (), 2)


def _heads_box(block: Block, after: Block, words: BylineWords) -> str:
    """Return the name in ``block`` that the text ``after`` takes up: its first word where a job title follows, or all of it."""
    tokens = block.text.split()
    if len(tokens) > 2 and tokens[0] in words.follow:
        del tokens[0]
    text = [key(t) for t in after.text.split()[:25]]
    name = [key(t) for t in tokens]
    titled = any(t in words.heads for t in text)
    return " ".join(tokens) if name[0] and (text[: len(name)] == name or (titled and text[0] == name[0])) else ""


def _introduced(block: Block, words: BylineWords) -> str:
    """Return the name that begins a text about a person with a job title, "" when it does not read so."""
    tokens = block.text.lstrip("•*– ").split()
    end = next((i for i, t in enumerate(tokens[:6]) if t[:1].islower() or t.endswith(",")), 0)
    if end and tokens[end].endswith(","):
        end += 1
    titled = any(key(t) in words.heads for t in tokens[end : end + 14])
    return " ".join(tokens[:end]).rstrip(",") if end >= 2 and titled else ""


def _window(page: Page, place: Place) -> Sequence[Block]:
    return page.blocks[max(0, place.headline - AROUND) : _last(place)]


def _last(place: Place) -> int:
    """Return the end of the part in which a byline above the story stands."""
    return max(place.last, place.story + 4, place.headline + 6)
