"""Verifying: the three removals in the reference's order, what is evidence and what is not, and who may vote."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.generation.weighing import removals, verify
from pipelines.running.attempts import MOST_ATTEMPTS
from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from pipelines.stages.verify import Verify
from schemas.dossier import Dossier
from schemas.execution import Execution, Judgement, Run, Verdict
from schemas.language import Language
from schemas.problem import Checker, CheckerKind, Label, Problem, Solution, Test
from schemas.rejection import Subject
from tests.pipelines.execution.checkers import kattis_python
from tests.pipelines.fake_engine import Behaviour, FakeEngine
from tests.pipelines.stages.running import get_all, put_all, run_stage
from tests.pipelines.strategies import moderate

SETTINGS = BuildSettings(source="jsonl", input="x", max_voters=3)
JUDGEMENTS = {
    "+": Judgement(Verdict.AC, 0.1, True),
    "-": Judgement(Verdict.WA, 0.1, True, "another output"),
    ".": Judgement(Verdict.WA, 0.1, False, "nothing"),
    "T": Judgement(Verdict.TLE, 1.0, False),
    "R": Judgement(Verdict.RTE, 0.1, False),
    "J": Judgement(Verdict.JE, 0.0, False),
    "C": Judgement(Verdict.JE, 0.1, True),
}
"""Right, wrong, silent, late, crashed, and the judge's own failure: in what runs programs, in a checker."""


def run_of(digest: str, signs: str) -> Execution:
    """The execution with these judgements, a sign each."""
    return Execution(digest, Verdict.OK, tuple(JUDGEMENTS[sign] for sign in signs))


def remove(runs: Mapping[str, str]) -> tuple[dict[str, str], list[int]]:
    """The removals among submissions given by their signs."""
    tests = max((len(signs) for signs in runs.values()), default=0)
    return removals({digest: run_of(digest, signs) for digest, signs in runs.items()}, tests)


def test_a_submission_that_passes_no_test_goes() -> None:
    assert remove({"right": "++", "wrong": "-T", "silent": ".."}) == (
        {"wrong": "passes_no_test", "silent": "passes_no_test"},
        [],
    )


def test_a_test_on_which_almost_nobody_prints_goes() -> None:
    runs = {f"right {place}": "+." for place in range(10)}
    assert remove({**runs, "one": "++"}) == ({}, [1])
    assert remove({**dict(list(runs.items())[1:]), "one": "++"}) == ({}, [])


def test_exactly_a_tenth_is_not_fewer_than_a_tenth() -> None:
    for tens in (1, 3, 7, 23):
        runs = {f"silent {place}": "+." for place in range(9 * tens)} | {f"loud {place}": "++" for place in range(tens)}
        assert remove(runs) == ({}, [])
        assert remove({"right": "+" * 10 * tens, "poor": "+" * tens + "-" * 9 * tens}) == ({}, [])


def test_a_submission_that_passes_few_tests_goes() -> None:
    assert remove({"right": "+" * 11, "poor": "+" + "-" * 10}) == ({"poor": "passes_under_a_tenth"}, [])


def test_submissions_that_pass_nothing_go_before_tests_are_looked_at() -> None:
    useless = {f"useless {place}": "-." for place in range(20)}
    removed, silent = remove({**useless, "right": "++"})
    assert set(removed) == set(useless)
    assert silent == []  # with them, only one of twenty-one would have printed


def test_silent_tests_go_before_submissions_are_counted() -> None:
    removed, silent = remove({"right": "+" * 10 + ".", "poor": "+" + "-" * 9 + "."})
    assert (removed, silent) == ({}, [10])  # one of eleven would have been too few


def test_poor_submissions_still_count_when_tests_are_looked_at() -> None:
    runs = {f"right {place}": "+" * 11 + "." for place in range(9)}
    removed, silent = remove({**runs, "poor": "+" + "-" * 11})
    assert removed == {"poor": "passes_under_a_tenth"}
    assert silent == []  # without the poor one nobody prints on the last test


def test_the_judges_own_failure_is_no_evidence() -> None:
    assert remove({"unlucky": "JJ", "right": "++"}) == ({}, [])
    assert remove({"unlucky": "-J", "right": "++"}) == ({"unlucky": "passes_no_test"}, [])
    assert remove({"lucky": "+" + "J" * 20}) == ({}, [])
    many = {f"unlucky {place}": "+J" for place in range(30)}
    assert remove({**many, "right": "++"}) == ({}, [])
    assert remove({"one": "J", "two": "J"}) == ({}, [])


signs = st.text("+++-.TRJ", min_size=4, max_size=4)
runs_by_name = st.dictionaries(st.sampled_from([f"s{place}" for place in range(14)]), signs, max_size=14)


