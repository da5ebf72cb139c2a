"""What a block shows by itself: length, element, punctuation."""

from __future__ import annotations

from cleaner.text.words import digits_and_capitals
from cleaner.values import Block

SHAPE_NAMES = (
    "words", "chars_a_word", "sentences", "link_share", "links", "is_p", "heading", "is_li", "is_cell", "is_quote", "is_caption",
    "is_div", "is_inline", "bold", "continues", "digits", "capitals", "commas", "ends_sentence", "ends_colon", "starts_lower", "quotes",
    "dated", "italic", "label", "marks",
)

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_CAPTIONS = frozenset({"figcaption", "caption", "figure"})
_CELLS = frozenset({"td", "th", "tr", "dt", "dd"})


def shape(block: Block, linked: float) -> list[float]:
    """Return the figures of :data:`SHAPE_NAMES`; ``linked`` is the block's share of characters inside links."""
    _, text, _, tag, _, words, _, links, continues, bold, moment, sentences, italic = block
    size = len(text)
    last, first = text[-1], text[0]
    sample = text[:300]
    digits, capitals = digits_and_capitals(sample)
    return [
        words, size / words if words else 0.0, sentences, linked, len(links),
        tag == "p", HEADINGS.get(tag, 0), tag == "li", tag in _CELLS, tag == "blockquote", tag in _CAPTIONS, tag == "div",
        tag in ("span", "a", "time", "button", "label"), bold, continues, digits / len(sample), capitals / len(sample),
        text.count(",") + text.count("，"), last in ".!?…。！？؟\"”»“'’)", last in ":：", first.islower(), first in "\"“„«'‘»「『",
        bool(moment), italic, _label(text), "@" in text or "©" in text or "http" in text or "www." in text,
    ]


def _label(text: str) -> bool:
    """Tell whether a text begins as a label does: a few words and a colon or a bar."""
    at = text.find(":", 1, 30)
    return (at > 0 and text[at - 1].isalpha()) or 0 < text.find(" | ") < 40
