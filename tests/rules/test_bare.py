"""What counts as decoration of a line, and that the holes stay cheap."""

from __future__ import annotations

import pytest

from cleaner.rules.literals import bare, to_re2
from cleaner.rules.patterns import compile_set
from cleaner.text.fold import fold


@pytest.mark.parametrize("text", ["“You are here”", '"Up"', "“This is a developing story,” he said."])
def test_quotations_stay(text: str) -> None:
    assert bare(fold(text)) == fold(text)


@pytest.mark.parametrize("text", ["» Read more »", "Read more»", "»Read more", "Read more:", "• Read more", "– Read more →"])
def test_decoration_goes(text: str) -> None:
    assert bare(fold(text)) == "read more"


@pytest.mark.parametrize("hole", ["name", "date", "words", "time", "url", "email", "int"])
def test_hundreds_of_holes_fit_in_a_set(hole: str) -> None:
    made = compile_set([to_re2(f"label {i} {{{hole}}}") for i in range(300)])
    assert not made.match("label")
