"""The last resort: what it is not asked, then what it takes."""

from __future__ import annotations

from cleaner.dom.door import read_html
from cleaner.fallback import MOST_BLOCKS, trafilatura_blocks

STORY = "<p>The old bridge across the harbour opened to traffic on Friday morning, two years after a storm had torn away its pier.</p>"


def test_it_is_not_asked_of_a_page_of_very_many_blocks() -> None:
    html = f"<html><body><article>{STORY * 5}</article><ul>{'<li>a</li>' * MOST_BLOCKS}</ul></body></html>"
    assert trafilatura_blocks(html, read_html(html)) == []


def test_it_gives_the_blocks_that_it_takes() -> None:
    stories = "".join(STORY.replace("Friday", day) for day in ("Monday", "Tuesday", "Wednesday", "Thursday"))
    html = f"<html><body><nav><a href='/'>Home</a></nav><article><h1>Bridge reopens</h1>{stories}</article></body></html>"
    page = read_html(html)
    assert [page.blocks[i].tag for i in trafilatura_blocks(html, page)].count("p") == 4
