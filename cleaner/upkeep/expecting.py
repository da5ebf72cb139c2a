"""Records beside what is expected of them, field by field."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cleaner.article import Article
from cleaner.pipeline import Cleaned
from cleaner.upkeep.outcomes import Difference, missing, noisy, wrong

#: How much of a text a message shows, and how much of what two texts share stands before the place where they part.
_SHOWN, _BEFORE = 100, 20
#: Fields of moments: ``Z`` and ``+00:00`` are the same.
_MOMENTS = ("published", "modified")
#: Lists of which the expectation names some, not all.
_AMONG = ("blocks", "removed")


class Actual(NamedTuple):
    """What cleaning a page gave: the record's fields, and how many blocks each rule claims, whether it wins or not."""

    record: Mapping[str, Any]
    hits: Mapping[str, int]

    @property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs."""
        return [line for line in self.record["body"].split("\n") if line]

    def listed(self, field: str) -> list[Any]:
        """Return a list of the record as an expectation writes it."""
        if field == "body":
            return self.paragraphs
        return [block["text"] for block in self.record[field]] if field == "removed" else list(self.record[field])

    def hits_of(self, rule: str) -> int:
        """Return how many blocks a rule claims: by its full id, or by the end of it."""
        return sum(count for name, count in self.hits.items() if name == rule or name.endswith(f"/{rule}"))


def actual(cleaned: Cleaned, article: Article) -> Actual:
    """Return what the stages found on a page."""
    claims = [c for v in cleaned.settled.verdicts for c in (v.claim, *v.losers) if c.at]
    return Actual(article.to_dict(removed=True), Counter(rule for _, rule in {(c.block, c.rule) for c in claims}))


def compare_field(field: str, expected: Any, found: Actual) -> tuple[Difference, ...]:
    """Return what differs between an expectation and what cleaning gave.

    Args:
        field: a key of ``expected.yaml``.
        expected: its value there.
        found: what cleaning gave.
    """
    if field == "hits":
        return tuple(d for rule, number in expected.items() for d in _hits(rule, number, found.hits_of(rule)))
    if field == "body_first":
        return () if found.record["body"].startswith(expected) else missing([f"the body does not begin with {shown(expected)}"])
    if field == "body_last":
        return () if found.record["body"].endswith(expected) else missing([f"the body does not end with {shown(expected)}"])
    if field in _AMONG:
        have = found.listed(field)
        return missing(f"{shown(item)} is not in {field}" for item in expected if item not in have)
    if isinstance(expected, list):
        return _lists(field, expected, found.listed(field))
    return _values(field, expected, found.record[field])


def wanted(field: str, expected: Any, found: Actual) -> Any:
    """Return what an expectation would have to say to be met."""
    if field == "hits":
        return {rule: found.hits_of(rule) for rule in expected}
    if field in _AMONG:
        have = found.listed(field)
        return [item for item in expected if item in have]
    if field in ("body_first", "body_last"):
        return (found.paragraphs or [""])[0 if field == "body_first" else -1]
    return found.listed(field) if isinstance(expected, list) else found.record[field]


def shown(value: Any) -> str:
    """Return a value as messages show it, a long text shortened."""
    if isinstance(value, str):
        return repr(value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…")
    return json.dumps(value, ensure_ascii=False)


def _hits(rule: str, expected: int, found: int) -> tuple[Difference, ...]:
    if expected == found:
        return ()
    text = f"the rule {rule} claims {found} block{'' if found == 1 else 's'}, not {expected}"
    return missing([text]) if found < expected else noisy([text])


def _values(field: str, expected: Any, found: Any) -> tuple[Difference, ...]:
    if field in _MOMENTS and isinstance(expected, str) and isinstance(found, str):
        expected, found = (moment.replace("Z", "+00:00") for moment in (expected, found))
    if expected == found:
        return ()
    if found is None or found == "":
        return missing([f"{field} is empty, not {shown(expected)}"])
    if expected is None or expected == "":
        return noisy([f"{field} is {shown(found)}, and should be empty"])
    one, other = _apart(expected, found) if isinstance(expected, str) and isinstance(found, str) else (shown(expected), shown(found))
    return wrong(f"{field} is {other}, not {one}")


def _lists(field: str, expected: Sequence[Any], found: Sequence[Any]) -> tuple[Difference, ...]:
    lacking, surplus = _without(expected, found), _without(found, expected)
    if not lacking and not surplus:
        return () if list(expected) == list(found) else wrong(f"{field} has another order: {_first_moved(expected, found)}")
    changed: list[Difference] = []
    for item in [i for i in lacking if isinstance(i, str)]:
        twin = next((other for other in surplus if isinstance(other, str) and _alike(item, other)), None)
        if twin is not None:
            lacking.remove(item)
            surplus.remove(twin)
            one, other = _apart(item, twin)
            changed += wrong(f"{field} has {other} instead of {one}")
    return (
        *missing(f"{shown(item)} is not in {field}" for item in lacking), *noisy(f"{shown(item)} is in {field}" for item in surplus),
        *changed,
    )


def _without(items: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """Return the items that ``others`` do not hold, each as often as it is there too often."""
    left = Counter(map(shown_whole, others))
    kept = []
    for item in items:
        key = shown_whole(item)
        if left[key]:
            left[key] -= 1
        else:
            kept.append(item)
    return kept


def shown_whole(value: Any) -> str:
    """Return a value as text, equal for equal values."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _first_moved(expected: Sequence[Any], found: Sequence[Any]) -> str:
    one, other = next((a, b) for a, b in zip(expected, found, strict=True) if a != b)
    return f"{shown(other)} stands where {shown(one)} should"


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _alike(one: str, other: str) -> bool:
    """Tell whether two texts are readings of one paragraph: beginning and end that they share are half of the shorter."""
    both = _shared(one, other) + _shared(one[::-1], other[::-1])
    return both * 2 >= min(len(one), len(other)) > 0


def _apart(one: str, other: str) -> tuple[str, str]:
    """Return two texts as messages show them, from shortly before the place where they part."""
    start = _shared(one, other)
    if start <= _BEFORE or max(len(one), len(other)) <= _SHOWN:
        return shown(one), shown(other)
    return shown("…" + one[start - _BEFORE :]), shown("…" + other[start - _BEFORE :])
