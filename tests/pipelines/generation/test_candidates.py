"""Candidates by number: the same for the same problem, seed and number, new inputs only, and of the problem's own form."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutators.generation import DRAWN, is_valid, learn
from mutators.mutate import MUTATORS
from pipelines.generation.candidates import BEYOND, EXPLORED_SHARE, draw_candidate, fresh_candidates, is_large, level_of
from pipelines.settings import CONSTRAINTS, EXPLORING, GENERATIONS, KINDS, PAPER, STRUCTURED
from schemas.digest import digest
from schemas.problem import Problem, Test
from schemas.provenance import Candidate, Provenance

STATEMENT = "The first line contains n (1 ≤ n ≤ 1000). The second line contains n integers a_i (-100 ≤ a_i ≤ 100)."
few = settings(max_examples=30, deadline=None)
inputs = st.lists(st.sampled_from(["", "\n", " ", "a", "0 1\n", "10 20\n", "01101\n", "abc def"]), min_size=1, max_size=3)
both = st.sampled_from(GENERATIONS)


def problem_with(texts: list[str], description: str = "") -> Problem:
    return Problem(name="p", description=description, public_tests=tuple(Test(text, "0") for text in texts))


SUMMING = problem_with(["3\n1 2 3\n", "2\n-5 7\n"], STATEMENT)
SILENT = problem_with(["3\n1 2 3\n", "2\n-5 7\n"])
"""The same, but nothing is stated."""


def kind_of(candidate: Candidate) -> str:
    """What kind of candidate it is, by what made it."""
    operators = candidate.provenance.operators[1:] if level_of(candidate) else candidate.provenance.operators
    if candidate.provenance.parent == -1:
        return operators[0]
    return "mutate" if set(operators) <= set(MUTATORS) else "structure"


def drawn_without(problem: Problem, *without: str) -> list[Candidate]:
    """Two hundred draws with these parts switched off."""
    drawn = [draw_candidate(problem, 0, draw, STRUCTURED, without) for draw in range(200)]
    return [one for one in drawn if one is not None]


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


@pytest.mark.parametrize("problem", [SUMMING, SILENT], ids=["stated", "silent"])
@pytest.mark.parametrize("off", KINDS)
def test_a_kind_that_is_switched_off_is_not_drawn(off: str, problem: Problem) -> None:
    assert {kind_of(one) for one in drawn_without(problem, off)} == set(KINDS) - {off}


@pytest.mark.parametrize("on", KINDS)
def test_of_one_kind_alone_there_are_candidates_too(on: str) -> None:
    found = drawn_without(SUMMING, *(kind for kind in KINDS if kind != on))
    assert len(found) > 100
    assert {kind_of(one) for one in found} == {on}


def test_about_half_of_the_candidates_go_beyond_what_was_seen_where_nothing_is_stated() -> None:
    found = drawn_without(SILENT)
    beyond = [one for one in found if level_of(one)]
    assert abs(len(beyond) / len(found) - EXPLORED_SHARE) < 0.15
    assert {kind_of(one) for one in beyond} == set(DRAWN) - {"large"}
    for one in beyond:
        assert all(abs(int(number)) <= max(30, level_of(one)) for number in one.input.split())
    assert any(abs(int(number)) > 10**5 for one in beyond for number in one.input.split())


def test_nothing_is_explored_where_all_is_stated_or_where_that_is_switched_off() -> None:
    assert not any(map(level_of, drawn_without(SUMMING)))
    assert not any(map(level_of, drawn_without(SILENT, EXPLORING)))
    assert not any(map(level_of, drawn_without(SILENT, *DRAWN)))
    assert not any(level_of(one) for one in fresh_candidates(SILENT, 0, range(60), set(), PAPER))


def test_without_constraints_the_statement_is_not_read() -> None:
    assert drawn_without(SUMMING, CONSTRAINTS) == drawn_without(SILENT, CONSTRAINTS) == drawn_without(SILENT)


operators = st.lists(st.sampled_from([*KINDS, "step_integer", "few_values"]), max_size=3)


@given(operators, st.none() | st.integers(1, 10**18))
def test_level_and_size_are_read_from_what_made_a_candidate(made_by: list[str], level: int | None) -> None:
    names = made_by if level is None else [f"{BEYOND}{level}", *made_by]
    candidate = Candidate("1", Provenance(-1, tuple(names), 0, 0))
    assert level_of(candidate) == (level or 0)
    assert is_large(candidate) == ("large" in names[:2])
