"""What the demo corpus must hold, so that it stays a corpus worth building from."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

from pipelines.execution.engine import Engine
from pipelines.sources.demo import corpus_folder
from pipelines.sources.packages import parts, read
from schemas.execution import Program, RunLimits, Verdict
from schemas.language import Language
from schemas.problem import CheckerKind, Label, Problem

PACKAGES = sorted(path for path in corpus_folder().iterdir() if path.is_dir())
ACCEPTS, REFUSES = 42, 43


@cache
def problem_of(package: Path) -> Problem:
    """The package's problem; reading it must leave nothing out."""
    found = [item for part in parts(str(package)) for item in read(part)]
    assert len(found) == 1, f"{package.name}: {found[1:]}"
    assert isinstance(found[0], Problem)
    return found[0]


def test_there_are_problems_of_every_usual_kind() -> None:
    assert len(PACKAGES) >= 12
    problems = [problem_of(package) for package in PACKAGES]
    assert sum(len(problem.solutions) >= 30 for problem in problems) >= 8
    assert sum(problem.checker.kind is CheckerKind.CUSTOM for problem in problems) >= 1, "no problem with many answers"
    assert sum(problem.checker.float_absolute is not None for problem in problems) >= 1, "no problem with real numbers"
    assert any({test.output.strip() for test in one.given_tests} == {"YES", "NO"} for one in problems), "no yes/no problem"
    overflowing = [one for one in problems if any(abs(int(word)) > 2**31 for word in integers(one))]
    assert overflowing, "no problem needs 64 bits"


def integers(problem: Problem) -> list[str]:
    words = [word for test in problem.given_tests for word in test.output.split()]
    return [word for word in words if word.lstrip("-").isdigit()]


def test_the_splits_all_get_problems() -> None:
    years = Counter((problem_of(package).published or pytest.fail("no date")).strftime("%Y") for package in PACKAGES)
    assert set(years) == {"2020", "2021"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_a_package_is_complete(package: Path) -> None:
    problem = problem_of(package)
    assert len(problem.public_tests) >= 2
    assert len(problem.private_tests) >= 5
    assert len(problem.solutions) >= 12
    languages = Counter(solution.language for solution in problem.solutions)
    assert {Language.PYTHON3, Language.CPP} <= set(languages)
    assert sum(solution.label is not Label.CORRECT for solution in problem.all_solutions) >= 13
    assert sum(solution.label in (Label.WRONG_ANSWER, Label.RUN_TIME_ERROR) for solution in problem.incorrect_solutions) >= 10
    assert sum(solution.label is Label.TIME_LIMIT_EXCEEDED for solution in problem.incorrect_solutions) >= 3
    assert "≤" in problem.description, "no constraint to be read in the statement"
    assert "\\le" not in problem.description
    assert problem.limits.time_limit_s is not None
    assert problem.license == "cc0"
    texts = [solution.white_space_blind_digest for solution in problem.all_solutions]
    assert len(set(texts)) == len(texts), "two submissions are the same but for white space"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_every_bug_is_named_in_the_manifest(package: Path) -> None:
    path = package / "submissions" / "submissions.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    listed = yaml.safe_load("\n".join(lines))
    problem = problem_of(package)
    assert set(listed) == {solution.file for solution in problem.all_solutions}
    assert all(solution.author for solution in problem.all_solutions)
    for number, line in enumerate(lines):
        key = line.split(":")[0]
        if key in listed and not key.startswith("accepted/"):
            assert lines[number - 1].startswith("# "), f"{key}: no comment above it names its bug"


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_the_input_validator_accepts_all_data_and_refuses_what_is_cut(package: Path, tmp_path: Path) -> None:
    source = (package / "input_validators" / "validate.py").read_text(encoding="utf-8")
    inputs = [test.input for test in problem_of(package).given_tests]
    cut = [text[:-1] for text in inputs[:3]] + [text + "1 2\n" for text in inputs[:3]] + ["", "\n", "x y z\n"]
    with Engine().open(Program(Language.PYTHON3, source)) as session:
        assert session.verdict is Verdict.OK, session.detail
        limits = RunLimits(cpu_s=10)
        assert [session.run(text.encode(), limits).exit_code for text in inputs] == [ACCEPTS] * len(inputs)
        assert [session.run(text.encode(), limits).exit_code for text in cut] == [REFUSES] * len(cut)
