"""What the memory claims on a page: blocks of the body that it knows as chrome, outside of the story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.memory.learn import Learned, own
from cleaner.memory.lines import BODY_MARKS, PROSE, PROSE_MARKS, RULES, SURE_PROSE, SeenLine, is_line, seen_lines
from cleaner.settle import Settled
from cleaner.values import Claim, Page

#: Above the finder (10) and repeats (15), below every rule: what rules say of a block is said with better reasons.
RANK = (17,)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def memory_claims(page: Page, settled: Settled, scores: Sequence[float], site: str, learned: Learned) -> list[Claim]:
    """Return a claim for each block of the body that the memory is sure of.

    Only blocks before the story's first own paragraph and after its last are taken; on a page without any, none.

    Args:
        page: the page.
        settled: what its blocks are without the memory.
        scores: the finder's probability of each block.
        site: the registered domain, for the rules' ids.
        learned: what is known of the site.
    """
    if not any(learned.sure.get((page.kind, zone)) for zone in ("head", "tail")):
        return []
    lines = seen_lines(page, settled.verdicts, scores)
    repeated = learned.repeated.get(page.kind, frozenset())
    story = [n for n, line in enumerate(lines) if own(line.key, line.mark, repeated)]
    if not story:  # the finder is sure of nothing: whatever of the body reads as prose and is not said elsewhere may be the story
        story = [n for n, line in enumerate(lines) if line.mark in (SURE_PROSE, PROSE) and line.key not in repeated]
    if not story:
        return []
    known = frozenset(_known(page, lines, (story[0], story[-1]), learned))
    taken = [n for n in sorted(known) if lines[n].mark in BODY_MARKS and not _heads_something(page, lines, n, known)]
    return [Claim(lines[n].block, "boilerplate", f"{RULES}{site}/{lines[n].key}", "", RANK) for n in taken]


def _known(page: Page, lines: Sequence[SeenLine], story: tuple[int, int], learned: Learned) -> Iterator[int]:
    """Yield the places of lines that the memory is sure of; in plain text only where their company is known too."""
    first, last = story
    keys = learned.sure[page.kind, "head"] | learned.sure[page.kind, "tail"]
    for n, line in enumerate(lines):
        zone = "head" if n < first else "tail" if n > last else ""
        if not zone or line.key not in learned.sure[page.kind, zone] or not is_line(line.text):
            continue
        if page.kind == "html" or n in (0, len(lines) - 1) or lines[n - 1].key in keys or lines[n + 1].key in keys:
            yield n


def _heads_something(page: Page, lines: Sequence[SeenLine], n: int, known: frozenset[int]) -> bool:
    """Tell whether a line may be the heading of what follows it in the body: of a list, or of a paragraph."""
    if lines[n].mark in PROSE_MARKS or n + 1 >= len(lines):
        return False
    after = lines[n + 1]
    if after.mark not in BODY_MARKS or n + 1 in known:
        return False
    if page.kind == "html":
        block = page.blocks[lines[n].block]
        return block.tag in _HEADINGS or block.bold
    return after.mark not in PROSE_MARKS
