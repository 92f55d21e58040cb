"""Parquet in the CodeContests layout: the released dataset or one of ours, local or `gs://`.

The released one (Li et al. 2022, Hugging Face deepmind/code_contests, CC BY 4.0) has its class names in the dataset card alone:
its numbers are read by the names of `schemas.code_contests`. Licence and origin are what the card `README.md` beside the files
says, in the folder of the files or the one around it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.sources import yaml_values
from pipelines.sources.reading import InputError, Part, Source, rejected
from schemas.code_contests import LayoutError
from schemas.parquet import DatasetError, open_problems, read_row_group
from schemas.problem import Problem
from schemas.rejection import Rejection

_CARD_HEAD = 1 << 16


def parts(path: str) -> list[Part]:
    """One part per row group of every parquet file that `path` (a file, a pattern or a folder) names."""
    found: list[Part] = []
    for file in _files(path):
        with _open(file) as handle:
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


def _open(file: str) -> Any:
    from apache_beam.io.filesystems import FileSystems  # here, for it takes a second, and no other source needs it

    return FileSystems.open(file, mime_type="application/octet-stream")


def _files(path: str) -> list[str]:
    from apache_beam.io.filesystem import BeamIOError
    from apache_beam.io.filesystems import FileSystems

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
    license_, origin = card_facts(part.path)
    with _open(part.path) as handle:
        try:
            parquet, names = open_problems(handle, part.path)
            for problem in read_row_group(parquet, names, part.place):
                yield dataclasses.replace(problem, license=license_, origin=origin)
                done += 1
        except (DatasetError, LayoutError, pa.ArrowException, OSError, ValueError) as error:
            detail = f"reading of row group {part.place} stops at row {done}: {_first_line(error)}"
            yield rejected(f"{part.path}:{part.place}", "damaged_file", detail)


def card_facts(file: str) -> tuple[str, str]:
    """(licence, name) from the head of the dataset card that a local file belongs to, "" for what it does not say."""
    for folder in Path(file).parents[:2]:
        try:
            head = (folder / "README.md").read_text(encoding="utf-8")[:_CARD_HEAD].split("---\n", 2)
            facts = yaml_values.load(head[1], "README.md") if len(head) == 3 and not head[0] else {}
            stated = yaml_values.words(facts.get("license"), "license")
            return " ".join(stated), yaml_values.plain(facts.get("pretty_name") or "", "pretty_name")
        except (OSError, ValueError):  # none there, or none that can be read: then nothing is known
            continue
    return "", ""


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


CODECONTESTS = Source("parquet in the CodeContests layout: a file, a pattern or a folder, local or gs://", parts, read)
