"""Real data beside the checkout, where there is any: it must be read whole, with nothing rejected.

`CODEQUORUM_REAL_DATA` names the folder; without it `shared/data` next to the checkout is looked at.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.sources.jsonl import read
from pipelines.sources.reading import Part
from pipelines.sources.statement import latex_to_text
from pipelines.stages.clean import clean
from schemas.problem import Problem

FOLDER = Path(os.environ.get("CODEQUORUM_REAL_DATA") or Path(__file__).resolve().parents[4] / "shared" / "data")


def problems_of(name: str) -> list[Problem]:
    path = FOLDER / f"{name}.jsonl.gz"
    if not path.is_file():
        pytest.skip(f"no real data: {path.name} is not in the folder CODEQUORUM_REAL_DATA")
    found = list(read(Part(str(path))))
    assert [item for item in found if not isinstance(item, Problem)] == []
    return [item for item in found if isinstance(item, Problem)]


@pytest.mark.parametrize(("name", "count"), [("keppnir", 17), ("codeflaws", 114), ("cpack_ipas", 25), ("refactory", 5)])
def test_every_problem_is_read_and_survives_cleaning_if_a_sample_does(name: str, count: int) -> None:
    problems = problems_of(name)
    assert len(problems) == count
    for problem in problems:
        cleaned, rejections = clean(problem)
        if cleaned is None:  # its only sample was cut by the site
            assert all(test.output.endswith("...") for test in problem.public_tests), problem.name
            assert rejections[-1].reason == "no_samples"
            continue
        assert problem.solutions
        for test in set(problem.given_tests) - set(cleaned.given_tests):
            # the site cuts what is longer than about 250 characters; a short test that ends in dots is a whole one
            assert max(len(test.input), len(test.output)) > 200, f"{problem.name}: {test} was taken for a truncated test"
            assert test.input.rstrip().endswith("...") or test.output.rstrip().endswith("...")


def test_tests_that_the_site_cut_are_recognised() -> None:
    dropped = {problem.name: clean(problem)[1] for problem in problems_of("codeflaws")}
    assert sum(rejection.reason == "truncated_test" for rejections in dropped.values() for rejection in rejections) > 100


def test_no_markup_is_left_in_real_statements() -> None:
    for problem in problems_of("keppnir"):
        text = latex_to_text(problem.description)
        assert len(text) > 200
        assert "\\" not in text, problem.name
        assert "$" not in text, problem.name
