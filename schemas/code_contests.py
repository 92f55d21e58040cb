"""The parquet layout of `deepmind/code_contests` on Hugging Face: 20 base columns, as pyarrow schema and as rows.

Labels are written as there, numbered densely (ATCODER = 5, where the proto says 6), and are read *by name*: from the class
names in the file's own `huggingface` metadata where it has them. Absent scalars are 0 or "" in this layout. C, which the
reference has no language value for, is written as UNKNOWN_LANGUAGE; the sidecar table of solutions knows better.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from schemas.language import Language
from schemas.problem import NANOSECONDS, Difficulty, Label, Limits, Problem, Solution, Source, Test
from schemas.text import excerpt

SOURCE_NAMES = tuple(source.name for source in Source)
DIFFICULTY_NAMES = tuple(difficulty.name for difficulty in Difficulty)
LANGUAGE_NAMES = ("UNKNOWN_LANGUAGE", "PYTHON", "CPP", "PYTHON3", "JAVA")

_TESTS = pa.struct([("input", pa.list_(pa.string())), ("output", pa.list_(pa.string()))])
_SOLUTIONS = pa.struct([("language", pa.list_(pa.int64())), ("solution", pa.list_(pa.string()))])
_COLUMNS = [
    ("name", pa.string()),
    ("description", pa.string()),
    ("public_tests", _TESTS),
    ("private_tests", _TESTS),
    ("generated_tests", _TESTS),
    ("source", pa.int64()),
    ("difficulty", pa.int64()),
    ("solutions", _SOLUTIONS),
    ("incorrect_solutions", _SOLUTIONS),
    ("cf_contest_id", pa.int64()),
    ("cf_index", pa.string()),
    ("cf_points", pa.float32()),
    ("cf_rating", pa.int32()),
    ("cf_tags", pa.list_(pa.string())),
    ("is_description_translated", pa.bool_()),
    ("untranslated_description", pa.string()),
    ("time_limit", pa.struct([("seconds", pa.int64()), ("nanos", pa.int64())])),
    ("memory_limit_bytes", pa.int64()),
    ("input_file", pa.string()),
    ("output_file", pa.string()),
]
COLUMN_NAMES = tuple(name for name, _ in _COLUMNS)


class LayoutError(ValueError):
    """A table or a row that is not in the CodeContests layout. The message quotes the first column that differs."""


def _feature(kind: pa.DataType) -> Any:
    """The `datasets` feature of an arrow type, in the JSON form that `datasets` keeps in a file's metadata."""
    if pa.types.is_struct(kind):
        return {kind.field(place).name: _feature(kind.field(place).type) for place in range(kind.num_fields)}
    if pa.types.is_list(kind):
        return {"feature": _feature(kind.value_type), "_type": "Sequence"}
    return {"dtype": {"float": "float32"}.get(str(kind), str(kind)), "_type": "Value"}


def _features() -> dict[str, Any]:
    features = {name: _feature(kind) for name, kind in _COLUMNS}
    features["source"] = {"names": list(SOURCE_NAMES), "_type": "ClassLabel"}
    features["difficulty"] = {"names": list(DIFFICULTY_NAMES), "_type": "ClassLabel"}
    for column in ("solutions", "incorrect_solutions"):
        features[column]["language"]["feature"] = {"names": list(LANGUAGE_NAMES), "_type": "ClassLabel"}
    return features


SCHEMA = pa.schema(_COLUMNS, metadata={"huggingface": json.dumps({"info": {"features": _features()}})})
"""The 20 base columns, with the class names in the metadata key that `datasets` reads."""


