"""Agreement where the problem's own checker decides: outputs may differ as long as it accepts them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import pytest

from pipelines.execution.engine import Files, Session
from pipelines.generation.agreement import PROBES
from schemas.execution import Program, Run, RunLimits, Verdict
from schemas.problem import Checker, CheckerKind, Test
from tests.pipelines.fake_engine import Behaviour, FakeEngine
from tests.pipelines.generation.test_agreement import candidates_of, dossier_with, play_round

Check = Callable[[str, str, str], int]
CHECKER = Checker(CheckerKind.CUSTOM, files=(("check.cpp", ""),))


class FakeCheckerSession(Session):
    """A checker in testlib style that is a function (input, output, answer) -> exit code."""

    def __init__(self, check: Check) -> None:
        self.verdict, self.detail, self.compile_cpu_s = Verdict.OK, "", 0.0
        self._check = check

    def run(self, content: bytes, limits: RunLimits, files: Sequence[bytes] = ()) -> Run:
        code = self._check(*(one.decode() for one in files))
        return Run(Verdict.RTE if code else Verdict.OK, exit_code=code)

    def close(self) -> None:
        """Nothing is open."""


class CheckedEngine(FakeEngine):
    """An engine that has a checker as well. `questions` has what it was asked."""

    def __init__(self, programs: dict[str, Behaviour], check: Check) -> None:
        super().__init__(programs)
        self._check = check
        self.questions: list[tuple[str, str, str]] = []

    def open(
        self, program: Program, arguments: Sequence[str] = (), files: Files | None = None, *, cold: bool = False
    ) -> Session:
        def check(content: str, output: str, answer: str) -> int:
            self.questions.append((content, output, answer))
            return self._check(content, output, answer)

        return FakeCheckerSession(check) if arguments else super().open(program)


def parity(_: str, output: str, answer: str) -> int:
    """Right is what is as odd as the answer, and no number below 0."""
    if output == "?":
        return 3
    return int(int(output) % 2 != int(answer) % 2 or int(output) < 0)


def play(outputs: Sequence[str], check: Check = parity) -> tuple[list[Test], dict[str, int], CheckedEngine]:
    """A round of one candidate on which the voters print `outputs`."""
    dossier = dossier_with(["0"], len(outputs))
    dossier = dataclasses.replace(dossier, problem=dataclasses.replace(dossier.problem, checker=CHECKER))

    def printing(output: str) -> Behaviour:
        return lambda _: output

    programs = {f"program {place}": printing(output) for place, output in enumerate(outputs)}
    engine = CheckedEngine(programs, check)
    settled, dropped, _ = play_round(dossier, engine, candidates_of(["1"]))
    return [made.test for made in settled.generated], dropped, engine


def test_different_outputs_agree_where_the_checker_accepts_them() -> None:
    tests, dropped, _ = play(["7", "1", "3", "9", "5"])
    assert (tests, dropped) == ([Test("1", "7")], {})


@pytest.mark.parametrize("place", range(PROBES + 2))
def test_one_output_that_the_checker_refuses_is_enough(place: int) -> None:
    outputs = ["7", "1", "3", "9", "5"]
    outputs[place] = "-1"
    assert play(outputs)[:2] == ([], {"disagreement" if place else "refused_by_checker": 1})


@pytest.mark.parametrize("place", range(PROBES + 2))
def test_a_checker_that_cannot_say_supports_nothing(place: int) -> None:
    outputs = ["7", "1", "3", "9", "5"]
    outputs[place] = "?"
    assert play(outputs)[:2] == ([], {"judge_error": 1})


def test_what_all_print_is_shown_to_the_checker_once() -> None:
    tests, _, engine = play(["7"] * 5)
    assert tests == [Test("1", "7")]
    assert engine.questions == [("1", "7", "7")]
    assert play(["-7"] * 5)[:2] == ([], {"refused_by_checker": 1})


def test_without_a_checker_nothing_is_opened() -> None:
    dossier = dossier_with(["0"], 4)
    engine = CheckedEngine({f"program {place}": lambda _: "7" for place in range(4)}, lambda *_: pytest.fail("asked"))
    settled, _, _ = play_round(dossier, engine, candidates_of(["1"]))
    assert len(settled.generated) == 1
