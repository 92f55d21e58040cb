"""The released CodeContests parquet, as it lies on Hugging Face: dense labels without their names in the file, every column."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas.code_contests import COLUMN_NAMES, SCHEMA
from schemas.language import Language
from schemas.problem import Difficulty, Label, Limits, Problem, Solution, Source, Test
from tests.pipelines.sources.importing import read_all, read_one

RELEASED = SCHEMA.remove_metadata()
"""The files carry their class names in the dataset card alone."""
TESTS = {"input": ["1\n"], "output": ["2\n"]}
ROW: dict[str, Any] = {
    "name": "1575_A. Another Problem",
    "description": "Add one.",
    "public_tests": TESTS,
    "private_tests": {"input": ["3\n", "4\n"], "output": ["4\n", "5\n"]},
    "generated_tests": {"input": ["5\n"], "output": ["6\n"]},
    "source": 2,
    "difficulty": 7,
    "solutions": {"language": [1, 2, 3, 4, 0], "solution": ["a", "b", "c", "d", "e"]},
    "incorrect_solutions": {"language": [2], "solution": ["wrong"]},
    "cf_contest_id": 1575,
    "cf_index": "A",
    "cf_points": 500.0,
    "cf_rating": 1100,
    "cf_tags": ["data structures", "sortings", ""],
    "is_description_translated": True,
    "untranslated_description": "Добавьте.",
    "time_limit": {"seconds": 1, "nanos": 500_000_000},
    "memory_limit_bytes": 512_000_000,
    "input_file": "in.txt",
    "output_file": "out.txt",
}
WHOLE = Problem(
    name="1575_A. Another Problem",
    description="Add one.",
    public_tests=(Test("1\n", "2\n"),),
    private_tests=(Test("3\n", "4\n"), Test("4\n", "5\n")),
    generated_tests=(Test("5\n", "6\n"),),
    source=Source.CODEFORCES,
    difficulty=Difficulty["A"],
    solutions=(
        Solution(Language.PYTHON, "a"),
        Solution(Language.CPP, "b"),
        Solution(Language.PYTHON3, "c"),
        Solution(Language.JAVA, "d"),
        Solution(Language.UNKNOWN_LANGUAGE, "e"),
    ),
    incorrect_solutions=(Solution(Language.CPP, "wrong", Label.INCORRECT),),
    cf_contest_id=1575,
    cf_index="A",
    cf_points=500.0,
    cf_rating=1100,
    cf_tags=("data structures", "sortings", ""),
    is_description_translated=True,
    untranslated_description="Добавьте.",
    limits=Limits.of(1.5, 512_000_000),
    input_file="in.txt",
    output_file="out.txt",
)


def write(folder: Path, *rows: dict[str, Any], schema: pa.Schema = RELEASED) -> Path:
    """The repository's folder with one shard."""
    path = folder / "data" / "train-00000-of-00039-e991a271dbfa9925.parquet"
    path.parent.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), path)
    return folder


def test_every_column_is_read(tmp_path: Path) -> None:
    assert set(ROW) == set(COLUMN_NAMES)
    assert read_one("codecontests", write(tmp_path, ROW)) == WHOLE


@pytest.mark.parametrize(
    "number, source",
    [
        *((0, Source.UNKNOWN_SOURCE), (1, Source.CODECHEF), (2, Source.CODEFORCES), (3, Source.HACKEREARTH)),
        *((4, Source.CODEJAM), (5, Source.ATCODER), (6, Source.AIZU)),
    ],
)
def test_sites_are_numbered_densely(tmp_path: Path, number: int, source: Source) -> None:
    assert read_one("codecontests", write(tmp_path, {**ROW, "source": number})).source is source


@pytest.mark.parametrize("number, name", [(0, "UNKNOWN_DIFFICULTY"), (5, "HARDEST"), (6, "EXTERNAL"), (17, "K"), (18, "L")])
def test_difficulties_are_numbered_densely(tmp_path: Path, number: int, name: str) -> None:
    assert read_one("codecontests", write(tmp_path, {**ROW, "difficulty": number})).difficulty is Difficulty[name]


@pytest.mark.parametrize("column, number", [("source", 7), ("difficulty", 29), ("source", -1)])
def test_labels_beyond_the_last_name_are_refused(tmp_path: Path, column: str, number: int) -> None:
    problems, (rejection,) = read_all("codecontests", write(tmp_path, {**ROW, column: number}))
    assert problems == []
    assert f"{column} {number} is outside 0.." in rejection.detail


def test_what_is_absent_there(tmp_path: Path) -> None:
    absent: dict[str, Any] = {"time_limit": None, "memory_limit_bytes": 0, "cf_tags": [], "cf_contest_id": 0}
    absent |= {"cf_rating": 0, "cf_points": 0.0}
    problem = read_one("codecontests", write(tmp_path, {**ROW, **absent}))
    assert (problem.limits, problem.cf_tags, problem.cf_rating) == (Limits(), (), 0)


def test_other_widths_orders_and_further_columns_are_read_as_well(tmp_path: Path) -> None:
    schema = RELEASED.set(RELEASED.get_field_index("description"), pa.field("description", pa.large_string()))
    schema = schema.set(schema.get_field_index("cf_points"), pa.field("cf_points", pa.float64()))
    schema = pa.schema([*list(schema)[::-1], pa.field("cluster", pa.int64())])
    assert read_one("codecontests", write(tmp_path, {**ROW, "cluster": 3}, schema=schema)) == WHOLE


CARD = "---\npretty_name: CodeContests\nlicense:\n- cc-by-4.0\n---\n# Dataset Card\n"


@pytest.mark.parametrize(
    "card, license_, origin",
    [
        (CARD, "cc-by-4.0", "CodeContests"),
        ("---\nlicense: mit\n---\n", "mit", ""),
        ("---\ntags: [a]\n---\n", "", ""),
        ("---\nlicense: {a: b}\npretty_name: [x]\n---\n", "", ""),
        ("---\nlicense: [\n---\n", "", ""),
        ("# No head\nlicense: mit\n", "", ""),
        ("---\nlicense: mit\n", "", ""),
        ("", "", ""),
        ("\udcff---", "", ""),
    ],
)
def test_licence_and_origin_are_those_of_the_dataset_card(tmp_path: Path, card: str, license_: str, origin: str) -> None:
    root = write(tmp_path, ROW)
    (root / "README.md").write_bytes(card.encode("utf-8", "surrogateescape"))
    problem = read_one("codecontests", root)
    assert (problem.license, problem.origin) == (license_, origin)
    assert dataclasses.replace(problem, license="", origin="") == WHOLE
