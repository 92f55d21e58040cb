"""The first sieve: verdicts on examples, what is not run at all, and programs that only repeat the examples."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.evaluation.filtering import (
    EMPTY,
    UNFILTERED,
    HardCoded,
    block_verdicts,
    is_judged,
    passes_examples,
    survives,
)
from pipelines.evaluation.screening import Screen
from pipelines.execution.checking import Referee
from pipelines.execution.engine import Engine
from schemas.execution import MEBIBYTE, Program, RunLimits, Verdict
from schemas.language import Language
from schemas.problem import Problem, Solution, Test
from tests.pipelines.evaluation.making import ECHO
from tests.pipelines.fake_engine import FakeEngine
from tests.pipelines.strategies import moderate

SHORT = RunLimits(cpu_s=0.5, wall_s=30.0, memory_bytes=256 * MEBIBYTE, output_bytes=MEBIBYTE)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    yield Engine(tmp_path_factory.mktemp("cache"))


def python(source: str) -> Program:
    return Program(Language.PYTHON3, source)


def test_it_stops_at_the_first_example_that_fails() -> None:
    fake = FakeEngine({"wrong": lambda _: "7", "right": lambda text: text})
    with Referee(fake, ECHO.checker) as referee:
        assert passes_examples(fake, ECHO, python("wrong"), SHORT, referee) == "WA"
        assert len(fake.log) == 1
        assert passes_examples(fake, ECHO, python("right"), SHORT, referee) == "AC"
        assert len(fake.log) == 3


def test_the_empty_and_the_unfiltered_are_not_run() -> None:
    fake = FakeEngine({})
    unfiltered = dataclasses.replace(ECHO, public_tests=())
    with Referee(fake, ECHO.checker) as referee:
        assert passes_examples(fake, ECHO, python(" \n\t"), SHORT, referee) == EMPTY
        assert passes_examples(fake, unfiltered, python("anything"), SHORT, referee) == UNFILTERED
    assert fake.log == []


def test_what_goes_on_and_what_counts_for_nothing() -> None:
    assert {verdict for verdict in (*(one.value for one in Verdict), EMPTY, UNFILTERED) if survives(verdict)} == {
        "AC",
        UNFILTERED,
    }
    assert not any(is_judged(verdict) for verdict in ("JE", "US", "UNSTABLE"))
    assert all(is_judged(verdict) for verdict in ("AC", "WA", "CE", EMPTY, UNFILTERED))


ATTACKS = {
    "empty": ("", EMPTY),
    "right": ("print(input())", "AC"),
    "wrong": ("print(3)", "WA"),
    "half right": ("print(1)", "WA"),
    "hard-coded": ("print({'1': '1', '2': '2'}[input()])", "AC"),
    "does not parse": ("print(input()", "CE"),
    "null bytes": ("print(input())\0", "CE"),
    "runs for ever": ("while True:\n    pass", "TLE"),
    "prints for ever": ("while True:\n    print('1' * 1000)", "OLE"),
    "a megabyte": ("print(input())\n#" + "x" * (1 << 20), "CE"),
    "just below a megabyte": ("print(input())\n#" + "x" * ((1 << 20) - 100), "AC"),
    "deeply nested": ("(" * 50_000 + ")" * 50_000, "CE"),
    "raises": ("raise SystemExit(3)", "RTE"),
}


def test_attacks_are_verdicts_and_nothing_is_lost(engine: Engine) -> None:
    programs = [python(source) for source, _ in ATTACKS.values()]
    with Referee(engine, ECHO.checker) as referee, Screen(engine) as screen:
        found = block_verdicts(engine, ECHO, programs, SHORT, referee, screen)
    assert dict(zip(ATTACKS, (verdict for verdict, _ in found), strict=True)) == {
        name: one for name, (_, one) in ATTACKS.items()
    }


def test_a_fork_bomb_is_a_verdict_and_the_next_program_runs(engine: Engine) -> None:
    bomb = python("import os\nwhile True:\n    try:\n        os.fork()\n    except OSError:\n        pass")
    with Referee(engine, ECHO.checker) as referee, Screen(engine) as screen:
        found = block_verdicts(engine, ECHO, [bomb, python("print(input())")], SHORT, referee, screen)
    assert found[0][0] in ("TLE", "RTE", "MLE")
    assert found[1][0] == "AC"


OUTPUTS = Problem(
    name="p",
    description="",
    public_tests=(Test("a", "17 4\n5\n"), Test("b", "YES\n")),
    solutions=(Solution(Language.PYTHON3, "print('YES' if input() else 'NO')"),),
)


def test_examples_outputs_in_a_text_are_found() -> None:
    suspicious = HardCoded(OUTPUTS)
    assert suspicious.found_in("print('17 4\\n5')")
    assert suspicious.found_in('x = """17 4\n5"""')
    assert not suspicious.found_in("print(117, 4, 5)")
    assert not suspicious.found_in("print('17 4 55')")
    assert not suspicious.found_in("print('YES')"), "right solutions say that, too"


def test_where_right_solutions_have_all_outputs_nobody_is_suspected() -> None:
    only = dataclasses.replace(OUTPUTS, public_tests=OUTPUTS.public_tests[1:])
    assert not HardCoded(only).found_in("print('YES')")
    assert not HardCoded(dataclasses.replace(only, public_tests=())).found_in("print('YES')")


@moderate
@given(st.lists(st.text("ab1 \n", min_size=1, max_size=5), min_size=1, max_size=3))
def test_a_program_that_looks_outputs_up_is_always_found(outputs: list[str]) -> None:
    problem = Problem(name="p", description="", public_tests=tuple(Test(str(place), one) for place, one in enumerate(outputs)))
    telling = [one for one in outputs if one.strip()]
    source = f"print({dict(enumerate(outputs))!r}[int(input())])"
    assert HardCoded(problem).found_in(source) == bool(telling)
