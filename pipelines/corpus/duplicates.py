"""Whole files that are the same but for white space: of each only the earliest is kept (the paper's cleaning of its corpus).

Nothing but 33 bytes a file is looked at, a range of digests at a time, so the memory does not grow with the corpus. Which
file is kept depends on the files alone: the earliest, and of those of one day the first in the order of the input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq

from pipelines.corpus.records import UNITE, Losses
from pipelines.corpus.staging import load_keys, rows_path

ROWS_AT_ONCE = 4_000_000
PLACES = np.dtype([("task", "<u4"), ("row", "<u4"), ("of_task", "<u4"), ("of_row", "<u4")])
"""A duplicate, and the row that is kept of its kind."""

NearDuplicates = Callable[[Iterator[tuple[int, str]]], Iterable[Sequence[int]]]
"""What finds texts that are nearly the same: numbered texts in, one at a time; out come groups of the numbers of such texts.

A number may be in one group at most. Of each group the earliest is kept.
"""


def ranges_of(rows: int) -> list[tuple[int, int]]:
    """The ranges of the upper halves of digests, first and last, each with about `ROWS_AT_ONCE` of so many rows."""
    count = 1 + rows // ROWS_AT_ONCE
    edges = [(1 << 64) * number // count for number in range(count + 1)]
    return [(first, last - 1) for first, last in pairwise(edges)]


def same_texts(folder: Path, numbers: Iterable[int], first: int, last: int) -> npt.NDArray[Any]:
    """The duplicates among the rows of some tasks whose digests' upper halves are in a range, in order."""
    pieces, owners = [], []
    for number in sorted(numbers):
        keys = load_keys(folder, number)
        high = np.ascontiguousarray(keys["high"])
        begin, end = np.searchsorted(high, [np.uint64(first), np.uint64(last)], side="left")
        end += np.count_nonzero(high[end:] == np.uint64(last))
        pieces.append(keys[begin:end])
        owners.append(np.full(end - begin, number, np.uint32))
    if not pieces:
        return np.empty(0, PLACES)
    return _later(np.concatenate(pieces), np.concatenate(owners))


def _later(keys: npt.NDArray[Any], tasks: npt.NDArray[np.uint32]) -> npt.NDArray[Any]:
    """All but the earliest of each digest."""
    order = np.lexsort((keys["row"], tasks, keys["day"], keys["low"], keys["high"]))
    keys, tasks = keys[order], tasks[order]
    fresh = np.ones(len(keys), np.bool_)
    fresh[1:] = (keys["high"][1:] != keys["high"][:-1]) | (keys["low"][1:] != keys["low"][:-1])
    original = np.maximum.accumulate(np.where(fresh, np.arange(len(keys)), 0))
    later = np.flatnonzero(~fresh)
    found = np.empty(len(later), PLACES)
    found["task"], found["row"] = tasks[later], keys["row"][later]
    found["of_task"], found["of_row"] = tasks[original[later]], keys["row"][original[later]]
    return found[np.lexsort((found["row"], found["task"]))]


def kept_keys(folder: Path, number: int, duplicates: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The keys of those rows of a task that are no duplicates, in order of the rows."""
    keys = np.sort(load_keys(folder, number), order="row")
    mine = duplicates["row"][duplicates["task"] == number]
    kept: npt.NDArray[Any] = keys[~np.isin(keys["row"], mine)]
    return kept


def nearly_same_texts(folder: Path, numbers: Iterable[int], exact: npt.NDArray[Any], find: NearDuplicates) -> npt.NDArray[Any]:
    """The duplicates that `find` sees among the rows that are no exact ones, in order."""
    places: list[tuple[int, int, int]] = []
    groups = find(_numbered(folder, numbers, exact, places))
    found = []
    for group in groups:
        day_task_row = sorted(places[number] for number in set(group))
        _, of_task, of_row = day_task_row[0]
        found += [(task, row, of_task, of_row) for _, task, row in day_task_row[1:]]
    return np.array(sorted(found), PLACES)


def _numbered(
    folder: Path, numbers: Iterable[int], exact: npt.NDArray[Any], places: list[tuple[int, int, int]]
) -> Iterator[tuple[int, str]]:
    """The texts of the rows that are left, numbered; `places` gets day, task and row of each."""
    for task in sorted(numbers):
        days = {int(key["row"]): int(key["day"]) for key in kept_keys(folder, task, exact)}
        row = 0
        if not days:
            continue
        with pq.ParquetFile(rows_path(folder, task)) as file:
            for batch in file.iter_batches(256, columns=["content"], use_threads=False):
                for text in batch.column(0):
                    if row in days:
                        places.append((days[row], task, row))
                        yield len(places) - 1, text.as_py()
                    row += 1


def tell_duplicates(folder: Path, number: int, duplicates: npt.NDArray[Any], reason: str, losses: Losses) -> None:
    """Count the duplicates of a task, for each repository with the path of one and of its original."""
    mine = duplicates[duplicates["task"] == number]
    if not len(mine):
        return
    names = _names(folder, number)
    told: set[str] = set()
    for one in mine:
        repository, path = names[one["row"]]
        detail = ""
        if repository not in told:
            told.add(repository)
            detail = "the same as " + "/".join(_names(folder, int(one["of_task"]), int(one["of_row"]))[0])
        losses.add(repository, UNITE, reason, path, detail)


def _names(folder: Path, number: int, row: int | None = None) -> list[tuple[str, str]]:
    """Repository and path of all rows of a task, or of one."""
    with pq.ParquetFile(rows_path(folder, number)) as file:
        group, first = None, 0
        if row is not None:
            group = 0
            while row >= first + file.metadata.row_group(group).num_rows:
                first += file.metadata.row_group(group).num_rows
                group += 1
        columns = ["repository", "path"]
        table = file.read(columns, use_threads=False) if group is None else file.read_row_group(group, columns)
        if row is not None:
            table = table.slice(row - first, 1)
        return list(zip(table.column(0).to_pylist(), table.column(1).to_pylist(), strict=True))
