"""False positives: the reference's own figures, and Wilson's interval against its definition."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.falsity import NORMAL_QUANTILE, Truth, falsity, wilson
from tests.schemas.strategies import moderate


def test_two_of_fifty_as_the_reference_had_it() -> None:
    rate = wilson(2, 50)
    assert rate is not None
    assert rate.value == 0.04
    assert (round(rate.low, 3), round(rate.high, 3)) == (0.011, 0.135)


@moderate
@given(st.integers(1, 500), st.data())
def test_the_ends_are_where_the_score_test_turns(of: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, of))
    rate = wilson(count, of)
    assert rate is not None
    assert 0 <= rate.low <= rate.value <= rate.high <= 1
    for end in (rate.low, rate.high):
        if 1e-9 < end < 1 - 1e-9:
            score = abs(count / of - end) / math.sqrt(end * (1 - end) / of)
            assert score == pytest.approx(NORMAL_QUANTILE, rel=1e-6)


def test_none_of_none_is_no_rate() -> None:
    assert wilson(0, 0) is None
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


@moderate
@given(st.lists(st.sampled_from(Truth)))
def test_wrong_and_slow_add_up_and_the_unknown_counts_nowhere(truths: list[Truth]) -> None:
    found = falsity(truths)
    known = [truth for truth in truths if truth is not Truth.UNKNOWN]
    assert found.accepted == len(truths)
    assert found.unknown == len(truths) - len(known)
    if not known:
        assert found.false_positive_or_slow is None
        return
    assert found.false_positive_rate_alphacode is not None
    assert found.slow_positive_rate is not None
    assert found.false_positive_or_slow is not None
    parts = found.false_positive_rate_alphacode.value + found.slow_positive_rate.value
    assert found.false_positive_or_slow.value == pytest.approx(parts)
    assert found.false_positive_rate_alphacode.value == known.count(Truth.WRONG) / len(known)
