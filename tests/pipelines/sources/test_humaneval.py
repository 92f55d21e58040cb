"""HumanEval: functions with asserts become programs whose reference solution passes their tests."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.sources import humaneval
from pipelines.sources.calls import CHECKER
from pipelines.sources.rows import Row
from schemas.problem import Checker, CheckerKind, Problem, Test
from schemas.rejection import Rejection
from tests.pipelines.sources.importing import answers, read_all, read_one, refused

PROMPT = '''from typing import List


def middle(numbers: List[int], default: int = 0) -> int:
    """ The middle of sorted numbers, or a default.
    >>> middle([3, 1, 2])
    2
    >>> middle([])
    0
    """
'''
BODY = "    ordered = sorted(numbers)\n    print('sorted')\n    return ordered[len(ordered) // 2] if ordered else default\n"
CHECK = """

METADATA = {'author': 'nobody'}


def check(candidate):
    assert candidate([3, 1, 2]) == 2
    assert candidate([9]) == 9, "one"
    assert candidate([], default=-5) == -5
    assert candidate(list(range(5))) == 2
    for n in range(3):
        assert candidate([n]) == n
"""
ROW = {"task_id": "HumanEval/7", "prompt": PROMPT, "entry_point": "middle", "canonical_solution": BODY, "test": CHECK}


def items_of(**changes: Any) -> list[Problem | Rejection]:
    """What the row with some columns changed gives."""
    return humaneval.of_row(Row("a:1", "a", {**ROW, **changes}))


def problem_of(**changes: Any) -> Problem:
    """The problem of the row with some columns changed."""
    problem = items_of(**changes)[0]
    assert isinstance(problem, Problem)
    return problem


def write(path: Path, *rows: dict[str, Any]) -> Path:
    """JSON lines, zipped where the name says so."""
    content = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def test_a_whole_problem_in_every_form(tmp_path: Path) -> None:
    (problem,), (rejection,) = read_all("humaneval", write(tmp_path / "HumanEval.jsonl.gz", ROW))
    assert problem.name == "HumanEval/7"
    assert problem.description.startswith(PROMPT.strip())
    assert problem.public_tests == (Test("middle([3, 1, 2])\n", "2\n"), Test("middle([])\n", "0\n"))
    assert problem.private_tests == (Test("middle([9])\n", "9\n"), Test("middle([], default=-5)\n", "-5\n"))
    assert (problem.license, problem.origin, problem.published, problem.checker) == (
        "MIT",
        "HumanEval",
        date(2021, 7, 7),
        CHECKER,
    )
    assert (rejection.problem, rejection.reason, rejection.count) == ("HumanEval/7", "assert_of_another_form", 2)
    assert rejection.detail == "assert candidate(list(range(5))) == 2"
    pq.write_table(pa.Table.from_pylist([ROW]), tmp_path / "a.parquet")
    for path in (write(tmp_path / "HumanEval.jsonl", ROW), tmp_path / "a.parquet"):
        assert read_all("humaneval", path) == ([problem], [rejection])


def test_the_reference_solution_passes_the_tests_made_of_its_asserts() -> None:
    problem = problem_of()
    (solution,) = problem.solutions
    stdin = "".join(test.input for test in problem.given_tests)
    assert answers(solution, stdin) == "".join(test.output for test in problem.given_tests)


def test_without_examples_in_the_docstring_the_first_assert_is_one() -> None:
    problem = problem_of(prompt=PROMPT.replace(">>>", "so"))
    assert problem.public_tests == (Test("middle([3, 1, 2])\n", "2\n"),)
    assert len(problem.private_tests) == 2


@pytest.mark.parametrize(
    "example",
    [
        ">>> middle([x])\n    2",
        ">>> print(middle([1]))\n    1",
        ">>> middle([1])\n    Traceback (most recent call last):",
        ">>> other([1])\n    1",
        ">>> middle([1]\n    1",
        ">>>middle([1])\n    1",
        ">>> middle([1]) == 1 and (\n    1",
    ],
)
def test_examples_of_another_form_are_text(example: str) -> None:
    prompt = f'def middle(numbers):\n    """Find it.\n    {example}\n    """\n'
    assert problem_of(prompt=prompt).public_tests == (Test("middle([3, 1, 2])\n", "2\n"),)


def test_a_tolerance_of_an_assert_is_the_problems() -> None:
    problem = problem_of(test="def check(candidate):\n    assert abs(candidate([1]) - 0.5) < 1e-6\n")
    assert problem.checker == Checker(CheckerKind.FLOAT_ABS_REL, 1e-6, None)
    assert problem.private_tests == (Test("middle([1])\n", "0.5\n"),)


def test_a_problem_without_a_usable_assert_is_left_to_the_next_stage() -> None:
    problem, rejection = items_of(prompt="def middle(x):\n", test="def check(candidate):\n    assert not candidate(1)\n")
    assert isinstance(problem, Problem)
    assert problem.given_tests == ()
    assert isinstance(rejection, Rejection)
    assert rejection.detail == "assert not candidate(1)"


@pytest.mark.parametrize(
    "change, quoted",
    [
        ({"task_id": None}, "key 'task_id' is missing"),
        ({"prompt": 5}, "prompt must be text, got 5"),
        ({"entry_point": "os.system"}, "entry_point 'os.system' is no name of a function"),
        ({"test": "def check(:"}, "test has no function check: 'def check(:'"),
        ({"test": "assert middle([1]) == 1"}, "test has no function check"),
        ({"test": "(" * 5000}, "test has no function check"),
    ],
)
def test_bad_rows_cost_themselves_alone(tmp_path: Path, change: dict[str, Any], quoted: str) -> None:
    problems, rejections = read_all("humaneval", write(tmp_path / "a.jsonl", {**ROW, **change}, ROW))
    assert [problem.name for problem in problems] == ["HumanEval/7"]
    assert (rejections[0].problem, rejections[0].reason) == ("a.jsonl:1", "bad_record")
    assert quoted in rejections[0].detail


def test_nothing_of_a_row_is_run(tmp_path: Path) -> None:
    trap = f"open({str(tmp_path / 'sprung')!r}, 'w')"
    example = f'def middle(x={trap}):\n    """\n    >>> middle({trap})\n    1\n    """\n'
    problem_of(
        prompt=example,
        canonical_solution=f"    {trap}\n{trap}\n",
        test=f"{trap}\ndef check(candidate):\n    assert candidate({trap}) == {trap}\n",
    )
    assert not (tmp_path / "sprung").exists()


def test_a_table_of_another_kind(tmp_path: Path) -> None:
    pq.write_table(pa.table({"task_id": ["x"]}), tmp_path / "a.parquet")
    assert "column 'prompt' is missing" in refused("humaneval", tmp_path / "a.parquet")


def test_reading_one_problem_without_loss(tmp_path: Path) -> None:
    test = "def check(candidate):\n    assert candidate([3, 1, 2]) == 2\n"
    assert read_one("humaneval", write(tmp_path / "a.jsonl", {**ROW, "test": test})).private_tests == ()