@moderate
@given(runs_by_name, st.randoms(use_true_random=False))
def test_removals_do_not_depend_on_the_order(runs: dict[str, str], rng: Random) -> None:
    shuffled = dict(rng.sample(list(runs.items()), len(runs)))
    assert remove(shuffled) == remove(runs)


@moderate
@given(runs_by_name)
def test_what_is_left_after_the_removals(runs: dict[str, str]) -> None:
    removed, silent = remove(runs)
    first = {name for name, why in removed.items() if why == "passes_no_test"}
    assert first == {name for name, text in runs.items() if "+" not in text and text.strip("J")}
    for place in range(4):
        column = [text[place] for name, text in runs.items() if name not in first and text[place] != "J"]
        printed = sum(sign in "+-" for sign in column)
        assert (place in silent) is (bool(column) and 10 * printed < len(column))
    for name in set(runs) - first:
        kept = [sign for place, sign in enumerate(runs[name]) if place not in silent and sign != "J"]
        assert (name in removed) is (bool(kept) and 10 * kept.count("+") < len(kept))


@moderate
@given(runs_by_name)
def test_a_submission_of_which_nothing_is_known_changes_nothing(runs: dict[str, str]) -> None:
    assert remove({**runs, "unknown": "JJJJ"}) == remove(runs)


def dossier_with(tests: int, right: int, wrong: int = 0, **problem: object) -> Dossier:
    """A problem with so many tests (one public) and solutions."""
    made = [Test(str(place), str(place)) for place in range(tests)]
    fields: dict[str, object] = {
        "name": "p",
        "description": "",
        "public_tests": tuple(made[:1]),
        "private_tests": tuple(made[1:]),
        "solutions": tuple(Solution(Language.PYTHON3, f"right {place}", file=f"{place}.py") for place in range(right)),
        "incorrect_solutions": tuple(
            Solution(Language.PYTHON3, f"wrong {place}", Label.WRONG_ANSWER) for place in range(wrong)
        ),
    }
    return Dossier(problem=Problem(**{**fields, **problem}))  # type: ignore[arg-type]


def verified(dossier: Dossier, runs: Mapping[str, str | Execution]) -> tuple[Dossier, dict[str, str]]:
    """The verified dossier and why things went; runs by source text, the others pass everything."""
    tests = len(dossier.problem.given_tests)
    executions = {}
    for solution in dossier.problem.all_solutions:
        run = runs.get(solution.source, "+" * tests)
        digest = solution.digest
        executions[digest] = run_of(digest, run) if isinstance(run, str) else dataclasses.replace(run, program=digest)
    after, rejections = verify(dossier, executions, SETTINGS)
    sources = {solution.digest: solution.source for solution in dossier.problem.all_solutions}
    return after, {sources.get(one.item, one.item): one.reason for one in rejections}


def voters_of(dossier: Dossier) -> set[str]:
    """The source texts of the voters."""
    return {one.source for one in dossier.problem.solutions if one.digest in dossier.voters}


def test_only_solutions_that_pass_everything_vote() -> None:
    runs = {"right 0": "++-", "right 1": "++T", "right 2": "++J", "right 3": "++R"}
    after, reasons = verified(dossier_with(3, 6, 1), runs)
    assert voters_of(after) == {"right 4", "right 5"}
    assert reasons == {"right 0": "fails_given_tests", "right 3": "fails_given_tests"}
    # what is slow here, or could not be judged, stays: it only has no vote
    assert {one.source for one in after.problem.solutions} == {"right 1", "right 2", "right 4", "right 5"}


def test_a_test_that_most_correct_solutions_fail_goes_before_they_do() -> None:
    runs = {f"right {place}": "+-+" for place in range(5)} | {"right 5": "-++"}
    after, reasons = verified(dossier_with(3, 6), runs)
    assert reasons == {"private/0": "most_correct_fail", "right 5": "fails_given_tests"}
    assert [test.input for test in after.problem.given_tests] == ["0", "2"]
    assert len(voters_of(after)) == SETTINGS.max_voters


def test_two_doubters_are_not_enough() -> None:
    runs = {f"right {place}": "+-+" for place in range(2)}
    after, reasons = verified(dossier_with(3, 3), runs)
    assert set(reasons.values()) == {"fails_given_tests"}
    assert voters_of(after) == {"right 2"}


def test_a_wrong_solution_never_votes() -> None:
    after, _ = verified(dossier_with(3, 1, 3), {})
    assert voters_of(after) == {"right 0"}
    assert len(after.voters) == 1


def test_no_more_voters_than_are_asked_for() -> None:
    after, _ = verified(dossier_with(2, 8), {})
    assert len(after.voters) == 3
    assert [report.digest for report in after.reports if report.voter] == [
        one.digest for one in after.problem.solutions if one.digest in after.voters
    ]


