"""The record as a schema.org ``NewsArticle`` in JSON-LD, one object a line."""

from __future__ import annotations

import json
from typing import Any

from cleaner.article import Article
from cleaner.text.controls import escape_controls


def to_jsonld(article: Article, *, sources: bool = False, removed: bool = False) -> str:
    """Return the record as a line of JSON-LD. ``sources`` and ``removed`` have no place in schema.org."""
    return escape_controls(json.dumps(news_article(article), ensure_ascii=False)) + "\n"


def news_article(article: Article) -> dict[str, Any]:
    """Return the ``NewsArticle``; properties that the record has nothing for are left out."""
    address = article.canonical_url or article.url
    properties: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["NewsArticle", "LiveBlogPosting"] if article.live else "NewsArticle",
        "url": address,
        "mainEntityOfPage": address,
        "headline": article.title,
        "alternativeHeadline": article.kicker,
        "description": article.lead,
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "sourceOrganization": [{"@type": "NewsMediaOrganization", "name": name} for name in article.agencies],
        "publisher": {"@type": "Organization", "url": f"https://{article.site}/"} if article.site else None,
        "datePublished": article.published,
        "dateModified": article.modified,
        "dateline": article.dateline,
        "articleSection": article.section,
        "keywords": list(article.tags),
        "inLanguage": article.language,
        "image": article.image,
        "associatedMedia": [_picture(caption.text, caption.credit) for caption in article.captions],
        "isAccessibleForFree": None if article.paywalled is None else not article.paywalled,
        "correction": list(article.notes),
        "articleBody": article.body,
    }
    return {name: value for name, value in properties.items() if value not in (None, [], "")}


def _picture(text: str, credit: str | None) -> dict[str, str]:
    picture = {"@type": "ImageObject", "caption": text, "creditText": credit or ""}
    return {name: value for name, value in picture.items() if value}
