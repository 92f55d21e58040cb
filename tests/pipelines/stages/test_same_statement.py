"""Problems with one statement that are not one problem: their tests contradict each other."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from pipelines.duplicates import contradict, same_problems
from schemas.problem import Problem, Test


def problem(name: str, *pairs: tuple[str, str]) -> Problem:
    return Problem(name=name, description="Draw the graph.", public_tests=tuple(Test(*pair) for pair in pairs))


def test_different_outputs_for_one_input_part_problems() -> None:
    across, down = problem("across", ("3 1 2 3", "*\n**\n***")), problem("down", ("3 1 2 3\n", "***\n **\n  *"))
    assert contradict(across, down)
    assert [[one.name for one in group] for group in same_problems([down, across])] == [["across"], ["down"]]


def test_white_space_and_other_inputs_are_no_contradiction() -> None:
    first, second = problem("a", ("1  2", "3")), problem("b", ("1 2\n", " 3\n"), ("5", "7"))
    assert not contradict(first, second)
    assert [[one.name for one in group] for group in same_problems([second, first])] == [["a", "b"]]


PAIRS = st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("01")), max_size=3)


@given(st.lists(PAIRS, max_size=6), st.randoms(use_true_random=False))
def test_parting_keeps_every_problem_and_depends_on_no_order(tests: list[list[tuple[str, str]]], rng: random.Random) -> None:
    problems = [problem(f"p{place}", *dict(pairs).items()) for place, pairs in enumerate(tests)]
    shuffled = list(problems)
    rng.shuffle(shuffled)
    groups = same_problems(problems)
    assert same_problems(shuffled) == groups
    assert sorted(one.name for group in groups for one in group) == sorted(one.name for one in problems)
    for group in groups:
        assert not any(contradict(left, right) for left in group for right in group)
