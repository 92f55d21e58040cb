"""Laws of rows that never speak of themselves, and of points in different directions."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mutators.generation.figures import in_directions, some_on_a_ray
from mutators.generation.own import column_without, row_without

SEEDS = st.integers(0, 2**32).map(Random)


@given(SEEDS, st.lists(st.integers(1, 9), max_size=8), st.integers(1, 9), st.booleans())
def test_a_row_keeps_its_length_and_loses_its_own_number(rng: Random, values: list[int], own: int, distinct: bool) -> None:
    values = list(dict.fromkeys(values)) if distinct else values
    found = row_without(values, own, 1, 9, rng, distinct)
    assert found is not None and len(found) == len(values) and own not in found
    assert [value for value, old in zip(found, values, strict=True) if old != own] == [old for old in values if old != own]
    assert not distinct or len(set(found)) == len(found)


def test_where_no_other_number_is_left_there_is_no_row() -> None:
    assert row_without((3, 1, 2), 3, 1, 3, Random(0), True) is None
    assert row_without((1,), 1, 1, 1, Random(0), False) is None


@given(SEEDS, st.integers(2, 9), st.sampled_from((0, 1)), st.data())
def test_a_column_has_no_fixed_point(rng: Random, size: int, base: int, data: st.DataObject) -> None:
    top = base + size - 1
    values = data.draw(st.lists(st.integers(base, top), min_size=size, max_size=size))
    found = column_without(values, base, base, top, rng, False)
    assert all(base <= value <= top and value != place + base for place, value in enumerate(found))


@given(SEEDS, st.integers(2, 9).flatmap(lambda size: st.permutations(range(1, size + 1))))
def test_a_permutation_stays_one_and_has_no_fixed_point(rng: Random, values: list[int]) -> None:
    found = column_without(values, 1, 1, len(values), rng, True)
    assert sorted(found) == sorted(values)
    assert all(value != place for place, value in enumerate(found, 1))


@given(SEEDS, st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), max_size=12))
def test_points_are_moved_until_all_are_in_other_directions(rng: Random, points: list[tuple[int, int]]) -> None:
    found = in_directions(points, (-50, 50), (-50, 50), rng)
    assert found is not None and len(found) == len(points) and not some_on_a_ray(found)
    assert some_on_a_ray(points) or found == points


def test_opposite_directions_are_one_line() -> None:
    assert some_on_a_ray([(2, -4), (-1, 2)])
    assert some_on_a_ray([(0, 0)])
    assert not some_on_a_ray([(0, 5), (5, 0), (1, 1), (1, -1)])
