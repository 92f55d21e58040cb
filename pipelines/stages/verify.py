"""Runs the given solutions on the given tests and removes what does not belong (appendix B.2, step 4); chooses the voters."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import apache_beam as beam
from apache_beam.pvalue import PCollection

from pipelines.execution.checking import Referees
from pipelines.execution.comparison import outputs_match
from pipelines.execution.engine import Engine
from pipelines.execution.judging import (
    GIVE_UP_AFTER_TIMEOUTS,
    can_judge,
    files_of,
    given_test_limits,
    judge_tests,
    why_not_judged,
)
from pipelines.generation.answers import Answers, fitting
from pipelines.generation.voters import choose_voters, effective_number
from pipelines.running.attempts import MOST_ATTEMPTS
from pipelines.running.progress import report
from pipelines.running.workspace import Workspace
from pipelines.settings import CHECKERS, NO_TEST_PASSED, SILENT_TESTS, UNDER_A_TENTH, BuildSettings
from pipelines.stages_io import GIVEN_UP, Ref, Staged, emit, flatten_all, guarded, par_do, staged
from schemas.dossier import Dossier, SolutionReport
from schemas.execution import Execution, Judgement, Program, Verdict
from schemas.problem import Checker, CheckerKind, Label, Problem, Solution, Test
from schemas.rejection import Rejection, Subject
from schemas.tally import Tally

STAGE = "verify"
PROGRESS = "verify: programs"
TENTH = 0.1
DOUBTERS = 3
DISTINCT_OUTPUTS = 5
_GIVEN_UP = "\0"
"""Begins the detail of a program that has been given up: no compiler's words do."""
_NOT_KEPT = "\0 not kept"
"""Stands for a wrong output that was too long to keep: it equals no stored one."""
NOISE_SHARE = 0.1
"""Fewer than this share of the correct solutions printing one thing prove nothing: so many are mislabelled, leave in what they
debugged with, or read memory that they never wrote."""
DISSENT_SHARE = 0.2
"""The same for all together that print something other than most do."""


def removals(
    executions: Mapping[str, Execution], tests: int, without: Collection[str] = ()
) -> tuple[dict[str, str], list[int]]:
    """The reference's three removals, in its order: ({digest of a submission: reason}, places of removed tests).

    Submissions that pass no test; then tests on which fewer than a tenth of the remaining submissions print anything; then
    submissions that pass fewer than a tenth of the remaining tests. Runs that are no evidence (the judge's own failure)
    count for neither side. `without` names removals that are left out.
    """
    removed: dict[str, str] = {}
    for digest, execution in executions.items():
        verdicts = [judgement.verdict for judgement in execution.judgements if judgement.verdict.is_evidence]
        if verdicts and Verdict.AC not in verdicts and NO_TEST_PASSED not in without:
            removed[digest] = "passes_no_test"
    remaining = {digest: execution for digest, execution in executions.items() if digest not in removed}
    silent = []
    for place in range(tests if SILENT_TESTS not in without else 0):
        judged = [execution.judgements[place] for execution in remaining.values()]
        printed = [judgement.printed for judgement in judged if judgement.verdict.is_evidence]
        if printed and sum(printed) < TENTH * len(printed):
            silent.append(place)
    for digest, execution in remaining.items():
        kept = [
            judgement.verdict
            for place, judgement in enumerate(execution.judgements)
            if place not in silent and judgement.verdict.is_evidence
        ]
        if kept and kept.count(Verdict.AC) < TENTH * len(kept) and UNDER_A_TENTH not in without:
            removed[digest] = "passes_under_a_tenth"
    return removed, silent


