"""Programs that a model wrote for problems, as parquet: what sampling leaves and evaluation reads.

A folder of samples holds files `*.parquet` in the layout SAMPLES, in any number and of any names; samples of one problem should
lie together. Inputs that samples are told apart by (CLUSTER_INPUTS) are a file of their own, for any test-input model may make
them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.digest import digest
from schemas.language import Language
from schemas.parquet import DatasetError, write_table
from schemas.text import excerpt, unstorable

SAMPLES = pa.schema(
    [
        ("problem", pa.string()),
        ("sample_id", pa.string()),
        ("language", pa.string()),
        ("source", pa.string()),
        ("prompt", pa.string()),
        ("rating", pa.int32()),
        ("tags", pa.list_(pa.string())),
        ("temperature", pa.float64()),
        ("seed", pa.int64()),
        ("log_probability", pa.float64()),
        ("length", pa.int32()),
        ("score", pa.float64()),
        ("checkpoint", pa.string()),
    ]
)
CLUSTER_INPUTS = pa.schema([("problem", pa.string()), ("input", pa.string())])
FOOTER_BYTES = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One program that a model wrote. `sample_id` is unique within a problem; (checkpoint, seed, sample_id) make it again.

    `prompt`, `rating` (0: none) and `tags` are what the model was told, `temperature` that of the draw, `log_probability` the
    natural logarithm of the program's under the untempered model, `length` in tokens, `score` the value head's estimate, in
    0..1, that the program is right. None where it is not known. Raises ValueError for what no parquet file could hold or no
    reader would expect: a lone surrogate, a number that is none.
    """

    problem: str
    sample_id: str
    language: Language
    source: str
    prompt: str = ""
    rating: int = 0
    tags: tuple[str, ...] = ()
    temperature: float | None = None
    seed: int = 0
    log_probability: float | None = None
    length: int = 0
    score: float | None = None
    checkpoint: str = ""

    def __post_init__(self) -> None:
        for text in (self.problem, self.sample_id, self.source, self.prompt, self.checkpoint, *self.tags):
            why = unstorable(text)
            if why:
                raise ValueError(f"sample {self.sample_id!r} of {self.problem!r}: {why}")
        for name in ("temperature", "score"):
            value = getattr(self, name)
            if value is not None and not math.isfinite(value):
                raise ValueError(f"sample {self.sample_id!r} of {self.problem!r}: {name} is {value}, which is no number")

    @property
    def program(self) -> str:
        """Identity of the program: language and text, byte for byte; equal to the digest of such a `Solution`."""
        return digest(self.language.value, self.source)


def sample_row(sample: Sample) -> dict[str, Any]:
    """A sample as a row of SAMPLES."""
    row = {name: getattr(sample, name) for name in SAMPLES.names}
    return {**row, "language": sample.language.name, "tags": list(sample.tags)}


def sample_from_row(row: Mapping[str, Any]) -> Sample:
    """The inverse of `sample_row`. Raises KeyError for a language that is none of ours."""
    return Sample(**{**row, "language": Language[row["language"]], "tags": tuple(row["tags"] or ())})


def write_samples(file: BinaryIO, samples: Iterable[Sample]) -> int:
    """Write one file of samples; the number of rows. No more than a row group is held in memory."""
    return write_table(file, SAMPLES, map(sample_row, samples))


class SamplePart(NamedTuple):
    """A row group of a file: the unit in which samples are read by many workers."""

    path: str
    row_group: int


class SampleFolder:
    """A folder of samples. Raises DatasetError where it is none, or a file in it has another layout."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths = sorted(folder.glob("*.parquet")) if folder.is_dir() else []
        if not self.paths:
            raise DatasetError(f"{folder}: no *.parquet in it, so no samples; give the folder that sampling wrote")
        self._metadata = {path: _checked(path, SAMPLES).metadata for path in self.paths}

    def parts(self) -> list[SamplePart]:
        """All row groups, in order."""
        return [SamplePart(str(path), number) for path, one in self._metadata.items() for number in range(one.num_row_groups)]

    def rows(self) -> int:
        """How many samples there are."""
        return sum(one.num_rows for one in self._metadata.values())

    def has_scores(self) -> bool:
        """Whether any sample has a score."""
        columns = (read_part(part, ["score"]).column("score") for part in self.parts())
        return any(column.null_count < len(column) for column in columns)

    def fingerprint(self) -> str:
        """Identity of the folder: names, sizes and ends of its files, where parquet keeps places and ranges of all columns."""
        parts: list[str | bytes | int] = []
        for path in self.paths:
            with path.open("rb") as file:
                size = path.stat().st_size
                file.seek(max(0, size - FOOTER_BYTES))
                parts += [path.name, size, file.read()]
        return digest(*parts)

    def samples(self) -> Iterator[Sample]:
        """Every sample, in the order of files and rows. Raises DatasetError for a row that makes no sense."""
        for part in self.parts():
            for row in read_part(part).to_pylist():
                try:
                    yield sample_from_row(row)
                except (KeyError, TypeError, ValueError) as error:
                    raise DatasetError(f"{part.path}: not a sample: {excerpt(str(error))}") from error


def _checked(path: Path, schema: pa.Schema) -> pq.ParquetFile:
    try:
        parquet = pq.ParquetFile(path)
    except (pa.ArrowInvalid, pa.ArrowIOError, OSError) as error:
        raise DatasetError(f"{path}: not a readable parquet file ({str(error).partition(chr(10))[0]})") from error
    found = parquet.schema_arrow
    for field in schema:
        place = found.get_field_index(field.name)
        if place < 0:
            raise DatasetError(f"{path}: no column {field.name!r}; it needs {', '.join(schema.names)}")
        if not _alike(found.field(place).type, field.type):
            raise DatasetError(f"{path}: column {field.name!r} holds {found.field(place).type}, expected {field.type}")
    return parquet


def _alike(found: pa.DataType, wanted: pa.DataType) -> bool:
    """The same but for the widths that other writers choose."""
    if pa.types.is_list(wanted):
        return bool(pa.types.is_list(found) or pa.types.is_large_list(found)) and _alike(found.value_type, wanted.value_type)
    for is_kind in (pa.types.is_integer, pa.types.is_floating):
        if is_kind(wanted):
            return bool(is_kind(found))
    return bool(pa.types.is_string(found) or pa.types.is_large_string(found))


def read_part(part: SamplePart, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of a row group, some of its columns. Raises DatasetError where the file is damaged."""
    try:
        with pq.ParquetFile(part.path) as parquet:
            return parquet.read_row_group(part.row_group, columns=list(columns or SAMPLES.names))
    except (pa.ArrowInvalid, pa.ArrowIOError, OSError, IndexError) as error:
        raise DatasetError(f"{part.path}: row group {part.row_group} cannot be read ({error})") from error


def write_cluster_inputs(file: BinaryIO, inputs: Mapping[str, Sequence[str]]) -> int:
    """Write the inputs by which samples of problems are told apart; the number of rows."""
    rows = ({"problem": name, "input": text} for name, texts in inputs.items() for text in texts)
    return write_table(file, CLUSTER_INPUTS, rows)


def read_cluster_inputs(path: Path) -> dict[str, tuple[str, ...]]:
    """Problem -> its inputs in their order. Raises DatasetError where the file is missing or has another layout."""
    found: dict[str, list[str]] = defaultdict(list)
    with _checked(path, CLUSTER_INPUTS) as parquet:
        for batch in parquet.iter_batches(columns=CLUSTER_INPUTS.names):
            for row in batch.to_pylist():
                found[row["problem"]].append(row["input"])
    return {name: tuple(texts) for name, texts in found.items()}
