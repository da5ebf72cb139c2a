"""What a rule or file allows, with a reason, is not mentioned; what it allows for nothing is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cleaner.rules.model import Content, Lint
from cleaner.rules.vocabulary import Origin

Make = Callable[..., Any]


def allow(*codes: str, line: int = 0) -> Lint:
    return Lint(codes, "It is measured.", Origin("x", line))


def test_a_rule_allows_for_itself_alone(rule: Make, loaded: Make, found: Make) -> None:
    file = loaded(rule("a", lines=("Next",), lint=allow("short-literal", line=1)), rule("b", lines=("Previous",)))
    assert [f.rule for f in found("short-literal", file)] == ["sites/example.com/b"]
    assert found("idle-allow", file) == []


def test_a_file_allows_for_all_that_it_says(rule: Make, loaded: Make, found: Make) -> None:
    file = loaded(rule(lines=("Next",)), content=Content(("p:nth-child(2)",)), lint=allow("short-literal", "positional"))
    assert found("short-literal", file) == found("positional", file) == found("idle-allow", file) == []


@pytest.mark.parametrize("code", ["positional", "short-litteral", "idle-allow"])
def test_what_is_allowed_for_nothing(rule: Make, loaded: Make, found: Make, code: str) -> None:
    file = loaded(rule(lines=("Next",), lint=allow("short-literal", code)))
    [finding] = found("idle-allow", file)
    assert repr(code) in finding.message and finding.rule == "sites/example.com/r"
    [finding] = found("idle-allow", loaded(rule(lines=("Share this page",)), lint=allow(code)))
    assert finding.rule == ""
