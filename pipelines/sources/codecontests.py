"""Parquet in the CodeContests layout: the released dataset or one of ours, local or `gs://`."""

from __future__ import annotations

from collections.abc import Iterator

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
            found += [Part(file, place) for place in range(parquet.num_row_groups)]
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
        files = sorted(one.path for one in matches if one.path.endswith(".parquet"))
        if files:
            return files
    raise InputError(f"{path}: no parquet file there; expected a file, a pattern or a folder of them")


def read(part: Part) -> Iterator[Problem | Rejection]:
    """The problems of one row group."""
    with FileSystems.open(part.path, mime_type="application/octet-stream") as handle:
        try:
            parquet, names = open_problems(handle, part.path)
            yield from read_row_group(parquet, names, part.place)
        except (DatasetError, LayoutError, pa.ArrowInvalid, OSError, ValueError) as error:
            yield rejected(f"{part.path}:{part.place}", "damaged_file", str(error).splitlines()[0])


CODECONTESTS = Source("parquet in the CodeContests layout: a file, a pattern or a folder, local or gs://", parts, read)
