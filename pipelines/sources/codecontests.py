"""Parquet in the CodeContests layout: the released dataset or one of ours, local or `gs://`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from apache_beam.io.filesystem import BeamIOError
from apache_beam.io.filesystems import FileSystems

from pipelines.sources.reading import InputError, Part, Source, rejected
from schemas.code_contests import LayoutError
from schemas.parquet import DatasetError, open_problems, read_row_group
from schemas.problem import Problem
from schemas.rejection import Rejection


def parts(path: str) -> list[Part]:
    """One part per row group of every parquet file that `path` (a file, a pattern or a folder) names."""
    found: list[Part] = []
    for file in _files(path):
        with FileSystems.open(file, mime_type="application/octet-stream") as handle:
            try:
                parquet, _ = open_problems(handle, file)
            except DatasetError as error:
                raise InputError(str(error)) from error
            except pa.ArrowException as error:
                raise InputError(f"{file}: not a readable parquet file ({_first_line(error)})") from error
            groups = range(parquet.num_row_groups)
            found += [Part(file, place) for place in groups if parquet.metadata.row_group(place).num_rows]
    if not found:
        raise InputError(f"{path}: no rows in it")
    return found


def _files(path: str) -> list[str]:
    folder = path.rstrip("/")
    for pattern in (path, f"{folder}/*.parquet", f"{folder}/data/*.parquet"):
        try:
            matches = FileSystems.match([pattern])[0].metadata_list
        except (BeamIOError, ValueError) as error:
            hint = "; install codequorum[gcp] to read gs:// paths" if path.startswith("gs://") else ""
            raise InputError(f"{path}: cannot be listed ({error}){hint}") from error
        files = sorted(one.path for one in matches if one.path.endswith(".parquet") and not Path(one.path).is_dir())
        if files:
            return files
    raise InputError(f"{path}: no parquet file there; expected a file, a pattern or a folder of them")


def read(part: Part) -> Iterator[Problem | Rejection]:
    """The problems of one row group, up to the first that cannot be read."""
    done = 0
    with FileSystems.open(part.path, mime_type="application/octet-stream") as handle:
        try:
            parquet, names = open_problems(handle, part.path)
            for problem in read_row_group(parquet, names, part.place):
                yield problem
                done += 1
        except (DatasetError, LayoutError, pa.ArrowException, OSError, ValueError) as error:
            detail = f"reading of row group {part.place} stops at row {done}: {_first_line(error)}"
            yield rejected(f"{part.path}:{part.place}", "damaged_file", detail)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


CODECONTESTS = Source("parquet in the CodeContests layout: a file, a pattern or a folder, local or gs://", parts, read)
