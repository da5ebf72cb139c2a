"""One config, line by line, to what a rule file can say; for every line what became of it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from pathlib import PurePath

from cleaner.rules.book import Rulebook
from cleaner.upkeep.ftr.building import prove
from cleaner.upkeep.ftr.css import Attribute, Compound, Empty, Selector, Untranslatable, Words, conditions_of
from cleaner.upkeep.ftr.directives import Directive, read_directives
from cleaner.upkeep.ftr.drafts import Box, Draft, Line, Parts, home_of
from cleaner.upkeep.ftr.outcomes import FIXED, FileReport, Outcome
from cleaner.upkeep.ftr.replacing import replacement_reason
from cleaner.upkeep.ftr.roles import Roles
from cleaner.upkeep.ftr.sources import FIELDS, FieldSource, sources_of
from cleaner.upkeep.ftr.translate import is_first, selectors_of
from cleaner.upkeep.ftr.trying import css_of, try_selector
from cleaner.upkeep.ftr.wordings import wording_of
from cleaner.upkeep.ftr.xpath import XPathError, parse_xpath

#: Addresses that are kept as comments.
_MOST_PAGES = 3
_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")
_CHAINED = re.compile(r"[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)+")


class Converter:
    """Converts configs.

    Args:
        book: the rulebook whose generic rules say what an element is.
        substrings: True reads ``strip_id_or_class`` as FiveFilters does: names that hold the text anywhere; False as Graby does:
            whole names.
        everything: True takes all that a ``body`` selector holds for the body; False what the finder takes of it.
    """

    def __init__(self, book: Rulebook, *, substrings: bool = False, everything: bool = False) -> None:
        self._roles, self._substrings, self.inside = Roles(book), substrings, "all" if everything else "finder"
        self._boxes: dict[Selector, tuple[str, str]] = {}

    def convert(self, name: str, text: str) -> tuple[Draft | None, FileReport]:
        """Return what a config says, None when nothing of it can be used, and what became of each line."""
        source = PurePath(name).name
        directives = read_directives(text)
        work = _Work(self, directives)
        outcomes = tuple(work.outcome(d) for d in directives)
        report = FileReport(source, outcomes=outcomes)
        try:
            home = home_of(source)
        except ValueError as error:
            return None, dataclasses.replace(report, note=str(error))
        parts = work.parts()
        if not parts:
            left = any(o.state not in ("fetch", "unneeded") for o in outcomes)
            return None, dataclasses.replace(report, note="no line of it could be used" if left else "")
        pages = tuple(d.value for d in directives if d.name == "test_url" and d.value)[:_MOST_PAGES]
        return Draft(source, home, parts, pages), dataclasses.replace(report, target=f"sites/{home.stem}.yaml")

    def box(self, selector: Selector) -> tuple[str, str]:
        """Return CSS and role of elements that go; the role is "" when the engine never reads them.

        Raises:
            Untranslatable: no rule can take them.
        """
        known = self._boxes.get(selector)
        if known is None:
            css = css_of(selector)
            tried = try_selector(selector, css)
            role = self._roles.of(selector.subject, tried.page, tried.block) if tried.read else ""
            if role:
                prove(Parts(boxes=(Box(css, role, selector),)))
            known = self._boxes[selector] = css, role
        return known

    def named(self, name: str) -> Box:
        """Return elements by a class name or id, or by a part of one; raises :class:`Untranslatable`."""
        sign = "*=" if self._substrings or " " in name else "~="
        conditions = (Attribute("class", sign, name), Attribute("id", "*=" if sign == "*=" else "=", name))
        by_class, by_id = (Selector((("", Compound("", (c,))),)) for c in conditions)
        css, role = self.box(by_class)
        return Box(f"{css}, {css_of(by_id)}", role, by_class)


class _Work:
    """What has been gathered of one config."""

    def __init__(self, converter: Converter, directives: Iterable[Directive]) -> None:
        self._converter = converter
        self._content: list[str] = []
        self._fields: dict[str, list[FieldSource]] = {}
        self._boxes: dict[str, Box] = {}
        self._lines: dict[str, Line] = {}
        self._names = frozenset(name for d in directives for name in _names(d))

    def parts(self) -> Parts:
        fields = tuple((name, tuple(dict.fromkeys(sources))) for name, sources in self._fields.items())
        content, boxes, lines = tuple(dict.fromkeys(self._content)), tuple(self._boxes.values()), tuple(self._lines.values())
        return Parts(content, fields, boxes, lines, self._converter.inside)

    def outcome(self, directive: Directive) -> Outcome:
        """Take in a line and return what became of it."""
        if directive.odd:
            return Outcome(directive, "typo", directive.odd)
        try:
            return self._taken(directive)
        except XPathError as error:
            return Outcome(directive, "typo", f"it is no XPath 1.0: {error}")
        except Untranslatable as error:
            return Outcome(directive, "unmapped", str(error))

    def _taken(self, directive: Directive) -> Outcome:
        name, value = directive.name, directive.value
        if name in ("strip_attr", "post_strip_attr") and value.rstrip().endswith(("@style", "@hidden")):
            return Outcome(directive, "unmapped", "it shows what the page hides, which is never read here")
        if name in FIXED:
            return Outcome(directive, *FIXED.get(f"{name}: {value.lower()}", FIXED[name]))
        if name == "replace_string()":
            reason = replacement_reason(directive, self._names)
            return Outcome(directive, "unneeded" if reason else "unmapped", reason or "it changes the page's source before it is read")
        if not value:
            return Outcome(directive, "typo", "it says nothing behind the colon")
        takes: dict[str, Callable[[Directive], Outcome]] = {"body": self._body, "strip": self._strip, "strip_id_or_class": self._named}
        return takes.get(name, self._field)(directive)

    def _body(self, directive: Directive) -> Outcome:
        expression = parse_xpath(directive.value)
        first, note = is_first(expression), ""
        if first is not None and first.start is not None:
            expression, note = first.start, "it takes the first match alone; the selector takes all"
        selectors = selectors_of(expression)
        only = selectors[0].subject.conditions if len(selectors) == 1 else ()
        if any(isinstance(c, Attribute) and c.name == "id" and c.sign == "=" for c in only):
            note = ""  # there is one element of an id
        if any(isinstance(c, Words) for s in selectors for c in conditions_of(s)):
            raise Untranslatable("no selector of the body looks for words")
        # That an element is not empty need not be said: an empty one holds no block.
        self._content.append(", ".join(dict.fromkeys(css_of(_filled(s)) for s in selectors)))
        return Outcome(directive, "loosely" if note else "mapped", note)

    def _field(self, directive: Directive) -> Outcome:
        sources = sources_of(directive.name, directive.value)
        if directive.name == "date" and any(key == "text" for s in sources for key, _ in s.keys):
            raise Untranslatable("a date that is the same on all pages is none")
        for source in sources:
            keys = dict(source.keys)
            if "css" in keys:
                _check_css(keys["css"])
        self._fields.setdefault(FIELDS[directive.name], []).extend(s._replace(note="") for s in sources)
        note = next((s.note for s in sources if s.note), "")
        return Outcome(directive, "loosely" if note else "mapped", note)

    def _strip(self, directive: Directive) -> Outcome:
        return self._boxed(directive, selectors_of(parse_xpath(directive.value)))

    def _named(self, directive: Directive) -> Outcome:
        name = directive.value.strip("\"'").strip()
        if not name:
            return Outcome(directive, "typo", "it says nothing behind the colon")
        box = self._converter.named(name)
        self._boxes.setdefault(box.css, box)
        odd = "a class name seldom holds a full stop; several names in a row were meant, it seems" if _CHAINED.fullmatch(name) else ""
        return Outcome(directive, "mapped", odd)

    def _boxed(self, directive: Directive, selectors: list[Selector]) -> Outcome:
        """Take in elements that go. Of several parts some may be left out: the outcome says which and why."""
        taken, unread, left = 0, 0, []
        notes: list[str] = []
        for selector in selectors:
            try:
                state, note = self._one(selector)
            except Untranslatable as error:
                left.append(str(error))
                continue
            taken, unread = taken + (state == "taken"), unread + (state == "unread")
            notes += [note] if note else []
        if left and not taken:
            return Outcome(directive, "unmapped", left[0])
        if left:
            return Outcome(directive, "loosely", f"{len(left)} of its {len(selectors)} parts left out: {left[0]}")
        if not taken:
            return Outcome(directive, "unneeded", "the engine never reads such elements, or they hold no text")
        return Outcome(directive, "loosely" if notes else "mapped", notes[0] if notes else "")

    def _one(self, selector: Selector) -> tuple[str, str]:
        if any(isinstance(c, Empty) and not c.negative for c in selector.subject.conditions):
            return "unread", ""
        selector = _filled(selector)
        if any(isinstance(c, Empty) for c in conditions_of(selector)):
            raise Untranslatable("it depends on another element's being empty")
        wording = wording_of(selector)
        if wording is not None:
            key = f"{wording.text} {wording.tag} {wording.inside}"
            line = Line("boilerplate", wording)
            prove(Parts(lines=(line,)))
            self._lines.setdefault(key, line)
            return "taken", wording.note
        css, role = self._converter.box(selector)
        if not role:
            return "unread", ""
        self._boxes.setdefault(css, Box(css, role, selector))
        return "taken", ""


def _filled(selector: Selector) -> Selector:
    """Return a selector that no longer says that its own element holds text: what has none has no block."""
    subject = selector.subject
    kept = tuple(c for c in subject.conditions if not (isinstance(c, Empty) and c.negative))
    return selector.with_subject(Compound(subject.tag, kept))


def _check_css(css: str) -> None:
    from cleaner.dom.parse import compile_css

    try:
        compile_css(css)
    except ValueError as error:
        raise Untranslatable(f"the engine has no such selector: {css}") from error


def _names(directive: Directive) -> Iterable[str]:
    """Yield the names that a line looks for in a page."""
    if directive.name == "strip_id_or_class":
        yield directive.value
    elif directive.name in ("body", "title", "author", "date", "strip"):
        yield from _QUOTED.findall(directive.value)
