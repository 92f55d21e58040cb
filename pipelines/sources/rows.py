"""Tables as datasets are handed around: JSON lines, a JSON array, parquet, arrow. Rows one at a time, in parts.

Read are, by what the name ends in:

    .parquet            a part for each row group
    .arrow              arrow's stream or file format, as `datasets` saves it; a part as a whole, read batch by batch
    .jsonl, .jsonl.gz   one object a line, in parts of 64 MiB, a zipped file as a whole
    anything else       JSON lines or one array of objects, of a file that is named and not found in a folder: beside tables
                        lie other files that end in .json; an array is read at once and may have 64 MiB

A folder stands for all tables below it.
"""

from __future__ import annotations

import contextlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.sources import lines
from pipelines.sources.reading import InputError, Part, rejected
from schemas.problem import Problem
from schemas.rejection import Rejection
from schemas.text import excerpt

MAX_ARRAY_BYTES = 64 << 20
_SUFFIXES = (".jsonl", ".jsonl.gz", ".parquet", ".arrow")
_ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".7z", ".rar")
_DAMAGE = (OSError, EOFError, zlib.error, pa.ArrowException, ValueError, LookupError, TypeError, AttributeError)
"""What the readers let out where a file is damaged; pyarrow's Python side stumbles over names that make no sense."""


class Row(NamedTuple):
    """A row: where it stands, for messages, the file that it is from, and its values."""

    where: str
    file: str
    values: dict[str, Any]


Meaning = Callable[[Row], list[Problem | Rejection]]
"""What a row holds. Raises ValueError, quoting what is wrong with it."""


def parts(path: str, needed: Sequence[str]) -> list[Part]:
    """The parts of a file or folder. Raises InputError where there is none, or a table lacks one of the `needed` columns."""
    root = Path(path)
    if root.is_dir():
        files = sorted(one for one in root.rglob("*") if one.name.endswith(_SUFFIXES) and one.is_file())
        if not files:
            raise InputError(f"{path}: no {', '.join(_SUFFIXES)} file in it")
    elif root.is_file():
        files = [root]
    else:
        raise InputError(f"{path}: no such file or folder")
    return [part for file in files for part in _parts_of(str(file), needed)]


def _parts_of(path: str, needed: Sequence[str]) -> list[Part]:
    if path.endswith(_ARCHIVES):
        raise InputError(f"{path}: an archive; unpack it and give the file or the folder")
    if path.endswith(".parquet"):
        try:
            with pq.ParquetFile(path) as table:
                _check_columns(table.schema_arrow.names, needed, path)
                return [Part(path, group) for group in range(table.num_row_groups)]
        except InputError:
            raise
        except _DAMAGE as error:
            raise InputError(f"{path}: not a readable parquet file ({_first_line(error)})") from error
    if path.endswith(".arrow"):
        with _opened_arrow(path) as (_, columns):
            _check_columns(columns, needed, path)
        return [Part(path)]
    return [Part(path)] if _is_array(path) else lines.line_parts(path)


def _check_columns(found: Sequence[str], needed: Sequence[str], path: str) -> None:
    for name in needed:
        if name not in found:
            raise InputError(f"{path}: column {name!r} is missing; found {', '.join(found) or 'no columns'}")


@contextlib.contextmanager
def _opened_arrow(path: str) -> Iterator[tuple[Any, Sequence[str]]]:
    """The reader of an arrow file, mapped into memory and not read, and its columns. Raises InputError where it is none."""
    with contextlib.ExitStack() as opened:
        try:
            file = opened.enter_context(pa.memory_map(path))
            try:
                reader = pa.ipc.open_stream(file)
            except pa.ArrowInvalid:
                file.seek(0)
                reader = pa.ipc.open_file(file)
            columns = reader.schema.names
        except _DAMAGE as error:
            raise InputError(f"{path}: not a readable arrow file ({_first_line(error)})") from error
        yield reader, columns


