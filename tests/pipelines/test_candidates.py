"""Candidates by number: the same for the same problem, seed and number, new inputs only, and of the problem's own form."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutators.generation import is_valid, learn
from pipelines.candidates import draw_candidate, fresh_candidates, is_large
from pipelines.settings import GENERATIONS, PAPER, STRUCTURED
from schemas.digest import digest
from schemas.problem import Problem, Test

STATEMENT = "The first line contains n (1 ≤ n ≤ 1000). The second line contains n integers a_i (-100 ≤ a_i ≤ 100)."
few = settings(max_examples=30, deadline=None)
inputs = st.lists(st.sampled_from(["", "\n", " ", "a", "0 1\n", "10 20\n", "01101\n", "abc def"]), min_size=1, max_size=3)
both = st.sampled_from(GENERATIONS)


def problem_with(texts: list[str], description: str = "") -> Problem:
    return Problem(name="p", description=description, public_tests=tuple(Test(text, "0") for text in texts))


SUMMING = problem_with(["3\n1 2 3\n", "2\n-5 7\n"], STATEMENT)


@few
@given(inputs, st.integers(0, 3), st.integers(0, 30), both)
def test_draws_depend_on_name_inputs_seed_and_number_alone(texts: list[str], seed: int, draw: int, generation: str) -> None:
    problem = problem_with(texts)
    other = dataclasses.replace(
        problem,
        generated_tests=(Test("5", "5"),),
        public_tests=(),
        private_tests=tuple(Test(test.input, "another output") for test in problem.public_tests),
    )
    assert draw_candidate(problem, seed, draw, generation) == draw_candidate(other, seed, draw, generation)


@pytest.mark.parametrize("generation", GENERATIONS)
def test_another_name_or_seed_draws_other_inputs(generation: str) -> None:
    problem = problem_with(["2\n123456789 987654321\n"])
    renamed = dataclasses.replace(problem, name="q")
    drawn = [
        tuple(draw_candidate(one, seed, draw, generation) for draw in range(8)) for one in (problem, renamed) for seed in (0, 1)
    ]
    assert len({tuple(one.input for one in series if one) for series in drawn}) == 4


@few
@given(inputs, st.integers(0, 3), st.integers(0, 40), st.integers(0, 40), both)
def test_fresh_candidates_are_new_and_do_not_depend_on_the_cut(
    texts: list[str], seed: int, first: int, second: int, generation: str
) -> None:
    problem = problem_with(texts)
    fresh = fresh_candidates(problem, seed, range(first + second), set(), generation)
    made = [one.input for one in fresh]
    assert len(made) == len(set(made) - set(texts))
    seen: set[str] = set()
    cut = fresh_candidates(problem, seed, range(first), seen, generation)
    cut += fresh_candidates(problem, seed, range(first, first + second), seen, generation)
    assert cut == fresh
    assert {digest(text) for text in made} <= seen


def test_inputs_that_cannot_be_mutated_do_not_end_the_search() -> None:
    problem = problem_with(["\n", "12 34\n", ""])
    draws = [draw_candidate(problem, 0, draw, PAPER) for draw in range(60)]
    assert None in draws
    assert len(fresh_candidates(problem, 0, range(60), set(), PAPER)) > 10


@pytest.mark.parametrize("generation", GENERATIONS)
def test_nothing_to_learn_from_gives_no_candidates(generation: str) -> None:
    assert fresh_candidates(problem_with([]), 0, range(50), set(), generation) == []


def test_structured_candidates_have_the_form_and_keep_the_bounds() -> None:
    candidates = fresh_candidates(SUMMING, 0, range(200), set(), STRUCTURED)
    knowledge = learn([test.input for test in SUMMING.given_tests], STATEMENT)
    assert knowledge is not None
    assert len(candidates) > 100
    for candidate in candidates:
        assert is_valid(knowledge, candidate.input) == ""
        count, *numbers = map(int, candidate.input.split())
        assert count == len(numbers) <= 1000
        assert all(-100 <= number <= 100 for number in numbers)


def test_some_candidates_are_as_large_as_can_be() -> None:
    large = [one for one in fresh_candidates(SUMMING, 0, range(200), set(), STRUCTURED) if is_large(one)]
    assert large
    assert max(len(one.input.split()) for one in large) > 900


def test_the_papers_candidates_know_no_form() -> None:
    candidates = fresh_candidates(SUMMING, 0, range(200), set(), PAPER)
    assert not any(map(is_large, candidates))
    assert any(int(one.input.split()[0]) != len(one.input.split()) - 1 for one in candidates if one.input.split()[0].isdigit())


def test_an_input_without_a_form_is_mutated_as_text() -> None:
    """An expression of a language: what stands where is not to be learnt, so the reference's mutators are all that there is."""
    problem = problem_with(["search(42, (-5, 1, 3, 5, 7, 10))\n", "search(3, ())\n"])
    structured = fresh_candidates(problem, 0, range(100), set(), STRUCTURED)
    assert structured == fresh_candidates(problem, 0, range(100), set(), PAPER)
    assert len(structured) > 50