def several_answers(correct: Iterable[Execution], tests: int) -> bool:
    """The paper's rule for problems with several right answers: on some test the correct solutions give five or more
    distinct outputs, or two or more outputs each of which several of them print.

    "Several" is two or more and at least NOISE_SHARE of them; five distinct outputs count where those who print anything but
    the most frequent one are at least DISSENT_SHARE.
    """
    runs = [execution.judgements for execution in correct]
    for place in range(tests):
        outputs = Counter(
            judgements[place].output_digest for judgements in runs if judgements[place].verdict in (Verdict.AC, Verdict.WA)
        )
        several = max(2, NOISE_SHARE * outputs.total())
        others = outputs.total() - max(outputs.values(), default=0)
        if len(outputs) >= DISTINCT_OUTPUTS and others >= DISSENT_SHARE * outputs.total():
            return True
        if sum(count >= several for count in outputs.values()) > 1:
            return True
    return False


def _fitting(problem: Problem, executions: Mapping[str, Execution]) -> Checker | None:
    """The way of comparing by which correct solutions are right on the given tests, where the problem's own does not do."""
    if problem.checker.kind is CheckerKind.CUSTOM:
        return None
    correct = [executions[one.digest] for one in problem.solutions if executions[one.digest].compile_verdict is Verdict.OK]
    answers = []
    for place, test in enumerate(problem.given_tests):
        judged = [execution.judgements[place] for execution in correct]
        wrong = [one.output for one in judged if one.verdict is Verdict.WA]
        right = [test.output] * sum(one.verdict is Verdict.AC for one in judged)
        answers.append(Answers(test.output, (*right, *(_NOT_KEPT if output is None else output for output in wrong))))
    fit = fitting(problem.description, answers, problem.checker)
    return None if fit == problem.checker else fit


def _judged_again(execution: Execution, tests: Sequence[Test], checker: Checker) -> Execution:
    """The execution with outputs that were called wrong judged by another checker, as far as they were kept."""
    judgements = [
        dataclasses.replace(one, verdict=Verdict.AC, output_digest="", output=None)
        if one.verdict is Verdict.WA and one.output is not None and outputs_match(test.output, one.output, checker)
        else one
        for one, test in zip(execution.judgements, tests, strict=False)
    ]
    return dataclasses.replace(execution, judgements=tuple(judgements))


def doubtful_tests(correct: Sequence[Execution], tests: int) -> list[int]:
    """Places of the tests that most correct solutions fail by what they print: more likely the stored output is wrong.

    With fewer than DOUBTERS such solutions nothing is said of a test.
    """
    found = []
    for place in range(tests):
        verdicts = [execution.judgements[place].verdict for execution in correct]
        wrong, right = verdicts.count(Verdict.WA), verdicts.count(Verdict.AC)
        if wrong >= DOUBTERS and wrong > right:
            found.append(place)
    return found


def _fails(execution: Execution, left_out: Collection[int]) -> bool:
    """Whether a program prints something wrong, or crashes, on a test that counts; being slow here is no fault."""
    verdicts = {run.verdict for place, run in enumerate(execution.judgements) if place not in left_out}
    return bool(verdicts & {Verdict.WA, Verdict.RTE})


_EACH_TIME = f"{MOST_ATTEMPTS} attempts, in each of which the judge failed: "
"""Begins the detail of a program under which what compiles or runs it failed whenever it was tried."""
_CACHE = "the compile cache"
"""Is in what is said where programs cannot be stored: that is this machine's failure, never a program's."""


def _is_broken(run: Judgement) -> bool:
    """Whether what runs programs failed. Where something was printed the judge failed later, in a checker."""
    return run.verdict is Verdict.JE and not run.printed


def _never_judged(ran: Mapping[str, Execution]) -> list[str]:
    """Programs under which what compiles or runs them broke every time, where it did not under others: so it is their doing."""
    broken = {
        digest: not execution.judgements or all(map(_is_broken, execution.judgements))
        for digest, execution in ran.items()
        if execution.judgements or (execution.detail.startswith(_EACH_TIME) and _CACHE not in execution.detail)
    }
    return [] if all(broken.values()) else [digest for digest, found in broken.items() if found]


