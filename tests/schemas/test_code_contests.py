"""The base layout: what it holds, that rows invert problems, that labels go by name, that errors quote the offender."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.code_contests import (
    COLUMN_NAMES,
    DIFFICULTY_NAMES,
    LANGUAGE_NAMES,
    SCHEMA,
    SOURCE_NAMES,
    LabelNames,
    LayoutError,
    check_layout,
    from_row,
    to_row,
)
from schemas.language import Language
from schemas.problem import NANOSECONDS, Difficulty, Label, Limits, Problem, Solution, Source, Test
from tests.schemas.strategies import base_problems, moderate

PLAIN = Problem(
    name="a", description="b", public_tests=(Test("1", "2"),), solutions=(Solution(Language.CPP, "x"),), cf_tags=("dp",)
)
_TESTS = "struct<input: list<item: string>, output: list<item: string>>"
_SOLUTIONS = "struct<language: list<item: int64>, solution: list<item: string>>"


def test_the_20_columns_are_those_of_the_reference() -> None:
    assert {field.name: str(field.type) for field in SCHEMA} == {
        "name": "string",
        "description": "string",
        "public_tests": _TESTS,
        "private_tests": _TESTS,
        "generated_tests": _TESTS,
        "source": "int64",
        "difficulty": "int64",
        "solutions": _SOLUTIONS,
        "incorrect_solutions": _SOLUTIONS,
        "cf_contest_id": "int64",
        "cf_index": "string",
        "cf_points": "float",
        "cf_rating": "int32",
        "cf_tags": "list<item: string>",
        "is_description_translated": "bool",
        "untranslated_description": "string",
        "time_limit": "struct<seconds: int64, nanos: int64>",
        "memory_limit_bytes": "int64",
        "input_file": "string",
        "output_file": "string",
    }


@moderate
@given(base_problems)
def test_from_row_inverts_to_row(problem: Problem) -> None:
    row = to_row(problem)
    assert tuple(row) == COLUMN_NAMES
    assert from_row(row) == problem
    assert from_row(row).digest == problem.digest


@moderate
@given(base_problems)
def test_rows_survive_arrow(problem: Problem) -> None:
    row = to_row(problem)
    assert pa.Table.from_pylist([row], schema=SCHEMA).to_pylist() == [row]


def test_labels_are_numbered_densely_where_the_proto_leaves_gaps() -> None:
    assert SOURCE_NAMES == ("UNKNOWN_SOURCE", "CODECHEF", "CODEFORCES", "HACKEREARTH", "CODEJAM", "ATCODER", "AIZU")
    assert LANGUAGE_NAMES == ("UNKNOWN_LANGUAGE", "PYTHON", "CPP", "PYTHON3", "JAVA")
    assert (Source.ATCODER.value, Source.AIZU.value) == (6, 7)
    assert [to_row(Problem(name="", description="", source=one))["source"] for one in (Source.ATCODER, Source.AIZU)] == [5, 6]
    for letter, dense in zip("ABCDEFGHIJKLMNOPQRSTUV", range(7, 29), strict=True):
        assert DIFFICULTY_NAMES[dense] == letter
        assert Difficulty[letter].value == (dense if letter <= "K" else dense + 1)
    assert len(DIFFICULTY_NAMES) == 29


@moderate
@given(base_problems, st.permutations(SOURCE_NAMES), st.permutations(DIFFICULTY_NAMES), st.permutations(LANGUAGE_NAMES))
def test_labels_are_read_by_name_whatever_their_numbers(
    problem: Problem, sources: list[str], difficulties: list[str], languages: list[str]
) -> None:
    row = to_row(problem)
    row["source"] = sources.index(problem.source.name)
    row["difficulty"] = difficulties.index(problem.difficulty.name)
    for column, solutions in (("solutions", problem.solutions), ("incorrect_solutions", problem.incorrect_solutions)):
        row[column]["language"] = [languages.index(one.language.name) for one in solutions]
    assert from_row(row, LabelNames(tuple(sources), tuple(difficulties), tuple(languages))) == problem


def _class_label(names: tuple[str, ...]) -> dict[str, Any]:
    return {"names": list(names), "_type": "ClassLabel"}


@pytest.mark.parametrize(
    "solutions",
    [
        {"language": {"feature": _class_label(("JAVA", "CPP")), "_type": "List"}, "solution": {}},
        {"feature": {"language": _class_label(("JAVA", "CPP")), "solution": {}}, "_type": "Sequence"},
    ],
    ids=["a struct of lists", "a sequence of structs"],
)
def test_class_names_come_from_the_files_metadata(solutions: dict[str, Any]) -> None:
    features = {"source": _class_label(("AIZU", "CODEJAM")), "solutions": solutions}
    metadata = {"huggingface": json.dumps({"info": {"features": features}})}
    names = LabelNames.of(SCHEMA.with_metadata(metadata))
    assert names == LabelNames(source=("AIZU", "CODEJAM"), language=("JAVA", "CPP"))
    assert LabelNames.of(SCHEMA) == LabelNames.of(SCHEMA.remove_metadata()) == LabelNames()


@pytest.mark.parametrize("metadata", [b"no json", b"[]", b"\xff", b'{"info": {"features": {"source": {"names": null}}}}'])
def test_class_names_that_cannot_be_read_are_no_reason_to_guess(metadata: bytes) -> None:
    with pytest.raises(LayoutError, match="metadata 'huggingface'"):
        LabelNames.of(SCHEMA.with_metadata({b"huggingface": metadata}))


@pytest.mark.parametrize("column", COLUMN_NAMES)
def test_a_missing_column_is_quoted(column: str) -> None:
    place = SCHEMA.get_field_index(column)
    with pytest.raises(LayoutError, match=f"column '{column}' is missing; found "):
        check_layout(SCHEMA.remove(place))


@pytest.mark.parametrize("column", COLUMN_NAMES)
@pytest.mark.parametrize("kind", [pa.binary(), pa.list_(pa.int8()), pa.struct([("input", pa.string())])], ids=str)
def test_a_wrong_type_is_quoted_with_the_expected_one(column: str, kind: pa.DataType) -> None:
    place = SCHEMA.get_field_index(column)
    with pytest.raises(LayoutError) as caught:
        check_layout(SCHEMA.set(place, pa.field(column, kind)))
    assert str(caught.value) == f"column {column!r} has type {kind}, expected {SCHEMA.field(column).type}"


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("name", pa.int64()),
        ("source", pa.string()),
        ("cf_points", pa.int64()),
        ("cf_rating", pa.float32()),
        ("is_description_translated", pa.int64()),
        ("time_limit", pa.struct([("seconds", pa.int64())])),
        ("time_limit", pa.struct([("seconds", pa.int64()), ("nanos", pa.string())])),
    ],
    ids=str,
)
def test_types_that_only_resemble_are_refused(column: str, kind: pa.DataType) -> None:
    with pytest.raises(LayoutError, match=f"column '{column}' has type"):
        check_layout(SCHEMA.set(SCHEMA.get_field_index(column), pa.field(column, kind)))


def test_no_columns_at_all_are_a_layout_error() -> None:
    with pytest.raises(LayoutError, match="found no columns"):
        check_layout(pa.schema([]))


@pytest.mark.parametrize("column", ["public_tests", "private_tests", "generated_tests"])
@pytest.mark.parametrize(("inputs", "outputs"), [(["1", "2"], ["1"]), ([], ["1"]), (["1"], None)])
def test_unequal_lists_of_tests_are_quoted(column: str, inputs: list[str], outputs: list[str] | None) -> None:
    row = {**to_row(PLAIN), "name": "1575_A. Another", column: {"input": inputs, "output": outputs}}
    sizes = f"{len(inputs)} inputs but {len(outputs or [])} outputs"
    with pytest.raises(LayoutError, match=f"problem '1575_A. Another': {column} has {sizes}"):
        from_row(row)


@pytest.mark.parametrize("column", ["solutions", "incorrect_solutions"])
def test_unequal_lists_of_solutions_are_quoted(column: str) -> None:
    with pytest.raises(LayoutError, match=f"problem 'a': {column} has 2 languages but 1 solutions"):
        from_row({**to_row(PLAIN), column: {"language": [0, 1], "solution": ["x"]}})


@pytest.mark.parametrize(
    ("column", "value", "quoted"),
    [
        ("source", 7, "source 7 is outside 0..6"),
        ("source", -1, "source -1 is outside 0..6"),
        ("difficulty", 29, "difficulty 29 is outside 0..28"),
        ("solutions", {"language": [5], "solution": [""]}, "solutions language 5 is outside 0..4"),
        ("cf_tags", ["dp", None], "cf_tags has no text at place 1"),
        ("private_tests", {"input": [None], "output": [""]}, "private_tests has no text at place 0"),
        ("incorrect_solutions", {"language": [0], "solution": [None]}, "incorrect_solutions has no text at place 0"),
        ("memory_limit_bytes", -5, "memory_limit_bytes must be positive, got -5"),
        ("time_limit", {"seconds": -1, "nanos": 0}, "time_limit_ns must be positive, got -1000000000"),
    ],
)
def test_a_value_that_makes_no_sense_is_quoted_with_its_problem(column: str, value: Any, quoted: str) -> None:
    with pytest.raises(LayoutError) as caught:
        from_row({**to_row(PLAIN), column: value})
    assert str(caught.value) == f"problem 'a': {quoted}"


def test_a_class_name_that_is_not_ours_is_quoted_only_where_it_is_used() -> None:
    names = LabelNames(source=("UNKNOWN_SOURCE", "TOPCODER"))
    assert from_row(to_row(PLAIN), names) == PLAIN
    with pytest.raises(LayoutError, match="source 'TOPCODER' is not one of UNKNOWN_SOURCE, CODECHEF"):
        from_row({**to_row(PLAIN), "source": 1}, names)


def test_absent_values_are_read_as_the_layouts_defaults() -> None:
    absent = dict.fromkeys(COLUMN_NAMES)
    assert from_row(absent) == Problem(name="", description="")


@moderate
@given(st.integers(1, 2**63 - 1))
def test_the_time_limit_is_exact_in_nanoseconds(nanoseconds: int) -> None:
    problem = Problem(name="", description="", limits=Limits(nanoseconds))
    row = to_row(problem)
    assert row["time_limit"] == {"seconds": nanoseconds // NANOSECONDS, "nanos": nanoseconds % NANOSECONDS}
    assert from_row(row).limits.time_limit_ns == nanoseconds


def test_what_the_layout_has_no_value_for_becomes_unknown() -> None:
    row = to_row(Problem(name="", description="", solutions=(Solution(Language.C, "int main;", Label.CORRECT, "me", "a.c"),)))
    assert row["solutions"] == {"language": [0], "solution": ["int main;"]}