@dataclass(frozen=True, slots=True)
class LabelNames:
    """The class names of the three label columns of a file, in the order of their numbers."""

    source: tuple[str, ...] = SOURCE_NAMES
    difficulty: tuple[str, ...] = DIFFICULTY_NAMES
    language: tuple[str, ...] = LANGUAGE_NAMES

    @staticmethod
    def of(schema: pa.Schema) -> LabelNames:
        """The names that a file's metadata give, or the released dataset's where it gives none.

        Raises LayoutError for metadata that cannot be read: any guess would mislabel problems.
        """
        raw = (schema.metadata or {}).get(b"huggingface", b"{}")
        try:
            return LabelNames._of_features(json.loads(raw).get("info", {}).get("features", {}))
        except (AttributeError, TypeError, ValueError) as error:
            quoted = excerpt(raw.decode("utf-8", "replace"))
            raise LayoutError(f"no class names can be read from the metadata 'huggingface': {quoted}") from error

    @staticmethod
    def _of_features(features: Mapping[str, Any]) -> LabelNames:
        solutions = features.get("solutions", {})
        solutions = solutions.get("feature", solutions)
        language = solutions.get("language", {})
        language = language.get("feature", language)
        return LabelNames(
            source=tuple(features.get("source", {}).get("names", SOURCE_NAMES)),
            difficulty=tuple(features.get("difficulty", {}).get("names", DIFFICULTY_NAMES)),
            language=tuple(language.get("names", LANGUAGE_NAMES)),
        )


def check_layout(schema: pa.Schema) -> None:
    """Raises LayoutError unless `schema` has the 20 base columns with compatible types, in any order."""
    for name, kind in _COLUMNS:
        place = schema.get_field_index(name)
        if place < 0:
            raise LayoutError(f"column {name!r} is missing; found {', '.join(schema.names) or 'no columns'}")
        if not _compatible(schema.field(place).type, kind):
            raise LayoutError(f"column {name!r} has type {schema.field(place).type}, expected {kind}")


def _compatible(found: pa.DataType, expected: pa.DataType) -> bool:
    """Equal up to the width of strings, lists and numbers: writers differ in these, readers do not care."""
    if pa.types.is_struct(expected):
        return pa.types.is_struct(found) and all(
            found.get_field_index(expected.field(place).name) >= 0
            and _compatible(found.field(expected.field(place).name).type, expected.field(place).type)
            for place in range(expected.num_fields)
        )
    if pa.types.is_list(expected):
        is_list = pa.types.is_list(found) or pa.types.is_large_list(found)
        return is_list and _compatible(found.value_type, expected.value_type)
    for same in (_is_text, pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean):
        if same(expected):
            return bool(same(found))
    return bool(found == expected)


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _tests_to_row(tests: Sequence[Test]) -> dict[str, list[str]]:
    return {"input": [test.input for test in tests], "output": [test.output for test in tests]}


def _texts(values: Sequence[str | None] | None, column: str) -> Sequence[Any]:
    values = values or []
    if None in values:
        raise LayoutError(f"{column} has no text at place {values.index(None)}")
    return values


def _tests_from_row(row: Mapping[str, Any], column: str) -> tuple[Test, ...]:
    tests = row[column] or {}
    inputs, outputs = _texts(tests.get("input"), column), _texts(tests.get("output"), column)
    if len(inputs) != len(outputs):
        raise LayoutError(f"{column} has {len(inputs)} inputs but {len(outputs)} outputs")
    return tuple(Test(*pair) for pair in zip(inputs, outputs, strict=True))


def _solutions_to_row(solutions: Sequence[Solution]) -> dict[str, list[Any]]:
    numbers = {name: number for number, name in enumerate(LANGUAGE_NAMES)}
    numbers[Language.PYPY3.name] = numbers[Language.PYTHON3.name]
    return {
        "language": [numbers.get(solution.language.name, 0) for solution in solutions],
        "solution": [solution.source for solution in solutions],
    }


def _solutions_from_row(row: Mapping[str, Any], column: str, names: LabelNames, label: Label) -> tuple[Solution, ...]:
    solutions = row[column] or {}
    numbers, sources = solutions.get("language") or [], _texts(solutions.get("solution"), column)
    if len(numbers) != len(sources):
        raise LayoutError(f"{column} has {len(numbers)} languages but {len(sources)} solutions")
    languages = [_member(Language, names.language, number, f"{column} language") for number in numbers]
    return tuple(Solution(language, source, label) for language, source in zip(languages, sources, strict=True))


