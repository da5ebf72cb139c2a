"""What stands twice: a sentence said again in other words stays; the same words printed twice go once."""

from __future__ import annotations

import time

import pytest

from cleaner.dom.door import read_html
from cleaner.dom.plain import read_text
from cleaner.repeats import repeated
from cleaner.values import Page

ONE = "The mayor opened the bridge on Tuesday, ending a closure of two years for all drivers."
TWO = "Shops along the quay hope that the visitors of former times will now come back to them."
SHORT = "The bridge is open."
CHINESE = "市长星期二为新桥剪彩，这座桥因维修已经关闭。"


def _repeats(page: Page, body: list[int] | None = None) -> list[str]:
    chosen = list(range(len(page.blocks))) if body is None else body
    return [page.blocks[c.block].text for c in repeated(page, chosen)]


def _html(*parts: str) -> Page:
    return read_html("".join(f"<p>{p}</p>" if not p.startswith("<") else p for p in parts))


@pytest.mark.parametrize("page", [
    _html(ONE, TWO), read_text(f"{ONE}\n\n{TWO}"), read_text(""),
    # short lines come back in poems, interviews and lists of results
    _html(SHORT, ONE, SHORT), _html("<h2>Results</h2>", ONE, "<h2>Results</h2>"),
    # a paragraph that quotes another is text, however alike
    _html(ONE, f"“{ONE}” said the sign."), _html(f"{ONE} {TWO}", ONE),
    # a quotation that stands nowhere else
    _html(ONE, f"<blockquote>{TWO}</blockquote>"),
    # who says what stands nowhere else
    _html(ONE, f"<blockquote><p>{TWO}</p><p>Jane Doe, driver</p></blockquote>"),
    # in plain text: what is short, no sentence, far away or held by no longer line
    read_text(f"{ONE}\nThe mayor opened the bridge.\n{TWO}"), read_text(f"Shops along the quay hope that the visitors come\n{ONE}\n{TWO}"),
    read_text("\n".join([TWO, *(f"{n} {ONE}" for n in "abcdefg"), f"{ONE} {TWO}"])), read_text(f"{TWO}\n{ONE}\n{TWO[:-1]} now."),
    # separators say nothing
    _html("* " * 12, ONE, "* " * 12),
    _html("<blockquote>* * * * * * * * * * * * *</blockquote>", ONE),
], ids=str)
def test_what_is_said_once_stays(page: Page) -> None:
    assert _repeats(page) == []


@pytest.mark.parametrize(("page", "gone"), [
    (_html(ONE, TWO, ONE), [ONE]), (_html(ONE, ONE, ONE), [ONE, ONE]), (read_text(f"{ONE}\n{TWO}\n{ONE}"), [ONE]),
    (_html(ONE, ONE.upper()), [ONE.upper()]), (_html(ONE, "» " + ONE.replace(",", " –")), ["» " + ONE.replace(",", " –")]),
    (_html(f"{ONE} {TWO}", f"<blockquote>“{TWO}”</blockquote>"), [f"“{TWO}”"]),
    (_html(f"<blockquote><p>{TWO}</p></blockquote>", f"{ONE} {TWO}"), [TWO]),
    # who says it goes with it, but not what else stands there, nor the lines of a longer quotation
    (_html(f"<blockquote><p>{TWO}</p><p>Jane Doe, driver</p></blockquote>", f"{ONE} {TWO}"), [TWO, "Jane Doe, driver"]),
    (_html(f"<blockquote><p>{TWO}</p><p>{ONE}</p></blockquote>", f"He said: {TWO}"), [TWO]),
    (_html(f"<blockquote><p>{TWO}</p><p>One.</p><p>Two.</p><p>Three.</p></blockquote>", f"{ONE} {TWO}"), [TWO]),
])
def test_what_is_printed_twice_goes_once(page: Page, gone: list[str]) -> None:
    assert _repeats(page) == gone
    assert len({c.rule for c in repeated(page, list(range(len(page.blocks))))}) == 1


@pytest.mark.parametrize(("lines", "gone"), [
    ((ONE, TWO, f"{ONE} {TWO} So they say."), [ONE, TWO]),
    ((f"{ONE} She said: “{TWO}”", f"“{TWO}”"), [f"“{TWO}”"]),
    # a sentence between quotation marks is one wherever the paragraph stands
    ((f"“{TWO}”", *(f"{n} {ONE}" for n in "abcdefg"), f"She said: “{TWO}” They nodded."), [f"“{TWO}”"]),
    ((CHINESE, f"{CHINESE}他讲了一个小时，然后走过了桥。"), [CHINESE]),
])
def test_a_pull_quote_of_plain_text_goes(lines: tuple[str, ...], gone: list[str]) -> None:
    page = read_text("\n".join(lines))
    assert _repeats(page) == gone
    assert {c.rule for c in repeated(page, list(range(len(page.blocks))))} == {"engine/pull-quote"}


def test_a_text_of_quotations_costs_little() -> None:
    page = read_text("\n".join(f"“{i:05} {ONE}”" for i in range(5000)))
    begun = time.process_time()
    assert _repeats(page) == []
    assert time.process_time() - begun < 2


def test_the_first_stays() -> None:
    assert [c.block for c in repeated(_html(ONE, TWO, ONE, ONE), [0, 1, 2, 3])] == [2, 3]


def test_only_the_body_counts() -> None:
    assert _repeats(_html(ONE, TWO, ONE), [1, 2]) == []


def test_a_page_of_quotations_costs_little() -> None:
    page = _html(*(f"<blockquote>{i:05} {ONE}</blockquote>" for i in range(5000)))
    begun = time.process_time()
    assert _repeats(page) == []
    assert time.process_time() - begun < 2
