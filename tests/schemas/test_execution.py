"""Limits of a run: what makes no sense is refused where it is said, not where it is used."""

from __future__ import annotations

import math

import pytest

from schemas.execution import Program, RunLimits, Verdict
from schemas.language import Language
from schemas.problem import Solution


@pytest.mark.parametrize("name", ["cpu_s", "wall_s", "memory_bytes", "output_bytes"])
@pytest.mark.parametrize("value", [0, -1, math.nan, math.inf])
def test_a_limit_is_positive_and_finite(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=name):
        RunLimits(**{name: value})  # type: ignore[arg-type]


def test_the_wall_only_guards() -> None:
    assert RunLimits(cpu_s=3.0).wall_limit_s == 30.0
    assert RunLimits(cpu_s=0.01).wall_limit_s == 2.0
    assert RunLimits(cpu_s=3.0, wall_s=1.0).wall_limit_s == 1.0


def test_a_program_is_known_by_the_digest_of_its_solution() -> None:
    assert Program(Language.C, "int main;").digest == Solution(Language.C, "int main;", author="somebody").digest
    assert Program(Language.C, "x").digest != Program(Language.CPP, "x").digest


def test_what_the_judge_could_not_find_out_is_no_evidence() -> None:
    assert {verdict for verdict in Verdict if not verdict.is_evidence} == {Verdict.JE, Verdict.US, Verdict.UNSTABLE}
