"""Names that stand alone: short lines around the headline, and author's boxes below the story, each with what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from cleaner.fields.author_sources import AuthorPlace, Named
from cleaner.fields.byline_asides import has_date
from cleaner.fields.byline_words import BylineWords, key
from cleaner.fields.date_place import Place
from cleaner.finder.hints import Hints
from cleaner.values import Block, Page

#: Name of the hint (``rules/fields/hints.yaml``) that tells an author's page by its address.
AUTHOR = "author"
#: Longest bare name with what stands beside it, in words, and how many lines before the headline it may stand.
_BARE_WORDS = 12
_BEFORE = 6
#: How many lines behind the headline (of a text: its beginning) a bare name may stand.
_FIRST = 25
#: How many lines at the end of a text may hold the author's name.
_LAST = 20
#: Longest line that is interface, a job title or a date line.
_LINE_WORDS, _DATE_WORDS = 6, 20
#: Fewest and most words of the text of an author's box.
_BOX_WORDS, _MOST_BOX_WORDS = 6, 120


def from_bare(page: Page, place: Place, words: BylineWords, hints: Hints) -> Iterator[AuthorPlace]:
    """Yield short lines around the headline that may be a name and no more, with what supports it.

    At the end of a text a job title must stand beside it.
    """
    author = hints.names.index(AUTHOR) if AUTHOR in hints.names else -1
    first = 0 if page.kind == "text" else max(0, place.headline - _BEFORE)
    end = len(page.blocks) - _LAST if page.kind == "text" else len(page.blocks)
    for block in page.blocks[first:]:
        if place.story + 3 <= block.index < end or not 1 < block.words <= _BARE_WORDS:
            continue
        if block.tag in ("h1", "h2") or block.sentences > 1 or _has_inner_word(block, words):
            continue
        support = 2 * _titled(page, block, words)
        if place.story - _BEFORE <= block.index < place.story + 3 or block.index < place.headline + _FIRST:
            support += beside(page, block, words) + 3 * any(author in hints.of(_path_tokens(k.href)) for k in block.links)
        if support or page.kind == "text":
            yield AuthorPlace(f"block:{block.index}", (Named(block.text, "", block.index),), False, (block.index,), support)


def from_boxes(page: Page, place: Place, words: BylineWords) -> Iterator[AuthorPlace]:
    """Yield author's boxes below the story: a name, then a text that begins with it; or a text ``Jane Doe is an editor …``."""
    blocks = page.blocks
    for block in blocks[max(place.story + 1, len(blocks) * 2 // 3) :]:
        after = blocks[block.index + 1] if block.index + 1 < len(blocks) else block
        if 1 < block.words <= 5 and after.words >= _BOX_WORDS and (name := _heads_box(block, after, words)):
            yield AuthorPlace(f"block:{block.index}", (Named(name, "", block.index),), False, (block.index,), 2)
        elif _BOX_WORDS <= block.words <= _MOST_BOX_WORDS and (name := _introduced(block, words)):
            yield AuthorPlace(f"block:{block.index}", (Named(name, "", block.index),), False, (), 2)


def beside(page: Page, block: Block, words: BylineWords) -> int:
    """Return how much the lines around speak for a byline: a date or an age in it 3, near it 2, other interface words 1."""
    if is_dated(block, words) or _is_interface(block, words, aged=True):
        return 3
    near = [b for b in page.blocks[max(0, block.index - 2) : block.index + 3] if b is not block]
    if any(is_dated(b, words) or _is_interface(b, words, aged=True) for b in near):
        return 2
    return int(any(_is_interface(b, words) for b in near if abs(b.index - block.index) == 1))


def _has_inner_word(block: Block, words: BylineWords) -> bool:
    """Tell whether a small word stands inside that joins or places things: ``Tips for Parents``."""
    tokens = block.text.split()
    inner = [t for t, after in pairwise(tokens[1:]) if t.islower() and not after[:1].isdigit()]
    return any(words.places.at([t], 0) or words.joins.at([t], 0) for t in inner)


def _titled(page: Page, block: Block, words: BylineWords) -> bool:
    """Tell whether the next line is a job title or a desk: ``Senior Reporter``, ``Example Staff``."""
    for after in page.blocks[block.index + 1 : block.index + 2]:
        tokens = after.text.split()
        if after.words <= _LINE_WORDS and (key(tokens[-1]) in words.heads or words.staff.before(tokens, len(tokens))):
            return True
    return False


def _is_interface(block: Block, words: BylineWords, *, aged: bool = False) -> bool:
    """Tell whether a line is interface words and no more, such as ``Share``; ``aged`` with a number: ``7 min read``."""
    if block.words > _LINE_WORDS or (aged and not any(c.isdigit() for c in block.text)):
        return False
    forms = [form for t in block.text.split() if (form := key(t)) and not form.isdigit()]
    return (bool(forms) and all(f in words.interface for f in forms)) or (not aged and block.text in words.follow)


def is_dated(block: Block, words: BylineWords) -> bool:
    """Tell whether a short line holds a date or a time."""
    if block.datetime:
        return True
    return block.words <= _DATE_WORDS and has_date(block.text, words.languages)


def _path_tokens(href: str) -> frozenset[str]:
    try:
        path = urlsplit(href).path
    except ValueError:
        return frozenset()
    return frozenset("." + part for part in path.split("/")[:-1] if part)


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
