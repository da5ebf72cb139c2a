"""Names that stand alone: short lines around the headline, and author's boxes below the story, each with what speaks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from urllib.parse import urlsplit

from cleaner.fields.author_around import Around
from cleaner.fields.author_sources import AuthorPlace, Named
from cleaner.fields.byline_asides import EMAIL
from cleaner.fields.byline_words import BylineWords, is_unspaced, key
from cleaner.fields.date_place import Place
from cleaner.fields.names import in_capitals, is_capital
from cleaner.finder.hints import Hints
from cleaner.values import Block

#: Name of the hint (``rules/fields/hints.yaml``) that tells an author's page by its address.
AUTHOR = "author"
#: Longest bare name with what stands beside it, in words, and how many lines before the headline it may stand.
_BARE_WORDS = 12
_BEFORE = 6
#: How many lines behind the headline (of a text: its beginning) a bare name may stand.
_FIRST = 25
#: How many lines at the end of a text may hold the author's name.
_LAST = 20
#: Fewest and most words of the text of an author's box.
_BOX_WORDS, _MOST_BOX_WORDS = 6, 120
#: Most words of a name that heads a box, how many short lines may part it from its text, and within how many words that names it.
_BOX_NAME, _BOX_LINES, _TAKEN_UP, _WHOLE_NAME = 5, 2, 6, 15


#: Within how many words a text about a person names the job title.
_TOLD = 21
#: Most words of a full name beside an ``and`` word, most letters of an outlet in capitals.
_FULL_NAME, _OUTLET = 3, 5
#: What parts a name from what stands behind it.
_MARK = re.compile(r"[,|•·;]")
_DASH = re.compile(r" [–—-] ")
#: Elements of a signature, fewest words of the paragraph before it, and how much its place speaks for it.
_SIGNED_TAGS = frozenset({"p", "div", "strong", "em", "span"})
_NO_SIGNATURE = re.compile(r"[\d,;:!?©()\[\]]")
_PROSE_WORDS, _SIGNATURE = 12, 2
#: Of a text: longest signature in words (several names), how many lines behind it hold no prose, how many are looked at, marks that
#: it does not have.
_SIGNED_WORDS, _NO_PROSE, _MOST_SIGNED = 9, 3, 12
_NO_TEXT_SIGNATURE = re.compile(r"[\d:!?©()\[\]|»›#]|\.\.\.$|…")
#: Longest word that is small in any heading, longest heading, one in how many headings may have capitals only, fewest to tell by.
_SMALL_WORD, _HEADING_WORDS, _MOST_CAPITALS, _FEWEST_HEADINGS = 3, 10, 4, 3
#: Somebody is quoted.
_SAYS = re.compile(r'[:,] ["“„«]')
#: A handle or an e-mail address, no ``Jane Doe @ Example``.
_HANDLE = re.compile(r"@\w")


def from_bare(around: Around, place: Place, hints: Hints) -> Iterator[AuthorPlace]:
    """Yield short lines around the headline that may be a name and no more, with what supports it.

    At the end of a text a job title must stand beside it.
    """
    page, words = around.page, around.words
    author = hints.names.index(AUTHOR) if AUTHOR in hints.names else -1
    text = page.kind == "text"
    first, end = (0, len(page.blocks) - _LAST) if text else (max(0, place.headline - _BEFORE), len(page.blocks))
    for block in page.blocks[first:]:
        head = block.index < place.story + 3 or (text and place.headline < block.index < place.headline + _BEFORE)
        if not (head or block.index >= end) or not 1 < block.words <= _BARE_WORDS:
            continue
        if block.tag in ("h1", "h2") or block.sentences > 1 or _has_inner_word(block, words) or around.odd_number(block):
            continue
        if _HANDLE.search(block.text):
            continue
        support = 2 * around.titled(block)
        if place.story - _BEFORE <= block.index < place.story + 3 or abs(block.index - place.headline) < _FIRST:
            support += around.beside(block) + 3 * any(author in hints.of(_path_tokens(k.href)) for k in block.links)
        if text and around.listed(block):
            support = max(0, support - 2)
        if support or text:
            yield AuthorPlace(f"block:{block.index}", (Named(block.text, "", block.index),), False, (block.index,), support)


def from_boxes(around: Around, place: Place, body: Sequence[int]) -> Iterator[AuthorPlace]:
    """Yield author's boxes below the story: a name, then a text that takes it up; or a text ``Jane Doe is an editor …``.

    Between the name and its text a job title or a label may stand. ``Jane Doe, an editor, …`` inside the story is one whom it quotes.
    """
    last = body[-1] if body else 0
    blocks, words = around.page.blocks, around.words
    first = len(blocks) * 2 // 3 if around.page.kind == "html" else min(len(blocks) * 2 // 3, len(blocks) - _LAST)
    for block in blocks[max(place.story + 1, first) :]:
        name = ""
        if 1 < block.words <= _BOX_NAME:
            name = next((n for after, titled in _box_texts(around, block) if (n := _heads_box(block, after, words, titled=titled))), "")
        if name:
            yield AuthorPlace(f"block:{block.index}", (Named(name, "", block.index),), False, (block.index,), 2)
        elif _BOX_WORDS <= block.words <= _MOST_BOX_WORDS and (name := _introduced(block, words, apposed=block.index >= last)):
            yield AuthorPlace(f"block:{block.index}", (Named(name, "", block.index),), False, (), 2)


def from_signature(around: Around, body: Sequence[int]) -> Iterator[AuthorPlace]:
    """Yield the last line of a page's story, or the one behind it, where it is a name and no more, and prose stands before it."""
    blocks = around.page.blocks
    for index in (body[-1], body[-1] + 1) if body and around.page.kind == "html" else ():
        if not 0 < index < len(blocks):
            continue
        block, before = blocks[index], blocks[index - 1]
        named = 1 < block.words <= _BOX_NAME and block.tag in _SIGNED_TAGS and not block.links and not _NO_SIGNATURE.search(block.text)
        if named and before.words >= _PROSE_WORDS and before.sentences and not _has_inner_word(block, around.words):
            yield AuthorPlace(f"block:{index}", (Named(block.text, "", index),), False, (index,), _SIGNATURE)


