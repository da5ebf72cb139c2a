"""Sources of fields in site files: what a value is cut to, a value that is written, the first of several."""

from __future__ import annotations

import pytest

from cleaner.dom.door import open_html, read_blocks
from cleaner.fields.site import site_values
from cleaner.rules.model import Field, Source
from cleaner.zones import find_zones

HTML = "<title>Trams | The Courier | News</title><p class=who>Text: Ada Reed</p><p class=who>Text: Bo Lund</p><p class=other>Carl</p>"


@pytest.mark.parametrize(
    ("source", "values"),
    [
        (Source(css=".who"), ["Text: Ada Reed", "Text: Bo Lund"]),
        (Source(css=".who", first=True), ["Text: Ada Reed"]),
        (Source(css=".who", after="Text:"), ["Ada Reed", "Bo Lund"]),
        (Source(css=".who", after="Text:", first=True), ["Ada Reed"]),
        (Source(css=".who", after="Words:"), []),
        (Source(css="title", before=" | "), ["Trams"]),
        (Source(css="title", after="| ", before=" |"), ["The Courier"]),
        (Source(css="title", before=" # "), []),
        (Source(css=".other", after="Carl"), []),
        (Source(text="Dana Moor"), ["Dana Moor"]),
        (Source(css=".nothing"), []),
    ],
)
def test_values(source: Source, values: list[str]) -> None:
    page = read_blocks(open_html(HTML), picks=(source.css,) if source.css else ())
    found = site_values(page, Field((source,)), find_zones(page.blocks), "authors")
    assert [c.value for c in found] == values


def test_a_source_that_gives_nothing_leaves_the_word_to_the_next() -> None:
    page = read_blocks(open_html(HTML), picks=(".who", ".other"))
    sources = (Source(css=".who", after="Words:"), Source(css=".other"), Source(text="Dana Moor"))
    assert [c.value for c in site_values(page, Field(sources), find_zones(page.blocks), "authors")] == ["Carl"]
