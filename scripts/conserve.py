"""Check on corpora that no word gets lost, and that the order of rule files changes nothing.

    python scripts/conserve.py FOLDER...

Every block of a page is in the record's body, or in ``removed`` with the rule that took it, or shown by a field, in the page's order.
On every tenth page the active files are shuffled, which must give the same record.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus import read_corpus

from cleaner.article import Article
from cleaner.errors import PageError
from cleaner.pipeline import Cleaned, Options, clean_page
from cleaner.rules.book import Rulebook
from cleaner.rules.load import load_rules
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Fingerprint
from cleaner.values import BODY_ROLES, FIELD_ROLES

_EVERY = 10


class Shuffled(Rulebook):
    """A rulebook that gives its files in another order."""

    def __init__(self, book: Rulebook, chance: random.Random) -> None:
        super().__init__(book.shelves, sites=book.sites)
        self.chance = chance
        self.generic = self._other(self.generic)

    def _other(self, files: tuple[LoadedFile, ...]) -> tuple[LoadedFile, ...]:
        return tuple(self.chance.sample(files, len(files)))

    def families_for(self, fits: Callable[[str, Fingerprint | None], bool]) -> tuple[LoadedFile, ...]:
        return self._other(super().families_for(fits))

    def language_files(self, code: str) -> tuple[LoadedFile, ...]:
        return self._other(super().language_files(code))


def faults(cleaned: Cleaned, article: Article) -> Iterator[str]:
    """Yield what is lost, changed or out of order in a record."""
    blocks, verdicts = cleaned.page.blocks, cleaned.settled.verdicts
    if len(verdicts) != len(blocks):
        yield f"{len(blocks)} blocks have {len(verdicts)} verdicts"
    body = [b for b, v in zip(blocks, verdicts, strict=False) if v.role in BODY_ROLES]
    for name, text in (("body", article.body), ("blocks", "".join(b.text for b in article.blocks))):
        if _letters(text) != _letters("".join(b.text for b in body)):
            yield f"{name} is not the text of the body's blocks"
    removed = [r.block for r in article.removed]
    if removed != sorted(set(removed)):
        yield "removed blocks are out of order"
    for r in article.removed:
        if not (r.rule and r.role and r.text == blocks[r.block].text) or verdicts[r.block].role in BODY_ROLES:
            yield f"removed block {r.block} is not what the page has"
    gone = {b.index for b in body}.union(removed)
    for b, v in zip(blocks, verdicts, strict=False):
        if b.index not in gone and v.role not in FIELD_ROLES:
            yield f"block {b.index} is lost: {v.role}"


def _letters(text: str) -> str:
    """Return a text without white space and the strokes that part cells."""
    return "".join(text.replace("|", "").split())


def main(folders: list[Path]) -> int:
    """Check all pages of the folders; return how many faults there are."""
    book = load_rules()
    found = pages = shuffled = refused = 0
    chance = random.Random(0)
    for folder in folders:
        for case in read_corpus(folder):
            pages += 1
            try:
                cleaned, article = clean_page(case.data, book, Options(url=case.url))
            except PageError as error:
                refused += 1
                print(f"{folder.name}/{case.id}: {error}")
                continue
            wrong = [*faults(cleaned, article)]
            if pages % _EVERY == 0:
                shuffled += 1
                if clean_page(case.data, Shuffled(book, chance), Options(url=case.url))[1] != article:
                    wrong.append("shuffled files give another record")
            found += len(wrong)
            for fault in wrong:
                print(f"{folder.name}/{case.id}: {fault}")
    print(f"{pages} pages, {shuffled} of them also with shuffled files: {found} faults, {refused} refused")
    return found


if __name__ == "__main__":
    sys.exit(1 if main([Path(a) for a in sys.argv[1:]]) else 0)
