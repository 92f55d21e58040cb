"""Keeping: valid and test need enough tests with different outputs, train needs nothing."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.running.workspace import Workspace
from pipelines.stages.keep import LEAST_OUTPUTS, LEAST_TESTS, Keep, keep
from schemas.dossier import Dossier, GeneratedTest
from schemas.problem import Problem, Split, Test
from schemas.provenance import Provenance
from tests.pipelines.stages.running import get_all, put_all, run_stage
from tests.pipelines.strategies import moderate

outputs = st.sampled_from(["YES\n", "yes", " Yes ", "NO", "no\n", "1 2", "1  2\n"])
tests_with = st.lists(outputs, max_size=5).map(lambda made: tuple(Test(str(place), one) for place, one in enumerate(made)))


def made(tests: tuple[Test, ...]) -> tuple[GeneratedTest, ...]:
    """The tests as generated ones."""
    return tuple(GeneratedTest(test, Provenance(0, ("flip_bits",), 0, place)) for place, test in enumerate(tests))


def dossier_of(split: Split, public: int = 1, private: tuple[Test, ...] = (), **more: tuple[Test, ...]) -> Dossier:
    """A dossier with these tests."""
    samples = tuple(Test(f"sample {place}", str(place)) for place in range(public))
    old, new = more.get("old", ()), more.get("new", ())
    problem = Problem(name="p", description="", public_tests=samples, private_tests=private, generated_tests=old)
    return Dossier(problem=problem, split=split, generated=made(new))


@moderate
@given(st.sampled_from(Split), st.integers(0, 9), tests_with, tests_with, tests_with)
def test_what_is_kept(
    split: Split, public: int, private: tuple[Test, ...], old: tuple[Test, ...], new: tuple[Test, ...]
) -> None:
    dossier = dossier_of(split, public, private, old=old, new=new)
    kept, rejection = keep(dossier)
    hidden = [*private, *old, *new]
    different = {" ".join(test.output.split()).lower() for test in hidden}
    enough = len(hidden) >= 5 and len(different) >= 2
    assert (kept is not None) is (split is Split.TRAIN or enough)
    assert (rejection is None) is (kept is not None)
    if kept is not None:
        assert kept.problem == dataclasses.replace(dossier.problem, generated_tests=old + new)
        assert dataclasses.replace(kept, problem=dossier.problem) == dossier


DIFFERENT = tuple(Test(str(place), str(place % 2)) for place in range(5))


@pytest.mark.parametrize("split", [Split.VALID, Split.TEST])
@pytest.mark.parametrize("hidden", range(6))
def test_five_hidden_or_generated_tests_are_needed(split: Split, hidden: int) -> None:
    for private in range(hidden + 1):
        kept, rejection = keep(dossier_of(split, 9, DIFFERENT[:private], new=DIFFERENT[private:hidden]))
        assert (kept is not None) is (hidden == LEAST_TESTS)
        if rejection is not None:
            assert (rejection.reason, rejection.problem) == ("too_few_tests", "p")
            assert rejection.detail == f"{hidden} hidden or generated tests, 5 are needed in {split.value}"


@pytest.mark.parametrize("split", [Split.VALID, Split.TEST])
def test_a_program_that_always_prints_the_same_must_not_pass(split: Split) -> None:
    same = tuple(Test(str(place), text) for place, text in enumerate(["YES", "yes\n", " Yes", "YES \n", "yEs", "YES"]))
    kept, rejection = keep(dossier_of(split, 9, same))
    assert kept is None
    assert rejection is not None
    assert (rejection.reason, rejection.detail) == ("one_output", "all 6 hidden or generated tests have the same output")
    assert LEAST_OUTPUTS == 2
    assert keep(dossier_of(split, 0, same, new=(Test("x", "NO"),)))[1] is None


def test_the_stage(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    good = dataclasses.replace(dossier_of(Split.VALID, 1, DIFFERENT[:2], new=DIFFERENT[2:]), cut_by_budget=True)
    poor = dossier_of(Split.TEST)
    outcome = run_stage(Keep(workspace), put_all(workspace, "generated", {"good": good, "poor": poor}))
    assert get_all(workspace, outcome.main) == {"good": keep(good)[0]}
    assert [one.reason for one in outcome.rejections] == ["too_few_tests"]
    assert outcome.counts == {
        "problems_valid": 1,
        "public_tests": 1,
        "private_tests": 2,
        "generated_tests": 3,
        "solutions": 0,
        "incorrect_solutions": 0,
        "problems_cut_by_budget": 1,
    }
