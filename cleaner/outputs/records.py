"""The record as JSON: a line, or an indented document."""

from __future__ import annotations

from cleaner.article import Article
from cleaner.text.controls import escape_controls


def to_json_line(article: Article, *, sources: bool = False, removed: bool = False) -> str:
    """Return the record as one line of JSON."""
    return escape_controls(article.to_json(sources=sources, removed=removed)) + "\n"


def to_json_document(article: Article, *, sources: bool = False, removed: bool = False) -> str:
    """Return the record as an indented JSON object."""
    return escape_controls(article.to_json(sources=sources, removed=removed, indent=2)) + "\n"
