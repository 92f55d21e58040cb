"""Choosing: the two rules by their laws, and by a case worked out by hand."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.evaluation.choosing import ALPHACODE, ALPHACODE2, RULES, Contender, choose, clusters_of
from tests.pipelines.strategies import moderate

contenders = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.integers(1, 9), st.floats(0, 1)),
    max_size=20,
).map(lambda rows: [Contender(f"{place:02d}", *row) for place, row in enumerate(rows)])
rules = st.sampled_from(list(RULES))


@moderate
@given(contenders)
def test_clusters_hold_everybody_once_and_fall_in_size(some: list[Contender]) -> None:
    clusters = clusters_of(some)
    assert sorted(one for cluster in clusters for one in cluster) == sorted(some)
    assert all(len({one.signature for one in cluster}) == 1 for cluster in clusters)
    sizes = [sum(one.samples for one in cluster) for cluster in clusters]
    assert sizes == sorted(sizes, reverse=True)


@moderate
@given(contenders, rules, st.integers(1, 12), st.data())
def test_a_choice_depends_on_the_set_and_the_seed_alone(
    some: list[Contender], rule: str, most: int, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(some))
    chosen = choose(some, rule, Random(1), most)
    assert chosen == choose(shuffled, rule, Random(1), most)
    assert len(chosen) <= most
    assert len({one.program for one in chosen}) == len(chosen), "handed in twice"


@moderate
@given(contenders, st.integers(1, 12))
def test_in_turn_takes_as_many_as_it_may_and_spreads_them(some: list[Contender], most: int) -> None:
    chosen = choose(some, ALPHACODE, Random(0), most)
    assert len(chosen) == min(most, len(some))
    clusters = clusters_of(some)
    taken = Counter(one.cluster for one in chosen)
    for number, cluster in enumerate(clusters):
        for larger in range(number):  # nobody gets another turn before all who can have had theirs
            assert taken[larger] >= min(taken[number], len(clusters[larger]))
        if taken[number] < len(cluster):
            assert max(taken.values(), default=0) <= taken[number] + 1


@moderate
@given(contenders, st.integers(1, 12))
def test_the_best_score_of_each_of_the_largest(some: list[Contender], most: int) -> None:
    chosen = choose(some, ALPHACODE2, Random(0), most)
    by_name = {one.program: one for one in some}
    clusters = clusters_of(some)[:most]
    assert [one.cluster for one in chosen] == list(range(len(clusters)))
    for one, cluster in zip(chosen, clusters, strict=True):
        assert by_name[one.program].score == max(other.score for other in cluster)


def test_a_case_by_hand() -> None:
    some = [
        Contender("a1", "a", 5, 0.1),
        Contender("a2", "a", 1, 0.9),
        Contender("b1", "b", 4, 0.5),
        Contender("c1", "c", 1, 0.99),
    ]
    assert [one.program for one in choose(some, ALPHACODE2, Random(0), 2)] == ["a2", "b1"]
    turns = [one.program for one in choose(some, ALPHACODE, Random(0), 10)]
    assert turns[1:3] == ["b1", "c1"]
    assert {turns[0], turns[3]} == {"a1", "a2"}


def test_what_was_sampled_more_often_is_likelier_to_come_first() -> None:
    some = [Contender("often", "a", 9, 0), Contender("once", "a", 1, 0)]
    firsts = Counter(choose(some, ALPHACODE, Random(seed), 1)[0].program for seed in range(2000))
    assert firsts["often"] / 2000 == pytest.approx(0.9, abs=0.03)


@pytest.mark.parametrize("rule", list(RULES))
def test_nobody_and_one_cluster(rule: str) -> None:
    assert choose([], rule, Random(0)) == []
    chosen = choose([Contender(str(place), "same", 1, 0.5) for place in range(30)], rule, Random(0))
    assert len(chosen) == (10 if rule == ALPHACODE else 1)
