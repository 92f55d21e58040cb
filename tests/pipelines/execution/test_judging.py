"""From runs to verdicts: limits that grow with a program's own time, and judgements that keep what they need."""

import dataclasses
import itertools
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.execution.checking import Referee
from pipelines.execution.engine import Engine, Files
from pipelines.execution.judging import (
    KEPT_OUTPUT_CHARACTERS,
    can_judge,
    candidate_limits,
    files_of,
    given_test_limits,
    judge,
    judge_tests,
    why_not_judged,
)
from schemas.execution import MEBIBYTE, Program, Run, RunLimits, Verdict
from schemas.language import Language
from schemas.problem import Checker, CheckerKind, Limits, Problem, Test
from tests.pipelines.execution.checkers import KATTIS_PYTHON, STYLES, kattis_python, like_testlib
from tests.pipelines.execution.programs import LIMITS, need

limits = st.builds(Limits, st.none() | st.integers(1, 60 * 10**9), st.none() | st.integers(1, 8 << 30))
seconds = st.floats(0, 100)
sizes = st.integers(0, 64 * MEBIBYTE)
AC, WA, TLE, RTE, JE = Verdict.AC, Verdict.WA, Verdict.TLE, Verdict.RTE, Verdict.JE


@given(limits)
def test_given_tests_get_more_time_than_stated(stated: Limits) -> None:
    allowed = given_test_limits(stated)
    if stated.time_limit_s is not None:
        assert allowed.cpu_s > stated.time_limit_s
    if stated.memory_limit_bytes is not None:
        assert allowed.memory_bytes >= stated.memory_limit_bytes


@given(limits, seconds, seconds, sizes, sizes)
def test_candidate_limits_are_monotone(stated: Limits, left_s: float, right_s: float, left: int, right: int) -> None:
    lower = candidate_limits(stated, min(left_s, right_s), min(left, right))
    upper = candidate_limits(stated, max(left_s, right_s), max(left, right))
    assert lower.cpu_s <= upper.cpu_s
    assert lower.output_bytes <= upper.output_bytes
    assert lower.memory_bytes == upper.memory_bytes == given_test_limits(stated).memory_bytes


@given(limits, seconds, sizes)
def test_candidate_limits_leave_room_and_stay_within_the_given_ones(stated: Limits, slowest_s: float, largest: int) -> None:
    allowed, candidate = given_test_limits(stated), candidate_limits(stated, slowest_s, largest)
    assert min(allowed.cpu_s, 4 * slowest_s) <= candidate.cpu_s <= allowed.cpu_s
    assert candidate.output_bytes > largest


@given(limits, seconds)
def test_candidate_limits_are_quantised(stated: Limits, slowest_s: float) -> None:
    """Few values, a factor of two apart: a measurement's noise seldom moves them."""
    allowed, floor = given_test_limits(stated).cpu_s, candidate_limits(stated, 0.0, 0).cpu_s
    limit = candidate_limits(stated, slowest_s, 0).cpu_s
    assert limit == allowed or math.log2(limit / floor).is_integer()


def test_noise_within_a_step_does_not_move_the_limit() -> None:
    found = {candidate_limits(Limits(), 0.070 + noise / 1000, 0) for noise in range(40)}
    assert len(found) == 1


@given(st.sampled_from([v for v in Verdict if v is not Verdict.OK]), st.text(), st.binary())
def test_only_a_run_that_ended_well_is_compared(verdict: Verdict, expected: str, output: bytes) -> None:
    judgement = judge(Run(verdict, output, 0.5, detail="why"), expected, Checker())
    assert (judgement.verdict, judgement.cpu_s, judgement.detail) == (verdict, 0.5, "why")


@given(st.text(st.characters(codec="utf-8")))
def test_the_expected_output_is_accepted(text: str) -> None:
    judgement = judge(Run(Verdict.OK, text.encode(), 0.25), text, Checker())
    assert (judgement.verdict, judgement.cpu_s) == (AC, 0.25)
    assert judgement.printed == bool(text.encode().strip())


def test_nothing_to_compare_with_leaves_the_verdict() -> None:
    assert judge(Run(Verdict.OK, b"7"), None, Checker()).verdict is Verdict.OK


@pytest.mark.parametrize("output, printed", [(b"", False), (b" \n\t", False), (b"0", True), (b"\xff", True)])
def test_printed_is_more_than_white_space(output: bytes, printed: bool) -> None:
    for expected in (None, "42"):
        assert judge(Run(Verdict.OK, output), expected, Checker()).printed is printed


def test_equal_wrong_outputs_are_recognised() -> None:
    one, same, other = (judge(Run(Verdict.OK, output), "42", Checker()) for output in (b"Seven 7\n", b"seven\n7", b"seven77"))
    assert one.verdict is same.verdict is other.verdict is WA
    assert one.output_digest == same.output_digest != other.output_digest
    assert one.output_digest


