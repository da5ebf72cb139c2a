"""Outputs: a record as the text of a format. :data:`FORMATS` is the list of what there is.

Each format is a function ``(article, *, sources=False, removed=False) -> str``; the text ends with a line feed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from cleaner.article import Article
from cleaner.outputs.jsonld import to_jsonld
from cleaner.outputs.markdown import to_markdown
from cleaner.outputs.records import to_json_document, to_json_line
from cleaner.outputs.text import to_text


class Format(Protocol):
    """A function that writes a record; ``sources`` and ``removed`` as in :meth:`~cleaner.article.Article.to_dict`."""

    def __call__(self, article: Article, *, sources: bool = False, removed: bool = False) -> str:
        """Return the record in this format."""
        ...


#: Name of the format → the function that writes it.
FORMATS: Mapping[str, Format] = {
    "jsonl": to_json_line,
    "json": to_json_document,
    "jsonld": to_jsonld,
    "markdown": to_markdown,
    "text": to_text,
}
