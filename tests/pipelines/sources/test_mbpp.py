"""MBPP: the whole set and its verified part become programs whose solution passes their tests."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.sources import mbpp
from pipelines.sources.calls import CHECKER
from pipelines.sources.rows import Row
from schemas.problem import Checker, CheckerKind, Problem, Test
from schemas.rejection import Rejection
from tests.pipelines.sources.importing import answers, read_all, read_one, refused

CODE = """\
from re import findall
def letters_in(word):
  return findall('[a-z]', word)
def letters(word):
  return set(letters_in(word))""".replace("\n", "\r\n")
ROW: dict[str, Any] = {
    "task_id": 11,
    "text": "Write a function to find the distinct letters of a word.",
    "code": CODE,
    "test_list": ["assert letters(\"abca\")=={'c', 'b', 'a'}", "assert letters('') == set()", "assert len(letters('ab')) == 2"],
    "test_setup_code": "",
    "challenge_test_list": ["assert letters('zz') == {'z'}", "assert letters('') == set()"],
}
VERIFIED: dict[str, Any] = {
    "source_file": "Benchmark Questions.ipynb",
    "task_id": 11,
    "prompt": ROW["text"],
    "code": CODE,
    "test_imports": [],
    "test_list": ROW["test_list"],
}


def problem_of(row: dict[str, Any]) -> Problem:
    """The problem of a row."""
    problem = mbpp.of_row(Row("a:1", "a", row))[0]
    assert isinstance(problem, Problem)
    return problem


def write(path: Path, *rows: dict[str, Any]) -> Path:
    """JSON lines, or an array where the name says so."""
    path.write_text(json.dumps(rows) if path.suffix == ".json" else "".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_a_whole_problem(tmp_path: Path) -> None:
    (problem,), (rejection,) = read_all("mbpp", write(tmp_path / "mbpp.jsonl", ROW))
    assert problem.name == "mbpp/11"
    assert problem.description.startswith(ROW["text"] + '\n\nYour code should pass these tests:\n\nassert letters("abca")==')
    assert problem.public_tests == (Test("letters('abca')\n", "{'a', 'b', 'c'}\n"), Test("letters('')\n", "set()\n"))
    assert problem.private_tests == (Test("letters('zz')\n", "{'z'}\n"),)
    assert (problem.license, problem.origin, problem.published, problem.checker) == (
        "CC-BY-4.0",
        "MBPP",
        date(2021, 8, 16),
        CHECKER,
    )
    assert (rejection.problem, rejection.reason, rejection.count) == ("mbpp/11", "assert_of_another_form", 1)
    assert rejection.detail == "assert len(letters('ab')) == 2"


def test_the_verified_part_is_an_array_with_keys_of_its_own(tmp_path: Path) -> None:
    (problem,), _ = read_all("mbpp", write(tmp_path / "sanitized-mbpp.json", VERIFIED))
    whole = problem_of(ROW)
    assert (problem.name, problem.description, problem.public_tests) == (whole.name, whole.description, whole.public_tests)
    assert problem.solutions == whole.solutions
    assert problem.private_tests == ()
    pq.write_table(pa.Table.from_pylist([VERIFIED]), tmp_path / "a.parquet")
    assert read_all("mbpp", tmp_path / "a.parquet")[0] == [problem]


def test_the_solution_passes_the_tests_made_of_its_asserts() -> None:
    problem = problem_of(ROW)
    stdin = "".join(test.input for test in problem.given_tests)
    assert answers(problem.solutions[0], stdin) == "".join(test.output for test in problem.given_tests)


def test_what_the_authors_run_before_the_asserts_is_run() -> None:
    row = {
        **ROW,
        "code": "def area(r):\n  return factor * r",
        "test_list": ["assert math.isclose(area(2), 6.0, rel_tol=0.001)"],
    }
    problem = problem_of({**row, "challenge_test_list": [], "test_setup_code": "factor = 3", "test_imports": ["import math"]})
    assert problem.checker == Checker(CheckerKind.FLOAT_ABS_REL, None, 0.001)
    (test,) = problem.public_tests
    assert answers(problem.solutions[0], test.input) == test.output == "6\n"


def test_asserts_that_are_no_python_are_counted(tmp_path: Path) -> None:
    row = {**ROW, "test_list": ["assert letters('a') == {'a'}", "assert letters('", "exec 'x'"], "challenge_test_list": None}
    (problem,), (rejection,) = read_all("mbpp", write(tmp_path / "a.jsonl", row))
    assert len(problem.public_tests) == 1
    assert (rejection.reason, rejection.count) == ("assert_of_another_form", 2)


@pytest.mark.parametrize(
    "change, quoted",
    [
        ({"task_id": None}, "task_id must be a number, got null"),
        ({"text": None}, "key 'prompt' is missing"),
        ({"code": "print 1"}, "code is not Python 3: 'print 1'"),
        ({"code": "x = 1"}, "no assert of a form that is understood about a function of code (it has none)"),
        ({"code": "def other(): pass"}, "no assert of a form that is understood about a function of code (other)"),
        ({"test_list": []}, "letters_in, letters"),
        ({"test_list": "assert letters('a') == {'a'}"}, "test_list must be a list"),
        ({"test_list": [5]}, "test_list must hold texts, got 5"),
        ({"test_setup_code": [1]}, "test_setup_code must be text, got [1]"),
    ],
)
def test_bad_rows_cost_themselves_alone(tmp_path: Path, change: dict[str, Any], quoted: str) -> None:
    row = {**ROW, "challenge_test_list": [], **change}
    problems, rejections = read_all("mbpp", write(tmp_path / "a.jsonl", row, ROW))
    assert [problem.name for problem in problems] == ["mbpp/11"]
    assert (rejections[0].problem, rejections[0].reason) == ("a.jsonl:1", "bad_record")
    assert quoted in rejections[0].detail


def test_nothing_of_a_row_is_run(tmp_path: Path) -> None:
    trap = f"open({str(tmp_path / 'sprung')!r}, 'w')"
    problem_of(
        {**ROW, "code": f"{ROW['code']}\r\n{trap}", "test_list": [trap, f"assert letters({trap}) == {trap}", *ROW["test_list"]]}
    )
    assert not (tmp_path / "sprung").exists()


def test_a_table_of_another_kind(tmp_path: Path) -> None:
    pq.write_table(pa.table({"task_id": [1]}), tmp_path / "a.parquet")
    assert "column 'code' is missing" in refused("mbpp", tmp_path / "a.parquet")


def test_reading_one_problem_without_loss(tmp_path: Path) -> None:
    assert isinstance(mbpp.of_row(Row("a:1", "a", ROW))[1], Rejection)
    assert len(read_one("mbpp", write(tmp_path / "a.jsonl", {**ROW, "test_list": ROW["test_list"][:2]})).public_tests) == 2
