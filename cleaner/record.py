"""Reading the record off the roles."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cleaner.article import Article, FieldSource, Removed, RoleText
from cleaner.bodies import Body
from cleaner.domains import host_of, registered_domain
from cleaner.fields.captions import Dateline, read_captions, read_dateline
from cleaner.fields.read import Fields
from cleaner.fields.wording import FieldWords, field_words
from cleaner.rules.choose import Chosen
from cleaner.settle import Settled, Verdict
from cleaner.text.fold import fold
from cleaner.values import BODY_ROLES, CHROME_ROLES, Block, Page

#: Roles whose blocks the record shows whenever they have them, and those whose blocks it shows when a field's value holds their words.
_ALWAYS_SHOWN = frozenset({"caption", "note"})
_SHOWN_IN = ("title", "kicker", "lead", "byline")
#: Finder certainty below which a person should look.
_UNSURE = 0.5


def make_record(page: Page, body: Body, fields: Fields, settled: Settled, chosen: Chosen) -> Article:
    """Return the record of a page whose blocks are settled."""
    verdicts = settled.verdicts
    kept = [(v.role, b) for v, b in zip(verdicts, page.blocks, strict=True) if v.role in BODY_ROLES]
    words = field_words(chosen.spoken, chosen.general)
    dateline = _dateline(kept, words)
    authors = fields.authors
    published, modified = fields.dates.published, fields.dates.modified
    article = Article(
        url=page.url or None, canonical_url=fields.value("canonical_url"), site=_site(page, fields),
        language=fields.value("language"), title=fields.value("title"),
        kicker=fields.value("kicker") or _joined("kicker", page, verdicts), lead=fields.value("lead") or _lead(page, verdicts),
        byline=authors.byline.value if authors.byline else None, authors=authors.authors.value if authors.authors else (),
        agencies=_agencies(fields, dateline, words),
        published=published.value if published else None, modified=modified.value if modified else None,
        dateline=dateline.place if dateline else None, section=fields.value("section"), tags=tuple(fields.value("tags") or ()),
        image=fields.value("image"),
        captions=read_captions(
            [(v.role, b) for v, b in zip(verdicts, page.blocks, strict=True) if v.role in ("caption", "credit")], words.credits),
        body=_body_text(kept, page), blocks=tuple(_role_texts(kept, page)), paywalled=fields.value("paywalled"),
        live=bool(fields.value("live")), notes=tuple(b.text for v, b in zip(verdicts, page.blocks, strict=True) if v.role == "note"),
        extractor=body.extractor, confidence=body.confidence, needs_review=settled.rolled_back or body.confidence < _UNSURE,
        warnings=tuple(_warnings(page, kept, fields, settled)), rules_digest=chosen.digest, sources=_sources(fields),
    )
    return dataclasses.replace(article, removed=tuple(_removed(page, verdicts, _shown(article, page, verdicts))))


def _site(page: Page, fields: Fields) -> str | None:
    host = host_of(page.url) or host_of(fields.value("canonical_url"))
    return registered_domain(host) or None


def _joined(role: str, page: Page, verdicts: Sequence[Verdict], start: int = 0) -> str | None:
    texts = [b.text for v, b in zip(verdicts[start:], page.blocks[start:], strict=True) if v.role == role]
    return "\n".join(dict.fromkeys(texts)) or None


def _lead(page: Page, verdicts: Sequence[Verdict]) -> str | None:
    """Return the lead below the headline; one above it, which may be another story's, only where there is none below."""
    title = next((i for i, v in enumerate(verdicts) if v.role == "title"), 0)
    return _joined("lead", page, verdicts, title) or _joined("lead", page, verdicts)


def _dateline(kept: Sequence[tuple[str, Block]], words: FieldWords) -> Dateline | None:
    first = next((b.text for role, b in kept if role == "body" and b.words >= 8), "")
    return read_dateline(first, words.datelines, words.agencies)


