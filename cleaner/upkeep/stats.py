"""What every rule does on pages: hits, precision against gold, dead, overlapping and redundant rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cleaner.claims import RANKS
from cleaner.rules.book import Rulebook
from cleaner.rules.compile import ActiveRules, CompiledRule, Tables
from cleaner.upkeep.given import GivenPage
from cleaner.upkeep.states import FailedPage, Seen, marked_gold, see_all
from cleaner.values import CHROME_ROLES, Claim

#: The rank of the body finder's claims.
_FINDER = (10,)
#: How many overlapping rules are kept for each rule, and how much of a wrongly claimed block.
_MOST_OVERLAPS, _SHOWN = 5, 90


@dataclass(frozen=True, slots=True)
class RuleStats:
    """What a rule did.

    Attributes:
        id: its full id.
        at: ``file:line``.
        layer: its layer.
        role: the role it gives.
        keep: whether it protects blocks.
        acting: pages for which it was chosen, by site, family or language.
        pages: pages on which it claimed something.
        hits: blocks that it claimed.
        decided: hits that no other claim overruled.
        judged: hits on pages with a gold body.
        wrong: of these the claims that contradict it: a chrome rule's on gold blocks, a keep rule's on blocks that are not gold.
        wrong_words: words of the gold blocks among them.
        example: beginning of the longest block claimed wrongly.
        overlaps: other rules with the number of this rule's hits that they also claim, most first.
        redundant: whether every hit is also claimed, to the same end, by a rule of a more general layer.
    """

    id: str
    at: str
    layer: str
    role: str
    keep: bool
    acting: int
    pages: int = 0
    hits: int = 0
    decided: int = 0
    judged: int = 0
    wrong: int = 0
    wrong_words: int = 0
    example: str = ""
    overlaps: tuple[tuple[str, int], ...] = ()
    redundant: bool = False

    @property
    def dead(self) -> bool:
        """Whether it was chosen for pages and claimed nothing."""
        return not self.hits

    @property
    def precision(self) -> float | None:
        """Share of judged hits that are right; None for rules of fields, and where there is no gold."""
        return (self.judged - self.wrong) / self.judged if self.judged and _is_judged(self.role, self.keep) else None


@dataclass(frozen=True, slots=True)
class Stats:
    """What the rules that were chosen did: rules by id, the number of pages, of those with a gold body, and pages that failed."""

    rules: tuple[RuleStats, ...]
    pages: int
    gold: int
    failed: tuple[FailedPage, ...]


def rule_stats(pages: Iterable[GivenPage], book: Rulebook) -> Stats:
    """Return what each rule did on pages. Only rules that were chosen for some page are there; a page is held at a time.

    Claims of generic and language rules that the guard rolled back on a page are no hits.

    Raises:
        RuleErrors: a file of a page's site or language is wrong.
    """
    acting, counts = _Acting(), _Counts()
    failures: list[FailedPage] = []
    total = judged = 0
    for outcome in see_all(pages, book):
        if isinstance(outcome, FailedPage):
            failures.append(outcome)
            continue
        page, (seen,) = outcome
        gold = (page.gold or {}).get("body") or ""
        total, judged = total + 1, judged + bool(gold)
        acting.add(seen.cleaned.chosen.active)
        counts.add(seen, marked_gold(seen, gold) if gold else None)
    rules = (counts.of(rule, number) for rule, number in acting.rules())
    return Stats(tuple(sorted(rules, key=lambda r: r.id)), total, judged, tuple(failures))


class _Acting:
    """Counts for how many pages each rule was chosen: by groups of rules, since thousands act on every page."""

    def __init__(self) -> None:
        self._groups: dict[tuple[object, ...], tuple[ActiveRules, Tables]] = {}
        self._pages: Counter[tuple[object, ...]] = Counter()

    def add(self, active: ActiveRules) -> None:
        for tables in active.tables:
            changed = tuple(sorted(active.overrides or ()))
            key = (tables, active.disabled, changed, active.fetched)
            self._groups.setdefault(key, (active, tables))
            self._pages[key] += 1

    def rules(self) -> Iterator[tuple[CompiledRule, int]]:
        """Yield every rule that acted on a page, with the number of pages."""
        found: dict[str, CompiledRule] = {}
        pages: Counter[str] = Counter()
        for key, (active, tables) in self._groups.items():
            for number in range(len(tables.rules)):
                rule = active.rule(tables, number)
                if rule is not None:
                    found[rule.id] = rule
                    pages[rule.id] += self._pages[key]
        return ((rule, pages[name]) for name, rule in found.items())


class _Counts:
    """Counts what rules claimed."""

    def __init__(self) -> None:
        self._sums: dict[str, Counter[str]] = defaultdict(Counter)
        self._overlaps: dict[str, Counter[str]] = defaultdict(Counter)
        self._examples: dict[str, str] = {}

    def add(self, seen: Seen, gold: Sequence[bool] | None) -> None:
        """Count a page's claims; ``gold`` says which blocks are gold, None when nobody knows."""
        hit: set[str] = set()
        for block, verdict in zip(seen.cleaned.page.blocks, seen.cleaned.settled.verdicts, strict=True):
            ruled = [c for c in (verdict.claim, *verdict.losers) if c.at and c.rank > _FINDER]
            for claim in ruled:
                hit.add(claim.rule)
                sums = self._sums[claim.rule]
                sums["hits"] += 1
                sums["decided"] += claim is verdict.claim
                sums["covered"] += any(_covers(other, claim) for other in ruled)
                self._overlaps[claim.rule].update(other.rule for other in ruled if other.rule != claim.rule)
                if gold is not None:
                    self._judge(claim, gold[block.index], block.text, block.words)
        for name in hit:
            self._sums[name]["pages"] += 1

    def of(self, rule: CompiledRule, acting: int) -> RuleStats:
        """Return what a rule did, which was chosen for ``acting`` pages."""
        sums = self._sums.get(rule.id, Counter())
        overlaps = sorted(self._overlaps.get(rule.id, Counter()).items(), key=lambda item: (-item[1], item[0]))
        return RuleStats(
            rule.id, rule.at, rule.layer, rule.rule.role, rule.rule.keep, acting,
            pages=sums["pages"], hits=sums["hits"], decided=sums["decided"], judged=sums["judged"], wrong=sums["wrong"],
            wrong_words=sums["words"], example=self._examples.get(rule.id, "")[:_SHOWN], overlaps=tuple(overlaps[:_MOST_OVERLAPS]),
            redundant=0 < sums["hits"] == sums["covered"],
        )

    def _judge(self, claim: Claim, gold: bool, text: str, words: float) -> None:
        if not _is_judged(claim.role, claim.keep):
            return
        sums = self._sums[claim.rule]
        sums["judged"] += 1
        if gold != claim.keep:
            sums["wrong"] += 1
            sums["words"] += round(words) if gold else 0
            self._examples[claim.rule] = max(self._examples.get(claim.rule, ""), text, key=len)


def _is_judged(role: str, keep: bool) -> bool:
    return keep or role in CHROME_ROLES


def _covers(other: Claim, claim: Claim) -> bool:
    """Tell whether a claim of a more general layer says the same of a block: what takes it out, protects it, or gives it the field."""
    same = other.role == claim.role or (other.role in CHROME_ROLES and claim.role in CHROME_ROLES)
    return RANKS["generic"] <= other.rank[0] < claim.rank[0] and other.keep == claim.keep and same
