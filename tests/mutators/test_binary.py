"""Bit flips stay within one string of bits."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given

from mutators.binary import flip_bits
from tests.mutators.strategies import changes, generators, moderate, pieces, token_texts


def _is_bits(token: str) -> bool:
    return len(token) >= 2 and set(token) <= {"0", "1"}


@moderate
@given(token_texts(), generators)
def test_exactly_one_string_of_bits_changes_and_stays_one(text: str, rng: Random) -> None:
    mutant = flip_bits(text, rng)
    if mutant is None:
        assert not any(map(_is_bits, pieces(text)))
        return
    ((old, new),) = changes(pieces(text), pieces(mutant))
    assert _is_bits(old) and _is_bits(new)
    assert 1 <= len(changes(old, new)) <= max(1, len(old) // 4)


def test_every_bit_of_every_token_can_flip() -> None:
    text = "0110 7 x01 111"
    flipped = {
        place for seed in range(200) for place, bit in enumerate(flip_bits(text, Random(seed)) or "") if bit != text[place]
    }
    assert flipped == {0, 1, 2, 3, 11, 12, 13}


def test_long_strings_flip_few_and_many_bits() -> None:
    text = "01" * 200
    numbers = {len(changes(text, flip_bits(text, Random(seed)) or "")) for seed in range(200)}
    assert min(numbers) < 10 and 80 < max(numbers) <= 100


@pytest.mark.parametrize("text", ["", "0", "0 1\n1 0", "012", "10#", "#10", "0.1", "-01", "01é", "1,0", "0b11", "٠١"])
def test_what_is_no_string_of_bits_is_left_alone(text: str) -> None:
    assert not [seed for seed in range(20) if flip_bits(text, Random(seed)) is not None]


def test_a_token_cut_by_the_window_is_not_taken_for_bits() -> None:
    text = "01012 " * 20_000
    assert not [seed for seed in range(100) if flip_bits(text, Random(seed)) is not None]