def verify(dossier: Dossier, executions: Mapping[str, Execution], settings: BuildSettings) -> tuple[Dossier, list[Rejection]]:
    """The dossier without what the removals take out, with a report per solution and the voters chosen.

    Tests that most correct solutions fail are removed, then correct solutions that print something wrong on a test that is
    left. A voter passes every given test; a correct solution that is too slow here stays in the dataset but has no vote.
    """
    problem = dossier.problem
    rejections = []
    broken = {digest: run for digest, run in executions.items() if run.compile_verdict is Verdict.CE}
    for digest, execution in broken.items():
        rejections.append(_dropped(problem, digest, "does_not_compile", first_complaint(execution.detail)))
    ran = {digest: run for digest, run in executions.items() if run.compile_verdict is Verdict.OK}
    given_up = [digest for digest, run in executions.items() if run.detail.startswith(_GIVEN_UP)]
    tried = {digest: run for digest, run in executions.items() if digest not in (*broken, *given_up)}
    stuck = {**dict.fromkeys(_never_judged(tried), "cannot_be_judged"), **dict.fromkeys(given_up, GIVEN_UP)}
    ran = {digest: run for digest, run in ran.items() if digest not in stuck}
    tests = problem.given_tests
    removed: dict[str, str] = {}
    silent: list[int] = []
    doubtful: list[int] = []
    several = False
    checker_from = ""
    if can_judge(problem):
        fit = _fitting(problem, executions) if CHECKERS not in settings.without else None
        if fit is not None:
            problem = dataclasses.replace(problem, checker=fit)
            ran = {digest: _judged_again(run, tests, fit) for digest, run in ran.items()}
            executions = {**executions, **ran}
            checker_from = "given tests"
        correct = {solution.digest for solution in problem.solutions}
        judged = [run for digest, run in ran.items() if digest in correct]
        # where the problem's own checker decides, as many answers as there may be are no difficulty
        several = problem.checker.kind is not CheckerKind.CUSTOM and several_answers(judged, len(tests))
        removed, silent = removals(ran, len(tests), settings.without)
        if several:
            # the stored output is one right answer of several: failing it says nothing about a correct solution
            removed = {digest: reason for digest, reason in removed.items() if digest not in correct}
        else:
            judged = [run for digest, run in ran.items() if digest in correct and digest not in removed]
            doubtful = [place for place in doubtful_tests(judged, len(tests)) if place not in silent]
            failing = {run.program: "fails_given_tests" for run in judged if _fails(run, {*silent, *doubtful})}
            removed = {**removed, **failing}
    removed = {**stuck, **removed}
    rejections += [_dropped(problem, digest, reason, [executions[digest].detail]) for digest, reason in removed.items()]
    public = len(problem.public_tests)
    for places, reason, detail in (
        (silent, "most_print_nothing", "under a tenth print anything"),
        (doubtful, "most_correct_fail", "most correct solutions print something else than the stored output"),
    ):
        for place in places:
            item = f"public/{place}" if place < public else f"private/{place - public}"
            rejections.append(Rejection(problem.name, STAGE, reason, Subject.TEST.value, item, detail))
    silent = sorted({*silent, *doubtful})
    gone = {*broken, *removed}
    right = tuple(solution for solution in problem.solutions if solution.digest not in gone)
    wrong = tuple(solution for solution in problem.incorrect_solutions if solution.digest not in gone)
    kept = dataclasses.replace(
        problem,
        public_tests=_without(problem.public_tests, silent, 0),
        private_tests=_without(problem.private_tests, silent, public),
        solutions=right,
        incorrect_solutions=wrong,
    )
    chosen: list[Solution] = []
    if can_judge(problem) and not several:
        able = [solution for solution in right if _passes_all(ran.get(solution.digest), silent)]
        chosen = choose_voters(able, settings.max_voters)
    voters = tuple(solution.digest for solution in chosen)
    reports = tuple(_report(executions[solution.digest], silent, voters) for solution in kept.all_solutions)
    cleaned = dataclasses.replace(dossier, problem=kept, reports=reports, voters=voters, several_answers=several)
    cleaned = dataclasses.replace(cleaned, effective_voters=effective_number(chosen), checker_from=checker_from)
    return cleaned, rejections


