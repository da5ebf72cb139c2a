"""Where a page shows its authors: containers and links marked as such, lines with a ``by`` word, bare names, author boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from cleaner.fields.author_sources import AROUND, AuthorPlace, Named
from cleaner.fields.byline_asides import has_date
from cleaner.fields.byline_words import BylineWords, has_colon, key
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
#: How far apart the blocks of one byline stand.
_TOGETHER = 2
#: Most names that are taken from one place.
_MOST = 30
#: Share of a block's characters inside links from which it is a list of them.
_LINKED = 0.8
#: Longest bare name with what stands beside it, in words, and how many lines before the headline it may stand.
_BARE_WORDS = 12
_BEFORE = 6
#: How many lines before the headline a byline may stand.
_BEFORE_LINES = 12
#: How many lines behind the headline (of a text: its beginning) a bare name may stand.
_FIRST = 25
#: How many lines at the end of a text may hold the author's name.
_LAST = 20
#: Fewest words of the text of an author's box.
_BOX_WORDS = 6
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


def from_blocks(blocks: Sequence[Block], place: Place, words: BylineWords, *, far: bool = False) -> Iterator[AuthorPlace]:
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
        if named := tuple(n for line in _lines(together, words) for n in line):
            yield AuthorPlace(f"block:{together[0].index}", named, False, tuple(b.index for b in together))


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
    return AuthorPlace(f"block:{block.index}", named, False, tuple(b.index for b in lines), _beside(page, block, words))


def from_tail(page: Page, place: Place, words: BylineWords) -> Iterator[AuthorPlace]:
    """Yield lines below the story that name its reporters: ``(Reporting by Jane Doe)``, ``About the author`` and a name."""
    for block in page.blocks[_last(place) :]:
        if block.words > _MAX_WORDS or len(block.text) > _MAX_TEXT:
            continue
        tokens = block.text.lstrip(_LEADING).split()[:12]
        if not any(words.by.at(tokens, i) for i in range(len(tokens))):
            continue
        count = words.by.at(tokens, 0)
        surely = count > 1 or (count and (block.text[0] in _LEADING or has_colon(tokens[0])))
        if surely or (block.words <= _MAX_WORDS / 2 and _beside(page, block, words) >= 2):
            yield _line(page, block, words)


def from_bare(page: Page, place: Place, words: BylineWords, hints: Hints) -> Iterator[AuthorPlace]:
    """Yield short lines around the headline that may be a name and no more, with what supports it.

    At the end of a text a job title must stand beside it.
    """
    author = _number(hints, AUTHOR)
    first = 0 if page.kind == "text" else max(0, place.headline - _BEFORE)
    end = len(page.blocks) - _LAST if page.kind == "text" else len(page.blocks)
    for block in page.blocks[first:]:
        if place.story + 3 <= block.index < end or not 1 < block.words <= _BARE_WORDS:
            continue
        if block.tag in ("h1", "h2") or block.sentences > 1 or _has_inner_word(block, words):
            continue
        support = 2 * _titled(page, block, words)
        if place.story - _BEFORE <= block.index < place.story + 3 or block.index < place.headline + _FIRST:
            support += _beside(page, block, words) + 3 * any(author in hints.of(_path_tokens(k.href)) for k in block.links)
        if support or page.kind == "text":
            yield AuthorPlace(f"block:{block.index}", (Named(block.text, "", block.index),), False, (block.index,), support)


def _has_inner_word(block: Block, words: BylineWords) -> bool:
    """Tell whether a small word stands inside that joins or places things: ``Tips for Parents``."""
    tokens = block.text.split()
    inner = [t for t, after in zip(tokens[1:], tokens[2:], strict=False) if t.islower() and not after[:1].isdigit()]
    return any(words.places.at([t], 0) or words.joins.at([t], 0) for t in inner)


def _titled(page: Page, block: Block, words: BylineWords) -> bool:
    """Tell whether the next line is a job title or a desk: ``Senior Reporter``, ``Example Staff``."""
    after = page.blocks[block.index + 1 : block.index + 2]
    return any(b.words <= 6 and (key(b.text.split()[-1]) in words.heads or words.staff.before(b.text.split(), len(b.text.split()))) for b in after)


def _beside(page: Page, block: Block, words: BylineWords) -> int:
    """Return how much the lines around speak for a byline: a date or an age in it 3, near it 2, other interface words 1."""
    if _has_date(block, words) or _is_interface(block, words, aged=True):
        return 3
    near = [b for b in page.blocks[max(0, block.index - 2) : block.index + 3] if b is not block]
    if any(_has_date(b, words) or _is_interface(b, words, aged=True) for b in near):
        return 2
    return int(any(_is_interface(b, words) for b in near if abs(b.index - block.index) == 1))


def _is_interface(block: Block, words: BylineWords, *, aged: bool = False) -> bool:
    """Tell whether a line is interface words and no more, such as ``Share``; ``aged`` with a number: ``7 min read``."""
    if block.words > 6 or (aged and not any(c.isdigit() for c in block.text)):
        return False
    forms = [form for t in block.text.split() if (form := key(t)) and not form.isdigit()]
    return (bool(forms) and all(f in words.interface for f in forms)) or (not aged and block.text in words.follow)


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
    for block in blocks[max(place.story + 1, len(blocks) * 2 // 3) :]:
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
