"""One config: what becomes of each line."""

from __future__ import annotations

import pytest

from cleaner.upkeep.ftr.conversion import Converter
from cleaner.upkeep.ftr.drafts import home_of
from cleaner.upkeep.ftr.outcomes import FIXED, STATES

SITE = "harbour-courier.org.txt"


def outcomes(converter: Converter, *lines: str) -> list[tuple[str, str]]:
    return [(o.state, o.reason) for o in converter.convert(SITE, "\n".join(lines))[1].outcomes]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("strip: //article", "no selector of chrome may take <article>"),
        ("strip: //body", "no selector of chrome may take <body>"),
        ("strip: //h2/following::*", "nothing like following::*"),
        ("strip: (//p)[2]", "by its number in the page"),
        ("strip: //p/text()", "text() is no element"),
        ("strip: //p[not(contains(., 'sail'))]", "none of a kind"),
        ("strip: //section[starts-with(., 'Sail')]", "a whole <section>"),
        ("strip: //p[starts-with(., '*')]", "a sign that is no text"),
        ("strip: //p[starts-with(., 'Sail') and @data-x]", "only CSS can say"),
        ("strip: //strong[starts-with(., 'Sail')]", "inside a line"),
        ("strip: //p[starts-with(., 'Sail')]/following-sibling::p", "the words of another element"),
        ("strip: //*", "every paragraph"),
        ("strip: //p", "every paragraph"),
        ("strip: //p[not(@class)]", "every paragraph"),
        ("body: //div[contains(., 'Sail')]", "looks for words"),
        ("body: substring-after(//div, 'x')", "gives a text"),
        ("author: substring(//p, 3)", "no source can say substring()"),
        ("author: substring-after(substring-before(//p, 'b'), 'a')", "cuts off the end before the beginning"),
        ("author: //p[contains(., 'By')]", "cannot look for words"),
        ("author: //a[contains(@href, '@')]", "has a @"),
        ("date: '2020-01-01'", "the same on all pages"),
        ("strip_attr: //div/@style", "never read here"),
        ("autodetect_on_failure: no", "always steps in"),
        ("replace_string(Sail): Steam", "changes the page's source"),
        ("replace_string(<div class=\"x\">): <div class=\"x\">Sail", "changes the page's source"),
    ],
)
def test_what_is_not_mapped_says_why(converter: Converter, line: str, reason: str) -> None:
    ((state, told),) = outcomes(converter, line)
    assert state == "unmapped"
    assert reason in told


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("titel: //h1", "did you mean 'title'?"),
        ("body: ///p", "no XPath 1.0"),
        ("strip:", "says nothing"),
        ("strip_id_or_class: ''", "says nothing"),
        ("find_string: a", "cannot be paired"),
    ],
)
def test_typos_are_told(converter: Converter, line: str, reason: str) -> None:
    ((state, told),) = outcomes(converter, line)
    assert state == "typo"
    assert reason in told


@pytest.mark.parametrize(
    "line",
    [
        "tidy: no", "prune: no", "test_url: https://harbour-courier.org/trams/1", "strip_image_src: pixel", "strip_comments: yes",
        "strip: //script", "strip: //p//img", "strip: //svg//title", "strip: //div[@style='display:none']", "strip: //p[not(text())]",
        "strip: //p[normalize-space(.)='']", "strip: //p[string-length(.)=0]", "autodetect_on_failure: yes", "footnotes: no",
        "skip_json_ld: yes",
        "replace_string(data-src=): src=", "replace_string(<h2): <h3", "replace_string(</noscript>): </div>", "replace_string(<i>):",
        "replace_string(<div class=\"container): <div class=\"foo", "replace_string(<lazy-img): <img", "replace_string(?w=100): ?w=900",
        "replace_string(x): x",
    ],
)
def test_what_no_record_depends_on(converter: Converter, line: str) -> None:
    ((state, reason),) = outcomes(converter, line)
    assert state == "unneeded"
    assert reason


def test_a_class_that_another_line_asks_for_is_not_renamed_for_nothing(converter: Converter) -> None:
    lines = ('replace_string(<div class="plug): <div class="foo', "strip_id_or_class: plug")
    assert [state for state, _ in outcomes(converter, *lines)] == ["unmapped", "mapped"]


@pytest.mark.parametrize("line", ["http_header(a): x", "single_page_link: //a", "next_page_link: //a", "login_uri: /in", "https: yes"])
def test_what_is_about_fetching(converter: Converter, line: str) -> None:
    assert [state for state, _ in outcomes(converter, line)] == ["fetch"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("body: (//div)[1]", "first match alone"),
        ("strip: //p[contains(., 'Sail with us')]", "blocks that begin with them"),
        ("strip: //p[strong[text()='Sail with us']]", "words of an element inside"),
        ("strip: //b[.='Sail with us']", "a whole block of these words"),
        ("strip: //p[@id='x'] | //p/text()", "1 of its 2 parts left out"),
        ("author: //p/text()", "own text"),
    ],
)
def test_what_differs_a_little_says_how(converter: Converter, line: str, reason: str) -> None:
    ((state, told),) = outcomes(converter, line)
    assert state in ("loosely", "unmapped")  # a union with a text is refused as a whole
    assert reason in told or state == "unmapped"


