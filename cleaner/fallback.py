"""The last resort: trafilatura's choice, aligned to the blocks. The only module that imports trafilatura."""

from __future__ import annotations

from typing import Any

from cleaner.text.fold import fold, letters
from cleaner.values import Page

#: Blocks up to which it is asked. Its parts look for each short paragraph's neighbours through all others: 3,000 lines of one letter
#: take 3 s and 6,000 take 10. The longest page of the development corpora on which it was asked has 2,737 blocks.
MOST_BLOCKS = 3000


def trafilatura_blocks(source: Any, page: Page) -> list[int]:
    """Return the indices of the blocks whose text trafilatura takes for the article, none of a page of more than :data:`MOST_BLOCKS`.

    Args:
        source: the page's HTML as a str, or its lxml element (which is copied, never changed).
        page: the page's blocks.
    """
    if len(page.blocks) > MOST_BLOCKS:
        return []
    import copy

    import trafilatura

    data = source if isinstance(source, str) else copy.deepcopy(source)
    text = trafilatura.extract(data, include_comments=False, include_tables=True, deduplicate=False) or ""
    lines = {letters(fold(line)) for line in text.splitlines()} - {""}
    whole = "".join(letters(fold(line)) for line in text.splitlines())
    chosen = []
    for block in page.blocks:
        wanted = letters(block.folded)
        if wanted and (wanted in lines or (len(wanted) > 40 and wanted in whole)):
            chosen.append(block.index)
    return chosen
