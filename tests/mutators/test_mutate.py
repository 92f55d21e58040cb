"""The table of mutators and the drawing of candidates: complete, repeatable, and safe on any text of any size."""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mutators
from mutators.mutate import MAX_PARENT_CHARACTERS, MAX_STEPS, MUTATORS, Mutator, candidate_input, mutable, mutate
from mutators.tokens import WINDOW_CHARACTERS
from schemas.digest import digest, rng
from tests.mutators.strategies import any_texts, changes, moderate, pieces, token_texts

named = pytest.mark.parametrize("mutator", MUTATORS.values(), ids=MUTATORS)
seeds = st.integers(0, 2**64)


def test_the_table_holds_every_mutator_there_is_under_its_own_name() -> None:
    modules = [importlib.import_module(f"mutators.{one.name}") for one in pkgutil.iter_modules(mutators.__path__)]
    found = {
        name: function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and list(inspect.signature(function).parameters) == ["text", "rng"]
        and inspect.signature(function).return_annotation == "str | None"
    }
    assert found == MUTATORS
    assert set(MUTATORS) == {"flip_bits", "step_integer", "swap_characters", "change_character"}


@named
@moderate
@given(text=any_texts, seed=seeds)
def test_a_mutator_gives_none_or_another_text_and_the_same_for_the_same_seed(mutator: Mutator, text: str, seed: int) -> None:
    mutant = mutator(text, Random(seed))
    assert mutant is None or (isinstance(mutant, str) and mutant != text)
    assert mutator(text, Random(seed)) == mutant


@named
def test_seeds_matter(mutator: Mutator) -> None:
    text = "0101101 1000 abcdef 0110 77 xyz"
    assert len({mutator(text, Random(seed)) for seed in range(30)}) > 5


@moderate
@given(any_texts, seeds)
def test_mutating_is_repeatable_and_names_what_it_did(text: str, seed: int) -> None:
    mutant, names = mutate(text, Random(seed))
    assert mutate(text, Random(seed)) == (mutant, names)
    assert set(names) <= set(MUTATORS)
    assert len(names) <= MAX_STEPS
    assert names or mutant == text
    assert len(names) != 1 or mutant != text


@moderate
@given(any_texts, seeds)
def test_the_names_are_those_of_the_mutators_that_changed_the_text(text: str, seed: int) -> None:
    log: list[str] = []

    def logged(name: str) -> Mutator:
        def act(old: str, chance: Random) -> str | None:
            new = MUTATORS[name](old, chance)
            if new is not None:
                log.append(name)
            return new

        return act

    result = mutate(text, Random(seed), {name: logged(name) for name in MUTATORS})
    assert result == mutate(text, Random(seed))
    assert tuple(log) == result[1]


def test_mutators_that_do_not_apply_are_passed_over() -> None:
    table: dict[str, Mutator] = {"never": lambda text, rng: None, "grow": lambda text, rng: text + "x"}
    for seed in range(50):
        text, names = mutate("", Random(seed), table)
        assert text == "x" * len(names)
        assert set(names) == {"grow"}
    assert mutate("abc", Random(0), {"never": table["never"]}) == ("abc", ())
    assert mutate("abc", Random(0), {}) == ("abc", ())


def test_the_number_of_steps_is_geometric_with_mean_2() -> None:
    lengths = Counter(len(mutate("10110 abc", Random(seed))[1]) for seed in range(4000))
    assert set(lengths) == set(range(1, MAX_STEPS + 1))
    assert sum(length * count for length, count in lengths.items()) / 4000 == pytest.approx(2.0, abs=0.1)
    assert lengths[1] / 4000 == pytest.approx(0.5, abs=0.04)


def test_every_mutator_gets_its_turn() -> None:
    first = Counter(mutate("0110 ab12", Random(seed))[1][0] for seed in range(2000))
    assert set(first) == set(MUTATORS)
    assert max(first.values()) < 1.3 * min(first.values())


# Sizes. The window bounds the work of one step; beyond MAX_PARENT_CHARACTERS an input is no parent at all.

