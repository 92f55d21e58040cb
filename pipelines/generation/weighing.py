"""What runs on the given tests say: what does not belong (appendix B.2, step 4), and who votes. Knows no Beam."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from pipelines.execution.comparison import outputs_match
from pipelines.execution.judging import can_judge
from pipelines.generation.answers import Answers, fitting
from pipelines.generation.voters import choose_voters, effective_number
from pipelines.settings import CHECKERS, NO_TEST_PASSED, SILENT_TESTS, UNDER_A_TENTH, BuildSettings
from schemas.dossier import Dossier, SolutionReport
from schemas.execution import Execution, Judgement, Verdict
from schemas.problem import Checker, CheckerKind, Problem, Solution, Test
from schemas.rejection import GIVEN_UP, Rejection, Subject

STAGE = "verify"
TENTH = 0.1
DOUBTERS = 3
DISTINCT_OUTPUTS = 5
GIVEN_UP_BEGINS = "\0"
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


IN_VAIN = "attempts, in each of which the judge failed: "
"""Is in the detail of a program under which what compiles or runs it failed whenever it was tried."""
_CACHE = "the compile cache"
"""Is in what is said where programs cannot be stored: that is this machine's failure, never a program's."""


def is_broken(run: Judgement) -> bool:
    """Whether what runs programs failed. Where something was printed the judge failed later, in a checker."""
    return run.verdict is Verdict.JE and not run.printed


def _never_judged(ran: Mapping[str, Execution]) -> list[str]:
    """Programs under which what compiles or runs them broke every time, where it did not under others: so it is their doing."""
    broken = {
        digest: not execution.judgements or all(map(is_broken, execution.judgements))
        for digest, execution in ran.items()
        if execution.judgements or (IN_VAIN in execution.detail and _CACHE not in execution.detail)
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
    given_up = [digest for digest, run in executions.items() if run.detail.startswith(GIVEN_UP_BEGINS)]
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
    quoted = ": ".join(part.removeprefix(GIVEN_UP_BEGINS) for part in (names.get(digest, ""), *detail) if part)
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
