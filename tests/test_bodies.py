"""Content rules: all that an element holds, or what the finder takes of it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cleaner.bodies import Body, find_body, holds, left_out
from cleaner.dom.door import open_html, read_blocks
from cleaner.finder.find import Finding
from cleaner.rules.compile import ActiveRules, Tables
from cleaner.rules.loaded import LoadedFile
from cleaner.rules.model import Content, RuleFile
from cleaner.values import Page

PROSE = "The mayor opened the bridge on Tuesday, ending a closure of two years for all drivers of the upper town, and spoke for an hour."


def _page(*parts: str, select: Sequence[str] = (".story",)) -> Page:
    return read_blocks(open_html("<html><body>" + "".join(parts) + "</body></html>"), select=select)


def _active(content: Content) -> ActiveRules:
    loaded = LoadedFile(RuleFile(version=1, layer="site", site="example.org", content=content), "sites", "example.org", "")
    return ActiveRules((loaded,), (Tables((loaded,)),))


def _body(page: Page, scores: Sequence[float], content: Content, last_resort: Sequence[int] = ()) -> Body:
    finding = Finding(tuple(scores), {}, 0.9 if max(scores) > 0.5 else 0.0)
    return find_body(page, _active(content), finding, frozenset(), lambda: last_resort)


#: A lead, the story of two paragraphs, and what follows it.
PARTS = (
    f"<p>Lead. {PROSE}</p>", f"<div class=story><p>One. {PROSE}</p><p>Two. {PROSE}</p><p>More on this</p></div>", f"<p>After. {PROSE}</p>",
)


@pytest.mark.parametrize(
    ("scores", "body"),
    [
        ((0.7, 0.9, 0.9, 0.1, 0.1), (0, 1, 2)),  # what stands before stays, what the finder leaves out inside is left out
        ((0.1, 0.9, 0.9, 0.1, 0.9), (1, 2, 4)),  # what the finder is sure of stays wherever it is
        ((0.1, 0.9, 0.9, 0.1, 0.7), (1, 2)),  # what it is not sure of goes
        ((0.9, 0.1, 0.1, 0.7, 0.9), (0, 3, 4)),  # the element holds little of what it is sure of: it is another one
        ((0.1, 0.1, 0.1, 0.7, 0.7), (3, 4)),
    ],
)
def test_of_an_element_for_the_finder(scores: Sequence[float], body: tuple[int, ...]) -> None:
    found = _body(_page(*PARTS), scores, Content((".story",), inside="finder"))
    assert (found.blocks, found.extractor) == (body, "finder")


def test_what_it_takes_out_bears_its_name() -> None:
    found = _body(_page(*PARTS), (0.1, 0.9, 0.9, 0.1, 0.7), Content((".story",), inside="finder"))
    assert [claim.rule for claim in found.claims] == [
        "finder/outside", "finder/body", "finder/body", "finder/outside", "sites/example.org/content",
    ]


def test_the_last_resort_is_narrowed_too() -> None:
    page = _page(f"<p>Menu. {PROSE * 3}</p>", "<div class=story><p>A short story.</p></div>", f"<p>Imprint. {PROSE * 3}</p>")
    found = _body(page, (0.0, 0.6, 0.0), Content((".story",), inside="finder"), last_resort=(0, 1, 2))
    assert (found.blocks, found.extractor) == ((1,), "trafilatura")


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (Content((".story",)), (1, 2, 3)), (Content((".story",), status="proposed"), (0, 1, 2)), (Content((".other",)), (0, 1, 2)),
        (Content((".other", ".story")), (1, 2, 3)), (Content((".other",), inside="finder"), (0, 1, 2)),
        (Content((".story",), inside="finder", status="proposed"), (0, 1, 2)),
    ],
)
def test_who_decides(content: Content, body: tuple[int, ...]) -> None:
    found = _body(_page(*PARTS, select=content.select), (0.7, 0.9, 0.9, 0.1, 0.1), content)
    assert (found.blocks, found.extractor) == (body, "rule" if body == (1, 2, 3) else "finder")


@pytest.mark.parametrize(("scores", "held", "believed"), [
    ((0.9, 0.9, 0.9), (0,), False), ((0.9, 0.9, 0.9), (0, 1), True), ((0.9, 0.6, 0.6), (0,), True), ((0.9, 0.6, 0.6), (1, 2), False),
    ((0.6, 0.6, 0.6), (0,), True), ((0.6, 0.6, 0.6), (), False), ((0.1, 0.1, 0.1), (0, 1, 2), False),
])
def test_which_element_is_believed(scores: tuple[float, ...], held: tuple[int, ...], believed: bool) -> None:
    page = _page(*(f"<p>{PROSE}</p>" for _ in scores))
    assert holds(page, held, Finding(scores, {}, 0.9)) is believed


def test_nothing_that_it_holds_goes() -> None:
    assert left_out((0, 1, 2), (1, 2), Finding((0.2, 0.2, 0.2), {}, 0.9)) == {0}


def _roles(figure: str, scores: Sequence[float] = (), content: Content | None = None) -> list[str]:
    """Roles of what a figure between two paragraphs holds."""
    page = _page(f"<div class=story><p>{PROSE}</p>", figure, f"<p>{PROSE}</p></div>")
    finding = Finding(tuple(scores) or (0.9,) * len(page.blocks), {}, 0.9)
    found = find_body(page, _active(content) if content else ActiveRules((), ()), finding, frozenset(), tuple)
    return [claim.role for claim in found.claims[1:-1]]


@pytest.mark.parametrize(("figure", "roles"), [
    ("<blockquote><p>It is too steep for me.</p></blockquote>", ["quote"]), ("<ul><li>One</li><li>Two</li></ul>", ["list", "list"]),
    ("<table><tr><td>Length</td><td>120 m</td></tr></table>", ["table", "table"]), ("<pre>open()</pre>", ["preformatted"]),
    (f"<p>{PROSE} {PROSE} {PROSE} {PROSE}</p>", ["body"]),  # no caption is that long
    ("".join(f"<p>{n}. {PROSE}</p>" for n in range(13)), ["body"] * 13),  # a template that puts its story into a figure
    ("<p>The new bridge at dusk</p>", ["caption"]), ("<h3>Length of bridges</h3><p>In metres</p>", ["caption", "caption"]),
    ("<div><span>Jane Doe</span></div>", ["caption"]),
])
def test_what_a_figure_holds(figure: str, roles: list[str]) -> None:
    assert _roles(f"<figure>{figure}</figure>") == roles
    assert "caption" not in _roles(f"<div>{figure}</div>")


def test_what_is_not_body_is_no_caption() -> None:
    assert _roles("<figure><p>The new bridge at dusk</p></figure>", (0.9, 0.1, 0.9)) == ["boilerplate"]


def test_a_selector_has_the_last_word_on_figures() -> None:
    assert _roles("<figure><p>The new bridge at dusk</p></figure>", content=Content((".story",))) == ["body"]
