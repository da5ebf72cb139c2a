"""Mending the finder's choice on plain text, where only a line's neighbours can tell.

The line after a label of other stories is their headline; the sentence between the story and the first line of chrome is its
last. Both stand close to the finder's threshold, for without elements they look alike; what rules say of the line beside them
decides. A caption stands right above the line that names the photographer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from cleaner.finder.find import Finding
from cleaner.text.words import CLOSERS, ENDS
from cleaner.values import Block, Claim, Page

RANK = (15,)
#: What stands below a story and is never part of another text: a newsletter's or an author's box brings sentences of its own.
_BELOW_STORY = frozenset({"share", "related", "credit", "caption", "label", "tags", "print"})
#: Words and probability from which on the line above it is the story's last sentence. Of the development corpus's, 11 of 14 are gold.
_LEAST_WORDS, _LEAST_LAST = 5.0, 0.2
#: Words of a label at most, and how often it may stand on a page: one that comes back stands below each item of a list.
_MOST_LABEL, _MOST_TIMES = 5.0, 2
#: Words of a headline at least, the words from which on a line with a full stop is prose, the probability below which it is a headline,
#: and how many may follow a label. Of the development corpus's 30, two stand in the gold.
_LEAST_HEADLINE, _PROSE, _SURE, _MOST_HEADLINES = 4.0, 8.0, 0.75, 3
#: Words of a caption and of the credit below it, and the probability below which it is one. Of the development corpus's 21 three stand
#: in the gold, leads all.
_CAPTION, _MOST_CREDIT, _UNSURE = (8.0, 31.0), 8.0, 0.8
#: Full stops: a headline may end in another mark.
_STOPS = ".。।۔"


def mend_text(page: Page, finding: Finding, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield claims on headlines of other stories and on captions that the finder takes, and on the last sentence that it leaves out.

    Args:
        page: the page; on one of HTML nothing is claimed.
        finding: what the finder says.
        claims: what rules say, in order of block and rank.
    """
    chosen = finding.chosen() if page.kind == "text" else ()
    if not chosen:
        return
    roles = {c.block: c.role for c in claims}
    for index in _announced(page, finding, roles):
        yield Claim(index, "related", "engine/announced", "", RANK)
    for index in _credited(page, finding, roles):
        yield Claim(index, "caption", "engine/credited", "", RANK)
    last = chosen[-1] + 1
    between = roles.get(last + 1) in _BELOW_STORY and not {chosen[-1], last} & roles.keys()
    if between and finding.scores[last] >= _LEAST_LAST and _whole_sentence(page.blocks[last]):
        yield Claim(last, "body", "engine/last-sentence", "", RANK)


def _announced(page: Page, finding: Finding, roles: Mapping[int, str]) -> Iterator[int]:
    """Yield the lines that follow a label of other stories and that the finder is not sure of."""
    labels = [i for i, role in roles.items() if role == "related" and page.blocks[i].words <= _MOST_LABEL]
    times = Counter(page.blocks[i].folded for i in labels)
    for label in labels:
        if times[page.blocks[label].folded] > _MOST_TIMES:
            continue
        for block in page.blocks[label + 1:label + 1 + _MOST_HEADLINES]:
            if block.index in roles or not finding.threshold < finding.scores[block.index] < _SURE or not _headline(block):
                break
            yield block.index


def _credited(page: Page, finding: Finding, roles: Mapping[int, str]) -> Iterator[int]:
    """Yield the sentences right above a picture's credit that the finder is not sure of."""
    for credit, role in roles.items():
        above = credit - 1
        if role != "credit" or above < 0 or above in roles or page.blocks[credit].words > _MOST_CREDIT:
            continue
        block = page.blocks[above]
        one = block.sentences <= 1 and _CAPTION[0] <= block.words <= _CAPTION[1] and block.text[-1] in _STOPS
        if one and finding.threshold < finding.scores[above] < _UNSURE:
            yield above


def _headline(block: Block) -> bool:
    text = block.text.rstrip(CLOSERS)
    return block.words >= _LEAST_HEADLINE and (block.words < _PROSE or text[-1:] not in _STOPS or text.endswith("..."))


def _whole_sentence(block: Block) -> bool:
    return block.words >= _LEAST_WORDS and block.text.rstrip(CLOSERS)[-1:] in ENDS