def _dropped(problem: Problem, digest: str, reason: str, detail: list[str]) -> Rejection:
    names = {solution.digest: solution.file for solution in problem.all_solutions}
    quoted = ": ".join(part.removeprefix(_GIVEN_UP) for part in (names.get(digest, ""), *detail) if part)
    return Rejection(problem.name, STAGE, reason, Subject.SOLUTION.value, digest, quoted)


def first_complaint(messages: str) -> list[str]:
    """The first line in which a compiler says what is wrong, or the first at all."""
    lines = messages.strip().splitlines()
    return [line.strip() for line in lines if "error" in line.lower()][:1] or lines[:1]


def _without(tests: Sequence[Test], places: Sequence[int], offset: int) -> tuple[Test, ...]:
    return tuple(test for place, test in enumerate(tests) if place + offset not in places)


def _passes_all(execution: Execution | None, silent: Sequence[int]) -> bool:
    if execution is None:
        return False
    verdicts = {run.verdict for place, run in enumerate(execution.judgements) if place not in silent}
    return verdicts == {Verdict.AC}


def _report(execution: Execution, silent: Sequence[int], voters: Sequence[str]) -> SolutionReport:
    runs = [run for place, run in enumerate(execution.judgements) if place not in silent and run.verdict.is_evidence]
    return SolutionReport(
        digest=execution.program,
        compile_verdict=execution.compile_verdict,
        judged=sum(run.verdict is not Verdict.OK for run in runs),
        passed=sum(run.verdict is Verdict.AC for run in runs),
        printed=sum(run.printed for run in runs),
        voter=execution.program in voters,
        slowest_cpu_s=max((run.cpu_s for run in runs), default=0.0),
    )


