"""What the record shows of the page, and that it tells of every block that it does not show."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Article, Cleaner, load_rules

PROSE = (
    "The ferry to Little Sark ran for the last time on Friday, with the mayor, a brass band and four goats on board.",
    "Nobody had expected the harbour master to sing, but he did, and the passengers joined in at the second verse.",
    "A tunnel will take its place next spring; the council put its cost at nine million crowns, two more than planned.",
    "Shopkeepers on the quay worry about the summer, when most of their customers used to come by water.",
)

#: A rule file that says of elements what they are, so that nothing else has to guess.
ROLES = ("title", "kicker", "lead", "byline", "date", "caption", "credit", "note", "section", "tags", "ad", "quote", "body")


@pytest.fixture(scope="module")
def cleaner(tmp_path_factory: pytest.TempPathFactory) -> Cleaner:
    tests = '[{html: "<i class=%s>one</i><p>two</p>", claims: one, keeps: two}]'
    rules = "".join(f"- {{id: {r}, role: {r}, why: It says so., select: .is-{r}, tests: {tests % f'is-{r}'}}}\n" for r in ROLES)
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "roles.yaml").write_text(f"version: 1\nlayer: local\ncontent: {{select: article}}\nrules:\n{rules}", encoding="utf-8")
    return Cleaner(load_rules(folder, sites=False))


def _clean(cleaner: Cleaner, *parts: str) -> Article:
    return cleaner.clean(f"<html lang=en><body><article>{''.join(parts)}</article></body></html>")


def _p(role: str, text: str) -> str:
    return f'<p class="is-{role}">{text}</p>'


STORY = "".join(f"<p>{p}</p>" for p in PROSE)


@pytest.mark.parametrize(("markup", "body"), [
    ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."), ("<p>One.<br>Two.<br><br>Three.</p>", "One.\nTwo.\n\nThree."),
    ("<h2>Head</h2><p>One.</p>", "Head\n\nOne."),
    ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"), ("<p>Donau\u00addampf «so» – “it”\u00a0is</p>", "Donau\u00addampf «so» – “it” is"),
    ("<table><tr><th>a</th><td>b</td></tr><tr><th>c</th><td>d</td></tr></table>", "a | b\n\nc | d"), ("<pre>a\n  b</pre>", "a\n  b"),
    (f"<p>One.</p>{_p('ad', 'Buy!')}<p>Two.</p>", "One.\n\nTwo."),
])
def test_the_body_is_verbatim(cleaner: Cleaner, markup: str, body: str) -> None:
    assert _clean(cleaner, STORY, markup).body == "\n\n".join((*PROSE, body))


def test_blocks_have_roles(cleaner: Cleaner) -> None:
    article = _clean(cleaner, STORY,
        "<h2>Head</h2><ul><li>a</li></ul><blockquote><p>q</p></blockquote><table><tr><td>b</td><td>c</td></tr></table><pre>d</pre>")
    assert [(b.role, b.text) for b in article.blocks[len(PROSE):]] == [
        ("heading", "Head"), ("list", "a"), ("quote", "q"), ("table", "b | c"), ("preformatted", "d"),
    ]


#: Parts of a page, and the role and text of what is told as removed: each is shown by a field, or told.
TOLD = [
    (_p("note", "Correction: it was five goats."), []), (_p("lead", "A boat goes, a tunnel comes."), []), (_p("kicker", "Sark"), []),
    (_p("quote", "“Moo,” said a goat."), []), (_p("caption", "The boat"), []),
    (_p("caption", "The boat") + _p("credit", "Photo: Ada Holm"), []),
    (_p("byline", "By Ada Holm"), []), (_p("date", "12 May 2024"), []),
    (_p("ad", "Buy!"), [("ad", "Buy!")]), (_p("section", "Islands"), [("section", "Islands")]),
    (_p("tags", "boats, goats"), [("tags", "boats, goats")]),
    # a credit without a picture's caption, a date beside the one that counts, a byline that names nobody
    (_p("credit", "Photo: Ada Holm"), [("credit", "Photo: Ada Holm")]),
    ('<meta itemprop="datePublished" content="2024-05-12">' + _p("date", "Printed in spring"), [("date", "Printed in spring")]),
    (_p("byline", "***"), [("byline", "***")]),
]


@pytest.mark.parametrize(("markup", "removed"), TOLD)
def test_what_no_field_shows_is_told(cleaner: Cleaner, markup: str, removed: list[tuple[str, str]]) -> None:
    article = _clean(cleaner, markup, STORY)
    assert article.body.endswith("\n\n".join(PROSE))
    assert [(r.role, r.text) for r in article.removed] == removed
    assert all(r.rule == f"local/roles/{r.role}" and r.at.endswith(tuple("0123456789")) for r in article.removed)


def test_fields(cleaner: Cleaner) -> None:
    article = _clean(
        cleaner, _p("kicker", "Sark"), _p("title", "The last ferry"), _p("lead", "A boat goes, a tunnel comes."),
        _p("byline", "By Ada Holm"), STORY,
        _p("note", "Correction: it was five goats."),
    )
    assert (article.kicker, article.title, article.lead) == ("Sark", "The last ferry", "A boat goes, a tunnel comes.")
    assert (article.authors, article.notes, article.extractor) == (("Ada Holm",), ("Correction: it was five goats.",), "rule")
    assert (article.body, article.removed, article.confidence, article.needs_review) == ("\n\n".join(PROSE), (), 1.0, False)


@pytest.mark.parametrize(("parts", "lead"), [
    ((("lead", "Goats on Herm."), ("title", "The last ferry"), ("lead", "A boat goes.")), "A boat goes."),
    ((("lead", "A boat goes."), ("title", "The last ferry")), "A boat goes."), ((("lead", "A boat goes."),), "A boat goes."),
    ((("title", "The last ferry"), ("lead", "A boat goes."), ("lead", "A tunnel comes.")), "A boat goes.\nA tunnel comes."),
])
def test_a_lead_above_the_headline_may_be_another_storys(cleaner: Cleaner, parts: tuple[tuple[str, str], ...], lead: str) -> None:
    assert _clean(cleaner, *(_p(role, text) for role, text in parts), STORY).lead == lead


def test_when_rules_would_take_too_much_a_person_should_look(cleaner: Cleaner) -> None:
    page = f"<p>{PROSE[0]}</p>" + "".join(f"<p class=newsletter-signup>{p}</p>" for p in PROSE[1:])
    article = _clean(cleaner, page)
    assert article.body == "\n\n".join(PROSE)
    assert article.needs_review and any("rolled back" in warning for warning in article.warnings)
