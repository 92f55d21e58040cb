"""A host is never asked faster than its rate, whatever happens between."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.scrapers.fetching.pace import Pace
from tests.pipelines.scrapers.turned_clock import TurnedClock

spans = st.floats(0, 100)


@given(st.floats(0, 50), st.lists(st.tuples(spans, spans), min_size=2, max_size=8))
def test_between_the_end_of_a_request_and_the_start_of_the_next_lies_the_rate(
    seconds: float, steps: list[tuple[float, float]]
) -> None:
    clock = TurnedClock()
    pace = Pace(seconds, clock)
    ended = None
    for idle_s, takes_s in steps:
        clock.pass_s(idle_s)
        pace.begin()
        if ended is not None:
            assert clock.time() - ended >= seconds - 1e-6
            assert clock.time() - ended <= max(seconds, idle_s) + 1e-6
        clock.pass_s(takes_s)
        pace.end()
        ended = clock.time()


def test_the_first_request_goes_at_once() -> None:
    clock = TurnedClock()
    Pace(60.0, clock).begin()
    assert clock.slept == []


@given(st.floats(-10, 200))
def test_a_request_of_an_earlier_process_counts(ago: float) -> None:
    clock = TurnedClock()
    pace = Pace(60.0, clock, last=clock.time() - ago)
    pace.begin()
    waited = sum(clock.slept)
    assert abs(waited - max(0.0, 60.0 - max(0.0, ago))) < 1e-5


def test_every_request_is_noted_when_it_begins_and_when_it_ends() -> None:
    clock = TurnedClock()
    noted: list[float] = []
    pace = Pace(1.0, clock, asked=noted.append)
    pace.begin()
    clock.pass_s(5.0)
    pace.end()
    assert noted == [clock.time() - 5.0, clock.time()]


def test_a_pace_only_ever_gets_slower() -> None:
    clock = TurnedClock()
    pace = Pace(2.0, clock)
    pace.end()
    pace.slow_down(1.0)
    assert pace.wait_s == 2.0
    pace.slow_down(7.0)
    assert pace.wait_s == 7.0
