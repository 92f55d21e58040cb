"""Time verdicts: sound as long as the noise is what was measured, and no rerun where none is needed."""

import dataclasses
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.execution.engine import Engine
from pipelines.execution.timing import NOISE, RERUNS, SURELY_OVER, SURELY_WITHIN, Standing, run_timed, settle
from schemas.execution import Program, RunLimits, Verdict
from schemas.language import Language
from tests.pipelines.execution.programs import LIMITS

times = st.floats(0.001, 100.0)
limits = st.floats(0.01, 50.0)


def never() -> float:
    raise AssertionError("measured again where nothing was open")


@given(limits, st.floats(0.0, SURELY_WITHIN))
def test_what_is_clearly_within_is_not_measured_again(limit_s: float, share: float) -> None:
    assert settle(share * limit_s, limit_s, never) == (Standing.WITHIN, share * limit_s)


@given(limits, st.floats(SURELY_OVER * 1.001, 100.0))
def test_what_is_clearly_over_is_not_measured_again(limit_s: float, share: float) -> None:
    assert settle(share * limit_s, limit_s, never)[0] is Standing.OVER


@given(limits, times, st.lists(st.floats(1.0, 3.6), min_size=3, max_size=3), st.floats(1.0, NOISE))
def test_noise_never_turns_a_verdict_round(limit_s: float, true_s: float, noise: list[float], least: float) -> None:
    """Each measurement is the true time, stretched; the least of three is stretched by NOISE at most."""
    noise[1] = least
    measured: Iterator[float] = iter([true_s * factor for factor in noise[1:]])
    first_s = true_s * noise[0]
    stands, least_s = settle(first_s, limit_s, lambda: next(measured))
    assert least_s >= true_s
    if stands is Standing.WITHIN:
        assert true_s <= limit_s
    if stands is Standing.OVER and first_s < SURELY_OVER * limit_s:
        assert true_s >= limit_s * 0.999999


@given(
    limits, st.floats(SURELY_WITHIN, SURELY_OVER, exclude_min=True, exclude_max=True), st.lists(times, min_size=9, max_size=9)
)
def test_at_most_two_more_measurements(limit_s: float, share: float, more: list[float]) -> None:
    asked = list[float]()

    def again() -> float:
        asked.append(more[len(asked)])
        return asked[-1]

    first_s = share * limit_s
    _, least_s = settle(first_s, limit_s, again)
    assert len(asked) <= RERUNS
    assert least_s == min([first_s, *asked])


SPIN = "import time\ns = float(input())\nwhile time.process_time() < s: pass\nprint('done')"


@pytest.fixture(scope="module")
def brisk() -> RunLimits:
    return dataclasses.replace(LIMITS, cpu_s=0.4)


def test_a_run_that_is_far_within_keeps_its_verdict(engine: Engine, brisk: RunLimits) -> None:
    with engine.open(Program(Language.PYTHON3, SPIN)) as session:
        run = run_timed(session, b"0.01", brisk)
    assert (run.verdict, run.output) == (Verdict.OK, b"done\n")


def test_a_run_that_is_far_over_is_a_time_out(engine: Engine, brisk: RunLimits) -> None:
    with engine.open(Program(Language.PYTHON3, SPIN)) as session:
        run = run_timed(session, b"9", brisk)
    assert run.verdict is Verdict.TLE
    assert SURELY_OVER * brisk.cpu_s <= run.cpu_s < 9


def test_a_run_at_the_limit_is_unstable_and_no_evidence(engine: Engine, brisk: RunLimits) -> None:
    with engine.open(Program(Language.PYTHON3, SPIN)) as session:
        run = run_timed(session, b"0.39", brisk)
    assert run.verdict in (Verdict.UNSTABLE, Verdict.TLE)  # never within: it does take 0.39 s
    if run.verdict is Verdict.UNSTABLE:
        assert not run.verdict.is_evidence
        assert "too close" in run.detail


def test_a_crash_stays_a_crash(engine: Engine, brisk: RunLimits) -> None:
    with engine.open(Program(Language.PYTHON3, "raise ValueError")) as session:
        assert run_timed(session, b"", brisk).verdict is Verdict.RTE


def test_waiting_is_no_matter_of_measuring(engine: Engine, brisk: RunLimits) -> None:
    waiting = dataclasses.replace(brisk, wall_s=0.3)
    with engine.open(Program(Language.PYTHON3, "import time\ntime.sleep(60)")) as session:
        run = run_timed(session, b"", waiting)
    assert run.verdict is Verdict.TLE
    assert "wall" in run.detail
