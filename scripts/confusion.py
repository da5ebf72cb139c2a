"""Where verdicts and gold part: blocks lost and kept too many, and the rules that did it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cleaner.pipeline import Cleaned
from cleaner.settle import Verdict
from cleaner.upkeep.gold import WORD, one_space
from cleaner.upkeep.gold_blocks import gold_blocks
from cleaner.values import BODY_ROLES

_SHOWN = 90


class BlockNote(NamedTuple):
    """A block on the wrong side: its beginning, the rule that decided, the role, the finder's score, its element, its words."""

    text: str
    rule: str
    role: str
    score: float
    tag: str
    words: int


class RuleNote(NamedTuple):
    """What a rule did with blocks that it would leave out of the body.

    Attributes:
        claimed: blocks that it claims, whoever decided in the end.
        gold: those of them that are gold.
        lost: words of the gold blocks that it decided about.
        back: those of these words that would be body if the rule were not there.
        example: beginning of the longest block lost.
        longest: words of that block.
    """

    claimed: int = 0
    gold: int = 0
    lost: int = 0
    back: int = 0
    example: str = ""
    longest: int = 0


class Look(NamedTuple):
    """What a page's verdicts did to its gold; counts of ``(blocks, words)`` by role and by tag.

    ``unseen`` is how many of the gold body's words no block of the page holds at all.
    """

    missing: tuple[BlockNote, ...] = ()
    surplus: tuple[BlockNote, ...] = ()
    roles: Mapping[str, tuple[int, int]] = {}
    tags: Mapping[str, tuple[int, int]] = {}
    rules: Mapping[str, RuleNote] = {}
    unseen: int = 0


def look(cleaned: Cleaned, gold: Mapping[str, Any]) -> Look:
    """Compare the verdicts on a page with its gold body, or with its snippets where there is no body."""
    verdicts, blocks = cleaned.settled.verdicts, cleaned.page.blocks
    texts = [b.text for b in blocks]
    marks = _marks(texts, verdicts, gold)
    sizes = [len(WORD.findall(text)) for text in texts]
    notes = [
        BlockNote(b.text[:_SHOWN], v.claim.rule, v.role, round(score, 3), b.tag, size)
        for b, v, score, size in zip(blocks, verdicts, cleaned.finding.scores, sizes, strict=True)
    ]
    wanted = [n for n, mark in zip(notes, marks, strict=True) if mark]
    missing = tuple(n for n in wanted if n.role not in BODY_ROLES)
    surplus = tuple(n for n, mark in zip(notes, marks, strict=True) if mark is False and n.role in BODY_ROLES)
    unseen = (Counter(WORD.findall(gold.get("body") or "")) - Counter(w for text in texts for w in WORD.findall(text))).total()
    roles, tags = _counted((n.role, n) for n in wanted), _counted((n.tag, n) for n in surplus)
    return Look(missing, surplus, roles, tags, _rules(verdicts, notes, marks), unseen)


def add_counts(looks: Iterable[Mapping[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    """Return the sums of many counts."""
    sums: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for counts in looks:
        for key, (blocks, words) in counts.items():
            sums[key] = (sums[key][0] + blocks, sums[key][1] + words)
    return dict(sums)


def add_rules(looks: Iterable[Mapping[str, RuleNote]]) -> dict[str, RuleNote]:
    """Return what each rule did on many pages, the costliest first."""
    sums: dict[str, RuleNote] = defaultdict(RuleNote)
    for rules in looks:
        for rule, note in rules.items():
            sums[rule] = _joined(sums[rule], note)
    return dict(sorted(sums.items(), key=lambda item: (-item[1].lost, -item[1].gold, item[0])))


def _joined(one: RuleNote, other: RuleNote) -> RuleNote:
    longer = one if one.longest >= other.longest else other
    return RuleNote(
        one.claimed + other.claimed, one.gold + other.gold, one.lost + other.lost, one.back + other.back, longer.example, longer.longest,
    )


def _marks(texts: Sequence[str], verdicts: Sequence[Verdict], gold: Mapping[str, Any]) -> list[bool | None]:
    """Return for each block whether it is gold, None where the gold does not say."""
    if gold.get("body"):
        return [*gold_blocks(texts, gold["body"])]
    kept = [v.role in BODY_ROLES for v in verdicts]
    flat = [one_space(text) for text in texts]
    marks: list[bool | None] = [None] * len(texts)
    for key, mark in (("without", False), ("with", True)):
        for snippet in map(one_space, gold.get(key, ())):
            holders = [i for i, text in enumerate(flat) if snippet and snippet in text]
            # A snippet may also stand in a teaser or a pull quote: it is there once the body has it.
            shown = [i for i in holders if kept[i]] if mark else []
            for i in shown or holders:
                marks[i] = mark
    return marks


def _counted(notes: Iterable[tuple[str, BlockNote]]) -> dict[str, tuple[int, int]]:
    return add_counts({key: (1, note.words)} for key, note in notes)


def _rules(verdicts: Sequence[Verdict], notes: Sequence[BlockNote], marks: Sequence[bool | None]) -> dict[str, RuleNote]:
    pairs = zip(verdicts, notes, marks, strict=True)
    return add_rules(found for verdict, note, mark in pairs if mark is not None for found in _claims(verdict, note, mark))


def _claims(verdict: Verdict, note: BlockNote, gold: bool) -> Iterator[dict[str, RuleNote]]:
    """Yield what each rule that would leave a block out did to it."""
    lost = note.words if gold and note.role not in BODY_ROLES else 0
    decided = verdict.claim.rule
    others = [c for c in verdict.losers if c.rule != decided]
    back = lost if not others or others[0].role in BODY_ROLES else 0
    if note.role not in BODY_ROLES:
        yield {decided: RuleNote(1, int(gold), lost, back, note.text if lost else "", lost)}
    for rule in {c.rule for c in others if c.role not in BODY_ROLES}:
        yield {rule: RuleNote(1, int(gold))}
