"""Writes and reads a dataset's parquet files: base shards and sidecar tables, joined back into problems.

Rows are big (a problem can hold megabytes of tests), so row groups are cut by bytes and everything streams.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.code_contests import SCHEMA, LabelNames, LayoutError, check_layout, from_row, to_row
from schemas.problem import Problem, Solution, Split, Test
from schemas.sidecars import (
    Row,
    checker_from_json,
    official_test_from_row,
    published_from_row,
    solution_from_row,
)

ROW_GROUP_BYTES = 64 << 20
"""Characters of text: what a reader has to hold of a file at once."""
PAGE_BYTES = 4 << 20
COMPRESSION_LEVEL = 3
MOST_ROW_BYTES = (1 << 31) - 1
_SHORT_COLUMNS = ("name", "source", "difficulty", "cf_contest_id", "cf_rating")
_LONG_COLUMNS = frozenset({"checker", "detail", "input", "item", "output", "prompt", "sample", "source", "text"})
"""Columns of the other tables whose least and greatest value would tell nobody anything, and cost as much as a row each."""


class DatasetError(ValueError):
    """A file or folder that is not what it should be. The message quotes it and says what to do."""


class TableWriter:
    """Writes rows to a parquet file as they come; what is held at once is a row group of about ROW_GROUP_BYTES.

    A single row with more than 2^31 bytes in one column would be written and could never be read: ValueError.
    """

    def __init__(self, file: BinaryIO, schema: pa.Schema, short_columns: Sequence[str] | None = None) -> None:
        self._schema = schema
        self._writer = pq.ParquetWriter(
            file,
            schema,
            compression="zstd",
            compression_level=COMPRESSION_LEVEL,
            data_page_size=PAGE_BYTES,
            write_statistics=list(_short(schema) if short_columns is None else short_columns),
            write_page_index=True,
            store_schema=True,
        )
        self._held: list[Row] = []
        self._size = 0
        self.rows = 0

    def add(self, row: Row) -> None:
        """One row more."""
        size = _row_bytes(row)
        if size > MOST_ROW_BYTES:
            raise ValueError(
                f"{row.get('name', row.get('problem', 'a row'))}: {size} bytes of text, over {MOST_ROW_BYTES} in a row"
            )
        self._held.append(row)
        self._size += size
        self.rows += 1
        if self._size >= ROW_GROUP_BYTES:
            self._write()

    def _write(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._held, schema=self._schema))
        self._held, self._size = [], 0

    def close(self) -> int:
        """End the file, which without a row has no row group (`datasets` cannot read an empty one); the number of rows."""
        if self._held:
            self._write()
        self._writer.close()
        return self.rows


def _short(schema: pa.Schema) -> Iterator[str]:
    """The columns that statistics are worth their bytes for."""
    return (one.name for one in schema if not pa.types.is_nested(one.type) and one.name not in _LONG_COLUMNS)


def problem_writer(file: BinaryIO) -> TableWriter:
    """A writer for a base shard in the CodeContests layout: rows by `to_row`."""
    return TableWriter(file, SCHEMA, _SHORT_COLUMNS)


def write_problems(file: BinaryIO, problems: Iterable[Problem]) -> int:
    """Write a base shard in the CodeContests layout; the number of rows."""
    return _all(problem_writer(file), map(to_row, problems))


def write_table(file: BinaryIO, schema: pa.Schema, rows: Iterable[Row]) -> int:
    """Write a sidecar table; the number of rows."""
    return _all(TableWriter(file, schema), rows)


def _all(writer: TableWriter, rows: Iterable[Row]) -> int:
    for row in rows:
        writer.add(row)
    return writer.close()


def _row_bytes(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_row_bytes, value.values()))
    if isinstance(value, list):
        return sum(map(_row_bytes, value))
    return 8


@contextlib.contextmanager
def _reading(what: str) -> Iterator[None]:
    """Raises DatasetError naming `what` where pyarrow or the layout finds fault with it."""
    try:
        yield
    except (pa.ArrowInvalid, pa.ArrowIOError, OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{what}: not a readable parquet file ({str(error).partition(chr(10))[0]})") from error
    except LayoutError as error:
        raise DatasetError(f"{what}: not in the CodeContests layout: {error}") from error


def open_problems(file: Any, what: str) -> tuple[pq.ParquetFile, LabelNames]:
    """A base parquet file, checked. Raises DatasetError naming `what` where it is damaged or has another layout."""
    with _reading(what):
        parquet = pq.ParquetFile(file)
        check_layout(parquet.schema_arrow)
        return parquet, LabelNames.of(parquet.schema_arrow)


def read_row_group(parquet: pq.ParquetFile, names: LabelNames, row_group: int) -> Iterator[Problem]:
    """The problems of one row group, one at a time."""
    for batch in parquet.iter_batches(batch_size=1, row_groups=[row_group]):
        for row in batch.to_pylist():
            yield from_row(row, names)


class Dataset:
    """A dataset folder as `codequorum build` leaves it. Raises DatasetError where it is none or a file of it is damaged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / "manifest.json").is_file():
            raise DatasetError(f"{folder}: no manifest.json in it, so no finished dataset; run `codequorum build` first")

    def manifest(self) -> dict[str, Any]:
        """What its `manifest.json` says. Raises DatasetError where that is damaged or says no digest."""
        path = self.folder / "manifest.json"
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, RecursionError) as error:
            raise DatasetError(f"{path}: not JSON ({error}); build the dataset again") from error
        if not isinstance(found, dict) or "dataset_digest" not in found:
            raise DatasetError(f"{path}: no dataset_digest in it, so not a manifest of a dataset; build the dataset again")
        return found

    def shards(self) -> list[tuple[Split, Path]]:
        """The base files with their splits, in order."""
        found = []
        for split in Split:
            found += [(split, path) for path in sorted((self.folder / "data").glob(f"{split.value}-*.parquet"))]
        return found

    def table(self, name: str, folder: str = "sidecars") -> Iterator[Row]:
        """The rows of a sidecar table, all its parts in order; nothing where the dataset has none."""
        for path in sorted((self.folder / folder).glob(f"{name}-*.parquet")):
            with _reading(str(path)), path.open("rb") as file, pq.ParquetFile(file) as parquet:
                for batch in parquet.iter_batches(batch_size=256):
                    yield from batch.to_pylist()

    def _by_problem(self, name: str) -> dict[str, list[Row]]:
        grouped: dict[str, list[Row]] = defaultdict(list)
        for row in self.table(name):
            grouped[row["problem"]].append(row)
        return grouped

    def problems(self) -> Iterator[tuple[Split, Problem]]:
        """Every problem, with what the sidecars know of it joined in."""
        facts = {row["problem"]: row for row in self.table("problems")}
        solutions = self._by_problem("solutions")
        official = self._by_problem("official_tests")
        for split, path in self.shards():
            with _reading(str(path)), path.open("rb") as file:
                parquet, names = open_problems(file, str(path))
                for row_group in range(parquet.num_row_groups):
                    for problem in read_row_group(parquet, names, row_group):
                        yield (
                            split,
                            join(problem, facts.get(problem.name), solutions[problem.name], official[problem.name]),
                        )

    def held_out(self) -> dict[str, list[Solution]]:
        """The solutions that took no part in the build, by problem."""
        return {
            name: [solution_from_row(row, row["source"]) for row in rows] for name, rows in self._by_problem("held_out").items()
        }


