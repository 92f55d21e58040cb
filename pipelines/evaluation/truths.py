"""What something stronger says of programs that sets of tests accept, and which of them stands for a problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import NamedTuple

from pipelines.evaluation.entries import Entry
from pipelines.execution.checking import Referee
from pipelines.execution.engine import Engine
from pipelines.execution.judging import files_of, judge_tests
from schemas.execution import Execution, Program, RunLimits, Verdict
from schemas.falsity import Truth
from schemas.problem import Problem, Test

SLOW_FACTOR = 5.0
"""A right answer counts as slow, and not as missing, up to this multiple of the time limit: so far it is waited for."""
TEST_SETS: dict[str, tuple[str, ...]] = {
    "public": (),
    "raw": ("private",),
    "paper": ("private", "paper"),
    "ours": ("private", "generated"),
}
"""Kinds of tests that a program must pass besides the examples: those of the problem, generated as in the paper, as here."""


class Witness(NamedTuple):
    """A program that passes the examples: the first verdict against it on each kind of test ("": not run), and the truth."""

    entry: Entry
    verdicts: Mapping[str, str]
    truth: Truth

    def accepted_by(self, test_set: str) -> bool:
        """Whether it passes a set of TEST_SETS."""
        return all(self.verdicts[kind] == Verdict.AC.value for kind in TEST_SETS[test_set])


def truth_of(
    engine: Engine, problem: Problem, program: Program, tests: Sequence[Test], limits: RunLimits, referee: Referee
) -> Truth:
    """What the stronger `tests` say; `limits` are the true ones.

    A program that is over the time limit on a test is waited for, so that a wrong answer is not taken for a slow one.
    """
    wide = replace(limits, cpu_s=SLOW_FACTOR * limits.cpu_s, wall_s=SLOW_FACTOR * limits.wall_limit_s)
    execution = judge_tests(engine, program, tests, problem.checker, wide, referee=referee, files=files_of(problem))
    return truth_from(execution, limits.cpu_s)


def truth_from(execution: Execution, limit_s: float) -> Truth:
    """Wrong where any answer is; else slow where any came late or not at all; unknown where the judge failed."""
    found = [one.verdict for one in execution.judgements] or [execution.compile_verdict]
    if any(verdict not in (Verdict.AC, Verdict.OK, Verdict.TLE) and verdict.is_evidence for verdict in found):
        return Truth.WRONG
    if not all(verdict.is_evidence for verdict in found) or not execution.judgements:
        return Truth.UNKNOWN
    late = any(one.verdict is Verdict.TLE or one.cpu_s > limit_s for one in execution.judgements)
    return Truth.SLOW if late else Truth.RIGHT


def drawn(entries: Sequence[Entry], random: Random) -> list[Entry]:
    """The programs in random order, each as likely to come first as it was sampled: the first that a set of tests accepts is a
    draw among the accepted samples."""
    ordered = sorted(entries, key=lambda entry: entry.program)
    keys = {entry.program: random.random() ** (1.0 / entry.samples) for entry in ordered}
    return sorted(ordered, key=lambda entry: -keys[entry.program])


def representatives(witnesses: Sequence[Witness]) -> dict[str, Witness]:
    """Test set -> the first of a problem's programs that it accepts; sets that accept none are left out."""
    found = {}
    for test_set in TEST_SETS:
        accepted = [one for one in witnesses if one.accepted_by(test_set)]
        if accepted:
            found[test_set] = accepted[0]
    return found


def false_share(witnesses: Sequence[Witness], test_set: str) -> float | None:
    """The share of wrong programs among a problem's accepted ones, by samples, which a draw gives in the mean; None of none."""
    known = [one for one in witnesses if one.accepted_by(test_set) and one.truth is not Truth.UNKNOWN]
    total = sum(one.entry.samples for one in known)
    return sum(one.entry.samples for one in known if one.truth is Truth.WRONG) / total if total else None
