"""Reading: every part once, rejections beside problems, and private tests that are withheld from a build."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given

from pipelines.running.workspace import Workspace
from pipelines.settings import BuildSettings
from pipelines.sources import SOURCES
from pipelines.stages.read import Read, withhold
from schemas.problem import Problem, Test
from tests.pipelines.stages.running import run_stage
from tests.pipelines.strategies import moderate, problems


@moderate
@given(problems)
def test_withholding_sets_private_tests_aside_and_loses_none(problem: Problem) -> None:
    withheld = withhold(problem)
    assert withheld.private_tests == ()
    assert withheld.given_tests == problem.public_tests
    assert withheld.official_tests == problem.official_tests + problem.private_tests
    assert dataclasses.replace(withheld, private_tests=problem.private_tests, official_tests=problem.official_tests) == problem


def rows(folder: Path) -> Path:
    """A folder of two files of JSON lines, one of them with a broken line."""
    folder.mkdir()
    line = json.dumps({"name": "a", "samples": [{"input": "1", "output": "2"}], "secret": [{"input": "3", "output": "4"}]})
    (folder / "a.jsonl").write_text(line + "\nbroken\n" + line.replace('"a"', '"b"') + "\n")
    (folder / "c.jsonl").write_text(line.replace('"a"', '"c"') + "\n")
    return folder


@pytest.mark.parametrize("given_tests", ["all", "samples"])
def test_the_stage(tmp_path: Path, given_tests: str) -> None:
    path = rows(tmp_path / "rows")
    settings = BuildSettings(source="jsonl", input=str(path), given_tests=given_tests)
    (tmp_path / "work").mkdir()
    outcome = run_stage(Read(Workspace(tmp_path / "work"), settings), SOURCES["jsonl"].parts(str(path)))
    assert sorted(problem.name for problem in outcome.main) == ["a", "b", "c"]
    assert [(one.problem, one.reason) for one in outcome.rejections] == [("a.jsonl:2", "not_json")]
    assert outcome.counts == {"problems": 3}
    secret = (Test("3", "4"),)
    for problem in outcome.main:
        kept = (problem.private_tests, problem.official_tests)
        assert kept == ((secret, ()) if given_tests == "all" else ((), secret))
