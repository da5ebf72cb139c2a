"""The record as plain text: title, lead and body, for reading or for a corpus of texts."""

from __future__ import annotations

from cleaner.article import Article
from cleaner.text.controls import escape_controls


def to_text(article: Article, *, sources: bool = False, removed: bool = False) -> str:
    """Return title, lead and body, parted by empty lines. ``sources`` and ``removed`` have no place in plain text."""
    parts = [part for part in (article.title, article.lead, article.body) if part]
    return escape_controls("\n\n".join(parts)) + "\n"
