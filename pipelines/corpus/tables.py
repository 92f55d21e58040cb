"""Source files that lie in parquet, a row each, as public collections of code come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.corpus.intake import LICENCE, Intake
from pipelines.corpus.licences import expression
from pipelines.corpus.records import Document
from pipelines.corpus.settings import CorpusError
from pipelines.corpus.texts import MAX_FILE_BYTES, Unfit
from schemas.text import excerpt

SUFFIX = ".parquet"
GROUP_BYTES = 64 << 20
"""Row groups are put together into parts of about so many bytes."""
_ROWS_AT_ONCE = 64
_STRINGS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary)
_NAMES = {
    "content": ("content", "text", "code"),
    "path": ("path", "file_path", "filename", "file_name", "max_stars_repo_path"),
    "repository": ("repository", "repo", "repo_name", "repository_name", "max_stars_repo_name"),
    "licence": ("licence", "license", "licenses", "max_stars_repo_licenses"),
    "day": ("date", "commit_date", "committer_date", "revision_date"),
}
"""What a column may be called, the first that is there counts."""


class Columns(NamedTuple):
    """The columns of a table that we read; None where there is none."""

    content: str
    path: str
    repository: str | None
    licence: str | None
    day: str | None


def columns_of(schema: pa.Schema, what: str) -> Columns:
    """Which column is which. Raises CorpusError naming `what` where there is none for the text or for the path."""
    found = {key: next((name for name in names if name in schema.names), None) for key, names in _NAMES.items()}
    for key in ("content", "path"):
        if found[key] is None:
            raise CorpusError(f"{what}: no column for the {key} ({' or '.join(_NAMES[key])}), only {', '.join(schema.names)}")
        kind = schema.field(found[key]).type
        if not any(test(kind) for test in _STRINGS):
            raise CorpusError(f"{what}: column {found[key]} holds {kind}, expected strings")
    return Columns(**found)  # type: ignore[arg-type]  # those that must be there are


def groups_of(path: str) -> list[tuple[int, int]]:
    """The row groups of a file in runs of about `GROUP_BYTES`: first and last but one. Raises CorpusError."""
    try:
        with pq.ParquetFile(path) as parquet:
            columns_of(parquet.schema_arrow, path)
            sizes = [parquet.metadata.row_group(number).total_byte_size for number in range(parquet.num_row_groups)]
    except (pa.ArrowException, OSError) as error:
        raise CorpusError(f"{path}: not a readable parquet file ({excerpt(str(error))})") from error
    runs: list[tuple[int, int]] = []
    held = GROUP_BYTES
    for number, size in enumerate(sizes):
        if held >= GROUP_BYTES:
            runs.append((number, number))
            held = 0
        runs[-1] = (runs[-1][0], number + 1)
        held += size
    return runs


def from_table(path: str, repository: str, groups: range, intake: Intake) -> Iterator[Document]:
    """The wanted files of some row groups. `repository`: for a table without a column that says it.

    Licence files among the rows count for the rows of the same repository that are read with them.
    """
    try:
        with pq.ParquetFile(path) as parquet:
            columns = columns_of(parquet.schema_arrow, path)
            names = [name for name in columns if name is not None]
            for batch in parquet.iter_batches(_ROWS_AT_ONCE, row_groups=list(groups), columns=names):
                rows = [batch.column(name).to_pylist() if name else [None] * len(batch) for name in columns]
                for row in zip(*rows, strict=True):
                    yield from _row(*row, otherwise=repository, intake=intake)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        detail = f"row groups {groups.start} to {groups.stop - 1} cannot be read to their end ({excerpt(str(error))})"
        intake.lose(repository, path.rpartition("/")[2], Unfit("broken_table", detail))


def _row(
    content: Any, path: Any, repository: Any, licence: Any, day: Any, *, otherwise: str, intake: Intake
) -> Iterator[Document]:
    name, repository = _text(path), _text(repository) or otherwise
    raw = content.encode() if isinstance(content, str) else content
    if not name or raw is None:
        intake.lose(repository, name or "?", Unfit("incomplete_row", "a row without a path or without a text"))
        return
    kind = intake.kind(repository, name)
    if kind is None:
        return
    if kind == LICENCE:
        intake.take_licence(repository, name, raw)
        return
    try:
        if len(raw) > MAX_FILE_BYTES:
            raise Unfit("too_large", f"{len(raw)} bytes, more than {MAX_FILE_BYTES}")
        dated = intake.dated(_day(day), None)
    except Unfit as why:
        intake.lose(repository, name, why)
        return
    yield intake.document(repository, name, kind, dated, raw)._replace(licence=_licence(licence))


def _text(value: Any) -> str:
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value or ""


def _day(value: Any) -> date | None:
    """A day from a date, a time or ISO text; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def _licence(value: Any) -> str:
    """One expression of a licence or of a list of them, which hold at once."""
    if isinstance(value, list):
        return " AND ".join(sorted({one for text in value if (one := expression(_text(text)))}))
    return expression(value) if isinstance(value, str) else ""
