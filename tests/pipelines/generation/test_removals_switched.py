"""Each of the reference's three removals can be left out, and only that one then is."""

from __future__ import annotations

import pytest

from pipelines.generation.weighing import removals
from pipelines.settings import NO_TEST_PASSED, SILENT_TESTS, UNDER_A_TENTH
from schemas.execution import Execution, Judgement, Verdict

AC, WA = Verdict.AC, Verdict.WA


def execution(name: str, verdicts: list[Verdict], silent: int) -> Execution:
    """A program that prints nothing on the test at place `silent`."""
    judged = (Judgement(one, 0.0, place != silent) for place, one in enumerate(verdicts))
    return Execution(name, Verdict.OK, tuple(judged))


RUNS = {
    "none": execution("none", [WA] * 12, 0),
    "few": execution("few", [AC] + [WA] * 11, 0),
    "good": execution("good", [AC] * 12, 0),
}


@pytest.mark.parametrize(
    "without, removed, silent",
    [
        ((), {"none": "passes_no_test", "few": "passes_under_a_tenth"}, [0]),
        ((NO_TEST_PASSED,), {"none": "passes_under_a_tenth", "few": "passes_under_a_tenth"}, [0]),
        ((SILENT_TESTS,), {"none": "passes_no_test", "few": "passes_under_a_tenth"}, []),
        ((UNDER_A_TENTH,), {"none": "passes_no_test"}, [0]),
        ((NO_TEST_PASSED, SILENT_TESTS, UNDER_A_TENTH), {}, []),
    ],
)
def test_each_removal_can_be_left_out(without: tuple[str, ...], removed: dict[str, str], silent: list[int]) -> None:
    assert removals(RUNS, 12, without) == (removed, silent)