def from_text_signature(around: Around, body: Sequence[int]) -> Iterator[AuthorPlace]:
    """Yield the lines of a plain text that are names and no more, right behind prose in the second half of the story, none just behind.

    A job title or an e-mail address behind the name speaks for it. Without them a name is told from ``Related Stories`` only on pages
    that do not write all words of their headings with capitals.
    """
    # Each is held against the whole page.
    signed = [*islice(_signed_lines(around, body), _MOST_SIGNED)] if body and around.page.kind == "text" else []
    alone = 1 + (bool(signed) and not _in_title_case(around.page.blocks))
    for block, told in signed:
        support = 1 + told if told else alone
        yield AuthorPlace(f"block:{block.index}", (Named(block.text, "", block.index),), False, (block.index,), support)


def _signed_lines(around: Around, body: Sequence[int]) -> Iterator[tuple[Block, int]]:
    """Yield the lines that may sign a text, each with what a job title or an address speaks for it."""
    blocks = around.page.blocks
    for before, block in pairwise(blocks[body[len(body) // 2]:]):
        if not (1 < block.words <= _SIGNED_WORDS and before.words >= _PROSE_WORDS and before.sentences):
            continue
        behind = blocks[block.index + 1 : block.index + 1 + _NO_PROSE]
        if any(b.words >= _PROSE_WORDS and b.sentences for b in behind) or around.dated(block):
            continue
        bare = EMAIL.sub("", block.text).strip()
        mailed = len(bare) < len(block.text) or any(EMAIL.fullmatch(b.text) for b in behind[:1])
        tokens = [t for t in bare.split() if any(map(str.isalpha, t))]
        named = not in_capitals(bare) and all(map(is_capital, tokens)) and not (is_unspaced(bare) and "," in bare)
        if named and not _NO_TEXT_SIGNATURE.search(bare) and not _has_inner_word(block, around.words):
            yield block, 2 * mailed + 2 * around.titled(block)


def _in_title_case(blocks: Sequence[Block]) -> bool:
    """Tell whether a page writes the longer words of its headings and labels with capitals: ``How We Test Our Bridges``."""
    lines = [[t for t in b.text.split() if len(t) > _SMALL_WORD] for b in blocks if 2 < b.words <= _HEADING_WORDS and not b.sentences]
    lines = [tokens for tokens in lines if len(tokens) > 1]
    return len(lines) < _FEWEST_HEADINGS or _MOST_CAPITALS * sum(all(map(is_capital, tokens)) for tokens in lines) > len(lines)


def _box_texts(around: Around, block: Block) -> Iterator[tuple[Block, bool]]:
    """Yield the texts that may be about the name in ``block``, each with whether a job title stands between them."""
    titled = False
    for after in around.page.blocks[block.index + 1 : block.index + 2 + _BOX_LINES]:
        if after.words >= _BOX_WORDS and (after.sentences or after.words > 2 * _BOX_WORDS):
            yield after, titled
            return
        if after.words > _BOX_NAME + 1:
            return
        titled = titled or around.is_title(after)


def _has_inner_word(block: Block, words: BylineWords) -> bool:
    """Tell whether a small word stands inside, before the first mark, that joins or places things: ``Tips for Parents``.

    Two full names may be joined, no ``Tips and Tricks``.
    """
    name, *behind = _DASH.split(_MARK.split(block.text, maxsplit=1)[0], maxsplit=1)
    if behind and not any(key(t) in words.heads for t in behind[0].split()):
        name = f"{name} {behind[0]}"
    tokens = name.split()
    for at, (token, after) in enumerate(pairwise(tokens[1:]), 1):
        if not token.islower() or after[:1].isdigit():
            continue
        sides = tokens[:at], tokens[at + 1 :]
        if words.joins.at([token], 0) and all(map(_is_side, sides)):
            continue
        if words.places.at([token], 0) or words.joins.at([token], 0):
            return True
    return False


def _is_side(tokens: Sequence[str]) -> bool:
    """Tell whether words before or behind an ``and`` are a full name, with or without an outlet in capitals, or such an outlet."""
    if len(tokens) == 1:
        return in_capitals(tokens[0]) and 1 < len(tokens[0]) <= _OUTLET
    return all(map(is_capital, tokens)) and 1 < sum(not in_capitals(t) or len(t) < 3 for t in tokens) <= _FULL_NAME


def _path_tokens(href: str) -> frozenset[str]:
    try:
        path = urlsplit(href).path
    except ValueError:
        return frozenset()
    return frozenset("." + part for part in path.split("/")[:-1] if part)


def _heads_box(block: Block, after: Block, words: BylineWords, *, titled: bool) -> str:
    """Return the name in ``block`` that the text ``after`` takes up: all of it, or its first word where a job title is told."""
    tokens = block.text.split()
    if labelled := len(tokens) > 2 and tokens[0] in words.follow:
        del tokens[0]
    text = [key(t) for t in after.text.split()[:25]]
    name = [key(t) for t in tokens]
    if not name[0] or len(name) < 2 or not is_capital(tokens[0]):
        return ""
    told = titled or labelled or any(t in words.heads for t in text)
    near = name[0] in text if titled or labelled else name[0] in text[:_TAKEN_UP] and not any(map(in_capitals, tokens))
    whole = any(text[at : at + len(name)] == name for at in range(_WHOLE_NAME))
    taken = told and (text[0] == name[0] or near or whole)
    return " ".join(tokens) if taken else ""


def _introduced(block: Block, words: BylineWords, *, apposed: bool) -> str:
    """Return the name that begins a text about a person with a job title, "" when it does not read so.

    ``apposed`` tells whether a comma may stand behind the name.
    """
    tokens = block.text.lstrip("•*– ").split(maxsplit=_TOLD)[:_TOLD]
    end = next((i for i, t in enumerate(tokens[:6]) if t[:1].islower() or t.endswith(",")), 0)
    if not block.sentences or _SAYS.search(block.text) or words.knows(tokens[end]):  # a headline, a quote, ``Example Hall spokesman``
        return ""
    if end and tokens[end].endswith(","):
        if not apposed:
            return ""
        end += 1
    titled = end >= 2 and any(key(t) in words.heads for t in tokens[end : end + 14])
    return " ".join(tokens[:end]).rstrip(",") if titled else ""
