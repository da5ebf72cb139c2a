"""Settling: keep, then the nearer layer, then the id; whatever the order of the claims."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.dom.plain import read_text
from cleaner.settle import MOST_TAKEN, settle, settle_further
from cleaner.values import ROLES, Claim, Page

FINDER, REPEATS, GENERIC, LANGUAGE, FIELDS, FAMILY, SITE, LOCAL = ((rank,) for rank in (10, 15, 20, 30, 35, 40, 50, 60))
LAYERS = (FINDER, REPEATS, GENERIC, LANGUAGE, FIELDS, FAMILY, SITE, LOCAL)
#: A page of which no single block is more than the guard's share.
PAGE = read_text("\n".join(f"Line {i} of a story, and of eight words." for i in range(8)))

IN = Claim(0, "body", "finder/body", "", FINDER)
OUT = Claim(0, "boilerplate", "finder/outside", "", FINDER)


def _claim(role: str, rank: tuple[int, ...], rule: str = "x/y/z", *, keep: bool = False) -> Claim:
    return Claim(0, role, rule, "", rank, keep)


def _with_body(page: Page, claims: list[Claim]) -> list[Claim]:
    """Return the claims with the finder's on every other block."""
    return [*claims, *(Claim(b.index, "body", "finder/body", "", FINDER) for b in page.blocks[1:])]


def _decided(*claims: Claim) -> tuple[str, str]:
    verdict = settle(PAGE, _with_body(PAGE, list(claims))).verdicts[0]
    return verdict.role, verdict.claim.rule


# ---- what stays

def test_without_rules_the_finder_decides() -> None:
    assert _decided(IN) == ("body", "finder/body")
    assert _decided(OUT) == ("boilerplate", "finder/outside")


@pytest.mark.parametrize("rank", LAYERS)
@pytest.mark.parametrize("chrome", LAYERS)
def test_keep_beats_chrome_of_every_layer(rank: tuple[int, ...], chrome: tuple[int, ...]) -> None:
    ad = _claim("ad", chrome, "a/b/ad")
    assert _decided(IN, ad, _claim("body", rank, "a/b/keep", keep=True))[0] == "body"
    assert _decided(OUT, ad, _claim("quote", rank, "a/b/keep", keep=True)) == ("quote", "a/b/keep")


def test_a_keep_of_a_chrome_role_leaves_the_block_what_it_is_otherwise() -> None:
    keep = _claim("ad", GENERIC, "a/b/keep", keep=True)
    assert _decided(IN, keep, _claim("share", SITE)) == ("body", "a/b/keep")
    assert _decided(OUT, keep) == ("body", "a/b/keep")
    assert _decided(IN, keep, _claim("caption", LANGUAGE, "a/b/caption")) == ("caption", "a/b/caption")
    assert _decided(Claim(0, "list", "finder/body", "", FINDER), keep) == ("list", "a/b/keep")


def test_keep_of_an_outer_layer_does_not_beat_a_nearer_field() -> None:
    keep = _claim("body", GENERIC, "a/b/keep", keep=True)
    assert _decided(IN, keep, _claim("byline", SITE, "sites/x/byline")) == ("byline", "sites/x/byline")
    assert _decided(IN, keep, _claim("caption", GENERIC, "z/z/caption")) == ("body", "a/b/keep")


# ---- what changes

@pytest.mark.parametrize(("outer", "nearer"), [(a, b) for a in LAYERS for b in LAYERS if a < b])
def test_the_nearer_layer_wins(outer: tuple[int, ...], nearer: tuple[int, ...]) -> None:
    for one, other in (("ad", "byline"), ("byline", "ad"), ("share", "ad"), ("ad", "heading")):
        assert _decided(_claim(one, outer, "z/z/z"), _claim(other, nearer, "a/a/a")) == (other, "a/a/a")


def test_in_a_layer_the_id_decides() -> None:
    assert _decided(IN, _claim("ad", GENERIC, "generic/a/x"), _claim("share", GENERIC, "generic/b/x")) == ("share", "generic/b/x")


def test_losers_are_told_in_order() -> None:
    claims = [IN, _claim("ad", GENERIC, "g"), _claim("share", SITE, "s"), _claim("vote", LANGUAGE, "l")]
    verdict = settle(PAGE, _with_body(PAGE, claims)).verdicts[0]
    assert [verdict.claim.rule, *(c.rule for c in verdict.losers)] == ["s", "l", "g", "finder/body"]


