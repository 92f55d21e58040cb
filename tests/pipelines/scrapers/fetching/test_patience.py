"""Waits grow, keep within their bounds, obey the server, and are the same for the same seed."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.scrapers.fetching.patience import Patience, retry_after_s

patiences = st.builds(Patience, st.integers(1, 8), st.floats(0.1, 10), st.floats(10, 1000), st.integers(1, 5))
NOW = 1_700_000_000.0


@given(patiences, st.integers(1, 12), st.none() | st.floats(0, 2000), st.integers(0, 99))
def test_a_wait_is_long_enough_and_not_too_long(patience: Patience, tried: int, wanted_s: float | None, seed: int) -> None:
    wait_s = patience.wait_s(tried, wanted_s, Random(seed))
    if tried >= patience.tries or (wanted_s or 0) > patience.longest_wait_s:
        assert wait_s is None
        return
    step = min(patience.first_wait_s * 2 ** (tried - 1), patience.longest_wait_s)
    assert wait_s is not None
    assert max(step / 2, wanted_s or 0) <= wait_s <= patience.longest_wait_s
    assert wait_s <= max(1.5 * step, wanted_s or 0)
    assert wait_s == patience.wait_s(tried, wanted_s, Random(seed))


def test_crawlers_do_not_march_in_step() -> None:
    waits = {Patience().wait_s(1, None, Random(seed)) for seed in range(20)}
    assert len(waits) == 20


@given(st.integers(0, 10**7))
def test_retry_after_in_seconds_and_as_a_date(seconds: int) -> None:
    assert retry_after_s(str(seconds), NOW) == seconds
    date = format_datetime(datetime.fromtimestamp(NOW + seconds, UTC), usegmt=True)
    assert retry_after_s(date, NOW) == seconds


def test_a_date_that_is_over_asks_for_no_wait() -> None:
    assert retry_after_s("Wed, 21 Oct 2015 07:28:00 GMT", NOW) == 0
    assert retry_after_s("Wed, 21 Oct 2015 07:28:00 -0000", NOW) == 0


@pytest.mark.parametrize("header", [None, "", "soon", "-5", "1.5", "٣", "Wed, 99 Oct 2015", "Wed, 21 Oct 99999 07:28:00 GMT"])
def test_what_makes_no_sense_asks_for_nothing(header: str | None) -> None:
    assert retry_after_s(header, NOW) is None


def test_a_number_beyond_all_sense_is_still_a_number() -> None:
    assert (retry_after_s("9" * 5000, NOW) or 0) > 10**9


@given(st.text(max_size=40))
def test_no_header_breaks_it(header: str) -> None:
    wait_s = retry_after_s(header, NOW)
    assert wait_s is None or wait_s >= 0