LONG = "0110 ab1 -57 #.\r\n" * (2 * WINDOW_CHARACTERS // 17)


@named
def test_a_step_on_a_long_text_changes_one_token_anywhere_in_it(mutator: Mutator) -> None:
    whole = pieces(LONG)
    places = []
    for seed in range(25):
        mutant = mutator(LONG, Random(seed))
        if mutant is None:
            assert mutator.__name__ == "change_character"  # a sign may stand alone in its window's alphabet
            continue
        changed = [place for place, (old, new) in enumerate(zip(whole, pieces(mutant), strict=True)) if old != new]
        assert len(changed) == 1
        places += changed
    assert min(places) < len(whole) / 4
    assert max(places) > len(whole) * 3 / 4


@named
@pytest.mark.parametrize("size", [WINDOW_CHARACTERS - 1, WINDOW_CHARACTERS, WINDOW_CHARACTERS + 1, (1 << 20) + 1])
@pytest.mark.parametrize("unit", ["a", " ", "1", "0 ", "𝒳\0", "10", "-1,"], ids=repr)
def test_long_texts_of_one_kind_never_raise(mutator: Mutator, size: int, unit: str) -> None:
    text = (unit * size)[:size]
    for seed in range(2):
        mutant = mutator(text, Random(seed))
        assert mutant is None or mutant != text


def test_inputs_of_more_than_a_mebibyte_are_no_parents() -> None:
    longest = "1 " * (MAX_PARENT_CHARACTERS // 2)
    inputs = [longest + "1", "5", longest, "", longest + " "]
    assert MAX_PARENT_CHARACTERS == 1 << 20
    assert mutable(inputs) == [1, 2, 3]
    drawn = [candidate_input(inputs, Random(seed)) for seed in range(40)]
    assert {made[1] for made in drawn if made} == {1, 2}
    assert candidate_input([longest + "1"], Random(0)) is None


# Candidates.


@moderate
@given(st.lists(any_texts, max_size=4), seeds)
def test_candidates_are_repeatable_and_say_where_they_come_from(inputs: list[str], seed: int) -> None:
    made = candidate_input(inputs, Random(seed))
    assert candidate_input(inputs, Random(seed)) == made
    if made is None:
        return
    text, parent, operators = made
    assert 0 <= parent < len(inputs)
    assert operators and set(operators) <= set(MUTATORS)
    assert len(operators) != 1 or text != inputs[parent]


@moderate
@given(token_texts(), seeds)
def test_a_candidate_names_operators_that_could_have_made_it(text: str, seed: int) -> None:
    made = candidate_input([text], Random(seed))
    if made is None or len(made[2]) != 1:
        return
    (name,) = made[2]
    if name in ("flip_bits", "change_character"):
        assert len(changes(pieces(text), pieces(made[0]))) == 1
        assert len(made[0]) == len(text)
    elif name == "swap_characters":
        assert sorted(made[0]) == sorted(text)
    else:
        assert pieces(made[0])[1::2] == pieces(text)[1::2]


@pytest.mark.parametrize("inputs", [[], [""], [" \n", "\t"], ["#"]])
def test_nothing_to_mutate_gives_no_candidate(inputs: list[str]) -> None:
    assert not [seed for seed in range(20) if candidate_input(inputs, Random(seed)) is not None]


def test_all_inputs_become_parents() -> None:
    drawn = [candidate_input(["1", "2", "3"], Random(seed)) for seed in range(60)]
    assert {made[1] for made in drawn if made} == {0, 1, 2}


def candidates_digest() -> str:
    """Identity of a number of candidates, long and short."""
    inputs = ["3\n1 2 3\n", "0110 é!ж", LONG]
    return digest(*(repr(candidate_input(inputs, rng("a problem", "mutate", 0, draw))) for draw in range(60)))


@pytest.mark.parametrize("hash_seed", ["1", "77"])
def test_candidates_are_the_same_in_another_process(hash_seed: str) -> None:
    root = str(Path(__file__).parents[2])
    script = "import tests.mutators.test_mutate as here; print(here.candidates_digest())"
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": root}
    done = subprocess.run([sys.executable, "-c", script], cwd=root, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == candidates_digest()