# ---- the guard

def _taking(count: int, rank: tuple[int, ...], *, role: str = "ad") -> list[Claim]:
    body = [Claim(b.index, "body", "finder/body", "", FINDER) for b in PAGE.blocks]
    return [*body, *(Claim(i, role, "a/b/c", "", rank) for i in range(count))]


@pytest.mark.parametrize(("count", "rolled_back"), [(0, False), (2, False), (3, True), (8, True)])
@pytest.mark.parametrize("rank", [GENERIC, LANGUAGE])
def test_rules_that_know_no_site_take_a_third_of_the_body_at_most(count: int, rolled_back: bool, rank: tuple[int, ...]) -> None:
    assert MOST_TAKEN == 0.35
    settled = settle(PAGE, _taking(count, rank))
    assert settled.rolled_back == rolled_back
    assert [v.role for v in settled.verdicts].count("ad") == (0 if rolled_back else count)


@pytest.mark.parametrize("rank", [REPEATS, FIELDS, FAMILY, SITE, LOCAL])
def test_layers_that_know_the_page_are_not_rolled_back(rank: tuple[int, ...]) -> None:
    settled = settle(PAGE, _taking(8, rank))
    assert not settled.rolled_back
    assert {v.role for v in settled.verdicts} == {"ad"}


def test_what_is_outside_the_body_is_no_loss() -> None:
    outside = [Claim(b.index, "boilerplate", "finder/outside", "", FINDER) for b in PAGE.blocks[1:]]
    claims = [IN, *outside, *(Claim(b.index, "ad", "a/b/c", "", GENERIC) for b in PAGE.blocks[1:])]
    assert not settle(PAGE, claims).rolled_back


def test_fields_are_no_loss() -> None:
    assert not settle(PAGE, _taking(8, GENERIC, role="caption")).rolled_back


def test_rolling_back_spares_keeps_fields_and_other_layers() -> None:
    claims = [
        *_taking(6, GENERIC), Claim(0, "share", "sites/s/s", "", SITE), Claim(1, "caption", "g/g/c", "", GENERIC),
        Claim(2, "ad", "g/g/keep", "", GENERIC, keep=True), Claim(2, "share", "sites/s/s", "", SITE),
    ]
    settled = settle(PAGE, claims)
    assert settled.rolled_back
    assert [v.role for v in settled.verdicts] == ["share", "caption", *["body"] * 6]


# ---- what always holds

_CLAIMS = st.builds(
    Claim, st.integers(0, 7), st.sampled_from(sorted(ROLES)), st.sampled_from(["a/b/c", "a/b/d", "x/y/z"]),
    st.sampled_from(["f:1", "f:2", ""]),
    st.sampled_from(LAYERS[1:]), st.booleans(),
)


@given(st.lists(_CLAIMS, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(claims: list[Claim], chance: random.Random) -> None:
    whole = _with_body(PAGE, [IN, *claims])
    settled = settle(PAGE, whole)
    assert len(settled.verdicts) == len(PAGE.blocks)
    assert all(v.role in ROLES and v.claim.block == i for i, v in enumerate(settled.verdicts))
    chance.shuffle(whole)
    assert settle(PAGE, whole) == settled


@given(st.lists(_CLAIMS, max_size=30))
def test_no_claim_is_lost_and_none_made_up(claims: list[Claim]) -> None:
    whole = _with_body(PAGE, [IN, *claims])
    settled = settle(PAGE, whole)
    if not settled.rolled_back:
        told = [c for v in settled.verdicts for c in (v.claim, *v.losers)]
        assert sorted(told) == sorted(whole)


@given(st.lists(_CLAIMS, max_size=60), st.lists(_CLAIMS, max_size=20))
def test_settling_further_is_settling_all(claims: list[Claim], more: list[Claim]) -> None:
    whole, fields = _with_body(PAGE, [IN, *claims]), [claim._replace(rank=FIELDS) for claim in more]
    assert settle_further(PAGE, settle(PAGE, whole), whole, fields) == settle(PAGE, [*whole, *fields])


def test_a_page_without_blocks() -> None:
    assert settle(read_text(""), []).verdicts == ()
