"""The statements and solutions of a built dataset, of the problems that a corpus must not hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.corpus.exclusion import Problem
from pipelines.corpus.settings import CorpusError
from schemas.parquet import Dataset, open_problems
from schemas.problem import Split

_COLUMNS = ["name", "description", "untranslated_description", "solutions", "incorrect_solutions"]
_ROWS_AT_ONCE = 4
_EVALUATION = {Split.VALID, Split.TEST}


def problems_of(folder: Path, splits: Sequence[str] = ()) -> Iterator[Problem]:
    """The problems of some splits, with the solutions that were held out. Tests are not read: they can be anybody's numbers.

    Without a split: those of valid and test, or all of a dataset that has neither. Raises DatasetError, and CorpusError where
    there is no such problem.
    """
    dataset = Dataset(folder)
    has = {split for split, _ in dataset.shards()}
    wanted = {Split(split) for split in splits} or has & _EVALUATION or has
    held_out: dict[str, list[str]] = defaultdict(list)
    for row in dataset.table("held_out"):
        held_out[row["problem"]].append(row["source"])
    count = 0
    for path in (path for split, path in dataset.shards() if split in wanted):
        with path.open("rb") as file:
            parquet, _ = open_problems(file, str(path))
            for batch in parquet.iter_batches(_ROWS_AT_ONCE, columns=_COLUMNS):
                for row in batch.to_pylist():
                    count += 1
                    solutions = (*row["solutions"]["solution"], *row["incorrect_solutions"]["solution"], *held_out[row["name"]])
                    yield Problem(row["name"], (row["description"], row["untranslated_description"]), solutions)
    if not count:
        names = ", ".join(sorted(split.value for split in has)) or "no split at all"
        raise CorpusError(
            f"{folder}: no problem in {', '.join(sorted(splits)) or 'it'} that could be excluded; "
            f"it has {names}: name other splits, or leave the dataset out"
        )
