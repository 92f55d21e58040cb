"""What goes to the vote: the largest inputs for a share of it, what rejects most wrong programs, then what is different."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.generation import selection
from pipelines.generation.agreement import Survivor
from pipelines.generation.candidates import is_large
from pipelines.generation.selection import COVER, LARGE_SHARE, SLOW, Rating, choose
from schemas.provenance import Candidate, Provenance
from tests.pipelines.strategies import moderate

KINDS = ("structure", "small", "boundary", "random")


def survivor_of(text: str, output: str = "7", *operators: str) -> Survivor:
    """A survivor that was made by these operators."""
    return Survivor(Candidate(text, Provenance(-1, operators, 0, 0)), output, 0.1)


_survivors = st.builds(
    lambda text, output, kind, beyond: survivor_of(text, output, *(("up_to_10",) if beyond else ()), kind),
    st.text("01 \n", max_size=5) | st.just("9" * 100),
    st.sampled_from(["1", "2", "yes", "YES", "1 2 3"]),
    st.sampled_from([*KINDS, "large"]),
    st.booleans(),
)
small_survivors = _survivors.filter(lambda survivor: not is_large(survivor.candidate))


@st.composite
def cases(
    draw: st.DrawFn, survivors: st.SearchStrategy[Survivor] = _survivors, fewest: int = 0
) -> tuple[list[Survivor], list[Rating]]:
    """Survivors of a round, and what a few wrong programs did on them."""
    found = draw(st.lists(survivors, min_size=fewest, max_size=14))
    words = st.dictionaries(st.integers(0, len(found) - 1), st.sampled_from(["wrong", "crash", SLOW])) if found else st.just({})
    ratings = [Rating(str(place), draw(st.booleans()), draw(words)) for place in range(draw(st.integers(0, 6)))]
    return found, ratings


Case = tuple[list[Survivor], list[Rating]]
wishes = st.integers(0, 40)


def large_quota(survivors: Sequence[Survivor], wanted: int) -> int:
    """How many of the largest inputs come first."""
    return min(sum(is_large(one.candidate) for one in survivors), wanted, max(1, math.ceil(LARGE_SHARE * wanted)))


def rejections(ratings: Sequence[Rating], places: Sequence[int]) -> list[int]:
    """How many of these places reject each program."""
    return [sum(place in rating.rejected for place in places) for rating in ratings]


@moderate
@given(cases(), wishes)
def test_as_many_as_wanted_as_far_as_there_are_and_none_twice(case: Case, wanted: int) -> None:
    survivors, ratings = case
    chosen = choose(survivors, ratings, wanted)
    assert len(chosen) == len(set(chosen)) == min(wanted, len(survivors))
    assert set(chosen) <= set(range(len(survivors)))


@moderate
@given(cases(), wishes)
def test_the_largest_inputs_have_their_share_and_come_first(case: Case, wanted: int) -> None:
    survivors, ratings = case
    quota = large_quota(survivors, wanted)
    first = choose(survivors, ratings, wanted)[:quota]
    assert len(first) == quota
    assert all(is_large(survivors[place].candidate) for place in first)


@moderate
@given(cases(), st.data())
def test_every_program_is_rejected_as_often_as_can_be_where_there_is_room(case: Case, data: st.DataObject) -> None:
    survivors, ratings = case
    most = [min(COVER, count) for count in rejections(ratings, range(len(survivors)))]
    needed = sum(most)  # each choice serves a program that is still served too little
    wanted = next(n for n in range(100) if n >= large_quota(survivors, n) + needed) + data.draw(st.integers(0, 5))
    found = rejections(ratings, choose(survivors, ratings, wanted))
    assert all(count >= least for count, least in zip(found, most, strict=True))


@moderate
@given(cases(small_survivors, 1), st.integers(1, 14))
def test_each_choice_rejects_most_of_what_is_rejected_least(case: Case, wanted: int) -> None:
    survivors, ratings = case
    chosen = choose(survivors, ratings, wanted)
    for number in range(len(chosen)):
        before = rejections(ratings, chosen[:number])

        def worth(place: int, before: Sequence[int] = before) -> float:
            return math.fsum(
                (0.5 if rating.mutant else 1.0) * 0.5**count
                for rating, count in zip(ratings, before, strict=True)
                if place in rating.rejected and count < COVER
            )

        left = set(range(len(survivors))) - set(chosen[:number])
        assert worth(chosen[number]) == max(map(worth, left))


@moderate
@given(cases(small_survivors), wishes)
def test_fewer_are_the_first_of_more(case: Case, wanted: int) -> None:
    survivors, ratings = case
    assert choose(survivors, ratings, wanted) == choose(survivors, ratings, len(survivors))[:wanted]


@moderate
@given(cases(), wishes, st.randoms(use_true_random=False))
def test_the_order_in_which_programs_were_rated_does_not_matter(case: Case, wanted: int, rng: Random) -> None:
    survivors, ratings = case
    shuffled = rng.sample(ratings, len(ratings))
    assert choose(survivors, shuffled, wanted) == choose(survivors, ratings, wanted)


def test_a_known_wrong_program_counts_for_more_than_a_mutant() -> None:
    survivors = [survivor_of(text) for text in ("1", "2")]
    ratings = [Rating("known", False, {1: "wrong"}), Rating("mutant", True, {0: "wrong"})]
    assert choose(survivors, ratings, 1) == [1]
    assert choose(survivors, [replace(one, mutant=True) for one in ratings], 1) == [0]


def test_one_rejection_of_each_program_comes_before_a_second_one() -> None:
    survivors = [survivor_of(text) for text in ("1", "2", "3")]
    ratings = [Rating("a", False, {0: "wrong", 1: "wrong"}), Rating("b", False, {2: "wrong"})]
    assert set(choose(survivors, ratings, 2)) == {0, 2}


def test_where_nothing_tells_programs_apart_the_different_ones_come_first() -> None:
    alike = [survivor_of(text, "7", "small") for text in ("1", "2", "3")]
    others = [survivor_of("4", "8", "small"), survivor_of("5", "7", "random"), survivor_of("6" * 50, "7", "small")]
    chosen = choose([*alike, *others], [], 4)
    assert set(chosen) > {3, 4, 5}


def test_a_program_that_fails_everywhere_does_not_crowd_out_variety() -> None:
    survivors = [survivor_of(str(place), "7" if place < 20 else str(place), "small") for place in range(24)]
    easy = Rating("easy", False, dict.fromkeys(range(20), "wrong"))
    chosen = choose(survivors, [easy], 2 * COVER)
    assert set(chosen) >= {20, 21, 22, 23}
    assert rejections([easy], chosen) >= [COVER]


def test_among_the_large_ones_those_that_make_slow_programs_slow_come_first() -> None:
    survivors = [survivor_of(str(place), "7", "large", str(place)) for place in range(9)]
    chosen = choose(survivors, [Rating("slow", False, {8: SLOW})], 3)
    assert chosen[0] == 8


def test_large_inputs_beyond_their_share_come_last_unless_they_reject_something() -> None:
    large = set(range(0, 40, 2))
    survivors = [survivor_of(str(place), str(place % 3), "large" if place in large else "small") for place in range(40)]
    quota = math.ceil(LARGE_SHARE * 20)
    assert len(large & set(choose(survivors, [], 20))) == quota
    assert len(choose(survivors, [], 40)) == 40
    ratings = [Rating(f"program {place}", rejected={place: "wrong"}) for place in sorted(large)[:5]]
    assert set(sorted(large)[:5]) <= set(choose(survivors, ratings, 20))


@given(cases(), wishes)
def test_few_of_the_longest(case: Case, wanted: int) -> None:
    survivors, ratings = case
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(selection, "LONG_CHARACTERS", 50)
        places = choose(survivors, ratings, wanted)
    huge = [place for place in places if len(survivors[place].candidate.input) > 50]
    others = sum(len(one.candidate.input) <= 50 for one in survivors)
    assert len(huge) <= selection.MOST_LONG
    assert len(places) >= min(wanted, others)
    assert len(set(places)) == len(places)