def test_every_directive_without_a_selector_has_a_state_and_a_reason() -> None:
    assert {state for state, _ in FIXED.values()} <= set(STATES)
    assert all(reason for _, reason in FIXED.values())


def test_body_fields_boxes_and_lines(converter: Converter) -> None:
    draft, report = converter.convert(SITE, "\n".join([
        "body: //div[@id='story'] | //div[@class='text']", "body: //article", "title: //meta[@property='og:title']/@content",
        "author: substring-after(//p[@class='who'], 'von')", "author: (//a[@rel='author'] | //b[@rel='author'])[1]", "author: 'Ada Reed'",
        "date: //time/@datetime", "strip_id_or_class: newsletter-signup", "strip: //div[@class='share-bar']", "strip: //h1",
        "strip: //p[starts-with(., 'Foto:')]", "strip: //h2[.='Where next?']", "test_url: https://harbour-courier.org/trams/1",
    ]))
    assert draft is not None
    assert report.verdict == "whole"
    assert draft.parts.content == ('div#story, div[class="text"]', "article")
    assert {name: [dict(s.keys) for s in sources] for name, sources in draft.parts.fields} == {
        "title": [{"meta": "og:title"}],
        "authors": [
            {"css": 'p[class="who"]', "after": "von"}, {"css": 'a[rel="author"], b[rel="author"]', "first": "true"}, {"text": "Ada Reed"},
        ],
        "published": [{"css": "time", "attr": "datetime"}],
    }
    assert [(b.css, b.role) for b in draft.parts.boxes] == [
        (".newsletter-signup, #newsletter-signup", "newsletter"), ('div[class="share-bar"]', "share"), ("h1", "title"),
    ]
    assert [(x.wording.key, x.wording.text, x.wording.tag) for x in draft.parts.lines] == [
        ("re", r"foto\:.*", "p"), ("lines", "Where next?", "h2"),
    ]
    assert draft.pages == ("https://harbour-courier.org/trams/1",)


def test_names_are_whole_names_unless_parts_are_asked_for(converter: Converter) -> None:
    from cleaner.rules.load import load_rules

    parts = Converter(load_rules(sites=False), substrings=True).convert(SITE, "strip_id_or_class: plug")[0]
    whole = converter.convert(SITE, "strip_id_or_class: plug")[0]
    assert parts is not None and whole is not None
    assert [b.css for b in whole.parts.boxes] == [".plug, #plug"]
    assert [b.css for b in parts.parts.boxes] == ['[class*="plug"], [id*="plug"]']


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("harbour-courier.org.txt", ("harbour-courier.org", "harbour-courier.org", ("harbour-courier.org",))),
        ("WWW.harbour-courier.org.txt", ("harbour-courier.org", "harbour-courier.org", ("harbour-courier.org",))),
        (".harbour-courier.org.txt", ("harbour-courier.org", "harbour-courier.org", ())),
        ("trams.harbour-courier.co.uk.txt", ("harbour-courier.co.uk", "trams.harbour-courier.co.uk", ("trams.harbour-courier.co.uk",))),
    ],
)
def test_where_a_config_belongs(name: str, home: tuple[str, str, tuple[str, ...]]) -> None:
    assert tuple(home_of(name)) == home


@pytest.mark.parametrize("name", ["global.txt", "co.uk.txt", ".blogspot.com.txt", "LICENSE.txt"])
def test_what_belongs_to_no_site(converter: Converter, name: str) -> None:
    with pytest.raises(ValueError, match=r"no host|public suffix"):
        home_of(name)
    draft, report = converter.convert(name, "body: //article")
    assert draft is None
    assert report.verdict == "not at all"
    assert report.note


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("body: //article\ntidy: no", "whole"), ("body: //article\nhttp_header(x): y", "whole but fetch"),
        ("single_page_link: //a\ntest_url: http://x.example/", "fetch alone"), ("body: //article\nfootnotes: yes", "partly"),
        ("body: //article\nbdy: //p", "partly"), ("body: //text()", "not at all"), ("nonsense", "not at all"),
    ],
)
def test_a_config_as_a_whole(converter: Converter, text: str, verdict: str) -> None:
    assert converter.convert(SITE, text)[1].verdict == verdict


def test_the_report_lists_every_line_that_is_not_simply_mapped(converter: Converter) -> None:
    report = converter.convert(SITE, "body: //article\ntidy: no\nfootnotes: yes\nbdy: 1\nhttp_header(a): b").__getitem__(1).to_dict()
    assert report["counts"] == {"mapped": 1, "fetch": 1, "unneeded": 1, "unmapped": 1, "typo": 1}
    assert [(left["line"], left["state"], bool(left["reason"])) for left in report["left"]] == [
        (2, "unneeded", True), (3, "unmapped", True), (4, "typo", True), (5, "fetch", True),
    ]
