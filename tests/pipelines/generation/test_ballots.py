"""Votes that are cast in pieces count as if they had been cast at once."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from pipelines.generation.agreement import DEAR_BALLOT_SURVIVORS, Vote, ballots, join_votes
from schemas.language import Language
from schemas.problem import Problem, Solution

PYTHON, JAVA = Solution(Language.PYTHON3, "print()"), Solution(Language.JAVA, "class Main {}")
PROBLEM = Problem(name="p", description="", solutions=(PYTHON, JAVA))


@given(st.integers(0, 400), st.sampled_from([PYTHON, JAVA]))
def test_ballots_cover_every_survivor_once(survivors: int, voter: Solution) -> None:
    pieces = ballots(PROBLEM, voter.digest, survivors)
    assert [place for piece in pieces for place in piece] == list(range(survivors))
    assert all(len(piece) > 0 for piece in pieces)
    if voter is JAVA:
        assert all(len(piece) <= DEAR_BALLOT_SURVIVORS for piece in pieces)


WORDS = st.lists(st.sampled_from(["", "crash", "disagreement"]), min_size=1, max_size=12)


@given(st.dictionaries(st.sampled_from("abc"), WORDS, min_size=1), st.integers(1, 5), st.randoms(use_true_random=False))
def test_joining_pieces_inverts_cutting(words: dict[str, list[str]], size: int, rng: random.Random) -> None:
    pieces = [
        Vote(voter, tuple(said[first : first + size]), tuple(range(first, first + len(said[first : first + size]))), first)
        for voter, said in words.items()
        for first in range(0, len(said), size)
    ]
    rng.shuffle(pieces)
    joined = {one.voter: one for one in join_votes(pieces)}
    assert {voter: list(one.words) for voter, one in joined.items()} == words
    assert all(one.cpu_s == tuple(range(len(words[voter]))) for voter, one in joined.items())


def test_nothing_counts_behind_a_piece_that_was_cut_short() -> None:
    pieces = [
        Vote("a", ("", ""), (1.0, 1.0), 0),
        Vote("a", ("",), (1.0,), 2, complete=False),
        Vote("a", ("", ""), (1.0, 1.0), 4),
    ]
    assert join_votes(pieces)[0].words == ("", "", "")
