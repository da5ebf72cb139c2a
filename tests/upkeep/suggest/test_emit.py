"""The emitter: whatever words it is given, a file that says just that."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleaner.rules.model import RuleTest, Source, Step
from cleaner.rules.read import read_rule_file
from cleaner.upkeep.suggest.emit import emit
from cleaner.upkeep.suggest.evidence import ContentPart, Evidence, FieldPart, RulePart, SiteDraft, StepPart, TestPart

ODD = ["a: b", "# no comment", "'it''s'", '"', "{int} {words}", "- = |", "no", "2024-01-01", "été\u00a0中文", "\\x", "[x", "~", "% & * ! @"]
HOSTILE = ["line\nbreak: yes", "\u2028status: stable", "\x1b[31m", "\u202etxt", "\x85", "\ufeff", "tab\there", "x" * 5000, ""]
EVIDENCE = Evidence(5, 9, tuple(HOSTILE), (*HOSTILE, "page-1"), tuple(HOSTILE))
TESTS = (TestPart("fires", lines=("= One.", "- Two")), TestPart("stays", html="<p>One.</p>", claims=(), keeps=("One.",)))


def _draft(text: str, evidence: Evidence = EVIDENCE) -> SiteDraft:
    step = StepPart(f"say {text}", anchor=True)
    return SiteDraft(
        "example.org", about=(text, *HOSTILE), content=(ContentPart("div.story", evidence), ContentPart("#old", evidence)),
        fields=(FieldPart("authors", "meta", text or "x", evidence, strip_prefix=(text,)),
                FieldPart("title", "css", "h1.head", evidence, attr="title")),
        rules=(
            RulePart("box", "promo", text or "x", evidence, TESTS, select=("div.box",)),
            RulePart("run", "promo", "Why.", evidence, TESTS, sequence=(StepPart("Two", optional=True), step), zone=("tail",)),
        ),
    )


def test_what_it_says_is_what_is_read() -> None:
    for text in ODD:
        file = read_rule_file(emit(_draft(text)), "draft.yaml")
        assert file.content and (file.content.select, file.content.inside) == (("div.story", "#old"), "finder")
        assert file.content.status == "proposed"
        assert file.fields["authors"].take == (Source(meta=text),)
        assert (file.fields["authors"].strip_prefix, file.fields["authors"].status) == ((text,), "proposed")
        assert file.fields["title"].take == (Source(css="h1.head", attr="title"),)
        box, run = file.rules
        assert (box.why, box.select, box.status, run.status) == (text, ("div.box",), "proposed", "proposed")
        assert run.sequence == (Step(any_of=("Two",), times="0..1"), Step(anchor=(f"say {text}",)))
        assert box.tests == (RuleTest(lines="= One.\n- Two\n", name="fires"), RuleTest(html="<p>One.</p>", keeps=("One.",), name="stays"))


@given(st.text(max_size=60))
def test_words_of_pages_stay_in_comments(words: str) -> None:
    texts = (emit(_draft("x", Evidence(3, 4, (said, said), (said,), (said,)))) for said in (words, "plain"))
    one, other = (read_rule_file(text, "a") for text in texts)
    assert one == other


def test_comments_are_short_and_on_one_line() -> None:
    lines = emit(_draft("x")).splitlines()
    assert max(map(len, lines)) < 200
    assert [line for line in lines if any(not c.isprintable() for c in line)] == []


def test_evidence_stands_above_what_it_is_for() -> None:
    text = emit(_draft("x", Evidence(5, 9, ("some words",), ("page-1",))))
    assert "    # pages: 5 of 9\n    # not on: page-1 and 3 more\n    # e.g. some words\n    - \"div.story\"\n" in text


def test_an_empty_draft_is_a_file() -> None:
    file = read_rule_file(emit(SiteDraft("example.org")), "draft.yaml")
    assert (file.site, file.content, file.rules) == ("example.org", None, ())