@given(st.text(st.characters(codec="utf-8")), st.sampled_from([verdict for verdict in Verdict if verdict is not WA]))
def test_only_a_wrong_output_is_kept_and_as_it_was_printed(text: str, verdict: Verdict) -> None:
    judgement = judge(Run(verdict, text.encode()), "42", Checker())
    assert judgement.output == (text if judgement.verdict is WA else None)
    assert (judgement.output_digest != "") == (judgement.verdict is WA)


@pytest.mark.parametrize("letter", ["x", "é", "𝒳"])
def test_a_wrong_output_is_kept_where_it_is_short(letter: str) -> None:
    for size, kept in ((KEPT_OUTPUT_CHARACTERS, True), (KEPT_OUTPUT_CHARACTERS + 1, False)):
        judgement = judge(Run(Verdict.OK, (letter * size).encode()), "42", Checker())
        assert judgement.verdict is WA
        assert judgement.output_digest
        assert judgement.output == (letter * size if kept else None)


def test_the_checker_decides() -> None:
    run = Run(Verdict.OK, b"0.501")
    assert judge(run, "0.5", Checker()).verdict is WA
    assert judge(run, "0.5", Checker(CheckerKind.KATTIS, float_absolute=0.01)).verdict is AC


def test_undecodable_output_is_wrong_not_an_error() -> None:
    assert judge(Run(Verdict.OK, b"\xff\xfe"), "42", Checker()).verdict is WA


@pytest.mark.parametrize("interactive", [False, True])
@pytest.mark.parametrize("kind", CheckerKind)
def test_interactive_problems_and_absent_checkers_cannot_be_judged(interactive: bool, kind: CheckerKind) -> None:
    problem = Problem(name="p", description="", interactive=interactive, checker=Checker(kind))
    assert can_judge(problem) == (not interactive and kind is not CheckerKind.CUSTOM)
    assert ("interactive" in why_not_judged(problem)) == interactive


@pytest.mark.parametrize("style", STYLES)
def test_a_problem_with_a_checker_of_its_own_can_be_judged(engine: Engine, style: str) -> None:
    need(Language.CPP)
    problem = Problem(name="p", description="", checker=STYLES[style]())
    assert why_not_judged(problem) == why_not_judged(problem, engine) == ""


def test_a_checker_that_does_not_compile_is_found_out_by_the_engine(engine: Engine) -> None:
    problem = Problem(name="p", description="", checker=kattis_python("print("))
    assert can_judge(problem)
    assert "output_validators/sums/validate.py cannot be used" in why_not_judged(problem, engine)
    assert not can_judge(problem, engine)


def test_without_being_asked_a_checker_of_its_own_says_nothing() -> None:
    for output in (b"2 3", b"x"):
        judgement = judge(Run(Verdict.OK, output, 0.5), "2 3", like_testlib())
        assert (judgement.verdict, judgement.cpu_s, judgement.printed) == (Verdict.JE, 0.5, True)


BY_NUMBER = """n = int(input())
if n < 0:
    while True: pass
if n == 13: raise ValueError
print(n * n)
"""
BRISK = dataclasses.replace(LIMITS, cpu_s=0.2)


def expecting(*numbers: int, wrong: tuple[int, ...] = ()) -> list[Test]:
    return [Test(f"{n}\n", f"{n * n + (n in wrong)}\n") for n in numbers]


def verdicts(engine: Engine, tests: list[Test], **options: Any) -> list[Verdict]:
    program = Program(Language.PYTHON3, BY_NUMBER)
    execution = judge_tests(engine, program, tests, Checker(), BRISK, **options)
    assert (execution.program, execution.compile_verdict) == (program.digest, Verdict.OK)
    assert execution.cpu_s == sum(judgement.cpu_s for judgement in execution.judgements)
    return [judgement.verdict for judgement in execution.judgements]


def test_each_test_has_its_verdict_in_order(engine: Engine) -> None:
    assert verdicts(engine, expecting(1, 2, 13, 4, wrong=(2,))) == [AC, WA, RTE, AC]


def test_three_time_outs_are_enough(engine: Engine) -> None:
    program = Program(Language.PYTHON3, BY_NUMBER)
    numbers = (-1, 1, -2, -3, -4, 2, 13)
    execution = judge_tests(engine, program, expecting(*numbers), Checker(), BRISK)
    assert [judgement.verdict for judgement in execution.judgements] == [TLE, AC, TLE, TLE, TLE, TLE, TLE]
    costs = [judgement.cpu_s for judgement in execution.judgements]
    assert all(cost > 0 for cost in costs[:4])
    assert costs[4:] == [0.0] * 3


