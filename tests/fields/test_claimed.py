"""What rules claim blocks for, without the guesses, is what asking each claim gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleaner.fields.claimed import Claimed
from cleaner.values import Claim

CLAIMS = st.lists(st.builds(
    Claim, st.integers(0, 9), st.sampled_from(["title", "byline", "share", "label"]), st.just("generic/x"), st.just(""),
    st.sampled_from([(10,), (15,), (20,), (30,), (30, 1)]), st.booleans(),
))  # fmt: skip


@given(CLAIMS, st.sets(st.sampled_from(["title", "share", "label"])))
def test_the_blocks_are_those_of_which_a_claim_says_so(claims: list[Claim], roles: set[str]) -> None:
    claimed = Claimed(claims)
    assert claimed.blocks("title") == tuple(sorted({c.block for c in claims if c.role == "title" and c.rank > (15,)}))
    told = [c for c in claims if not c.keep and c.role in roles]
    assert claimed.taken(roles) == {c.block for c in told if c.rank > (15,)}
    assert claimed.at_rank((30,)).taken(roles) == {c.block for c in told if c.rank == (30,)}
