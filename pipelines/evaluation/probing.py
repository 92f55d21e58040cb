"""Programs told apart by what they print on inputs that need not be valid: those that agree on all of them are one opinion."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from mutators import candidate_input
from pipelines.execution.engine import Engine
from pipelines.execution.judging import GIVE_UP_AFTER_TIMEOUTS, files_of
from schemas.digest import digest, rng
from schemas.execution import Program, RunLimits, Verdict
from schemas.problem import Problem

INPUTS = 50
"""Inputs by which programs are told apart (paper, section 4.6)."""
_DRAWS_PER_INPUT = 10


def mutated_inputs(problem: Problem, wanted: int = INPUTS, seed: int = 0) -> tuple[str, ...]:
    """At most `wanted` different mutants of the examples' inputs; fewer, or none, where no more can be drawn."""
    given = [test.input for test in problem.public_tests]
    found: dict[str, None] = {}
    for draw in range(_DRAWS_PER_INPUT * wanted):
        made = candidate_input(given, rng(problem.name, "evaluate", seed, draw))
        if made is None:
            break
        if made[0] not in given:
            found[made[0]] = None
        if len(found) == wanted:
            break
    return tuple(found)


def signature(engine: Engine, problem: Problem, program: Program, inputs: Sequence[str], limits: RunLimits) -> str:
    """Identity of what the program does on the inputs: what it printed, white space and case ignored, or how it failed.

    After three time-outs the rest counts as timed out. "" where the judge failed: nothing is known then.
    """
    seen: list[str | int] = []
    timeouts = 0
    with contextlib.ExitStack() as stack:
        session = stack.enter_context(engine.open(program, files=files_of(problem)))
        runs = session.run_many((text.encode() for text in inputs), limits)
        for run in stack.enter_context(contextlib.closing(runs)):
            if run.verdict is Verdict.OK:
                seen += [run.verdict.value, digest(*run.output.lower().split())]
            elif run.verdict.is_evidence:
                seen.append(run.verdict.value)
            else:
                return ""
            timeouts += run.verdict is Verdict.TLE
            if timeouts >= GIVE_UP_AFTER_TIMEOUTS:
                seen.append("given up")
                break
    return digest(*seen)
