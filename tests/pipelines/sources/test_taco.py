"""TACO: one row in three kinds of file, every column that is read, and values that cost themselves alone."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.sources import taco
from pipelines.sources.rows import Row
from schemas.language import Language
from schemas.problem import Difficulty, Label, Limits, Problem, Solution, Source, Test
from schemas.rejection import Rejection
from tests.pipelines.sources.importing import answers, counted, read_all, read_one, refused

QUESTION = "Add them.\n\nExamples\n\nInput\n\n1 2\n\nOutput\n\n3\n"
COLUMNS: dict[str, Any] = {
    "question": QUESTION,
    "solutions": json.dumps(["print(sum(map(int, input().split())))"]),
    "starter_code": "",
    "input_output": json.dumps({"inputs": ["4 4\n", "1 2\n"], "outputs": ["8\n", "3\n"]}),
    "difficulty": "MEDIUM_HARD",
    "raw_tags": "['math', 'brute force']",
    "name": "Sum of Two",
    "source": "codeforces",
    "tags": "['Mathematics', \"Complete search\"]",
    "skill_types": "['Complete search']",
    "url": "https://codeforces.com/problemset/problem/702/C",
    "Expected Auxiliary Space": None,
    "time_limit": "2.0 seconds",
    "date": "2016-07-30",
    "picture_num": "0",
    "memory_limit": "256.0 megabytes",
    "Expected Time Complexity": None,
}
WHOLE = Problem(
    name="Sum of Two",
    description=QUESTION,
    public_tests=(Test("1 2\n", "3\n"),),
    private_tests=(Test("4 4\n", "8\n"),),
    source=Source.CODEFORCES,
    difficulty=Difficulty["HARD"],
    solutions=(Solution(Language.PYTHON3, "print(sum(map(int, input().split())))", Label.CORRECT, "", "solutions/0"),),
    cf_contest_id=702,
    cf_index="C",
    cf_tags=("Mathematics", "Complete search"),
    limits=Limits.of(2.0, 256_000_000),
    published=date(2016, 7, 30),
    license="Apache-2.0, parts MIT or CC-BY-4.0",
    origin="https://codeforces.com/problemset/problem/702/C",
)


def write(path: Path, *rows: dict[str, Any]) -> Path:
    """The rows in a file of the form that its name tells."""
    schema = pa.schema([(name, pa.string()) for name in COLUMNS])
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    elif path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), path)
    else:
        with pa.ipc.new_stream(str(path), schema) as writer:
            writer.write_table(pa.Table.from_pylist(list(rows), schema=schema))
    return path


def items_of(**changes: Any) -> list[Problem | Rejection]:
    """What the row with some columns changed gives."""
    return taco.of_row(Row("a:1", "a", {**COLUMNS, **changes}))


def problem_of(**changes: Any) -> Problem:
    """The problem of the row with some columns changed; fails where anything was left out."""
    (problem,) = items_of(**changes)
    assert isinstance(problem, Problem)
    return problem


@pytest.mark.parametrize("name", ["train.jsonl", "train-00000-of-00001.parquet", "data-00000-of-00009.arrow"])
def test_a_whole_problem_in_every_form(tmp_path: Path, name: str) -> None:
    assert read_one("taco", write(tmp_path / name, COLUMNS)) == WHOLE
    assert read_one("taco", tmp_path) == WHOLE


def test_call_based_problems_run(tmp_path: Path) -> None:
    changes = {
        "input_output": json.dumps({"fn_name": "add", "inputs": [[1, 2], [0, 0]], "outputs": [[3], [0]]}),
        "solutions": json.dumps(["class Solution:\n    def add(self, a, b):\n        return a + b"]),
        "starter_code": "class Solution:\n    def add(self, a, b):",
    }
    problem = read_one("taco", write(tmp_path / "a.jsonl", {**COLUMNS, **changes}))
    assert [answers(problem.solutions[0], test.input) for test in problem.given_tests] == ["3\n", "0\n"]
    assert "def add(self, a, b):" in problem.description


def test_everything_that_may_be_null_is(tmp_path: Path) -> None:
    row = {**dict.fromkeys(COLUMNS), "question": QUESTION}
    (problem, other) = read_all("taco", write(tmp_path / "a.parquet", row, {**row, "question": "Another."}))[0]
    assert problem.name.startswith("taco/")
    assert problem.name != other.name
    assert problem == Problem(name=problem.name, description=QUESTION, license=taco.LICENSE, origin="TACO")


@pytest.mark.parametrize(
    "source, url, site",
    [
        ("aizu", "", Source.AIZU),
        ("atcoder", "https://codeforces.com/x", Source.ATCODER),
        ("leetcode", "", Source.UNKNOWN_SOURCE),
        ("", "https://www.codechef.com/problems/X", Source.CODECHEF),
        (None, None, Source.UNKNOWN_SOURCE),
    ],
)
def test_sites_by_their_names(source: str | None, url: str | None, site: Source) -> None:
    assert problem_of(source=source, url=url).source is site


@pytest.mark.parametrize(
    "word, name",
    [
        ("EASY", "EASY"),
        ("MEDIUM", "MEDIUM"),
        ("HARD", "HARDER"),
        ("VERY_HARD", "HARDEST"),
        ("UNKNOWN_DIFFICULTY", "UNKNOWN_DIFFICULTY"),
        (None, "UNKNOWN_DIFFICULTY"),
    ],
)
def test_difficulties(word: str | None, name: str) -> None:
    assert problem_of(difficulty=word).difficulty is Difficulty[name]


@pytest.mark.parametrize(
    "time_limit, seconds",
    [
        ("2.0 seconds", 2.0),
        ("1 second", 1.0),
        ("0.5 - 1.5 secs", 1.5),
        ("500 ms", 0.5),
        ("1 sec", 1.0),
        ("None", None),
        ("", None),
        (None, None),
    ],
)
def test_time_limits(time_limit: str | None, seconds: float | None) -> None:
    assert problem_of(time_limit=time_limit).limits.time_limit_s == seconds


@pytest.mark.parametrize(
    "memory_limit, size",
    [
        ("134.217728 megabytes", 128 << 20),
        ("64 MB", 64_000_000),
        ("65536 KiB", 64 << 20),
        ("1 gigabyte", 10**9),
        ("50000 bytes", 50_000),
        (None, None),
    ],
)
def test_memory_limits(memory_limit: str | None, size: int | None) -> None:
    assert problem_of(memory_limit=memory_limit).limits.memory_limit_bytes == size


@given(st.integers(1, 10**12))
def test_sizes_in_megabytes_come_back_to_the_byte(size: int) -> None:
    assert problem_of(memory_limit=f"{size / 1e6:.6f} megabytes").limits.memory_limit_bytes == size


@pytest.mark.parametrize("stated", ["2021-03-04", "2021-03-04 12:00:00", "2021-03-04T12:00:00Z"])
def test_dates(stated: str) -> None:
    assert problem_of(date=stated).published == date(2021, 3, 4)


@pytest.mark.parametrize(
    "tags, raw, expected", [("[]", "['a']", ("a",)), (None, '["b"]', ("b",)), ("['c']", "['d']", ("c",)), ("", "", ())]
)
def test_tags(tags: str | None, raw: str, expected: tuple[str, ...]) -> None:
    assert problem_of(tags=tags, raw_tags=raw).cf_tags == expected


@pytest.mark.parametrize(
    "column, value",
    [
        ("time_limit", "two seconds"),
        ("time_limit", "2.0 fortnights"),
        ("time_limit", "0 seconds"),
        ("time_limit", "-1 seconds"),
        ("time_limit", "1e999 seconds"),
        ("time_limit", "999999999999 seconds"),
        ("memory_limit", "256"),
        ("memory_limit", "0 bytes"),
        ("date", "yesterday"),
        ("date", "2021-13-01"),
        ("date", "30.07.2016"),
        ("tags", "math, dp"),
        ("tags", "[1]"),
        ("difficulty", "IMPOSSIBLE"),
    ],
)
def test_values_that_make_no_sense_cost_themselves_alone(column: str, value: str) -> None:
    problem, rejection = items_of(**{column: value})
    assert isinstance(problem, Problem)
    assert problem.given_tests == WHOLE.given_tests
    assert isinstance(rejection, Rejection)
    assert (rejection.reason, rejection.item, rejection.problem) == ("unreadable_value", column, "Sum of Two")
    assert value in rejection.detail


def test_bad_rows_cost_themselves_alone(tmp_path: Path) -> None:
    rows = [{**COLUMNS, "input_output": "{"}, {**COLUMNS, "question": None}, {**COLUMNS, "solutions": "5"}, COLUMNS]
    (problem,), rejections = read_all("taco", write(tmp_path / "a.arrow", *rows))
    assert problem == WHOLE
    assert [(one.problem, one.reason) for one in rejections] == [(f"a.arrow:{place}", "bad_record") for place in range(3)]
    assert counted(rejections) == {("bad_record", ""): 1}


def test_a_table_of_another_kind(tmp_path: Path) -> None:
    pq.write_table(pa.table({"question": ["x"], "answer": ["y"]}), tmp_path / "a.parquet")
    assert "column 'input_output' is missing; found question, answer" in refused("taco", tmp_path / "a.parquet")


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(sorted(COLUMNS)),
        st.none() | st.text(max_size=12) | st.integers() | st.lists(st.integers(), max_size=2),
        max_size=5,
    )
)
def test_no_values_get_further_than_a_message(changes: dict[str, Any]) -> None:
    try:
        items = items_of(**changes)
    except ValueError as error:
        assert "\n" not in str(error)
    else:
        assert isinstance(items[0], Problem)
        assert all(isinstance(item, Rejection) for item in items[1:])
