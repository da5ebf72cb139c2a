"""What the site memory knows of a site as a proposed site file: lines and runs of lines, for a person to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from cleaner.domains import host_of, registered_domain
from cleaner.errors import InputError
from cleaner.memory.evidence import SiteEvidence
from cleaner.memory.learn import LearnedLine, learn
from cleaner.memory.store import Store
from cleaner.text.words import count_words
from cleaner.upkeep.suggest.evidence import Evidence, RulePart, SiteDraft, StepPart, TestPart
from cleaner.upkeep.suggest.prove import sound

#: Words that a line says at least to go by itself, and those from which on it may do so among paragraphs.
_ALONE, _IN_BODY = 3.0, 6.0
_MOST_STEPS = 8
#: Prose for the tests of rules: the memory keeps no article.
_PROSE = "The council of the town met on Tuesday to talk about the new bridge over the river."
_MORE_PROSE = "Nobody could say on that evening what the bridge would cost or when it would be built."


def memory_draft(store: Store, site: str) -> SiteDraft:
    """Return the rules that the memory's sure lines make, of those that the cleaner lets through on some page; it may have none.

    Short lines stand in it only as steps beside a longer one. Rules that fail their own tests or that ``rules check`` finds fault
    with are left out.

    Args:
        store: the memory.
        site: the site's domain.

    Raises:
        InputError: ``site`` is no domain, or the memory knows nothing of it.
    """
    domain = registered_domain(host_of(site))
    if not domain:
        raise InputError(f"{site!r} is no site; a site is given by its domain, such as example.com.")
    evidence = store.evidence(domain)
    if not evidence.pages:
        raise InputError(f"{store.folder}: the site memory has seen no page of {domain}.")
    known = {line.key: line for line in learn(evidence).lines if not line.doubt and _can_be_written(line.text)}
    runs = _runs(known, _following(evidence, known))
    parts = (_part(run, f"memory-{number}") for number, run in enumerate(runs, 1))
    about = (
        f"Proposed by 'clean-news rules suggest --from-memory' from {len(evidence.pages)} pages of {domain} that the site memory has seen.",
        "Nothing here acts before it is accepted: look at each part, take out what is wrong, then 'clean-news rules accept'.",
    )
    return sound(SiteDraft(domain, about, rules=tuple(_once(part for part in parts if part))))


def _can_be_written(text: str) -> bool:
    return bool(text) and not any(mark in text for mark in "{}")


def _following(evidence: SiteEvidence, known: Mapping[str, LearnedLine]) -> Mapping[str, str]:
    """Return for each sure line the one that follows it wherever it stands."""
    after: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for name in sorted(evidence.pages):
        keys = ["", *(key for key, _ in evidence.pages[name].entries()), ""]
        for one, two in pairwise(keys):
            after[one].add(two)
            before[two].add(one)
    found = {}
    for key, line in known.items():
        follower = known.get(next(iter(after[key]))) if len(after[key]) == 1 else None
        if follower and len(before[follower.key]) == 1 and follower.key != key and (follower.kind, follower.zone) == (line.kind, line.zone):
            found[key] = follower.key
    return found


def _runs(known: Mapping[str, LearnedLine], following: Mapping[str, str]) -> Iterator[tuple[LearnedLine, ...]]:
    """Yield the lines in chains of those that always follow each other, with one at least that was let through."""
    followers = frozenset(following.values())
    for key in sorted(known, key=lambda key: (known[key].kind, known[key].zone, -known[key].stories, key)):
        if key in followers:
            continue
        chain = [known[key]]
        while (after := following.get(chain[-1].key)) and known[after] not in chain:
            chain.append(known[after])
        for start in range(0, len(chain), _MOST_STEPS):
            run = tuple(chain[start : start + _MOST_STEPS])
            if any(line.through for line in run):
                yield run


def _once(parts: Iterable[RulePart]) -> Iterator[RulePart]:
    """Yield the parts but for those that say what another one says: pages and texts of one site share lines."""
    seen: set[tuple[object, ...]] = set()
    for part in parts:
        said = (part.lines, part.sequence, part.zone)
        if said not in seen:
            seen.add(said)
            yield part


def _part(run: Sequence[LearnedLine], name: str) -> RulePart | None:
    """Return the rule of a run, None when it says too little to be told from an article's words."""
    most = max(run, key=lambda line: (count_words(line.text), line.key))
    words = count_words(most.text)
    if words < _ALONE:
        return None
    zone = () if words >= _IN_BODY else (most.zone,)
    evidence = Evidence(
        min(line.stories for line in run), most.of, tuple(line.text for line in run), (),
        (f"stories on which it stood at this place, in {most.kind}; let through on {max(line.through for line in run)} pages",),
    )
    literals = [line.text.replace("0", "{int}") for line in run]
    if len(run) == 1:
        why = "This line stands beside nearly every story of the site."
        return RulePart(name, "boilerplate", why, evidence, _tests(run, most, zone), lines=(literals[0],), zone=zone)
    steps = tuple(StepPart(literal, anchor=line is most) for literal, line in zip(literals, run, strict=True))
    why = "These lines stand beside nearly every story of the site, one after the other."
    return RulePart(name, "boilerplate", why, evidence, _tests(run, most, zone), sequence=steps, zone=zone)


def _tests(run: Sequence[LearnedLine], most: LearnedLine, zone: tuple[str, ...]) -> tuple[TestPart, ...]:
    lines = tuple(f"- {line.text}" for line in run)
    prose = (f"= {_PROSE}", f"= {_MORE_PROSE}")
    shown = (*lines, *prose) if most.zone == "head" else (*prose, *lines)
    return (
        TestPart("the lines go, the paragraphs stay", lines=shown),
        TestPart("a paragraph that begins with these words stays", lines=(f"= {most.text} {_PROSE}", f"= {_MORE_PROSE}")),
    )
