"""What the elements of HTML mean for blocks."""

from __future__ import annotations

from itertools import islice
from typing import Any

from lxml import etree

#: Never shown as text, or interface whose text is no article's.
SKIPPED = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "embed", "applet", "svg", "canvas", "video", "audio", "map",
    "select", "textarea", "input", "datalist", "option", "noframes", "frameset", "progress", "meter", "head", "rp", "rt",
})

#: Elements that run inside a line; every other one begins and ends blocks.
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "math", "mi", "mn", "mo", "mrow", "msub", "msup", "nobr", "output", "picture", "q", "ruby", "rb", "s", "samp",
    "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "amp-img", "track", "param", "area",
    "col", "meta", "link",
})

BOLD = frozenset({"b", "strong"})
ITALIC = frozenset({"i", "em"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

#: Elements that ``hidden`` or ``display:none`` never hides here: scripts unhide them.
NEVER_HIDDEN = frozenset({"html", "body", "main", "article"})

#: Beginning of the ids that React gives to content which it sends hidden and moves into place by script.
STREAMED = "S:"

#: Classes by which CSS frameworks hide from the eye what screen readers shall say; such words inside a line are not its text.
UNSEEN_CLASSES = frozenset({
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader-only", "screen-reader-only", "sr-text",
    "element-invisible", "a11y-hidden", "u-visually-hidden", "u-hidden-visually", "is-visually-hidden", "hidden-accessible", "offscreen",
    "assistive-text", "visuallyHidden", "srOnly", "VisuallyHidden",
})

#: What a walk takes an element for; all others are blocks.
KINDS: dict[Any, str] = {
    **dict.fromkeys(SKIPPED, "skipped"), **dict.fromkeys(INLINE, "inline"), "img": "picture", "br": "break", "dialog": "dialog",
    "noscript": "noscript",
    etree.Entity: "skipped",  # the "tag" of an entity, which stands only in trees of callers
}

#: Elements that no ``noscript`` holds by design: on the corpora's pages 99 at most, and 1,625 where it took in the page.
_SWALLOWED = 500


def unread(element: Any, kind: str) -> bool:
    """Tell whether nothing in an element of this kind is text of the page.

    A ``noscript`` with an open ``div`` takes in all that follows, since libxml2 moves its end: so much in it is the page.
    """
    if kind == "dialog":
        return element.get("open") is None
    return kind != "noscript" or next(islice(element.iter(), _SWALLOWED, None), None) is None
