"""Findings about selectors: what is too broad, breaks with the next build of the site, or never acts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from cleaner.claims import GUARDED_TAGS
from cleaner.upkeep.lint.css_parts import Compound, every_compound, lone_compounds, subjects
from cleaner.upkeep.lint.finding import Spot
from cleaner.upkeep.lint.subject import Linted, Subject
from cleaner.values import ARTICLE_BODY, CHROME_ROLES

_POSITION = re.compile(r"nth-.*|(?:first|last)-(?:child|of-type)")
#: Beginnings of class names that tools make of a style's hash.
_HASHED = re.compile(
    r"(?:css|jss|jsx|sc|svelte|emotion|astro|makeStyles|r)-(?P<hash>[0-9A-Za-z]{5,10})(?:-[0-9]+)?|_+(?P<bare>[0-9A-Za-z]{5,8})"
)
_MODULE = re.compile(r".*(?:__|--|_)(?P<hash>[0-9A-Za-z+-]{5,8})")
#: Attributes whose values are names; words hide inside of other words there.
_NAMED = frozenset({"class", "id"})
_SEPARATORS = re.compile(r"[-_ ]")


def _selectors(subject: Subject) -> Iterator[tuple[Linted, int, str]]:
    for it in subject.rules:
        for i, selector in enumerate(it.rule.select):
            yield it, i, selector


def _everywhere(subject: Subject) -> Iterator[tuple[Spot, str]]:
    """Yield each selector of rules, content and fields with a spot that has no message yet."""
    for it, i, selector in _selectors(subject):
        yield it.spot("", "select", i), selector
    for loaded in subject.files:
        content = loaded.file.content
        for i, selector in enumerate(content.select if content else ()):
            yield Spot(loaded, ("content", "select", i), ""), selector
        for name, field in loaded.file.fields.items():
            for i, source in enumerate(field.take):
                if source.css:
                    yield Spot(loaded, ("fields", name, "from", i, "css"), ""), source.css


def bare_tag(subject: Subject) -> Iterator[Spot]:
    """Yield chrome selectors of sites and families that are a tag alone: what holds of a tag holds on every site."""
    for it, i, selector in _selectors(subject):
        if it.loaded.file.layer in ("generic", "language") or not _chrome(it):
            continue
        if any(made.bare for made in lone_compounds(selector)):
            yield it.spot(f"{selector!r} takes every such element of the site", "select", i)


def positional(subject: Subject) -> Iterator[Spot]:
    """Yield selectors that count elements."""
    for spot, selector in _everywhere(subject):
        names = [name for made in every_compound(selector) for name, _ in made.pseudos if _POSITION.fullmatch(name)]
        if names:
            yield spot._replace(message=f"':{names[0]}' in {selector!r} counts elements")


def hashed_class(subject: Subject) -> Iterator[Spot]:
    """Yield selectors with a class name that a build tool has made and will make anew."""
    for spot, selector in _everywhere(subject):
        odd = next((name for made in every_compound(selector) for name in _names(made) if is_hashed(name)), "")
        if odd:
            yield spot._replace(message=f"{odd!r} looks like a name that a build tool made")


def _names(made: Compound) -> Iterator[str]:
    yield from (name[1:] for name in made.names)
    yield from (word for key, sign, value in made.attributes if key in _NAMED and sign in ("=", "~=") for word in value.split())


def is_hashed(name: str) -> bool:
    """Tell whether a class name or id has a part that looks like a hash: letters and figures, or cases, mixed at random."""
    if "*" in name:
        return False
    if found := _HASHED.fullmatch(name):
        return _random(found["hash"] or found["bare"])
    module = _MODULE.fullmatch(name)
    return module is not None and _random(module["hash"])


def _random(text: str) -> bool:
    """Tell whether a text changes between letters and figures, or between cases, as no name does."""
    kinds = ["0" if c.isdigit() else "A" if c.isupper() else "a" for c in text]
    changes = sum(a != b for a, b in itertools.pairwise(kinds))
    figures = kinds.count("0")
    if figures:
        # "h2-title", "col12", "top10" and years have their figures at one end.
        return changes >= 2 or (0 < figures < len(kinds) and bool(re.match(r"[0-9]+[a-z]", text)) and not re.match(r"[0-9]+[a-z]{3}", text))
    # "articleBody" is made of words, "bdVaJa" of none.
    pieces = re.findall(r"[A-Z]?[a-z]*", text)
    return kinds.count("A") >= 2 and changes >= 2 and max(map(len, pieces)) <= 3


def substring(subject: Subject) -> Iterator[Spot]:
    """Yield selectors that look for a bare word inside of class names and ids, where it is also part of other words."""
    for spot, selector in _everywhere(subject):
        for made in every_compound(selector):
            for key, sign, value in made.attributes:
                if key in _NAMED and sign == "*=" and not _SEPARATORS.search(value):
                    yield spot._replace(message=f"{value!r} in {selector!r} also meets names that merely hold these letters")


def guarded_element(subject: Subject) -> Iterator[Spot]:
    """Yield chrome selectors of elements that the engine keeps from them, or that hold the article."""
    for it, i, selector in _selectors(subject):
        if not _chrome(it):
            continue
        for made in subjects(selector):
            if made.tag in GUARDED_TAGS:
                yield it.spot(f"{selector!r} never acts: no selector claims <{made.tag}> as chrome", "select", i)
            elif ARTICLE_BODY in made.tokens:
                yield it.spot(f"{selector!r} takes the element that holds the article", "select", i)


def _chrome(it: Linted) -> bool:
    return it.rule.role in CHROME_ROLES and not it.rule.keep
