"""The raw texts of JSON-LD scripts as plain values: decoding, tidying, flattening, resolving references."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cleaner.late import late
from cleaner.structured.lenient import read_lenient

#: Limits on what a page may make us read.
MAX_SCRIPT_CHARS, MAX_DEPTH = 2_000_000, 24

#: What stands before a script's JSON: comment and CDATA marks. What stands after it is not read.
_WRAPPING = late(r"(?:\s|//|/\*|\*/|<!--|<!\[CDATA\[|\ufeff)+")
_BETWEEN = late(r"[\s,;]*")
_DECODER = json.JSONDecoder(strict=False)
_ENTITY = late(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def read_documents(script: str) -> tuple[Any, ...]:
    """Return the JSON values that a script's text holds one after another; broken ones as far as they can be read."""
    script = script[:MAX_SCRIPT_CHARS]
    wrapping = _WRAPPING.match(script)
    text = script[wrapping.end() :] if wrapping else script
    if '"' not in text and "&quot;" in text:
        text = _unescaped(text)
    found: list[Any] = []
    at = 0
    while text[at : at + 1] in ("{", "["):
        try:
            document, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return (*found, *read_lenient(text[at:]))
        found.append(document)
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
    return tuple(found)


def tidy(value: Any, depth: int = MAX_DEPTH) -> Any:
    """Return ``value`` with entities resolved and without what lies deeper than ``depth``."""
    if isinstance(value, str):
        return _clean_text(value)
    if depth <= 0:
        return None if isinstance(value, (dict, list)) else value
    if isinstance(value, dict):
        return {key: tidy(inner, depth - 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [tidy(inner, depth - 1) for inner in value]
    return value


def _clean_text(text: str) -> str:
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return unescape(text) if "&" in text else text


def _unescaped(text: str) -> str:
    import html  # with its table of entities 2 ms

    return html.unescape(text)


def unescape(text: str) -> str:
    """Return ``text`` with HTML entities resolved, also those that were escaped twice."""
    for _ in range(2):
        if not _ENTITY.search(text):
            break
        text = _unescaped(text)
    return text


def flatten(document: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a document in its order: of lists, of ``@graph``, and a ``mainEntity`` after its page."""
    pending = [document]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending.extend(reversed(item))
        elif isinstance(item, dict):
            inner = [item[key] for key in ("@graph", "mainEntity") if isinstance(item.get(key), (dict, list))]
            pending.extend(reversed(inner))
            if set(item) - {"@context", "@graph", "@id"}:
                yield {key: value for key, value in item.items() if key != "@graph"}


def resolve(found: Sequence[dict[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """Return the objects with each bare ``{"@id": …}`` replaced by the object of this ``@id``, one level deep."""
    by_id = {item["@id"]: item for item in found if isinstance(item.get("@id"), str) and len(item) > 1}

    def target(value: Any) -> Any:
        if isinstance(value, dict) and len(value) == 1 and isinstance(key := value.get("@id"), str):
            return by_id.get(key, value)
        return value

    return tuple(
        {
            key: [target(entry) for entry in value] if isinstance(value, list) else target(value)
            for key, value in item.items()
        }
        for item in found
    )