def _is_array(path: str) -> bool:
    with open(path, "rb") as file:
        return file.read(64).lstrip()[:1] == b"["


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def read(part: Part, meaning: Meaning) -> Iterator[Problem | Rejection]:
    """What the rows of a part mean. A row that is none becomes a rejection that says where it stands, and the rest goes on."""
    for row in rows_of(part):
        if isinstance(row, Rejection):
            yield row
            continue
        try:
            items = meaning(row)
        except (ValueError, RecursionError) as error:
            items = [rejected(row.where, "bad_record", excerpt(str(error), 300))]
        yield from items


def rows_of(part: Part) -> Iterator[Row | Rejection]:
    """The rows of a part; where it is damaged, a rejection stands in place of the rest."""
    done = 0
    try:
        for row in _rows(part, Path(part.path).name):
            yield row
            done += 1
    except _DAMAGE as error:
        where = Path(part.path).name + (f":{part.place}" if part.place >= 0 else "")
        yield rejected(where, "damaged_file", f"reading stops at row {done}: {excerpt(_first_line(error), 200)}")


def _rows(part: Part, name: str) -> Iterator[Row | Rejection]:
    if name.endswith(".parquet"):
        with pq.ParquetFile(part.path) as table:
            batches = table.iter_batches(batch_size=8, row_groups=[part.place])
            yield from _table_rows(batches, f"{name}:{part.place}", part.path)
    elif name.endswith(".arrow"):
        with _opened_arrow(part.path) as (reader, _):
            yield from _table_rows(_batches(reader), name, part.path)
    elif _is_array(part.path):
        yield from _array_rows(part.path, name)
    else:
        for where, line in lines.lines_of(part):
            if line.strip():
                yield _line_row(line, where, part.path)


def _batches(reader: Any) -> Iterable[Any]:
    """Arrow's file format gives batches by number, its stream format as they come."""
    if hasattr(reader, "num_record_batches"):
        return (reader.get_batch(number) for number in range(reader.num_record_batches))
    batches: Iterable[Any] = reader
    return batches


def _table_rows(batches: Iterable[Any], name: str, path: str) -> Iterator[Row]:
    number = 0
    for batch in batches:
        batch.validate(full=True)  # a damaged offset would be followed out of the file, and out of this process
        for place in range(batch.num_rows):  # one at a time: a mapped batch may have a thousand rows of a megabyte each
            (values,) = batch.slice(place, 1).to_pylist()
            yield Row(f"{name}:{number}", path, values)
            number += 1


def _array_rows(path: str, name: str) -> Iterator[Row | Rejection]:
    size = Path(path).stat().st_size
    if size > MAX_ARRAY_BYTES:
        raise InputError(f"an array of {size} bytes, at most {MAX_ARRAY_BYTES} are read; write it as JSON lines")
    for number, values in enumerate(json.loads(Path(path).read_bytes())):
        yield _row(values, f"{name}:{number}", path)


def _line_row(line: bytes, where: str, path: str) -> Row | Rejection:
    begins = excerpt(line[:60].decode("utf-8", "replace"))
    if len(line) > lines.MAX_LINE_BYTES:
        return rejected(where, "line_too_long", f"more than {lines.MAX_LINE_BYTES} bytes: {begins!r}")
    try:
        return _row(json.loads(line.decode("utf-8")), where, path)
    except UnicodeDecodeError as error:
        return rejected(where, "not_utf8", f"byte 0x{line[error.start]:02X} at {error.start}")
    except (ValueError, RecursionError) as error:  # not only JSONDecodeError: a number may have too many digits
        return rejected(where, "not_json", f"{error}: {begins!r}")


def _row(values: Any, where: str, path: str) -> Row | Rejection:
    if not isinstance(values, dict):
        return rejected(where, "bad_record", f"expected an object, got {excerpt(json.dumps(values))}")
    return Row(where, path, values)
