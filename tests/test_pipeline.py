"""The whole way: no word is lost whatever the page, nothing but page and rules decides, and bad pages are told with their cause."""

from __future__ import annotations

import itertools
import os
import pickle
import random
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from cleaner import Article, Cleaner, PageError, clean, load_rules
from cleaner.values import BODY_ROLES, FIELD_ROLES

PAGES = sorted((Path(__file__).parent / "fixtures" / "pages").glob("*/page.*"))
CLEANER = Cleaner()

PROSE = (
    "The ferry to Little Sark ran for the last time on Friday, with the mayor, a brass band and four goats on board.",
    "Nobody had expected the harbour master to sing, but he did, and the passengers joined in at the second verse.",
    "“We will miss the smell of the engine,” said Ada Holm, who has taken the early boat to work for thirty years.",
    "A tunnel will take its place next spring; the council put its cost at nine million crowns, two more than planned.",
    "Shopkeepers on the quay worry about the summer, when most of their customers used to come by water.",
    "The boat itself has been sold to a museum in the north, where children will be allowed to sound the horn.",
    "Its engine was built in 1931 and has been taken apart and put together again more than eighty times.",
    "On Saturday morning the landing stage was empty but for one man, who said he had not read the papers.",
)
CHROME = (
    "You are here", "55 users have voted.", "Share this article", "Advertisement", "Read more: The tunnel in figures", "Newsletter",
    "Comments",
    "© 2024 The Sark Courier. All rights reserved.", "By Ada Holm", "12 May 2024", "Photo: Ada Holm", "Related articles", "up", "Home",
    "PDF",
)
WORDS = ("The Last Ferry", "Weather", "x", "Tunnel plans", "17", "…", "* * *", "Ada Holm", "Donau\u00addampf", "橋が開通した。")


@st.composite
def _markup(draw: st.DrawFn) -> str:
    words = draw(st.sampled_from(PROSE + CHROME + WORDS))
    form = draw(st.sampled_from((
        "<p>{}</p>", "<p>{}</p>", "<p>{}</p>", "<div class=share>{}</div>", "<h2>{}</h2>", "<li>{}</li>", "<p><a href='/x'>{}</a></p>",
        "{}<br>",
        "<blockquote><p>{}</p></blockquote>", "<table><tr><td>{}</td><td>17</td></tr></table>",
        "<figure><figcaption>{}</figcaption></figure>",
        "<aside><p>{}</p></aside>", "<div><span class=byline>{}</span></div>", "<time datetime=2024-05-12>{}</time>", "<footer>{}</footer>",
    )))
    return str(form.format(words))


_HTML = st.lists(_markup(),
    max_size=14).map(lambda parts: f"<html><body><h1>The Last Ferry</h1><article>{''.join(parts)}</article></body></html>")
_TEXT = st.lists(st.sampled_from(PROSE + CHROME + WORDS + ("",)), min_size=1, max_size=14).map("\n".join)


def _letters(text: str) -> str:
    """Return a text without white space and the strokes that part cells."""
    return "".join(text.replace("|", "").split())


def _faults(data: Any, kind: str) -> Iterator[str]:
    """Yield what is lost, changed or out of order between a page and its record."""
    explained = CLEANER.explain(data, kind=kind)
    article = explained.article
    body = [b for b in explained.blocks if b.role in BODY_ROLES]
    if _letters(article.body) != _letters("".join(b.text for b in body)):
        yield "body"
    if _letters("".join(b.text for b in article.blocks)) != _letters("".join(b.text for b in body)):
        yield "blocks"
    removed = [r.block for r in article.removed]
    if removed != sorted(set(removed)) or set(removed) & {b.index for b in body}:
        yield "order of what is removed"
    told = {b.index: (b.rule, b.role, b.text) for b in explained.blocks}
    yield from (f"removed block {r.block}" for r in article.removed if told[r.block] != (r.rule, r.role, r.text) or not r.rule)
    outside = [b for b in explained.blocks if b.role not in BODY_ROLES and b.index not in removed]
    yield from (f"block {b.index} is lost: {b.role}" for b in outside if b.role not in FIELD_ROLES)


# ---- no word is lost

@given(_HTML)
@settings(max_examples=60)
def test_kept_and_claimed_are_all_blocks_of_a_page(source: str) -> None:
    assert [*_faults(source, "html")] == []


@given(_TEXT.filter(str.strip))
@settings(max_examples=60)
def test_kept_and_claimed_are_all_lines_of_a_text(source: str) -> None:
    assert [*_faults(source, "text")] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_kept_and_claimed_are_all_blocks_of_the_fixtures(path: Path) -> None:
    assert [*_faults(path.read_bytes(), "auto")] == []


@given(st.lists(st.sampled_from(CHROME), max_size=3), st.permutations(PROSE), st.integers(3, 8),
    st.lists(st.sampled_from(CHROME), max_size=4))