def _agencies(fields: Fields, dateline: Dateline | None, words: FieldWords) -> tuple[str, ...]:
    named = list(fields.authors.agencies.value) if fields.authors.agencies else []
    if dateline and dateline.agency:
        named.append(words.agencies.find(dateline.agency) or dateline.agency)
    return tuple(dict.fromkeys(named))


def _body_text(kept: Sequence[tuple[str, Block]], page: Page) -> str:
    """Return the body's paragraphs parted by an empty line; what only a line break or a cell's edge parts is put closer."""
    parts: list[str] = []
    last: Block | None = None
    for role, block in kept:
        if last is not None:
            parts.append(_gap(last, block, role, page))
        parts.append(block.text)
        last = block
    return "".join(parts)


def _gap(last: Block, block: Block, role: str, page: Page) -> str:
    if role == "table" and _row(last, page) == _row(block, page) >= 0:
        return " | "
    return "\n" if block.continues and last.index == block.index - 1 and page.kind == "html" else "\n\n"


def _row(block: Block, page: Page) -> int:
    """Return the node of the table row that a block stands in, -1 for none."""
    node = page.nodes[block.node]
    for _ in range(5):
        if node.tag == "tr":
            return node.index
        if node.parent < 0:
            return -1
        node = page.nodes[node.parent]
    return -1


def _role_texts(kept: Sequence[tuple[str, Block]], page: Page) -> Iterator[RoleText]:
    """Yield the body's blocks; the cells of a row are one block."""
    row: list[Block] = []
    for role, block in kept:
        if row and (role != "table" or _row(block, page) != _row(row[-1], page)):
            yield RoleText("table", " | ".join(b.text for b in row))
            row = []
        if role == "table":
            row.append(block)
        else:
            yield RoleText(role, block.text)
    if row:
        yield RoleText("table", " | ".join(b.text for b in row))


def _warnings(page: Page, kept: Sequence[tuple[str, Block]], fields: Fields, settled: Settled) -> Iterator[str]:
    yield from page.warnings
    if not page.blocks:
        yield "the page shows no text"
    elif not kept:
        yield "no article body was found"
    if fields.value("title") is None:
        yield "no title was found"
    if settled.rolled_back:
        yield "generic rules would have taken too much of the body; their claims were rolled back"


def _sources(fields: Fields) -> dict[str, FieldSource]:
    authors, dates = fields.authors, fields.dates
    found: dict[str, Any] = {
        **fields.found, "authors": authors.authors, "agencies": authors.agencies, "byline": authors.byline,
        "published": dates.published, "modified": dates.modified,
    }
    return {name: value.origin() for name, value in found.items() if value is not None}


def _shown(article: Article, page: Page, verdicts: Sequence[Verdict]) -> Iterator[int]:
    """Yield the blocks outside the body that the record's fields show: they were read from there, or hold the same words."""
    for source in article.sources.values():
        kind, _, number = source.source.partition(":")
        if kind == "block" and number.isdigit():
            yield int(number)
    values = {role: fold(getattr(article, role) or "") for role in _SHOWN_IN}
    parts = {
        "byline": [fold(name) for name in (*article.authors, *article.agencies)],
        "credit": list({fold(caption.credit) for caption in article.captions if caption.credit}),
    }
    for block, verdict in zip(page.blocks, verdicts, strict=True):
        role = verdict.role
        if role in CHROME_ROLES or role in BODY_ROLES:
            continue  # a field shows what was claimed for one
        shown = role in _ALWAYS_SHOWN or block.folded in values.get(role, "")
        if shown or any(part in block.folded for part in parts.get(role, ())):
            yield block.index


def _removed(page: Page, verdicts: Sequence[Verdict], shown: Iterable[int]) -> Iterator[Removed]:
    in_fields = frozenset(shown)
    for block, verdict in zip(page.blocks, verdicts, strict=True):
        role = verdict.role
        if role in CHROME_ROLES or (role not in BODY_ROLES and block.index not in in_fields):
            claim = verdict.claim
            yield Removed(claim.rule, claim.at, role, block.text, block.index)
