"""Swaps keep all characters, changes keep all but one and its kind."""

from __future__ import annotations

import string
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutators.characters import change_character, swap_characters
from tests.mutators.strategies import any_texts, changes, generators, moderate, pieces


@moderate
@given(any_texts, generators)
def test_a_swap_keeps_the_multiset_of_characters(text: str, rng: Random) -> None:
    mutant = swap_characters(text, rng)
    if mutant is None:
        assert not [token for token in text.split() if len(set(token)) > 1]
        return
    assert sorted(mutant) == sorted(text)
    ((old, new),) = changes(pieces(text), pieces(mutant))
    assert not old.isspace()
    (first, second) = changes(old, new)
    assert first == second[::-1]


def test_a_swap_finds_the_one_token_that_can_be_swapped() -> None:
    text = "aaaa 0 0000 x 11111 ab zz\n"
    for seed in range(50):
        assert swap_characters(text, Random(seed)) == "aaaa 0 0000 x 11111 ba zz\n"


def test_every_pair_of_characters_can_be_swapped() -> None:
    assert {swap_characters("abc d", Random(seed)) for seed in range(100)} == {"bac d", "cba d", "acb d"}


def _kind(character: str) -> str:
    """The kinds as the contract names them."""
    if character.isspace():
        return "white space"
    for name, letters in (("lower", string.ascii_lowercase), ("upper", string.ascii_uppercase), ("digit", string.digits)):
        if character in letters:
            return name
    return "letter of another script" if character.isalnum() else "sign"


@moderate
@given(any_texts, generators)
def test_exactly_one_character_changes_and_keeps_its_kind(text: str, rng: Random) -> None:
    mutant = change_character(text, rng)
    if mutant is None:
        assert not text.strip() or {_kind(character) for character in text} - {"lower", "upper", "digit", "white space"}
        return
    ((old, new),) = changes(text, mutant)
    assert _kind(old) == _kind(new) != "white space"
    assert new in text or _kind(new) in ("lower", "upper", "digit")


@pytest.mark.parametrize("text", ["", " \n\t", "#", "##", "é", "é!", "𝒳 .", "- é"])
def test_a_character_without_another_of_its_kind_stays(text: str) -> None:
    assert not [seed for seed in range(20) if change_character(text, Random(seed)) is not None]


def test_signs_and_foreign_letters_become_those_of_the_text() -> None:
    assert {change_character("#..#", Random(seed)) for seed in range(100)} == {"...#", "##.#", "#.##", "#..."}
    assert {change_character("éж!", Random(seed)) for seed in range(100)} == {"жж!", "éé!", None}


def test_letters_and_digits_come_from_the_text_half_of_the_time() -> None:
    text = "ab" * 50
    new = [changes(text, change_character(text, Random(seed)) or "")[0][1] for seed in range(1000)]
    own = sum(letter in "ab" for letter in new)
    assert 450 <= own <= 600  # a half, and 1 in 25 of the other half
    assert set(new) == set(string.ascii_lowercase)


@moderate
@given(st.text(st.sampled_from("aZ9 \n"), max_size=30).filter(str.strip), generators)
def test_a_letter_or_digit_can_always_be_changed(text: str, rng: Random) -> None:
    assert change_character(text, rng) is not None