@settings(max_examples=60)
def test_cleaning_a_cleaned_text_takes_nothing_more(head: list[str], prose: Sequence[str], many: int, tail: list[str]) -> None:
    once = CLEANER.clean("\n\n".join([*head, *prose[:many], *tail]), kind="text")
    again = CLEANER.clean(once.body, kind="text")
    assert again.body == once.body


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_cleaning_a_cleaned_fixture_takes_nothing_more(path: Path) -> None:
    body = CLEANER.clean(path.read_bytes()).body
    assert CLEANER.clean(body, kind="text").body.replace("\n\n", "\n") == body.replace("\n\n", "\n")


def test_prose_alone_is_all_kept() -> None:
    text = "\n\n".join(PROSE)
    assert CLEANER.clean(text, kind="text").body == text
    assert CLEANER.clean("".join(f"<p>{p}</p>" for p in PROSE)).body == text


# ---- nothing but page and rules decides

@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_the_same_page_gives_the_same_record(path: Path) -> None:
    data = path.read_bytes()
    assert CLEANER.clean(data) == Cleaner().clean(data) == clean(data)


def test_neither_hash_seed_nor_process_decides() -> None:
    record = "clean(open(p, 'rb').read()).to_json(sources=True, removed=True)"
    code = f"import sys; from cleaner import clean\nfor p in sys.argv[1:]: print({record})"
    said = set()
    for seed in ("1", "2", "3"):
        run = subprocess.run(
            [sys.executable, "-c", code, *map(str, PAGES)], capture_output=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        )
        said.add(run.stdout)
    assert len(said) == 1


RULE_FILES = {
    "goats": "- {id: goats, role: promo, why: Goats sell., lines: [Four goats], tests: [{lines: '- Four goats\n\n= Five goats'}]}",
    "boats": "- {id: boats, role: ad, why: Boats too., lines: ['{words} goats'], tests: [{lines: '- Four goats\n\n= Five'}]}",
    "notes": "- {id: notes, role: note, why: Notes stay., lines: ['Note: {words}'], tests: [{lines: '- Note: x\n\n= Five'}]}",
    "keeps": "- {id: keeps, role: body, keep: true, why: It counts., lines: [Nine goats], tests: [{lines: '- Nine goats\n\n= Five'}]}",
}
RULED = "\n\n".join((*PROSE[:3], "Four goats", "Nine goats", "Note: the goats are well.", *PROSE[3:6]))


def _folders(at: Path) -> list[Path]:
    for name, rules in RULE_FILES.items():
        (at / name).mkdir()
        (at / name / f"{name}.yaml").write_text(f"version: 1\nlayer: local\nrules:\n{rules}\n", encoding="utf-8")
    return [at / name for name in RULE_FILES]


def test_the_order_of_rule_folders_changes_nothing(tmp_path: Path) -> None:
    folders = _folders(tmp_path)
    records = [Cleaner(load_rules(*order)).clean(RULED) for order in [*itertools.permutations(folders)][::5]]
    assert all(record == records[0] for record in records)
    assert [(r.text, r.rule) for r in records[0].removed if r.rule.startswith("local/")] == [("Four goats", "local/goats/goats")]
    assert records[0].notes == ("Note: the goats are well.",)
    assert "Nine goats" in records[0].body


def test_cleaners_with_different_rules_live_side_by_side(tmp_path: Path) -> None:
    folders = _folders(tmp_path)
    cleaners = [CLEANER, *(Cleaner(load_rules(folder)) for folder in folders)]
    alone = [cleaner.clean(RULED) for cleaner in cleaners]
    assert len({record.to_json(removed=True) for record in alone}) > 2
    jobs = [i % len(cleaners) for i in range(60)]
    random.Random(5).shuffle(jobs)
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda i: cleaners[i].clean(RULED), jobs)) == [alone[i] for i in jobs]


def test_a_cleaner_crosses_processes(tmp_path: Path) -> None:
    cleaner = Cleaner(load_rules(*_folders(tmp_path)))
    assert pickle.loads(pickle.dumps(cleaner)).clean(RULED) == cleaner.clean(RULED)


@pytest.mark.parametrize("make", [html.document_fromstring, lambda text: BeautifulSoup(text, "lxml")], ids=["lxml", "bs4"])
def test_a_callers_tree_gives_the_same_body_and_stays_as_it_is(make: Any) -> None:
    for source in (f"<article><p>{'</p><p>'.join(PROSE)}</p><p>Four <b>goats</b></p></article>",
        "<ul><li><a href=/x>Home</a></li></ul><p>Four goats</p>"):
        tree = make(f"<html><body>{source}</body></html>")
        before = etree.tostring(tree) if isinstance(tree, etree._Element) else str(tree)
        assert CLEANER.clean(tree).body == CLEANER.clean(f"<html><body>{source}</body></html>").body
        assert before == (etree.tostring(tree) if isinstance(tree, etree._Element) else str(tree))


def test_no_page_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a connection was asked for")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    for path in PAGES:
        assert Cleaner().clean(path.read_bytes(), url="https://news.example.com/a?b=http://other.example/").body
    page = f'<html><head><link rel=canonical href="http://x.example/"></head><body><img src="http://x.example/i.png"><p>{PROSE[0]}</p></body></html>'
    assert Cleaner().clean(page)


