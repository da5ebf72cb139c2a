"""The record as Markdown (CommonMark): its fields as YAML front matter, then title, lead and body.

The page's words are never read as markup: whatever Markdown would take as such is escaped.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from cleaner.article import Article, RoleText
from cleaner.text.controls import escape_controls

#: Written out below the front matter, so not inside it.
_WRITTEN_BELOW = frozenset({"body", "blocks"})

_INLINE = re.compile(r"[\\`*_\[\]<]|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(?:[#+\-=|~>]|\d{1,9}(?=[.)]))", re.MULTILINE)


def to_markdown(article: Article, *, sources: bool = False, removed: bool = False) -> str:
    """Return the record as Markdown; ``sources`` and ``removed`` go into the front matter."""
    record = article.to_dict(sources=sources, removed=removed)
    parts = [_front_matter({k: v for k, v in record.items() if k not in _WRITTEN_BELOW})]
    if article.title:
        parts.append("# " + _escape(article.title))
    if article.lead:
        parts.append(_escape(article.lead))
    for role, blocks in groupby(article.blocks, key=lambda block: block.role):
        parts.append(_write(role, list(blocks)))
    return escape_controls("\n\n".join(parts)) + "\n"


def _front_matter(fields: dict[str, Any]) -> str:
    import yaml

    known = {name: value for name, value in fields.items() if value not in (None, [], "", {})}
    dumped = yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=1_000_000)
    return f"---\n{dumped}---"


def _write(role: str, blocks: list[RoleText]) -> str:
    """Return neighbouring blocks of one role: a list's items as one list, a quote's paragraphs as one quote."""
    texts = [block.text for block in blocks]
    if role == "heading":
        return "\n\n".join("## " + _escape(text) for text in texts)
    if role == "list":
        return "\n".join("- " + _escape(text).replace("\n", "\n  ") for text in texts)
    if role == "quote":
        return "\n>\n".join("> " + _escape(text).replace("\n", "\n> ") for text in texts)
    if role == "preformatted":
        return "\n\n".join(_fenced(text) for text in texts)
    return "\n\n".join(_escape(text) for text in texts)


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _escape(text: str) -> str:
    inline = _INLINE.sub(r"\\\g<0>", text)
    return _LINE_START.sub(_escape_start, inline)


def _escape_start(match: re.Match[str]) -> str:
    # A numbered list needs its full stop escaped, every other mark itself.
    return match[0] + "\\" if match[0].isdigit() else "\\" + match[0]
