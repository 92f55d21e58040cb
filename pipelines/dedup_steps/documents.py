"""Documents in: rows of parquet or JSON lines with an id and a text, or the problems of a dataset with their statements."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.sources.lines import line_parts, lines_of
from pipelines.sources.reading import InputError, LeftOut, Part
from schemas.rejection import Rejection, Subject
from schemas.text import excerpt

TEXT_COLUMNS = ("text", "description", "statement", "content", "source")
ID_COLUMNS = ("id", "name")
_LINES, _PARQUET = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"), (".parquet",)
_ROWS_AT_ONCE = 256


class Document(NamedTuple):
    """An id, and the text that is compared."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Where id and text stand; "" for the first column of the usual names, for the id else the row's place."""

    id: str = ""
    text: str = ""


def document_parts(path: str, columns: Columns) -> list[Part]:
    """Pieces that can be read on their own. Raises InputError where there is nothing to read or a column is missing."""
    found: list[Part] = []
    for file in _files(Path(path)):
        if file.name.endswith(_PARQUET):
            with _parquet(str(file)) as parquet:
                _chosen(columns, parquet.schema_arrow.names, str(file))
                rows = [parquet.metadata.row_group(place).num_rows for place in range(parquet.num_row_groups)]
            found += [Part(str(file), place) for place, count in enumerate(rows) if count]
        elif file.stat().st_size:
            found += line_parts(str(file))
    if not found:
        raise InputError(f"{path}: no rows in it")
    return found


def _files(place: Path) -> list[Path]:
    if place.is_file():
        if not place.name.endswith(_LINES + _PARQUET):
            raise InputError(f"{place}: the name says no kind of file; expected {', '.join(_LINES + _PARQUET)}, or a folder")
        return [place]
    if not place.is_dir():
        raise InputError(f"{place}: no such file or folder")
    for folder, kinds in ((place / "data", _PARQUET), (place, _PARQUET), (place, _LINES)):  # a dataset's own tables come first
        files = sorted(one for one in folder.glob("*") if one.name.endswith(kinds) and one.is_file())
        if files:
            return files
    raise InputError(f"{place}: neither parquet nor JSON lines in it; expected {', '.join(_LINES + _PARQUET)}")


@contextlib.contextmanager
def _parquet(path: str) -> Iterator[pq.ParquetFile]:
    try:
        with pq.ParquetFile(path) as parquet:
            yield parquet
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{path}: not a readable parquet file ({_first_line(error)})") from error


def _chosen(columns: Columns, names: Sequence[str], where: str) -> Columns:
    """The columns that there are. Raises InputError where one that is asked for, or any text, is missing."""
    text = columns.text or next((name for name in TEXT_COLUMNS if name in names), "")
    id = columns.id or next((name for name in ID_COLUMNS if name in names), "")
    for wanted, option in ((text, "text_column"), (id, "id_column")):
        if wanted and wanted not in names:
            raise InputError(f"{where}: no column {wanted!r}; --{option} can be one of {excerpt(', '.join(names), 200)}")
    if not text:
        raise InputError(f"{where}: no text among its columns {excerpt(', '.join(names), 200)}; name it by --text_column")
    return Columns(id, text)


def read_documents(part: Part, columns: Columns) -> Iterator[Document | Rejection]:
    """The documents of a part in their order, then what was left out of it, those alike summed up."""
    left_out = LeftOut(Path(part.path).name)
    rows = _parquet_rows(part, columns, left_out) if part.path.endswith(_PARQUET) else _json_rows(part, columns, left_out)
    for where, id, text in rows:
        if not isinstance(text, str):
            left_out.add("no_text", Subject.FILE, "", f"{where}: {excerpt(repr(text))} is no text")
        elif id is None or not isinstance(id, str | int):
            left_out.add("no_id", Subject.FILE, "", f"{where}: {excerpt(repr(id))} is no id")
        else:
            yield Document(str(id), text)
    yield from left_out.rejections()


def _parquet_rows(part: Part, columns: Columns, left_out: LeftOut) -> Iterator[tuple[str, Any, Any]]:
    name, number = Path(part.path).name, 0
    try:
        with _parquet(part.path) as parquet:
            chosen = _chosen(columns, parquet.schema_arrow.names, part.path)
            wanted = [one for one in (chosen.id, chosen.text) if one]
            for batch in parquet.iter_batches(_ROWS_AT_ONCE, row_groups=[part.place], columns=wanted):
                texts = batch.column(chosen.text).to_pylist()
                places = [f"{name}:{part.place}:{number + at}" for at in range(len(texts))]
                ids = batch.column(chosen.id).to_pylist() if chosen.id else places
                yield from zip(places, ids, texts, strict=True)
                number += len(texts)
    except InputError as error:
        left_out.add("damaged_file", Subject.FILE, "", f"row group {part.place} stops at row {number}: {error}")


def _json_rows(part: Part, columns: Columns, left_out: LeftOut) -> Iterator[tuple[str, Any, Any]]:
    where = f"{Path(part.path).name}:1"
    try:
        for where, line in lines_of(part):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                left_out.add("not_json", Subject.FILE, "", f"{where}: {excerpt(_first_line(error))}")
                continue
            if not isinstance(row, dict):
                left_out.add("not_an_object", Subject.FILE, "", f"{where}: {excerpt(repr(row))}")
                continue
            text = next((row[name] for name in ([columns.text] if columns.text else TEXT_COLUMNS) if name in row), None)
            names = [columns.id] if columns.id else ID_COLUMNS
            yield where, next((row[name] for name in names if name in row), None if columns.id else where), text
    except (OSError, EOFError) as error:
        left_out.add("damaged_file", Subject.FILE, "", f"stops after {where}: {_first_line(error)}")


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)