def _name(names: Sequence[str], number: int, column: str) -> str:
    if not 0 <= number < len(names):
        raise LayoutError(f"{column} {number} is outside 0..{len(names) - 1}")
    return names[number]


def _member(enum: Any, names: Sequence[str], number: int | None, column: str) -> Any:
    name = _name(names, number or 0, column)
    if name not in enum.__members__:
        raise LayoutError(f"{column} {name!r} is not one of {', '.join(enum.__members__)}")
    return enum[name]


def to_row(problem: Problem) -> dict[str, Any]:
    """The base row of a problem. What the layout has no column for is left out; see `schemas.sidecars`."""
    seconds, nanos = divmod(problem.limits.time_limit_ns or 0, NANOSECONDS)
    return {
        "name": problem.name,
        "description": problem.description,
        "public_tests": _tests_to_row(problem.public_tests),
        "private_tests": _tests_to_row(problem.private_tests),
        "generated_tests": _tests_to_row(problem.generated_tests),
        "source": SOURCE_NAMES.index(problem.source.name),
        "difficulty": DIFFICULTY_NAMES.index(problem.difficulty.name),
        "solutions": _solutions_to_row(problem.solutions),
        "incorrect_solutions": _solutions_to_row(problem.incorrect_solutions),
        "cf_contest_id": problem.cf_contest_id,
        "cf_index": problem.cf_index,
        "cf_points": problem.cf_points,
        "cf_rating": problem.cf_rating,
        "cf_tags": list(problem.cf_tags),
        "is_description_translated": problem.is_description_translated,
        "untranslated_description": problem.untranslated_description,
        "time_limit": {"seconds": seconds, "nanos": nanos},
        "memory_limit_bytes": problem.limits.memory_limit_bytes or 0,
        "input_file": problem.input_file,
        "output_file": problem.output_file,
    }


def from_row(row: Mapping[str, Any], names: LabelNames | None = None) -> Problem:
    """The problem of a base row; `names` are the class names of the file it came from.

    Raises LayoutError, which quotes the problem, where a label is out of range, lists that belong together differ in length,
    a text is missing from a list or a limit is negative. `cf_points` is a 32-bit number in this layout, everything else comes
    back as it was written.
    """
    try:
        return _from_row(row, names or LabelNames())
    except ValueError as error:
        raise LayoutError(f"problem {excerpt(row['name'] or '')!r}: {error}") from error


def _from_row(row: Mapping[str, Any], names: LabelNames) -> Problem:
    time_limit = row["time_limit"] or {"seconds": 0, "nanos": 0}
    nanoseconds = (time_limit["seconds"] or 0) * NANOSECONDS + (time_limit["nanos"] or 0)
    return Problem(
        name=row["name"] or "",
        description=row["description"] or "",
        public_tests=_tests_from_row(row, "public_tests"),
        private_tests=_tests_from_row(row, "private_tests"),
        generated_tests=_tests_from_row(row, "generated_tests"),
        source=_member(Source, names.source, row["source"], "source"),
        difficulty=_member(Difficulty, names.difficulty, row["difficulty"], "difficulty"),
        solutions=_solutions_from_row(row, "solutions", names, Label.CORRECT),
        incorrect_solutions=_solutions_from_row(row, "incorrect_solutions", names, Label.INCORRECT),
        cf_contest_id=row["cf_contest_id"] or 0,
        cf_index=row["cf_index"] or "",
        cf_points=row["cf_points"] or 0.0,
        cf_rating=row["cf_rating"] or 0,
        cf_tags=tuple(_texts(row["cf_tags"], "cf_tags")),
        is_description_translated=bool(row["is_description_translated"]),
        untranslated_description=row["untranslated_description"] or "",
        limits=Limits(nanoseconds or None, row["memory_limit_bytes"] or None),
        input_file=row["input_file"] or "",
        output_file=row["output_file"] or "",
    )