def test_two_time_outs_are_not(engine: Engine) -> None:
    assert verdicts(engine, expecting(-1, -2, 1, 2)) == [TLE, TLE, AC, AC]


def test_stopping_at_the_first_failure(engine: Engine) -> None:
    for numbers in itertools.permutations((1, 2, 13)):
        found = verdicts(engine, expecting(*numbers), stop_at_failure=True)
        assert found == [AC] * numbers.index(13) + [RTE]


def test_without_comparing_runs_stay_as_they_are(engine: Engine) -> None:
    assert verdicts(engine, expecting(1, 13, 2, wrong=(2,)), compare=False) == [Verdict.OK, RTE, Verdict.OK]


@pytest.mark.parametrize(
    "program, verdict",
    [(Program(Language.PYTHON3, "print("), Verdict.CE), (Program(Language.UNKNOWN_LANGUAGE, ""), Verdict.US)],
    ids=["CE", "US"],
)
def test_what_does_not_compile_has_no_runs(engine: Engine, program: Program, verdict: Verdict) -> None:
    execution = judge_tests(engine, program, expecting(1, 2), Checker(), RunLimits())
    assert (execution.compile_verdict, execution.judgements) == (verdict, ())
    assert execution.detail


SUMS = """n, word = input().split()
n = int(n)
if n == 13: raise ValueError
print(0, n + (word == "wrong"), "attack" * (word == "attack"))
"""
NO_WORD = """
if words[-1:] == [b"attack"]:
    raise ValueError(words)
if len(words) != 2"""


def sums(*words: str) -> list[Test]:
    return [Test(f"{place + 1} {word}", f"{place} 1") for place, word in enumerate(words)]


def checked(engine: Engine, tests: list[Test], **options: Any) -> list[Verdict]:
    """The verdicts of a program whose outputs none of the tests states, by a validator that fails where it says "attack"."""
    source = KATTIS_PYTHON.replace("int(open(sys.argv[1]).read())", "int(open(sys.argv[1]).read().split()[0])")
    checker = kattis_python(source.replace("\nif len(words) != 2", NO_WORD))
    program = Program(Language.PYTHON3, SUMS)
    alone = judge_tests(engine, program, tests, checker, LIMITS, **options)
    with Referee(engine, checker) as referee:
        shared = judge_tests(engine, program, tests, checker, LIMITS, referee=referee, **options)
    assert [one.verdict for one in shared.judgements] == [one.verdict for one in alone.judgements]
    for judgement in alone.judgements:
        assert judgement.printed == (judgement.verdict is not RTE)
        assert (judgement.output_digest != "") == (judgement.output is not None) == (judgement.verdict is WA)
    return [judgement.verdict for judgement in alone.judgements]


def test_the_problems_own_checker_decides(engine: Engine) -> None:
    assert checked(engine, sums("right", "wrong", "right")) == [AC, WA, AC]
    assert checked(engine, [*sums("right"), Test("13 right", "12 1"), *sums("wrong", "right")]) == [AC, RTE, WA, AC]
    assert checked(engine, sums("right", "wrong", "right"), stop_at_failure=True) == [AC, WA]
    assert checked(engine, sums("right", "wrong"), compare=False) == [Verdict.OK, Verdict.OK]


def test_a_checker_that_fails_three_times_is_left_alone(engine: Engine) -> None:
    assert checked(engine, sums("attack", "wrong", "attack", "right")) == [JE, WA, JE, AC]
    assert checked(engine, sums("attack", "attack", "attack", "right", "wrong")) == [JE] * 5


def test_programs_may_read_and_write_files_of_the_problem(engine: Engine) -> None:
    source = "n = int(open('in.txt').read())\nprint('not this')\nopen('out.txt', 'w').write(str(n * n))"
    problem = Problem(name="p", description="", input_file="in.txt", output_file="out.txt")
    program = Program(Language.PYTHON3, source)
    judged = {
        files: judge_tests(engine, program, expecting(3, 4, wrong=(4,)), Checker(), LIMITS, files=files)
        for files in (files_of(problem), None)
    }
    assert [one.verdict for one in judged[files_of(problem)].judgements] == [AC, WA]
    assert [one.verdict for one in judged[None].judgements] == [RTE, RTE]


@pytest.mark.parametrize("name", ["../escape", "/etc/passwd", "..", "a/b"])
def test_a_file_outside_the_programs_folder_is_refused_with_its_name(name: str) -> None:
    for problem in (Problem(name="p", description="", input_file=name), Problem(name="p", description="", output_file=name)):
        assert repr(name) in why_not_judged(problem)
        assert files_of(problem) == Files()