def test_a_test_that_went_is_asked_of_no_voter() -> None:
    after, reasons = verified(dossier_with(3, 3), {f"right {place}": "++." for place in range(3)})
    assert reasons == {"private/1": "most_print_nothing"}
    assert [test.input for test in after.problem.given_tests] == ["0", "1"]
    assert len(after.voters) == 3
    assert {report.judged for report in after.reports} == {2}


def test_a_public_test_can_go_too() -> None:
    after, reasons = verified(dossier_with(3, 3), {f"right {place}": ".++" for place in range(3)})
    assert reasons == {"public/0": "most_print_nothing"}
    assert (after.problem.public_tests, len(after.problem.private_tests)) == ((), 2)


def test_without_tests_nobody_votes() -> None:
    after, reasons = verified(dossier_with(0, 3), {})
    assert (after.voters, reasons) == ((), {})


def test_what_does_not_compile_goes_with_the_compilers_word() -> None:
    broken = Execution("", Verdict.CE, detail="note\n1.py: error: no such thing\nmore")
    dossier = dossier_with(2, 2)
    executions = {one.digest: run_of(one.digest, "++") for one in dossier.problem.solutions}
    digest = dossier.problem.solutions[0].digest
    after, (rejection,) = verify(dossier, {**executions, digest: dataclasses.replace(broken, program=digest)}, SETTINGS)
    assert [one.source for one in after.problem.solutions] == ["right 1"]
    assert (rejection.reason, rejection.subject, rejection.item) == ("does_not_compile", Subject.SOLUTION.value, digest)
    assert rejection.detail == "0.py: 1.py: error: no such thing"


@pytest.mark.parametrize("verdict", [Verdict.US, Verdict.JE])
def test_what_cannot_be_run_here_stays_without_a_vote(verdict: Verdict) -> None:
    after, reasons = verified(dossier_with(2, 2), {"right 0": Execution("", verdict)})
    assert reasons == {}
    assert voters_of(after) == {"right 1"}
    assert [report.compile_verdict for report in after.reports] == [verdict, Verdict.OK]


def test_with_several_answers_nobody_votes_and_no_correct_solution_goes() -> None:
    other = {"right 3": "--", "right 4": "--", "wrong 0": "--"}
    after, reasons = verified(dossier_with(2, 5, 1), other)
    assert after.several_answers
    assert after.voters == ()
    assert reasons == {"wrong 0": "passes_no_test"}
    assert len(after.problem.solutions) == 5


def test_where_the_problems_own_checker_decides_many_answers_are_no_difficulty() -> None:
    several = {"right 3": "--", "right 4": "--", "wrong 0": "--"}
    after, reasons = verified(dossier_with(2, 5, 1, checker=kattis_python()), several)
    assert not after.several_answers
    assert voters_of(after) == {"right 0", "right 1", "right 2"}
    assert reasons == {"right 3": "passes_no_test", "right 4": "passes_no_test", "wrong 0": "passes_no_test"}


def test_a_checker_that_fails_speaks_against_nobody() -> None:
    after, reasons = verified(dossier_with(2, 3, 1, checker=kattis_python()), {"right 0": "CC", "wrong 0": "CC"})
    assert reasons == {}
    assert voters_of(after) == {"right 1", "right 2"}


@pytest.mark.parametrize("change", [{"interactive": True}, {"checker": Checker(CheckerKind.CUSTOM)}])
def test_what_cannot_be_judged_is_left_alone(change: dict[str, object]) -> None:
    after, reasons = verified(dossier_with(2, 3, 1, **change), {"right 0": "--", "wrong 0": ".."})
    assert (after.voters, reasons, after.several_answers) == ((), {}, False)
    assert len(after.problem.all_solutions) == 4


def test_reports_count_what_was_judged() -> None:
    after, _ = verified(dossier_with(4, 2, 1), {"wrong 0": "+-TJ"})
    report = next(one for one in after.reports if one.digest == after.problem.incorrect_solutions[0].digest)
    assert (report.judged, report.passed, report.printed, report.slowest_cpu_s) == (3, 1, 2, 1.0)


