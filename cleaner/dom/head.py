"""What a page says of itself in its head: meta tags, title, JSON-LD scripts, canonical address, assets."""

from __future__ import annotations

from typing import Any

from cleaner.dom.elements import named_tokens
from cleaner.structured.jsonld import parse_json_ld
from cleaner.text.fold import visible
from cleaner.values import ItemProp, Meta, Structured

_MAX_METAS = 500
_MAX_ASSETS = 300
_MAX_CONTENT = 5000
_NAMES = ("name", "property", "itemprop", "http-equiv")


def read_head(root: Any, items: tuple[ItemProp, ...]) -> Structured:
    """Return what the page below ``root`` (an lxml element) says of itself, with the microdata ``items`` of its body."""
    metas: list[Meta] = []
    scripts: list[str] = []
    assets: list[str] = []
    title = canonical = ""
    for element in root.iter("meta", "script", "link", "title"):
        tag = element.tag
        if tag == "meta":
            _meta(element, metas)
        elif tag == "script":
            if "ld+json" in element.get("type", "").lower():
                scripts.append(element.text or "")
            elif element.get("src"):
                assets.append(element.get("src")[:300])
        elif tag == "link":
            rel = element.get("rel", "").lower()
            if rel == "canonical":
                canonical = canonical or element.get("href", "").strip()
            elif rel == "stylesheet":
                assets.append(element.get("href", "")[:300])
        elif not title and _of_page(element):
            title = visible(element.text or "")
    return Structured(
        ld=parse_json_ld(scripts), metas=tuple(metas), items=items, title=title, canonical=canonical,
        lang=_lang(root), assets=tuple(assets[:_MAX_ASSETS]), root_tokens=_root_tokens(root),
    )


def _meta(element: Any, metas: list[Meta]) -> None:
    content = element.get("content")
    if not content or len(metas) >= _MAX_METAS:
        return
    for key in _NAMES:
        name = element.get(key)
        if name:
            metas.append(Meta(name.strip().lower()[:100], visible(content[:_MAX_CONTENT])))


def _of_page(title: Any) -> bool:
    """Tell the page's own title from the title of a drawing."""
    parent = title.getparent()
    return parent is not None and parent.tag in ("head", "html", "body")


def _lang(root: Any) -> str:
    for element in (root, root.find("body")):
        if element is not None:
            found = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or element.get("xml:lang")
            if found:
                return str(found).strip()[:40]
    return ""


def _root_tokens(root: Any) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for element in (root, root.find("body")):
        if element is not None:
            found |= named_tokens(element.get("class", ""), element.get("id", ""), "", "")
    return found
