"""Trying a selector on a page made for it: what the engine makes of it, and tests that are known to pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.claims import GUARDED_TAGS
from cleaner.dom.door import open_html, read_blocks
from cleaner.dom.parse import compile_css
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Rule, RuleFile, RuleTest, Where
from cleaner.rules.vocabulary import Origin
from cleaner.upkeep.ftr.css import Selector, Untranslatable, write
from cleaner.upkeep.ftr.specimens import PROSE, specimen
from cleaner.upkeep.testing import run_test
from cleaner.values import Page

#: What stands in the elements of generated tests, with a number behind it.
BOX = "Box"
_STORY = "".join(f"<p>{text}</p>" for text in PROSE)
#: The paragraph that must stay: one in the middle, unless a selector counts.
_KEEPERS = (PROSE[1], PROSE[2], PROSE[0])


class Tried(NamedTuple):
    """A selector on its specimen: whether the engine reads the element's text at all, the page, the text's block."""

    read: bool
    page: Page
    block: int


def css_of(selector: Selector) -> str:
    """Return a selector as CSS that the engine takes.

    Raises:
        Untranslatable: there is none.
    """
    css = write(selector)
    try:
        compile_css(css)
    except ValueError as error:
        if "nested" in str(error):
            raise Untranslatable("CSS could only say it with a ':not()' inside of another") from error
        raise Untranslatable(f"the engine has no such selector: {css}") from error
    return css


def try_selector(selector: Selector, css: str) -> Tried:
    """Return what the engine makes of a selector of chrome.

    Raises:
        Untranslatable: the engine would never act on it, or no page could be made on which it does.
    """
    page = read_blocks(open_html(specimen(selector, BOX) + _STORY), select=(css,))
    blocks = [b.index for b in page.blocks if b.text == BOX]
    if not blocks:
        return Tried(False, page, -1)
    spans = [(start, end, tag) for start, end, tag in page.matches.get(css, ()) if start <= blocks[0] < end]
    if not spans:
        raise Untranslatable("no page could be made on which its selector meets an element")
    if all(tag in GUARDED_TAGS for _, _, tag in spans):
        raise Untranslatable(f"no selector of chrome may take <{spans[0][2]}>")
    return Tried(True, page, blocks[0])


def tests_for(rule: Rule, made: Sequence[tuple[str, str]], folder: str) -> tuple[RuleTest, ...]:
    """Return tests that the rule passes: it takes the texts of all specimens, and leaves a bare paragraph of a story alone.

    Args:
        rule: the rule, without tests.
        made: HTML and text of a specimen for each of its selectors or lines.
        folder: the folder of the rule's file, as full ids begin.

    Raises:
        Untranslatable: there are none.
    """
    together = _test("".join(html for html, _ in made), [text for _, text in made], rule, folder)
    if together:
        return (together,)
    single = [_test(html, [text], rule, folder) for html, text in made]
    if not all(single):
        raise Untranslatable("it would take every paragraph of a story")
    return tuple(test for test in single if test)


def _test(html: str, claims: Sequence[str], rule: Rule, folder: str) -> RuleTest | None:
    for kept in _KEEPERS:
        test = RuleTest(html=html + _STORY, claims=tuple(claims), keeps=(kept,))
        if not run_test(_loaded(rule, folder), rule, test).differences:
            return test
    return None


def _loaded(rule: Rule, folder: str) -> LoadedFile:
    layer = "family" if folder.endswith("families") else "site"
    return LoadedFile(RuleFile(1, layer, rules=(rule,)), folder, "draft", "")  # type: ignore[arg-type]


def plain_rule(name: str, role: str, why: str) -> Rule:
    """Return a rule that claims nothing yet."""
    return Rule(name, role, why, (), where=Where(), origin=Origin("", 0, 0))
