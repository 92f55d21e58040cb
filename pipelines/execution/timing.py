"""Time verdicts that do not flip on a busy machine.

Measured under 0 to 6 background processes: the wall time of one and the same run varied 1.2- to 17.7-fold, its CPU time 1.1- to
3.6-fold, the least of three CPU times 1.05- to 1.2-fold. So time limits are limits of CPU time; a run that is clearly below or
clearly above is decided at once; one in between is measured twice more, alone on the machine, and its least time counts. What
that does not decide is said to be unstable, and is evidence for nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from pipelines.execution.engine import Session
from pipelines.execution.turns import TURNS, Turns
from schemas.execution import Run, RunLimits, Verdict

SURELY_WITHIN, SURELY_OVER = 0.5, 2.0
"""A run is decided at once below and above these multiples of the limit; at the latter it is ended."""
RERUNS = 2
NOISE = 1.2
"""By how much the least of three CPU times still varies."""


class Standing(Enum):
    """How a run stands to its time limit."""

    WITHIN = "within"
    OVER = "over"
    UNDECIDED = "undecided"


def standing(cpu_s: float, limit_s: float) -> Standing:
    """Where the least of several CPU times stands."""
    if cpu_s * NOISE <= limit_s:
        return Standing.WITHIN
    return Standing.OVER if cpu_s >= limit_s * NOISE else Standing.UNDECIDED


def settle(first_s: float, limit_s: float, again: Callable[[], float]) -> tuple[Standing, float]:
    """How a program that took `first_s` CPU seconds stands, and the least of its times; `again` measures once more."""
    if first_s <= SURELY_WITHIN * limit_s:
        return Standing.WITHIN, first_s
    if first_s >= SURELY_OVER * limit_s:
        return Standing.OVER, first_s
    least_s = first_s
    for _ in range(RERUNS):
        least_s = min(least_s, again())
        if least_s <= SURELY_WITHIN * limit_s:
            break
    return standing(least_s, limit_s), least_s


def run_timed(session: Session, content: bytes, limits: RunLimits, turns: Turns = TURNS) -> Run:
    """A run under `limits.cpu_s` as the time limit in the sense of a contest; UNSTABLE where that cannot be decided.

    The outcome is the first run's, with the least CPU time seen. A run may thus take up to twice the limit, three times over.
    """
    wide = replace(limits, cpu_s=SURELY_OVER * limits.cpu_s, wall_s=SURELY_OVER * limits.wall_limit_s)
    run = session.run(content, wide)
    timed_out = run.verdict is Verdict.TLE
    if run.verdict is not Verdict.OK and not timed_out:
        return run
    if timed_out and run.cpu_s < limits.cpu_s:
        return run  # it waited: the guard of wall time ended it

    def again() -> float:
        with turns.alone():
            return session.run(content, wide).cpu_s

    stands, least_s = settle(run.cpu_s, limits.cpu_s, again)
    if stands is Standing.WITHIN:
        return replace(run, verdict=Verdict.OK, cpu_s=least_s, detail="")
    if stands is Standing.OVER:
        return replace(run, verdict=Verdict.TLE, cpu_s=least_s, detail=f"more than {limits.cpu_s:g} s of CPU time")
    detail = f"{least_s:.3f} s of CPU time at best, too close to the limit of {limits.cpu_s:g} s"
    return replace(run, verdict=Verdict.UNSTABLE, cpu_s=least_s, detail=detail)
