"""What is of the template: texts that stand on so many pages that they are no article's."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from cleaner.text.words import count_words
from cleaner.upkeep.suggest.sample import SamplePage

#: Share of the sample on which chrome must stand; of four pages and fewer on all.
_SHARE, _FEW = 0.6, 4
#: Words from which on a text that other articles have too is no chance, and the number and share of pages that then suffice.
_SAYING, LEAST_SAYING, _SHARE_SAYING = 6.0, 3, 0.3
#: Pages from which on a sentence that stands on all of them is no article's.
_LEAST_EVERYWHERE = 5


def enough(pages: int) -> int:
    """Return on how many of so many pages something must stand to be of the template."""
    return pages if pages <= _FEW else max(_FEW, math.ceil(_SHARE * pages))


def common_keys(pages: Sequence[SamplePage]) -> frozenset[str]:
    """Return the texts (figures as one sign) that stand on so many pages that they are the template's; long ones need fewer."""
    counts = Counter(key for page in pages for key in {page.keys[b.index] for b in page.page.blocks if b.index not in page.told})
    least = enough(len(pages))
    long = min(least, max(LEAST_SAYING, math.ceil(_SHARE_SAYING * len(pages))))
    return frozenset(key for key, n in counts.items() if n >= least or (n >= long and count_words(key) >= _SAYING))


def everywhere(pages: Sequence[SamplePage]) -> frozenset[str]:
    """Return the sentences that stand on every page of a sample that is large enough to say so: no article's, however much they look it."""
    if len(pages) < _LEAST_EVERYWHERE:
        return frozenset()
    found = frozenset.intersection(*(frozenset(page.keys) for page in pages))
    return frozenset(key for key in found if count_words(key) >= _SAYING)