def join(problem: Problem, facts: Row | None, solutions: list[Row], official: list[Row]) -> Problem:
    """A base row's problem with its sidecar rows; without any it comes back as it is."""
    if facts is None:
        return problem
    right = sorted((row for row in solutions if row["correct"]), key=lambda row: row["place"])
    wrong = sorted((row for row in solutions if not row["correct"]), key=lambda row: row["place"])
    return dataclasses.replace(
        problem,
        solutions=_rejoin(problem.solutions, right),
        incorrect_solutions=_rejoin(problem.incorrect_solutions, wrong),
        published=published_from_row(facts),
        license=facts["license"],
        origin=facts["origin"],
        interactive=facts["interactive"],
        checker=checker_from_json(facts["checker"]),
        official_tests=tuple(map(official_test_from_row, sorted(official, key=lambda row: row["place"]))),
    )


def _rejoin(solutions: tuple[Solution, ...], rows: list[Row]) -> tuple[Solution, ...]:
    if len(solutions) != len(rows):
        return solutions
    return tuple(solution_from_row(row, solution.source) for solution, row in zip(solutions, rows, strict=True))


def tests_of(problem: Problem, kinds: Iterable[str]) -> tuple[Test, ...]:
    """The tests of the named kinds (`public`, `private`, `generated`, `official`), in that order."""
    return tuple(test for kind in kinds for test in getattr(problem, f"{kind}_tests"))
