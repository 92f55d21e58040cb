"""How outputs are to be compared, as given tests show it: what is adopted, who has a say in it, and what is judged by it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from pipelines.execution.judging import KEPT_OUTPUT_CHARACTERS, judge
from pipelines.generation.weighing import verify
from pipelines.settings import CHECKERS, BuildSettings
from schemas.dossier import Dossier
from schemas.execution import Execution, Run, Verdict
from schemas.language import Language
from schemas.problem import Checker, CheckerKind, Label, Problem, Solution, Test
from tests.pipelines.execution.checkers import kattis_python
from tests.pipelines.stages.test_verify import SETTINGS

ALPHACODE, WORDS = Checker(), Checker(CheckerKind.UNORDERED_TOKENS)


def printing(digest: str, tests: Sequence[Test], outputs: Sequence[str]) -> Execution:
    """The execution of a program that printed these."""
    runs = [Run(Verdict.OK, output.encode(), 0.1) for output in outputs]
    return Execution(
        digest, Verdict.OK, tuple(judge(run, test.output, ALPHACODE) for run, test in zip(runs, tests, strict=True))
    )


def verified_printing(
    programs: Mapping[str, Sequence[str]], settings: BuildSettings = SETTINGS, checker: Checker = ALPHACODE
) -> tuple[Dossier, dict[str, str]]:
    """Verified are programs that print these on tests whose stored outputs are `1 2 3`, `4 5` and `7`; why they went."""
    tests = tuple(Test(str(place), output) for place, output in enumerate(("1 2 3", "4 5", "7")))
    right = tuple(Solution(Language.PYTHON3, name) for name in programs if name.startswith("right"))
    wrong = tuple(Solution(Language.PYTHON3, name, Label.WRONG_ANSWER) for name in programs if name.startswith("wrong"))
    problem = Problem(name="p", description="", public_tests=tests, solutions=right, incorrect_solutions=wrong, checker=checker)
    names = {solution.digest: solution.source for solution in (*right, *wrong)}
    executions = {digest: printing(digest, tests, programs[name]) for digest, name in names.items()}
    after, rejections = verify(Dossier(problem=problem), executions, settings)
    return after, {names[one.item]: one.reason for one in rejections if one.item in names}


AS_STORED, BACKWARDS = ("1 2 3", "4 5", "7"), ("3 2 1", "5 4", "7")
ANY_ORDER = {
    "right 0": AS_STORED,
    "right 1": BACKWARDS,
    "right 2": ("2 1 3", "4 5", "7"),
    "right 3": BACKWARDS,
    "wrong 0": ("1 2 4", "5 4", "7"),
    "wrong 1": ("0", "0", "0"),
}


def test_a_way_of_comparing_under_which_correct_solutions_agree_is_adopted_and_all_are_judged_by_it() -> None:
    after, reasons = verified_printing(ANY_ORDER)
    assert (after.problem.checker, after.checker_from, after.several_answers) == (WORDS, "given tests", False)
    assert reasons == {"wrong 1": "passes_no_test"}
    assert len(after.voters) == SETTINGS.max_voters
    passed = {report.digest: (report.passed, report.judged) for report in after.reports}
    for solution in after.problem.all_solutions:
        assert passed[solution.digest] == ((3, 3) if solution.label is Label.CORRECT else (2, 3))


def test_what_is_switched_off_leaves_the_problems_own_way() -> None:
    after, _ = verified_printing(ANY_ORDER, dataclasses.replace(SETTINGS, without=(CHECKERS,)))
    assert (after.problem.checker, after.checker_from, after.several_answers) == (ALPHACODE, "", True)
    assert after.voters == ()


def test_a_way_of_comparing_that_will_do_is_left_alone() -> None:
    after, reasons = verified_printing({**{f"right {place}": AS_STORED for place in range(4)}, "wrong 0": BACKWARDS})
    assert (after.problem.checker, after.checker_from) == (ALPHACODE, "")
    assert reasons == {}
    assert [report.passed for report in after.reports] == [3, 3, 3, 3, 1]


def test_an_odd_solution_changes_nothing() -> None:
    programs = {f"right {place}": AS_STORED for place in range(4)}
    after, reasons = verified_printing({**programs, "right 4": ("1 2 3", "5 4", "7"), "right 5": ("8", "8", "8")})
    assert (after.problem.checker, after.checker_from) == (ALPHACODE, "")
    assert reasons == {"right 4": "fails_given_tests", "right 5": "passes_no_test"}


def test_wrong_solutions_have_no_say_in_how_outputs_are_compared() -> None:
    programs = {f"right {place}": AS_STORED for place in range(2)} | {f"wrong {place}": BACKWARDS for place in range(9)}
    after, _ = verified_printing(programs)
    assert (after.problem.checker, after.checker_from) == (ALPHACODE, "")


def test_an_output_that_was_too_long_to_be_kept_stays_wrong() -> None:
    long = "1 2 3" + " " * KEPT_OUTPUT_CHARACTERS + "0"
    after, _ = verified_printing({**ANY_ORDER, "wrong 0": ("3 2 1", long, "7")})
    assert after.problem.checker == WORDS
    report = next(one for one in after.reports if one.digest == after.problem.incorrect_solutions[0].digest)
    assert (report.passed, report.judged) == (2, 3)


def test_a_checker_of_the_problems_own_is_never_replaced() -> None:
    after, _ = verified_printing(ANY_ORDER, checker=kattis_python())
    assert (after.problem.checker, after.checker_from) == (kattis_python(), "")


def test_the_witness_behind_a_yes_may_be_any() -> None:
    tests = tuple(Test(str(place), output) for place, output in enumerate(("YES\n1", "NO", "YES\n4 5")))
    right = tuple(Solution(Language.PYTHON3, f"right {place}") for place in range(3))
    dossier = Dossier(problem=Problem(name="p", description="", public_tests=tests, solutions=right))
    outputs = [("YES 1", "NO", "YES 4 5"), ("yes 2", "no", "yes 1"), ("YES 3", "NO", "YES 5 4")]
    executions = {one.digest: printing(one.digest, tests, printed) for one, printed in zip(right, outputs, strict=True)}
    after, rejections = verify(dossier, executions, SETTINGS)
    assert (after.problem.checker.kind, after.checker_from, rejections) == (CheckerKind.FIRST_TOKEN, "given tests", [])
    assert len(after.voters) == 3
