"""Laws of convex polygons."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from mutators.generation.convex import convex_polygon
from mutators.generation.polygons import is_convex, is_simple, signed_area_doubled, turns_everywhere


@given(st.integers(3, 120), st.integers(-2000, 2000), st.integers(1, 5000), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_a_convex_polygon_turns_one_way_within_its_ranges(size: int, low: int, wide: int, seed: int) -> None:
    found = convex_polygon(size, (low, low + wide), (low, low + wide), Random(seed))
    assert found is not None or wide < size * size
    if found is not None:
        assert len(found) == size
        assert is_simple(found) and is_convex(found) and turns_everywhere(found) and signed_area_doubled(found) > 0
        assert all(low <= x <= low + wide and low <= y <= low + wide for x, y in found)
