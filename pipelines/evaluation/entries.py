"""The programs among samples: each once, however often it was sampled, known by the place of its text.

Texts stay in the files that sampling wrote; an entry says where, so that a shuffle carries no programs.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa

from schemas.digest import digest
from schemas.execution import Program
from schemas.language import Language
from schemas.rejection import Rejection
from schemas.samples import SamplePart, read_part

STAGE = "samples"
_KEPT_ROW_GROUPS = 3
_PLACED = ("problem", "sample_id", "language", "source", "score", "log_probability", "checkpoint")


class Entry(NamedTuple):
    """A program of a problem. Path, row group and row are those of its first sample, whose id it has; `score` and
    `log_probability` the greatest of any, -inf where none has one; `copies` (checkpoint, samples) pairs in order."""

    program: str
    language: str
    path: str
    row_group: int
    row: int
    sample_id: str
    score: float
    log_probability: float
    copies: tuple[tuple[str, int], ...]

    @property
    def samples(self) -> int:
        """How many samples are this program."""
        return sum(count for _, count in self.copies)

    @property
    def place(self) -> tuple[str, int, int]:
        """Where its text is."""
        return self.path, self.row_group, self.row


def merge(entries: Iterable[Entry]) -> Entry | None:
    """One entry of several of the same program, in whatever order and bundles they come; None of none."""
    first: Entry | None = None
    copies: dict[str, int] = {}
    score = log_probability = float("-inf")
    for entry in entries:
        first = entry if first is None or entry.place < first.place else first
        score, log_probability = max(score, entry.score), max(log_probability, entry.log_probability)
        for checkpoint, count in entry.copies:
            copies[checkpoint] = copies.get(checkpoint, 0) + count
    if first is None:
        return None
    return first._replace(score=score, log_probability=log_probability, copies=tuple(sorted(copies.items())))


def entries_of(part: SamplePart, known: Collection[str]) -> Iterator[tuple[str, Entry] | Rejection]:
    """(problem, entry) of each sample of a row group, and a rejection for each that cannot be weighed.

    `known` are the problems of the dataset. Raises DatasetError where the file is damaged.
    """
    for row, sample in enumerate(read_part(part, _PLACED).to_pylist()):
        problem, source, sample_id = sample["problem"], sample["source"], sample["sample_id"] or ""
        if problem not in known:
            yield Rejection(problem or "", STAGE, "unknown_problem", "sample", sample_id)
        elif source is None:
            yield Rejection(problem, STAGE, "no_source", "sample", sample_id)
        elif sample["language"] not in Language.__members__:
            yield Rejection(problem, STAGE, "unknown_language", "sample", sample_id, repr(sample["language"]))
        else:
            language = sample["language"]
            yield (
                problem,
                Entry(
                    program=digest(Language[language].value, source),
                    language=language,
                    path=part.path,
                    row_group=part.row_group,
                    row=row,
                    sample_id=sample_id,
                    score=_or_least(sample["score"]),
                    log_probability=_or_least(sample["log_probability"]),
                    copies=((sample["checkpoint"] or "", 1),),
                ),
            )


def _or_least(value: float | None) -> float:
    return float("-inf") if value is None or value != value else value


class Texts:
    """Reads programs by their entries; some row groups are kept, for entries in order of their places share them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[SamplePart, pa.ChunkedArray] = OrderedDict()

    def programs(self, entries: Sequence[Entry]) -> Iterator[Program]:
        """The program of each entry, in order."""
        for entry in entries:
            yield Program(Language[entry.language], self._column(SamplePart(entry.path, entry.row_group))[entry.row].as_py())

    def _column(self, part: SamplePart) -> pa.ChunkedArray:
        column = self._kept.pop(part, None)
        if column is None:
            column = read_part(part, ["source"]).column("source")
        self._kept[part] = column
        while len(self._kept) > _KEPT_ROW_GROUPS:
            self._kept.popitem(last=False)
        return column
