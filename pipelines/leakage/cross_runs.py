"""The reference's own check: programs that solve training problems, run on valid or test problems.

One solution of every training problem on every valid problem: under a random split 4.1 % of these were solved, under a split by
time none (Li et al. 2022). A problem counts as solved where any such program passes all of its tests.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipelines.execution.checking import Referees
from pipelines.execution.engine import Engine
from pipelines.execution.judging import files_of, given_test_limits, judge_tests, why_not_judged
from pipelines.leakage.entries import Entry
from schemas.digest import rng
from schemas.execution import Execution, Program, RunLimits, Verdict
from schemas.parquet import Dataset
from schemas.problem import Problem, Solution, Split, Test

FIRST_CPU_S = 2.0
"""So long a program is waited for on a problem's first test: many that were made for others wait for what never comes."""


@dataclass(frozen=True, slots=True, order=True)
class Solved:
    """A valid or test problem that a training problem's program solves: all of its `tests`."""

    problem: str
    training_problem: str
    program: str
    tests: int


@dataclass(frozen=True, slots=True)
class CrossRuns:
    """`pairs` of a program and a problem there are, `tried` of them were; `judge_errors` of these say nothing, `not_compiled`
    are those with a program that does not compile here. `problems`: those that can be judged, `unjudged` the others.
    """

    split: str
    programs: int
    problems: int
    unjudged: int
    pairs: int
    tried: int
    not_compiled: int
    judge_errors: int
    solved: tuple[Solved, ...]

    @property
    def solved_problems(self) -> int:
        """How many problems some program solves."""
        return len({one.problem for one in self.solved})

    @property
    def solved_share(self) -> float:
        """The share of the problems that are solved: the reference's figure."""
        return self.solved_problems / self.problems if self.problems else 0.0


Judge = Callable[[Problem, Solution], Execution]
"""Runs a program on a problem's tests up to the first that it fails."""
WhyNot = Callable[[Problem], str]
"""Why a problem cannot be judged, or ""."""


def cross_runs(
    entries: Sequence[Entry], targets: Sequence[Problem], split: Split, most: int, seed: int, judge: Judge, why_not: WhyNot
) -> CrossRuns:
    """Runs at most `most` pairs, drawn by `seed` where there are more."""
    programs = [(one.name, one.programs[0]) for one in entries if one.trains and one.programs]
    able = [problem for problem in targets if tests_of(problem) and not why_not(problem)]
    total = len(programs) * len(able)
    places = range(total) if total <= most else sorted(rng("leakage", seed).sample(range(total), most))
    solved, not_compiled, judge_errors = [], 0, 0
    for number, mine in groupby(places, key=lambda place: place // max(1, len(able))):
        name, solution = programs[number]
        for place in mine:
            problem = able[place % len(able)]
            execution = judge(problem, solution)
            verdicts = [one.verdict for one in execution.judgements]
            not_compiled += execution.compile_verdict is not Verdict.OK
            judge_errors += Verdict.JE in verdicts
            if len(verdicts) == len(tests_of(problem)) and set(verdicts) == {Verdict.AC}:
                solved.append(Solved(problem.name, name, solution.digest, len(verdicts)))
    return CrossRuns(
        split=split.value,
        programs=len(programs),
        problems=len(able),
        unjudged=len(targets) - len(able),
        pairs=total,
        tried=len(places),
        not_compiled=not_compiled,
        judge_errors=judge_errors,
        solved=tuple(sorted(solved)),
    )


def tests_of(problem: Problem) -> tuple[Test, ...]:
    """All tests of a problem, examples first: most programs of another problem fail the first."""
    return problem.given_tests + problem.generated_tests


class Judging:
    """A `Judge` by the engine. A problem's checker is kept from one program to the next."""

    def __init__(self) -> None:
        self._engine = Engine()
        self._referees = Referees(self._engine)

    def close(self) -> None:
        """End what was started."""
        self._referees.close()

    def why_not(self, problem: Problem) -> str:
        """Why the problem cannot be judged here, or ""."""
        return why_not_judged(problem, self._engine)

    def judge(self, problem: Problem, solution: Solution) -> Execution:
        """See `Judge`. Who passes the first test soon gets the problem's own limit for all of them."""
        tests, limits = tests_of(problem), given_test_limits(problem.limits)
        first = self._run(problem, solution, tests[:1], dataclasses.replace(limits, cpu_s=min(limits.cpu_s, FIRST_CPU_S)))
        passed = [one.verdict for one in first.judgements] == [Verdict.AC]
        return self._run(problem, solution, tests, limits) if passed and len(tests) > 1 else first

    def _run(self, problem: Problem, solution: Solution, tests: Sequence[Test], limits: RunLimits) -> Execution:
        return judge_tests(
            self._engine,
            Program(solution.language, solution.source),
            tests,
            problem.checker,
            limits,
            stop_at_failure=True,
            referee=self._referees.of(problem.checker),
            files=files_of(problem),
        )


def targets_of(dataset: Dataset, split: Split) -> Iterator[Problem]:
    """The problems of a split with their tests, without their solutions."""
    for own, problem in dataset.problems():
        if own is split:
            yield dataclasses.replace(problem, solutions=(), incorrect_solutions=(), official_tests=())
