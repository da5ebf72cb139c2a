"""The lead (standfirst, dek): what stands between headline and story in a dress of its own.

On a page that calls itself an article, a text that the page also gives as its description, or whose element is named as a
lead, is the lead when it stands apart from the paragraph after it: in another parent, or as another element. Beside it and
alike, whatever its class, it is the story's first paragraph. On pages that do not call themselves news the finder has the
last word.

Measured on the development corpora: of 80 texts apart on publishers' pages none stands in the publisher's own body; of 45 in
the same parent 40 do. The corpora disagree: traf, many and half of news count a lead as body.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from cleaner.finder.hints import Hints
from cleaner.rules.tables import word_table
from cleaner.structured.jsonld import articles, types
from cleaner.text.fold import fold
from cleaner.values import Block, Claim, Node, Page
from cleaner.zones import prose_block

RANK = (35,)
_LEAST_WORDS, _MOST_WORDS = 6.0, 120.0
#: Prose blocks after the headline among which the lead is looked for.
_LOOKED_AT = 2
_LEAST_DESCRIPTION = 30


def find_leads(page: Page, title: int) -> tuple[Claim, ...]:
    """Return claims on the lead of a page of HTML, () when it shows none.

    Args:
        page: the page.
        title: index of the headline's block, -1 when unknown.
    """
    if page.kind != "html" or not _calls_itself_article(page):
        return ()
    described = frozenset(_descriptions(page))
    prose = 0
    for block in page.blocks[max(0, title + 1):]:
        if prose_block(block):
            prose += 1
        if prose > _LOOKED_AT:
            break
        if _LEAST_WORDS <= block.words <= _MOST_WORDS and block.link_share < 0.5 and _is_lead(block, page, described):
            return (Claim(block.index, "lead", "engine/lead", "", RANK),)
    return ()


def calls_itself_news(page: Page) -> bool:
    """Tell whether a page's JSON-LD calls it a news article, of whatever kind."""
    return any("news" in name for item in articles(page.structured.ld)[:5] for name in types(item))


def _calls_itself_article(page: Page) -> bool:
    head = page.structured
    return any(m.name == "og:type" and "article" in m.content.casefold() for m in head.metas) or bool(articles(head.ld))


def _descriptions(page: Page) -> Iterator[str]:
    for meta in page.structured.metas:
        if meta.name in ("description", "og:description", "twitter:description") and len(meta.content) > _LEAST_DESCRIPTION:
            yield fold(meta.content)
    for item in articles(page.structured.ld)[:5]:  # and not of a video or the publisher, which are described too
        text = item.get("description")
        if isinstance(text, str) and len(text) > _LEAST_DESCRIPTION:
            yield fold(text)


def _is_lead(block: Block, page: Page, described: frozenset[str]) -> bool:
    if block.folded not in described and not _named_lead(page.nodes[block.node], page):
        return False
    after = next((b for b in page.blocks[block.index + 1:] if prose_block(b)), None)
    return after is not None and not _side_by_side(page.nodes[block.node], page.nodes[after.node])


def _named_lead(node: Node, page: Page) -> bool:
    """Tell whether a block's element, or one that holds nothing else, is named as a lead."""
    hints = _hints()
    lead = hints.names.index("lead")
    while True:
        if lead in hints.of(node.tokens):
            return True
        if node.parent < 0 or page.nodes[node.parent].end - page.nodes[node.parent].start > 1:
            return False
        node = page.nodes[node.parent]


def _side_by_side(node: Node, other: Node) -> bool:
    return node.parent == other.parent and node.tag == other.tag


@lru_cache(maxsize=1)
def _hints() -> Hints:
    return Hints(word_table("finder/hints.yaml"))
