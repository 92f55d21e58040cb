"""Laws of numbers of unlike absolute values."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mutators.generation.unsigned import apart, told_apart_unsigned


@given(st.lists(st.integers(-30, 30), max_size=30), st.integers(0, 2**32))
def test_absolute_values_are_told_apart(values: list[int], seed: int) -> None:
    found = told_apart_unsigned(values, -30, 30, Random(seed))
    assert found is not None and len(found) == len(values)
    assert apart(found) and 0 not in found and all(-30 <= value <= 30 for value in found)
