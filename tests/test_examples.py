"""The examples run, print what they say, and are as short as they are said to be."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from examples import build_in_memory, judge_programs, mutate_input
from schemas.execution import Verdict
from schemas.language import Language
from schemas.parquet import write_problems
from schemas.problem import Problem, Solution, Test

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted(path for path in (ROOT / "examples").glob("*.py") if path.stem != "__init__")


def printed(name: str, *arguments: str, home: Path) -> str:
    """What an example prints, run as a command without a network."""
    offline = {"HF_DATASETS_OFFLINE": "1", "HF_HUB_OFFLINE": "1", "HF_HOME": str(home), "JAX_PLATFORMS": "cpu"}
    command = [sys.executable, "-m", f"examples.{name}", *arguments]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **offline}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_short_and_says_how_it_is_run(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) < 40
    assert 'if __name__ == "__main__":' in lines


def test_there_are_five() -> None:
    assert len(EXAMPLES) == 5


def test_programs_are_judged() -> None:
    found = {
        name: (one.compile_verdict, one.judgements) for name, one in judge_programs.judged(judge_programs.PROGRAMS).items()
    }
    verdicts = {name: [compiled, *(one.verdict for one in runs)] for name, (compiled, runs) in found.items()}
    assert verdicts == {
        "right": [Verdict.OK, Verdict.AC, Verdict.AC],
        "wrong": [Verdict.OK, Verdict.AC, Verdict.WA],
        "crashes": [Verdict.OK, Verdict.RTE, Verdict.WA],
        "does not compile": [Verdict.CE],
    }


def test_inputs_are_mutated(capsys: pytest.CaptureFixture[str]) -> None:
    mutate_input.main()
    once = capsys.readouterr().out
    mutate_input.main()
    assert once == capsys.readouterr().out
    assert len(once.splitlines()) == 10
    for line in once.splitlines()[5:]:
        count, *values = map(int, line.partition(" by ")[0].strip().strip("'").split("\\n")[0].split())
        assert 1 <= count <= 100
        assert values == []


def test_tests_are_built_in_memory() -> None:
    made = build_in_memory.build(build_in_memory.PROBLEM, draws=12)
    assert made
    for test in made:
        count, *values = map(int, test.input.split())
        assert count == len(values)
        assert int(test.output) == sum(values)


def test_a_program_that_disagrees_leaves_no_test() -> None:
    contrary = Solution(Language.PYTHON3, "print('no')")
    problem = Problem(
        name="contrary",
        description="",
        public_tests=(Test("1\n1\n", "1\n"),),
        solutions=(*build_in_memory.PROBLEM.solutions, contrary),
    )
    assert build_in_memory.build(problem, draws=4) == []


def test_a_pipeline_of_ones_own_runs(tmp_path: Path) -> None:
    lines = printed("beam_pipeline", home=tmp_path).splitlines()
    assert {line.split()[0] for line in lines} >= {"CPP", "PYTHON3", "JAVA"}
    assert all(re.fullmatch(r"[A-Z0-9]+ +[0-9.]+ lines on average", line) for line in lines)


@pytest.mark.parametrize("framework", ["jax", "torch"])
def test_a_dataset_is_read(framework: str, tmp_path: Path) -> None:
    pytest.importorskip("datasets", reason="datasets is not installed")
    if importlib.util.find_spec(framework) is None:
        pytest.skip(f"{framework} is not installed")
    (tmp_path / "data").mkdir()
    with (tmp_path / "data" / "train-00000-of-00001.parquet").open("wb") as file:
        write_problems(file, [Problem(name=str(number), description="Add them up.") for number in range(5)])
    lines = printed("read_dataset", str(tmp_path), framework, home=tmp_path / "home").splitlines()
    assert len(lines) == 2
    assert "(4, 512)" in lines[0] or "[4, 512]" in lines[0]
    assert "(1, 512)" in lines[1] or "[1, 512]" in lines[1]