def test_the_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs: dict[str, Behaviour] = {
        "right 0": lambda text: text,
        "right 1": lambda text: f" {text}\n",
        "right 2": lambda text: Run(Verdict.RTE) if text == "1" else text,
        "wrong 0": lambda text: "0",
        "wrong 1": lambda text: "x",
    }
    engine = FakeEngine(programs)
    monkeypatch.setattr("pipelines.stages.verify.Engine", lambda: engine)
    workspace, dossier = Workspace(tmp_path), dossier_with(3, 3, 2)
    refs = put_all(workspace, "divided", {"p": dossier})
    outcome = run_stage(Verify(workspace, SETTINGS), refs)
    after = get_all(workspace, outcome.main)["p"]
    assert voters_of(after) == {"right 0", "right 1"}
    assert [one.source for one in after.problem.incorrect_solutions] == ["wrong 0"]
    assert [one.reason for one in outcome.rejections] == ["passes_no_test", "fails_given_tests"]
    wanted = {"programs_run": 5, "runs": 15, "judge_errors": 0, "programs_unsupported": 0, "solutions_out": 3, "voters": 2}
    assert {name: outcome.counts[name] for name in wanted} == wanted
    assert len(engine.log) == 15
    again = run_stage(Verify(workspace, SETTINGS), refs)
    assert len(engine.log) == 15  # what a run has finished the next one finds
    assert get_all(workspace, again.main) == {"p": after}


def test_a_program_that_kills_its_slot_each_time_is_given_up_after_its_attempts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = iter([True, True, True])  # what happened to the slot by chance does not happen again

    def unlucky(text: str) -> str | Run:
        return Run(Verdict.JE, detail="the slot ended") if next(broken, False) else text

    programs: dict[str, Behaviour] = dict.fromkeys((f"right {place}" for place in range(3)), lambda text: text)
    engine = FakeEngine({**programs, "right 1": unlucky, "right 2": lambda _: Run(Verdict.JE, detail="the slot ended")})
    monkeypatch.setattr("pipelines.stages.verify.Engine", lambda: engine)
    workspace = Workspace(tmp_path)
    outcome = run_stage(Verify(workspace, SETTINGS), put_all(workspace, "divided", {"p": dossier_with(3, 3)}))
    after = get_all(workspace, outcome.main)["p"]
    assert voters_of(after) == {"right 0", "right 1"}
    (rejection,) = outcome.rejections
    assert (rejection.reason, rejection.subject) == ("cannot_be_judged", Subject.SOLUTION.value)
    assert f"{MOST_ATTEMPTS} attempts, in each of which the judge failed: the slot ended" in rejection.detail
    assert [source for source, _ in engine.log].count("right 2") == MOST_ATTEMPTS * 3
    assert [source for source, _ in engine.log].count("right 1") == 6


def test_opinions_of_the_voters_are_counted() -> None:
    after, _ = verified(dossier_with(2, 3), {})
    assert 1 <= after.effective_voters <= len(after.voters) == 3
    assert verified(dossier_with(0, 3), {})[0].effective_voters == 0


SUM_OF = "n = int(input())\nprint({}, n - {})"


def sums_dossier(checker: Checker) -> Dossier:
    """Three correct programs that print different right sums, and a wrong one."""
    right = tuple(Solution(Language.PYTHON3, SUM_OF.format(first, first)) for first in range(3))
    wrong = Solution(Language.PYTHON3, SUM_OF.format(1, 2), Label.WRONG_ANSWER)
    tests = tuple(Test(f"{n}\n", f"{n} 0\n") for n in range(3, 7))
    problem = Problem(
        name="p", description="", public_tests=tests, solutions=right, incorrect_solutions=(wrong,), checker=checker
    )
    return Dossier(problem=problem)


@pytest.mark.parametrize(
    "checker, voters, reason",
    [
        (kattis_python(), 3, "passes_no_test"),
        (Checker(CheckerKind.CUSTOM), 0, "not_judged"),
        (kattis_python("print("), 0, "not_judged"),
    ],
    ids=["a checker", "none", "a broken one"],
)
def test_the_stage_asks_the_problems_own_checker(tmp_path: Path, checker: Checker, voters: int, reason: str) -> None:
    workspace = Workspace(tmp_path)
    outcome = run_stage(Verify(workspace, SETTINGS), put_all(workspace, "divided", {"p": sums_dossier(checker)}))
    after = get_all(workspace, outcome.main)["p"]
    assert (len(after.voters), after.several_answers) == (voters, False)
    assert [one.reason for one in outcome.rejections] == [reason]
    assert (outcome.rejections[0].detail != "") == (reason == "not_judged")
    assert len(after.problem.solutions) == 3


def test_a_program_under_which_the_judge_fails_every_time_goes() -> None:
    """It kills what runs it; another one's failures say nothing of a machine that judges nobody."""
    dossier, reasons = verified(dossier_with(3, 3), {"right 0": "+++", "right 1": "JJJ", "right 2": "+J+"})
    assert reasons == {"right 1": "cannot_be_judged"}
    assert {one.source for one in dossier.problem.solutions} == {"right 0", "right 2"}
    _, reasons = verified(dossier_with(3, 3), {"right 0": "JJJ", "right 1": "JJJ", "right 2": "JJJ"})
    assert reasons == {}
