"""When correct solutions that differ mean several right answers, and when they are noise."""

from __future__ import annotations

import pytest

from pipelines.generation.weighing import several_answers
from schemas.execution import Execution, Judgement, Verdict


def executions(outputs: list[str]) -> list[Execution]:
    """One execution per output on a single test; "=" is the stored output, "" a crash."""
    made = []
    for place, output in enumerate(outputs):
        verdict = {"=": Verdict.AC, "": Verdict.RTE}.get(output, Verdict.WA)
        judgement = Judgement(verdict, 0.0, bool(output), "" if output == "=" else output)
        made.append(Execution(str(place), Verdict.OK, (judgement,)))
    return made


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [
        (["=", "=", "a", "a"], True),  # two outputs that several print each
        (["=", "a", "b", "c", "d"], True),  # five distinct ones
        (["=", "=", "=", "a"], False),
        (["=", "=", "a", "b"], False),
        (["=", "a", "b", "c"], False),
        (["a", "a", "a", "a"], False),  # the stored output is wrong, but there is one answer
        ([], False),
        (["", "", "", "", ""], False),  # crashes are no outputs
        (["=", "", "a", "", "a", "="], True),
        (["="] * 108 + ["a"] * 2, False),  # two of a hundred and ten left their debugging in
        (["="] * 41 + ["a"] * 4 + ["b", "c", "d"], False),  # memory never written, printed
        (["="] * 18 + ["a"] * 2, True),
    ],
)
def test_the_rule(outputs: list[str], expected: bool) -> None:
    assert several_answers(executions(outputs), 1) is expected


def test_one_test_is_enough() -> None:
    calm, split = (Judgement(Verdict.AC, 0.0, True), Judgement(Verdict.WA, 0.0, True, "a"))
    runs = [Execution("1", Verdict.OK, (calm, calm)), Execution("2", Verdict.OK, (calm, calm))]
    runs += [Execution("3", Verdict.OK, (calm, split)), Execution("4", Verdict.OK, (calm, split))]
    assert several_answers(runs, 2)
    assert not several_answers(runs, 1)