class _FanOut(beam.DoFn):
    """One task per solution, so that one problem's work spreads over all workers."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def process(self, ref: Ref) -> Iterator[tuple[Ref, str]]:
        dossier: Dossier = self._workspace.get(ref.kind, ref.key)
        digests = sorted({solution.digest for solution in dossier.problem.all_solutions})
        report(self._workspace.folder, PROGRESS, planned=len(digests))
        for digest in digests:
            yield ref, digest


class _RunGiven(beam.DoFn):
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def setup(self) -> None:
        self._engine = Engine()
        self._referees = Referees(self._engine)

    def teardown(self) -> None:
        self._referees.close()

    def process(self, task: tuple[Ref, str]) -> Iterator[Any]:
        ref, digest = task
        key = f"{ref.key}/{digest}"
        execution = self._workspace.find("verified", key)
        # what a kill of the first attempt took for the judge's own failure is found out anew
        if execution is None or Verdict.JE in (execution.compile_verdict, *(one.verdict for one in execution.judgements)):
            execution = self._run(self._workspace.get(ref.kind, ref.key).problem, digest)
            self._workspace.put("verified", key, execution)
        report(self._workspace.folder, PROGRESS, done=1)
        yield ref.name, execution
        yield from self._counted(execution)

    def task(self, task: tuple[Ref, str]) -> str:
        return f"{task[0].name}, program {task[1]}"

    def given_up(self, task: tuple[Ref, str], why: str) -> Iterator[Any]:
        """Nothing is known of the program, which goes for that."""
        report(self._workspace.folder, PROGRESS, done=1)
        yield task[0].name, Execution(task[1], Verdict.JE, detail=f"{_GIVEN_UP}{why}")

    def _counted(self, execution: Execution) -> Iterator[Any]:
        runs = len(execution.judgements)
        verdicts = [judgement.verdict for judgement in execution.judgements]
        yield from emit(
            tallies=[
                Tally(STAGE, "programs_run", 1),
                Tally(STAGE, "runs", runs),
                Tally(STAGE, "programs_unsupported", execution.compile_verdict is Verdict.US),
                Tally(STAGE, "judge_errors", [execution.compile_verdict, *verdicts].count(Verdict.JE)),
                Tally(STAGE, "unstable_times", verdicts.count(Verdict.UNSTABLE)),
            ]
        )

    def _run(self, problem: Problem, digest: str) -> Execution:
        """The program on all tests; where what runs it fails on one, again, as often as a task is tried."""
        for _ in range(MOST_ATTEMPTS):
            execution = self._run_once(problem, digest)
            broken = [one.detail for one in execution.judgements if _is_broken(one)]
            if execution.compile_verdict is Verdict.JE:
                broken.append(execution.detail)
            if not broken:
                return execution
        return dataclasses.replace(execution, detail=_EACH_TIME + broken[0])

    def _run_once(self, problem: Problem, digest: str) -> Execution:
        solution: Solution = next(one for one in problem.all_solutions if one.digest == digest)
        return judge_tests(
            self._engine,
            Program(solution.language, solution.source),
            problem.given_tests,
            problem.checker,
            given_test_limits(problem.limits),
            compare=can_judge(problem),
            timed=solution.label is Label.CORRECT,
            most_timeouts=1 if solution.label is Label.TIME_LIMIT_EXCEEDED else GIVE_UP_AFTER_TIMEOUTS,
            referee=self._referees.of(problem.checker),
            files=files_of(problem),
        )


class _Verify(beam.DoFn):
    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        self._workspace = workspace
        self._settings = settings

    def setup(self) -> None:
        self._engine = Engine()

    def process(self, group: tuple[str, Mapping[str, Iterable[Any]]]) -> Iterator[Any]:
        name, parts = group
        ref = next(iter(parts["refs"]))
        executions = {execution.program: execution for execution in parts["executions"]}
        ordered = dict(sorted(executions.items()))
        dossier, rejections = verify(self._workspace.get(ref.kind, ref.key), ordered, self._settings)
        why = why_not_judged(dossier.problem, self._engine)
        if why:
            rejections.append(Rejection(name, STAGE, "not_judged", Subject.PROBLEM.value, detail=why))
        self._workspace.put("verified dossier", name, dossier)
        yield Ref(name, "verified dossier", name)
        yield from emit(
            rejections,
            [
                Tally(STAGE, "solutions_out", len(dossier.problem.all_solutions)),
                Tally(STAGE, "voters", len(dossier.voters)),
                Tally(STAGE, "problems_with_several_answers", dossier.several_answers),
            ],
        )

    def task(self, group: tuple[str, Mapping[str, Iterable[Any]]]) -> str:
        return f"{group[0]}, what its solutions say"

    def given_up(self, group: tuple[str, Mapping[str, Iterable[Any]]], why: str) -> Iterator[Any]:
        """The problem goes: nothing of it has been verified."""
        yield from emit([Rejection(group[0], STAGE, GIVEN_UP, Subject.PROBLEM.value, detail=why)])


class Verify(beam.PTransform):
    """Ref of a dossier -> Ref of the verified dossier."""

    def __init__(self, workspace: Workspace, settings: BuildSettings) -> None:
        super().__init__()
        self._workspace = workspace
        self._settings = settings

    def expand(self, refs: PCollection) -> Staged:
        tasks = refs | beam.ParDo(_FanOut(self._workspace)) | beam.Reshuffle()
        runs = staged(tasks | "Run" >> par_do(guarded(_RunGiven(self._workspace), STAGE, self._workspace)))
        keyed = refs | beam.Map(lambda ref: (ref.name, ref))
        joined = {"refs": keyed, "executions": runs.main} | beam.CoGroupByKey()
        verified = staged(
            joined | "Verify" >> par_do(guarded(_Verify(self._workspace, self._settings), STAGE, self._workspace))
        )
        rejections = flatten_all([runs.rejections, verified.rejections], "Rejections")
        return Staged(verified.main, rejections, flatten_all([runs.tallies, verified.tallies], "Tallies"))
