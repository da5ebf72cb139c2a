"""Replacements in a page's source (``find_string``, ``replace_string``): which of them a record can do without, and why."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from cleaner.upkeep.ftr.directives import Directive

#: Attributes that load, size or place what a record holds no part of: pictures, players; and made-up ones that switch others off.
_LOADING = re.compile(
    r"(?:data-)?(?:src|srcset|sizes|poster|loading|width|height|lazy)(?:-?set)?"
    r"|data-[\w-]*(?:src|img|image|lazy|original|url|full|media|hi-res|bgset)[\w-]*"
    r"|(?:data-)?lazy[\w-]*|[\w:-]*-?src(?:set)?|src-[\w-]*|original|poster|dummy\w*|foo[\w-]*|bar|x-?\w*|not-?needed|invalid|unused|\w*ignore\w*|no",
    re.I,
)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=")
_HEADING = re.compile(r"(?<=[</])h[1-6]\b|\bh[1-6](?=>)", re.I)
_NOSCRIPT = re.compile(r"</?noscript\b|\bnoscript>", re.I)
#: Tags that shape words without parting them, or part what stands apart anyway.
_SHAPING = re.compile(r"</?(?:i|b|u|em|strong|small|big|font|span|hr|center|wbr)\b[^<>]*>?", re.I)
_TAG = re.compile(r"</?([\w-]+)[^<>]*>?|\b([\w-]+)>")
_MEDIUM = re.compile(r"img|image|picture|source|video|audio|iframe|figure|youtube|player|svg|object|embed|lightbox", re.I)
_NAMED = re.compile(r"(?:class|id|itemprop|role)=", re.I)
_BLANKS = re.compile(r"<!--[^<>]*-->|&nbsp;|\s+", re.I)
_ADDRESS = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|avif|mp4|mp3)\b|data:image|^[^\s\"'<>]*//[^\s\"'<>]*$|^[?&/][\w=&;%{}./-]*$|^\d+w[\",]*$", re.I,
)


def replacement_reason(directive: Directive, names: Collection[str]) -> str:
    """Return why a replacement changes nothing that a record holds, "" when it may.

    Args:
        directive: a ``replace_string()``.
        names: what the file's other directives look for: class names, ids and texts in them.
    """
    before, after = directive.before, directive.value
    if not before:
        return "it looks for nothing"
    return next(_reasons(before, after, names), "")


def _reasons(before: str, after: str, names: Collection[str]) -> Iterator[str]:
    if before == after:
        yield "it changes nothing"
    if _same(before, after, _HEADING, "h"):
        yield "it changes the level of headings, which a record does not hold"
    if _NOSCRIPT.search(before) and not _words(before) and not _words(after):
        yield "it opens or drops <noscript>, in which sites keep pictures for readers without scripts; the engine never reads it"
    if _bare(before) == _bare(after) and not _used(before, after, names):
        yield "it changes how words are set, or the space between them, which a record does not hold"
    tags = [name for found in _TAG.findall(before) for name in found if name]
    attributes = _ATTRIBUTE.findall(before + " " + after) if before[0] not in "?&" else []
    loading = all(_LOADING.fullmatch(a) for a in attributes)
    if tags and all(_MEDIUM.search(t) for t in tags) and not _words(before) and not _words(after):
        yield "it is about pictures or players, of which a record holds none"
    if not re.search(r"[<>]", before):
        if attributes and loading:
            yield "it is about loading pictures or players, of which a record holds none"
        elif _ADDRESS.search(before) and all(_LOADING.fullmatch(a) or a == "href" for a in attributes):
            yield "it changes an address of a picture or file, which a record does not hold"
        elif attributes and set(attributes) == {"href"}:
            yield "it changes where links lead, which a record does not hold"
    named = _NAMED.search(before) or re.fullmatch(r"[\w-]*[-_][\w-]*", before)
    if named and _same_but_names(before, after) and not _used(before, after, names):
        yield "it renames a class or id that no other line here asks for: it steers FiveFilters' own cleaning"
    if ("http-equiv" in before and "refresh" in before) or "norefresh" in after:
        yield "it stops a page from sending its reader elsewhere, which is about fetching"


def _same(before: str, after: str, pattern: re.Pattern[str], mark: str) -> bool:
    """Tell whether both sides are alike once what ``pattern`` meets is the same on both."""
    return bool(pattern.search(before)) and pattern.sub(mark, before) == pattern.sub(mark, after)


def _bare(text: str) -> str:
    """Return a replacement's side without tags that only shape words, comments and blanks."""
    return _BLANKS.sub("", _SHAPING.sub("", text))


def _words(text: str) -> str:
    """Return the words that stand between the tags of a side that begins or ends with one."""
    return re.sub(r"</?[\w-]+[^<>]*(?:>|$)|<!--|-->|^[\w-]+>|\s", "", _BLANKS.sub("", text))


def _same_but_names(before: str, after: str) -> bool:
    """Tell whether both sides differ in the values of ``class``, ``id`` and the like, or in the attribute's own name, alone."""
    value = re.compile(r"""(?:[\w-]+)=(["']?)[\w\s:.-]*\1?""")
    if not _NAMED.search(before):
        return re.fullmatch(r"[\w\s-]*", after) is not None
    return value.sub("=", before) == value.sub("=", after)


def _used(before: str, after: str, names: Collection[str]) -> bool:
    """Tell whether another line asks for a name that this one takes away or brings in."""
    changed = set(re.findall(r"[\w-]{3,}", before)) ^ set(re.findall(r"[\w-]{3,}", after))
    return any(word in name or name in word for word in changed - {"class", "div", "span", "itemprop"} for name in names if len(name) > 2)
