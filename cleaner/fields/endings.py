"""What the end of a body must not be: a line between story and nothing, and what tells of the author."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cleaner.values import Claim, Page

RANK = (35,)
#: Blocks of body from which on the last may tell of the author, and its words at most. Of 10 such on the development corpora's news
#: pages one is gold, and half of those on pages of other kinds.
_LEAST_STORY, _MOST_BIO = 5, 90
#: What rules off a part of a text. Stars that rate and pictures of faces are no such thing.
_RULES = " _*-=~#.\u2010\u2011\u2012\u2013\u2014\u2015\u2026\u2042\u00b7\u2022\u200d\u200b"
#: What stands before the name there, and what after it; characters among which a colon tells that somebody speaks.
_BULLETS, _GOES_ON, _SPEAKER = " *-\u2022\u00b7\u25cf\u25aa(\u2014\u2013|>", (" ", ",", "'"), 60


def endings(page: Page, body: Sequence[int], names: Iterable[str]) -> Iterator[Claim]:
    """Yield claims on the last blocks of a body that do not belong to the story.

    Args:
        page: the page.
        body: its body so far, in page order.
        names: the authors' names, folded.
    """
    told = len(body) < _LEAST_STORY
    for index in reversed(body):
        block = page.blocks[index]
        if not block.text.strip(_RULES):
            yield Claim(index, "label", "fields/separator", "", RANK)
        elif not told and block.words <= _MOST_BIO and tells_of(block.folded, names):
            told = True
            yield Claim(index, "author-bio", "fields/author-bio", "", RANK)
        else:
            return


def tells_of(folded: str, names: Iterable[str]) -> bool:
    """Tell whether a folded text begins with one of the full names, as what tells of an author does, and not as in an interview."""
    bare = folded.lstrip(_BULLETS)
    return ":" not in bare[:_SPEAKER] and any(" " in name and bare.startswith(name) and bare[len(name):][:1] in _GOES_ON for name in names)
