"""Probes, limits, verdicts within them, and the truth behind them: by an engine without processes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.evaluation.calibration import calibrate, calibration_problem, calibrators, limits_of
from pipelines.evaluation.probing import mutated_inputs, signature
from pipelines.evaluation.truths import TEST_SETS, Witness, drawn, false_share, representatives, truth_of
from pipelines.evaluation.verdicts import Ruled, rule_tests
from pipelines.execution.checking import Referee
from schemas.digest import digest
from schemas.execution import Program, Run, RunLimits, Verdict
from schemas.falsity import Truth
from schemas.language import Language
from schemas.problem import Limits, Problem, Solution, Test
from tests.pipelines.evaluation.making import ECHO, entry
from tests.pipelines.fake_engine import Behaviour, FakeEngine, ran
from tests.pipelines.strategies import moderate

LIMITS = RunLimits(cpu_s=2.0)
TESTS = tuple(Test(f"{number}\n", f"{number}\n") for number in range(5))
INPUTS = ("1\n", "2\n", "3\n", "4\n", "5\n")


def python(name: str) -> Program:
    return Program(Language.PYTHON3, name)


def sign(behaviour: Behaviour) -> str:
    return signature(FakeEngine({"p": behaviour}), ECHO, python("p"), INPUTS, LIMITS)


def rule(behaviour: Behaviour) -> Ruled:
    engine = FakeEngine({"p": behaviour})
    with Referee(engine, ECHO.checker) as referee:
        return rule_tests(engine, ECHO, python("p"), TESTS, LIMITS, referee)


def truth(behaviour: Behaviour) -> Truth:
    engine = FakeEngine({"p": behaviour})
    with Referee(engine, ECHO.checker) as referee:
        return truth_of(engine, ECHO, python("p"), TESTS, LIMITS, referee)


def taking(cpu_s: float, on: str, then: Callable[[str], str] = str.strip) -> Behaviour:
    return lambda text: ran(then(text), cpu_s if text.strip() == on else 0.1)


def test_the_same_outputs_are_the_same_signature_but_for_white_space_and_case() -> None:
    assert sign(lambda text: text) == sign(lambda text: f"  {text.strip()}\n\n")
    assert sign(lambda _: "Yes No") == sign(lambda _: "yes\nno")
    assert sign(lambda _: "yesno") != sign(lambda _: "yes no")
    assert sign(lambda text: text) != sign(lambda text: text.replace("5", "6")), "the last input tells, too"


def test_ways_to_fail_tell_programs_apart() -> None:
    crash, silent = Run(Verdict.RTE), Run(Verdict.OK)
    assert sign(lambda _: crash) != sign(lambda _: silent)
    assert sign(lambda text: crash if "1" in text else text) != sign(lambda text: crash if "2" in text else text)


def test_after_three_time_outs_no_more_is_run() -> None:
    engine = FakeEngine({"p": lambda _: ran("", 99.0)})
    assert signature(engine, ECHO, python("p"), INPUTS, LIMITS)
    assert len(engine.log) == 3


def test_the_judges_failure_is_no_signature() -> None:
    assert sign(lambda text: Run(Verdict.JE) if "3" in text else text) == ""


def test_without_inputs_all_are_alike() -> None:
    engine = FakeEngine({"p": lambda text: text, "q": lambda _: "7"})
    assert signature(engine, ECHO, python("p"), (), LIMITS) == signature(engine, ECHO, python("q"), (), LIMITS) != ""


def test_mutants_of_the_examples_are_new_different_and_repeat_with_the_seed() -> None:
    problem = dataclasses.replace(ECHO, public_tests=(Test("10 20 30\nabc def\n", ""),))
    found = mutated_inputs(problem, 50)
    assert len(found) == len(set(found)) == 50
    assert problem.public_tests[0].input not in found
    assert mutated_inputs(problem, 50) == found != mutated_inputs(problem, 50, seed=1)
    assert mutated_inputs(dataclasses.replace(ECHO, public_tests=()), 50) == ()
    assert mutated_inputs(problem, 0) == ()


def test_verdicts_far_from_the_limit_take_one_run_each() -> None:
    engine = FakeEngine({"p": lambda text: text})
    with Referee(engine, ECHO.checker) as referee:
        assert rule_tests(engine, ECHO, python("p"), TESTS, LIMITS, referee) == Ruled("AC", -1, 0.1)
    assert len(engine.log) == len(TESTS)


@pytest.mark.parametrize(
    ("cpu_s", "verdict"), [(0.9, "AC"), (1.6, "AC"), (1.9, "UNSTABLE"), (2.1, "UNSTABLE"), (2.5, "TLE"), (9.0, "TLE")]
)
def test_near_the_limit_it_is_measured_again(cpu_s: float, verdict: str) -> None:
    found = rule(taking(cpu_s, on="3"))
    assert (found.verdict, found.failed) == (verdict, -1 if verdict == "AC" else 3)


def test_the_first_failure_counts() -> None:
    assert rule(lambda text: text if text < "2" else "x")[:2] == ("WA", 2)
    slow_then_wrong = rule(lambda text: ran("x" if text == "4\n" else text, 2.5 if text == "1\n" else 0.1))
    assert slow_then_wrong[:2] == ("TLE", 1)
    assert rule(lambda text: Run(Verdict.JE) if text == "1\n" else text)[:2] == ("JE", 1)


def test_no_tests_are_passed() -> None:
    engine = FakeEngine({"p": lambda text: text})
    with Referee(engine, ECHO.checker) as referee:
        assert rule_tests(engine, ECHO, python("p"), (), LIMITS, referee).verdict == "AC"


def test_the_truth() -> None:
    assert truth(lambda text: text) is Truth.RIGHT
    assert truth(taking(3.0, on="2")) is Truth.SLOW
    assert truth(taking(99.0, on="2")) is Truth.SLOW, "it may be right"
    assert truth(lambda text: ran("x" if text == "4\n" else text, 3.0)) is Truth.WRONG, "slow and wrong is wrong"
    assert truth(lambda text: Run(Verdict.RTE) if text == "4\n" else text) is Truth.WRONG
    assert truth(lambda text: Run(Verdict.JE) if text == "4\n" else text) is Truth.UNKNOWN
    assert truth(lambda text: Run(Verdict.JE) if text == "4\n" else "x") is Truth.WRONG


def witness(name: str, what: Truth, samples: int = 1, **verdicts: str) -> Witness:
    return Witness(entry(name, samples), {"private": "AC", "generated": "AC", "paper": "AC", **verdicts}, what)


def test_a_stronger_set_accepts_less() -> None:
    some = [
        witness("a", Truth.WRONG, private="WA", generated="", paper=""),
        witness("b", Truth.WRONG, generated="WA"),
        witness("c", Truth.RIGHT),
    ]
    found = representatives(some)
    assert {name: one.truth for name, one in found.items()} == {
        "public": Truth.WRONG,
        "raw": Truth.WRONG,
        "paper": Truth.WRONG,
        "ours": Truth.RIGHT,
    }
    assert [false_share(some, name) for name in TEST_SETS] == [2 / 3, 1 / 2, 1 / 2, 0.0]
    assert representatives(some[:1]).keys() == {"public"}
    assert false_share(some[:1], "ours") is None


def test_shares_count_samples_and_not_the_unknown() -> None:
    some = [witness("a", Truth.WRONG, 3), witness("b", Truth.RIGHT, 1), witness("c", Truth.UNKNOWN, 96)]
    assert false_share(some, "ours") == 0.75


@moderate
@given(st.lists(st.integers(1, 9), max_size=8), st.data())
def test_a_draw_has_everybody_and_repeats(samples: list[int], data: st.DataObject) -> None:
    entries = [entry(str(place), count) for place, count in enumerate(samples)]
    order = drawn(entries, Random(3))
    assert sorted(order) == sorted(entries)
    assert drawn(data.draw(st.permutations(entries)), Random(3)) == order


def test_the_first_drawn_is_a_draw_among_samples() -> None:
    entries = [entry("often", 8), entry("once", 2)]
    firsts = [drawn(entries, Random(seed))[0].sample_id for seed in range(2000)]
    assert firsts.count("often") / 2000 == pytest.approx(0.8, abs=0.03)


RIGHT = tuple(Solution(Language.PYTHON3, f"right {number}") for number in range(5))


def test_the_slowest_solutions_calibrate() -> None:
    problem = Problem(name="p", description="", solutions=RIGHT)
    slowest = calibrators(problem, {RIGHT[3].digest: 2.0, RIGHT[1].digest: 1.0})
    assert slowest[:2] == [RIGHT[3], RIGHT[1]]
    assert len(slowest) == 3


def test_calibrating_takes_the_slowest_tests_alone() -> None:
    tests = tuple(Test(str(number), digest(number)) for number in range(50))
    problem = Problem(
        name="p", description="", public_tests=TESTS, private_tests=TESTS, generated_tests=tests, official_tests=tests
    )
    few = calibration_problem(problem, {40: 3.0, 7: 2.0})
    assert {tests[40], tests[7]} <= set(few.generated_tests)
    assert len(few.generated_tests) == 8
    assert (few.public_tests, few.private_tests, few.official_tests) == (TESTS, TESTS, ())


def calibrated(cpu_s: float, stated: float | None = 2.0, example_cpu_s: float | None = None) -> tuple[float, float, float]:
    engine = FakeEngine({one.source: lambda text: ran(text, cpu_s) for one in RIGHT})
    problem = dataclasses.replace(ECHO, limits=Limits.of(stated, None))
    with Referee(engine, ECHO.checker) as referee:
        found = calibrate(engine, problem, RIGHT, referee, example_cpu_s)
    return found.examples.cpu_s, found.probes.cpu_s, found.deciding.cpu_s


def test_limits_by_what_right_solutions_take() -> None:
    assert calibrated(0.01) == (0.5, 0.25, 2.0)
    assert calibrated(0.2) == (2.0, 2.0, 2.0), "eight times as long as right ones take, as far as the time limit allows"
    assert calibrated(1.5) == (3.0, 3.0, 3.0), "a machine slower than the judge's"
    assert calibrated(0.01, stated=None) == (0.5, 0.25, 1.0)
    assert calibrated(0.01, example_cpu_s=0.1) == (0.1, 0.1, 2.0)


def test_without_right_solutions_the_stated_limit_counts() -> None:
    found = limits_of(dataclasses.replace(ECHO, limits=Limits.of(2.0, None)), 2.0, None)
    assert (found.examples.cpu_s, found.deciding.cpu_s) == (2.0, 2.0)
