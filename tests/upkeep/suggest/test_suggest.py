"""Suggestions: what must never be proposed, then what is."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from cleaner.errors import InputError
from cleaner.rules.book import Rulebook
from cleaner.rules.load import load_rules
from cleaner.upkeep.accept import accept
from cleaner.upkeep.given import GivenPage
from cleaner.upkeep.lint.run import check_rules
from cleaner.upkeep.states import see
from cleaner.upkeep.suggest.evidence import SiteDraft
from cleaner.upkeep.suggest.propose import MOST, Suggestion, suggest
from cleaner.upkeep.testing import run_tests

SITE = "saltmarsh-gazette.org"
LETTERS = "Readers may write to the parish clerk of Saltmarsh, who reads all letters on Friday."
TEASERS = f"<ul>{''.join(f'<li><a href=/{i}>What else the town has seen</a></li>' for i in range(90))}</ul>"
NAMES = ("Ada Crane", "Tom Reed", "Ivy Wells")

Paper = Callable[..., list[GivenPage]]
Story = Callable[[int, int], list[str]]


def _herons(number: int) -> str:
    return f'<div class="pull-box">Readers counted {number + 3} herons at the weir today</div>'


def _selectors(draft: SiteDraft) -> list[str]:
    css = [f.value for f in draft.fields if f.source == "css"]
    return [*(p.select for p in draft.content), *(s for r in draft.rules for s in r.select), *css]


def _accepted(found: Suggestion, folder: Path) -> Rulebook:
    path = folder / "sites" / f"{found.site}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(found.text, encoding="utf-8")
    path.write_text(accept(path).text, encoding="utf-8")
    return load_rules(folder)


def _body(page: GivenPage, book: Rulebook) -> list[str]:
    return [b.text for b in see(page, book).article.blocks]


# ---- what must never be proposed


@pytest.mark.parametrize("name", ["css-1q2w3e", "Story_text__aZ3kQ", "sc-bdVaJa", "post-48213", "box300x250", "x"])
def test_names_that_will_not_last_are_not_proposed(name: str, paper: Paper, book: Rulebook) -> None:
    found = suggest(paper(range(6), body=f'"{name}"', inside=lambda n: _herons(n).replace("pull-box", name)), SITE, book)
    assert [s for s in _selectors(found.draft) if name in s] == []


def test_selectors_are_names_never_bare_tags_or_positions(paper: Paper, book: Rulebook) -> None:
    found = suggest(paper(range(6), inside=_herons), SITE, book)
    assert _selectors(found.draft)
    assert all(re.fullmatch(r'[a-z0-9]+([#.][\w-]+|\[itemprop="\w+"\])', selector) for selector in _selectors(found.draft))


def test_an_element_that_holds_a_paragraph_on_one_page_is_left_alone(paper: Paper, story: Story, book: Rulebook) -> None:
    def inside(number: int) -> str:
        return _herons(number) if number != 4 else f'<div class="pull-box"><p>{story(99, 1)[0]}</p></div>'

    found = suggest(paper(range(8), inside=inside), SITE, book)
    assert [r.id for r in found.draft.rules if "div.pull-box" in r.select] == []


def test_an_element_that_holds_words_of_its_own_on_one_page_is_left_alone(paper: Paper, book: Rulebook) -> None:
    pages = paper(range(8), inside=lambda n: _herons(n) if n != 4 else '<div class="pull-box">The weir at dawn</div>')
    assert suggest(pages, SITE, book).draft.rules == ()


@pytest.mark.parametrize("what", ["title", "byline"])
def test_an_element_that_holds_title_or_byline_on_one_page_is_left_alone(what: str, paper: Paper, book: Rulebook) -> None:
    shown = {"title": "<h1>What the harbour taught the town in its year 1801</h1>", "byline": "<p class=byline>By Ada Crane</p>"}[what]
    pages = paper(range(8), inside=_herons, before=lambda n: f'<div class="pull-box">{shown}</div>' if n == 0 else "")
    assert suggest(pages, SITE, book).draft.rules == ()


def test_lines_among_the_paragraphs_are_no_edge(paper: Paper, book: Rulebook) -> None:
    pages = paper(range(8), inside=f"<p>{LETTERS}</p>")
    assert LETTERS in _body(pages[0], book)
    assert suggest(pages, SITE, book).draft.rules == ()


@pytest.mark.parametrize("of", [4, 8])
def test_a_last_sentence_that_only_some_articles_share_stays(of: int, paper: Paper, book: Rulebook) -> None:
    pages = paper(range(of), end=lambda n: f"<p>{LETTERS}</p>" if n % 2 or of < 5 else "")
    assert LETTERS in _body(pages[1], book)
    assert suggest(pages, SITE, book).draft.rules == ()


def test_a_container_that_leaves_a_paragraph_outside_on_one_page_is_no_content(paper: Paper, story: Story, book: Rulebook) -> None:
    pages = paper(range(8), after=lambda n: f"<div><p>{story(77, 1)[0]}</p></div>" if n == 3 else "")
    assert story(77, 1)[0] in _body(pages[3], book)
    assert "div.story-text" not in _selectors(suggest(pages, SITE, book).draft)


def test_pages_that_tell_the_same_count_once(paper: Paper, book: Rulebook) -> None:
    one, two, three = paper([1, 2, 3])
    twins = [dataclasses.replace(one, name=f"twin-{i}", url=f"{one.url}?ref={i}") for i in range(3)]
    left = suggest([one, *twins, two, three], SITE, book).left
    assert [name for name, why in left if "nearly the same" in why] == ["twin-0", "twin-1", "twin-2"]
    with pytest.raises(InputError, match=r"1 pages of .* show an article; a suggestion needs 3"):
        suggest([one, *twins], SITE, book)


@pytest.mark.parametrize(
    ("extra", "why"),
    [
        (GivenPage("elsewhere", "<p>One.</p>", "https://www.other-paper.org/1", None, "html"), "is a page of other-paper.org"),
        (GivenPage("list", "<ul><li><a href=/1>One</a></li></ul>", f"https://{SITE}/", None, "html"), "shows no article"),
        (GivenPage("plain", "A story.\n\nIt has lines.", f"https://{SITE}/2", None, "text"), "is text"),
        (GivenPage("nothing", "", f"https://{SITE}/3", None, "html"), "cannot be cleaned"),
    ],
    ids=lambda value: value.name if isinstance(value, GivenPage) else None,
)
def test_pages_that_cannot_help_are_left_aside(extra: GivenPage, why: str, paper: Paper, book: Rulebook) -> None:
    found = suggest([extra, *paper(range(3))], SITE, book)
    assert [(name, reason) for name, reason in found.left if why in reason] == [(extra.name, found.left[0][1])]
    assert found.pages == ("page-0", "page-1", "page-2")


@pytest.mark.parametrize(
    ("site", "message"),
    [("org", "is no site"), ("co.uk", "is no site"), ("", "is no site"), ("other-paper.org", "0 pages of other-paper.org show")],
)
def test_a_site_that_is_none_is_said(site: str, message: str, paper: Paper, book: Rulebook) -> None:
    with pytest.raises(InputError, match=message):
        suggest(paper(range(3)), site, book)


def test_gold_is_not_looked_at(paper: Paper, book: Rulebook) -> None:
    pages = paper(range(5), inside=_herons)
    told = [dataclasses.replace(page, gold={"title": "Something else", "body": "Not this."}) for page in pages]
    assert suggest(told, SITE, book).text == suggest(pages, SITE, book).text


def test_nothing_acts_before_it_is_accepted(paper: Paper, book: Rulebook, tmp_path: Path) -> None:
    pages = paper(range(8), inside=_herons, end=f"<p>{LETTERS}</p>", **_signed())
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / f"{SITE}.yaml").write_text(suggest(pages, SITE, book).text, encoding="utf-8")
    proposed = load_rules(tmp_path)
    for page in pages:
        before, after = see(page, book).article.to_dict(), see(page, proposed).article.to_dict()
        assert {k: v for k, v in after.items() if k != "rules_digest"} == {k: v for k, v in before.items() if k != "rules_digest"}


def test_later_pages_lose_no_paragraph(paper: Paper, story: Story, book: Rulebook, tmp_path: Path) -> None:
    """A page whose story goes on outside of the element, one with another layout, and one that begins before it."""
    accepted = _accepted(suggest(paper(range(8), inside=_herons, end=f"<p>{LETTERS}</p>"), SITE, book), tmp_path)
    more = story(50, 1)[0]
    aside = f"<div><p>{more}</p></div>"
    for number, parts in enumerate(({"after": aside}, {"body": "new-layout"}, {"before": aside})):
        page = paper([20 + number], **parts)[0]
        assert [t for t in _body(page, book) if t not in _body(page, accepted)] == []


# ---- what is proposed


def test_the_element_of_the_body_is_proposed_with_its_evidence(paper: Paper, book: Rulebook) -> None:
    pages = [*paper(range(6), after=TEASERS), *paper([6], body="old-layout", after=TEASERS)]
    (part,) = suggest(pages, SITE, book).draft.content
    assert (part.select, part.evidence.pages, part.evidence.of, part.evidence.not_on) == ("div.story-text", 6, 7, ("page-6",))


def test_a_second_layout_gets_a_selector_of_its_own(paper: Paper, book: Rulebook) -> None:
    pages = [*paper(range(5), after=TEASERS), *paper(range(5, 9), body="old-layout", after=TEASERS)]
    assert [part.select for part in suggest(pages, SITE, book).draft.content] == ["div.story-text", "div.old-layout"]


def test_an_element_that_says_the_same_everywhere_is_proposed(paper: Paper, book: Rulebook, tmp_path: Path) -> None:
    found = suggest(paper(range(8), inside=_herons), SITE, book)
    (rule,) = found.draft.rules
    assert (rule.id, rule.role, rule.select, rule.evidence.pages) == ("pull-box", "boilerplate", ("div.pull-box",), 8)
    later = paper([30], inside=_herons)[0]
    assert [t for t in _body(later, book) if "herons" in t]
    assert [t for t in _body(later, _accepted(found, tmp_path)) if "herons" in t] == []


@pytest.mark.parametrize(
    ("end", "lines", "steps"),
    [
        (f"<p>{LETTERS}</p>", (LETTERS,), ()),
        (f"<p>Isles edition</p><p>{LETTERS}</p>", (), ("Isles edition", LETTERS)),
    ],
)
def test_last_lines_of_every_page_are_proposed(end: str, lines: Sequence[str], steps: Sequence[str], paper: Paper, book: Rulebook) -> None:
    (rule,) = suggest(paper(range(8), end=end), SITE, book).draft.rules
    assert (rule.lines, tuple(step.literal for step in rule.sequence)) == (tuple(lines), tuple(steps))
    assert [step.literal for step in rule.sequence if step.anchor] == [s for s in steps if s == LETTERS]


def test_figures_that_differ_become_holes(paper: Paper, book: Rulebook) -> None:
    line = "The parish clerk of Saltmarsh has kept number {int} of these pages in the chest, and asks for more."
    pages = paper(range(8), end=lambda n: f"<p>{line.replace('{int}', str(1200 + n * 7))}</p>")
    (rule,) = suggest(pages, SITE, book).draft.rules
    assert rule.lines == (line,)


def _signed() -> dict[str, Callable[[int], str]]:
    return {
        "before": lambda n: f'<div class="penned-row">Set down for us by {NAMES[n % 3]}</div>',
        "head": lambda n: f'<meta name=author content="{NAMES[n % 3]}">' if n < 6 else "",
    }


def test_a_source_that_agrees_and_tells_more_is_proposed(paper: Paper, book: Rulebook, tmp_path: Path) -> None:
    pages = paper(range(8), **_signed())
    assert see(pages[7], book).article.authors == ()
    found = suggest(pages, SITE, book)
    (part,) = found.draft.fields
    assert (part.name, part.source, part.value, part.strip_prefix) == ("authors", "css", "div.penned-row", ("Set down for us by ",))
    assert see(pages[7], _accepted(found, tmp_path)).article.authors == (NAMES[7 % 3],)


def test_a_source_that_contradicts_on_one_page_is_not(paper: Paper, book: Rulebook) -> None:
    parts = _signed()
    pages = paper(range(8), before=lambda n: parts["before"](n if n != 2 else n + 1), head=parts["head"])
    assert suggest(pages, SITE, book).draft.fields == ()


def test_of_many_pages_some_from_the_whole_time_are_taken(paper: Paper, book: Rulebook) -> None:
    pages = paper(range(MOST + 6))
    found = suggest(pages, SITE, book)
    assert (len(found.pages), found.pages[0], found.pages[-1]) == (MOST, "page-0", f"page-{MOST + 5}")


def test_pages_without_end_are_not_read(paper: Paper, book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.upkeep.suggest.propose.MOST_READ", 4)
    stream = (page for number in itertools.count() for page in paper([number]))
    found = suggest(stream, SITE, book)
    assert found.pages == ("page-0", "page-1", "page-2", "page-3")
    assert found.left == (("page-4", f"and what follows was not read: 4 pages of {SITE} came before it"),)


def test_the_file_passes_check_and_test(paper: Paper, book: Rulebook, tmp_path: Path) -> None:
    pages = paper(range(8), inside=_herons, end=f"<p>Isles edition</p><p>{LETTERS}</p>", **_signed())
    found = suggest(pages, SITE, book)
    assert (len(found.draft.content), len(found.draft.rules), len(found.draft.fields)) == (1, 2, 1)
    path = tmp_path / "sites" / f"{SITE}.yaml"
    path.parent.mkdir()
    path.write_text(found.text, encoding="utf-8")
    assert check_rules([path], today=datetime.date(2024, 1, 1)) == []
    results = run_tests([path])
    assert len(results) == 4 and [r for r in results if r.differences] == []
    assert found.text.count("status: proposed") == found.draft.parts == 4
    assert found.text.count("# pages: ") == 4


def test_order_of_pages_changes_no_part(paper: Paper, book: Rulebook) -> None:
    pages = paper(range(7), inside=_herons, end=f"<p>{LETTERS}</p>")
    one, other = suggest(pages, SITE, book).draft, suggest(pages[::-1], SITE, book).draft
    assert _selectors(one) == _selectors(other)
    assert [(r.id, r.lines) for r in one.rules] == [(r.id, r.lines) for r in other.rules]


def test_a_file_that_is_there_is_not_learned_from(paper: Paper, book: Rulebook, tmp_path: Path) -> None:
    pages = paper(range(6), inside=_herons)
    found = suggest(pages, SITE, book)
    assert suggest(pages, SITE, _accepted(found, tmp_path)).text == found.text