def test_explaining_gives_the_record_of_cleaning() -> None:
    for path in PAGES:
        explained = CLEANER.explain(path.read_bytes())
        assert explained.article == CLEANER.clean(path.read_bytes())
        assert [b.index for b in explained.blocks] == list(range(len(explained.blocks)))
        assert all(b.rule for b in explained.blocks)


# ---- bad pages

BAD: dict[str, tuple[Any, str, str]] = {
    "nothing": (b"", "decode", "the page is empty"), "blanks": ("  \n", "decode", "the page is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(90), "decode", "binary"), "noise": (random.Random(3).randbytes(3000), "decode", "binary"),
    "too much": (b"x" * 32_000_001, "decode", "more than"), "a comment": ("<!-- -->", "parse", "the page is empty"),
}


@pytest.mark.parametrize(("data", "stage", "cause"), BAD.values(), ids=list(BAD))
def test_bad_pages_are_told_with_stage_and_cause(data: Any, stage: str, cause: str) -> None:
    with pytest.raises(PageError, match=cause) as caught:
        CLEANER.clean(data, url="https://news.example.com/a")
    error = pickle.loads(pickle.dumps(caught.value))
    assert (error.stage, error.url) == (stage, "https://news.example.com/a")
    assert "\n" not in str(error)


@pytest.mark.parametrize("stage", ["choose", "find_hits", "claim", "find_body", "read_fields", "settle", "make_record"])
def test_what_nobody_foresaw_skips_one_page_and_names_the_stage(stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(f"cleaner.pipeline.{stage}", fail)
    with pytest.raises(PageError, match="unexpected ZeroDivisionError: by nought") as caught:
        CLEANER.clean("<p>x</p>", url="https://news.example.com/a")
    assert caught.value.stage in ("rules", "finder", "claims", "body", "fields", "record")
    assert caught.value.url == "https://news.example.com/a"


#: Pages that are odd, but pages: a record, with what was odd about it.
ODD = {
    "no article": ("<html><body></body></html>", "the page shows no text"),
    "menu only": ("<ul><li><a href=a>Home</a></ul>", "no article body was found"),
    "deep": ("<div>" * 5000 + f"<p>{PROSE[0]}</p>",
        "the page is nested more than 2,000 levels deep; elements below 1,000 levels are joined"),
    "another encoding": (f"<meta charset=koi8-r><p>{PROSE[2]}</p>".encode(), "the page declares koi8-r but is UTF-8"),
    "XML declaration": (f'<?xml version="1.0" encoding="utf-8"?><html><body><p>{PROSE[0]}</p></body></html>', "no title was found"),
}


@pytest.mark.parametrize(("data", "warning"), ODD.values(), ids=list(ODD))
def test_odd_pages_give_a_record_with_a_warning(data: Any, warning: str) -> None:
    article = CLEANER.clean(data)
    assert isinstance(article, Article)
    assert warning in article.warnings


@pytest.mark.parametrize(("options", "message"), [
    ({"kind": "pdf"}, "kind is one of"), ({"fetched_at": "yesterday"}, "fetched_at is no ISO 8601 date"),
    ({"fetched_at": "2024-13-01"}, "fetched_at"),
])
def test_wrong_options(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        CLEANER.clean("<p>x</p>", **options)


@pytest.mark.parametrize("fetched", ["2024-05-12", "2024-05-12T10:00:00Z", "2024-05-12T10:00:00+02:00"])
def test_fetch_times(fetched: str) -> None:
    assert CLEANER.clean(f"<p>{PROSE[0]}</p>", fetched_at=fetched).body


def test_data_of_another_type() -> None:
    with pytest.raises(TypeError):
        CLEANER.clean(17)


def test_a_headline_printed_with_a_date_is_no_part_of_the_body() -> None:
    story = "The old bridge across the harbour opened to traffic on Friday morning, two years after a storm had torn away its pier. " * 2
    page = f"<article><h1>Bridge reopens after two years 06.01.12 08:49</h1><p>{story}</p><p>{story}</p></article>"
    article = Cleaner(load_rules(sites=False)).clean(page)
    assert article.title == "Bridge reopens after two years"
    assert "06.01.12" not in article.body


@pytest.mark.parametrize(("line", "stays"), [
    ("By Jane Doe, Harbour Reporter", False), ("Updated 8 December 2017", False),
    ("By the end of the day Jane Doe, the harbour reporter, had counted all of them.", True),
    ("The last of them was lit on 8 December 2017, when the mayor came to the harbour with all his men.", True),
])
def test_lines_of_authors_and_dates_in_the_body_of_a_text(line: str, stays: bool) -> None:
    story = "The old bridge across the harbour opened to traffic on Friday morning, two years after a storm had torn away its pier. " * 2
    text = "\n\n".join(["Bridge reopens after two years", story, line, story, story, story])
    article = Cleaner(load_rules(sites=False)).clean(text, kind="text")
    assert (line in article.body) is stays
    assert story.strip() in article.body
