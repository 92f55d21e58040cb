"""From runs to verdicts: a program against tests, under limits that fit this machine."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Sequence
from dataclasses import replace

from pipelines.execution.checker_programs import why_unfit
from pipelines.execution.checking import Referee, Ruling
from pipelines.execution.comparison import decode_output, outputs_match
from pipelines.execution.engine import Engine, Files
from pipelines.execution.timing import run_timed
from schemas.digest import digest
from schemas.execution import MEBIBYTE, Execution, Judgement, Program, Run, RunLimits, Verdict
from schemas.problem import Checker, CheckerKind, Limits, Problem, Test

DEFAULT_CPU_S = 10.0
DEFAULT_MEMORY_BYTES = 1024 * MEBIBYTE
TIME_FACTOR = 2.0
"""Solutions are run with twice the stated time: they were accepted on another machine."""
CANDIDATE_FLOOR_S = 0.25
CANDIDATE_FACTOR = 8.0
LARGE_FLOOR_S = 0.5
LARGE_UNSTATED_S = 2.0
"""Where no limit is stated: contests that state one seldom allow more than twice this."""
CANDIDATE_OUTPUT_BYTES = 1 * MEBIBYTE
KEPT_OUTPUT_CHARACTERS = 4096
GIVE_UP_AFTER_TIMEOUTS = 3
GIVE_UP_AFTER_CHECKER_FAILURES = 3
"""A program whose outputs the checker cannot judge would cost its time limit for each test."""


def given_test_limits(limits: Limits) -> RunLimits:
    """Limits for the tests that came with a problem; generous where it states none."""
    stated = limits.time_limit_s
    return RunLimits(
        cpu_s=DEFAULT_CPU_S if stated is None else max(1.0, TIME_FACTOR * stated),
        memory_bytes=max(limits.memory_limit_bytes or DEFAULT_MEMORY_BYTES, 64 * MEBIBYTE),
    )


def candidate_limits(limits: Limits, slowest_s: float, largest_output_bytes: int) -> RunLimits:
    """Limits for generated inputs, which are no larger than their parents: a program that takes far longer is stuck.

    `slowest_s` is the program's slowest run on a given test. It is rounded up to a power of two times the floor, so that the
    noise of a measurement does not move the limit from one build to the next.
    """
    allowed = given_test_limits(limits)
    steps = max(0, math.ceil(math.log2(max(CANDIDATE_FACTOR * slowest_s / CANDIDATE_FLOOR_S, 1e-9))))
    return replace(
        allowed,
        cpu_s=min(allowed.cpu_s, CANDIDATE_FLOOR_S * 2**steps),
        output_bytes=max(CANDIDATE_OUTPUT_BYTES, 4 * largest_output_bytes),
    )


def large_limits(limits: Limits) -> RunLimits:
    """Limits for generated inputs that are as large as can be: half of the stated time.

    A test on which a correct solution comes closer to its limit is none: another machine, or a busy one, would fail it.
    """
    stated = limits.time_limit_s
    return replace(given_test_limits(limits), cpu_s=LARGE_UNSTATED_S if stated is None else max(LARGE_FLOOR_S, stated / 2))


def judge(run: Run, expected: str | None, checker: Checker) -> Judgement:
    """The verdict of a run on a test; `expected` None: nothing to compare with, a run that ended well stays OK.

    Where a program of the problem's own decides, that is JE here: `judge_tests` asks it.
    """
    if run.verdict is not Verdict.OK or expected is None:
        return _unruled(run)
    if checker.kind is CheckerKind.CUSTOM:
        return _ruled(run, Ruling(Verdict.JE, "the problem's own checker was not asked"))
    return _ruled(run, Ruling(Verdict.AC if outputs_match(expected, decode_output(run.output), checker) else Verdict.WA))


def _unruled(run: Run) -> Judgement:
    return Judgement(run.verdict, run.cpu_s, bool(run.output.strip()), detail=run.detail)


def _ruled(run: Run, ruling: Ruling) -> Judgement:
    """A wrong output is remembered by the digest of its tokens, so that equal wrong outputs can be recognised."""
    if ruling.verdict is not Verdict.WA:
        return Judgement(ruling.verdict, run.cpu_s, bool(run.output.strip()), "", ruling.detail)
    output = decode_output(run.output)
    kept = output if len(output) <= KEPT_OUTPUT_CHARACTERS else None
    return Judgement(ruling.verdict, run.cpu_s, bool(run.output.strip()), digest(*output.lower().split()), ruling.detail, kept)


def _is_file_name(name: str) -> bool:
    return "/" not in name and "\0" not in name and name not in (".", "..")


def files_of(problem: Problem) -> Files:
    """The files that a problem's programs read and write in place of their standard streams.

    Names that lead out of the programs' folder are left out: such a problem is not judged (`why_not_judged`).
    """
    given, written = (name if _is_file_name(name) else "" for name in (problem.input_file, problem.output_file))
    return Files(given, written)


def why_not_judged(problem: Problem, engine: Engine | None = None) -> str:
    """Why outputs of this problem's solutions cannot be judged here, or "".

    It is interactive, its files have names that none can have, or its own checker cannot be used. Without an engine as far as
    can be said without compiling the checker.
    """
    if problem.interactive:
        return "an interactive problem has no output that could be judged by itself"
    for name in (problem.input_file, problem.output_file):
        if not _is_file_name(name):
            return f"programs are to read or write the file {name!r}, which is no name of a file in their own folder"
    if problem.checker.kind is not CheckerKind.CUSTOM:
        return ""
    why = why_unfit(problem.checker)
    if why or engine is None:
        return why
    with Referee(engine, problem.checker) as referee:
        return referee.failure()


def can_judge(problem: Problem, engine: Engine | None = None) -> bool:
    """Whether `why_not_judged` has no objection."""
    return not why_not_judged(problem, engine)


def judge_tests(
    engine: Engine,
    program: Program,
    tests: Sequence[Test],
    checker: Checker,
    limits: RunLimits,
    *,
    compare: bool = True,
    stop_at_failure: bool = False,
    timed: bool = False,
    most_timeouts: int = GIVE_UP_AFTER_TIMEOUTS,
    referee: Referee | None = None,
    files: Files | None = None,
) -> Execution:
    """All runs of a program on tests. After `most_timeouts` the rest counts as timed out without being run, and after three
    outputs on which the problem's own checker failed the rest is not shown to it.

    `stop_at_failure` ends at the first verdict that speaks against the program. `timed`: runs close to the time limit are
    measured again (`run_timed`), which costs several times the limit for each. `referee` decides by `checker`; None: one is
    opened for this program alone. `files`: see `files_of`.
    """
    with contextlib.ExitStack() as stack:
        session = stack.enter_context(engine.open(program, files=files))
        if session.verdict is not Verdict.OK:
            return Execution(program.digest, session.verdict, (), session.compile_cpu_s, session.detail)
        court = _Court(referee or stack.enter_context(Referee(engine, checker)), compare)
        contents = (test.input.encode() for test in tests)
        runs = (run_timed(session, one, limits) for one in contents) if timed else session.run_many(contents, limits)
        judgements: list[Judgement] = []
        timeouts = 0
        for test, run in zip(tests, stack.enter_context(contextlib.closing(runs)), strict=False):
            judgements.append(court.judgement(test, run))
            timeouts += judgements[-1].verdict is Verdict.TLE
            if stop_at_failure and judgements[-1].verdict not in (Verdict.AC, Verdict.OK):
                break
            if timeouts >= most_timeouts:
                rest = Judgement(Verdict.TLE, 0.0, False, detail=f"not run after {timeouts} time-outs")
                judgements += [rest] * (len(tests) - len(judgements))
                break
        return Execution(program.digest, Verdict.OK, tuple(judgements), session.compile_cpu_s)


class _Court:
    """Judges the runs of one program, and stops asking a checker that fails on it."""

    def __init__(self, referee: Referee, compare: bool) -> None:
        self._referee = referee
        self._compare = compare
        self._failures = 0

    def judgement(self, test: Test, run: Run) -> Judgement:
        if run.verdict is not Verdict.OK or not self._compare:
            return _unruled(run)
        if self._failures >= GIVE_UP_AFTER_CHECKER_FAILURES:
            return _ruled(run, Ruling(Verdict.JE, "not shown to the checker, which failed three times"))
        made = _ruled(run, self._referee.rule(test.input, test.output, run.output))
        self._failures += made.verdict is Verdict.JE
        return made
